// One goes on where one was: nothing that was edited is lost, the focus is where the next letter belongs, and what is said
// is about what is in sight.

import assert from "node:assert/strict";
import { editor } from "./support/editor.mjs";
import { walk } from "./support/walk.mjs";
import { choose, keys, node, openExample, trustPolicy } from "./support/workbench.mjs";

const hasFocus = (page, selector) => page.locator(selector).evaluate((element) => element === document.activeElement);

walk("what is edited elsewhere while the source cannot be read is kept, or said to be replaced", { seconds: 120 }, async ({ page, open, step, see, eventually }) => {
  await openExample(page, open, "three-hop-chain");
  const source = editor(page, "source");
  const duration = page.locator("#field-DurationSeconds");
  let whole = "";
  await step("the source has the focus when it was chosen from the menu", async () => {
    await page.locator('figure [data-step="prod"]').click();
    await choose(page, "More", "Edit the source");
    await source.waitFor();
    await eventually(async () => assert.ok(await hasFocus(page, "#source")));
    whole = await source.inputValue();
  });
  await step("an edit elsewhere while it is broken", async () => {
    await source.fill(whole.replace('"title"', 'x, "title"'));
    await see(page.getByText(/^This text is not a scenario yet\./));
    await page.getByRole("tab", { name: "Request" }).click();
    await duration.fill("1800");
    await see(page.getByText(/with 1 edit made elsewhere since, which this text does not hold/));
    await see(page.getByRole("button", { name: /^Undo: change DurationSeconds/ }));
  });
  await step("no copy begins, and the notice leads to the mistake", async () => {
    await page.getByRole("button", { name: "Close, show the steps" }).click();
    await page.getByRole("tab", { name: "What-if" }).click();
    await page.getByRole("button", { name: "Begin a copy" }).click();
    await page.getByRole("button", { name: "Go to the mistake" }).click();
    await source.waitFor();
  });
  await step("mended to what it was, the text holds the edit", async () => {
    await source.fill(whole);
    await see("The source can be read again. What you edited elsewhere meanwhile is in it.");
    await eventually(async () => assert.equal(await duration.inputValue(), "1800"));
    await eventually(async () => assert.match(await source.inputValue(), /"DurationSeconds": 1800/));
  });
  await step("mended to something else, it replaces the edit, and undo brings that back", async () => {
    whole = await source.inputValue();
    await source.fill(whole.replace('"title"', 'x, "title"'));
    await see(page.getByText(/^This text is not a scenario yet\./));
    await duration.fill("2400");
    await see(page.getByText(/with 1 edit made elsewhere since/));
    await source.fill(whole.replace(/"title": "[^"]*"/, '"title": "Typed"'));
    const notice = page.getByRole("status").filter({ hasText: "1 edit made elsewhere meanwhile is replaced." });
    await notice.getByRole("button", { name: "Undo" }).click();
    await eventually(async () => assert.equal(await duration.inputValue(), "2400"));
  });
});

walk("what was added is named next, whichever letters its name has", async ({ page, open, see, eventually }) => {
  await openExample(page, open, "three-hop-chain");
  await choose(page, "Add to the world", "Role");
  await see(page.getByText(/^Added a role: Role in /));
  await eventually(async () => assert.ok(await hasFocus(page, "#subject-name")));
  await page.keyboard.type("jk2");
  await page.keyboard.press("Enter");
  await see(node(page, "jk2"));
});

walk("a role that the chain takes already is not proposed for the next step", async ({ page, open, see, eventually }) => {
  await openExample(page, open, "three-hop-chain");
  await choose(page, "Add step", "AssumeRole");
  await see(page.getByText(/^Added hop \d: .* calls\. Choose the role\./));
  await eventually(async () => assert.ok(await hasFocus(page, "#field-RoleArn")));
  assert.equal(await page.locator("#field-RoleArn").inputValue(), "");
});

walk("the checks play when they are asked to, and Escape ends that", async ({ page, open, eventually }) => {
  await openExample(page, open, "three-hop-chain");
  await page.emulateMedia({ reducedMotion: "no-preference" });
  await page.getByRole("button", { name: "Play the checks" }).click();
  const scrub = page.locator(".playback-scrub");
  await eventually(async () => assert.ok(Number(await scrub.inputValue()) >= 2));
  await page.keyboard.press("Escape");
  await eventually(async () => assert.equal(await scrub.count(), 0));
});

walk("on a phone a role's name has room, and a mistake is told where it is", { width: 390, seconds: 90 }, async ({ page, open, step, see, eventually }) => {
  await openExample(page, open, "three-hop-chain");
  const pinned = page.locator(".phone-verdict");
  await step("the name", async () => {
    await page.getByRole("button", { name: "World", exact: true }).first().click();
    await node(page, "ProdAdmin").click();
    const name = page.locator("#subject-name");
    await eventually(async () => assert.ok((await name.boundingBox()).width > 200));
  });
  await step("the mistake, with its document's name", async () => {
    await page.getByRole("button", { name: "World", exact: true }).first().click();
    const field = await trustPolicy(page, "ProdAdmin");
    await field.fill((await field.inputValue()).replace(/\}\s*$/, "]"));
    await eventually(async () => assert.match(await pinned.innerText(), /ProdAdmin/));
  });
  await step("not where another step is told", async () => {
    await page.getByRole("button", { name: "Chain", exact: true }).click();
    const peek = page.locator(".peek");
    await eventually(async () => assert.match(await peek.innerText(), /ProdAdmin.*: *line \d+/is));
    await keys(page).press("1");
    await eventually(async () => assert.match(await peek.innerText(), /1 of \d.*Allowed/is));
    await eventually(async () => assert.equal(await page.locator("[data-mistake]").count(), 0));
    await see(peek);
  });
});

