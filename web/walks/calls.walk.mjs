// Every call of STS as a step with the limits of its own parameters, and the device that shows a code for it.

import assert from "node:assert/strict";
import { walk } from "./support/walk.mjs";
import { choose, keys, openExample, verdicts } from "./support/workbench.mjs";

const ADD = "Add step";

/** Opens an example with a step's form beside the chain, or behind the phone's tab. */
async function form(page, open, example, id) {
  await openExample(page, open, example);
  await page.locator(`figure [data-step="${id}"]`).click();
  const tab = page.getByRole("navigation", { name: "Parts of the workbench" }).getByRole("button", { name: "Why", exact: true });
  if (await tab.isVisible()) {
    await tab.click();
  }
  await page.getByRole("tab", { name: "Request" }).click();
}

/** The limit that stands beside a parameter. AWS: "AWS Security Token Service API Reference", "Request Parameters". */
const LIMITS = {
  AssumeRole: {
    RoleArn: "required, 20 to 2048 characters",
    RoleSessionName: "required, 2 to 64 characters",
    ExternalId: "2 to 1224 characters",
    SerialNumber: "9 to 256 characters",
    TokenCode: "6 digits",
    Tags: "0 of 50",
    PolicyArns: "0 of 10",
    ProvidedContexts: "0 of 5",
    MinimumSessionTokenSize: "0 to 4096",
  },
  AssumeRoleWithSAML: { PrincipalArn: "required, 20 to 2048 characters", SAMLAssertion: /^required, 4 to 100000 characters/ },
  AssumeRoleWithWebIdentity: { WebIdentityToken: /^required, 4 to 20000 characters/, ProviderId: "4 to 2048 characters" },
  GetSessionToken: { DurationSeconds: "900 to 129600", SerialNumber: "9 to 256 characters" },
  GetFederationToken: { Name: "required, 2 to 32 characters", DurationSeconds: "900 to 129600" },
  AssumeRoot: {
    TargetPrincipal: "required, 12 to 2048 characters",
    TaskPolicyArn: "required, 20 to 2048 characters",
    DurationSeconds: "0 to 900",
  },
  GetDelegatedAccessToken: { principal: "required, a role or user", DurationSeconds: "1 to 43200" },
  GetWebIdentityToken: {
    Audience: "required, 1 of 10",
    SigningAlgorithm: "required, 5 characters",
    DurationSeconds: "60 to 3600",
    Tags: "0 of 50",
  },
  GetCallerIdentity: {},
  GetAccessKeyInfo: { AccessKeyId: "required, 16 to 128 characters" },
  DecodeAuthorizationMessage: { EncodedMessage: "required, 1 to 10240 characters" },
};

walk("every call of STS can be added, with a form that shows its own limits", { seconds: 180 }, async ({ page, open, step, eventually, axe, shot }) => {
  await openExample(page, open, "unlock-a-bucket-as-root");
  for (const [operation, limits] of Object.entries(LIMITS)) {
    await step(operation, async () => {
      await choose(page, ADD, operation);
      await eventually(async () => assert.equal(await page.locator(".request-head h2").innerText(), `sts:${operation}`));
      // Whoever calls, the limits are the call's: the start's long-term keys, so that nothing chains.
      const caller = page.locator("#field-as");
      if (operation.startsWith("AssumeRoleWith")) {
        await eventually(async () => assert.match(await caller.innerText(), /^Nobody signs this call/));
      } else {
        await caller.selectOption("start");
      }
      for (const [parameter, limit] of Object.entries(limits)) {
        const field = page.locator(`#field-${parameter}`);
        const frame = field.and(page.locator("fieldset")).or(page.locator(".field", { has: field }).last());
        const said = (await frame.locator(".field-limit").first().innerText()).trim();
        if (limit instanceof RegExp) {
          assert.match(said, limit, parameter);
        } else {
          assert.equal(said, limit, parameter);
        }
      }
      await axe(".region-inspector");
      await shot(`form-${operation.toLowerCase()}`);
    });
  }
});

walk("AssumeRoot names an account and a task, and what it left is asked about by later calls", { seconds: 120 }, async ({ page, open, see, step, eventually }) => {
  const shows = (id, expected) => eventually(async () => assert.equal((await verdicts(page))[id], expected));
  await form(page, open, "unlock-a-bucket-as-root", "root");

  await step("another task is not permitted, another length is not possible", async () => {
    await see(page.getByText("the root user of Shop", { exact: true }));
    await page.locator("#field-DurationSeconds").fill("901");
    await see(page.getByText("15 min 1 s is over the most that this call grants, 900 s."));
    await shows("root", "denied");
    await page.locator("#field-DurationSeconds").fill("300");
    await shows("root", "allowed");
    const task = page.locator("#field-TaskPolicyArn");
    const before = await task.inputValue();
    await task.fill("arn:aws:iam::aws:policy/root-task/IAMAuditRootUserCredentials");
    await shows("root", "denied");
    await task.fill(before);
    await shows("root", "allowed");
  });

  await step("whose key is it: the step is named, and the key follows from it", async () => {
    await choose(page, ADD, "GetAccessKeyInfo");
    await eventually(async () => assert.equal(await page.locator("#field-AccessKeyId").inputValue(), "root"));
    await see(page.getByText("the access key id that hop 4 left"));
    await page.locator("#field-as").selectOption("start");
    await page.locator("#field-AccessKeyId").fill("AKIA");
    await see(page.getByText(/Member must have length greater than or equal to 16/).first());
  });

  await step("a token for another service is for somebody", async () => {
    await choose(page, ADD, "GetWebIdentityToken");
    await page.getByRole("button", { name: "Add audience" }).click();
    await page.getByRole("textbox", { name: "Audience 2" }).fill("https://second.example.com");
    await page.locator("#field-SigningAlgorithm").fill("HS256");
    await see(page.locator("#field-SigningAlgorithm-note"));
    await page.locator("#field-DurationSeconds").fill("30");
    await see(page.getByText("Under the least of 60 s (1 min)."));
  });
});

