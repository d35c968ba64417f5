// The editor for documents: what it offers, explains and mends, by mouse, by keys and on a phone; and the plain one.

import assert from "node:assert/strict";
import { editor } from "./support/editor.mjs";
import { choose, keys, node, offersServices, openExample, part, trustPolicy, verdicts } from "./support/workbench.mjs";
import { walk } from "./support/walk.mjs";

const ALL_ALLOWED = { deploy: "allowed", prod: "allowed", logs: "allowed", read: "allowed" };

/** Takes the option that is selected by Enter, as a person does who reads it first: what only just came is not taken. */
async function enter(page, field, label) {
  await field.host.locator('[role="option"][aria-selected="true"]', { hasText: label }).waitFor();
  await page.waitForTimeout(150);
  await page.keyboard.press("Enter");
}

/** Takes an option by the mouse; a list that was about to change is asked once more. */
async function take(page, field, label) {
  const before = await field.inputValue();
  for (let tries = 0; tries < 20 && (await field.inputValue()) === before; tries += 1) {
    await page.waitForTimeout(150);
    await field.options.filter({ hasText: label }).first().click({ timeout: 500 }).catch(() => {});
  }
}

walk("a trust policy is written with what the editor offers, and lets the chain through", { width: 1440, seconds: 120 }, async ({ page, open, step, eventually, axe, shot }) => {
  await openExample(page, open, "three-hop-chain");
  const field = await trustPolicy(page, "ProdAdmin");
  await field.waitFor();
  const offers = (label) => eventually(async () => assert.ok((await field.options.allInnerTexts()).some((text) => text.startsWith(label)), label));

  await step("an empty document offers its elements", async () => {
    await field.fill("{  }");
    await field.goTo("{", 2);
    await page.keyboard.press("Control+Space");
    await offers("Version");
    await take(page, field, "Version");
    await eventually(async () => assert.equal(await field.inputValue(), '{ "Version": "2012-10-17" }'));
  });
  await step("and a statement those that a trust policy has", async () => {
    await page.keyboard.type(", ");
    await page.keyboard.press("Control+Space");
    await offers("Statement");
    await page.keyboard.type("St");
    await enter(page, field, "Statement");
    await eventually(async () => assert.match(await field.inputValue(), /"Statement": \[\{ {2}\}\]/));
    await page.keyboard.type('"');
    await offers("Principal");
    assert.ok(!(await field.options.allInnerTexts()).some((text) => text.startsWith("Resource")));
    await page.keyboard.type("Eff");
    await enter(page, field, "Effect");
    await eventually(async () => assert.match(await field.inputValue(), /"Effect": "Allow"/));
  });
  await step("principals are those of this scenario, and what they are is said beside them", async () => {
    await page.keyboard.type(', "Princ');
    await enter(page, field, "Principal");
    await page.keyboard.press("Control+Space");
    await offers("arn:aws:iam::222222222222:role/DeployRole");
    await shot("editor-completion");
    await axe();
    await page.keyboard.type("DeployR");
    await eventually(async () => assert.match((await field.options.allInnerTexts()).join(), /DeployRole\s*role of Tooling \(222222222222\)/));
    await enter(page, field, "DeployRole");
    await eventually(async () => assert.match(await field.inputValue(), /"AWS": "arn:aws:iam::222222222222:role\/DeployRole" \}/));
  });
  await step("and the actions are those with which roles are taken", async () => {
    await page.keyboard.press("End");
    await field.goTo("DeployRole", 'DeployRole" }'.length);
    await page.keyboard.type(', "Action": ["');
    await offers("sts:AssumeRole");
    await page.keyboard.type("sts:Assume");
    await take(page, field, "sts:AssumeRole");
    await page.keyboard.press("ArrowRight");
    await page.keyboard.type(', "sts:Tag');
    await take(page, field, "sts:TagSession");
    await page.keyboard.press("ArrowRight");
    await page.keyboard.type(', "sts:SetS');
    await take(page, field, "sts:SetSourceIdentity");
    await eventually(async () => assert.deepEqual(await verdicts(page), ALL_ALLOWED, await field.inputValue()));
  });
  await step("a condition: operator, key, value", async () => {
    await field.goTo("sts:SetSourceIdentity", 'sts:SetSourceIdentity"]'.length);
    await page.keyboard.type(', "Cond');
    await take(page, field, "Condition");
    await page.keyboard.type('"Bo');
    await take(page, field, "Bool");
    await page.keyboard.type('"Multi');
    await take(page, field, "aws:MultiFactorAuthPresent");
    await eventually(async () => assert.match(await field.inputValue(), /"Condition": \{ "Bool": \{ "aws:MultiFactorAuthPresent": "true" \} \}/));
    JSON.parse(await field.inputValue());
  });
});

