// The page in a frame of a document: scenarios go in as messages, and what the frame tells of them comes out.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { promisify } from "node:util";

const root = new URL("../../../", import.meta.url);
const CARGO = process.env.CARGO ?? "cargo";

/** What the command `cases` of the crate `testing` prints; meanwhile the other walk goes on. */
export async function cases(...words) {
  const given = ["run", "--quiet", "--package", "testing", "--bin", "cases", "--", ...words];
  const { stdout } = await promisify(execFile)(CARGO, given, { cwd: root, encoding: "utf8", maxBuffer: 2 ** 28 });
  return JSON.parse(stdout);
}

/** The scenario of the gallery with that name. */
export function scenario(name) {
  return JSON.parse(readFileSync(new URL(`crates/simulator/scenarios/${name}.json`, root), "utf8"));
}

/** A document with the page in a frame that has loaded what checks signatures too. */
export async function document(page, url, query = "embed=chain") {
  await page.goto(new URL("third-party.txt", url).href);
  await page.setContent(`<!doctype html><html lang="en"><head><title>A document</title></head><body>
    <iframe title="Chain" src="${new URL(`?${query}`, url).href}" width="1280" height="860"></iframe></body></html>`);
  await page.evaluate(() => {
    window.told = new Map();
    window.wrong = [];
    addEventListener("message", ({ data }) => {
      if (data.type === "result") told.set(data.title, data.steps);
      if (data.type === "error") wrong.push(data.message);
    });
  });
  const frame = page.locator("iframe").contentFrame();
  // Everything that the frame loads may take its time on a busy machine.
  await frame.locator(".embed").waitFor({ timeout: 90_000 });
  const signed = { ...scenario("signed-google-token"), title: "What checks signatures is there" };
  const end = Date.now() + 90_000;
  for (;;) {
    const [{ steps }] = await tell(page, [signed]);
    if (steps?.every(({ result }) => result !== "undecided")) {
      return frame;
    }
    assert.ok(Date.now() < end, `waited in vain: ${JSON.stringify(steps)}`);
    await page.waitForTimeout(100);
  }
}

/** Gives the frame one scenario after the other; what it tells of each, and what it says is wrong. */
export function tell(page, scenarios) {
  return page.evaluate(async (scenarios) => {
    const pause = (time) => new Promise((done) => setTimeout(done, time));
    const all = [];
    for (const scenario of scenarios) {
      const { title } = scenario;
      told.delete(title);
      frames[0].postMessage({ source: "assume-role-playground", v: 1, type: "load", scenario: JSON.stringify(scenario) }, "*");
      const end = Date.now() + 30_000;
      while (!told.has(title) && wrong.length === 0 && Date.now() < end) {
        await pause(1);
      }
      all.push({ title, steps: told.get(title), wrong: wrong.splice(0) });
    }
    return all;
  }, scenarios);
}
