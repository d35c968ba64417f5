// Hostile input: whatever is pasted into a document gets a finding with its place, and the page goes on answering.

import assert from "node:assert/strict";
import { editor } from "./support/editor.mjs";
import { walk } from "./support/walk.mjs";
import { choose, node, openExample, trustPolicy, verdicts } from "./support/workbench.mjs";

const ALLOW = { Effect: "Allow", Principal: { AWS: "arn:aws:iam::222222222222:root" }, Action: "sts:AssumeRole" };
const policy = (statements) => JSON.stringify({ Version: "2012-10-17", Statement: statements });

/** A text of at least that many characters: statements as people write them. */
function long(characters) {
  const statement = JSON.stringify({ Sid: "Number00000", ...ALLOW });
  const count = Math.ceil(characters / statement.length);
  return policy(Array.from({ length: count }, (_, number) => ({ Sid: `Number${number}`, ...ALLOW })));
}

/** Stars with a letter between them, which a careless matcher tries in every division. */
const GLOB = "*a".repeat(500);

const TRUST = [
  ["a megabyte of statements", () => long(1_000_000), /characters; the quota is 2048/],
  ["a hundred thousand empty statements", () => `{"Version":"2012-10-17","Statement":[${"{},".repeat(99_999)}{}]}`, /has no Effect/],
  ["ten thousand brackets", () => `${"[".repeat(10_000)}${"]".repeat(10_000)}`, /nested deeper than 127/],
  ["ten thousand objects in each other", () => `${'{"a":'.repeat(10_000)}1${"}".repeat(10_000)}`, /nested deeper than 127/],
  ["ten thousand brackets that are never closed", () => "[".repeat(10_000), /nested deeper than 127/],
  ["a NUL in a name", () => policy([ALLOW]).replace("Effect", "Eff\u0000ect"), /U\+0000 is not allowed/],
  ["a NUL that is written as an escape", () => policy([{ ...ALLOW, Sid: "\u0000" }]), /letters and digits only/],
  ["half a character as it is", () => policy([{ ...ALLOW, Sid: "x" }]).replace('"x"', '"\ud83d"'), /letters and digits only/],
  ["half a character that is written as an escape", () => policy([{ ...ALLOW, Sid: "x" }]).replace('"x"', '"\\ud83d"'), /Half of a surrogate pair stands alone/],
  ["a test that is all stars", () => policy([{ ...ALLOW, Condition: { StringEquals: { "sts:RoleSessionName": GLOB } } }]), /knows no wildcards/],
  ["nothing", () => "", /The text is empty/],
];

const ALL_ALLOWED = { deploy: "allowed", prod: "allowed", logs: "allowed", read: "allowed" };

walk("hostile text in a trust policy is told with its place, and the page goes on answering", { seconds: 300 }, async ({ page, open, step, eventually }) => {
  page.setDefaultTimeout(60_000);
  const shows = (expected) => eventually(async () => assert.deepEqual(await verdicts(page), expected));
  await openExample(page, open, "three-hop-chain");
  const field = await trustPolicy(page, "ProdAdmin");
  await field.waitFor();
  const sound = await field.inputValue();
  await shows(ALL_ALLOWED);
  const findings = page.getByRole("list", { name: "Findings in this document" }).getByRole("listitem");

  for (const [name, text, words] of TRUST) {
    await step(name, async () => {
      await field.fill(text());
      await eventually(async () => assert.match((await findings.allInnerTexts()).join("\n"), words));
      assert.match(await findings.first().getByRole("button").innerText(), /^\d+:\d+$/);
      await eventually(async () => assert.notEqual((await verdicts(page)).prod, "allowed"));
      // The page answers: another entity is opened, and the document again.
      await node(page, "DeployRole").click();
      await page.locator("#subject-name").waitFor();
      await trustPolicy(page, "ProdAdmin");
      await field.fill(sound);
      await shows(ALL_ALLOWED);
    });
  }

  await step("a pattern that is all stars decides all the same", async () => {
    const trust = (test) => {
      const document = JSON.parse(sound);
      Object.assign(document.Statement[0].Condition, test);
      return JSON.stringify(document);
    };
    await field.fill(trust({ StringLike: { "aws:PrincipalArn": `${GLOB}b` } }));
    await eventually(async () => assert.notEqual((await verdicts(page)).prod, "allowed"));
    await field.fill(trust({ StringNotLike: { "aws:PrincipalArn": `${GLOB}b` } }));
    await shows(ALL_ALLOWED);
  });
});

walk("hostile text in one's own case is passed over, and what stands beside it is answered", { seconds: 300 }, async ({ page, open, step, eventually }) => {
  page.setDefaultTimeout(60_000);
  await open();
  await page.getByRole("button", { name: "Paste your own case" }).click();
  const box = page.locator("textarea#own-case");
  await box.waitFor();
  const role = "arn:aws:iam::444455556666:role/R";
  const message = `An error occurred (AccessDenied) when calling the AssumeRole operation: User: arn:aws:iam::111122223333:user/jane is not authorized to perform: sts:AssumeRole on resource: ${role}`;
  for (const [name, text] of TRUST.filter(([name]) => name !== "nothing")) {
    await step(`${name}, beside an error message`, async () => {
      await box.fill(`${message}\n\n${text()}`);
      await eventually(async () => assert.match(await page.locator(".own-found").innerText(), /The error AccessDenied of AssumeRole/));
      await box.fill("");
      await eventually(async () => assert.doesNotMatch(await page.locator("main").innerText(), /The error AccessDenied of AssumeRole/));
    });
  }
});

walk("hostile text in place of a scenario is told, and the page goes on answering", { seconds: 300 }, async ({ page, open, step, eventually }) => {
  page.setDefaultTimeout(60_000);
  await openExample(page, open, "three-hop-chain");
  await choose(page, "More", "Edit the source");
  const source = editor(page, "source");
  await source.waitFor();
  const sound = await source.inputValue();
  for (const [name, text] of TRUST) {
    await step(`${name}, in place of the scenario`, async () => {
      await source.fill(text());
      await eventually(async () => assert.match(await page.locator("#source-findings").innerText(), /This text is not a scenario yet/));
      await source.fill(sound);
      await eventually(async () => assert.equal(await page.locator("#source-findings").count(), 0));
    });
  }
});
