// The page starts: its shell is readable at once, and the application takes its place.

import assert from "node:assert/strict";
import { walk } from "./support/walk.mjs";

walk("the page opens and the application replaces the shell", async ({ page, open, see, axe, shot }) => {
  await open();
  await see(page.getByRole("heading", { level: 1, name: "AssumeRole" }));
  assert.equal(await page.locator("[data-shell]").count(), 0);
  assert.equal(await page.locator("html").getAttribute("lang"), "en");
  await axe();
  await shot("start");
});

walk("the same files work in a folder of a host", async ({ page, urlBelow, see }) => {
  await page.goto(urlBelow);
  await page.locator("#app:not(:has([data-shell]))").waitFor({ state: "attached" });
  await see(page.getByRole("heading", { level: 1 }));
});

walk("the shell says what this is before any script has run", async ({ page, url, see, axe }) => {
  const held = [];
  await page.route("**/*_bg.wasm", (route) => held.push(route));
  await page.goto(url, { waitUntil: "domcontentloaded" });
  await see("Run a chain of AWS AssumeRole calls here in your browser");
  await see("Loading the simulator…");
  await axe();
  await Promise.all(held.map((route) => route.continue()));
  await page.locator("#app:not(:has([data-shell]))").waitFor({ state: "attached" });
});

walk("with an empty file of the first screen the page says so and still works", async ({ page, url, see, axe }) => {
  await page.route("**/first-screen-*.txt", (route) => route.fulfill({ body: "" }));
  await page.goto(url);
  await see("The scenarios could not be loaded.");
  await axe();
  await page.getByRole("button", { name: "Paste your own case" }).first().click();
  await see(page.getByRole("heading", { level: 1 }));
});