walk("a code of the simulated device is sent by one click; one half minute either way works", { seconds: 120 }, async ({ page, open, see, step, eventually, axe, shot }) => {
  const shows = (expected) => eventually(async () => assert.equal((await verdicts(page)).session, expected));
  const code = page.locator(".device output");
  await form(page, open, "session-token-then-role", "session");

  await step("without a seed any six digits are taken", async () => {
    await see(page.getByText("The device has no seed: any six digits are taken."));
    await shows("allowed");
  });

  await step("with one the device's own code is", async () => {
    await page.getByRole("button", { name: /^Give it a Base32StringSeed/ }).click();
    await shows("denied");
    const shown = (await code.innerText()).replace(" ", "");
    assert.match(shown, /^\d{6}$/);
    await axe(".region-inspector");
    await shot("mfa-device");
    await page.getByRole("button", { name: `Send ${shown}` }).click();
    await shows("allowed");
    assert.equal(await page.locator("#field-TokenCode").inputValue(), shown);
    await see(page.getByText("sent with this call"));
  });

  await step("the code holds for the half minute after its own, and no longer", async () => {
    await see(page.getByText("Shown from 10:00:00 to 10:00:30 UTC, taken from 09:59:30 to 10:01:00: one half minute either way."));
    await page.locator("#field-after").fill("59");
    await shows("allowed");
    await page.locator("#field-after").fill("60");
    await shows("denied");
    await page.getByRole("button", { name: /^Send \d{6}$/ }).click();
    await shows("allowed");
  });

  await step("undone in one go", async () => {
    await page.getByRole("button", { name: "Undo: try another SerialNumber and TokenCode of hop 1" }).click();
    await shows("denied");
  });
});

walk("a call is added and its code sent by keys alone", { seconds: 120 }, async ({ page, open, step, eventually }) => {
  const { until, press } = keys(page);
  await openExample(page, open, "session-token-then-role");
  await step("GetSessionToken of the start", async () => {
    await until("Tab", ({ name }) => name === ADD, 90);
    await press("Enter");
    await until("ArrowDown", ({ role, name }) => role === "menuitem" && name === "GetSessionToken", 30);
    await press("Enter");
    await until("Tab", ({ id }) => id === "field-as", 60);
    await press("t");
    await eventually(async () => assert.match(await page.locator("#field-as option:checked").innerText(), /^The start/));
  });
  await step("the caller's own device is offered", async () => {
    await until("Tab", ({ name }) => name === "Send 123456", 40);
    await press("Enter");
    await eventually(async () => assert.equal(await page.locator("#field-TokenCode").inputValue(), "123456"));
  });
});

walk("on a phone a call is added and its device used", { width: 390, seconds: 120 }, async ({ page, open, step, eventually, axe }) => {
  await openExample(page, open, "session-token-then-role");
  await step("add", async () => {
    await choose(page, ADD, "GetSessionToken");
    await page.locator("#field-as").selectOption("start");
    await page.getByRole("button", { name: "Send 123456" }).click();
    await eventually(async () => assert.equal(await page.locator("#field-TokenCode").inputValue(), "123456"));
    const [wide, window] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
    assert.ok(wide <= window, `${wide} in ${window}`);
    await axe();
  });
});

walk("the start is a federated user, and names who made its session", { seconds: 90 }, async ({ page, open, see, step, eventually, axe }) => {
  await openExample(page, open, "federation-token-needs-a-policy");
  await page.getByRole("treeitem", { name: /^Start/ }).first().click();
  await step("a user can begin with a session, which has an age", async () => {
    assert.equal(await page.locator("#start-duration").count(), 0);
    await page.locator("#start-credentials").selectOption("sessionToken");
    await page.locator("#start-mfa").check();
    await page.locator("#start-duration").fill("900");
    await page.locator("#start-issued").fill("2026-11-22T11:00:00Z");
    await see(page.getByText("The session is issued after the chain begins."));
    await page.locator("#start-issued").fill("2026-11-22T09:50:00Z");
    await axe();
  });
  await step("a federated user's session is somebody's", async () => {
    await page.locator("#start-credentials").selectOption("longTerm");
    await page.locator("#start-principal").fill("arn:aws:sts::111111111111:federated-user/visitor");
    await page.locator("#start-federating-user").fill("carol");
    await see(page.getByText(/^An ARN of a user or root/));
    await page.locator("#start-federating-user").fill("arn:aws:iam::111111111111:user/carol");
    await choose(page, ADD, "GetCallerIdentity");
    await page.locator("#field-as").selectOption("start");
    await page.getByRole("tab", { name: "Credentials" }).click();
    const made = page.locator(".facts-row", { has: page.getByText("Federating user", { exact: true }) });
    await eventually(async () => assert.equal(await made.locator("dd").innerText(), "arn:aws:iam::111111111111:user/carol"));
    await axe();
  });
});
