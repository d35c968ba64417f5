// From the text to the tree: what Why says of the place of the caret, by mouse, by keys and by touch.

import assert from "node:assert/strict";
import { editor } from "./support/editor.mjs";
import { walk } from "./support/walk.mjs";
import { keys, node, openExample, part, trustPolicy } from "./support/workbench.mjs";

const line = (page) => page.locator(".document-why");
const way = (page) => line(page).getByRole("button", { name: /^Why: / });
const marked = (page) => page.locator(".check-at-caret");

/** The focus is on the line of the tree that is marked, and that is in sight. */
const isAtMarked = (page) =>
  page.evaluate(() => {
    const at = document.activeElement;
    const { top, bottom } = at.getBoundingClientRect();
    return at.matches(".check-at-caret") && top >= 0 && bottom <= innerHeight;
  });

/** The beginning of a text in the editor is clicked. */
async function click(page, field, text) {
  await field.field.getByText(text, { exact: true }).first().click();
}

walk("a click into a document leads to what Why says of the place", { width: 1440, seconds: 90 }, async ({ page, open, see, step, eventually, axe, shot }) => {
  await openExample(page, open, "three-hop-chain");
  await page.locator('figure [data-step="prod"]').click();
  const field = await trustPolicy(page, "ProdAdmin");
  await field.waitFor();
  await step("the line over the text names the place, and the tree marks it", async () => {
    await click(page, field, '"sts:TagSession"');
    await eventually(async () => assert.equal(await way(page).innerText(), "Why: Trust policy › WebTeamReleases, Allow › Action › sts:TagSession"));
    await eventually(async () => assert.equal(await marked(page).count(), 1));
    await shot("spoken");
    await axe();
  });
  await step("and leads there, however much of it is folded", async () => {
    await way(page).click();
    await eventually(async () => assert.equal(await marked(page).locator(".check-name").innerText(), "sts:TagSession"));
    await eventually(async () => assert.ok(await isAtMarked(page)));
  });
  await step("from where a line leads back to the text", async () => {
    const { press } = keys(page);
    await press("ArrowUp");
    await press("Enter");
    await eventually(async () => assert.match(await way(page).innerText(), /Action › sts:AssumeRole$/));
  });
  await step("an edit that takes the place away marks another one", async () => {
    await click(page, field, '"sts:TagSession"');
    await page.keyboard.press("Control+A");
    await field.fill('{ "Version": "2012-10-17", "Statement": [] }');
    await eventually(async () => assert.match(await line(page).innerText(), /Hop 2 is undecided, so Why says nothing/));
    assert.equal(await marked(page).count(), 0);
  });
});

walk("by keys alone it goes from the text to Why, and back", { width: 1440, seconds: 90 }, async ({ page, open, step, eventually }) => {
  const { press, focused } = keys(page);
  await openExample(page, open, "three-hop-chain");
  await page.locator('figure [data-step="prod"]').click();
  const field = await trustPolicy(page, "ProdAdmin");
  await field.waitFor();
  await step("the arrows move what is marked", async () => {
    await field.goTo('"Effect"', 2);
    await eventually(async () => assert.match(await way(page).innerText(), /WebTeamReleases, Allow$/));
    await field.goTo('"aws:PrincipalTag/team"', 3);
    await eventually(async () => assert.match(await way(page).innerText(), /› StringEquals aws:PrincipalTag\/team$/));
  });
  await step("Alt and Enter go there, from another tab too", async () => {
    await page.getByRole("tab", { name: "Request" }).click();
    await field.focus();
    await press("Alt+Enter");
    await eventually(async () => assert.ok(await isAtMarked(page)));
    assert.match((await focused()).name, /StringEquals aws:PrincipalTag/);
  });
  await step("and Enter comes back", async () => {
    await press("Enter");
    await eventually(async () => assert.notEqual((await focused()).role, "treeitem"));
  });
});

walk("the plain field leads to Why as well, and who took no part is told so", { width: 1440, seconds: 90 }, async ({ page, open, see, step, eventually, axe }) => {
  await openExample(page, open, "three-hop-chain");
  await page.locator('figure [data-step="prod"]').click();
  await trustPolicy(page, "ProdAdmin");
  await page.getByRole("button", { name: "Plain editor" }).click();
  const plain = await see(page.locator("textarea#document"));
  await step("by its caret", async () => {
    const at = (await plain.inputValue()).indexOf("sts:SetSourceIdentity");
    await plain.focus();
    await plain.evaluate((field, at) => field.setSelectionRange(at, at), at);
    await page.keyboard.press("ArrowRight");
    await eventually(async () => assert.match(await way(page).innerText(), /› sts:SetSourceIdentity$/));
    await page.keyboard.press("Alt+Enter");
    await eventually(async () => assert.ok(await isAtMarked(page)));
  });
  await step("a document of another hop leads to that hop", async () => {
    await trustPolicy(page, "LogArchiveReader");
    await eventually(async () => assert.match(await line(page).innerText(), /^This document takes no part in hop 2\. It does in hop 3$/));
    await axe();
    await page.getByRole("button", { name: "It does in hop 3" }).click();
    await eventually(async () => assert.match(await way(page).innerText(), /^Why: Trust policy/));
  });
  await step("what AWS wrote is only read, and leads there too", async () => {
    await node(page, "FullAWSAccess").click();
    await eventually(async () => assert.match(await line(page).innerText(), /SCP|RCP|takes no part/));
  });
});