walk("one's own case goes on in its box, and begins with the mistake", async ({ page, open, step, see, eventually }) => {
  await open();
  await page.getByRole("button", { name: "Paste your own case" }).click();
  const box = page.locator("textarea#own-case");
  await step("an example, cleared", async () => {
    await page.getByRole("button", { name: "Fill in an example" }).click();
    await eventually(async () => assert.ok(await hasFocus(page, "textarea#own-case")));
    await page.getByRole("button", { name: "Clear the box" }).click();
    await eventually(async () => assert.equal(await box.inputValue(), ""));
    await eventually(async () => assert.ok(await hasFocus(page, "textarea#own-case")));
  });
  await step("a comma that is missing leads to its line", async () => {
    await box.fill('{\n  "Version": "2012-10-17",\n  "Statement": { "Effect": "Allow" "Action": "sts:AssumeRole", "Resource": "*" }\n}');
    const mistake = page.locator(".own-answer .own-mistake").first();
    await see(mistake);
    await mistake.getByRole("button", { name: "Line 3" }).click();
    await see(page.locator(".own-piece-broken"));
  });
});

walk("what decides is told in sight, behind its line or below it", { width: 1024, seconds: 90 }, async ({ page, open, eventually }) => {
  await openExample(page, open, "three-hop-chain");
  await page.locator('figure [data-step="prod"]').click();
  await page.getByRole("button", { name: "Show the world" }).or(page.getByRole("button", { name: "World" })).first().click();
  await trustPolicy(page, "ProdAdmin");
  const within = () =>
    page.locator(".editor-rich#document").evaluate(({ shadowRoot }) => {
      const right = shadowRoot.querySelector(".cm-scroller").getBoundingClientRect().right;
      const notes = [...shadowRoot.querySelectorAll(".note")];
      return [notes.length, notes.every((note) => note.getBoundingClientRect().right <= right + 1)];
    });
  await eventually(async () => {
    const [count, fits] = await within();
    assert.ok(count > 0 && fits, `${count} notes`);
  });
});

walk("a reload goes on at the step that was chosen", async ({ page, open, step, eventually }) => {
  const chosen = () => page.locator('figure [data-step][aria-pressed="true"]').getAttribute("data-step");
  await openExample(page, open, "three-hop-chain");
  await step("none was: the page chooses the same again", async () => {
    await page.reload();
    await page.locator("figure [data-step]").first().waitFor({ state: "attached" });
    await eventually(async () => assert.equal(await chosen(), "read"));
  });
  await step("one was", async () => {
    await page.locator('figure [data-step="prod"]').click();
    await eventually(async () => assert.equal(await page.evaluate(() => Object.entries(localStorage).find(([key]) => key.endsWith("/step"))?.[1]), "prod"));
    await page.reload();
    await page.locator("figure [data-step]").first().waitFor({ state: "attached" });
    await eventually(async () => assert.equal(await chosen(), "prod"));
  });
});

walk("what is announced is about the scenario that is open", async ({ page, open, step, eventually }) => {
  const said = () => page.locator('.page > p[aria-live="polite"]').textContent();
  await openExample(page, open, "chained-hop-asks-two-hours");
  await step("another one with the same steps: its name", async () => {
    await page.getByRole("button", { name: "Scenarios", exact: true }).click();
    await page.locator('[data-example="three-hop-chain"]').first().click();
    await eventually(async () => assert.equal(await said(), "Three-hop chain and the one-hour limit is open."));
  });
  await step("an edit: what became of the steps", async () => {
    await page.locator('figure [data-step="prod"]').click();
    await page.getByRole("tab", { name: "Request" }).click();
    await page.locator("#field-DurationSeconds").fill("7200");
    await eventually(async () => assert.match(await said(), /Hop 2 now denied/u));
  });
});
