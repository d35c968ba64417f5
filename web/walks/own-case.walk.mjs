// One's own case: whatever a terminal shows is pasted in any order, recognised, and judged at once.

import assert from "node:assert/strict";
import { walk } from "./support/walk.mjs";
import { keys, trustPolicy, verdicts } from "./support/workbench.mjs";

const ROLE = "arn:aws:iam::222222222222:role/Reader";
const MESSAGE = `An error occurred (AccessDenied) when calling the AssumeRole operation: User: arn:aws:iam::111111111111:user/alice is not authorized to perform: sts:AssumeRole on resource: ${ROLE}`;
const COMMAND = `$ aws sts assume-role --role-arn ${ROLE} --role-session-name alice`;
const TRUST = JSON.stringify(
  {
    Version: "2012-10-17",
    Statement: {
      Effect: "Allow",
      Principal: { AWS: "arn:aws:iam::111111111111:root" },
      Action: "sts:AssumeRole",
      Condition: { StringEquals: { "sts:ExternalId": "reader-42" } },
    },
  },
  null,
  2,
);
const POLICY = JSON.stringify({ Version: "2012-10-17", Statement: { Effect: "Allow", Action: "sts:AssumeRole", Resource: ROLE } }, null, 2);
const GET_ROLE = JSON.stringify(
  {
    Role: {
      Path: "/",
      RoleName: "Reader",
      RoleId: "AROAEXAMPLEEXAMPLE000",
      Arn: ROLE,
      CreateDate: "2026-01-01T00:00:00+00:00",
      AssumeRolePolicyDocument: JSON.parse(TRUST),
      MaxSessionDuration: 3600,
    },
  },
  null,
  4,
);

/** The view with its box, its answer, and what is missing. */
async function begin(page, open) {
  await open();
  await page.getByRole("button", { name: "Paste your own case" }).or(page.getByRole("link", { name: "Paste your own case" })).first().click();
  const box = page.locator("textarea#own-case");
  await box.waitFor();
  return {
    box,
    answer: page.locator(".own-answer"),
    missing: page.getByRole("region", { name: "Still missing" }),
    recognised: page.getByRole("region", { name: "Recognised" }),
    /** Adds to the end of the box, as pasting does. */
    paste: async (text) => {
      const before = await box.inputValue();
      await box.fill(before === "" ? text : `${before}\n\n${text}`);
    },
  };
}

walk("pieces come in any order, what is missing is asked for by name, and the verdict stands at once", { seconds: 120 }, async ({ page, open, see, step, eventually, axe }) => {
  const { box, answer, missing, recognised, paste } = await begin(page, open);
  const says = (where, words) => eventually(async () => assert.match(await where.innerText(), words));

  await step("the message alone: who, what, on what; the verdict stands, the policies are asked for", async () => {
    await paste(MESSAGE);
    await says(recognised, /the error AccessDenied of AssumeRole/i);
    await says(answer, /As far as it is known/);
    await says(missing, /trust policy/);
    await says(missing, /aws iam get-role --role-name Reader/);
    await says(missing, /the caller.s identity policies, those of the user alice/i);
    await axe();
  });

  await step("the caller's policy, then the trust policy: the missing external id decides", async () => {
    await paste(POLICY);
    await says(recognised, /identity policy of the caller/);
    await paste(TRUST);
    await says(recognised, /a trust policy/i);
    await says(answer, /Denied/);
    await says(answer, /only with ExternalId reader-42; this call passes none/);
    await axe();
  });

  await step("the command with an external id: allowed, which the message contradicts", async () => {
    await paste(`${COMMAND} --external-id reader-42`);
    await says(answer, /Allowed/);
    await says(answer, /Your message says that the call was refused/);
  });

  await step("in the workbench everything is in its place", async () => {
    const typed = await box.inputValue();
    await page.getByRole("button", { name: "Open in the workbench" }).click();
    await eventually(async () => assert.deepEqual(Object.values(await verdicts(page)), ["allowed"]));
    await page.getByRole("tab", { name: "Request" }).click();
    await eventually(async () => assert.equal(await page.locator("#field-ExternalId").inputValue(), "reader-42"));
    assert.equal(await page.locator("#field-RoleArn").inputValue(), ROLE);
    await axe();
    await page.getByRole("button", { name: "Scenarios", exact: true }).click();
    await page.getByRole("button", { name: "Paste your own case" }).or(page.getByRole("link", { name: "Paste your own case" })).first().click();
    await eventually(async () => assert.equal(await box.inputValue(), typed));
  });

  await step("a reload keeps what was pasted", async () => {
    const typed = await box.inputValue();
    await eventually(async () => assert.equal(await page.evaluate(() => Object.values(localStorage).some((text) => text.includes("reader-42"))), true));
    await page.waitForTimeout(500);
    await page.reload();
    await box.waitFor();
    assert.equal(await box.inputValue(), typed);
    await see(answer);
  });
});

