// The three calls that give a role's session, side by side for a role of the scenario.

import assert from "node:assert/strict";
import { editor } from "./support/editor.mjs";
import { walk } from "./support/walk.mjs";
import { choose, keys, openExample } from "./support/workbench.mjs";

const cell = (page, row, call) => page.getByRole("row", { name: new RegExp(`^${row}`) }).locator(`td[data-call="${call}"]`);

/** What the page says of a row, each call's words in turn. */
const words = (page, row) =>
  Promise.all(["AssumeRole", "AssumeRoleWithSAML", "AssumeRoleWithWebIdentity"].map((call) => cell(page, row, call).innerText()));

for (const scheme of ["light", "dark"]) {
  walk(`the three AssumeRole calls are compared for a role, ${scheme}`, { scheme, seconds: 90 }, async ({ page, open, step, eventually, axe, shot }) => {
    await step("from the why of a hop", async () => {
      await openExample(page, open, "saml-console-role");
      await page.locator("figure [data-step]").first().click();
      await page.getByRole("button", { name: "Compare the three AssumeRole calls for this role" }).click();
      await page.locator(".ways-table").waitFor();
    });
    await step("a SAML provider comes in by its own call alone", async () => {
      await eventually(async () => {
        const [signed, saml, web] = await words(page, "Who comes in");
        assert.match(signed, /^Nobody$/);
        assert.match(saml, /SAML:aud/);
        assert.match(web, /^Nobody$/);
      });
      await shot("ways-in");
      await axe(".subject");
    });
    await step("what the role grants is in the limits", async () => {
      await eventually(async () => {
        for (const told of await words(page, "How long")) assert.match(told, /15 min at least, 1 h by default/);
      });
    });
    await step("the statement is opened in its document", async () => {
      await cell(page, "Who comes in", "AssumeRoleWithSAML").getByRole("button", { name: /^Statement 1/ }).click();
      await eventually(async () => assert.match(await editor(page).inputValue(), /AssumeRoleWithSAML/));
    });
  });
}

walk("the three calls are compared by keys, and for another role", { seconds: 90 }, async ({ page, open, step, eventually }) => {
  const { press, until } = keys(page);
  await openExample(page, open, "three-hop-chain");
  await step("from the palette", async () => {
    await press("Control+K");
    await page.locator("[role=combobox]").first().waitFor();
    await page.keyboard.type("Compare the three");
    await page.getByRole("option", { name: /Compare the three AssumeRole calls/ }).waitFor();
    await press("Enter");
    await page.locator(".ways-table").waitFor();
  });
  await step("another role is chosen", async () => {
    await until("Tab", ({ id }) => id === "ways-role", 20);
    const before = await page.locator("#ways-role").inputValue();
    await press("ArrowDown");
    await eventually(async () => assert.notEqual(await page.locator("#ways-role").inputValue(), before));
    const name = (await page.locator("#ways-role").inputValue()).split("/").at(-1);
    await eventually(async () => assert.equal(await page.getByRole("rowheader", { name: `Who comes in to ${name}` }).count(), 1));
  });
  await step("an edit of the trust policy is seen at once", async () => {
    await choose(page, "More", "Compare the AssumeRole calls");
    await eventually(async () => assert.match((await words(page, "How long"))[0], /since the chain takes it with a role's session|MaxSessionDuration/));
    assert.match((await words(page, "How long"))[1], /MaxSessionDuration/);
  });
});

walk("the three calls are compared on a phone", { width: 390, seconds: 60 }, async ({ page, open, eventually, axe, shot }) => {
  await openExample(page, open, "three-hop-chain");
  await choose(page, "More", "Compare the AssumeRole calls");
  await page.locator(".ways-table").waitFor();
  await eventually(async () => {
    const [wide, seen] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
    assert.ok(wide <= seen, `${wide} > ${seen}`);
    assert.match((await words(page, "Who comes in")).join(" "), /Nobody/);
  });
  await axe(".subject");
  await shot("ways-in");
});
