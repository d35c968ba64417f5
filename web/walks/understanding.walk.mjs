// What a chain is understood by: the clock, the checks played back, a copy beside its original, what should happen.

import assert from "node:assert/strict";
import { editor } from "./support/editor.mjs";
import { walk } from "./support/walk.mjs";
import { choose, openExample, verdicts } from "./support/workbench.mjs";

/** What each step would answer at the clock's now. */
const answers = (page) =>
  page.locator(".clock-answers button").evaluateAll((all) => all.map((button) => button.textContent));

walk("the clock says at any moment what lives and what each step would answer, and stores nothing", { height: 1000 }, async ({ page, open, step, see, eventually, axe, shot }) => {
  await openExample(page, open, "revoked-sessions");
  const clock = page.getByRole("region", { name: "Clock" });
  const slider = clock.getByRole("slider", { name: "Now" });
  const now = clock.locator("#clock-now");
  const names = () => clock.locator(".clock-name").evaluateAll((all) => all.map((one) => one.querySelector(".meta").textContent));

  await step("typed: the first session is revoked, the second lives", async () => {
    await now.fill("10:20");
    await now.press("Enter");
    await eventually(async () => assert.deepEqual(await names(), ["long-term key", "revoked", "52 min 5 s left"]));
    assert.equal(await slider.getAttribute("aria-valuetext"), "2026-11-22 10:20:00 UTC");
    assert.equal(await clock.locator(".clock-taken").count(), 1);
    await shot("clock");
    await axe(".region-clock");
  });

  await step("by keys: a minute, ten minutes, from anywhere", async () => {
    await slider.focus();
    await slider.press("ArrowLeft");
    await slider.press("PageDown");
    await eventually(async () => assert.equal(await slider.getAttribute("aria-valuetext"), "2026-11-22 10:09:00 UTC"));
    await eventually(async () => assert.deepEqual(await names(), ["long-term key", "51 min left", "not issued yet"]));
    assert.match((await answers(page))[2], /^Step 3 Allowed/);
    assert.match((await answers(page))[5], /^Step 6 Not reached, needs hop 5/);
    await page.locator("body").press("]");
    await page.locator("body").press("]");
    await eventually(async () => assert.equal(await slider.getAttribute("aria-valuetext"), "2026-11-22 10:11:00 UTC"));
    await eventually(async () => assert.match((await answers(page))[2], /^Step 3 Denied/));
  });

  await step("keys move no now that is out of sight", async () => {
    await page.getByRole("tab", { name: "What-if" }).click();
    await page.getByRole("button", { name: "Begin a copy" }).click();
    await slider.waitFor({ state: "hidden" });
    await page.locator("body").press("]");
    await page.getByRole("button", { name: "Discard the copy" }).click();
    await page.getByRole("tab", { name: "Steps" }).click();
    await slider.waitFor();
    assert.equal(await slider.getAttribute("aria-valuetext"), "2026-11-22 10:11:00 UTC");
  });

  await step("to the next end, where the session has ended", async () => {
    await clock.getByRole("button", { name: "To next expiry" }).click();
    await eventually(async () => assert.equal((await names())[1], "expired"));
    assert.equal(await now.inputValue(), "11:00:00");
  });

  await step("dragged", async () => {
    const box = await clock.locator(".clock-drawing").boundingBox();
    await page.mouse.move(box.x + box.width / 2, box.y + 40);
    await page.mouse.down();
    await page.mouse.move(box.x + 40, box.y + 40, { steps: 4 });
    await page.mouse.up();
    await eventually(async () => assert.match(await slider.getAttribute("aria-valuetext"), /^2026-11-22 (09|10):0/));
  });

  await step("nothing of it is an edit, and it is left by one click", async () => {
    assert.equal(await page.locator(".bar-history button").first().getAttribute("aria-disabled"), "true");
    await clock.getByRole("button", { name: "As it ran" }).click();
    await see(clock.getByText(/Drag the line/));
    await page.reload();
    await see(page.getByText(/Drag the line/));
  });
});

