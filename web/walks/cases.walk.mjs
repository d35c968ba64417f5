// Every case of calls to the Security Token Service, given to the page as a document gives it to a frame; what the page
// tells of the call is held against what the case expects.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { walk } from "./support/walk.mjs";

const root = new URL("../../", import.meta.url);
const CARGO = process.env.CARGO ?? "cargo";

/** The cases as scenarios, each with what is expected of its step `call`. */
function cases() {
  const given = ["run", "--quiet", "--package", "testing", "--bin", "cases"];
  const all = JSON.parse(execFileSync(CARGO, given, { cwd: root, encoding: "utf8", maxBuffer: 2 ** 28 }));
  return all.map((one, number) => ({ ...one, title: `Case ${number}` }));
}

/** A document with the page in a frame, and what the frame told of each scenario, by its title. */
async function frame(page, url, eventually) {
  await page.goto(new URL("third-party.txt", url).href);
  await page.setContent(`<!doctype html><html lang="en"><head><title>A document</title></head><body>
    <iframe title="Chain" src="${new URL("?embed=chain", url).href}" width="800" height="500"></iframe></body></html>`);
  await page.evaluate(() => {
    window.told = new Map();
    window.wrong = [];
    addEventListener("message", ({ data }) => {
      if (data.type === "result") told.set(data.title, data.steps);
      if (data.type === "error") wrong.push(data.message);
    });
  });
  await eventually(async () => assert.equal(await page.locator("iframe").contentFrame().locator(".embed").count(), 1));
}

/** Gives the page one case after the other, and says of which it tells something else. */
function compare(page, all) {
  return page.evaluate(async (all) => {
    const pause = (time) => new Promise((done) => setTimeout(done, time));
    const differences = ({ result, error }, steps) => {
      const call = steps?.find(({ id }) => id === "call");
      const found = { result: call?.result, error: call?.error };
      const wanted = { result, error };
      return Object.keys(wanted)
        .filter((name) => wanted[name] !== null && wanted[name] !== found[name])
        .map((name) => `${name}: expected ${wanted[name]}, the page says ${found[name]}`);
    };
    const failures = [];
    for (const { title, ...one } of all) {
      const text = JSON.stringify({ ...one.scenario, title });
      frames[0].postMessage({ source: "assume-role-playground", v: 1, type: "load", scenario: text }, "*");
      // What checks a signature is loaded with the first text that is signed: until then nobody can say.
      const end = Date.now() + 10_000;
      while ((!told.has(title) || differences(one, told.get(title)).length > 0) && wrong.length === 0 && Date.now() < end) {
        await pause(2);
      }
      const differ = [...wrong.splice(0), ...differences(one, told.get(title))];
      failures.push(...differ.map((what) => `${one.name}: ${what}`));
      if (failures.length > 5) break;
      told.delete(title);
    }
    return failures;
  }, all);
}

walk("every call of the cases comes to what the documents say", { seconds: 600 }, async ({ page, url, eventually, step }) => {
  const all = cases();
  assert.ok(all.length >= 800, `${all.length} cases`);
  await frame(page, url, eventually);
  for (let begin = 0; begin < all.length; begin += 100) {
    await step(`cases from ${begin}`, async () => {
      assert.deepEqual(await compare(page, all.slice(begin, begin + 100)), []);
    });
  }
});

walk("a wrong expectation is told by file, case and difference", { seconds: 600, fails: [/callers\.json: AssumeRole by a user: result: expected refused, the page says succeeded/] }, async ({ page, url, eventually }) => {
  const one = cases().find(({ name }) => name === "callers.json: AssumeRole by a user");
  await frame(page, url, eventually);
  assert.deepEqual(await compare(page, [{ ...one, result: "refused" }]), []);
});
