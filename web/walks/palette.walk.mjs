// Ctrl+K finds everything that can be done and gone to, by keys alone.

import assert from "node:assert/strict";
import { editor } from "./support/editor.mjs";
import { walk } from "./support/walk.mjs";
import { keys, openExample } from "./support/workbench.mjs";

const options = (page) => page.locator(".palette [role=option]");

/** Opens the palette, types, and waits until the first that was found is wanted. */
async function find(page, eventually, typed, wanted) {
  await page.keyboard.press("Control+K");
  await page.locator(".palette-field").waitFor();
  await eventually(async () => assert.equal(await page.evaluate(() => document.activeElement.id), "palette-field"));
  await page.keyboard.type(typed);
  await eventually(async () => assert.match(await options(page).first().innerText(), wanted));
}

walk("Ctrl+K finds steps, names, documents, actions and scenarios, and the focus comes back", { seconds: 120 }, async ({ page, open, see, step, eventually, axe, shot }) => {
  await openExample(page, open, "three-hop-chain");

  await step("what it is, for those who do not see it", async () => {
    await find(page, eventually, "prod", /Prod/i);
    await axe();
    await shot("palette");
    const chosen = () => page.locator(".palette-field").getAttribute("aria-activedescendant");
    assert.equal(await chosen(), "palette-option-0");
    await page.keyboard.press("ArrowDown");
    await eventually(async () => assert.equal(await chosen(), "palette-option-1"));
    assert.equal(await page.locator("#palette-option-1").getAttribute("aria-selected"), "true");
    await page.keyboard.press("ArrowUp");
    await page.keyboard.press("ArrowUp");
    const last = (await options(page).count()) - 1;
    await eventually(async () => assert.equal(await chosen(), `palette-option-${last}`));
    await page.keyboard.press("Escape");
    await eventually(async () => assert.equal(await page.locator(".palette").count(), 0));
  });

  await step("Escape gives the focus back", async () => {
    const { until } = keys(page);
    await until("Tab", ({ name }) => name === "Add step", 120);
    await page.keyboard.press("Control+K");
    await page.locator(".palette-field").waitFor();
    await page.keyboard.press("Escape");
    await eventually(async () => assert.equal(await page.evaluate(() => document.activeElement.textContent.trim()), "Add step"));
  });

  await step("a document by letters of its name", async () => {
    await find(page, eventually, "trust prodadm", /Trust policy of ProdAdmin/);
    await page.keyboard.press("Enter");
    await editor(page).waitFor();
    await eventually(async () => assert.equal(await page.evaluate(() => document.activeElement.id), "below"));
  });

  await step("an action with its keys", async () => {
    await find(page, eventually, "keys", /^Keys[\s\S]*\?/);
    await page.keyboard.press("Enter");
    await see(page.getByRole("dialog", { name: "Keys" }));
    await see(page.getByText("finds an action, a step, a name, a scenario"));
    await page.keyboard.press("Escape");
  });

  await step("something new in the world", async () => {
    await find(page, eventually, "add account to the scenario", /Add: Account to the scenario/);
    await page.keyboard.press("Enter");
    await see(page.getByRole("treeitem", { name: /^555555555555/ }));
  });

  await step("another scenario, and nothing", async () => {
    await find(page, eventually, "two users named", /^Two users named/);
    await page.keyboard.press("Enter");
    await see(page.getByRole("heading", { level: 1, name: /^Two users named/ }));
    await page.keyboard.press("Control+K");
    await page.keyboard.type("zzzzqq");
    await see(page.locator(".palette-none", { hasText: "Nothing of that name." }));
    await page.keyboard.press("Enter");
    await page.keyboard.press("Escape");
    await eventually(async () => assert.equal(await page.locator(".palette").count(), 0));
  });
});

walk("Ctrl+K offers to play the checks only where there are some, and finds no scenario that nothing of what was typed is seen in", async ({ page, open, step, eventually, see }) => {
  await openExample(page, open, "three-hop-chain");
  const named = (name) => options(page).filter({ hasText: name });
  await step("with steps", async () => {
    await find(page, eventually, "play checks", /^Play the checks/);
    await page.keyboard.press("Escape");
  });
  await step("without", async () => {
    await find(page, eventually, "new empty", /New empty scenario/);
    await page.keyboard.press("Enter");
    await see("No steps yet");
    await find(page, eventually, "new empty", /New empty scenario/);
    await page.locator(".palette-field").fill("play");
    await eventually(async () => assert.equal(await named("New empty scenario").count(), 0));
    assert.equal(await named("Play the checks").count(), 0);
    await page.keyboard.press("Escape");
  });
  await step("what is found by “copy” says so, in its name or behind it", async () => {
    await find(page, eventually, "copy", /copy/i);
    for (const words of await options(page).allInnerTexts()) {
      assert.match(words, /copy/iu);
    }
    await page.keyboard.press("Escape");
  });
});

walk("Ctrl+K works on the first screen too", async ({ page, open, eventually, see }) => {
  await open();
  await page.keyboard.press("Shift");
  await eventually(async () => {
    if ((await page.locator(".palette").count()) === 0) {
      await page.keyboard.press("Control+K");
    }
    await page.locator(".palette-field").waitFor({ timeout: 2000 });
  });
  await page.keyboard.type("paste own");
  await eventually(async () => assert.match(await options(page).first().innerText(), /Paste your own case/));
  await page.keyboard.press("Enter");
  await see(page.getByRole("heading", { level: 1, name: "Your own case" }));
});

walk("on a phone the menu opens what finds everything, and a tap goes there", { width: 390, height: 844, touch: true, seconds: 90 }, async ({ page, open, see, step, eventually, axe, shot }) => {
  await openExample(page, open, "three-hop-chain");
  const field = page.locator(".palette-field");
  const find = async () => {
    await page.getByRole("button", { name: "More", exact: true }).tap();
    await page.getByRole("menuitem", { name: /^Find anything/ }).tap();
    await field.waitFor();
  };
  await step("typed into at once", async () => {
    await find();
    await eventually(async () => assert.equal(await page.evaluate(() => document.activeElement.id), "palette-field"));
    await page.keyboard.type("trust prod");
    await eventually(async () => assert.match(await options(page).first().innerText(), /Trust policy of ProdAdmin/));
    await axe();
    await shot("palette-phone");
  });
  await step("what is found is large enough to be tapped, no wider than the phone, and no word of it is cut into letters", async () => {
    const boxes = await options(page).evaluateAll((all) => all.map((one) => one.getBoundingClientRect().toJSON()));
    assert.ok(boxes.length > 0);
    for (const { left, right, height } of boxes) {
      assert.ok(left >= 0 && right <= 390 && height >= 40 && height <= 90, `${left} to ${right}, ${height} high`);
    }
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
  });
  await step("a tap opens it", async () => {
    await options(page).first().tap();
    await editor(page).waitFor();
    assert.equal(await field.count(), 0);
  });
  await step("a tap beside it closes it", async () => {
    await find();
    await page.touchscreen.tap(195, 800);
    await eventually(async () => assert.equal(await field.count(), 0));
    await see(page.locator(".editor-rich#document"));
  });
  await step("and a scenario is found as well", async () => {
    await find();
    await page.keyboard.type("two users named");
    await eventually(async () => assert.match(await options(page).first().innerText(), /^Two users named/));
    await options(page).first().tap();
    await see(page.getByRole("heading", { level: 1, name: /^Two users named/ }));
  });
});