walk("a refused call shows in the clock what it could have had, and the part over the cap", { height: 1000 }, async ({ page, open, eventually, shot }) => {
  await openExample(page, open, "chained-hop-asks-two-hours");
  const names = page.locator(".clock-name");
  await eventually(async () => assert.match(await names.nth(2).textContent(), /refused at .*: 1 h were possible, 2 h were asked/));
  assert.equal(await page.locator(".clock-possible").count(), 1);
  assert.equal(await page.locator(".clock-over").count(), 1);
  assert.equal(await page.locator(".clock-cap").count(), 1);
  await shot("clock-refused");
});

walk("on a phone the clock is a tab of its own", { width: 390, height: 844, touch: true }, async ({ page, open, see, eventually, axe, shot }) => {
  await openExample(page, open, "revoked-sessions");
  await page.getByRole("navigation", { name: "Parts of the workbench" }).getByRole("button", { name: "Clock" }).click();
  const clock = page.getByRole("region", { name: "Clock" });
  await clock.getByRole("button", { name: /One minute forward/ }).click();
  await eventually(async () => assert.equal((await answers(page)).length, 6));
  await see(clock.getByText("Called at", { exact: false }));
  const wide = await page.evaluate(() => document.documentElement.scrollWidth);
  assert.equal(wide, 390);
  await shot("clock");
  await axe();
});

walk("the checks of a chain are played one after the other, and Why follows", { height: 1000 }, async ({ page, open, step, see, eventually, axe, shot }) => {
  await page.emulateMedia({ reducedMotion: "no-preference" });
  await openExample(page, open, "chained-hop-asks-two-hours");
  const bar = page.getByRole("group", { name: "Playback of the checks" });
  const words = bar.locator(".playback-words");

  await step("by keys, check by check", async () => {
    await page.locator("body").press(".");
    await see(words.getByText("Hop 1, check 1 of", { exact: false }));
    await page.locator("body").press(".");
    await see(words.getByText("Hop 1, check 2 of", { exact: false }));
    await page.locator("body").press(",");
    await see(words.getByText("Hop 1, check 1 of", { exact: false }));
    await see(page.locator(".check-played"));
    await shot("playback");
    await axe(".playback");
  });

  await step("by itself, to the check that refuses", async () => {
    await bar.getByRole("button", { name: /^Play/ }).click();
    await see(bar.getByRole("button", { name: /^Pause/ }));
    await see(words.getByText("Hop 2, check 9 of 9: Duration", { exact: false }));
    await see(bar.getByRole("button", { name: /^Play/ }));
    assert.equal(await page.locator(".d-played-text").textContent(), "Duration");
    assert.match(await page.locator("#why-step").innerText(), /Step 2 of 4/);
    await shot("playback-refused");
  });

  await step("scrubbed, with the statement that decides", async () => {
    await bar.getByRole("slider", { name: "Check" }).fill("5");
    await eventually(async () => assert.match(await words.innerText(), /check 6 of/));
    await see(page.locator(".playback-statement"));
    await page.locator(".playback-statement").click();
    await editor(page).waitFor();
    await bar.getByRole("button", { name: "End the playback" }).click();
    await bar.waitFor({ state: "detached" });
  });
});

walk("the button that plays the checks stops them where they are, by mouse and by Space, and goes on from there", { height: 1000 }, async ({ page, open, step, see, eventually }) => {
  await page.emulateMedia({ reducedMotion: "no-preference" });
  await openExample(page, open, "chained-hop-asks-two-hours");
  const scrub = page.locator(".playback-scrub");
  const at = async () => Number(await scrub.inputValue());
  const play = page.locator(".panel-head-right").getByRole("button", { name: "Play the checks" });
  const pause = page.locator(".panel-head-right").getByRole("button", { name: "Pause the checks" });
  const goesOn = async (from) => eventually(async () => assert.ok((await at()) > from));
  const stopped = async () => {
    await see(play);
    return at();
  };
  await step("begun by the mouse, stopped by Space", async () => {
    await play.click();
    await goesOn(1);
    await page.keyboard.press("Space");
    const place = await stopped();
    assert.ok(place > 1, `${place}`);
    await page.keyboard.press("Space");
    await goesOn(place);
  });
  await step("and by the mouse alone", async () => {
    await pause.click();
    const place = await stopped();
    await play.click();
    await goesOn(place);
    await pause.click();
    await see(play);
  });
  await step("it is left by Escape", async () => {
    await page.keyboard.press("Escape");
    await scrub.waitFor({ state: "detached" });
    await see(play);
  });
});

