// Runs one walk once, in a fresh browser context, and says what went wrong.

import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { axe } from "./axe.mjs";
import { watch } from "./watch.mjs";

/** What the page shows once the application has replaced the shell. */
const STARTED = "#app:not(:has([data-shell]))";

/** How long something may take that the page does, in milliseconds: two walk at a time. */
const PATIENCE = 20_000;

/** How a walk sees the page unless it says otherwise. */
export const USUAL = { width: 1440, height: 900, scheme: "light" };

/**
 * Runs one walk.
 *
 * `look` is the window and the colours; `pictures` is a folder for pictures, or nothing. Gives the
 * errors, and how many pictures were asked for.
 */
export async function visit(browser, { sentence, options, body }, { url, urlBelow, look, pictures }) {
  const context = await browser.newContext({
    viewport: { width: look.width, height: look.height },
    colorScheme: look.scheme,
    hasTouch: options.touch ?? false,
    reducedMotion: "reduce",
    locale: "en-US",
    timezoneId: "UTC",
  });
  const seconds = 2 * (options.seconds ?? 60);
  context.setDefaultTimeout(PATIENCE);
  const wrongs = await watch(context, new URL(url).origin, options.hosts);
  if (!options.offline) {
    // What answers from its own store would hide from most walks what the page asks for.
    await context.addInitScript(() => delete Navigator.prototype.serviceWorker);
  }
  if (options.storage === false) {
    await context.addInitScript(() => {
      const refuse = () => {
        throw new DOMException("storage is refused", "SecurityError");
      };
      Object.defineProperty(window, "localStorage", { get: refuse });
      Object.defineProperty(window, "sessionStorage", { get: refuse });
    });
  }

  const page = await context.newPage();
  const path = [];
  let shots = 0;
  const errors = [];

  const eventually = async (check) => {
    const end = Date.now() + PATIENCE;
    for (;;) {
      try {
        return await check();
      } catch (error) {
        if (Date.now() > end) {
          throw new Error(`waited in vain: ${error.message}`, { cause: error });
        }
        await sleep(50);
      }
    }
  };
  const see = async (what) => {
    const locator = typeof what === "string" ? page.getByText(what).first() : what;
    await locator.waitFor({ state: "visible" });
    return locator;
  };
  const given = {
    page,
    url,
    urlBelow,
    see,
    eventually,
    open: async (hash = "") => {
      await page.goto(url + hash);
      await page.locator(STARTED).waitFor({ state: "attached" });
    },
    step: async (name, part) => {
      path.push(name);
      const result = await part();
      path.pop();
      return result;
    },
    axe: (selector) => axe(page, selector),
    shot: async (name, scheme = look.scheme) => {
      shots += 1;
      if (pictures) {
        await mkdir(pictures, { recursive: true });
        const file = `${name}-${look.width}-${scheme}.png`;
        await page.screenshot({ path: join(pictures, file), fullPage: false });
      }
    },
  };

  let late;
  const limit = new Promise((_, reject) => {
    late = setTimeout(() => reject(new Error(`took longer than ${seconds} s`)), seconds * 1000);
  });
  try {
    await Promise.race([body(given), limit]);
    // Lets a request or an error that the last step caused still be noticed.
    await page.waitForTimeout(50);
  } catch (error) {
    const where = path.length > 0 ? `in “${path.join(" › ")}”: ` : "";
    errors.push(`${where}${error.stack ?? error}`);
    if (!options.fails && (pictures || process.env.WALKS_FAILURES)) {
      const folder = pictures ?? process.env.WALKS_FAILURES;
      const file = `${sentence.replaceAll(/[^a-z0-9]+/gi, "-").toLowerCase()}.png`;
      await mkdir(folder, { recursive: true });
      await page.screenshot({ path: join(folder, `failed-${file}`) }).catch(() => {});
    }
  } finally {
    clearTimeout(late);
    await context.close();
  }
  errors.push(...wrongs);
  return { errors, shots };
}
