// The views of the page, each with the way there, for the walks that ask the same of every view.

import assert from "node:assert/strict";
import { editor } from "./editor.mjs";
import { choose, node, openExample, part, rename } from "./workbench.mjs";

/** One of the tables below the chain, which a phone has among the steps. */
async function table(page, name) {
  await part(page, "Steps");
  await page.getByRole("tab", { name }).click();
}

/** A scenario without anything in it, in one of its parts. */
const empty = (name) => async ({ page, open }) => {
  await openExample(page, open, "three-hop-chain");
  await choose(page, "More", "New empty scenario");
  await page.locator("figure [data-step]").first().waitFor({ state: "detached" });
  await name(page);
};

export const VIEWS = {
  "the first screen": async ({ page, open }) => {
    await open();
    await page.locator("[data-example]").first().waitFor();
  },
  "your own case": async ({ page, open }) => {
    await open();
    await page.getByText("Paste your own case").first().click();
    await page.getByRole("button", { name: "Fill in an example" }).click();
    await page.getByRole("button", { name: "Open in the workbench" }).waitFor();
  },
  "a refused chain": ({ page, open }) => openExample(page, open, "chained-hop-asks-two-hours"),
  "an allowed chain": ({ page, open }) => openExample(page, open, "three-hop-chain"),
  "why": async ({ page, open }) => {
    await openExample(page, open, "vendor-confused-deputy");
    await part(page, "Why");
    await page.getByText("What the CLI prints").waitFor();
  },
  "a document": async ({ page, open }) => {
    await openExample(page, open, "vendor-confused-deputy");
    await part(page, "Why");
    await page.getByRole("button", { name: /^(Show statement|Open )/ }).first().click();
    await editor(page).waitFor();
  },
  "the request of a hop": async ({ page, open }) => {
    await openExample(page, open, "three-hop-chain");
    await part(page, "Why");
    await page.getByRole("tab", { name: "Request" }).click();
    await page.locator("#field-as").waitFor();
  },
  "a sign-in": async ({ page, open }) => {
    await openExample(page, open, "saml-console-role");
    await part(page, "Why");
    await page.getByRole("tab", { name: "Request" }).click();
    await page.locator("#field-issuer").waitFor();
  },
  "credentials": async ({ page, open }) => {
    await openExample(page, open, "one-user-two-roles");
    await part(page, "Why");
    await page.getByRole("tab", { name: "Credentials" }).click();
  },
  "a device's code": async ({ page, open }) => {
    await openExample(page, open, "session-token-then-role");
    await page.locator('figure [data-step="session"]').click();
    await part(page, "Why");
    await page.getByRole("tab", { name: "Request" }).click();
    await page.getByRole("button", { name: /^Give it a Base32StringSeed/ }).click();
    await page.getByRole("button", { name: /^Send \d{6}$/ }).waitFor();
  },
  "the terminal": async ({ page, open }) => {
    await openExample(page, open, "three-hop-chain");
    await page.locator('figure [data-step="prod"]').click();
    await part(page, "Why");
    await page.getByRole("tab", { name: "Terminal" }).click();
    await page.locator("#terminal-form").selectOption({ label: "Profiles of the chain" });
  },
  "the events": async ({ page, open }) => {
    await openExample(page, open, "source-identity-cannot-change");
    await part(page, "Steps");
    await page.getByRole("tab", { name: "Events" }).click();
    await page.locator(".events").waitFor();
  },
  "an event": async ({ page, open }) => {
    await openExample(page, open, "three-hop-chain");
    await part(page, "Steps");
    await page.getByRole("tab", { name: "Events" }).click();
    await page.getByRole("button", { name: /^AssumeRole of hop 2/ }).first().click();
    await page.locator(".event-record pre").waitFor();
  },
  "the world": async ({ page, open }) => {
    await openExample(page, open, "three-hop-chain");
    await part(page, "World");
    await node(page, "DeployRole").waitFor();
  },
  "a role's settings": async ({ page, open }) => {
    await openExample(page, open, "three-hop-chain");
    await part(page, "World");
    await node(page, "ProdAdmin").click();
    await page.locator("#entity-maximum").waitFor();
  },
  "the hops": async ({ page, open }) => {
    await openExample(page, open, "revoked-role-leaves-chained-session");
    await part(page, "Steps");
  },
  "the source": async ({ page, open }) => {
    await openExample(page, open, "three-hop-chain");
    await page.getByRole("button", { name: "More" }).click();
    await page.getByRole("menuitem", { name: "Edit the source" }).click();
    await editor(page, "source").waitFor();
  },
  "the clock": async ({ page, open }) => {
    await openExample(page, open, "revoked-sessions");
    await part(page, "Clock");
    // Where the window is low the clock is folded.
    const fold = page.getByRole("button", { name: "Clock", exact: true, expanded: false });
    if (await fold.isVisible()) await fold.click();
    await page.locator("#clock-now").fill("10:20");
    await page.locator("#clock-now").press("Enter");
    await page.getByRole("slider").first().waitFor();
  },
  "the playback": async ({ page, open }) => {
    await openExample(page, open, "chained-hop-asks-two-hours");
    for (let check = 0; check < 8; check += 1) await page.locator("body").press(".");
    await page.locator(".playback").waitFor();
  },
  "what if": async ({ page, open }) => {
    await openExample(page, open, "boundary-blocks");
    await table(page, "What-if");
    await page.getByRole("button", { name: "Begin a copy" }).click();
    await page.locator(".what-if-policies input").first().uncheck();
  },
  "the expectations": async ({ page, open }) => {
    await openExample(page, open, "chained-hop-asks-two-hours");
    await table(page, "Expectations");
    await page.locator(".expectations tbody tr").nth(1).getByRole("combobox").selectOption("succeeded");
  },
  "the history": async ({ page, open }) => {
    await openExample(page, open, "chained-hop-asks-two-hours");
    await part(page, "World");
    await node(page, "ProdAdmin").click();
    await rename(page, "ProdDeployer");
    await choose(page, "More", "History");
    await page.locator(".history-list").waitFor();
  },
  "the palette": async ({ page, open }) => {
    await openExample(page, open, "three-hop-chain");
    await page.keyboard.press("Control+K");
    await page.keyboard.type("role");
    await page.getByRole("option").first().waitFor();
  },
  "the keys": async ({ page, open }) => {
    await openExample(page, open, "three-hop-chain");
    await page.keyboard.press("?");
    await page.getByRole("dialog").waitFor();
  },
  "the three calls": async ({ page, open }) => {
    await openExample(page, open, "saml-console-role");
    await choose(page, "More", "Compare the AssumeRole calls");
    await page.getByText("Who authenticates").first().waitFor();
  },
  "the form of a policy": async ({ page, open }) => {
    await openExample(page, open, "three-hop-chain");
    await part(page, "World");
    await node(page, "OnlyOurOrganization").click();
    await page.getByRole("button", { name: "Form", exact: true }).click();
    await page.locator(".policy-form:not([aria-busy])").waitFor();
  },
  "a source that cannot be read": async ({ page, open }) => {
    await openExample(page, open, "three-hop-chain");
    await choose(page, "More", "Edit the source");
    const source = editor(page, "source");
    await source.fill(`${await source.inputValue()}xx`);
    await page.getByText("This text is not a scenario yet").first().waitFor();
  },
  "the gallery searched": async ({ page, open }) => {
    await open();
    await page.getByRole("searchbox").fill("mfa");
    await page.locator("[data-example]").first().waitFor();
  },
  "the menu of exports": async ({ page, open }) => {
    await openExample(page, open, "three-hop-chain");
    await page.getByRole("button", { name: "Export the drawing" }).click();
    await page.getByRole("menuitem").first().waitFor();
  },
  "the menu of sharing": async ({ page, open }) => {
    await openExample(page, open, "three-hop-chain");
    await page.getByRole("button", { name: "Share" }).click();
    await page.getByRole("menuitem").first().waitFor();
  },
  "the menu of steps": async ({ page, open }) => {
    await openExample(page, open, "three-hop-chain");
    await part(page, "Steps");
    await page.getByRole("button", { name: "Add step" }).click();
    await page.getByRole("menuitem").first().waitFor();
  },
  "the message after a deletion": async ({ page, open }) => {
    await openExample(page, open, "three-hop-chain");
    await part(page, "World");
    await node(page, "ProdAdmin").focus();
    await page.keyboard.press("Delete");
    const notice = page.locator(".notice");
    await notice.waitFor();
    // However far down it was deleted.
    const seen = await notice.evaluate((notice) => {
      const { left, top, width, height } = notice.getBoundingClientRect();
      return notice.contains(document.elementFromPoint(left + width / 2, top + height / 2));
    });
    assert.ok(seen, "what was deleted is told out of sight");
  },
  "an empty scenario": empty(() => undefined),
  "an empty clock": empty((page) => part(page, "Clock")),
  "empty expectations": empty((page) => table(page, "Expectations")),
  "an empty copy": empty((page) => table(page, "What-if")),
  "no reason": empty((page) => part(page, "Why")),
  "the tour": async ({ page, open }) => {
    await open();
    await page.getByRole("button", { name: /tour/i }).first().click();
    await page.locator(".tour").first().waitFor();
  },
};
