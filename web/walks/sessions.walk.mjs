// What a session is worth: how long and why, what its token carries, how it is taken into a terminal, what it leaves in the
// audit trail, and how it is taken back.

import assert from "node:assert/strict";
import { walk } from "./support/walk.mjs";
import { choose, keys, openExample, verdicts } from "./support/workbench.mjs";

/** Opens a tab of the inspector for a step, behind the phone's tab where there is one. */
async function inspect(page, id, tab) {
  const part = (name) =>
    page.getByRole("navigation", { name: "Parts of the workbench" }).getByRole("button", { name, exact: true });
  if (await part("Chain").isVisible()) {
    await part("Chain").click();
  }
  await page.locator(`figure [data-step="${id}"]`).click();
  if (await part("Why").isVisible()) {
    await part("Why").click();
  }
  await page.getByRole("tab", { name: tab, exact: true }).click();
}

/** A fact of a part of the inspector by its name. */
const fact = (part, name) => part.locator(".facts-row", { has: part.page().getByText(name, { exact: true }) }).locator("dd");

walk("a session says what bounded it, and until when each step with it would still succeed", async ({ page, open, step, see, eventually, axe, shot }) => {
  const part = page.locator('[aria-label="How long it lasts"]');
  await openExample(page, open, "three-hop-chain");

  await step("a chained hop is bounded by the hour", async () => {
    await inspect(page, "prod", "Credentials");
    assert.equal(await fact(part, "Lasts").innerText(), "3600 s (1 h)");
    assert.equal(await fact(part, "Because").innerText(), "A chained session lasts at most one hour.");
    assert.match(await part.locator(".life-uses").innerText(), /Hop 3 sts:AssumeRole at 10:03:00, 59 min left/);
    await see(part.getByText("would succeed before 11:02:00 UTC, when its caller's session ends"));
    await shot("lifetime");
    await axe(".region-inspector");
  });

  await step("less than the maximum is what was asked, with what was possible", async () => {
    await inspect(page, "deploy", "Request");
    await page.locator("#field-DurationSeconds").fill("900");
    await page.getByRole("tab", { name: "Credentials" }).click();
    await eventually(async () =>
      assert.equal(await fact(part, "Because").innerText(), "It was asked for. 14400 s (4 h) were possible."));
    await part.getByRole("button", { name: "Hop 2" }).click();
    await see(page.getByText("Minted by hop 2"));
  });
});

walk("the session token is opened; a changed one is refused", async ({ page, open, step, see, eventually, axe, shot }) => {
  const part = page.locator('[aria-label="Session token, opened"]');
  const token = page.locator("#session-token");
  await openExample(page, open, "transitive-tags-over-three-hops");
  const first = await page.locator("figure [data-step]").first().getAttribute("data-step");
  const second = await page.locator("figure [data-step]").nth(1).getAttribute("data-step");

  await inspect(page, first, "Credentials");
  const other = await token.inputValue();
  await step("it carries what the session has", async () => {
    await inspect(page, second, "Credentials");
    assert.match(await token.inputValue(), /^SIMULATED/);
    assert.match(await fact(part, "Principal").innerText(), /assumed-role/);
    assert.match(await fact(part, "Tags").innerText(), /transitive/);
    await shot("token");
    await axe(".region-inspector");
  });

  await step("a token of another hop opens as that hop's", async () => {
    const own = await fact(part, "Principal").innerText();
    await token.fill(other);
    await see(part.getByText(/It is that of hop 1\./));
    await eventually(async () => assert.notEqual(await fact(part, "Principal").innerText(), own));
  });

  await step("one letter changed: refused, with the service's words, and nothing is told", async () => {
    const at = 200;
    const letter = other[at] === "A" ? "B" : "A";
    await token.fill(other.slice(0, at) + letter + other.slice(at + 1));
    await see(part.getByText(/InvalidClientTokenId \(403\): The security token included in the request is invalid\. It is changed, cut, or from another scenario\./));
    assert.equal(await part.locator(".facts-row").count(), 0);
    await axe(".region-inspector");
    await shot("token-refused");
  });

  await step("back to the hop's own", async () => {
    await page.getByRole("button", { name: "Back to the token of this hop" }).click();
    await see(part.getByText("Sealed in this scenario and unchanged. This is what it carries:"));
  });
});

