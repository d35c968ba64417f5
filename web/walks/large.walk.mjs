// Large texts: what a terminal or a file has thousands of lines of is pasted, drawn and answered.

import assert from "node:assert/strict";
import { editor } from "./support/editor.mjs";
import { walk } from "./support/walk.mjs";
import { choose, openExample, trustPolicy } from "./support/workbench.mjs";

const ROLE = "arn:aws:iam::444455556666:role/R7";
const MESSAGE = `An error occurred (AccessDenied) when calling the AssumeRole operation: User: arn:aws:iam::111122223333:user/jane is not authorized to perform: sts:AssumeRole on resource: ${ROLE}`;

/** What `aws iam get-account-authorization-details` prints for an account with that many roles. */
function details(count) {
  const role = (number) => ({
    Path: "/",
    RoleName: `R${number}`,
    RoleId: `AROAEXAMPLEEXAMPLE${String(number).padStart(3, "0")}`,
    Arn: `arn:aws:iam::444455556666:role/R${number}`,
    CreateDate: "2026-01-01T00:00:00+00:00",
    AssumeRolePolicyDocument: {
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Principal: { AWS: "arn:aws:iam::111122223333:root" }, Action: "sts:AssumeRole" }],
    },
    InstanceProfileList: [],
    RolePolicyList: [
      {
        PolicyName: "reports",
        PolicyDocument: { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: ["s3:GetObject"], Resource: ["arn:aws:s3:::reports/*"] }] },
      },
    ],
    AttachedManagedPolicies: [],
    Tags: [],
  });
  const all = { UserDetailList: [], GroupDetailList: [], RoleDetailList: Array.from({ length: count }, (_, number) => role(number)), Policies: [] };
  return JSON.stringify(all, null, 4);
}

/** Pastes as a person does, over whatever the field holds. */
async function paste(page, field, text) {
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.evaluate((text) => navigator.clipboard.writeText(text), text);
  await field.focus();
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.press("ControlOrMeta+v");
}

const drawn = (page) => page.locator(".editor-line, .cm-line").count();

walk("six thousand lines pasted into one's own case are answered", { seconds: 120 }, async ({ page, open, step, eventually }) => {
  await open();
  await page.getByRole("button", { name: "Paste your own case" }).click();
  const box = page.locator("textarea#own-case");
  await box.waitFor();
  const text = `${MESSAGE}\n\n${details(150)}`;
  assert.ok(text.split("\n").length > 5_500);

  await step("from the clipboard", async () => {
    await paste(page, box, text);
    await eventually(async () => assert.match(await page.locator(".own-found").innerText(), /everything in account 444455556666/i));
    assert.match(await page.locator(".own-answer").innerText(), /No identity policy of the user jane is known yet/);
    assert.equal(await box.inputValue(), text);
    assert.ok((await drawn(page)) < 50);
  });
  await step("and a letter more", async () => {
    await page.keyboard.type("x");
    await eventually(async () => assert.ok((await box.inputValue()).endsWith("x")));
    await eventually(async () => assert.match(await page.locator(".editor-backdrop").innerText(), /x\n?$/));
  });
  await step("as a phone's keyboard inserts it, line by line", async () => {
    await page.getByRole("button", { name: "Clear the box" }).click();
    await box.focus();
    await page.keyboard.insertText(`${"x\n".repeat(300)}${MESSAGE}`);
    await eventually(async () => assert.match(await page.locator(".own-found").innerText(), /The error AccessDenied of AssumeRole/));
    assert.equal((await box.inputValue()).split("\n").length, 301);
  });
});

walk("thousands of lines pasted into the source are read, or counted as what they are", { seconds: 120 }, async ({ page, open, step, eventually }) => {
  await openExample(page, open, "three-hop-chain");
  await choose(page, "More", "Edit the source");
  const box = editor(page, "source");
  await box.waitFor();
  const source = await box.inputValue();

  await step("twenty thousand short lines that are no scenario", async () => {
    await paste(page, box, "x\n".repeat(20_000));
    await eventually(async () => assert.match(await page.locator("#source-findings").innerText(), /This text is not a scenario yet/));
    assert.ok((await drawn(page)) < 500);
  });
  await step("a scenario of six thousand lines", async () => {
    await paste(page, box, `${source}${"\n".repeat(6_000)}`);
    await eventually(async () => assert.equal(await page.locator("#source-findings").count(), 0));
  });
});

// What a browser reads of a form at every key grows with what the form's lists offer: `components/field.rs`.
walk("no field shares a form with a list of names", async ({ page, open, step }) => {
  await openExample(page, open, "three-hop-chain");
  const astray = () =>
    page.locator('input:not([type="file"], [type="checkbox"], [type="radio"]), textarea').evaluateAll((fields) => {
      const offers = (field) => field.hasAttribute("list");
      return fields
        .filter((field) => !field.form || [...field.form.elements].some((other) => offers(other) !== offers(field) && !other.matches("button, select")))
        .map((field) => field.id || field.getAttribute("aria-label"));
    });
  await step("of a call", async () => {
    await page.locator('figure [data-step]').first().click();
    await page.getByRole("tab", { name: "Request" }).click();
    await page.locator("#field-RoleArn[list]").waitFor();
    assert.deepEqual(await astray(), []);
  });
  await step("of a policy's form", async () => {
    await trustPolicy(page, "DeployRole");
    await page.getByRole("button", { name: "Form", exact: true }).or(page.getByRole("radio", { name: "Form" })).first().click();
    await page.locator(".policy-form input[list]").first().waitFor();
    assert.deepEqual(await astray(), []);
  });
});
