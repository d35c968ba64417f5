// The guided tour of one chain: taken to its end and left in the middle, by mouse and by keyboard, on a wide window and on a
// phone, without losing what was there before.

import assert from "node:assert/strict";
import { editor } from "./support/editor.mjs";
import { walk } from "./support/walk.mjs";
import { keys, openExample, verdicts } from "./support/workbench.mjs";

const card = (page) => page.locator("section.tour");
const button = (page, name) => card(page).getByRole("button", { name, exact: true });
const focused = (page) => page.evaluate(() => document.activeElement?.id ?? "");

/** The station is there: its place, its heading with the focus, and a ring around something that is in sight. */
async function at({ page, eventually }, place, heading, ring) {
  await eventually(async () => assert.equal(await card(page).locator(".meta").innerText(), `Tour, ${place} of 6`));
  await eventually(async () => assert.equal(await card(page).getByRole("heading").innerText(), heading));
  await eventually(async () => assert.equal(await focused(page), "tour-heading"));
  await ringed({ page, eventually }, ring);
}

/** What station 3 speaks of is there: the trust policy of ProdAdmin, with the statement that lets DeployRole in. */
async function showsTrust({ page, eventually }) {
  const text = editor(page);
  await page.getByRole("region", { name: "Trust policy of ProdAdmin" }).waitFor();
  await eventually(async () => assert.match(await text.inputValue(), /"Principal"[^}]*role\/DeployRole/));
  await text.host.locator(".cm-line", { hasText: "role/DeployRole" }).waitFor();
}

/** The ring is around that, and it is in sight beside the card. */
async function ringed({ page, eventually }, selector) {
  await eventually(async () => {
    const found = await page.locator(selector).first().evaluate((marked) => {
      const over = getComputedStyle(marked, "::after");
      const { outlineStyle, outlineWidth } = over.content === "none" ? getComputedStyle(marked) : over;
      const box = marked.getBoundingClientRect();
      const card = document.querySelector("section.tour").getBoundingClientRect();
      const [x, y] = [box.x + box.width / 2, Math.max(box.y, 0) + Math.min(box.height, 80) / 2];
      const covered = x > card.left && x < card.right && y > card.top && y < card.bottom;
      return { outlineStyle, outlineWidth, seen: y >= 0 && y < innerHeight && x >= 0 && x < innerWidth && !covered };
    });
    assert.deepEqual(found, { outlineStyle: "solid", outlineWidth: "3px", seen: true }, selector);
  });
}

for (const [width, scheme] of [[1440, "light"], [1440, "dark"], [1024, "light"], [390, "light"], [390, "dark"]]) {
  walk(`the tour is taken to its end with the mouse at ${width} px, ${scheme}`, { width, scheme, seconds: 120 }, async (given) => {
    const { page, open, step, axe, shot, eventually } = given;
    const phone = width < 768;
    const shows = (verdict) => eventually(async () => assert.equal((await verdicts(page)).prod, verdict));
    const station = async (name, place, heading, ring) => {
      await at(given, place, heading, ring);
      await axe();
      await shot(`tour-${place}-${name}`);
    };
    await open();
    await step("a lane and a hop", async () => {
      await page.getByRole("button", { name: "Take a short tour" }).click();
      await station("chain", 1, "Lanes are accounts, boxes are calls", ".chain-drawing");
    });
    await step("the refused hop is chosen in the drawing, and its reason stands there", async () => {
      await button(page, "Next").click();
      await station("refusal", 2, "One hop is refused", "#chain-step-1");
      await page.locator("#chain-step-1").click();
      await ringed(given, ".why-answer");
      await eventually(async () => assert.match(await card(page).getByRole("status").innerText(), /^Why says the answer first/));
      await axe();
      await shot("tour-2-reason");
    });
    await step("the statement in its document", async () => {
      await button(page, "Next").click();
      await station("statement", 3, "The policies are not the reason", ".region-below");
      await showsTrust(given);
    });
    await step("another duration, another verdict", async () => {
      await button(page, "Next").click();
      await station("change", 4, "Change it, and see what comes of it", ".field:has(#field-DurationSeconds)");
      await page.locator("#field-DurationSeconds").fill("3600");
      await shows("allowed");
      await eventually(async () => assert.match(await card(page).getByRole("status").innerText(), /^Hop 2 is allowed now/));
      await axe();
      await shot("tour-4-allowed");
    });
    await step("undo", async () => {
      await button(page, "Next").click();
      await station("undo", 5, "Everything can be undone", ".bar-history");
      await page.getByRole("banner").getByRole("button", { name: /^Undo: / }).click();
      await shows("denied");
      await eventually(async () => assert.match(await card(page).getByRole("status").innerText(), /^Hop 2 is refused again/));
    });
    await step("where one's own case is pasted", async () => {
      await button(page, "Next").click();
      await station("own-case", 6, "Now your own case", ".brand");
      await button(page, "Paste your own case").click();
      await page.locator("textarea#own-case").waitFor();
      await card(page).waitFor({ state: "detached" });
      if (phone) {
        const [wide, window] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
        assert.ok(wide <= window, `${wide} in ${window}`);
      }
    });
  });
}

