// Policy documents as forms beside their text, both ways: what one side changes the other shows, and what was not touched
// stays as it was written.

import assert from "node:assert/strict";
import { editor } from "./support/editor.mjs";
import { keys, node, openExample, trustPolicy, verdicts } from "./support/workbench.mjs";
import { walk } from "./support/walk.mjs";

/** Written as nobody's editor would: what is not touched must stay so. */
const ODD = `{ "Version":"2012-10-17",
    "Statement" : [
  {"Sid":"WebTeamReleases" ,"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::222222222222:role/DeployRole"},
   "Action":["sts:AssumeRole","sts:TagSession",   "sts:SetSourceIdentity"]}]}
`;

/** The same with a condition, which stands on lines of its own as the elements before it do. */
const withCondition = (operator, key, value) =>
  ODD.replace('Identity"]', `Identity"],\n   "Condition": {\n       "${operator}": {\n           "${key}": "${value}"\n       }\n   }`);

const show = (page, view) => page.getByRole("button", { name: view, exact: true }).click();

/** The text as it now stands; the form is in front again afterwards. */
async function textBehind(page) {
  await show(page, "JSON");
  const text = await editor(page).inputValue();
  await show(page, "Form");
  await page.locator(".policy-form").waitFor();
  return text;
}

/** Puts a text into the open document and shows it as a form. */
async function asForm(page, text) {
  const field = editor(page);
  await field.waitFor();
  await field.fill(text);
  await show(page, "Form");
  await page.locator(".policy-form").waitFor();
}

async function inBothThemes(page, axe) {
  for (const colorScheme of ["dark", "light"]) {
    await page.emulateMedia({ colorScheme });
    await axe();
  }
}

walk("a trust policy is changed in its form, and the text keeps how it is written", { width: 1440, seconds: 150 }, async ({ page, open, step, see, eventually, axe, shot }) => {
  await openExample(page, open, "three-hop-chain");
  await trustPolicy(page, "ProdAdmin");
  await asForm(page, ODD);
  const card = page.getByRole("region", { name: "Statement 1" });
  const is = (text) => eventually(async () => assert.equal(await textBehind(page), text));
  await see(card);

  await step("its effect", async () => {
    await card.getByRole("radio", { name: "Deny" }).check();
    await eventually(async () => assert.equal((await verdicts(page)).prod, "denied"));
    await is(ODD.replace('"Allow"', '"Deny"'));
    await page.getByRole("button", { name: /^Undo: change Effect of statement 1 in / }).click();
    await eventually(async () => assert.ok(await card.getByRole("radio", { name: "Allow" }).isChecked()));
    await is(ODD);
  });
  await step("a condition that is ready but for its value", async () => {
    await card.getByRole("button", { name: "External ID" }).click();
    const value = page.getByRole("combobox", { name: "Value of the new condition of statement 1" });
    await eventually(async () => assert.ok(await value.evaluate((field) => document.activeElement === field)));
    await page.keyboard.type("Tenant-7");
    await page.keyboard.press("Enter");
    await see(card.getByRole("group", { name: "Condition 1 of statement 1" }));
    await eventually(async () => assert.equal((await verdicts(page)).prod, "denied"));
    await is(withCondition("StringEquals", "sts:ExternalId", "Tenant-7"));
  });
  await step("what its operator means is said beside it, and another one takes its place", async () => {
    await see("True for the same text, letter case included.");
    await card.getByRole("combobox", { name: "Operator of condition 1 of statement 1" }).selectOption("StringLike");
    await card.getByRole("checkbox", { name: "IfExists of condition 1 of statement 1" }).check();
    await see("IfExists: where the key is missing, the test is true.");
    await eventually(async () => assert.equal((await verdicts(page)).prod, "allowed"));
    await shot("policy-form-trust");
    await inBothThemes(page, axe);
  });
  await step("taken out, it leaves nothing behind", async () => {
    await card.getByRole("button", { name: "Take out condition 1 of statement 1" }).click();
    await is(ODD);
  });
  await step("a principal of this scenario joins", async () => {
    await card.getByRole("combobox", { name: "Kind of the principal to add to statement 1" }).selectOption("Service");
    const field = card.getByRole("combobox", { name: "Add a principal to statement 1", exact: true });
    await field.fill("ec2.amazonaws.com");
    await field.press("Enter");
    await see("An AWS service that acts by itself.");
    await is(ODD.replace('DeployRole"}', 'DeployRole","Service": "ec2.amazonaws.com"}'));
    await card.getByRole("button", { name: "Take out principal 2 of statement 1" }).click();
    await is(ODD);
  });
  await step("an action is chosen by its box", async () => {
    await card.getByRole("button", { name: "Choose actions of statement 1" }).click();
    await card.getByRole("checkbox", { name: "TagSession" }).uncheck();
    await is(ODD.replace('"sts:TagSession",   ', ""));
  });
  await step("and what is typed in the text, the form shows", async () => {
    await show(page, "JSON");
    await editor(page).fill(ODD.replace("WebTeamReleases", "Others").replace('"Allow"', '"Deny"'));
    await show(page, "Form");
    await eventually(async () => assert.equal(await card.getByRole("textbox", { name: /^Sid/ }).inputValue(), "Others"));
    await eventually(async () => assert.ok(await card.getByRole("radio", { name: "Deny" }).isChecked()));
  });
});

