// The page's program comes in two parts: what the first screen needs, and the workbench, which is loaded when somebody
// is there. A quick build (`--dev`) is one part; the same walks then only see that nothing is missing.

import assert from "node:assert/strict";
import { walk } from "./support/walk.mjs";

const WORKBENCH = /_workbench\.wasm$/;

/** The files the page asks for from now on. */
function requests(page) {
  const asked = [];
  page.on("request", (request) => asked.push(request.url()));
  return asked;
}

const isInParts = (asked) => asked.some((url) => url.endsWith("_link.js"));

walk("the first screen loads without the workbench, which comes when somebody moves", async ({ page, open, eventually }) => {
  const asked = requests(page);
  await open();
  assert.equal(asked.filter((url) => WORKBENCH.test(url)).length, 0);
  await page.mouse.move(40, 40);
  await page.mouse.move(60, 60);
  await eventually(() => {
    const loaded = asked.filter((url) => WORKBENCH.test(url)).length;
    assert.equal(loaded, isInParts(asked) ? 1 : 0);
  });
});

walk("a workbench that cannot be loaded says so, loses nothing, and comes at the next try", async ({ page, open, see, axe }) => {
  const asked = requests(page);
  let isBroken = true;
  await page.route(WORKBENCH, (route) =>
    isBroken ? route.fulfill({ contentType: "text/html", body: "<h1>Sign in to the network</h1>" }) : route.continue(),
  );
  await open();
  await page.locator('[data-example="three-hop-chain"]').click();
  if (isInParts(asked)) {
    await see("The rest of the page could not be loaded.");
    await axe();
    await page.getByRole("button", { name: "Back to the scenarios" }).click();
    await see(page.getByRole("heading", { name: "Scenarios", exact: true }));
    await page.locator('[data-example="three-hop-chain"]').click();
    await see("The rest of the page could not be loaded.");
    isBroken = false;
    await page.getByRole("button", { name: "Try again" }).click();
  }
  await see(page.locator("figure [data-step]").first());
});
