// What somebody meets who is here for the first time: calm words after an edit, a way back, a list of keys, and nothing
// that is assumed without being said.

import assert from "node:assert/strict";
import { editor } from "./support/editor.mjs";
import { walk } from "./support/walk.mjs";
import { choose, node, openExample, verdicts } from "./support/workbench.mjs";

const ROLE = "arn:aws:iam::222222222222:role/Reader";
const COMMAND = `aws sts assume-role --role-arn ${ROLE} --role-session-name alice`;

/** One's own case with a text in its box. */
async function pasted(page, open, text) {
  await open();
  await page.getByText("Paste your own case").first().click();
  await page.locator("textarea#own-case").fill(text);
}

walk("the list of keys is opened by a key and by its button, and closed by Escape", async ({ page, open, step, axe, eventually }) => {
  const list = page.getByRole("dialog", { name: "Keys" });
  const focused = () => page.evaluate(() => document.activeElement?.id);
  await openExample(page, open, "three-hop-chain");
  await step("by a key", async () => {
    await page.locator('figure [data-step="prod"]').focus();
    await page.keyboard.press("?");
    await list.waitFor();
    assert.match(await list.innerText(), /the next, the previous step/);
    await axe();
    await page.keyboard.press("Escape");
    await list.waitFor({ state: "detached" });
  });
  await step("by its button, which has the focus again", async () => {
    await page.getByRole("button", { name: "Keys (?)" }).click();
    await list.waitFor();
    await page.keyboard.press("Escape");
    await list.waitFor({ state: "detached" });
    await eventually(async () => assert.equal(await focused(), "shortcuts-button"));
  });
});

walk("shortcuts of one letter are turned off, for good, and on again", async ({ page, open, step, eventually, axe, shot }) => {
  const list = page.getByRole("dialog", { name: "Keys" });
  const choice = list.getByRole("checkbox", { name: "Shortcuts of one letter" });
  const chosen = () => page.locator('figure [aria-pressed="true"]').getAttribute("data-step");
  // Nothing is pressed while a button has the focus, which takes the space bar for itself.
  const press = async (key) => {
    await page.evaluate(() => document.activeElement?.blur());
    await page.keyboard.press(key);
  };
  await openExample(page, open, "three-hop-chain");
  await eventually(async () => assert.equal(await chosen(), "read"));
  await step("off", async () => {
    await page.getByRole("button", { name: "Keys (?)" }).click();
    await choice.uncheck();
    await axe(".shortcuts");
    await shot("letters-off");
    await page.keyboard.press("Escape");
    await list.waitFor({ state: "detached" });
    for (const key of ["1", "k", "?", "]", ".", " "]) {
      await press(key);
    }
    assert.equal(await chosen(), "read");
    assert.deepEqual([await list.count(), await page.locator(".playback").count(), await page.locator(".clock-asked").count()], [0, 0, 0]);
  });
  await step("what is no letter works, and finds the list", async () => {
    await press("Control+k");
    await page.getByRole("combobox").fill("keys");
    await page.keyboard.press("Enter");
    await list.waitFor();
    await page.keyboard.press("Escape");
  });
  await step("after a reload as well", async () => {
    await eventually(async () => assert.equal(await page.evaluate(() => Object.entries(localStorage).filter(([key]) => key.endsWith("keys-of-one-letter")).map(([, text]) => text).join()), "off"));
    await page.reload();
    await page.locator('figure [data-step="read"]').waitFor();
    await press("?");
    assert.equal(await list.count(), 0);
    await page.getByRole("button", { name: "Keys (?)" }).click();
    assert.equal(await choice.isChecked(), false);
    await choice.check();
    await page.keyboard.press("Escape");
    await press("1");
    await eventually(async () => assert.notEqual(await chosen(), "read"));
  });
});

walk("a step that was added says what it assumes, and its form has the focus", async ({ page, open, see, step, eventually }) => {
  await openExample(page, open, "three-hop-chain");
  await page.getByRole("button", { name: "Add step" }).click();
  await page.getByRole("menuitem", { name: "AssumeRole", exact: true }).click();
  await see("Added hop 5: the chain so far calls. Choose the role.");
  await eventually(async () => assert.equal(await page.evaluate(() => document.activeElement?.closest("#inspector-panel") !== null && document.activeElement.matches("input, select, textarea")), true));
  await step("one click takes it back", async () => {
    await page.getByRole("status").getByRole("button", { name: "Undo" }).click();
    await eventually(async () => assert.equal(Object.keys(await verdicts(page)).length, 4));
  });
});

walk("what an edit changes is said calmly", async ({ page, open, see, eventually }) => {
  await openExample(page, open, "three-hop-chain");
  await page.locator('figure [data-step="prod"]').click();
  await page.getByRole("tab", { name: "Request" }).click();
  await page.locator("#field-DurationSeconds").fill("7200");
  await see("Your edits changed 3 of 4 expected results");
  await eventually(async () => assert.equal(await page.locator(".status .verdict-warn").count(), 0));
  await eventually(async () =>
    assert.match(await page.locator("#step-row-1 .steps-expected button").getAttribute("aria-label"), /^differs: expected: succeeded/),
  );
});

walk("undo stays within a scenario, and work that was left is a click away", async ({ page, open, see, eventually }) => {
  await openExample(page, open, "three-hop-chain");
  await page.getByRole("button", { name: "Edit the title" }).click();
  await page.locator("#title-field").fill("Mine");
  await page.getByRole("button", { name: "Scenarios", exact: true }).click();
  await page.locator('[data-example="chained-hop-asks-two-hours"]').first().click();
  await see("“Mine” is kept as you left it.");
  await page.keyboard.press("Control+Z");
  assert.notEqual(await page.locator("h1.bar-title").innerText(), "Mine");
  await page.getByRole("button", { name: "Back to it" }).click();
  await eventually(async () => assert.equal(await page.locator("h1.bar-title").innerText(), "Mine"));
  await page.getByRole("button", { name: "Undo: edit the title" }).waitFor();
});

