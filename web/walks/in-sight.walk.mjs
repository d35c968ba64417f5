// What was chosen is in sight, and whoever goes by keys sees where they are: after opening, going back and removing, along
// the chain of a phone, in what is lit, at the clock, and on both sides of a document.

import assert from "node:assert/strict";
import { editor } from "./support/editor.mjs";
import { walk } from "./support/walk.mjs";
import { choose, keys, node, openExample, part, trustPolicy } from "./support/workbench.mjs";

/** What has the focus, whether it is in the window, and whether a ring shows it. */
const focus = (page) =>
  page.evaluate(() => {
    const at = document.activeElement;
    const { top, bottom, left, right, width } = at.getBoundingClientRect();
    return {
      at: at === document.body ? "BODY" : at.tagName === "H1" ? "H1" : at.id || at.className || at.tagName,
      seen: width > 0 && bottom > 0 && top < innerHeight && right > 0 && left < innerWidth,
      ring: at.matches(":focus-visible") && getComputedStyle(at).outlineStyle !== "none",
    };
  });

for (const width of [1440, 1024, 390]) {
  walk(`whoever opens a scenario by keys at ${width} px is at its title, and sees it`, { width }, async ({ page, open, step, eventually }) => {
    const { until, press } = keys(page);
    const isAtTitle = () => eventually(async () => assert.deepEqual(await focus(page), { at: "H1", seen: true, ring: true }));
    await step("from the gallery", async () => {
      await open();
      await until("Tab", ({ name }) => name === "Paste your own case", 20);
      await page.locator('[data-example="three-hop-chain"]').first().focus();
      await press("Enter");
      await page.locator("figure [data-step]").first().waitFor({ state: "attached" });
      await isAtTitle();
    });
    await step("from the gallery once more, after something in the workbench had the focus", async () => {
      await press("Tab");
      await page.goBack();
      await page.locator('[data-example="three-hop-chain"]').first().waitFor();
      await page.locator('[data-example="only-two-users-trusted"]').first().focus();
      await press("Enter");
      await page.getByRole("heading", { level: 1, name: /two users/i }).waitFor();
      await isAtTitle();
    });
    await step("from one's own case", async () => {
      await page.goto("about:blank");
      await open("#own-case");
      await page.getByRole("button", { name: "Fill in an example" }).focus();
      await press("Enter");
      const button = page.getByRole("button", { name: "Open in the workbench" });
      await button.waitFor();
      await button.focus();
      await press("Enter");
      await page.locator("figure [data-step]").first().waitFor({ state: "attached" });
      await isAtTitle();
    });
  });
}

walk("on a phone the chosen step is in sight between the bar and the sheet, and no button leads beyond the ends", { width: 390, touch: true, seconds: 90 }, async ({ page, open, step, eventually }) => {
  await openExample(page, open, "three-hop-chain");
  const button = (name) => page.locator(".peek").getByRole("button", { name, exact: true });
  const isInSight = (number) =>
    eventually(async () => {
      const { card, bar, sheet } = await page.evaluate((number) => {
        const box = (element) => element.getBoundingClientRect().toJSON();
        return { card: box(document.getElementById(`chain-step-${number}`)), bar: box(document.querySelector(".bar")), sheet: box(document.querySelector(".peek")) };
      }, number);
      assert.ok(card.top >= bar.bottom && card.bottom <= sheet.top, JSON.stringify({ number, card: [card.top, card.bottom], between: [bar.bottom, sheet.top] }));
    });
  const chosen = () => page.locator('figure [data-step][aria-pressed="true"]').getAttribute("id");
  const last = (await page.locator("figure [data-step]").count()) - 1;
  await step("by Previous to the first and by Next to the last", async () => {
    while ((await chosen()) !== "chain-step-0") {
      const before = await chosen();
      await button("Previous").click();
      await eventually(async () => assert.notEqual(await chosen(), before));
    }
    await isInSight(0);
    await eventually(async () => assert.equal(await button("Previous").getAttribute("aria-disabled"), "true"));
    for (let number = 1; number <= last; number += 1) {
      assert.equal(await button("Next").getAttribute("aria-disabled"), null);
      const { width } = await button("Next").boundingBox();
      await button("Next").click();
      await eventually(async () => assert.equal(await chosen(), `chain-step-${number}`));
      await isInSight(number);
      assert.equal((await button("Next").boundingBox()).width, width);
    }
    await eventually(async () => assert.equal(await button("Next").getAttribute("aria-disabled"), "true"));
    assert.equal(await button("Previous").getAttribute("aria-disabled"), null);
  });
  await step("and when one comes back to the chain", async () => {
    await part(page, "Steps");
    await page.locator("#step-row-0").waitFor();
    await part(page, "Chain");
    await isInSight(last);
  });
});

