// A scenario's file is chosen, dropped and saved; a file that is none gets a clear message and changes nothing.

import assert from "node:assert/strict";
import { readFile, writeFile, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { walk } from "./support/walk.mjs";
import { choose, openExample } from "./support/workbench.mjs";

const title = (page, name) => page.getByRole("heading", { level: 1, name });
const MINE = /^Three-hop chain/;

/** Drops files on the page as a file manager does. */
async function drop(page, files) {
  const data = await page.evaluateHandle((files) => {
    const data = new DataTransfer();
    for (const [name, content] of files) {
      const text = typeof content === "number" ? new Uint8Array(content) : content;
      data.items.add(new File([text], name, { type: "application/json" }));
    }
    return data;
  }, files);
  await page.dispatchEvent("body", "dragover", { dataTransfer: data });
  await page.dispatchEvent("body", "drop", { dataTransfer: data });
  await data.dispose();
}

walk("a scenario is saved as a file, and opened again by the dialog and by dropping it on the page", { seconds: 90 }, async ({ page, open, see, step }) => {
  const folder = await mkdtemp(join(tmpdir(), "walk-"));
  const file = join(folder, "scenario.json");
  try {
    await step("save", async () => {
      await openExample(page, open, "three-hop-chain");
      const download = page.waitForEvent("download");
      await choose(page, "More", "Download the scenario");
      await (await download).saveAs(file);
    });
    const text = await readFile(file, "utf8");
    await step("open by the dialog", async () => {
      await writeFile(file, text.replace(/"title": "[^"]*"/, '"title": "From a dialog"'));
      await page.locator("#open-file").setInputFiles(file);
      await see(title(page, "From a dialog"));
    });
    await step("drop on the workbench, on a text field, and on the first screen", async () => {
      await drop(page, [["one.json", text.replace(/"title": "[^"]*"/, '"title": "Dropped"')]]);
      await see(title(page, "Dropped"));
      await page.getByRole("button", { name: "Scenarios", exact: true }).click();
      await drop(page, [["two.json", text.replace(/"title": "[^"]*"/, '"title": "Dropped again"')]]);
      await see(title(page, "Dropped again"));
    });
  } finally {
    await rm(folder, { recursive: true });
  }
});

walk("a file that is none of ours, cut off, of another version, empty or 50 MB gets a message and changes nothing", { seconds: 90 }, async ({ page, open, see, eventually, step }) => {
  await openExample(page, open, "three-hop-chain");
  const text = await page.evaluate(() => localStorage.getItem("assume-role-playground/1/scenario")).catch(() => null);
  await eventually(async () => assert.ok(await page.evaluate(() => localStorage.getItem("assume-role-playground/1/scenario"))));
  const whole = text ?? (await page.evaluate(() => localStorage.getItem("assume-role-playground/1/scenario")));
  const wrong = {
    "a picture": [["picture.png", "\u0089PNG\r\n\u001a\n\u0000\u0000"], /This file is not a scenario\. 1:1 /],
    "another JSON": [["package.json", '{ "name": "x", "version": "1.0.0" }'], /This file is not a scenario\. 1:/],
    "cut off": [["half.json", whole.slice(0, whole.length / 2)], /This file is not a scenario\. \d+:\d+ .*end/i],
    "another version": [["later.json", whole.replace('"version": 1', '"version": 2')], /This file is not a scenario\. 2:\d+ .*version/i],
    empty: [["empty.json", ""], /This file is not a scenario\. 1:1 /],
    "50 MB": [["large.json", 50 * 1024 * 1024], /“large\.json” has 50 MB, more than any scenario/],
  };
  for (const [what, [file, message]] of Object.entries(wrong)) {
    await step(what, async () => {
      await drop(page, [file]);
      const notice = page.locator(".notice-warning");
      await eventually(async () => assert.match(await notice.innerText(), message));
      assert.match(await notice.innerText(), /Your work is unchanged\./);
      await see(title(page, MINE));
      await page.getByRole("button", { name: "Dismiss" }).click();
      await eventually(async () => assert.equal(await notice.count(), 0));
    });
  }
  await step("two at once", async () => {
    await drop(page, [["one.json", "{}"], ["two.json", "{}"]]);
    await see(page.getByText("One scenario file at a time can be opened."));
    await see(title(page, MINE));
  });
});

walk("on a phone a scenario is saved and opened again, and a file that is none says so", { width: 390, height: 844, touch: true, seconds: 90 }, async ({ page, open, see, step, eventually, axe, shot }) => {
  await openExample(page, open, "three-hop-chain");
  const text = await step("saved", async () => {
    const download = page.waitForEvent("download");
    await choose(page, "More", "Download the scenario");
    return readFile(await (await download).path(), "utf8");
  });
  const chosen = (name, content) => page.locator("#open-file").setInputFiles({ name, mimeType: "application/json", buffer: Buffer.from(content) });
  await step("chosen", async () => {
    await chosen("mine.json", text.replace(/"title": "[^"]*"/, '"title": "From my files"'));
    await see(title(page, "From my files"));
  });
  await step("dropped", async () => {
    await drop(page, [["one.json", text.replace(/"title": "[^"]*"/, '"title": "Dropped"')]]);
    await see(title(page, "Dropped"));
  });
  await step("none", async () => {
    await chosen("half.json", text.slice(0, text.length / 2));
    const notice = page.locator(".notice-warning");
    await eventually(async () => assert.match(await notice.innerText(), /This file is not a scenario\. \d+:\d+ [^]*Your work is unchanged\./));
    const { x, y, width, height } = await notice.boundingBox();
    assert.ok(x >= 0 && x + width <= 390 && y >= 0 && y + height <= 844, `${x} ${y} ${width} ${height}`);
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
    await axe();
    await shot("file-phone");
    await page.getByRole("button", { name: "Dismiss" }).tap();
    await eventually(async () => assert.equal(await notice.count(), 0));
    await see(title(page, "Dropped"));
  });
});
