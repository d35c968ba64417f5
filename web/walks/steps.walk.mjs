// The chain's steps: added, edited, reordered and removed, by mouse and by keys alone.

import assert from "node:assert/strict";
import { editor } from "./support/editor.mjs";
import { walk } from "./support/walk.mjs";
import { choose, keys, openExample, part, verdicts } from "./support/workbench.mjs";

const ALL_ALLOWED = { deploy: "allowed", prod: "allowed", logs: "allowed", read: "allowed" };
const ADD = "Add step";

/** The ids of the steps in their order, read off the drawing's numbers. */
async function order(page) {
  const calls = await page.locator("figure [data-step]").evaluateAll((all) =>
    all.map((call) => ({ step: call.dataset.step, number: Number(call.querySelector(".d-number")?.textContent) })),
  );
  return calls.sort((one, two) => one.number - two.number).map(({ step }) => step);
}

walk("steps are added, edited, reordered and removed by mouse", { seconds: 180 }, async ({ page, open, see, step, eventually, axe }) => {
  const shows = (expected) => eventually(async () => assert.deepEqual(await verdicts(page), expected));
  const inOrder = (expected) => eventually(async () => assert.deepEqual(await order(page), expected));
  const undo = page.getByRole("button", { name: /^Undo:/ });
  const select = async (id) => {
    await page.locator(`figure [data-step="${id}"]`).click();
  };
  const request = () => page.getByRole("tab", { name: "Request" }).click();

  await step("add another action on a resource", async () => {
    await openExample(page, open, "three-hop-chain");
    await select("read");
    await choose(page, ADD, "Any other action");
    await inOrder(["deploy", "prod", "logs", "read", "act"]);
    await page.locator("#field-Action").fill("s3:DeleteObject");
    await page.locator("#field-Resource").fill("arn:aws:s3:::prod-release-logs/web/2026-11-22.json");
    await shows({ ...ALL_ALLOWED, act: "denied" });
    await page.locator("#field-Resource").fill("arn:aw");
    await see(page.getByText(/^arn:aw is not allowed here/));
    await page.locator("#field-Resource").fill("");
    await page.locator("#field-Action").fill("s3");
    await see(page.getByText(/An action such as s3:GetObject/));
    await page.locator("#field-Action").fill("s3:ListAllMyBuckets");
    await shows({ ...ALL_ALLOWED, act: "denied" });
    await axe();
  });

  await step("call it as somebody else", async () => {
    await page.locator("#field-as").selectOption({ label: "Hop 2: ProdAdmin" });
    await page.locator("#field-Action").fill("s3:ListBucket");
    await page.locator("#field-endpoint").fill("eu-we");
    await see(page.getByText(/^eu-we is not allowed here/));
    await page.locator("#field-endpoint").fill("eu-west-1");
    await shows({ ...ALL_ALLOWED, act: "allowed" });
    await axe();
  });

  await step("an administrator changes the world between two hops", async () => {
    await select("prod");
    await choose(page, ADD, "PutRolePolicy");
    await inOrder(["deploy", "prod", "change", "logs", "read", "act"]);
    await page.locator("#field-target").fill("LogArchiveReader");
    await page.getByRole("button", { name: "Open document" }).click();
    const field = editor(page);
    await field.fill((await field.inputValue()).replace('"Allow"', '"Deny"').replace('"sts:AssumeRole"', '"s3:*"'));
    await shows({ ...ALL_ALLOWED, change: "allowed", read: "denied", act: "allowed" });
    await page.getByRole("tab", { name: "Why" }).click();
    await axe();
  });

  await step("a role is made with a path and taken under it", async () => {
    await page.getByRole("button", { name: "Close, show the steps" }).click();
    await select("act");
    await choose(page, ADD, "CreateRole");
    await page.locator("#field-target").fill("Temporary");
    await page.locator("#field-Path").fill("/jobs");
    await see(page.getByText(/begins and ends with a slash/));
    await page.locator("#field-Path").fill("/jobs/");
    await undo.click();
    await undo.click();
    await undo.click();
    await inOrder(["deploy", "prod", "change", "logs", "read", "act"]);
  });

  await step("reorder: the change comes after the read, which is allowed then", async () => {
    await page.locator(".step-number", { hasText: "3" }).click();
    await page.getByRole("button", { name: "Move change 3 down" }).click();
    await page.getByRole("button", { name: "Move change 4 down" }).click();
    await inOrder(["deploy", "prod", "logs", "read", "change", "act"]);
    await shows({ ...ALL_ALLOWED, change: "allowed", act: "allowed" });
    await page.getByRole("button", { name: "Move change 5 up" }).click();
    await shows({ ...ALL_ALLOWED, read: "denied", change: "allowed", act: "allowed" });
  });

  await step("remove: who was called by it is called by whoever called it", async () => {
    await page.getByRole("button", { name: "Remove change 4" }).click();
    await see(page.getByText("Removed change 4."));
    await shows({ ...ALL_ALLOWED, act: "allowed" });
    await select("prod");
    await page.getByRole("button", { name: "Remove hop 2" }).click();
    await see(page.getByText("Removed hop 2. What it called (now step 4) is called by whoever called it."));
    await shows({ deploy: "allowed", logs: "denied", read: "not-reached", act: "denied" });
    await page.getByRole("status").getByRole("button", { name: "Undo" }).click();
    await shows({ ...ALL_ALLOWED, act: "allowed" });
    await select("deploy");
    await request();
    assert.match(await page.locator("#field-RoleArn").inputValue(), /DeployRole$/);
    await axe();
  });
});