walk("actions of other services are offered by name, with their access level", { seconds: 90 }, async ({ page, open, eventually }) => {
  await openExample(page, open, "three-hop-chain");
  const field = await offersServices(page, eventually);
  await enter(page, field, "dynamodb:GetItem");
  await eventually(async () => assert.match(await field.inputValue(), /"Action": "dynamodb:GetItem"/));
});

walk("what is wrong stands at its place and is mended from there", { width: 1440, seconds: 90 }, async ({ page, open, see, step, eventually, axe, shot }) => {
  await openExample(page, open, "three-hop-chain");
  const field = await trustPolicy(page, "ProdAdmin");
  const sound = await field.inputValue();

  await step("by the list below the text", async () => {
    await field.fill(sound.replace('"Effect"', '"Efect"'));
    await see(field.host.locator(".cm-lint-marker-error").first());
    await see(field.host.locator(".cm-lintRange-error").first());
    await shot("editor-findings");
    await axe();
    await page.getByRole("button", { name: "Write Effect" }).first().click();
    await eventually(async () => assert.equal(await field.inputValue(), sound));
    await eventually(async () => assert.deepEqual(await verdicts(page), ALL_ALLOWED));
  });
  await step("by the mouse over the place", async () => {
    await field.fill(sound.replace('"Allow"', '"allow"'));
    await see(field.host.locator(".cm-lintRange-error").first());
    await field.host.locator(".cm-lintRange-error").first().hover();
    const action = field.host.locator(".cm-diagnosticAction", { hasText: "Write Allow" }).first();
    await see(action);
    await action.click();
    await eventually(async () => assert.equal(await field.inputValue(), sound));
  });
  await step("by keys: to the next place, and mended there", async () => {
    await field.fill(sound.replace("StringEquals", "StringEqual"));
    await see(field.host.locator(".cm-lintRange-error").first());
    await page.keyboard.press("Control+Home");
    await page.keyboard.press("F8");
    await eventually(async () => assert.equal((await field.caret())[0], sound.split("\n").findIndex((line) => line.includes("StringEquals")) + 1));
    await see(field.host.locator(".explained", { hasText: "Did you mean StringEquals?" }));
    await shot("editor-next-finding");
    await axe();
    await page.keyboard.press("Control+.");
    await eventually(async () => assert.equal(await field.inputValue(), sound));
  });
});

walk("the editor says what a word, a key and an ARN mean", { width: 1440, seconds: 90 }, async ({ page, open, see, step, eventually, shot }) => {
  await openExample(page, open, "three-hop-chain");
  const field = await trustPolicy(page, "ProdAdmin");
  await field.waitFor();
  await step("under the mouse", async () => {
    await field.host.locator(".cm-line", { hasText: "DeployRole" }).locator(".code-string").hover();
    await see(field.host.getByText("The role of Tooling (222222222222) in this scenario."));
    await shot("editor-hover");
  });
  await step("and at the caret, by a key", async () => {
    await page.mouse.move(5, 5);
    await field.goTo("aws:PrincipalTag", 4);
    await page.keyboard.press("Control+I");
    await see(field.host.locator(".explained", { hasText: "A tag of the caller" }));
    await page.keyboard.press("Escape");
    await eventually(async () => assert.equal(await field.host.locator(".explained").count(), 0));
  });
});