walk("actions are chosen as in the console: service, access level, search; what a wildcard covers is said", { width: 1440, seconds: 120 }, async ({ page, open, step, see, eventually, axe, shot }) => {
  await openExample(page, open, "three-hop-chain");
  await trustPolicy(page, "ProdAdmin");
  await node(page, "AssumeLogArchiveReader").click();
  await asForm(page, '{\n  "Version": "2012-10-17",\n  "Statement": {\n    "Effect": "Allow",\n    "Action": "sts:AssumeRole",\n    "Resource": "*"\n  }\n}');
  const card = page.getByRole("region", { name: "Statement 1" });

  await step("a box puts the action in", async () => {
    await card.getByRole("button", { name: "Choose actions of statement 1" }).click();
    await eventually(() => card.getByRole("combobox", { name: "Service of the actions of statement 1" }).selectOption("s3"));
    await card.getByRole("searchbox", { name: "Search the actions for statement 1" }).fill("getobject");
    await card.getByRole("group", { name: /^Read \(0 of/ }).getByRole("checkbox", { name: "GetObject", exact: true }).check();
    await eventually(async () => assert.match(await textBehind(page), /"Action": \["sts:AssumeRole", "s3:GetObject"\]/));
  });
  await step("a pattern covers others", async () => {
    const add = card.getByRole("combobox", { name: "Add an action to statement 1" });
    await add.fill("s3:GetObjectT*");
    await add.press("Enter");
    await card.getByRole("button", { name: "Choose actions of statement 1" }).click();
    await eventually(() => card.getByRole("combobox", { name: "Service of the actions of statement 1" }).selectOption("s3"));
    const covered = card.getByRole("checkbox", { name: "GetObjectTagging by s3:GetObjectT*", exact: true });
    await see(covered);
    await eventually(async () => assert.deepEqual([await covered.isChecked(), await covered.isDisabled()], [true, true]));
    await shot("policy-form-actions");
    await inBothThemes(page, axe);
  });
  await step("and all but these", async () => {
    await card.getByRole("combobox", { name: "Action or NotAction of statement 1" }).selectOption("NotAction");
    await eventually(async () => assert.match(await textBehind(page), /"Effect": "Allow",\n {4}"NotAction": \["sts:AssumeRole"/));
  });
  await step("a resource is written into its row, and that is one step back", async () => {
    const row = card.getByRole("combobox", { name: "Resource 1 of statement 1", exact: true });
    await row.fill("arn:aws:s3:::logs");
    await eventually(async () => assert.match(await textBehind(page), /"Resource": "arn:aws:s3:::logs"/));
    await page.getByRole("button", { name: /^Undo: change Resource of statement 1 in / }).click();
    await eventually(async () => assert.equal(await row.inputValue(), "*"));
  });
});

walk("statements are added, moved, doubled and taken out by keys alone", { width: 1440, seconds: 150 }, async ({ page, open, step, eventually }) => {
  await openExample(page, open, "three-hop-chain");
  await trustPolicy(page, "DeployRole");
  const { focused, press, until, fill } = keys(page);
  const titles = () => page.getByRole("textbox", { name: /^Sid of statement/ }).evaluateAll((all) => all.map((field) => field.value));
  const are = (wanted) => eventually(async () => assert.deepEqual(await titles(), wanted));
  const isOn = (id) => eventually(async () => assert.equal((await focused()).id, id));
  await step("to the form", async () => {
    await editor(page).waitFor();
    await until("F6", ({ name }) => name === "World", 8);
    await until("Tab", ({ name }) => name === "Form");
    await press("Enter");
    await are(["DevelopersWithMfa", "TeamTagOnly", "OwnNameOnly"]);
  });
  await step("moved, and the focus goes along", async () => {
    await until("Tab", ({ id }) => id === "statement-0-down");
    await press("Enter");
    await are(["TeamTagOnly", "DevelopersWithMfa", "OwnNameOnly"]);
    await isOn("statement-1-down");
    await press("Enter");
    await are(["TeamTagOnly", "OwnNameOnly", "DevelopersWithMfa"]);
    await isOn("statement-2-down");
  });
  await step("doubled, with a Sid of its own", async () => {
    await until("Tab", ({ id }) => id === "statement-2-duplicate");
    await press("Enter");
    await are(["TeamTagOnly", "OwnNameOnly", "DevelopersWithMfa", "DevelopersWithMfa2"]);
    await isOn("statement-3-duplicate");
  });
  await step("taken out", async () => {
    await until("Tab", ({ id }) => id === "statement-3-remove");
    await press("Enter");
    await are(["TeamTagOnly", "OwnNameOnly", "DevelopersWithMfa"]);
    await isOn("statement-2-remove");
  });
  await step("added, and filled", async () => {
    await until("Tab", ({ id }) => id === "form-add-statement");
    await press("Enter");
    await are(["TeamTagOnly", "OwnNameOnly", "DevelopersWithMfa", ""]);
    await until("Tab", ({ id }) => id === "statement-3-Sid");
    await fill("Auditors");
    await until("Tab", ({ id }) => id === "statement-3-add-Principal");
    await fill("111111111111");
    await press("Enter");
    await eventually(async () => assert.equal(await page.locator("#statement-3-Principal-0").inputValue(), "111111111111"));
    await isOn("statement-3-add-Principal");
  });
  await step("which the text says", async () => {
    await until("Shift+Tab", ({ name }) => name === "JSON");
    await press("Enter");
    await eventually(async () => {
      const text = await editor(page).inputValue();
      assert.deepEqual(JSON.parse(text).Statement[3], {
        Sid: "Auditors",
        Effect: "Allow",
        Principal: { AWS: ["111111111111"] },
        Action: "sts:AssumeRole",
      });
    });
  });
});

walk("what a form cannot show is said, leads to the text and is not lost; findings stand at their statement", { width: 1440, seconds: 120 }, async ({ page, open, step, see, eventually, axe, shot }) => {
  await openExample(page, open, "three-hop-chain");
  await trustPolicy(page, "ProdAdmin");
  await step("text that is not JSON", async () => {
    await asForm(page, ODD.replace('"Allow",', '"Allow"'));
    await see(page.getByText(/^The text is not JSON\./).first());
    await shot("policy-form-broken");
    await inBothThemes(page, axe);
    await page.getByRole("button", { name: /^Show line 3 of the text/ }).click();
    await eventually(async () => assert.equal((await editor(page).caret())[0], 3));
  });
  const odd = ODD.replace('"Effect":"Allow"', '"Efect" :"Allow"').replace('"sts:TagSession"', "7");
  await step("a part of a statement, while others can be changed", async () => {
    await asForm(page, odd);
    await see("A value is text in quotes.");
    await see("The policy language has no element Efect.");
    const sid = page.getByRole("textbox", { name: "Sid of statement 1" });
    await sid.fill("Renamed");
    await eventually(async () => assert.equal(await textBehind(page), odd.replace("WebTeamReleases", "Renamed")));
  });
  await step("and what is wrong is mended from its card", async () => {
    const card = page.getByRole("region", { name: "Statement 1" });
    await card.getByRole("button", { name: "Write Effect" }).first().click();
    await eventually(async () => assert.ok(await card.getByRole("radio", { name: "Allow" }).isChecked()));
  });
});

walk("a policy is changed in its form on a phone", { width: 390, height: 844, touch: true, seconds: 120 }, async ({ page, open, step, see, eventually, axe, shot }) => {
  await openExample(page, open, "three-hop-chain");
  await page.locator(".phone-tabs").getByRole("button", { name: "World" }).click();
  await trustPolicy(page, "ProdAdmin");
  await asForm(page, ODD);
  const card = page.getByRole("region", { name: "Statement 1" });
  await step("a condition is put in", async () => {
    await card.getByRole("button", { name: "MFA" }).click();
    await card.getByRole("button", { name: "Add condition" }).click();
    await see(card.getByRole("group", { name: "Condition 1 of statement 1" }));
    await shot("policy-form-phone");
    await inBothThemes(page, axe);
  });
  await step("and nothing is wider than the phone", async () => {
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
  });
  await step("which the text says", async () => {
    const wanted = withCondition("Bool", "aws:MultiFactorAuthPresent", "true");
    await eventually(async () => assert.equal(await textBehind(page), wanted));
  });
});

walk("text and form stand side by side, and what one changes the other shows", { width: 1440, seconds: 120 }, async ({ page, open, step, see, eventually, axe, shot }) => {
  const both = page.getByRole("button", { name: "Both", exact: true });
  const card = page.getByRole("region", { name: "Statement 1" });
  const is = (text) => eventually(async () => assert.equal(await editor(page).inputValue(), text));
  await openExample(page, open, "three-hop-chain");
  await trustPolicy(page, "ProdAdmin");
  await editor(page).waitFor();
  await editor(page).fill(ODD);
  await step("chosen by keys", async () => {
    await both.focus();
    await page.keyboard.press("Enter");
    await see(card);
    await see(editor(page).field);
    await eventually(async () => assert.equal(await both.getAttribute("aria-pressed"), "true"));
    await inBothThemes(page, axe);
    await shot("policy-both");
  });
  await step("the form changes the text", async () => {
    await card.getByRole("radio", { name: "Deny" }).check();
    await is(ODD.replace('"Allow"', '"Deny"'));
    await eventually(async () => assert.equal((await verdicts(page)).prod, "denied"));
  });
  await step("the text changes the form", async () => {
    await editor(page).fill(ODD.replace("WebTeamReleases", "Renamed"));
    await eventually(async () => assert.ok(await card.getByRole("radio", { name: "Allow" }).isChecked()));
    await eventually(async () => assert.equal(await card.getByLabel("Sid").first().inputValue(), "Renamed"));
    await eventually(async () => assert.equal((await verdicts(page)).prod, "allowed"));
  });
  await step("text that cannot be read leaves the form to say so", async () => {
    await editor(page).fill(ODD.slice(0, -4));
    await see(page.locator(".policy-form .form-hidden"));
    await editor(page).fill(ODD);
    await see(card);
  });
  await step("it is remembered", async () => {
    // It is saved a moment after it was chosen.
    await eventually(async () => assert.ok(await page.evaluate(() => Object.values(localStorage).includes("both"))));
    await page.reload();
    await page.locator("figure [data-step]").first().waitFor({ state: "attached" });
    await trustPolicy(page, "ProdAdmin");
    await see(card);
    await see(editor(page).field);
  });
  await step("where there is no room it is the text, and comes back with the room", async () => {
    await page.setViewportSize({ width: 1280, height: 900 });
    await card.waitFor({ state: "detached" });
    await see(editor(page).field);
    assert.equal(await both.count(), 0);
    await eventually(async () => assert.equal(await page.getByRole("button", { name: "JSON", exact: true }).getAttribute("aria-pressed"), "true"));
    await page.setViewportSize({ width: 1440, height: 900 });
    await see(card);
  });
});

walk("a policy that AWS manages can only be read in its form", { width: 1440, seconds: 60 }, async ({ page, open, see, eventually }) => {
  await openExample(page, open, "three-hop-chain");
  await node(page, "FullAWSAccess").click();
  await editor(page).waitFor();
  await show(page, "Form");
  const card = page.getByRole("region", { name: "Statement 1" });
  await see(card);
  await eventually(async () => assert.ok(await card.getByRole("radio", { name: "Allow" }).isDisabled()));
  assert.equal(await page.getByRole("button", { name: "Add statement" }).count(), 0);
});
