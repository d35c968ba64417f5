// Runs the walks: `node run.mjs [NAME…]`, started by `cargo xtask test` and `cargo xtask screenshots`.
//
// A NAME keeps the walks whose file or sentence contains it. Two walk at a time, each in a browser of its own: a walk waits
// more than it works. One that waited in vain is walked once more when all others are done: a machine that does other work
// too can be too slow once. When it then passes it is called unsteady, with what was wrong, and more than a few of those
// are failures after all. The last line is `N passed, N failed`.
// Variables: PAGE_URL and PAGE_URL_BELOW (where the page is served), CHROMIUM (the browser), and for
// pictures WALKS_PICTURES (their folder) and WALKS_FAILURES (a folder for pictures of failures).

import { readdir } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { startBrowser } from "./support/browser.mjs";
import { USUAL, visit } from "./support/visit.mjs";
import { walks } from "./support/walk.mjs";

/** So many walks of a run may pass at the second time only. */
const UNSTEADY = 3;
/** So many walk at a time. */
const WALKERS = Math.min(2, availableParallelism());
/** What is told of waiting in vain, by a walk or by the browser; everything else is wrong at once. */
const WAITED = /Timeout \d+ms exceeded|took longer than \d+ s|waited in vain|preloaded using link preload but not used/;

const HEIGHTS = { 1440: 900, 1024: 768, 390: 844 };
const SCHEMES = ["light", "dark"];

const names = process.argv.slice(2).map((name) => name.toLowerCase());
const { PAGE_URL: url, PAGE_URL_BELOW: urlBelow, CHROMIUM: chromium, WALKS_PICTURES: pictures } = process.env;
if (!url || !urlBelow || !chromium) {
  console.error("Run the walks with `cargo xtask test --only page`, which serves the page to them.");
  process.exit(2);
}

/** The windows and colours that a walk is seen in. */
function looks(options) {
  const own = { ...USUAL, ...(options.width && { height: HEIGHTS[options.width] ?? 900 }), ...options };
  if (!pictures) {
    return [own];
  }
  // A walk is written for its window: what a narrow one shows otherwise has walks of its own.
  const schemes = options.scheme ? [options.scheme] : SCHEMES;
  return schemes.map((scheme) => ({ ...own, scheme }));
}

/** The errors of a walk, or what is wrong with them when the walk is to fail in a given way. */
function judge(errors, fails) {
  if (!fails) {
    return errors;
  }
  const missing = fails.filter((pattern) => !errors.some((error) => pattern.test(error)));
  const other = errors.filter((error) => !fails.some((pattern) => pattern.test(error)));
  return [...missing.map((pattern) => `not noticed: ${pattern}`), ...other];
}

const files = (await readdir(import.meta.dirname)).filter((file) => file.endsWith(".walk.mjs")).sort();
for (const file of files) {
  const before = walks.length;
  await import(`./${file}`);
  for (const walk of walks.slice(before)) {
    walk.file = file;
  }
}
/** Whether a walk asks for pictures, itself or through what it gives on. */
const draws = ({ body }) => /\b(shot|given)\b/u.test(String(body));
const chosen = walks.filter(
  (walk) => names.every((name) => `${walk.file} ${walk.sentence}`.toLowerCase().includes(name)) && (!pictures || draws(walk)),
);

/** What went wrong in one walk, in every window that it is seen in. */
async function errorsOf(browser, walk) {
  const errors = [];
  for (const look of looks(walk.options)) {
    const seen = await visit(browser, walk, { url, urlBelow, look, pictures });
    const judged = judge(seen.errors, walk.options.fails);
    errors.push(...judged.map((error) => (pictures ? `${look.width} ${look.scheme}: ${error}` : error)));
    if (seen.shots === 0) {
      break; // It shows nothing, so seeing it in other windows would show nothing either.
    }
  }
  return errors;
}

/** Walks one walk and says how it went; gives whether it passed, waited in vain, or failed. */
async function go(browser, walk) {
  const start = performance.now();
  const errors = await errorsOf(browser, walk);
  const waited = errors.every((error) => WAITED.test(error)) ? "waited" : "FAILED";
  const verdict = errors.length > 0 ? waited : "ok    ";
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  const lines = [`${verdict} ${walk.file}: ${walk.sentence} (${seconds} s)`, ...errors];
  console.log(lines.map((line) => line.replaceAll("\n", "\n       ")).join("\n       "));
  return verdict;
}

const waiting = [...chosen];
const again = []; // what waited in vain
let failed = 0;

/** Walks what nobody walks yet, until nothing is left. */
async function walker() {
  const { browser, end } = await startBrowser(chromium);
  for (let walk = waiting.shift(); walk; walk = waiting.shift()) {
    const verdict = await go(browser, walk);
    if (verdict === "waited") {
      again.push(walk);
    }
    failed += verdict === "FAILED" ? 1 : 0;
  }
  await end();
}

await Promise.all(Array.from({ length: WALKERS }, walker));
if (again.length > 0) {
  console.log("Once more, one at a time:");
  const { browser, end } = await startBrowser(chromium);
  for (const [index, walk] of again.entries()) {
    const verdict = await go(browser, walk);
    failed += verdict !== "ok    " || index >= UNSTEADY ? 1 : 0;
  }
  await end();
  console.log("What passes now is unsteady all the same, which is a fault to be found, of the walk or of the page.");
}
console.log(`${chosen.length - failed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;