walk("there is one history, and the caret stays where it is of use", { seconds: 90 }, async ({ page, open, step, eventually }) => {
  await openExample(page, open, "three-hop-chain");
  const field = await trustPolicy(page, "ProdAdmin");
  const sound = await field.inputValue();
  const { until } = keys(page);

  await step("typed, undone by keys, made again", async () => {
    await field.goTo("WebTeamReleases", 3);
    await page.keyboard.type("XYZ");
    await eventually(async () => assert.equal(await field.inputValue(), sound.replace("WebTeamReleases", "WebXYZTeamReleases")));
    const caret = await field.caret();
    await page.keyboard.press("Control+Z");
    await eventually(async () => assert.equal(await field.inputValue(), sound));
    assert.deepEqual(await field.caret(), [caret[0], caret[1] - 3]);
    await page.keyboard.press("Control+Shift+Z");
    await eventually(async () => assert.match(await field.inputValue(), /WebXYZTeam/));
    assert.deepEqual(await field.caret(), caret);
    await page.getByRole("button", { name: /^Undo/ }).click();
    await eventually(async () => assert.equal(await field.inputValue(), sound));
  });
  await step("what is changed elsewhere is in the text, without a word of its own", async () => {
    await field.goTo("sts:TagSession", 2);
    const caret = await field.caret();
    const item = node(page, "DeployRole");
    await item.click();
    await page.locator("#subject-name").fill("Deployer");
    await page.locator("#subject-name").press("Enter");
    await page.locator(".subject h2", { hasText: "Deployer" }).waitFor({ state: "attached" });
    const again = await trustPolicy(page, "ProdAdmin");
    await eventually(async () => assert.equal(await again.inputValue(), sound.replace("role/DeployRole", "role/Deployer")));
    assert.equal(caret.length, 2);
  });
  await step("letters are letters, and Tab leads out", async () => {
    const selected = await page.locator("figure .d-selected").first().getAttribute("data-step");
    await field.goTo("WebTeamReleases", 0);
    await page.keyboard.type("j1?k");
    await eventually(async () => assert.match(await field.inputValue(), /"j1\?kWebTeamReleases"/));
    assert.equal(await page.locator("figure .d-selected").first().getAttribute("data-step"), selected);
    assert.equal(await page.getByRole("dialog").count(), 0);
    await page.keyboard.press("Tab");
    await until("Shift+Tab", ({ id }) => id === "document", 3);
  });
});

