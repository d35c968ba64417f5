// The gallery: how hard each scenario is, what was not seen yet, and where the scenarios begin on a phone.

import assert from "node:assert/strict";
import { walk } from "./support/walk.mjs";
import { keys, openExample } from "./support/workbench.mjs";

const cards = (page) => page.locator("[data-example]");
const found = (page) => page.locator(".gallery-found").innerText();
const levels = (page) => page.locator(".card-level").allInnerTexts();

for (const scheme of ["light", "dark"]) {
  walk(`scenarios are filtered by difficulty and by what was seen, ${scheme}`, { scheme, seconds: 90 }, async ({ page, open, step, eventually, axe, shot }) => {
    await openExample(page, open, "three-hop-chain");
    await page.getByRole("button", { name: "Scenarios", exact: true }).click();
    await eventually(async () => assert.ok((await cards(page).count()) > 90));
    const all = await cards(page).count();
    await step("every card says how hard it is", async () => {
      const told = await levels(page);
      assert.equal(told.length, all);
      assert.deepEqual([...new Set(told)].sort(), ["Basics", "Everyday", "Intricate"]);
    });
    await step("one difficulty", async () => {
      await page.getByRole("button", { name: "Intricate" }).click();
      await eventually(async () => assert.deepEqual([...new Set(await levels(page))], ["Intricate"]));
      await eventually(async () => assert.equal(await found(page), `${await cards(page).count()} scenarios`));
      await shot("gallery-filtered");
      await axe();
      await page.getByRole("button", { name: "Intricate" }).click();
      await eventually(async () => assert.equal(await cards(page).count(), all));
    });
    await step("what was not seen yet", async () => {
      await page.getByRole("button", { name: "Not seen yet" }).click();
      await eventually(async () => assert.equal(await cards(page).count(), all - 1));
      assert.equal(await page.locator('.shelf [data-example="three-hop-chain"]').count(), 0);
    });
    await step("the cards of a row are as high as each other", async () => {
      const rows = await page.locator(".cards").evaluateAll((lists) =>
        lists.flatMap((list) => {
          const by = Map.groupBy([...list.children].map((card) => card.getBoundingClientRect()), ({ top }) => Math.round(top));
          return [...by.values()].map((row) => [...new Set(row.map(({ height }) => Math.round(height)))].length);
        }),
      );
      assert.ok(rows.length > 10);
      assert.ok(rows.every((heights) => heights === 1));
    });
  });
}

walk("the gallery is filtered by keys alone", async ({ page, open, eventually }) => {
  const { press, until } = keys(page);
  await open();
  await eventually(async () => assert.ok((await cards(page).count()) > 90));
  const all = await cards(page).count();
  await until("Tab", ({ name }) => name === "Basics", 60);
  await press("Enter");
  await eventually(async () => assert.ok((await cards(page).count()) < all));
  await press("Enter");
  await eventually(async () => assert.equal(await cards(page).count(), all));
});

walk("on a phone the scenarios begin on the first screen", { width: 390 }, async ({ page, open, eventually, axe, shot }) => {
  await open();
  await eventually(async () => {
    const { top } = await page.locator(".card").first().evaluate((element) => element.getBoundingClientRect().toJSON());
    assert.ok(top < 820, `${top}`);
  });
  await axe();
  await shot("gallery-phone");
});
