// The package in Chromium: bundled by Vite, served as it is under a strict policy, and by Vite's development server.
import assert from "node:assert/strict";
import { createServer } from "node:http";
import { readFileSync } from "node:fs";
import { extname, join } from "node:path";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";

import { project, scenarios, tool } from "./support.mjs";

const { chromium } = tool("playwright-core");
const TYPES = { ".html": "text/html", ".js": "text/javascript", ".wasm": "application/wasm" };
const scenario = scenarios.find(({ name }) => name === "three-hop-chain");

const PROGRAM = `
import { diagram, simulate, verdict, version } from "assume-role-playground";
const text = ${JSON.stringify(scenario.text)};
const outcome = simulate(text);
document.body.innerHTML = diagram(text);
document.title = [version(), outcome.meetsExpectations, verdict({ principal: "anonymous", Action: "s3:GetObject" }).decision].join(" ");
`;
const WANTED = /^\d+\.\d+\.\d+ true implicitDeny$/u;

let browser;
before(async () => {
  browser = await chromium.launch({ executablePath: process.env.CHROMIUM, args: ["--no-sandbox"] });
});
after(() => browser?.close());

/** Serves a folder, with headers. */
async function serve(folder, headers = {}) {
  const server = createServer((request, response) => {
    const path = new URL(request.url, "http://x").pathname;
    try {
      const file = join(folder, path.endsWith("/") ? `${path}index.html` : path);
      const bytes = readFileSync(file);
      response.writeHead(200, { "content-type": TYPES[extname(file)] ?? "application/octet-stream", ...headers });
      response.end(bytes);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
  return { address: `http://127.0.0.1:${server.address().port}/`, close: () => server.close() };
}

/** Opens an address and waits for what the program writes into the title. */
async function opened(address) {
  const page = await browser.newPage();
  const complaints = [];
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
  await page.goto(address);
  await page.waitForFunction(() => document.title !== "", null, { timeout: 60_000 }).catch(() => {});
  const told = { title: await page.title(), svg: await page.locator("svg").count(), complaints };
  await page.close();
  return told;
}

const NO_ICON = '<link rel="icon" href="data:,">';

test("a Vite project is built and runs", async () => {
  const html = `<!doctype html><html lang="en"><head>${NO_ICON}<script type="module" src="./main.js"></script></head><body></body></html>`;
  const folder = project("vite", { "index.html": html, "main.js": PROGRAM });
  const { build } = await import(pathToFileURL(tool.resolve("vite")));
  await build({ root: folder, configFile: false, logLevel: "error", base: "./", build: { target: "esnext" } });
  const site = await serve(join(folder, "dist"), { "content-security-policy": "default-src 'self' data:; script-src 'self' 'wasm-unsafe-eval'" });
  try {
    const { title, svg, complaints } = await opened(site.address);
    assert.deepEqual(complaints, []);
    assert.match(title, WANTED);
    assert.equal(svg, 1);
  } finally {
    site.close();
  }
});

test("Vite's development server runs it where it is left out of the pre-bundling", async () => {
  const html = `<!doctype html><html lang="en"><head>${NO_ICON}<script type="module" src="./main.js"></script></head><body></body></html>`;
  const folder = project("vite-dev", { "index.html": html, "main.js": PROGRAM });
  const { createServer: develop } = await import(pathToFileURL(tool.resolve("vite")));
  const server = await develop({
    root: folder,
    configFile: false,
    logLevel: "error",
    cacheDir: join(folder, ".vite"),
    optimizeDeps: { exclude: ["assume-role-playground"] },
    server: { host: "127.0.0.1", port: 0, hmr: false },
  });
  await server.listen();
  try {
    const { title, complaints } = await opened(server.resolvedUrls.local[0]);
    assert.deepEqual(complaints, []);
    assert.match(title, WANTED);
  } finally {
    await server.close();
  }
});

test("a page without a bundler starts it itself, from below any folder", async () => {
  const program = `import init, * as engine from "./node_modules/assume-role-playground/web.js";
await init();
document.title = engine.version();`;
  const html = `<!doctype html><html lang="en"><head>${NO_ICON}<script type="module" src="main.js"></script></head><body></body></html>`;
  const folder = project("plain", { "docs/index.html": html, "docs/main.js": program.replace("./node_modules", "../node_modules") });
  const site = await serve(folder, { "content-security-policy": "default-src 'self' data:; script-src 'self' 'wasm-unsafe-eval'" });
  try {
    const { title, complaints } = await opened(`${site.address}docs/`);
    assert.deepEqual(complaints, []);
    assert.match(title, /^\d+\.\d+\.\d+/u);
  } finally {
    site.close();
  }
});
