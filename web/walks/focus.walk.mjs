// The keyboard's focus is never lost: what goes away hands it on, what is opened has it, what is closed gives it back.

import assert from "node:assert/strict";
import { editor } from "./support/editor.mjs";
import { walk } from "./support/walk.mjs";
import { keys, node, openExample, trustPolicy } from "./support/workbench.mjs";

/** Where the focus is: an element's id, or that of the nearest one around it. */
const place = (page) => page.evaluate(() => document.activeElement.closest("[id]:not(#app)")?.id ?? "nowhere");

walk("a policy opened from Why has the focus, and Escape goes back", async ({ page, open, step, eventually }) => {
  const { until, press } = keys(page);
  const is = (expected) => eventually(async () => assert.equal(await place(page), expected));

  await step("open a policy from Why, go into its text, come back", async () => {
    await openExample(page, open, "only-two-users-trusted");
    await until("Tab", ({ name }) => /^Open (the )?trust policy/i.test(name), 120);
    await press("Enter");
    await is("below");
    await until("Tab", ({ id }) => id === "document", 20);
    await press("Escape");
    await is("below");
    await press("Escape");
    await eventually(async () => assert.equal(await page.locator("#document").count(), 0));
    const focused = () => page.evaluate(() => document.activeElement.textContent.trim());
    await eventually(async () => assert.match(await focused(), /^Open (the )?trust policy/i));
  });
});

walk("after a remedy the focus stays under Why", async ({ page, open, eventually, see }) => {
  const { until, press } = keys(page);
  await openExample(page, open, "chained-hop-asks-two-hours");
  await until("Tab", ({ name }) => name === "Set to 3600 s", 120);
  await press("Enter");
  await see(page.locator('figure [data-step="prod"][data-verdict="allowed"]'));
  await eventually(async () => assert.equal(await place(page), "why-step"));
});

walk("at 1024 what is opened from the tree by Enter has the focus, and Escape leads back", { width: 1024 }, async ({ page, open, eventually }) => {
  const { press } = keys(page);
  const is = (expected) => eventually(async () => assert.equal(await place(page), expected));
  await openExample(page, open, "three-hop-chain");
  await page.getByRole("button", { name: "World", exact: true }).first().click();
  await node(page, "ProdAdmin").focus();
  await press("Enter");
  await is("below");
  await press("Escape");
  await eventually(async () => assert.equal(await page.locator("#subject-name").count(), 0));
  await eventually(async () => assert.notEqual(await place(page), "nowhere"));
});

walk("at 1440 Enter in the tree goes to what it opens, Space stays, and Escape goes back to the tree", async ({ page, open, eventually }) => {
  const { press } = keys(page);
  await openExample(page, open, "three-hop-chain");
  const role = node(page, "ProdAdmin");
  await role.focus();
  await press("Space");
  await page.locator("#subject-name").waitFor();
  const isTree = () => eventually(async () => assert.equal(await page.evaluate(() => document.activeElement.role ?? document.activeElement.getAttribute("role")), "treeitem"));
  await isTree();
  await press("Enter");
  await eventually(async () => assert.equal(await place(page), "below"));
  await press("Escape");
  await isTree();
});

walk("after “Paste your own case” the clipboard goes into the box at once", async ({ page, open, eventually }) => {
  const { until, press } = keys(page);
  await open();
  await until("Tab", ({ name }) => name === "Paste your own case", 20);
  await press("Enter");
  await eventually(async () => assert.equal(await place(page), "own-case"));
  await page.keyboard.insertText("aws sts assume-role --role-arn arn:aws:iam::222222222222:role/Reader");
  await eventually(async () => assert.match(await page.locator(".own-found").innerText(), /Reader/));
});

walk("on a phone a mistake below the fold is told in the pinned line, which leads there; the page never scrolls sideways", { width: 390 }, async ({ page, open, step, eventually, see }) => {
  const pinned = page.locator(".phone-verdict[data-mistake]");
  const overflow = () => page.evaluate(() => document.scrollingElement.scrollWidth - window.innerWidth);
  const lastInSight = () =>
    eventually(async () => {
      const box = await editor(page).host.locator(".cm-line").last().boundingBox();
      assert.ok(box.y > 52 && box.y < 700, `the last line is at ${box.y}`);
    });

  await step("break the last line of a policy", async () => {
    await openExample(page, open, "three-hop-chain");
    await page.getByRole("button", { name: "World", exact: true }).first().click();
    const field = await trustPolicy(page, "ProdAdmin");
    const text = await field.inputValue();
    await field.fill(text.replace(/\}\s*$/, "]"));
    await see(pinned);
    const last = text.split("\n").length;
    await eventually(async () => assert.match(await pinned.innerText(), new RegExp(`line ${last}, column 1: `)));
    assert.ok((await overflow()) <= 0, `the page is ${await overflow()} px too wide`);
    await page.evaluate(() => window.scrollTo(0, 0));
    await pinned.click();
    await lastInSight();
  });

  await step("from the chain as well", async () => {
    await page.getByRole("button", { name: "Chain", exact: true }).click();
    await page.locator(".peek [data-mistake]").click();
    await see(page.locator("#document-findings"));
  });

  await step("mended, the line tells the verdict again", async () => {
    const field = editor(page);
    await field.fill((await field.inputValue()).replace(/\]$/, "}"));
    await eventually(async () => assert.equal(await pinned.count(), 0));
    assert.ok((await overflow()) <= 0);
  });
});
