// Every scenario of the corpus, opened in the page; the verdicts are read off the drawing.

import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
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
export function differences(name, wanted, calls) {
  const found = Object.fromEntries(calls.map(({ step, verdict }) => [step, verdict]));
  return Object.entries(wanted)
    .filter(([step, verdict]) => found[step] !== verdict)
    .map(([step, verdict]) => `${name}: step ${step}: expected ${verdict}, the drawing says ${found[step] ?? "nothing"}`);
}

/** Opens a scenario from the gallery. */
async function choose(page, file) {
  const crumb = page.getByRole("button", { name: "Scenarios", exact: true });
  if (await crumb.isVisible()) {
    await crumb.click();
  }
  await page.locator(`[data-example="${file.replace(".json", "")}"]`).click();
}

walk("every scenario shows the verdicts that it expects", { seconds: 300 }, async ({ page, open, eventually }) => {
  await open();
  const wrong = [];
  for (const file of files) {
    const scenario = JSON.parse(await readFile(new URL(file, folder), "utf8"));
    await choose(page, file);
    try {
      await eventually(async () => {
        assert.equal(await page.getByText(scenario.title, { exact: true }).first().isVisible(), true);
        const calls = await read(page);
        assert.deepEqual(differences(file, expected(scenario), calls), []);
        assert.deepEqual(calls.filter(({ fits }) => !fits), []);
      });
    } catch (error) {
      wrong.push(error.message);
    }
  }
  assert.ok(files.length >= 30, `${files.length} scenarios`);
  assert.deepEqual(wrong, []);
});

walk("a wrong expectation is noticed with its file, step and difference", async ({ page, open, eventually }) => {
  await open();
  await choose(page, "three-hop-chain.json");
  await page.locator("figure [data-step]").first().waitFor();
  await eventually(async () => {
    const found = differences("three-hop-chain.json", { deploy: "denied", prod: "allowed" }, await read(page));
    assert.deepEqual(found, ["three-hop-chain.json: step deploy: expected denied, the drawing says allowed"]);
  });
});