walk("steps are added, edited, reordered and removed by keys alone", { seconds: 180 }, async ({ page, open, step, eventually }) => {
  const shows = (expected) => eventually(async () => assert.deepEqual(await verdicts(page), expected));
  const inOrder = (expected) => eventually(async () => assert.deepEqual(await order(page), expected));
  const { until, press, fill } = keys(page);

  await step("open an example", async () => {
    await open();
    await until("Tab", ({ name }) => name.startsWith("Three-hop chain"), 250);
    await press("Enter");
    await shows(ALL_ALLOWED);
  });

  await step("add an action as the last step", async () => {
    await until("Tab", ({ name }) => name === ADD, 60);
    await press("Enter");
    await until("ArrowDown", ({ role, name }) => role === "menuitem" && name === "Any other action", 20);
    await press("Enter");
    await inOrder(["deploy", "prod", "logs", "read", "act"]);
    await until("Tab", ({ id }) => id === "field-Action", 80);
    await fill("s3:DeleteObject");
    await shows({ ...ALL_ALLOWED, act: "denied" });
  });

  await step("move it up and down again", async () => {
    await until("Shift+Tab", ({ name }) => name === "Move step 5 up", 80);
    await press("Enter");
    await inOrder(["deploy", "prod", "logs", "act", "read"]);
    await until("Tab", ({ name }) => name === "Move step 4 down", 5);
    await press("Enter");
    await inOrder(["deploy", "prod", "logs", "read", "act"]);
  });

  await step("remove it, undo, redo", async () => {
    await until("Tab", ({ name }) => name === "Remove step 5", 5);
    await press("Enter");
    await shows(ALL_ALLOWED);
    await press("Control+Z");
    await shows({ ...ALL_ALLOWED, act: "denied" });
    await press("Control+Y");
    await shows(ALL_ALLOWED);
  });

  await step("a step is chosen by its number, by J and K, and in the list", async () => {
    const explains = (words) => eventually(async () => assert.match(await page.locator("#why-step").innerText(), words));
    await until("F6", ({ name }) => name === "Chain", 8);
    await press("2");
    await until("Tab", ({ role, name }) => role === "tab" && /Why|Request|Credentials/.test(name));
    await until("ArrowLeft", ({ name }) => name === "Why", 4);
    await explains(/Step 2 of 4/);
    await press("j");
    await explains(/Step 3 of 4/);
    await press("k");
    await explains(/Step 2 of 4/);
    await until("Shift+Tab", ({ name }) => name.startsWith("Step 4:"), 60);
    await press("Enter");
    await explains(/Step 4 of 4/);
  });
});