for (const width of [1440, 390]) {
  walk(`the tour is taken by keys alone at ${width} px, and Escape leads back`, { width, seconds: 90 }, async (given) => {
    const { page, open, step, eventually } = given;
    const { until, press } = keys(page);
    const shows = (verdict) => eventually(async () => assert.equal((await verdicts(page)).prod, verdict));
    /** Presses the button of the card that leads on, from the heading; it keeps the focus while the deed is done by it. */
    const on = async (name) => {
      await until("Tab", (now) => now.name === name, 6);
      await press("Enter");
    };
    await open();
    await step("it begins at its button", async () => {
      await until("Tab", ({ id }) => id === "tour-button", 30);
      await press("Enter");
      await at(given, 1, "Lanes are accounts, boxes are calls", ".chain-drawing");
    });
    await step("the card does what it speaks of", async () => {
      await on("Next");
      await at(given, 2, "One hop is refused", "#chain-step-1");
      await on("Choose hop 2");
      await ringed(given, ".why-answer");
      await eventually(async () => assert.equal((await keys(page).focused()).name, "Next"));
      await press("Enter");
      await at(given, 3, "The policies are not the reason", ".region-below");
      await showsTrust(given);
      await on("Next");
      await at(given, 4, "Change it, and see what comes of it", ".field:has(#field-DurationSeconds)");
      await on("Set 3600");
      await shows("allowed");
      await eventually(async () => assert.equal((await keys(page).focused()).name, "Next"));
      await press("Enter");
      await at(given, 5, "Everything can be undone", ".bar-history");
      await on("Undo");
      await shows("denied");
    });
    await step("F6 leads to the card from elsewhere", async () => {
      await until("F6", ({ name }) => name.startsWith("Tour, 5 of 6"), 12);
    });
    await step("Escape leaves it, and the focus is where it was begun", async () => {
      await press("Escape");
      await card(page).waitFor({ state: "detached" });
      await page.getByRole("heading", { name: "See why AssumeRole is allowed or denied" }).waitFor();
      await eventually(async () => assert.equal(await focused(page), "tour-button"));
    });
  });
}

walk("a tour whose hop is taken out goes on, and says why", { seconds: 60 }, async (given) => {
  const { page, open, step, eventually } = given;
  await open();
  await page.getByRole("button", { name: "Take a short tour" }).click();
  await at(given, 1, "Lanes are accounts, boxes are calls", ".chain-drawing");
  await step("the hop is taken out at its station", async () => {
    await button(page, "Next").click();
    await at(given, 2, "One hop is refused", "#chain-step-1");
    const before = await page.locator("figure [data-step]").count();
    await page.locator("#step-row-1 .step-number").click();
    await page.getByRole("button", { name: "Remove hop 2" }).click();
    await eventually(async () => assert.equal(await page.locator("figure [data-step]").count(), before - 1));
    await card(page).getByRole("status").getByText(/^You changed the example/).waitFor();
  });
  await step("every other station lets go on as well", async () => {
    for (const place of [3, 4, 5, 6]) {
      await button(page, "Next").click();
      await eventually(async () => assert.equal(await card(page).locator(".meta").innerText(), `Tour, ${place} of 6`));
    }
    await button(page, "End the tour").click();
    await card(page).waitFor({ state: "detached" });
  });
});

