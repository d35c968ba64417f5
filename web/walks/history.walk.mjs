// What can be undone survives a reload; earlier versions are kept, compared, named and gone back to; a full storage says so.

import assert from "node:assert/strict";
import { walk } from "./support/walk.mjs";
import { choose, keys, node, openExample, part } from "./support/workbench.mjs";

const STARTED = "#app:not(:has([data-shell]))";
const title = (page, name) => page.getByRole("heading", { level: 1, name, exact: true });

/** Gives the scenario another title, as one edit. */
async function retitle(page, name) {
  await page.getByRole("button", { name: "Edit the title", exact: true }).click();
  await page.locator("#title-field").fill(name);
  await page.keyboard.press("Enter");
  await title(page, name).waitFor();
}

/** Waits until something kept under a key holds a text. */
const isKept = (page, eventually, key, text) =>
  eventually(async () => {
    const kept = await page.evaluate((key) => localStorage.getItem(`assume-role-playground/1/${key}`), key);
    assert.ok(kept?.includes(text), `${key} is “${kept?.slice(0, 80)}”`);
  });

/** Tells the page that the typing came to rest, by letting its pause go by. */
const pause = (page) => page.waitForTimeout(1400);

walk("what can be undone and made again survives a reload", { seconds: 90 }, async ({ page, open, see, step, eventually }) => {
  const undo = page.getByRole("button", { name: /^Undo:/ });
  const redo = page.getByRole("button", { name: /^Redo:/ });
  await step("three edits, one undone", async () => {
    await openExample(page, open, "three-hop-chain");
    for (const name of ["One", "Two", "Three"]) {
      await retitle(page, name);
      await pause(page);
    }
    await undo.click();
    await see(title(page, "Two"));
    await isKept(page, eventually, "undo", "redo");
  });
  await step("reload, make it again, undo all", async () => {
    await page.reload();
    await page.locator(STARTED).waitFor({ state: "attached" });
    await see(title(page, "Two"));
    await redo.click();
    await see(title(page, "Three"));
    for (const name of ["Two", "One"]) {
      await page.keyboard.press("Control+Z");
      await see(title(page, name));
    }
    await page.keyboard.press("Control+Z");
    await see(page.getByRole("heading", { level: 1, name: /^Three-hop chain/ }));
    await see(page.getByRole("button", { name: "Nothing to undo" }));
  });
});

walk("earlier versions are compared, named and gone back to, and a reload keeps them", { seconds: 120 }, async ({ page, open, see, step, eventually, axe, shot }) => {
  const rows = page.locator(".history-row");
  await step("work comes to rest", async () => {
    await openExample(page, open, "three-hop-chain");
    await retitle(page, "Mine");
    await choose(page, "More", "History");
    await see(rows.filter({ hasText: "Edit the title" }));
    await see(rows.filter({ hasText: "Before the first change" }));
    await see(rows.filter({ hasText: "as it stands" }));
  });
  await step("compare with before the first change", async () => {
    await rows.filter({ hasText: "Before the first change" }).click();
    await see(page.locator(".history-out", { hasText: '"title": "Three-hop chain' }));
    await see(page.locator(".history-in", { hasText: '"title": "Mine"' }));
    await see(page.getByText("Since then 1 line went and 1 line came."));
    await axe();
    await shot("history");
  });
  await step("name it as it stands", async () => {
    await page.getByRole("button", { name: "Name it as it stands" }).click();
    await eventually(async () => assert.equal(await page.evaluate(() => document.activeElement.id), "history-version-name"));
    await page.locator("#history-version-name").fill("As agreed");
    await page.locator("#history-version-name").press("Enter");
    await see(rows.filter({ hasText: "As agreed" }));
  });
  await step("go on, reload, go back to it", async () => {
    await retitle(page, "Spoilt");
    await isKept(page, eventually, "revisions", "As agreed");
    await isKept(page, eventually, "scenario", "Spoilt");
    await page.reload();
    await page.locator(STARTED).waitFor({ state: "attached" });
    await choose(page, "More", "History");
    await rows.filter({ hasText: "As agreed" }).click();
    await page.getByRole("button", { name: "Go back to it" }).click();
    await see(title(page, "Mine"));
    await page.keyboard.press("Control+Z");
    await see(title(page, "Spoilt"));
  });
});

walk("the history by keys alone", { seconds: 90 }, async ({ page, open, see, eventually }) => {
  const { until, press } = keys(page);
  await openExample(page, open, "three-hop-chain");
  await until("Tab", ({ name }) => name === "Edit the title", 40);
  await press("Enter");
  await eventually(async () => assert.equal(await page.evaluate(() => document.activeElement.id), "title-field"));
  await page.keyboard.type("Mine");
  await press("Enter");
  await until("Tab", ({ name }) => name === "More", 60);
  await press("Enter");
  await until("ArrowDown", ({ name, role }) => role === "menuitem" && name === "History", 12);
  await press("Enter");
  await page.locator(".history-row").nth(1).waitFor();
  await until("Tab", ({ name }) => /Before the first change/.test(name), 80);
  await press("Enter");
  await until("Tab", ({ name }) => name === "Go back to it", 10);
  await press("Enter");
  await see(page.getByRole("heading", { level: 1, name: /^Three-hop chain/ }));
});

