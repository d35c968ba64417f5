// At 200 % and in the system's own high-contrast colours: nothing is cut without a scroll bar, what has the focus shows it,
// and verdicts are told apart by shape and words.

import assert from "node:assert/strict";
import { walk } from "./support/walk.mjs";
import { VIEWS as EVERY_VIEW } from "./support/views.mjs";
import { inTurn, openExample, part } from "./support/workbench.mjs";

/** Of the views those that differ in how they are laid out. */
const NAMES = ["the first screen", "your own case", "a refused chain", "why", "a document", "the request of a hop", "the world"];

const VIEWS = {
  ...Object.fromEntries(NAMES.map((name) => [name, EVERY_VIEW[name]])),
  "the steps": async ({ page, open }) => {
    await openExample(page, open, "revoked-role-leaves-chained-session");
    await part(page, "Steps");
    await page.locator("#step-row-0").waitFor();
  },
};

/** What hides a part of what is in it without a way to scroll there. Words that end in dots have their whole in a title. */
const cut = (page) =>
  page.evaluate(() => {
    const found = [...document.querySelectorAll("body *")].filter((element) => {
      const { overflowX, overflowY, textOverflow, clipPath } = getComputedStyle(element);
      // What is only for screen readers is a dot that shows nothing.
      if (!element.checkVisibility() || clipPath !== "none" || element.clientWidth <= 1 || textOverflow === "ellipsis") {
        return false;
      }
      const high = overflowY === "hidden" && element.scrollHeight > element.clientHeight + 2;
      const wide = overflowX === "hidden" && element.scrollWidth > element.clientWidth + 2;
      return high || wide;
    });
    const wide = document.documentElement.scrollWidth > innerWidth ? ["the page is wider than its window"] : [];
    return [...wide, ...found.map((element) => `${element.tagName} ${element.getAttribute("class")}`)];
  });

/** Whatever the Tab key leads to is in the window, has an outline, and lies under nothing. */
async function showsFocus(page, eventually) {
  const reached = new Set();
  for (let pressed = 0; pressed < 50; pressed += 1) {
    await page.keyboard.press("Tab");
    await eventually(async () => {
      const found = await page.evaluate(() => {
        const at = document.activeElement;
        // The editor draws the caret, and is within a root of its own.
        if (at === document.body || at.shadowRoot) {
          return "";
        }
        // A card shows the outline of the button that is laid over it, the clock's slider that of its handle.
        const ringed = at.matches(".card-open") ? at.closest(".card") : (at.querySelector(".clock-handle") ?? at);
        const { outlineStyle, outlineWidth } = getComputedStyle(ringed);
        const { top, bottom, left, right } = ringed.getBoundingClientRect();
        const middle = (from, to, end) => (Math.max(from, 0) + Math.min(to, end)) / 2;
        const there = document.elementFromPoint(middle(left, right, innerWidth), middle(top, bottom, innerHeight));
        if (there && !at.contains(there) && !there.contains(at)) {
          return `${at.outerHTML.slice(0, 120)} lies under ${there.outerHTML.slice(0, 120)}`;
        }
        const inSight = bottom > 0 && top < innerHeight && right > 0 && left < innerWidth;
        // Fields have a border of another colour instead.
        const shows = at.matches("input, select, textarea") || (outlineStyle !== "none" && Number.parseFloat(outlineWidth) >= 1);
        return shows && inSight ? "" : `${at.outerHTML.slice(0, 120)}: ${outlineStyle} ${outlineWidth}, in sight: ${inSight}`;
      });
      assert.equal(found, "");
    });
    reached.add(await page.evaluate(() => document.activeElement.outerHTML.slice(0, 200)));
  }
  assert.ok(reached.size > 6, `Tab leads to ${reached.size} places`);
}

for (const forcedColors of ["none", "active"]) {
  const [name, size] = forcedColors === "active" ? ["in forced colours", { width: 1440, height: 900 }] : ["at 200 %", { width: 720, height: 450 }];
  walk(`every main view ${name} shows the focus and cuts nothing`, { ...size, seconds: 240 }, async (given) => {
    const { page, eventually, axe, shot } = given;
    await page.emulateMedia({ forcedColors });
    await inTurn(given, VIEWS, async (view) => {
      await eventually(async () => assert.deepEqual(await cut(page), []));
      await axe();
      await shot(`${name}-${view}`.replaceAll(/[^a-z]+/g, "-"));
      await showsFocus(page, eventually);
    });
  });
}

walk("in forced colours a verdict has a word and a line of its own", async ({ page, open, eventually }) => {
  await page.emulateMedia({ forcedColors: "active" });
  await openExample(page, open, "chained-hop-asks-two-hours");
  const looks = () =>
    page.locator("figure [data-step]").evaluateAll((calls) =>
      calls.map((call) => [call.dataset.verdict, /Allowed|Denied|Not reached/.exec(call.textContent)?.[0], call.querySelector(".d-card").getAttribute("stroke-dasharray") ?? "whole", getComputedStyle(call.querySelector(".d-card")).strokeWidth]),
    );
  await eventually(async () => {
    const [allowed, denied, behind] = await looks();
    assert.deepEqual([allowed[1], denied[1], behind[1]], ["Allowed", "Denied", "Not reached"]);
    assert.equal(new Set([allowed, denied, behind].map((look) => look.slice(2).join(" "))).size, 3);
  });
});
