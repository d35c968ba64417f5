// Every scenario has an address: Back goes back, a link carries a whole scenario, and neither takes away one's own work.

import assert from "node:assert/strict";
import { walk } from "./support/walk.mjs";
import { choose, openExample, verdicts } from "./support/workbench.mjs";

const fragment = (page) => new URL(page.url()).hash;
const title = (page) => page.locator("h1.bar-title");
const REFUSED = { deploy: "allowed", prod: "denied", logs: "not-reached", read: "not-reached" };

walk("Back leads from a scenario to the scenarios and forth again, with what was changed", {}, async ({ page, open, see, step, eventually }) => {
  await step("a scenario has an address", async () => {
    await openExample(page, open, "chained-hop-asks-two-hours");
    await eventually(async () => assert.equal(fragment(page), "#example=chained-hop-asks-two-hours"));
    assert.deepEqual(await verdicts(page), REFUSED);
  });

  await step("Back, and forth again after an edit", async () => {
    await page.getByRole("button", { name: "Edit the title" }).click();
    await page.locator("#title-field").fill("Mine");
    await page.locator("#title-field").press("Enter");
    await page.goBack();
    await see(page.getByRole("heading", { name: "Scenarios", exact: true }));
    assert.equal(fragment(page), "");
    await page.goForward();
    await see(title(page));
    assert.equal(await title(page).innerText(), "Mine");
  });

  await step("an example named in the address asks before it takes the place of the work", async () => {
    await page.goto(page.url().replace(/#.*/, "#example=only-two-users-trusted"));
    await see(page.getByRole("button", { name: "Keep my work" }));
    await page.getByRole("button", { name: "Keep my work" }).click();
    await eventually(async () => assert.equal(await title(page).innerText(), "Mine"));
    assert.equal(fragment(page), "#example=chained-hop-asks-two-hours");
  });
});

walk("a link carries the whole scenario to somebody else, asks before it replaces work, and says when it is damaged", { seconds: 120 }, async ({ page, open, see, step, eventually, axe }) => {
  let link = "";
  await step("copy it", async () => {
    await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
    await openExample(page, open, "chained-hop-asks-two-hours");
    await choose(page, "Share", "Copy link");
    await see(page.getByText(/Copied\. The link holds the whole scenario/));
    link = await page.evaluate(() => navigator.clipboard.readText());
    assert.match(link, /^http[^#]*#v1\.[A-Za-z0-9_-]+$/);
    await choose(page, "Share", "Copy link for Markdown");
    await eventually(async () => {
      const text = await page.evaluate(() => navigator.clipboard.readText());
      assert.ok(text.startsWith("[") && text.endsWith(`](${link})`), text);
    });
  });

  await step("somebody who was never here opens it", async () => {
    await page.evaluate(() => localStorage.clear());
    await page.goto("about:blank");
    await page.evaluate(() => 0);
    await page.goto(link);
    await page.locator("figure [data-step]").first().waitFor({ state: "attached" });
    await eventually(async () => assert.deepEqual(await verdicts(page), REFUSED));
    await eventually(async () => assert.equal(page.url(), link));
  });

  await step("their edit is kept over a reload, and no longer has the link's address", async () => {
    await page.getByRole("button", { name: "Edit the title" }).click();
    await page.locator("#title-field").fill("Theirs");
    await page.locator("#title-field").press("Enter");
    await eventually(async () => assert.equal(fragment(page), "#work"));
    await eventually(async () => assert.ok((await page.evaluate(() => Object.values(localStorage).join("\n"))).includes("Theirs")));
    await page.reload();
    await see(title(page));
    assert.equal(await title(page).innerText(), "Theirs");
  });

  await step("the link over their work asks; by keys alone", async () => {
    await page.goto(link);
    await see(page.getByRole("heading", { name: /^Open “/ }));
    await axe();
    await page.getByRole("button", { name: "Open it" }).focus();
    await page.keyboard.press("Enter");
    await page.locator("figure [data-step]").first().waitFor({ state: "attached" });
    assert.equal(page.url(), link);
  });

  await step("a damaged link says so", async () => {
    await page.goto(`${link.slice(0, -9)}`);
    await see(page.getByText(/The link is damaged/));
  });
});

walk("a chain is copied as a report that documents draw", async ({ page, open, eventually }) => {
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await openExample(page, open, "chained-hop-asks-two-hours");
  await choose(page, "More", "Copy a report (Markdown)");
  await eventually(async () => {
    const text = await page.evaluate(() => navigator.clipboard.readText());
    assert.ok(text.startsWith("# Chained hop asks for two hours\n"), text);
    assert.match(text, /^```mermaid\nflowchart LR$/m);
    assert.match(text, /^\*\*Hop 2: denied\.\*\* A chained session lasts at most \*\*1 hour\*\*\./m);
  });
});