for (const example of ["three-hop-chain", "only-two-users-trusted", "chained-hop-asks-two-hours"]) {
  walk(`on a phone the step that the sheet tells of is in sight as ${example} is opened`, { width: 390, touch: true }, async ({ page, open, eventually }) => {
    await openExample(page, open, example);
    await eventually(async () => {
      const { card, bar, sheet } = await page.evaluate(() => {
        const box = (selector) => document.querySelector(selector).getBoundingClientRect().toJSON();
        return { card: box('figure [data-step][aria-pressed="true"]'), bar: box(".bar"), sheet: box(".peek") };
      });
      assert.ok(card.top >= bar.bottom && card.bottom <= sheet.top, JSON.stringify({ card: [card.top, card.bottom], between: [bar.bottom, sheet.top] }));
    });
  });
}

walk("on a phone the list of steps begins at its beginning, however soon one goes to it", { width: 390, height: 500, touch: true, seconds: 90 }, async ({ page, open, step, eventually }) => {
  await page.emulateMedia({ reducedMotion: "no-preference" });
  const top = () => page.evaluate(() => scrollY);
  await openExample(page, open, "lambda-gets-its-role-passed");
  await step("as the chain is brought to the step that was refused", async () => {
    await part(page, "Steps");
    await page.locator("#step-row-0").waitFor();
  });
  await step("as it is brought to the next ones", async () => {
    for (let time = 0; time < 3; time += 1) {
      await page.waitForTimeout(300);
      assert.equal(await top(), 0);
      await part(page, "Chain");
      await eventually(async () => assert.ok((await top()) > 0));
      await page.locator(".peek").getByRole("button", { name: "Next", exact: true }).click();
      await part(page, "Steps");
    }
  });
});

walk("signs that stand for different things look different", { width: 390, touch: true, seconds: 90 }, async ({ page, open, step, eventually }) => {
  const sign = (selector) => page.locator(selector).first().evaluate((icon) => icon.innerHTML);
  const tab = (name) => page.locator(".phone-tab", { hasText: name }).locator("svg");
  await openExample(page, open, "chained-hop-asks-two-hours");
  await step("a policy and an event among the parts of a phone", async () => {
    await part(page, "World");
    await trustPolicy(page, "ProdAdmin");
    const policy = await tab("Policy").evaluate((icon) => icon.innerHTML);
    await part(page, "Steps");
    await page.getByRole("tab", { name: "Events" }).click();
    await page.getByRole("button", { name: /^AssumeRole of hop 2/ }).first().click();
    assert.notEqual(await tab("Event").evaluate((icon) => icon.innerHTML), policy);
  });
  await step("a step that is refused and a field that is wrong", async () => {
    await part(page, "Why");
    const denied = await sign("#inspector-panel .chip-deny svg");
    await page.getByRole("tab", { name: "Request" }).click();
    await page.locator("#field-DurationSeconds").fill("soon");
    await page.locator(".field-note-bad svg").first().waitFor();
    assert.notEqual(await sign(".field-note-bad svg"), denied);
  });
});

for (const [width, height] of [[1440, 900], [1440, 1100], [1024, 768]]) {
  walk(`nothing that one did not type into moves up or down while a duration is typed, in a window of ${width} × ${height}`, { width, height, seconds: 90 }, async ({ page, open, step, eventually }) => {
    await openExample(page, open, "three-hop-chain");
    await page.locator('figure [data-step="prod"]').click();
    await page.getByRole("tab", { name: "Request" }).click();
    const field = page.locator("#field-DurationSeconds");
    /** Where the parts of the page are, the names beside the clock's bars, and the form down to the field. */
    const places = () =>
      page.evaluate(() => {
        const typed = document.querySelector("#field-DurationSeconds");
        const parts = [...document.querySelectorAll(".region-chain, .chain-drawing, .d-lane-box, .region-clock, .clock-name, .region-below, .dock-head, .status")];
        const fields = [...document.querySelectorAll("#inspector-panel input")];
        return [...parts, ...fields.slice(0, fields.indexOf(typed) + 1)].map((part) => [part.id || part.getAttribute("class"), part.getBoundingClientRect().y, part.getBoundingClientRect().height]);
      });
    await field.click();
    const before = await places();
    for (const [text, verdict] of [["7200", "denied"], ["7200 seconds", "denied"], ["900", "allowed"], ["3600", "allowed"]]) {
      await step(text, async () => {
        await field.press("Control+A");
        for (const letter of text) {
          await page.keyboard.type(letter);
          assert.deepEqual(await places(), before, `at “${letter}” of “${text}”`);
        }
        await eventually(async () => assert.equal(await page.locator('figure [data-step="prod"]').getAttribute("data-verdict"), verdict));
        assert.deepEqual(await places(), before);
      });
    }
  });
}

