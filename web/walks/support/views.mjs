// The views of the page, each with the way there, for the walks that ask the same of every view.

import { editor } from "./editor.mjs";
import { node, openExample, part } from "./workbench.mjs";

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
};