walk("a hop is copied as a command, a script, variables and profiles", async ({ page, open, step, see, eventually, axe, shot }) => {
  const text = () => page.locator(".terminal-text pre").first().textContent();
  const as = (words) => page.locator("#terminal-form").selectOption({ label: words });
  const shell = (words) => page.locator("#terminal-shell").selectOption({ label: words });
  const says = (pattern) => eventually(async () => assert.match(await text(), pattern));
  await page.addInitScript(() => {
    Object.defineProperty(navigator, "clipboard", { value: { writeText: (words) => (window.copied = words, Promise.resolve()) } });
  });
  await openExample(page, open, "three-hop-chain");

  await step("the command, in each shell's quotes", async () => {
    await inspect(page, "prod", "Terminal");
    await says(/^aws sts assume-role \\\n {2}--role-arn arn:aws:iam::\d{12}:role\/ProdAdmin \\\n/);
    const shown = page.getByRole("region", { name: "command", exact: true });
    await eventually(async () => assert.equal((await shown.innerText()).trim().split("\n").length, (await text()).trim().split("\n").length));
    await shell("PowerShell");
    await says(/^aws sts assume-role `\n/);
    await shell("cmd");
    await says(/^aws sts assume-role \^\n/);
    await axe(".region-inspector");
  });

  await step("the answer's token is folded, and shown whole", async () => {
    const answer = page.getByRole("region", { name: "answer", exact: true });
    await eventually(async () => assert.match(await answer.innerText(), /"SessionToken": "SIMULATED\S+… \d+ more/));
    await page.getByRole("button", { name: "Show long lines whole" }).click();
    await eventually(async () => assert.match(await answer.innerText(), /"SessionToken": "[^"]{300,}",/));
    await page.getByRole("button", { name: "Fold long lines" }).click();
    await eventually(async () => assert.match(await answer.innerText(), /\d+ more/));
  });

  await step("the script: each hop's credentials are the next one's", async () => {
    await as("Script of the chain");
    await see(page.getByText(/The command prompt cannot read an answer into variables/));
    await shell("Bash");
    await says(/given=\$\(aws sts assume-role/);
    assert.equal((await text()).match(/export AWS_ACCESS_KEY_ID/g).length, 1);
    await shot("terminal-script");
  });

  await step("the variables", async () => {
    await as("Environment variables");
    await says(/^export AWS_ACCESS_KEY_ID=ASIA\w{16}\nexport AWS_SECRET_ACCESS_KEY='?SIMULATED/);
    await shell("PowerShell");
    await says(/^\$Env:AWS_ACCESS_KEY_ID = 'ASIA/);
    await shell("cmd");
    await says(/^set "AWS_ACCESS_KEY_ID=ASIA/);
    await page.getByRole("button", { name: "Copy environment variables" }).click();
    await eventually(async () => assert.equal(await page.evaluate(() => window.copied.trim()), (await text()).trim()));
  });

  await step("the profiles, with what none can say", async () => {
    await as("Profile");
    await says(/^\[profile prod\]\nrole_arn = .*\nsource_profile = deploy\n/);
    await as("Profiles of the chain");
    await says(/^\[profile alice\]\n[^]*\[profile deploy\]\n[^]*source_profile = alice\n[^]*\[profile prod\]/);
    assert.equal(await page.locator("#terminal-shell").count(), 0);
    await shot("terminal-profiles");
    await axe(".region-inspector");
  });

  await step("an action of policies has no command, and says so", async () => {
    await inspect(page, "read", "Terminal");
    await as("Command");
    await see(page.getByText(/is an action of policies/));
  });
});

walk("events are listed account by account, each opens as a record with who was behind it", async ({ page, open, step, see, eventually, axe, shot }) => {
  await openExample(page, open, "three-hop-chain");
  const hops = page.getByRole("navigation", { name: "Parts of the workbench" }).getByRole("button", { name: "Steps", exact: true });
  if (await hops.isVisible()) {
    await hops.click();
  }
  await page.getByRole("tab", { name: "Events" }).click();

  await step("the list", async () => {
    const rows = page.locator(".events .step");
    await eventually(async () => assert.equal(await rows.count(), 6));
    assert.equal(await page.locator(".events-account").count(), 4);
    assert.match(await page.locator(".events-account").first().innerText(), /111111111111: 1 event/);
    assert.match(await rows.first().innerText(), /AssumeRole[^]*shared[^]*alice/);
    await see(page.getByText(/No event of step 4:/));
    await shot("events");
    await axe();
  });

  await step("a record, in CloudTrail's form", async () => {
    await page.getByRole("button", { name: /^AssumeRole of hop 2/ }).nth(1).click();
    const record = JSON.parse(await page.locator(".event-record pre").innerText());
    assert.equal(record.eventName, "AssumeRole");
    assert.equal(record.recipientAccountId, "333333333333");
    assert.ok(record.sharedEventID);
    const origin = page.locator('[aria-label="Who was this, originally?"]');
    assert.equal(await fact(origin, "Originally").innerText(), "arn:aws:iam::111111111111:user/alice");
    assert.match(await fact(origin, "AssumeRole").innerText(), /Hop 1 gave .*assumed-role\/DeployRole/);
    await shot("event");
    await axe();
  });

  await step("the copy in the other account, under the same sharedEventID", async () => {
    const shared = JSON.parse(await page.locator(".event-record pre").innerText()).sharedEventID;
    await page.locator(".event-record .field-note .link-button").click();
    await eventually(async () => {
      const record = JSON.parse(await page.locator(".event-record pre").innerText());
      assert.deepEqual([record.recipientAccountId, record.sharedEventID], ["222222222222", shared]);
    });
    await page.getByRole("button", { name: "Close, show the steps" }).click();
    await see(page.locator(".events"));
  });
});

walk("older sessions of a role are revoked where the chain stands", { seconds: 90 }, async ({ page, open, step, see, eventually, axe, shot }) => {
  const shows = (expected) => eventually(async () => assert.deepEqual(await verdicts(page), expected));
  await openExample(page, open, "three-hop-chain");

  await step("from the session itself", async () => {
    await inspect(page, "logs", "Credentials");
    await see(page.getByText(/issued before 10:03:30 UTC/));
    await shot("revoke");
    await page.getByRole("button", { name: "Revoke older sessions of LogArchiveReader" }).click();
    await shows({ deploy: "allowed", prod: "allowed", logs: "allowed", revoke: "allowed", read: "denied" });
    assert.equal(await page.locator("#field-PolicyName").inputValue(), "AWSRevokeOlderSessions");
    await axe();
  });

  await step("from the role's settings", async () => {
    await page.getByRole("button", { name: /^Undo:/ }).click();
    await page.locator('figure [data-step="logs"]').click();
    await page.getByRole("treeitem", { name: /^LogArchiveReader\b/ }).first().click();
    await page.locator(".subject").getByRole("button", { name: "Revoke older sessions" }).click();
    await shows({ deploy: "allowed", prod: "allowed", logs: "allowed", revoke: "allowed", read: "denied" });
  });

  await step("from the menu", async () => {
    await page.getByRole("button", { name: /^Undo:/ }).click();
    await page.locator('figure [data-step="logs"]').click();
    await choose(page, "Add step", "Revoke older sessions of LogArchiveReader");
    await shows({ deploy: "allowed", prod: "allowed", logs: "allowed", revoke: "allowed", read: "denied" });
  });
});

walk("token, terminal and events are reached by keys alone", { seconds: 120 }, async ({ page, open, step, eventually }) => {
  const { until, press } = keys(page);
  await openExample(page, open, "three-hop-chain");
  await step("the inspector's tabs", async () => {
    await until("F6", ({ name }) => name === "Chain", 8);
    await press("2");
    await until("Tab", ({ role, name }) => role === "tab" && name === "Why", 60);
    await until("ArrowRight", ({ name }) => name === "Credentials", 4);
    await until("Tab", ({ id }) => id === "session-token", 30);
    await press("End");
    await page.keyboard.type("x");
    await eventually(async () => assert.match(await page.locator("#session-token-note").innerText(), /InvalidClientTokenId/));
    await until("Tab", ({ name }) => name === "Back to the token of this hop", 3);
    await press("Enter");
    await until("Shift+Tab", ({ role, name }) => role === "tab" && name === "Credentials", 40);
    await until("ArrowRight", ({ name }) => name === "Terminal", 4);
    await until("Tab", ({ id }) => id === "terminal-form", 5);
    await press("p");
    await eventually(async () => assert.match(await page.locator(".terminal-text pre").first().textContent(), /^\[profile prod\]/));
    await until("Tab", ({ name }) => name === "profile", 5);
  });
  await step("the events", async () => {
    await until("Shift+Tab", ({ role, name }) => role === "tab" && name.startsWith("Steps"), 90);
    await until("ArrowRight", ({ name }) => name.startsWith("Events"), 6);
    await until("Tab", ({ name }) => name.startsWith("AssumeRole of hop 1"), 8);
    await press("Enter");
    await page.locator(".event-record pre").waitFor();
  });
});

walk("on a phone sessions, terminal and events fit the window", { width: 390, seconds: 120 }, async ({ page, open, step, see, axe }) => {
  const fits = async () => {
    const [wide, window] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
    assert.ok(wide <= window, `${wide} in ${window}`);
    await axe();
  };
  await openExample(page, open, "three-hop-chain");
  await step("credentials", async () => {
    await inspect(page, "prod", "Credentials");
    await see(page.getByText("How long it lasts"));
    await fits();
  });
  await step("terminal", async () => {
    await page.getByRole("tab", { name: "Terminal" }).click();
    await page.locator("#terminal-form").selectOption({ label: "Profiles of the chain" });
    await fits();
  });
  await step("events", async () => {
    await page.getByRole("navigation", { name: "Parts of the workbench" }).getByRole("button", { name: "Steps", exact: true }).click();
    await page.getByRole("tab", { name: "Events" }).click();
    await fits();
    await page.getByRole("button", { name: /^AssumeRole of hop 1/ }).first().click();
    await page.locator(".event-record pre").waitFor();
    await fits();
  });
});
