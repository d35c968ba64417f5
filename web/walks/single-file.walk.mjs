// The whole page in one file: from disk, and in a frame without an origin, with the network off.

import assert from "node:assert/strict";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { walk } from "./support/walk.mjs";
import { node, offersServices, verdicts } from "./support/workbench.mjs";

const CHAINED = "chained-hop-asks-two-hours";
const REFUSED = { deploy: "allowed", prod: "denied", logs: "not-reached", read: "not-reached" };

/**
 * Lays the file on the disk, gives a page of a browser without a network, and everything that goes wrong in it: a
 * request that is none of the file itself, a violation of its policy, an error.
 */
async function onDisk({ page: watched, url }, body) {
  const folder = await mkdtemp(join(tmpdir(), "single-file-"));
  const context = await watched.context().browser().newContext({ offline: true, viewport: { width: 1440, height: 900 } });
  const wrongs = [];
  try {
    const text = await (await fetch(new URL("playground.html", url))).text();
    const file = join(folder, "playground.html");
    await writeFile(file, text);
    await context.exposeBinding("noteViolation", (_, violation) => wrongs.push(violation));
    await context.addInitScript(() => {
      document.addEventListener("securitypolicyviolation", (event) => window.noteViolation(`${event.violatedDirective}: ${event.blockedURI}`));
    });
    context.on("weberror", (error) => wrongs.push(error.error().message));
    context.on("console", (message) => ["error", "warning"].includes(message.type()) && wrongs.push(message.text()));
    context.on("request", (request) => /^(?:file|data|blob|about):/u.test(request.url()) || wrongs.push(request.url()));
    const page = await context.newPage();
    page.setDefaultTimeout(40_000);
    await body({ page, text, folder, address: pathToFileURL(file).href });
    assert.deepEqual(wrongs, []);
  } finally {
    await context.close();
    await rm(folder, { recursive: true, force: true });
  }
}

walk("the page in one file opens from disk without a network, simulates, and keeps the work", { seconds: 240 }, async (given) => {
  const { step, eventually } = given;
  await onDisk(given, async ({ page, address }) => {
    await step("the first screen, and an example of it", async () => {
      await page.goto(address);
      await page.locator(`[data-example="${CHAINED}"]`).first().click();
      await page.locator("figure [data-step]").first().waitFor({ state: "attached" });
      await eventually(async () => assert.deepEqual(await verdicts(page), REFUSED));
    });
    await step("an edit is answered, and still there after a reload", async () => {
      await page.getByRole("button", { name: "Set to 3600 s" }).click();
      await eventually(async () => assert.equal((await verdicts(page)).prod, "allowed"));
      await eventually(async () => assert.ok((await page.evaluate(() => Object.keys(localStorage).length)) > 0));
      // Its address is written down a moment after.
      await page.waitForTimeout(700);
      await page.reload();
      await page.locator("figure [data-step]").first().waitFor({ state: "attached" });
      await eventually(async () => assert.equal((await verdicts(page)).prod, "allowed"));
    });
    await step("the editor is there with what it knows of AWS services", async () => {
      await offersServices(page, eventually);
      await page.keyboard.press("Escape");
    });
    await step("a link to a file would lead nobody else here: what it ends with is copied instead", async () => {
      await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
      await page.getByRole("button", { name: "Share", exact: true }).click();
      assert.deepEqual(await page.getByRole("menuitem").allInnerTexts(), ["Copy the end of a link"]);
      await page.getByRole("menuitem", { name: "Copy the end of a link" }).click();
      await page.getByText("Copied. This page is a file").waitFor();
      assert.match(await page.evaluate(() => navigator.clipboard.readText()), /^#v1\.[\w-]+$/u);
      await page.getByRole("button", { name: "More", exact: true }).click();
      await page.getByRole("menuitem", { name: "Download the scenario" }).waitFor();
      assert.equal(await page.getByRole("menuitem", { name: "Download the page for offline use" }).count(), 0);
      await page.keyboard.press("Escape");
    });
    await step("what checks signatures is there too", async () => {
      await page.goto("about:blank");
      await page.goto(`${address}#example=signed-github-actions-token`);
      await page.getByRole("button", { name: "Open it" }).click();
      await eventually(async () => assert.ok(Object.values(await verdicts(page)).includes("allowed")));
    });
    await step("nothing answers from behind it", async () => {
      assert.equal(await page.evaluate(async () => (await navigator.serviceWorker?.getRegistrations().catch(() => []))?.length ?? 0), 0);
    });
  });
});

walk("the page in one file works in a frame without an origin, by address and as a text", { seconds: 240 }, async (given) => {
  const { step, eventually } = given;
  await onDisk(given, async ({ page, text, folder }) => {
    const attribute = (value) => value.replaceAll("&", "&amp;").replaceAll('"', "&quot;");
    const size = 'width="1300" height="800" title="The playground" sandbox="allow-scripts"';
    for (const [name, frameTag] of [
      ["by address", `<iframe ${size} src="playground.html?embed=whole#example=${CHAINED}"></iframe>`],
      ["as a text", `<iframe ${size} name="?embed=whole&amp;editable#example=${CHAINED}" srcdoc="${attribute(text)}"></iframe>`],
    ]) {
      await step(name, async () => {
        const file = join(folder, "document.html");
        await writeFile(file, `<!doctype html><meta charset="utf-8"><title>A document</title>${frameTag}`);
        await page.goto(pathToFileURL(file).href);
        const frame = await (await page.locator("iframe").elementHandle()).contentFrame();
        await frame.locator("figure [data-step]").first().waitFor({ state: "attached" });
        await eventually(async () => assert.deepEqual(await verdicts(frame), REFUSED));
        assert.equal(await frame.evaluate(() => window.origin), "null");
        await frame.locator(".embed-whole").waitFor();
        await node(frame, "ProdAdmin").click();
        await frame.locator("#subject-name").waitFor();
      });
    }
    await step("as a text with the window for itself: storage is refused, and everything else works", async () => {
      const file = join(folder, "alone.html");
      await writeFile(file, `<!doctype html><meta charset="utf-8"><title>A document</title><iframe ${size} srcdoc="${attribute(text)}"></iframe>`);
      await page.goto(pathToFileURL(file).href);
      const frame = await (await page.locator("iframe").elementHandle()).contentFrame();
      await frame.locator(`[data-example="${CHAINED}"]`).first().click();
      await frame.locator("figure [data-step]").first().waitFor({ state: "attached" });
      await eventually(async () => assert.deepEqual(await verdicts(frame), REFUSED));
    });
  });
});

walk("the page in one file is had from the menu of the site", { seconds: 90 }, async ({ page, open }) => {
  await open();
  await page.getByRole("button", { name: "More", exact: true }).click();
  const entry = page.getByRole("menuitem", { name: "Download the page for offline use" });
  const [download] = await Promise.all([page.waitForEvent("download"), entry.click()]);
  assert.equal(download.suggestedFilename(), "playground.html");
  const text = await readFile(await download.path(), "utf8");
  assert.ok(text.startsWith("<!doctype html>") && text.includes("script-src 'sha256-"), text.slice(0, 200));
});