walk("the same case in the opposite order comes to the same answer", { seconds: 120 }, async ({ page, open, step, eventually }) => {
  const { answer, missing, recognised, paste } = await begin(page, open);
  const says = (where, words) => eventually(async () => assert.match(await where.innerText(), words));

  await step("the role as get-role prints it", async () => {
    await paste(GET_ROLE);
    await says(recognised, /the role Reader/i);
    await says(missing, /who (calls|is calling)|caller/i);
  });
  await step("the command", async () => {
    await paste(COMMAND);
    await says(recognised, /A command that asks for arn:aws:iam::222222222222:role\/Reader/);
  });
  await step("the policy, then the message", async () => {
    await paste(POLICY);
    await paste(MESSAGE);
    await says(answer, /only with ExternalId reader-42; this call passes none/);
    await says(answer, /alice/);
  });
});

walk("nonsense gets a clear sentence, and nothing that was pasted is lost", { seconds: 90 }, async ({ page, open, see, step, eventually, axe }) => {
  const { box, missing, recognised, paste } = await begin(page, open);
  const says = (where, words) => eventually(async () => assert.match(await where.innerText(), words));

  await step("prose", async () => {
    await paste("It does not work, please help");
    await see("Nothing in this text was recognised.");
    assert.equal(await box.inputValue(), "It does not work, please help");
    await axe();
  });
  await step("JSON of something else", async () => {
    await box.fill('{ "Buckets": [] }');
    await says(recognised, /JSON that is none of the known outputs/);
    await axe();
  });
  await step("a policy that does not parse", async () => {
    await box.fill('{ "Version": "2012-10-17", "Statement": { "Effect": "Allow" "Action": "*" } }');
    await eventually(async () => assert.match(await page.locator(".own-found").innerText(), /1:\d+|line 1|comma|expected/i));
    await axe();
  });
  await step("clearing the box can be taken back", async () => {
    const typed = await box.inputValue();
    await page.getByRole("button", { name: "Clear the box" }).click();
    await eventually(async () => assert.equal(await box.inputValue(), ""));
    await page.getByRole("button", { name: "Put the text back" }).click();
    await eventually(async () => assert.equal(await box.inputValue(), typed));
  });
  await step("what a document is used as can be said", async () => {
    await box.fill(`${MESSAGE}\n\n${POLICY}`);
    const use = page.getByRole("combobox", { name: /What document \d is used as/ });
    const chosen = () => use.evaluate((field) => field.selectedOptions[0].textContent);
    assert.equal(await chosen(), "identity policy of the caller");
    await use.selectOption({ label: "permissions boundary of the caller" });
    await page.waitForTimeout(500);
    await page.reload();
    await box.waitFor();
    await eventually(async () => assert.equal(await chosen(), "permissions boundary of the caller"));
  });
  await step("YAML is told what to do instead, in words whose code looks like code", async () => {
    await box.fill("Statement:\n  - Effect: Allow\n    Action: sts:AssumeRole\n    Principal: '*'\n");
    await says(recognised, /This is YAML, which is not read/);
    await see(recognised.locator("code", { hasText: "aws iam get-role" }));
    assert.doesNotMatch(await recognised.innerText(), /`/);
  });
  await step("profiles of the command line are the calls that they make", async () => {
    const profile = (name, account, source) => `[profile ${name}]\nrole_arn = arn:aws:iam::${account}:role/${name}\nsource_profile = ${source}\n`;
    await box.fill(`${profile("hub", "222222222222", "me")}\n${profile("prod", "333333333333", "hub")}`);
    await says(recognised, /The profile prod, which takes arn:aws:iam::333333333333:role\/prod/);
    await says(missing, /aws sts get-caller-identity --profile me/);
    await page.getByRole("button", { name: "Open in the workbench" }).click();
    await eventually(async () => assert.deepEqual(Object.keys(await verdicts(page)).length, 2));
  });
  await step("a trust policy that nobody pasted looks like none that somebody did", async () => {
    await (await trustPolicy(page, "hub")).waitFor();
    await see("Not known yet: nobody pasted this policy.");
    await see(page.locator(".subject .chip", { hasText: "placeholder" }));
    assert.match(await page.locator("#inspector-panel").innerText(), /The trust policy of hub is not known yet/);
    await axe();
  });
});

walk("one's own case by keys alone", { seconds: 60 }, async ({ page, open, step, eventually }) => {
  const { until, press } = keys(page);
  await step("go there, write, and open the workbench", async () => {
    await open();
    await until("Tab", ({ name }) => name === "Paste your own case", 20);
    await press("Enter");
    await eventually(async () => assert.equal(await page.evaluate(() => document.activeElement?.id), "own-case"));
    await page.keyboard.insertText(`${COMMAND}\n\n${TRUST}`);
    await page.getByRole("button", { name: "Open in the workbench" }).waitFor();
    await until("Tab", ({ name }) => name === "Open in the workbench", 20);
    await press("Enter");
    await eventually(async () => assert.deepEqual(Object.values(await verdicts(page)), ["denied"]));
    await eventually(async () => assert.match(await page.locator("#inspector-panel").innerText(), /only with ExternalId reader-42/));
    assert.notEqual(await page.evaluate(() => document.activeElement?.tagName), "BODY");
  });
});

for (const width of [1440, 390]) {
  walk(`a long message wraps in a box as high as it takes, ${width} wide`, { width, seconds: 60 }, async ({ page, open, step, see, eventually }) => {
    const { box, answer, paste } = await begin(page, open);
    await paste(MESSAGE);
    await see(answer);
    await step("the field and the copy below it wrap at the same letters", async () => {
      const { cut, field, copy } = await page.locator(".editor").evaluate((editor) => ({
        cut: editor.scrollWidth - editor.clientWidth,
        field: editor.querySelector("textarea").scrollHeight,
        copy: editor.querySelector("pre").scrollHeight,
      }));
      assert.equal(cut, 0);
      assert.ok(copy >= 52, `${copy} is one line`);
      assert.ok(field <= copy + 1, `the field takes ${field}, its copy ${copy}`);
    });
    if (width === 390) {
      const { height } = await box.boundingBox();
      assert.ok(height < 300, `the box is ${height} high`);
      await eventually(async () => assert.ok((await answer.boundingBox()).y < 844));
    }
  });
}

walk("a reason that only the message states is the reason in the workbench too", { seconds: 120 }, async ({ page, open, step, see, eventually, axe }) => {
  const { box, answer, missing, recognised, paste } = await begin(page, open);
  const says = (where, words) => eventually(async () => assert.match(await where.innerText(), words));

  await step("an explicit deny in an SCP that nobody pasted: stated once, and the SCP is asked for first", async () => {
    await paste(`${MESSAGE} with an explicit deny in a service control policy`);
    await says(answer, /The message states the reason: an explicit deny in a service control policy\./);
    assert.doesNotMatch(await answer.innerText(), /not known yet|placeholder/);
    await says(missing.getByRole("listitem").first(), /service control policy that the message names/);
    await axe();
  });

  await step("the workbench refuses for that reason, and calls the SCP a placeholder", async () => {
    await page.getByRole("button", { name: "Open in the workbench" }).click();
    await eventually(async () => assert.deepEqual(Object.values(await verdicts(page)), ["denied"]));
    await says(page.locator("#inspector-panel"), /An SCP denies this call, as the pasted message says/);
    assert.doesNotMatch(await page.locator("#inspector-panel").innerText(), /not known yet/);
    await page.getByRole("treeitem", { name: /^NotPasted-SCP/ }).first().click();
    await see("The message says that it refuses the call");
    await see(page.locator(".subject .chip", { hasText: "placeholder" }));
  });

  await step("sts:TagSession is said in one sentence, and words in a document are named with their line", async () => {
    await page.getByRole("button", { name: "Scenarios", exact: true }).click();
    await page.getByRole("button", { name: "Paste your own case" }).or(page.getByRole("link", { name: "Paste your own case" })).first().click();
    await box.fill(`${MESSAGE.replace("perform: sts:AssumeRole", "perform: sts:TagSession")}\n\n{\n  The trust policy\n${TRUST.slice(1)}`);
    await says(answer, /Session tags \(from --tags.* need sts:TagSession: in the role's trust policy/);
    await says(recognised, /Line 4: The trust policy is no JSON; it is passed over\./);
    assert.doesNotMatch(await page.locator(".own-found").innerText(), /`/);
    await axe();
  });

  await step("a refused token keeps its answer, though no call can be made of it", async () => {
    await box.fill("Not authorized to perform sts:AssumeRoleWithWebIdentity");
    await says(answer, /decided by the role's trust policy, the OIDC provider and the token/);
  });
});

const CHAINING = "An error occurred (ValidationError) when calling the AssumeRole operation: The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.";

walk("the hour of chaining: what is judged, shown and opened is one scenario", { seconds: 120 }, async ({ page, open, step, eventually, axe }) => {
  const { box, answer, missing, recognised, paste } = await begin(page, open);
  const says = (where, words) => eventually(async () => assert.match(await where.innerText(), words));

  await step("the message alone is a session's, and no command is offered for a role that nobody named", async () => {
    await paste(CHAINING);
    await says(answer, /Denied/);
    await says(answer, /lasts at most 1 hour/);
    await says(missing, /--role-name <role name>/);
    assert.doesNotMatch(await page.locator(".own-found").innerText(), /user TheCaller|get-role --role-name The/);
    const copied = missing.locator(".own-command", { hasText: "<role name>" }).getByRole("button");
    assert.equal(await copied.count(), 0);
    await axe();
  });

  await step("with the command and the caller the sentence speaks of the limit, and of no policy that nobody pasted", async () => {
    await paste(`aws sts assume-role --role-arn ${ROLE} --role-session-name ci --duration-seconds 43200`);
    await paste('{"UserId":"AROAEXAMPLE:ci","Account":"111111111111","Arn":"arn:aws:sts::111111111111:assumed-role/Hub/ci"}');
    await says(answer, /This call asks for 12 hours/);
    await says(answer, /whatever the policies say that are not known yet/);
    assert.doesNotMatch(await answer.innerText(), /The policies allow it|Reader allows/);
  });

  await step("the workbench says the same", async () => {
    await page.getByRole("button", { name: "Open in the workbench" }).click();
    await eventually(async () => assert.deepEqual(Object.values(await verdicts(page)), ["denied"]));
    await eventually(async () => assert.match(await page.locator("#inspector-panel").innerText(), /whatever the policies say that are not known yet/));
    await (await trustPolicy(page, "Reader")).waitFor();
    await eventually(async () => assert.match(await page.locator(".subject").innerText(), /Nobody pasted this policy/));
    await axe();
  });

  await step("two errors of different calls: the last counts, the other is named", async () => {
    await page.getByRole("button", { name: "Scenarios", exact: true }).click();
    await page.getByRole("button", { name: "Paste your own case" }).or(page.getByRole("link", { name: "Paste your own case" })).first().click();
    await box.fill(`${CHAINING}\n\n${MESSAGE}`);
    await says(recognised, /These errors answer different calls\. The last one counts, the error AccessDenied/);
    await says(answer, /The trust policy of Reader is not known yet/);
  });
});