for (const [width, height] of [[1440, 900], [1024, 768], [390, 844]]) {
  walk(`the line of a policy that is typed into stays where it is, in a window of ${width} × ${height}`, { width, height, seconds: 90 }, async ({ page, open, step, eventually }) => {
    await openExample(page, open, "three-hop-chain");
    if (width < 1280) {
      await page.getByRole("button", { name: "World", exact: true }).first().click();
    }
    const text = await trustPolicy(page, "ProdAdmin");
    await text.goTo('"Statement"');
    const place = () =>
      page.locator(".editor-rich#document").evaluate(({ shadowRoot }) => {
        const { y, height } = shadowRoot.querySelector(".cm-line").getBoundingClientRect();
        return [y, height];
      });
    const isUndecided = (wanted) => eventually(async () => assert.equal(await page.locator('figure [data-step="prod"]').getAttribute("data-verdict"), wanted));
    const before = await place();
    await step("what cannot be read", async () => {
      await page.keyboard.type("x");
      await isUndecided("undecided");
      assert.deepEqual(await place(), before);
    });
    await step("as it was", async () => {
      await page.keyboard.press("Backspace");
      await isUndecided("allowed");
      assert.deepEqual(await place(), before);
    });
  });
}

walk("what is lit along the chain is named in sight, and Escape or its button puts it out", { seconds: 60 }, async ({ page, open, step, eventually, axe, shot }) => {
  await openExample(page, open, "three-hop-chain");
  const sign = page.locator(".chain-lit");
  const lit = () => page.locator("figure .d-node.d-lit").count();
  const light = async () => {
    await page.getByRole("button", { name: "What the chain carries" }).click();
    await page.getByRole("menuitem", { name: /^Tag team=web/ }).click();
    await sign.getByText("The tag team is carried by DeployRole, ProdAdmin, LogArchiveReader.").waitFor();
    await eventually(async () => assert.ok((await lit()) > 0));
  };
  const isOut = async () => {
    await sign.waitFor({ state: "detached" });
    await eventually(async () => assert.equal(await lit(), 0));
  };
  await step("by its button, and the focus goes to the menu", async () => {
    await light();
    await axe(".region-chain");
    await shot("lit");
    await sign.getByRole("button", { name: "Put it out" }).click();
    await isOut();
    await eventually(async () => assert.equal((await focus(page)).at, "carried-button"));
  });
  await step("by Escape from anywhere", async () => {
    await light();
    await page.keyboard.press("Escape");
    await isOut();
  });
  await step("by Escape in the drawing", async () => {
    await light();
    await page.locator("#chain-step-0").focus();
    await page.keyboard.press("Escape");
    await isOut();
  });
});

walk("a text that is no time is told at the clock's field, and stays in it", { height: 1000 }, async ({ page, open, step, eventually, axe, shot }) => {
  await openExample(page, open, "chained-hop-asks-two-hours");
  const field = page.locator("#clock-now");
  const reason = page.locator(".clock .name-refused");
  await step("refused", async () => {
    await field.fill("half past ten");
    await field.press("Enter");
    await reason.getByText("“half past ten” is no time. It is read as UTC: 10:30 for this day, or 2026-11-22T").waitFor();
    assert.equal(await field.inputValue(), "half past ten");
    assert.equal(await field.getAttribute("aria-invalid"), "true");
    await eventually(async () => {
      const [tools, clock] = await Promise.all([page.getByRole("button", { name: "As it ran" }).boundingBox(), page.locator(".region-clock").boundingBox()]);
      assert.ok(tools.x + tools.width <= clock.x + clock.width && tools.y >= clock.y, JSON.stringify({ tools, clock }));
    });
    await axe(".clock");
    await shot("clock-refused");
    await page.locator("#chain-step-0").focus();
    assert.equal(await field.inputValue(), "half past ten");
  });
  await step("what is accepted takes the words away", async () => {
    await field.fill("2026-11-22T10:30:00Z");
    await field.press("Enter");
    await reason.waitFor({ state: "detached" });
    await eventually(async () => assert.match(await page.getByRole("slider", { name: "Now" }).getAttribute("aria-valuetext"), /10:30:00/));
  });
});