walk("less motion: the checks are played by keys only", async ({ page, open, see }) => {
  await openExample(page, open, "chained-hop-asks-two-hours");
  const words = page.locator(".playback-words");
  const reason = /one at a time, as your system asks for less motion$/u;
  assert.match(await page.getByRole("button", { name: "Play the checks" }).getAttribute("title"), reason);
  await page.locator("body").press("Space");
  await see(page.locator(".playback").getByRole("button", { name: reason }));
  await see(words.getByText("Hop 1, check 1 of", { exact: false }));
  await page.waitForTimeout(900);
  await page.locator("body").press("Space");
  await see(words.getByText("Hop 1, check 2 of", { exact: false }));
});

walk("something is tried in a copy beside its original, and kept or discarded", { height: 1000 }, async ({ page, open, step, see, eventually, axe, shot }) => {
  await openExample(page, open, "chained-hop-asks-two-hours");
  const tab = (name) => page.getByRole("tab", { name });
  await tab("What-if").click();
  await page.getByRole("button", { name: "Begin a copy" }).click();
  const table = page.locator(".what-if-table");
  await see(page.getByText("Nothing is changed in it yet", { exact: false }));

  await step("an hour instead of two: the rest of the chain opens", async () => {
    await page.getByRole("tab", { name: "Request" }).click();
    await page.locator("#field-DurationSeconds").fill("3600");
    await see(page.getByText("3 steps come to something else.", { exact: false }));
    assert.equal(await table.locator(".what-if-changed").count(), 3);
    assert.match(await table.locator("tr").nth(2).innerText(), /Denied[\s\S]*Allowed[\s\S]*verdict, error code, session, granted seconds, expiry/);
    assert.match(await page.locator(".what-if-diff").innerText(), /- +"DurationSeconds": 7200[\s\S]*\+ +"DurationSeconds": 3600/);
    await shot("what-if");
    await axe(".dock");
  });

  await step("discarded, it is as if nothing had been", async () => {
    await page.getByRole("button", { name: "Discard the copy" }).click();
    await eventually(async () => assert.equal((await verdicts(page)).prod, "denied"));
    assert.equal(await page.locator(".bar-history button").first().getAttribute("aria-disabled"), "true");
  });

  await step("a statement is turned off, and on again", async () => {
    await page.getByRole("button", { name: "Begin a copy" }).click();
    const statement = page.getByRole("checkbox", { name: /WebTeamReleases|ProdAdmin/ }).first();
    await statement.uncheck();
    await see(page.getByText("1 step comes to something else.", { exact: false }));
    await shot("what-if-off");
    await statement.check();
    await see(page.getByText("Nothing is changed in it yet", { exact: false }));
    await statement.uncheck();
    await see(page.getByText("1 step comes to something else.", { exact: false }));
  });

  await step("kept, it is one edit that undo takes back", async () => {
    await page.getByRole("button", { name: "Keep the copy" }).click();
    const undo = page.locator(".bar-history button").first();
    await eventually(async () => assert.match(await undo.getAttribute("aria-label"), /keep the copy/));
    await undo.click();
    await eventually(async () => assert.equal(await undo.getAttribute("aria-disabled"), "true"));
  });
});