walk("where there is no room for the history the work is saved all the same, and the page says so", { seconds: 60 }, async ({ page, open, see, step, eventually }) => {
  await page.addInitScript(() => {
    const set = Storage.prototype.setItem;
    Storage.prototype.setItem = function setItem(key, value) {
      if (/\/(undo|revisions)$/.test(key)) {
        throw new DOMException("no room", "QuotaExceededError");
      }
      set.call(this, key, value);
    };
  });
  await step("edit", async () => {
    await openExample(page, open, "three-hop-chain");
    await retitle(page, "Mine");
    await see(page.getByRole("contentinfo").getByText("Saved without its history"));
    await isKept(page, eventually, "scenario", "Mine");
  });
  await step("reload: the work is there", async () => {
    await page.reload();
    await page.locator(STARTED).waitFor({ state: "attached" });
    await see(title(page, "Mine"));
    await see(page.getByRole("button", { name: "Nothing to undo" }));
  });
});

walk("a history too large gives way to the work", { seconds: 60 }, async ({ page, open, see, eventually }) => {
  await page.addInitScript(() => {
    const set = Storage.prototype.setItem;
    Storage.prototype.setItem = function setItem(key, value) {
      // As a browser counts: whatever is kept and what is to be kept.
      const others = Object.entries(localStorage).filter(([name]) => name !== key);
      const room = window.room ?? Infinity;
      if (others.reduce((sum, [, text]) => sum + text.length, 0) + value.length > room) {
        throw new DOMException("no room", "QuotaExceededError");
      }
      set.call(this, key, value);
    };
  });
  await openExample(page, open, "three-hop-chain");
  await retitle(page, "Mine");
  await isKept(page, eventually, "undo", "edit the title");
  await page.evaluate(() => {
    const kept = Object.entries(localStorage).filter(([name]) => !/undo|revisions/.test(name));
    window.room = kept.reduce((sum, [, text]) => sum + text.length, 0) + 12;
  });
  await pause(page);
  await retitle(page, "Mine at last");
  await isKept(page, eventually, "scenario", "Mine at last");
  await see(page.getByRole("contentinfo").getByText("Saved without its history"));
});

walk("without storage undo, redo and versions work until the page is closed", { storage: false, seconds: 60 }, async ({ page, open, see }) => {
  await openExample(page, open, "three-hop-chain");
  await retitle(page, "Mine");
  await see(page.getByRole("contentinfo").getByText("Not saved"));
  await choose(page, "More", "History");
  await see(page.locator(".history-row", { hasText: "Before the first change" }));
  await page.keyboard.press("Control+Z");
  await see(page.getByRole("heading", { level: 1, name: /^Three-hop chain/ }));
});

walk("a name that was put in is undone by Ctrl+Z in its field, what is only typed is undone by the field", { seconds: 60 }, async ({ page, open, step, eventually }) => {
  await openExample(page, open, "three-hop-chain");
  await node(page, "DeployRole").click();
  const name = page.locator("#subject-name");
  await step("put in", async () => {
    await name.fill("XRole");
    await name.press("Enter");
    await node(page, "XRole").waitFor();
    await name.focus();
    await page.keyboard.press("Control+z");
    await node(page, "DeployRole").waitFor();
    await page.getByRole("button", { name: "Redo: rename DeployRole" }).waitFor();
  });
  await step("only typed", async () => {
    await node(page, "DeployRole").click();
    await name.focus();
    await page.keyboard.press("End");
    await page.keyboard.type("s");
    await eventually(async () => assert.equal(await name.inputValue(), "DeployRoles"));
    await page.keyboard.press("Control+z");
    await eventually(async () => assert.equal(await name.inputValue(), "DeployRole"));
    await page.getByRole("button", { name: "Redo: rename DeployRole" }).waitFor();
  });
});

walk("on a phone versions are compared, named and gone back to", { width: 390, height: 844, touch: true, seconds: 90 }, async ({ page, open, see, step, eventually, axe, shot }) => {
  const rows = page.locator(".history-row");
  const duration = page.locator("#field-DurationSeconds");
  const fits = async () => assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
  await step("an edit comes to rest", async () => {
    await openExample(page, open, "chained-hop-asks-two-hours");
    await part(page, "Why");
    await page.getByRole("tab", { name: "Request" }).tap();
    await duration.fill("1800");
    await duration.press("Enter");
    await choose(page, "More", "History");
    await see(rows.filter({ hasText: "Before the first change" }));
  });
  await step("compared line by line", async () => {
    await rows.filter({ hasText: "Before the first change" }).tap();
    await see(page.locator(".history-out", { hasText: '"DurationSeconds": 7200' }));
    await see(page.locator(".history-in", { hasText: '"DurationSeconds": 1800' }));
    await fits();
    await axe();
    await shot("history-phone");
  });
  await step("named", async () => {
    await page.getByRole("button", { name: "Name it as it stands" }).tap();
    await page.locator("#history-version-name").fill("Half an hour");
    await page.locator("#history-version-name").press("Enter");
    await see(rows.filter({ hasText: "Half an hour" }));
    await fits();
  });
  await step("gone back to", async () => {
    await rows.filter({ hasText: "Before the first change" }).tap();
    await page.getByRole("button", { name: "Go back to it" }).tap();
    await part(page, "Why");
    await eventually(async () => assert.equal(await duration.inputValue(), "7200"));
  });
});
