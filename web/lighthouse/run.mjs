// Measures the built page with Lighthouse: `node run.mjs DIST`, started by `cargo xtask lighthouse`. CHROMIUM is the browser.
//
// Each profile is run five times; what counts is the median. The page is served as a static host does at its best: packed,
// and what has a hash in its name is kept.

import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";
import { gzipSync } from "node:zlib";
import { launch } from "chrome-launcher";
import lighthouse, { desktopConfig } from "lighthouse";

const RUNS = 5;
const ALL = { accessibility: 100, "best-practices": 100, seo: 100 };
/** The least score of each category, and when the page answers at the latest, in milliseconds. */
const PROFILES = {
  desktop: { config: desktopConfig, least: { performance: 95, ...ALL }, interactive: 1500 },
  phone: { config: undefined, least: { performance: 85, ...ALL }, interactive: Infinity },
};
const TYPES = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".css": "text/css",
  ".wasm": "application/wasm",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".txt": "text/plain; charset=utf-8",
  ".webmanifest": "application/manifest+json",
};

/** Serves a folder on this machine. */
async function serve(folder) {
  const packed = new Map();
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url, "http://x");
    const name = normalize(pathname === "/" ? "/index.html" : pathname);
    try {
      const path = join(folder, name);
      if (!packed.has(path)) packed.set(path, gzipSync(readFileSync(path), { level: 9 }));
      response.writeHead(200, {
        "content-type": TYPES[extname(path)] ?? "application/octet-stream",
        "content-encoding": "gzip",
        "cache-control": /-[0-9a-f]{16}/u.test(name) ? "public, max-age=31536000, immutable" : "no-cache",
      });
      response.end(packed.get(path));
    } catch {
      response.writeHead(404, { "content-type": "text/plain" }).end("Not here.");
    }
  });
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
  return { url: `http://127.0.0.1:${server.address().port}/`, close: () => server.close() };
}

const median = (values) => values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)];

/** One run: the score of each category, and some figures in milliseconds. */
async function run(url, config) {
  const root = process.getuid?.() === 0;
  const chrome = await launch({
    chromePath: process.env.CHROMIUM,
    chromeFlags: ["--headless=new", "--disable-gpu", ...(root ? ["--no-sandbox"] : [])],
  });
  try {
    const { lhr } = await lighthouse(url, { port: chrome.port, logLevel: "error", onlyCategories: ["performance", ...Object.keys(ALL)] }, config);
    if (lhr.runtimeError) throw new Error(lhr.runtimeError.message);
    const scores = Object.fromEntries(Object.values(lhr.categories).map(({ id, score }) => [id, Math.round(score * 100)]));
    const figures = ["first-contentful-paint", "largest-contentful-paint", "interactive", "total-blocking-time"];
    for (const id of figures) scores[id] = Math.round(lhr.audits[id].numericValue);
    scores.cls = lhr.audits["cumulative-layout-shift"].numericValue;
    const failed = Object.values(lhr.categories)
      .filter(({ id }) => id in ALL)
      .flatMap(({ auditRefs }) => auditRefs)
      .filter(({ id, weight }) => weight > 0 && lhr.audits[id].score !== null && lhr.audits[id].score < 1);
    return { scores, failed: failed.map(({ id }) => id) };
  } finally {
    await chrome.kill();
  }
}

const { url, close } = await serve(process.argv[2]);
const wrong = [];
for (const [profile, { config, least, interactive }] of Object.entries(PROFILES)) {
  const runs = [];
  for (let count = 0; count < RUNS; count += 1) runs.push(await run(url, config));
  const of = (id) => runs.map(({ scores }) => scores[id]);
  console.log(`${profile}, ${RUNS} runs`);
  for (const id of Object.keys(runs[0].scores)) {
    console.log(`  ${id.padEnd(28)}${String(median(of(id))).padStart(8)}   ${of(id).join(" ")}`);
  }
  for (const [id, limit] of Object.entries(least)) {
    if (median(of(id)) < limit) wrong.push(`${profile}: ${id} is ${median(of(id))}, below ${limit}`);
  }
  if (median(of("interactive")) > interactive) wrong.push(`${profile}: interactive after ${median(of("interactive"))} ms, more than ${interactive}`);
  for (const id of new Set(runs.flatMap(({ failed }) => failed))) wrong.push(`${profile}: ${id} fails`);
}
close();
for (const line of wrong) console.log(line);
process.exitCode = wrong.length > 0 ? 1 : 0;