walk("a copy survives a reload, and stays with its scenario when another one is opened", { seconds: 90, height: 1000 }, async ({ page, open, step, see, eventually }) => {
  await openExample(page, open, "chained-hop-asks-two-hours");
  const tab = (name) => page.getByRole("tab", { name });
  const duration = page.locator("#field-DurationSeconds");
  const isTried = async () => {
    await see(page.getByRole("button", { name: "Copy", exact: true }));
    await eventually(async () => assert.equal((await verdicts(page)).prod, "allowed"));
  };
  await tab("What-if").click();
  await page.getByRole("button", { name: "Begin a copy" }).click();
  await tab("Request").click();
  await duration.fill("3600");
  await isTried();

  await step("loaded again", async () => {
    await eventually(async () => assert.ok(await page.evaluate(() => Object.keys(localStorage).some((key) => key.endsWith("/copy")))));
    await page.reload();
    await isTried();
    await page.getByRole("button", { name: "Copy", exact: true }).click();
    await see(page.getByText("3 steps come to something else.", { exact: false }));
  });
  await step("loaded again at once after an edit", async () => {
    await page.locator('figure [data-step="prod"]').click();
    await tab("Request").click();
    await duration.fill("3500");
    await page.reload();
    await isTried();
    await page.locator('figure [data-step="prod"]').click();
    await tab("Request").click();
    await eventually(async () => assert.equal(await duration.inputValue(), "3500"));
  });
  await step("another example is opened over it, and left again after a reload", async () => {
    const back = page.getByText("is kept as you left it, with its copy.", { exact: false });
    await page.goto(new URL("#example=three-hop-chain", page.url()).href);
    await page.getByRole("button", { name: "Open it" }).click();
    await see(back);
    assert.equal(await page.getByRole("button", { name: "Copy", exact: true }).count(), 0);
    await eventually(async () => assert.ok(await page.evaluate(() => Object.keys(localStorage).some((key) => key.endsWith("/aside/copy")))));
    await page.reload();
    await see(back);
    await page.getByRole("button", { name: "Back to it" }).click();
    await isTried();
  });
  await step("discarded, the original is there", async () => {
    await tab("What-if").click();
    await page.getByRole("button", { name: "Discard the copy" }).click();
    await eventually(async () => assert.equal((await verdicts(page)).prod, "denied"));
    await eventually(async () => assert.ok(await page.evaluate(() => !Object.keys(localStorage).some((key) => key.endsWith("/1/copy")))));
  });
});

walk("what should happen stands in a table and is told as one edits", { height: 1000 }, async ({ page, open, step, see, eventually, axe, shot }) => {
  await openExample(page, open, "chained-hop-asks-two-hours");
  await page.getByRole("tab", { name: "Expectations" }).click();
  const rows = page.locator(".expectations tbody tr");
  await eventually(async () => assert.equal(await rows.getByText("Holds", { exact: true }).count(), 4));

  await step("another expectation does not hold, at once", async () => {
    await rows.nth(1).getByRole("combobox").selectOption("succeeded");
    await see(rows.nth(1).getByText("Does not hold"));
    await see(rows.nth(1).getByText("result: refused, not succeeded"));
    await see(page.getByRole("tab", { name: "Expectations 1" }));
    await shot("expectations");
    await axe(".dock");
  });

  await step("what it should be refused by is chosen as well", async () => {
    await rows.nth(1).getByRole("combobox").selectOption("Refused: SCP");
    await see(rows.nth(1).getByText("blockedBy: none, not serviceControl"));
    assert.deepEqual(await rows.nth(1).locator(".expectations-expected .meta").allInnerTexts(), []);
    await rows.nth(1).getByRole("combobox").selectOption("Succeeds");
  });

  await step("it holds once the call is as it should be", async () => {
    await page.locator('figure [data-step="prod"]').click();
    await page.getByRole("tab", { name: "Request" }).click();
    await page.locator("#field-DurationSeconds").fill("3600");
    await see(rows.nth(1).getByText("Holds", { exact: true }));
    await rows.nth(2).getByRole("button", { name: "Expect what happens now" }).click();
    await see(rows.nth(2).getByText("Holds", { exact: true }));
  });

  await step("the trace of a row is its checks, one by one", async () => {
    await rows.nth(1).getByRole("button", { name: /checks passed/ }).click();
    await see(page.locator(".playback-words").getByText("Hop 2, check 1 of", { exact: false }));
  });
});

