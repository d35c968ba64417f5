// The page's program comes in parts: what the first screen needs; the engine with the workbench, which is loaded with the
// examples when somebody is there; what checks signatures, when a chain waits for it; and the form view of documents. A
// quick build (`--dev`) is one program; the same walks then only see that nothing is missing.

import assert from "node:assert/strict";
import { editor } from "./support/editor.mjs";
import { walk } from "./support/walk.mjs";
import { choose, openExample, trustPolicy, verdicts } from "./support/workbench.mjs";

const WORKBENCH = /_workbench\.wasm$/;
const FEDERATION = /_federation\.wasm$/;
const FORM = /_form\.wasm$/;
const EXAMPLES = /examples-\w+\.txt$/;
const STARTED = "#app:not(:has([data-shell]))";

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
  const loaded = (file) => asked.filter((url) => file.test(url)).length;
  assert.deepEqual([loaded(WORKBENCH), loaded(EXAMPLES)], [0, 0]);
  await page.mouse.move(40, 40);
  await page.mouse.move(60, 60);
  await eventually(() => {
    assert.deepEqual([loaded(WORKBENCH), loaded(EXAMPLES)], [isInParts(asked) ? 1 : 0, 1]);
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

walk("what checks signatures comes with the first chain that waits for it, and not before", async ({ page, open, eventually }) => {
  const asked = requests(page);
  const loaded = () => asked.filter((url) => FEDERATION.test(url)).length;
  await openExample(page, open, "github-actions-main-branch");
  await eventually(async () => assert.equal((await verdicts(page)).main, "allowed"));
  assert.equal(loaded(), 0);
  await page.getByRole("button", { name: "Scenarios", exact: true }).click();
  await page.locator('[data-example="signed-github-actions-token"]').click();
  const expected = { main: "allowed", mine: "denied", forged: "denied", late: "denied" };
  await eventually(async () => assert.deepEqual(await verdicts(page), expected));
  assert.equal(loaded(), isInParts(asked) ? 1 : 0);
});

walk("a part that cannot be loaded leaves the steps with signed texts undecided, and says why", async ({ page, open, see, eventually }) => {
  const asked = requests(page);
  // Something else comes, as from a network that asks to sign in: a refused request would be the browser's own error.
  await page.route(FEDERATION, (route) => route.fulfill({ body: "", contentType: "application/wasm" }));
  await openExample(page, open, "signed-okta-response");
  if (isInParts(asked)) {
    await see(page.locator("#inspector-panel").getByText("its signature was not checked").first());
    await eventually(async () => assert.equal((await verdicts(page)).listed, "undecided"));
  }
});

/** Holds the examples, without which the workbench does not begin, until they are let go. */
async function hold(page) {
  const held = [];
  let isHeld = true;
  await page.route(EXAMPLES, (route) => (isHeld ? held.push(route) : route.continue()));
  return async () => {
    isHeld = false;
    await Promise.all(held.map((route) => route.continue()));
  };
}

walk("while the workbench is on its way no menu opens that would close when it comes", async ({ page, open, see }) => {
  const release = await hold(page);
  await open("#example=three-hop-chain");
  await see("Loading the workbench…");
  const more = page.getByRole("button", { name: "More", exact: true });
  assert.ok(await more.isDisabled());
  await release();
  await choose(page, "More", "History");
  await see("Nothing was changed yet.");
});

walk("the first screen can be used while the engine is on its way, and what was asked of it is answered when it comes", async ({ page, open, see, step, eventually, axe }) => {
  const release = await hold(page);
  await open();
  await step("try the other duration, search, choose a topic", async () => {
    const answer = page.getByRole("region", { name: "An example to try" });
    await see(answer.getByText("Denied.", { exact: true }));
    await answer.getByRole("button", { name: "3600 s" }).click();
    await see(answer.getByText("Allowed.", { exact: true }));
    const search = page.getByRole("searchbox", { name: "Search the scenarios" });
    await search.fill("ExternalId vendor");
    await see(page.locator('[data-example="vendor-with-external-id"]'));
    assert.equal(await page.locator('[data-example="stale-mfa"]').count(), 0);
    await search.fill("");
    await page.getByRole("button", { name: /^Multi-factor/ }).click();
    await see(page.locator('[data-example="stale-mfa"]'));
    assert.equal(await page.locator('[data-example="three-hop-chain"]').count(), 0);
    await page.getByRole("button", { name: /^All/ }).click();
  });
  await step("ask for a chain", async () => {
    await page.locator('[data-example="three-hop-chain"]').click();
    await see("Loading the workbench…");
    await axe();
  });
  await step("change one's mind", async () => {
    await page.getByRole("button", { name: "AssumeRole Playground" }).click();
    await see(page.getByRole("heading", { name: "Scenarios", exact: true }));
    await page.getByRole("button", { name: "Open this chain" }).click();
    await see("Loading the workbench…");
  });
  await step("have it answered", async () => {
    await release();
    const expected = { deploy: "allowed", prod: "denied", logs: "not-reached" };
    await see(page.locator("figure [data-step]").first());
    await eventually(async () => assert.equal((await verdicts(page)).prod, expected.prod));
  });
});

walk("the first screen says of its example what the engine says of it", async ({ page, open, see }) => {
  await open();
  const answer = page.getByRole("region", { name: "An example to try" });
  const said = await answer.getByRole("status").locator("p").first().innerText();
  const strip = await answer.locator(".strip").textContent();
  await page.getByRole("button", { name: "Open this chain" }).click();
  await see(page.locator("figure [data-step]").first());
  const words = (text) => text.replace(/\s+/g, " ").trim();
  assert.equal(words(await page.locator(".chain-strip .strip").textContent()), words(strip));
  const cause = words(said).replace(/^Denied\. /, "");
  await see(page.locator("#inspector-panel").getByText(cause));
});

walk("work of the last visit is offered before it is read, and nothing else that is kept then loses it", async ({ page, open, see, step, eventually }) => {
  await step("leave work behind", async () => {
    await openExample(page, open, "three-hop-chain");
    await page.getByRole("button", { name: "Edit the title" }).click();
    await page.locator("#title-field").fill("Mine");
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: "Scenarios" }).click();
    await see(page.getByRole("heading", { name: "Scenarios", exact: true }));
    await eventually(async () => assert.equal(await page.evaluate(() => document.activeElement.tagName), "MAIN"));
    assert.equal(await page.evaluate(() => scrollY), 0);
    const kept = () => page.evaluate(() => Object.values(localStorage).join("\n"));
    await eventually(async () => assert.match(await kept(), /"Mine"/));
  });
  await step("come back, and change the theme before the engine is there", async () => {
    const release = await hold(page);
    await page.reload();
    await page.locator(STARTED).waitFor({ state: "attached" });
    const work = page.getByRole("region", { name: "Your work" });
    await see(work.getByRole("button", { name: "Continue" }));
    await page.getByRole("button", { name: /^Theme:/ }).click();
    await eventually(async () => {
      const kept = await page.evaluate(() => Object.values(localStorage).join("\n"));
      assert.match(kept, /^light$/m);
      assert.match(kept, /"Mine"/);
    });
    await release();
    await see(work.getByText("Mine"));
  });
  await step("go on", async () => {
    await page.getByRole("button", { name: "Continue" }).click();
    await see(page.getByRole("heading", { level: 1, name: "Mine" }));
  });
});

walk("the form view of documents comes when it is first wanted; where it cannot be loaded, the text is still there", async ({ page, open, see, eventually }) => {
  const asked = requests(page);
  const loaded = () => asked.filter((url) => FORM.test(url)).length;
  let isBroken = true;
  await page.route(FORM, (route) => (isBroken ? route.fulfill({ contentType: "text/html", body: "<h1>Sign in</h1>" }) : route.continue()));
  await openExample(page, open, "three-hop-chain");
  await trustPolicy(page, "ProdAdmin");
  await editor(page).waitFor();
  assert.equal(loaded(), 0);
  await page.getByRole("button", { name: "Form", exact: true }).click();
  if (isInParts(asked)) {
    await see("The form could not be loaded.");
    isBroken = false;
    await page.getByRole("button", { name: "Try again" }).click();
  }
  await see(page.getByRole("region", { name: "Statement 1" }));
  await eventually(async () => assert.equal(loaded() > 0, isInParts(asked)));
});