walk("the value that would have matched is tried with one click, and undone", async ({ page, open, see, step, eventually, axe }) => {
  const shows = (id, expected) => eventually(async () => assert.equal((await verdicts(page))[id], expected));

  await step("an external id", async () => {
    await openExample(page, open, "vendor-confused-deputy");
    const id = "confused";
    await page.locator(`figure [data-step="${id}"]`).click();
    await shows(id, "denied");
    await page.getByRole("button", { name: "Try with ExternalId customer-2093" }).click();
    await shows(id, "allowed");
    await page.getByRole("tab", { name: "Request" }).click();
    assert.equal(await page.locator("#field-ExternalId").inputValue(), "customer-2093");
    await page.getByRole("button", { name: "Undo: try another ExternalId of hop 3" }).click();
    await shows(id, "denied");
    await axe();
  });
});

walk("what an identity provider signed is edited claim by claim, and attribute by attribute", { seconds: 120 }, async ({ page, open, see, step, eventually, axe }) => {
  const verdict = (id, expected) => eventually(async () => assert.equal((await verdicts(page))[id], expected));
  const request = () => page.getByRole("tab", { name: "Request" }).click();

  await step("a claim of a web identity token", async () => {
    await openExample(page, open, "github-actions-main-branch");
    const before = await verdicts(page);
    const [allowed] = Object.entries(before).find(([, is]) => is === "allowed");
    await page.locator(`figure [data-step="${allowed}"]`).click();
    await request();
    const sub = page.getByRole("textbox", { name: "Value sub 1" });
    const was = await sub.inputValue();
    await sub.fill("repo:somebody/else:ref:refs/heads/main");
    await verdict(allowed, "denied");
    await sub.fill(was);
    await verdict(allowed, "allowed");
    await page.getByRole("combobox", { name: "Name of a claim to add" }).fill("sub");
    await page.getByRole("button", { name: "Add claim" }).click();
    await see(page.getByText("sub is there already."));
    await page.getByRole("combobox", { name: "Name of a claim to add" }).fill("environment");
    await page.getByRole("button", { name: "Add claim" }).click();
    await page.getByRole("textbox", { name: "Value environment 1" }).fill("production");
    await page.getByRole("button", { name: "Leave out environment" }).click();
    await eventually(async () => assert.equal(await page.getByRole("textbox", { name: "Value environment 1" }).count(), 0));
    await axe();
  });

  await step("an assertion", async () => {
    await page.getByRole("button", { name: "Scenarios", exact: true }).click();
    await page.locator('[data-example="federation-is-a-first-hop"]').click();
    await page.locator('figure [data-step="workday"]').click();
    await verdict("workday", "allowed");
    await request();
    const audience = page.locator("#field-audience");
    assert.equal(await audience.inputValue(), "https://signin.aws.amazon.com/saml");
    await audience.fill("https://elsewhere.example.com");
    await verdict("workday", "denied");
    await page.getByRole("button", { name: /^Undo:/ }).click();
    await verdict("workday", "allowed");
    await page.locator("#field-issued").fill("ten o'clock");
    await see(page.getByText(/Such as 2026-11-22T10:00:00Z/));
    await page.locator("#field-issued").fill("2026-11-22T10:00:00Z");
    const name = page.getByRole("textbox", { name: "Value https://aws.amazon.com/SAML/Attributes/RoleSessionName 1" });
    await name.fill("bob@example.com");
    await page.getByRole("tab", { name: "Credentials" }).click();
    await see(page.locator("#inspector-panel").getByText(/Workday\/bob@example.com/).first());
    await axe();
  });

  await step("a new sign-in of either kind", async () => {
    await choose(page, ADD, "AssumeRoleWithWebIdentity");
    await see(page.getByRole("textbox", { name: "Value aud 1" }));
    await choose(page, ADD, "AssumeRoleWithSAML");
    await see(page.locator("#field-issuer"));
    await axe();
  });
});

