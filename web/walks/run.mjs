// Runs the walks: `node run.mjs [NAME…]`, started by `cargo xtask test` and `cargo xtask screenshots`.
//
// A NAME keeps the walks whose file or sentence contains it. A walk that waited in vain is walked once more: a machine
// that does other work too can be too slow once. When it then passes it is called unsteady, with what was wrong, and
// more than a few of those are failures after all. The last line is `N passed, N failed`.
// Variables: PAGE_URL and PAGE_URL_BELOW (where the page is served), CHROMIUM (the browser), and for
// pictures WALKS_PICTURES (their folder) and WALKS_FAILURES (a folder for pictures of failures).

import { readdir } from "node:fs/promises";
import { startBrowser } from "./support/browser.mjs";
import { USUAL, visit } from "./support/visit.mjs";
import { walks } from "./support/walk.mjs";

/** So many walks of a run may pass at the second time only. */
const UNSTEADY = 3;
/** What is told of waiting in vain; everything else is wrong at once. */
const WAITED = /Timeout \d+ms exceeded|took longer than \d+ s|waited in vain/;

const WIDTHS = [1440, 1024, 390];
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
  const widths = options.width ? [options.width] : WIDTHS;
  const schemes = options.scheme ? [options.scheme] : SCHEMES;
  return widths.flatMap((width) =>
    schemes.map((scheme) => ({ width, height: options.height ?? HEIGHTS[width] ?? 900, scheme })),
  );
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
const chosen = walks.filter(({ file, sentence }) =>
  names.every((name) => `${file} ${sentence}`.toLowerCase().includes(name)),
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

const { browser, end } = await startBrowser(chromium);
const unsteady = [];
let [passed, failed] = [0, 0];
for (const walk of chosen) {
  const start = performance.now();
  const errors = await errorsOf(browser, walk);
  const wrong = errors.length > 0;
  const isSlow = wrong && unsteady.length < UNSTEADY && errors.every((error) => WAITED.test(error));
  const fails = wrong && (!isSlow || (await errorsOf(browser, walk)).length > 0);
  if (wrong && !fails) {
    unsteady.push(`${walk.file}: ${walk.sentence}`);
  }
  passed += fails ? 0 : 1;
  failed += fails ? 1 : 0;
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  console.log(`${fails ? "FAILED" : "ok    "} ${walk.file}: ${walk.sentence} (${seconds} s)`);
  for (const error of errors) {
    console.log(`       ${fails ? "" : "at first: "}${error.replaceAll("\n", "\n       ")}`);
  }
}
await end();
if (unsteady.length > 0) {
  console.log(`Unsteady, which is a fault to be found, of the walk or of the page:\n  ${unsteady.join("\n  ")}`);
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;