for (const width of [1440, 390]) {
  walk(`without a step the clock says what it is for, at ${width} px`, { width, height: 1000 }, async ({ page, open, eventually, axe, shot }) => {
    await open();
    await choose(page, "More", "New empty scenario");
    await page.locator(".region-chain").waitFor({ state: "attached" });
    await part(page, "Clock");
    await page.locator(".clock").getByText("No steps yet, so there is nothing to time.").waitFor();
    await eventually(async () => assert.equal(await page.locator(".clock-drawing, .clock-answers, #clock-now").count(), 0));
    await axe(".clock");
    await shot("clock-empty");
  });
}

walk("side by side, the statement that is chosen on one side is in sight on the other", { width: 1440, seconds: 90 }, async ({ page, open, step, eventually }) => {
  await openExample(page, open, "three-hop-chain");
  const text = await trustPolicy(page, "ProdAdmin");
  const names = Array.from({ length: 12 }, (_, number) => `Statement${String.fromCharCode(65 + number)}`);
  const statement = (Sid) => ({ Sid, Effect: "Allow", Principal: { AWS: "arn:aws:iam::222222222222:role/DeployRole" }, Action: "sts:AssumeRole" });
  await text.fill(JSON.stringify({ Version: "2012-10-17", Statement: names.map(statement) }, null, 2));
  await page.getByRole("button", { name: "Both", exact: true }).click();
  const card = (number) => page.locator(".form-card").nth(number);
  await card(names.length - 1).waitFor({ state: "attached" });
  /** Whether something of the one side is within what scrolls there. */
  const inSight = (locator, around) =>
    eventually(async () => {
      const [one, whole] = await Promise.all([locator.boundingBox(), page.locator(around).boundingBox()]);
      assert.ok(one && one.y >= whole.y - 1 && one.y + Math.min(one.height, 20) <= whole.y + whole.height, JSON.stringify({ one, whole }));
    });
  const line = (name) => text.host.locator(".cm-line", { hasText: `"${name}"` });
  await step("from the form to the text", async () => {
    await card(10).getByRole("textbox", { name: /^Sid/ }).focus();
    await inSight(line("StatementK"), ".editor-rich#document");
    await page.keyboard.press("End");
    await page.keyboard.type("X");
    await inSight(line("StatementKX"), ".editor-rich#document");
    await card(0).getByRole("textbox", { name: /^Sid/ }).focus();
    await inSight(line("StatementA"), ".editor-rich#document");
  });
  await step("from the text to the form", async () => {
    await text.focus();
    await page.keyboard.press("Control+End");
    for (let up = 0; up < 6; up += 1) {
      await page.keyboard.press("ArrowUp");
    }
    await inSight(card(11).locator("h3"), ".policy-form");
    await page.keyboard.press("Control+Home");
    for (let down = 0; down < 5; down += 1) {
      await page.keyboard.press("ArrowDown");
    }
    await inSight(card(0).locator("h3"), ".policy-form");
  });
});

walk("a place that Why leads to is shown in the text, and the form that is liked better comes back", { seconds: 60 }, async ({ page, open, step }) => {
  await openExample(page, open, "only-two-users-trusted");
  const policy = page.getByRole("button", { name: /^Open (the )?trust policy/i }).first();
  await policy.click();
  const pressed = (name) => page.getByRole("button", { name, exact: true, pressed: true }).waitFor();
  await page.getByRole("button", { name: "Form", exact: true }).click();
  await pressed("Form");
  await step("the place is in the text", async () => {
    await policy.click();
    await pressed("JSON");
    await editor(page).waitFor();
  });
  await step("opened from the tree it is a form again", async () => {
    const tree = page.getByRole("tree");
    await node(page, "SharedRole").focus();
    await page.keyboard.press("ArrowRight");
    await tree.getByRole("treeitem", { name: /^Trust policy/ }).first().click();
    await page.locator(".policy-form").waitFor();
    await pressed("Form");
  });
});