for (const [width, height] of [[1440, 900], [1024, 768], [390, 400]]) {
  walk(`no row of the steps is chosen and hidden, ${width} wide`, { width, height, seconds: 60 }, async ({ page, open, step, eventually }) => {
    await openExample(page, open, "three-hop-chain");
    await (width === 390 ? page.getByRole("button", { name: "Steps" }) : page.getByRole("tab", { name: /^Steps/ })).first().click();
    const rows = page.locator("tr.step");
    for (const at of [3, 0, 2, 1]) {
      await step(`row ${at + 1}`, async () => {
        await rows.nth(at).getByRole("button").focus();
        await page.keyboard.press("Enter");
        await eventually(async () => {
          const { over, from, to, below } = await rows.nth(at).evaluate((row) => {
            const verdict = document.querySelector(".phone-verdict");
            const isPhone = verdict && getComputedStyle(verdict).position === "fixed";
            const button = row.querySelector("button").getBoundingClientRect();
            return {
              over: row.closest("table").querySelector("th").getBoundingClientRect().bottom,
              from: row.getBoundingClientRect().top,
              to: button.bottom,
              below: isPhone ? verdict.getBoundingClientRect().top : row.closest(".panel-scroll").getBoundingClientRect().bottom,
            };
          });
          assert.ok(from >= over - 1, `the row begins at ${from}, the head ends at ${over}`);
          assert.ok(to <= below, `its button ends at ${to}, what covers it begins at ${below}`);
        });
      });
    }
  });
}

for (const width of [1440, 390]) {
  walk(`the first step is added from where its absence is told, at ${width} px`, { width, height: 1000, seconds: 120 }, async ({ page, open, step, eventually, axe, shot }) => {
    const isAdded = async () => {
      await page.locator("#field-RoleArn").waitFor();
      await eventually(async () => assert.equal(await page.evaluate(() => document.activeElement?.closest("#inspector-panel") !== null), true));
      await page.getByRole("button", { name: /^Undo:/ }).first().click();
    };
    await open();
    await choose(page, "More", "New empty scenario");
    await page.locator(".region-chain").waitFor({ state: "attached" });
    for (const [name, region] of [["Steps", ".dock"], ["Why", "#inspector-panel"], ...(width < 768 ? [["Clock", ".clock"]] : [])]) {
      await step(name, async () => {
        await part(page, name);
        await shot(`no-steps-${name.toLowerCase()}`);
        await axe(region);
        await page.locator(region).getByRole("button", { name: "Add the first step" }).click();
        await isAdded();
      });
    }
  });
}

walk("on a phone a step is added from the list of steps, which begins at its beginning", { width: 390, touch: true, seconds: 90 }, async ({ page, open, step, eventually, axe, shot }) => {
  await openExample(page, open, "three-hop-chain");
  await part(page, "Steps");
  await step("the list", async () => {
    const bar = await page.locator(".bar").boundingBox();
    const row = await page.locator("#step-row-0").boundingBox();
    assert.ok(row.y >= bar.y + bar.height, JSON.stringify({ row, bar }));
    await shot("steps-tools");
    await axe(".dock");
  });
  await step("a step", async () => {
    await page.locator(".dock").getByRole("button", { name: ADD }).click();
    const list = page.getByRole("menu", { name: ADD });
    await list.waitFor();
    await shot("steps-menu");
    const { x, width } = await list.boundingBox();
    assert.ok(x >= 0 && x + width <= 390, JSON.stringify({ x, width }));
    await list.getByRole("menuitem", { name: "GetCallerIdentity" }).click();
    await eventually(async () => assert.equal(Object.keys(await verdicts(page)).length, 5));
  });
});