walk("a new account is put into a unit, and what is attached there is shown", async ({ page, open, see, eventually }) => {
  await openExample(page, open, "three-hop-chain");
  await choose(page, "Add to the world", "Account");
  const unit = page.locator("#entity-unit");
  await unit.waitFor();
  await see("In no unit it is outside the organization: no SCP and no RCP has a say.");
  assert.equal(await page.locator("#entity-scps").count() + await page.getByText("ServiceControlPolicies").count(), 0);
  await unit.selectOption({ label: "Root / Workloads" });
  await see("SCPs and RCPs of every level above it have a say.");
  await see("ServiceControlPolicies");
  const level = (name) => node(page, name).getAttribute("aria-level").then(Number);
  await eventually(async () => {
    const chosen = page.locator('[role=treeitem][aria-selected="true"]');
    assert.equal(Number(await chosen.getAttribute("aria-level")), (await level("Workloads")) + 1);
  });
});

walk("one's own case asks for nothing with made-up names, and says what contradicts what", { seconds: 90 }, async ({ page, open, see, step, eventually }) => {
  const found = page.locator(".own-found");
  await step("YAML alone", async () => {
    await pasted(page, open, "Statement:\n  - Effect: Allow\n    Action: sts:AssumeRole\n    Principal: '*'\n");
    await see("This is YAML, which is not read.");
    assert.doesNotMatch(await found.innerText(), /TheRole|get-caller-identity|Still missing|Assumed/i);
  });
  await step("two commands for one role", async () => {
    await page.locator("textarea#own-case").fill(`${COMMAND}\n\n${COMMAND}2`);
    await see("stands here twice and differently; the later one counts.");
  });
  await step("a message that these pieces do not lead to", async () => {
    const message = `An error occurred (AccessDenied) when calling the AssumeRole operation: User: arn:aws:iam::111111111111:user/alice is not authorized to perform: sts:AssumeRole on resource: ${ROLE} because no identity-based policy allows the sts:AssumeRole action`;
    const policy = JSON.stringify({ Version: "2012-10-17", Statement: { Effect: "Deny", Action: "sts:*", Resource: "*" } });
    const trust = JSON.stringify({ Version: "2012-10-17", Statement: { Effect: "Allow", Principal: { AWS: "111111111111" }, Action: "sts:AssumeRole" } });
    await page.locator("textarea#own-case").fill(`${message}\n\n${policy}\n\n${trust}`);
    await see("With these pieces the command line would print another message than yours");
    await eventually(async () => assert.match(await found.innerText(), /explicit deny in an identity-based policy/));
  });
  await step("the same message is no difference", async () => {
    const message = `An error occurred (AccessDenied) when calling the AssumeRole operation: User: arn:aws:iam::111111111111:user/alice is not authorized to perform: sts:AssumeRole on resource: ${ROLE}`;
    const policy = JSON.stringify({ Version: "2012-10-17", Statement: { Effect: "Allow", Action: "sts:*", Resource: "*" } });
    const trust = JSON.stringify({ Version: "2012-10-17", Statement: { Effect: "Allow", Principal: { AWS: "333333333333" }, Action: "sts:AssumeRole" } });
    await page.locator("textarea#own-case").fill(`${message}\n\n${policy}\n\n${trust}`);
    await eventually(async () => assert.match(await found.innerText(), /Denied/));
    assert.doesNotMatch(await found.innerText(), /another message than yours/);
  });
});

walk("what nobody pasted stays marked as assumed in the workbench", async ({ page, open, see, axe }) => {
  await pasted(page, open, COMMAND);
  await page.getByRole("button", { name: "Open in the workbench" }).click();
  await page.locator("summary", { hasText: "Some of it is assumed" }).click();
  await see("Nobody pasted it.");
  await see("a placeholder that lets nobody in stands in its place");
  await axe();
});

walk("the advice about an MFA code that is missing has its button", async ({ page, open, see, eventually }) => {
  const shows = (verdict) => eventually(async () => assert.equal((await verdicts(page)).deploy, verdict));
  await openExample(page, open, "three-hop-chain");
  await page.locator('figure [data-step="deploy"]').click();
  await page.getByRole("tab", { name: "Request" }).click();
  await page.locator("#field-TokenCode").fill("");
  await shows("denied");
  await page.getByRole("tab", { name: "Why" }).click();
  await see(page.locator("#why-step").getByText("SerialNumber and TokenCode only work together"));
  await page.getByRole("button", { name: "Send the device and a code" }).click();
  await shows("allowed");
});

walk("Problems and the document say the same about a slip", async ({ page, open, see, eventually }) => {
  await openExample(page, open, "three-hop-chain");
  await node(page, "ProdAdmin").click();
  await page.getByRole("button", { name: "Trust policy of ProdAdmin" }).click();
  const field = editor(page);
  await field.waitFor();
  await field.fill((await field.inputValue()).replace('"Effect"', '"Efect"'));
  const words = "Efect is no element of a statement. Did you mean Effect?";
  await eventually(async () => assert.ok((await page.locator("#document-findings").innerText()).includes(words)));
  await page.getByRole("button", { name: "2 problems" }).click();
  await eventually(async () => assert.ok((await page.getByRole("list", { name: "Problems" }).innerText()).includes(words)));
});
