// Every scenario of the corpus, opened in the page; the verdicts are read off the drawing.

import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import { overlaps } from "./support/drawing.mjs";
import { walk } from "./support/walk.mjs";

const folder = new URL("../../crates/simulator/scenarios/", import.meta.url);
const files = (await readdir(folder)).filter((name) => name.endsWith(".json")).sort();
const WORDS = { succeeded: "allowed", refused: "denied", notReached: "not-reached", undecided: "undecided" };

/** What a scenario expects the drawing to say, by step. */
function expected(scenario) {
  const steps = scenario.steps.filter(({ expect }) => expect?.result);
  return Object.fromEntries(steps.map(({ id, expect }) => [id, WORDS[expect.result]]));
}

/** What the drawing says, and which of its words do not fit its data. */
async function read(page) {
  return page.locator("figure [data-step]").evaluateAll((calls) => {
    const said = { allowed: /allowed|administrator calls/i, denied: /denied/i, "not-reached": /not reached/i, undecided: /undecided/i };
    return calls.map((call) => ({
      step: call.dataset.step,
      verdict: call.dataset.verdict,
      fits: said[call.dataset.verdict]?.test(`${call.textContent} ${call.getAttribute("aria-label")}`) ?? false,
    }));
  });
}

/** The steps whose verdict on the drawing is not the expected one. */
function differences(name, wanted, calls) {
  const found = Object.fromEntries(calls.map(({ step, verdict }) => [step, verdict]));
  return Object.entries(wanted)
    .filter(([step, verdict]) => found[step] !== verdict)
    .map(([step, verdict]) => `${name}: step ${step}: expected ${verdict}, the drawing says ${found[step] ?? "nothing"}`);
}

/** Opens a scenario from the gallery. */
async function choose(page, file) {
  // By its address, since a narrow window has no button for it beside the chain.
  await page.evaluate(() => {
    location.hash = "";
  });
  const id = file.replace(".json", "");
  await page.locator(`[data-example="${id}"]`).click();
  // The address follows what is shown, and would lead back here where the next one were chosen before.
  await page.waitForFunction((opened) => location.hash === `#example=${opened}`, id);
}

/** A scenario of the corpus. */
async function scenarioIn(file) {
  return JSON.parse(await readFile(new URL(file, folder), "utf8"));
}

/** The runner: opens each file's scenario and holds the drawing against what the scenario given for it expects. */
async function run(page, eventually, corpus) {
  const wrong = [];
  for (const [file, scenario] of corpus) {
    await choose(page, file);
    try {
      await eventually(async () => {
        assert.equal(await page.getByText(scenario.title, { exact: true }).first().isVisible(), true);
        const calls = await read(page);
        assert.deepEqual(differences(file, expected(scenario), calls), []);
        assert.deepEqual(calls.filter(({ fits }) => !fits), []);
        assert.deepEqual((await overlaps(page)).found, [], `${file}: words lie over others`);
      });
    } catch (error) {
      wrong.push(error.message);
    }
  }
  assert.deepEqual(wrong, []);
}

for (const width of [1440, 390]) {
  walk(`every scenario shows the verdicts that it expects at ${width} px`, { width, seconds: 300 }, async ({ page, open, eventually }) => {
    await open();
    assert.ok(files.length >= 30, `${files.length} scenarios`);
    const corpus = files.map(async (file) => [file, await scenarioIn(file)]);
    await run(page, eventually, await Promise.all(corpus));
  });
}

walk("a wrong expectation fails the runner with its file, step and difference", { fails: [/three-hop-chain\.json: step deploy: expected denied, the drawing says allowed/] }, async ({ page, open, eventually }) => {
  await open();
  const scenario = await scenarioIn("three-hop-chain.json");
  scenario.steps.find(({ id }) => id === "deploy").expect = { result: "refused" };
  await run(page, eventually, [["three-hop-chain.json", scenario]]);
});