walk("one's own work is as it was after the tour, from the list of keys and from Ctrl+K", async (given) => {
  const { page, open, step, eventually } = given;
  const title = () => page.locator("h1.bar-title").innerText();
  await openExample(page, open, "three-hop-chain");
  await page.getByRole("button", { name: "Edit the title" }).click();
  await page.locator("#title-field").fill("Mine");
  await page.locator("#title-field").press("Enter");
  await eventually(async () => assert.equal(await title(), "Mine"));
  await step("from the list of keys", async () => {
    await page.getByRole("button", { name: "Keys (?)" }).click();
    await page.getByRole("dialog", { name: "Keys" }).getByRole("button", { name: "Take the guided tour" }).click();
    await at(given, 1, "Lanes are accounts, boxes are calls", ".chain-drawing");
    await eventually(async () => assert.equal(await title(), "Chained hop asks for two hours"));
  });
  await step("left with the tour's own edit in it", async () => {
    await button(page, "Next").click();
    await at(given, 2, "One hop is refused", "#chain-step-1");
    await button(page, "Choose hop 2").click();
    await button(page, "Next").click();
    await at(given, 3, "The policies are not the reason", ".region-below");
    await button(page, "Next").click();
    await at(given, 4, "Change it, and see what comes of it", ".field:has(#field-DurationSeconds)");
    await button(page, "Set 3600").click();
    await eventually(async () => assert.equal((await verdicts(page)).prod, "allowed"));
    await button(page, "Leave the tour").click();
    await eventually(async () => assert.equal(await title(), "Mine"));
    await page.getByRole("button", { name: "Undo: edit the title" }).waitFor();
    await eventually(async () => assert.equal(await focused(page), "shortcuts-button"));
  });
  await step("left while something else is still being drawn", async () => {
    await page.getByRole("button", { name: "Keys (?)" }).click();
    await page.getByRole("dialog", { name: "Keys" }).getByRole("button", { name: "Take the guided tour" }).click();
    await at(given, 1, "Lanes are accounts, boxes are calls", ".chain-drawing");
    await page.evaluate(() => {
      const leave = document.querySelector(".tour [aria-label='Leave the tour']");
      leave.focus();
      const { setTimeout } = window;
      let turns = 0;
      // The drawing of the zoom has asked for its turns, which are still to come.
      window.setTimeout = (...given) => {
        turns += 1;
        if (turns === 2) queueMicrotask(() => leave.click());
        return setTimeout(...given);
      };
      document.querySelector("[aria-label='Larger (+)']").click();
    });
    await eventually(async () => assert.equal(await title(), "Mine"));
    await eventually(async () => assert.equal(await focused(page), "shortcuts-button"));
  });
  await step("from Ctrl+K, and left by Escape from the drawing", async () => {
    await page.locator('figure [data-step="prod"]').focus();
    await page.keyboard.press("Control+K");
    await page.getByRole("combobox").fill("guided tour");
    await page.keyboard.press("Enter");
    await at(given, 1, "Lanes are accounts, boxes are calls", ".chain-drawing");
    await page.keyboard.press("Escape");
    await eventually(async () => assert.equal(await title(), "Mine"));
    await eventually(async () => assert.equal(await focused(page), "chain-step-1"));
  });
  await step("what somebody makes of the tour's example is not taken away", async () => {
    await page.keyboard.press("Control+K");
    await page.getByRole("combobox").fill("guided tour");
    await page.keyboard.press("Enter");
    await at(given, 1, "Lanes are accounts, boxes are calls", ".chain-drawing");
    await page.getByRole("button", { name: "Edit the title" }).click();
    await page.locator("#title-field").fill("Tried here");
    await page.locator("#title-field").press("Enter");
    await button(page, "Leave the tour").click();
    await card(page).waitFor({ state: "detached" });
    await eventually(async () => assert.equal(await title(), "Tried here"));
    await page.getByRole("button", { name: "Back to it" }).click();
    await eventually(async () => assert.equal(await title(), "Mine"));
  });
});