walk("on a phone a tap into a document leads to Why", { width: 390, height: 844, touch: true, seconds: 90 }, async ({ page, open, step, eventually, axe, shot }) => {
  await openExample(page, open, "chained-hop-asks-two-hours");
  await part(page, "Chain");
  await page.locator('figure [data-step="deploy"]').first().tap();
  await part(page, "World");
  const field = await trustPolicy(page, "DeployRole");
  await field.waitFor();
  await step("the line stands below the bar, however far the text is scrolled", async () => {
    await field.field.getByText('"Effect"', { exact: true }).last().tap();
    await eventually(async () => assert.match(await way(page).innerText(), /^Why: Trust policy › [^›]+$/));
    const { y, height } = await line(page).boundingBox();
    const bar = await page.locator(".bar").boundingBox();
    assert.ok(height >= 44 && y >= bar.y + bar.height - 1 && y < 200, `${y}, the bar to ${bar.y + bar.height}`);
    await shot("spoken-phone");
    await axe();
  });
  await step("and leads into the other tab", async () => {
    await way(page).tap();
    await eventually(async () => assert.ok(await isAtMarked(page)));
    await shot("spoken-phone-why");
  });
  await step("on a busy machine too, which draws the line later than it is looked for", async () => {
    await part(page, "Policy");
    await field.field.getByText('"Effect"', { exact: true }).last().tap();
    await way(page).waitFor();
    await page.evaluate(() => {
      const { getElementById } = document;
      let asked = 0;
      document.getElementById = (id) => {
        const early = /^check-\d/.test(id) && (asked += 1) <= 4;
        return early ? null : getElementById.call(document, id);
      };
    });
    await way(page).tap();
    await eventually(async () => assert.ok(await isAtMarked(page)));
  });
});

/** Two statements, each in one line; the second alone lets the caller in. */
const TWO = `{
  "Version": "2012-10-17",
  "Statement": [
    { "Sid": "One", "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111111111111:root" }, "Action": "sts:AssumeRole" },
    { "Sid": "Two", "Effect": "Allow", "Principal": { "AWS": "*" }, "Action": ["sts:AssumeRole", "sts:TagSession", "sts:SetSourceIdentity"] }
  ]
}
`;

walk("the line stays with the caret, whatever moves the caret or the text", { width: 1440, seconds: 120 }, async ({ page, open, see, step, eventually }) => {
  const speaksOf = (name) => eventually(async () => assert.match(await line(page).innerText(), new RegExp(`Trust policy › ${name},`)));
  const sid = page.getByRole("region", { name: "Statement 1" }).getByLabel("Sid").first();
  const undo = page.getByRole("button", { name: /^Undo: / });
  const longer = "OneWithANameThatReachesFarBehindThePlaceAtWhichTheSecondStatementBeganBefore";
  await openExample(page, open, "three-hop-chain");
  await page.locator('figure [data-step="prod"]').click();
  const field = await trustPolicy(page, "ProdAdmin");
  await field.waitFor();
  await field.fill(TWO);
  await page.getByRole("button", { name: "Both", exact: true }).click();
  const fromTheForm = async () => {
    await speaksOf("Two");
    await sid.fill(longer);
    await see(page.getByText(`"${longer}"`).first());
    await speaksOf("Two");
    await sid.blur();
    await undo.click();
    await eventually(async () => assert.equal(await sid.inputValue(), "One"));
    await speaksOf("Two");
  };
  await step("a field of the form, and taking it back", async () => {
    await field.goTo('"Two"');
    await fromTheForm();
  });
  await step("the next match, while the key is still held", async () => {
    await field.goTo('"One"');
    await speaksOf("One");
    await page.keyboard.press("Control+F");
    await page.keyboard.type('"Two"');
    await page.keyboard.down("Enter");
    await speaksOf("Two");
    await page.keyboard.up("Enter");
    await page.keyboard.press("Escape");
  });
  await step("in the plain field as well", async () => {
    await page.getByRole("button", { name: "Plain editor" }).click();
    const plain = await see(page.locator("textarea#document"));
    const put = (words) => plain.evaluate((field, words) => {
      const at = field.value.indexOf(words);
      field.focus();
      field.setSelectionRange(at, at);
    }, words);
    await put('"One"');
    await speaksOf("One");
    await put('"Two"');
    await fromTheForm();
    const atCaret = () => plain.evaluate(({ value, selectionStart }) => value.slice(selectionStart, selectionStart + 5));
    await eventually(async () => assert.equal(await atCaret(), '"Two"'));
  });
});