walk("a text is folded, searched, and only read where it is AWS's own", { width: 1440, seconds: 90 }, async ({ page, open, see, step, eventually, axe, shot }) => {
  await openExample(page, open, "three-hop-chain");
  const field = await trustPolicy(page, "ProdAdmin");
  const sound = await field.inputValue();
  await step("folded and unfolded", async () => {
    await field.goTo('"Statement"', 2);
    await page.keyboard.press("Control+Shift+BracketLeft");
    await see(field.host.locator(".cm-foldPlaceholder"));
    assert.equal(await field.inputValue(), sound);
    await axe();
    await page.keyboard.press("Control+Shift+BracketRight");
    await eventually(async () => assert.equal(await field.host.locator(".cm-foldPlaceholder").count(), 0));
  });
  await step("searched", async () => {
    await page.keyboard.press("Control+F");
    await field.host.getByRole("textbox", { name: "Find" }).pressSequentially("sts:");
    await eventually(async () => assert.equal(await field.host.locator(".cm-searchMatch").count(), 3));
    await shot("editor-search");
    await axe();
    await page.keyboard.press("Escape");
    await eventually(async () => assert.equal(await field.host.locator(".cm-search").count(), 0));
  });
  await step("replaced, by keys alone", async () => {
    await field.focus();
    await page.keyboard.press("Control+F");
    const find = field.host.getByRole("textbox", { name: "Find" });
    await find.waitFor();
    await page.keyboard.press("Control+A");
    await page.keyboard.type("WebTeamReleases");
    await page.keyboard.press("Tab");
    const replace = field.host.getByRole("textbox", { name: "Replace" });
    for (let tabs = 0; tabs < 12 && !(await replace.evaluate((one) => one.matches(":focus"))); tabs += 1) {
      await page.keyboard.press("Tab");
    }
    await page.keyboard.type("Releases");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await eventually(async () => assert.equal(await field.inputValue(), sound.replace("WebTeamReleases", "Releases")));
    await page.keyboard.press("Escape");
    await eventually(async () => assert.equal(await field.host.locator(".cm-search").count(), 0));
    await page.keyboard.press("Control+Z");
    await eventually(async () => assert.equal(await field.inputValue(), sound));
  });
  await step("a bracket shows the other one, and a key goes there", async () => {
    await field.goTo('"Statement": [', '"Statement": '.length);
    await eventually(async () => assert.deepEqual(await field.host.locator(".cm-matchingBracket").allInnerTexts(), ["[", "]"]));
    await page.keyboard.press("Control+Shift+Backslash");
    const other = sound.split("\n").findLastIndex((line) => line.trim() === "]") + 1;
    await eventually(async () => assert.equal((await field.caret())[0], other));
    await axe();
  });
  await step("read only", async () => {
    await node(page, "FullAWSAccess").click();
    const own = editor(page);
    const text = await own.inputValue();
    assert.match(text, /"\*"/);
    await own.field.focus();
    await page.keyboard.type("x");
    await eventually(async () => assert.equal(await own.inputValue(), text));
    assert.equal(await own.field.getAttribute("aria-readonly"), "true");
    await axe();
  });
});

walk("the plain editor is there by choice, and is remembered", { width: 1440, seconds: 90 }, async ({ page, open, see, step, eventually, axe, shot }) => {
  await openExample(page, open, "three-hop-chain");
  const field = await trustPolicy(page, "ProdAdmin");
  const sound = await field.inputValue();
  const plain = page.locator("textarea#document");
  await step("chosen", async () => {
    await page.getByRole("button", { name: "Plain editor" }).click();
    await see(plain);
    assert.equal(await plain.inputValue(), sound);
    await shot("editor-plain");
    await axe();
  });
  await step("typed into", async () => {
    await plain.fill(sound.replace('"Effect"', '"Efect"'));
    await see(page.locator(".editor-line-error").first());
    await page.getByRole("button", { name: "Write Effect" }).first().click();
    await eventually(async () => assert.equal(await plain.inputValue(), sound));
  });
  await step("still there after a reload, for the source too", async () => {
    await eventually(async () => assert.equal(await page.evaluate(() => localStorage.getItem("assume-role-playground/1/editor")), "plain"));
    await page.reload();
    await trustPolicy(page, "ProdAdmin");
    await see(plain);
    await choose(page, "More", "Edit the source");
    await see(page.locator("textarea#source"));
  });
  await step("and given up again", async () => {
    await page.getByRole("button", { name: "Plain editor" }).click();
    await editor(page, "source").waitFor();
  });
});

walk(
  "where the editor cannot be loaded, a plain field does",
  { seconds: 60, fails: [/request failed: .*\/editor-[0-9a-f]+\.js/, /console error: Failed to load resource/] },
  async ({ page, open, see, eventually }) => {
    await page.route("**/editor-*.js", (route) => route.abort());
    await openExample(page, open, "three-hop-chain");
    await trustPolicy(page, "ProdAdmin");
    const plain = await see(page.locator("textarea#document"));
    await plain.fill((await plain.inputValue()).replace('"Allow"', '"Deny"'));
    await eventually(async () => assert.equal((await verdicts(page)).prod, "denied"));
  },
);

