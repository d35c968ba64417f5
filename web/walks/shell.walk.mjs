// The page starts: its shell is readable at once, and the application takes its place.

import assert from "node:assert/strict";
import { startBrowser } from "./support/browser.mjs";
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

const REFUSES = { fails: [/no such instruction|could not be loaded|uncaught/u] };

walk("where WebAssembly is switched off the page says so", async ({ page, url, see, axe }) => {
  await page.addInitScript(() => delete globalThis.WebAssembly);
  await page.goto(url);
  await see("This browser has WebAssembly switched off, and the simulator needs it.");
  await see("Run a chain of AWS AssumeRole calls here in your browser");
  await axe();
});

walk("where scripts are switched off the page says so", async ({ url }) => {
  // As its settings do it: what Playwright switches off itself still counts as on where `noscript` is read.
  const { browser, end } = await startBrowser(process.env.CHROMIUM, ["--blink-settings=scriptEnabled=false"]);
  try {
    const page = await browser.newPage();
    await page.goto(url);
    // Nothing can be asked by a script, so the browser itself is asked what it shows.
    const asked = await page.context().newCDPSession(page);
    const { root } = await asked.send("DOM.getDocument");
    const { nodeId } = await asked.send("DOM.querySelector", { nodeId: root.nodeId, selector: ".shell-main noscript p" });
    assert.notEqual(nodeId, 0, "the sentence is no element: scripts count as on");
    const { outerHTML } = await asked.send("DOM.getOuterHTML", { nodeId });
    assert.match(outerHTML, /this page needs JavaScript and WebAssembly; please switch them on and reload/u);
    const { model } = await asked.send("DOM.getBoxModel", { nodeId });
    assert.ok(model.height > 10 && model.width > 100, `${model.width} × ${model.height}`);
  } finally {
    await end();
  }
});

walk("where the browser is too old for the program the page says so", REFUSES, async ({ page, url, see }) => {
  await page.addInitScript(() => {
    const refuse = async () => {
      throw new WebAssembly.CompileError("no such instruction");
    };
    WebAssembly.instantiateStreaming = refuse;
    WebAssembly.instantiate = refuse;
  });
  await page.goto(url);
  await see("The simulator could not be loaded. Please reload the page; if that does not help, try a newer browser.");
});

walk("where the browser is too old to read even the script that begins, the page says so after a while", { fails: [/Unexpected|SyntaxError|integrity|was preloaded using link preload/u] }, async ({ page, url, see, step }) => {
  await page.route("**/boot-*.js", (route) => route.fulfill({ contentType: "text/javascript", body: "(" }));
  await page.goto(url);
  const sentence = page.getByText("this browser is too old for the simulator, or its scripts are off");
  await step("not at once", async () => {
    assert.equal(await sentence.evaluate((shown) => getComputedStyle(shown).opacity), "0");
  });
  await page.waitForFunction(() => getComputedStyle(document.getElementById("shell-status")).opacity === "1");
  await see(sentence);
});

/** Notes what moves without anybody's doing. */
function noteShifts() {
  globalThis.shifts = [];
  new PerformanceObserver((list) => {
    for (const { value, hadRecentInput, sources } of list.getEntries()) {
      // A figure that is put right in its place moves nothing else.
      if (!hadRecentInput && value > 0.0005) {
        globalThis.shifts.push([value, ...sources.map(({ node }) => (node instanceof Element ? node.getAttribute("class") : node?.nodeName))]);
      }
    }
  }).observe({ type: "layout-shift", buffered: true });
}

for (const width of [390, 1024, 1440]) {
  walk(`nothing moves while the page starts, at ${width} px`, { width }, async ({ page, open, step }) => {
    const stands = async () => {
      // A shift is told after the frame that makes it.
      await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
      assert.deepEqual(await page.evaluate(() => globalThis.shifts), []);
    };
    await page.addInitScript(noteShifts);
    await step("for the first time", async () => {
      await open();
      await stands();
    });
    await step("with one's work in it", async () => {
      await page.locator('[data-example="three-hop-chain"]').first().click();
      await page.locator("figure [data-step]").first().waitFor();
      await page.getByText("Saved in this browser").waitFor({ state: "attached" });
      await page.reload();
      await page.locator("figure [data-step]").first().waitFor();
      await stands();
    });
  });
}
