// Starts Chromium the way that works on a developer's machine, as root and without a network.

import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "playwright-core";

/** Keeps the browser from talking to anybody but the page's own server. */
const QUIET = [
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** Starts the browser with an empty profile; gives it, and a way to end it without a trace. `more` are further options. */
export async function startBrowser(executablePath, more = []) {
  const home = await mkdtemp(join(tmpdir(), "walks-"));
  // Chromium refuses its sandbox to root, which is who runs tests in a container.
  const root = process.getuid?.() === 0;
  const browser = await chromium.launch({
    executablePath,
    headless: true,
    args: [...QUIET, ...more, ...(root ? ["--no-sandbox"] : [])],
    env: { ...process.env, HOME: home, XDG_CONFIG_HOME: home, XDG_CACHE_HOME: home },
  });
  const end = async () => {
    await browser.close();
    await rm(home, { recursive: true, force: true });
  };
  return { browser, end };
}