walk("the first screen and the gallery load no editor", async ({ page, open, eventually }) => {
  const asked = [];
  page.on("request", (request) => asked.push(new URL(request.url()).pathname));
  const editors = () => asked.filter((path) => /\/(editor|services)-/.test(path));
  await openExample(page, open, "three-hop-chain");
  assert.deepEqual(editors(), []);
  const field = await trustPolicy(page, "ProdAdmin");
  await field.waitFor();
  assert.equal(editors().length, 1, "the script alone: a trust policy names no other services");
  await node(page, "AssumeLogArchiveReader").click();
  await eventually(async () => assert.equal(editors().length, 2));
});

walk("a document is edited on a phone", { width: 390, height: 844, touch: true, seconds: 90 }, async ({ page, open, see, step, eventually, axe, shot }) => {
  await openExample(page, open, "chained-hop-asks-two-hours");
  await step("opened from the world", async () => {
    await page.locator(".phone-tabs").getByRole("button", { name: "World" }).click();
    await trustPolicy(page, "ProdAdmin");
  });
  const field = editor(page);
  await field.waitFor();
  await step("typed", async () => {
    const sound = await field.inputValue();
    await field.fill(sound.replace('"Effect"', '"Efect"'));
    await see(page.getByRole("button", { name: "Write Effect" }).first());
    await shot("editor-phone");
    await axe();
    await page.getByRole("button", { name: "Write Effect" }).first().click();
    await eventually(async () => assert.equal(await field.inputValue(), sound));
  });
  await step("and nothing of it is wider than the phone", async () => {
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
  });
});

for (const [width, height] of [[1440, 900], [390, 844]]) {
  walk(`the text stays where it is when the editor comes, at ${width} px`, { width, height, seconds: 90 }, async ({ page, open, see, eventually }) => {
    let release;
    const held = new Promise((resolve) => {
      release = resolve;
    });
    await page.route(/\/editor-[^/]*\.js$/u, async (route) => {
      await held;
      await route.continue();
    });
    await openExample(page, open, "vendor-confused-deputy");
    await part(page, "Why");
    await page.getByRole("button", { name: /^Open/u }).first().click();
    await see(page.locator("textarea#document"));
    /** Where the first letters of some lines stand in the editor, and how far it is scrolled sideways. */
    const places = () =>
      page.locator(".document-side .editor").evaluate((host) => {
        const rich = host.shadowRoot;
        const { left, top } = host.getBoundingClientRect();
        const lines = [...(rich ?? host).querySelectorAll(rich ? ".cm-line" : ".editor-text")];
        const from = [0, 1, 3, 4].map((line) => {
          const text = document.createTreeWalker(lines[line], NodeFilter.SHOW_TEXT).nextNode();
          const letter = document.createRange();
          letter.setStart(text, 0);
          letter.setEnd(text, 1);
          const box = letter.getBoundingClientRect();
          return [box.left - left, box.top - top];
        });
        return { from, scrolled: (rich?.querySelector(".cm-scroller") ?? host).scrollLeft };
      });
    // Everything is scrolled once what is shown has been drawn.
    await eventually(async () => assert.equal((await places()).scrolled > 0, width === 390));
    const plain = await places();
    release();
    await editor(page).waitFor();
    await eventually(async () => {
      const rich = await places();
      const apart = plain.from.flatMap((place, line) => place.map((at, side) => Math.abs(at - rich.from[line][side])));
      assert.ok(Math.max(...apart, Math.abs(plain.scrolled - rich.scrolled)) <= 1, JSON.stringify({ plain, rich }));
    });
    // Opened once more it is no further scrolled than that, whatever was in sight before.
    await page.locator(".document-side .editor").evaluate(({ shadowRoot }) => shadowRoot.querySelector(".cm-scroller").scrollTo(200, 0));
    await part(page, "Why");
    await page.getByRole("button", { name: /^Open/u }).first().click();
    await eventually(async () => assert.ok(Math.abs((await places()).scrolled - plain.scrolled) <= 1));
  });
}
