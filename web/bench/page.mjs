// Measures what an edit costs in the built page: `node page.mjs NAME FILE LIMIT …`, started by `cargo xtask bench --page`.
// PAGE_URL is where the page is served, CHROMIUM the browser; each FILE is a scenario of `crates/testing/src/large.rs`.
//
// An edit is one key pressed in a field, and changes the verdict of a hop. What counts is the work of the page's main
// thread from the key to the end of the frame that shows the new verdict, as Chromium's own trace has it: the sum of the
// tasks that ran on that thread, in time of its processor, so that other programs do not count, and on the clock. What
// follows later (the work is saved a moment after the last key) is told beside it, as its longest task.

import { readFile } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { startBrowser } from "../walks/support/browser.mjs";
import { editor } from "../walks/support/editor.mjs";
import { trustPolicy } from "../walks/support/workbench.mjs";

/** How often each edit is made; half of them take back the other half. */
const EDITS = 40;
/** Edits before those that count: the browser compiles what runs often. */
const WARM = 6;
/** Milliseconds for what follows an edit: the work is saved 300 ms after it. */
const REST = 700;

/** The edits: each goes to its field, and then its key makes a hop fail, and Backspace makes it succeed again. */
const KINDS = [
  {
    name: "a key in a policy's text",
    hop: "hop3",
    key: "x",
    reach: async (page) => {
      await trustPolicy(page, "Hop3");
      await editor(page).goTo('"hop-3"', 6);
    },
  },
  {
    name: "a digit of a duration",
    hop: "hop2",
    key: "0",
    reach: (page) => field(page, "hop2", "#field-DurationSeconds"),
  },
  {
    name: "a letter of a session tag",
    hop: "hop1",
    key: "x",
    reach: (page) => field(page, "hop1", "#field-Tags-0-Value"),
  },
];

async function field(page, hop, id) {
  await page.locator(`figure [data-step="${hop}"]`).click();
  await page.getByRole("tab", { name: "Request" }).click();
  await page.locator(id).focus();
  await page.keyboard.press("End");
}

/** Notes when a key comes, and when the frame that shows what came of it is done. */
function listen() {
  window.addEventListener("keydown", () => performance.mark("edit-begins"), true);
  globalThis.shown = (hop, verdict) =>
    new Promise((resolve) => {
      const look = () => {
        if (document.querySelector(`figure [data-step="${hop}"]`)?.dataset.verdict !== verdict) {
          return requestAnimationFrame(look);
        }
        // What is posted while a frame is made comes after the frame.
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => resolve(performance.mark("edit-shown"));
        port2.postMessage(undefined);
      };
      requestAnimationFrame(look);
    });
}

/** The trace of what is done meanwhile. */
async function traced(devtools, body) {
  const events = [];
  const collect = ({ value }) => events.push(...value);
  devtools.on("Tracing.dataCollected", collect);
  const categories = ["devtools.timeline", "disabled-by-default-devtools.timeline", "blink.user_timing"];
  await devtools.send("Tracing.start", { transferMode: "ReportEvents", traceConfig: { includedCategories: categories } });
  await body();
  const complete = new Promise((resolve) => devtools.once("Tracing.tracingComplete", resolve));
  await devtools.send("Tracing.end");
  await complete;
  devtools.off("Tracing.dataCollected", collect);
  return events;
}

/** The edits in a trace, in milliseconds: work until the result is seen, on the clock, and the longest task afterwards. */
function edits(events) {
  const marks = events.filter(({ name }) => name === "edit-begins" || name === "edit-shown").sort((one, other) => one.ts - other.ts);
  const [{ pid, tid }] = marks;
  const tasks = events.filter((event) => event.name === "RunTask" && event.pid === pid && event.tid === tid && event.ph === "X");
  const found = [];
  marks.forEach(({ name, ts: begin }, at) => {
    const end = marks[at + 1];
    if (name !== "edit-begins" || end?.name !== "edit-shown") return;
    const next = marks[at + 2]?.ts ?? Infinity;
    const until = tasks.filter(({ ts, dur }) => ts + dur > begin && ts < end.ts);
    const after = tasks.filter(({ ts }) => ts >= end.ts && ts < Math.min(next, end.ts + REST * 1000));
    const sum = (of) => until.reduce((all, task) => all + task[of], 0) / 1000;
    found.push({ work: sum("tdur"), clock: sum("dur"), after: Math.max(0, ...after.map(({ tdur }) => tdur / 1000)) });
  });
  return found;
}

/** The value below which so many of them lie. */
const below = (share, values) => values.toSorted((one, other) => one - other)[Math.ceil(share * values.length) - 1];

async function measure(browser, devtools, file) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, reducedMotion: "reduce", locale: "en-US" });
  const page = await context.newPage();
  await page.addInitScript(listen);
  await page.goto(process.env.PAGE_URL);
  await page.locator("#app:not(:has([data-shell]))").waitFor({ state: "attached" });
  await page.mouse.move(10, 10);
  await page.locator("#open-file").setInputFiles({ name: "large.json", mimeType: "application/json", buffer: await readFile(file) });
  await page.locator('figure [data-step="hop5"][data-verdict="allowed"]').waitFor({ state: "attached" });
  const results = [];
  for (const { name, hop, key, reach } of KINDS) {
    await reach(page);
    const edit = async (number) => {
      const [pressed, verdict] = number % 2 === 0 ? [key, "denied"] : ["Backspace", "allowed"];
      const shown = page.evaluate(([hop, verdict]) => globalThis.shown(hop, verdict), [hop, verdict]);
      await page.keyboard.press(pressed);
      await shown;
      await sleep(REST);
    };
    for (let number = 0; number < WARM; number += 1) await edit(number);
    const events = await traced(devtools, async () => {
      for (let number = 0; number < EDITS; number += 1) await edit(number);
    });
    const found = edits(events);
    if (found.length !== EDITS) throw new Error(`${name}: ${found.length} of ${EDITS} edits are in the trace`);
    results.push({ name, found });
  }
  await context.close();
  return results;
}

const { browser, end } = await startBrowser(process.env.CHROMIUM);
const devtools = await browser.newBrowserCDPSession();
const given = process.argv.slice(2);
let met = true;
try {
  for (let at = 0; at + 2 < given.length; at += 3) {
    const [name, file, limit] = given.slice(at, at + 3);
    const results = await measure(browser, devtools, file);
    const all = { name: "any of them", found: results.flatMap(({ found }) => found) };
    console.log(`\n${name.padEnd(44)} work p50   work p95  clock p50  clock p95  after p95`);
    for (const { name, found } of [...results, all]) {
      const of = (what, share) => below(share, found.map((edit) => edit[what])).toFixed(1).padStart(10);
      console.log(`${name.padEnd(42)} ${of("work", 0.5)} ${of("work", 0.95)} ${of("clock", 0.5)} ${of("clock", 0.95)} ${of("after", 0.95)}`);
    }
    const p95 = below(0.95, all.found.map(({ work }) => work));
    if (p95 >= Number(limit)) {
      met = false;
      console.log(`95 of 100 edits should take less than ${limit} ms of work.`);
    }
  }
} finally {
  await end();
}
process.exitCode = met ? 0 : 1;
