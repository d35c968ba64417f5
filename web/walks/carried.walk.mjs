// What the chain carries, tags and the source identity, is lit up wherever it is: by a click on a chip of the drawing, by the
// menu over it with the keyboard, and in words for whoever does not see the drawing.

import assert from "node:assert/strict";
import { walk } from "./support/walk.mjs";
import { keys, openExample } from "./support/workbench.mjs";

const CARRIERS = ["DeployRole", "ProdAdmin", "LogArchiveReader"];

/** The names of the nodes that are lit, in the order of the drawing. */
const lit = (page) =>
  page.locator("figure .d-node.d-lit").evaluateAll((nodes) => [...new Set(nodes.map((node) => node.querySelector("title").textContent.split(",")[0]))]);
/** The steps that the list for screen readers marks, by number. */
const marked = (page) =>
  page.locator('figure ol[aria-label="Steps"] > li').evaluateAll((all) => all.flatMap((one, index) => (one.getAttribute("aria-current") === "true" ? [index + 1] : [])));
const said = (page) => page.locator("figure.chain p[role=status]").textContent();

for (const width of [1440, 390]) {
  walk(`what the chain carries is lit by keys at ${width} px`, { width, seconds: 90 }, async ({ page, open, step, eventually, axe, shot }) => {
    const { until, press } = keys(page);
    await openExample(page, open, "three-hop-chain");
    await step("the menu says what is carried", async () => {
      await until("Tab", ({ name }) => name === "What the chain carries", 120);
      await press("Enter");
      await page.getByRole("menuitem", { name: /^Tag team=web/ }).waitFor();
      await axe();
      await until("ArrowDown", ({ name }) => name.startsWith("Tag team=web"), 5);
      await press("Enter");
    });
    await step("and lights it in every session that has it", async () => {
      await eventually(async () => assert.deepEqual(await lit(page), CARRIERS));
      await eventually(async () => assert.deepEqual(await marked(page), [1, 2, 3]));
      await eventually(async () => assert.equal(await said(page), "The tag team is carried by DeployRole, ProdAdmin, LogArchiveReader."));
      await axe(".region-chain");
      await shot("carried");
    });
    await step("once more puts it out", async () => {
      await eventually(async () => assert.equal((await keys(page).focused()).name, "What the chain carries"));
      await press("Enter");
      await until("ArrowDown", ({ name }) => name.startsWith("Tag team=web"), 5);
      await press("Enter");
      await eventually(async () => assert.deepEqual([await lit(page), await marked(page)], [[], []]));
    });
  });
}

walk("a chip of the drawing that is pressed lights the same along the chain", { width: 390, seconds: 60 }, async ({ page, open, step, eventually }) => {
  await openExample(page, open, "three-hop-chain");
  const chip = page.locator("figure .d-chip", { hasText: "team=web" }).first();
  await step("every chip and every session of the tag", async () => {
    await chip.click();
    await page.mouse.move(2, 2);
    await eventually(async () => assert.deepEqual(await lit(page), CARRIERS));
    await eventually(async () => assert.equal(await page.locator("figure .d-chip.d-chip-lit").count(), 3));
  });
  await step("pressed again it is put out", async () => {
    await chip.click();
    await page.mouse.move(2, 2);
    await eventually(async () => assert.deepEqual(await lit(page), []));
  });
});

walk("behind a refusal nothing is lit", { width: 390, seconds: 60 }, async ({ page, open, eventually }) => {
  await openExample(page, open, "chained-hop-asks-two-hours");
  await page.locator("figure .d-chip", { hasText: "team=web" }).first().click();
  await eventually(async () => assert.deepEqual(await lit(page), ["DeployRole"]));
});