walk("what should happen stands in rows of two lines, so that several are in sight", async ({ page, open, eventually, shot }) => {
  await openExample(page, open, "boundary-blocks");
  await page.getByRole("tab", { name: "Expectations" }).click();
  await eventually(async () => {
    const [panel, ...rows] = await page.locator(".dock-panel, .expectations tbody tr").evaluateAll((all) => all.map((one) => one.getBoundingClientRect().toJSON()));
    assert.equal(rows.length, 2);
    assert.ok(rows.every(({ bottom, height }) => height <= 48 && bottom <= panel.bottom), JSON.stringify({ panel, rows }));
  });
  await shot("expectations-rows");
});

walk("the drawing is exported as SVG, PNG, Mermaid and DOT", async ({ page, open, step }) => {
  await openExample(page, open, "chained-hop-asks-two-hours");
  const kinds = [
    ["SVG, light", ".svg", /^<svg [\s\S]*ProdAdmin[\s\S]*<\/svg>\s*$/],
    ["SVG, dark", ".dark.svg", /^<svg [\s\S]*ProdAdmin[\s\S]*<\/svg>\s*$/],
    ["PNG, light", ".png", /^\x89PNG[\s\S]{1000,}/],
    ["PNG, dark", ".dark.png", /^\x89PNG[\s\S]{1000,}/],
    ["Mermaid flowchart", ".mmd", /^flowchart LR\n[\s\S]*--x\|"2 sts:AssumeRole: denied, asked 7200 s, at most 3600 s"/],
    ["DOT, for Graphviz", ".dot", /^digraph chain \{\n[\s\S]*denied, asked 7200 s, at most 3600 s", style=dashed, arrowhead=tee/],
  ];
  for (const [command, ending, content] of kinds) {
    await step(command, async () => {
      const [file] = await Promise.all([page.waitForEvent("download"), choose(page, "Export the drawing", command)]);
      assert.equal(file.suggestedFilename(), `chained-hop-asks-for-two-hours${ending}`);
      const chunks = [];
      for await (const chunk of await file.createReadStream()) {
        chunks.push(chunk);
      }
      assert.match(Buffer.concat(chunks).toString("latin1"), content);
    });
  }
});

walk("on a phone the checks are played and an edit is undone and made again by a finger", { width: 390, touch: true, seconds: 120 }, async ({ page, open, step, eventually, axe, shot }) => {
  const tab = (name) => page.getByRole("navigation", { name: "Parts of the workbench" }).getByRole("button", { name, exact: true });
  await openExample(page, open, "chained-hop-asks-two-hours");
  await step("check by check", async () => {
    const scrub = page.locator(".playback-scrub");
    await page.getByRole("button", { name: "Play the checks" }).tap();
    await scrub.waitFor();
    const words = () => page.locator(".playback-words").innerText();
    const first = await words();
    await page.getByRole("button", { name: /^The next check/ }).tap();
    await eventually(async () => assert.notEqual(await words(), first));
    await page.getByRole("button", { name: /^The previous check/ }).tap();
    await eventually(async () => assert.equal(await words(), first));
    const { x, width } = await page.locator(".playback").boundingBox();
    assert.ok(x >= 0 && x + width <= 390, JSON.stringify({ x, width }));
    await axe(".playback");
    await shot("playback");
    await page.getByRole("button", { name: "End the playback" }).tap();
    await scrub.waitFor({ state: "detached" });
  });
  await step("an edit, undone and made again", async () => {
    const verdict = () => page.locator('figure [data-step="prod"]').getAttribute("data-verdict");
    await page.locator('figure [data-step="prod"]').tap();
    await tab("Why").tap();
    await page.getByRole("tab", { name: "Request" }).tap();
    await page.locator("#field-DurationSeconds").fill("900");
    await eventually(async () => assert.equal(await verdict(), "allowed"));
    await page.getByRole("button", { name: /^Undo:/ }).first().tap();
    await eventually(async () => assert.equal(await verdict(), "denied"));
    assert.equal(await page.locator("#field-DurationSeconds").inputValue(), "7200");
    await page.getByRole("button", { name: /^Redo:/ }).first().tap();
    await eventually(async () => assert.equal(await verdict(), "allowed"));
    await tab("Chain").tap();
    await eventually(async () => assert.match(await page.locator(".peek").innerText(), /Allowed/u));
  });
});
