// The whole scenario as text: it opens at the chosen step, and keeps the hand of whoever wrote it.

import assert from "node:assert/strict";
import { editor } from "./support/editor.mjs";
import { walk } from "./support/walk.mjs";
import { choose, openExample, part } from "./support/workbench.mjs";

/** Letters of a step of the example that stand nowhere before it. */
const THIRD = '"id": "logs"';

/** The line of the source that the caret is in. */
const lineOfCaret = (field) => field.host.evaluate(({ value, caret }) => value.slice(value.lastIndexOf("\n", caret) + 1).split("\n").slice(0, 2).join("\n"));

/** Whether the words are in sight in the editor, and the window. */
const isInSight = (page, field, words) =>
  field.field.getByText(words, { exact: true }).first().evaluate((word) => {
    const box = word.getBoundingClientRect();
    const around = word.closest(".cm-scroller").getBoundingClientRect();
    return box.top >= Math.max(around.top, 0) && box.bottom <= Math.min(around.bottom, innerHeight);
  });

for (const [width, height] of [[1440, 900], [390, 844]]) {
  walk(`the source opens at the chosen step, at ${width} px`, { width, height, touch: width === 390, seconds: 90 }, async ({ page, open, eventually, shot }) => {
    await openExample(page, open, "three-hop-chain");
    await part(page, "Chain");
    await page.locator('figure [data-step="logs"]').first().click();
    await part(page, "Chain");
    await choose(page, "More", "Edit the source");
    const field = editor(page, "source");
    await field.waitFor();
    await eventually(async () => assert.ok((await lineOfCaret(field)).includes(THIRD), await lineOfCaret(field)));
    await eventually(async () => assert.ok(await isInSight(page, field, '"logs"')));
    await shot(`source-${width}`);
  });
}

walk("an edit in a form leaves the white space of everything else in the source", { width: 1440, seconds: 90 }, async ({ page, open, step, eventually }) => {
  await openExample(page, open, "three-hop-chain");
  await page.locator('figure [data-step="prod"]').click();
  await choose(page, "More", "Edit the source");
  const field = editor(page, "source");
  const printed = await field.inputValue();
  // Tabs everywhere, blanks before colons, and one object in one line.
  const odd = printed.replaceAll(/^(?: {2})+/gm, (blanks) => "\t".repeat(blanks.length / 2)).replaceAll('":', '" :').replace(/\{\s+"Key" : "team",\s+"Value" : "web"\s+\}/, '{"Key":"team",   "Value":"web"}');
  assert.notEqual(odd, printed);
  await step("written as somebody likes it", async () => {
    await field.fill(odd);
    await eventually(async () => assert.equal(await field.inputValue(), odd));
  });
  await step("a duration in the step's form", async () => {
    await page.getByRole("tab", { name: "Request" }).click();
    await page.locator("#field-DurationSeconds").fill("1800");
    await page.locator("#field-DurationSeconds").press("Enter");
    await eventually(async () => assert.match(await field.inputValue(), /"DurationSeconds" : 1800/));
    const lines = (text) => text.split("\n");
    const [before, after] = [lines(odd), lines(await field.inputValue())];
    const others = after.filter((line) => !before.includes(line));
    assert.ok(others.length <= 2 && Math.abs(after.length - before.length) <= 1, others.join("\n"));
  });
  await step("undo brings every byte again, and a reload keeps them", async () => {
    await page.locator("h1").first().click();
    await page.keyboard.press("Control+Z");
    await eventually(async () => assert.equal(await field.inputValue(), odd));
    await eventually(async () => assert.equal(await page.evaluate(() => localStorage.getItem("assume-role-playground/1/scenario")), odd));
    await page.reload();
    await page.locator("figure [data-step]").first().waitFor({ state: "attached" });
    await choose(page, "More", "Edit the source");
    await eventually(async () => assert.equal(await editor(page, "source").inputValue(), odd));
  });
});

walk("on a phone the source is typed into, told where it is wrong, and given up", { width: 390, height: 844, touch: true, seconds: 90 }, async ({ page, open, see, step, eventually, axe, shot }) => {
  await openExample(page, open, "three-hop-chain");
  await choose(page, "More", "Edit the source");
  const field = editor(page, "source");
  const sound = await field.inputValue();
  await step("a mistake is listed with its place", async () => {
    await field.fill(sound.replace('"version": 1,', '"version": 1'));
    const place = page.getByRole("button", { name: /error: go there$/ }).first();
    await see(place);
    await axe();
    await shot("source-phone");
    await place.tap();
    await eventually(async () => assert.ok(await isInSight(page, field, '"version"')));
  });
  await step("nothing is wider than the phone", async () => {
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
  });
  await step("and what was typed can be given up", async () => {
    await page.getByRole("button", { name: "Go back to it" }).tap();
    await eventually(async () => assert.equal(await field.inputValue(), sound));
  });
  await step("a title typed in the text is the scenario's", async () => {
    await field.fill(sound.replace(/"title": "[^"]*"/, '"title": "By thumb"'));
    await see(page.getByRole("heading", { level: 1, name: "By thumb" }));
  });
});
