// The world: everything in it is added, renamed, edited and removed, undone and redone, by mouse and by keys alone.

import assert from "node:assert/strict";
import { editor } from "./support/editor.mjs";
import { walk } from "./support/walk.mjs";
import { choose, keys, node, openExample, rename, trustPolicy, verdicts } from "./support/workbench.mjs";

const ALL_ALLOWED = { deploy: "allowed", prod: "allowed", logs: "allowed", read: "allowed" };
const WITHOUT_PROD = { deploy: "allowed", prod: "denied", logs: "not-reached", read: "not-reached" };
const ADD = "Add to the world";

walk("accounts, users, groups, roles and policies are added, renamed, edited and removed by mouse", { seconds: 180 }, async ({ page, open, see, step, eventually, axe }) => {
  const shows = (expected) => eventually(async () => assert.deepEqual(await verdicts(page), expected));
  const undo = page.getByRole("button", { name: /^(Undo:|Nothing to undo)/ });
  const redo = page.getByRole("button", { name: /^(Redo:|Nothing to redo)/ });

  await step("add an account and give it a name and an id", async () => {
    await openExample(page, open, "three-hop-chain");
    await choose(page, ADD, "Account");
    await rename(page, "Sandbox");
    await see(node(page, "Sandbox"));
    await page.locator("#entity-id").fill("555555555555");
    await eventually(async () => assert.match(await node(page, "Sandbox").innerText(), /555555555555/));
  });

  await step("add a role, a user, a group, a managed policy and a bucket to it", async () => {
    await choose(page, ADD, "Role");
    await rename(page, "Builder");
    await see(page.getByText("arn:aws:iam::555555555555:role/Builder"));
    await choose(page, ADD, "User");
    await rename(page, "bob");
    await choose(page, ADD, "Group");
    await rename(page, "builders");
    await node(page, "Sandbox").click();
    await choose(page, ADD, "Managed policy");
    await rename(page, "MayBuild");
    await node(page, "Sandbox").click();
    await choose(page, ADD, "Bucket");
    await rename(page, "artifacts");
    for (const name of ["Builder", "bob", "builders", "MayBuild", "artifacts"]) {
      await see(node(page, name));
    }
    await axe();
  });

  await step("edit them", async () => {
    await page.getByRole("button", { name: "Add resource policy" }).click();
    await eventually(async () => assert.match(await editor(page).inputValue(), /arn:aws:s3:::artifacts\/\*/));
    await node(page, "bob").click();
    await page.getByRole("combobox", { name: "Add to GroupList" }).selectOption("builders");
    await page.getByRole("combobox", { name: "Add to AttachedManagedPolicies" }).selectOption({ label: "MayBuild" });
    await page.getByRole("button", { name: "Add tag" }).click();
    await page.getByRole("textbox", { name: "Key of tag 1" }).fill("team");
    await page.getByRole("textbox", { name: "Value of tag 1" }).fill("web");
    await page.getByRole("button", { name: "Add inline policy" }).click();
    await rename(page, "MayAssumeBuilder");
    const field = editor(page);
    await field.fill((await field.inputValue()).replace('"*"', '"arn:aws:iam::555555555555:role/Builder"'));
    await node(page, "builders").click();
    await see(page.locator(".entity").getByText("bob", { exact: true }));
    await see(page.getByText("arn:aws:iam::555555555555:user/bob is a member and will not be"));
    await node(page, "Builder").click();
    await page.locator("#entity-maximum").fill("7200");
    await eventually(async () => assert.match(await node(page, "Builder").innerText(), /2 h max/));
  });

  await step("rename the role: the policy, the trust and the chain follow", async () => {
    await rename(page, "Maker");
    await see(page.getByText("arn:aws:iam::555555555555:role/Maker"));
    await node(page, "bob").click();
    await page.getByRole("button", { name: "MayAssumeBuilder" }).click();
    await eventually(async () => assert.match(await editor(page).inputValue(), /:role\/Maker"/));
    await node(page, "DeployRole").click();
    await rename(page, "ShipRole");
    await shows(ALL_ALLOWED);
    const trust = await trustPolicy(page, "ProdAdmin");
    await eventually(async () => assert.match(await trust.inputValue(), /222222222222:role\/ShipRole"/));
    assert.doesNotMatch(await trust.inputValue(), /DeployRole/);
    await page.locator('figure [data-step="deploy"]').click();
    await page.getByRole("tab", { name: "Request" }).click();
    await eventually(async () => assert.match(await page.locator("#field-RoleArn").inputValue(), /:role\/ShipRole$/));
    await node(page, "alice").click();
    await rename(page, "alicia");
    await see(node(page, "Start: alicia"));
    // The trust policy wants the user's name as source identity, and the call still passes the old one.
    await shows({ deploy: "denied", prod: "not-reached", logs: "not-reached", read: "not-reached" });
    await page.getByRole("tab", { name: "Why" }).click();
    await page.getByRole("button", { name: "Try with SourceIdentity alicia" }).click();
    await shows(ALL_ALLOWED);
  });

  await step("a name that is taken is refused with its reason", async () => {
    await node(page, "Maker").click();
    await choose(page, ADD, "Role");
    await page.locator("#subject-name").fill("Maker");
    await page.locator("#subject-name").press("Enter");
    await see(page.locator(".subject .name-refused", { hasText: "Maker" }));
    await page.locator("#subject-name").press("Escape");
    await page.locator(".name-refused").waitFor({ state: "detached" });
  });

  await step("what cannot be taken stays in its field with a reason, and the chain as it was", async () => {
    await node(page, "Start: alicia").click();
    await page.locator("#start-principal").fill("arn:aws:iam::111");
    await see(page.getByText("arn:aws:iam::111 is no principal."));
    assert.equal(await page.locator("#start-principal").inputValue(), "arn:aws:iam::111");
    await shows(ALL_ALLOWED);
    await page.locator("#start-principal").fill("arn:aws:iam::111111111111:user/alicia");
    await shows(ALL_ALLOWED);
  });

  await step("removing says what breaks; undo and redo", async () => {
    await node(page, "ProdAdmin").click();
    await see(page.getByText("Hop 2 asks for it and will be refused"));
    await page.getByRole("button", { name: "Remove", exact: true }).click();
    await see(page.getByText(/^Removed ProdAdmin\. Hop 2 still asks for it and is refused/i));
    await shows(WITHOUT_PROD);
    await page.getByRole("status").getByRole("button", { name: "Undo" }).click();
    await shows(ALL_ALLOWED);
    await redo.click();
    await shows(WITHOUT_PROD);
    await undo.click();
    await shows(ALL_ALLOWED);
    await axe();
  });

  await step("everything that was added is removed again, and all of it undone", async () => {
    for (const name of ["bob", "builders", "MayBuild", "Maker", "artifacts", "Sandbox"]) {
      await node(page, name).click();
      await page.getByRole("button", { name: "Remove", exact: true }).click();
      await eventually(async () => assert.equal(await node(page, name).count(), 0, name));
    }
    for (let left = 100; left > 0 && (await undo.getAttribute("aria-disabled")) === null; left -= 1) {
      await undo.click();
    }
    await see(node(page, "DeployRole"));
    await see(node(page, "Start: alice"));
    await shows(ALL_ALLOWED);
    assert.equal(await node(page, "Sandbox").count(), 0);
    for (let left = 100; left > 0 && (await redo.getAttribute("aria-disabled")) === null; left -= 1) {
      await redo.click();
    }
    await see(node(page, "ShipRole"));
    assert.equal(await node(page, "Sandbox").count(), 0);
    await shows(ALL_ALLOWED);
  });
});

walk("the world is added to, renamed, edited and removed by keys alone", { seconds: 180 }, async ({ page, open, see, step, eventually }) => {
  const shows = (expected) => eventually(async () => assert.deepEqual(await verdicts(page), expected));
  const { until, press, toTree, toNode, fill } = keys(page);
  const add = async (command) => {
    await toTree();
    await until("Shift+Tab", ({ name }) => name === ADD, 6);
    await press("Enter");
    await until("ArrowDown", ({ role, name }) => role === "menuitem" && name === command, 20);
    await press("Enter");
  };

  await step("open an example", async () => {
    await open();
    await until("Tab", ({ name }) => name.startsWith("Three-hop chain"), 250);
    await press("Enter");
    await shows(ALL_ALLOWED);
  });

  await step("add an account, rename it with F2, give up a name with Escape", async () => {
    await add("Account");
    await toNode("555555555555");
    await press("F2");
    await fill("Nothing");
    await press("Escape");
    await toNode("555555555555");
    await press("F2");
    await fill("Sandbox");
    await press("Enter");
    await see(node(page, "Sandbox"));
  });

  await step("add a role and a user to it and edit the role", async () => {
    await toNode("Sandbox");
    await press("Enter");
    await add("Role");
    await toNode("Role");
    await press("F2");
    await fill("Builder");
    await press("Enter");
    await until("Tab", ({ id }) => id === "entity-maximum", 80);
    await fill("7200");
    await eventually(async () => assert.match(await node(page, "Builder").innerText(), /2 h max/));
    await add("User");
    await toNode("user");
    await press("F2");
    await fill("bob");
    await press("Enter");
    await add("Inline policy");
    await until("Tab", ({ id }) => id === "document", 80);
    await press("Control+Home");
    await page.keyboard.type("x");
    await see(page.locator("#document-findings").getByText("1:1").first());
    await press("Control+Z");
  });

  await step("rename a role of the chain", async () => {
    await toNode("DeployRole");
    await press("F2");
    await fill("ShipRole");
    await press("Enter");
    await see(node(page, "ShipRole"));
    await shows(ALL_ALLOWED);
  });

  await step("remove a role, undo and redo", async () => {
    await toNode("ProdAdmin");
    await press("Delete");
    await see(page.getByText(/^Removed ProdAdmin\./));
    await shows(WITHOUT_PROD);
    await press("Control+Z");
    await shows(ALL_ALLOWED);
    await press("Control+Shift+Z");
    await shows(WITHOUT_PROD);
    await press("Control+Z");
    await shows(ALL_ALLOWED);
  });

  await step("undo everything", async () => {
    for (let left = 40; left > 0 && (await node(page, "Sandbox").count()) > 0; left -= 1) {
      await press("Control+Z");
    }
    await see(node(page, "DeployRole"));
    await shows(ALL_ALLOWED);
  });
});

/** What the menu adds besides accounts, roles, users and inline policies. */
const KINDS = ["Group", "Managed policy", "Bucket", "Organizational unit", "SCP", "RCP", "SAML provider", "OIDC provider", "VPC endpoint"];

walk("every other kind is added, renamed and removed by keys alone", { seconds: 180 }, async ({ page, open, step, eventually }) => {
  const { focused, until, press, toTree, fill } = keys(page);
  await openExample(page, open, "three-hop-chain");
  const before = await names(page);
  for (const kind of KINDS) {
    await step(kind, async () => {
      await toTree();
      await until("Shift+Tab", ({ name }) => name === "Add to the world", 6);
      await press("Enter");
      await until("ArrowDown", ({ role, name }) => role === "menuitem" && name === kind, 20);
      await press("Enter");
      // What was added is what the centre shows, and what the tree has chosen.
      const chosen = page.locator('[role="treeitem"][aria-selected="true"]');
      await eventually(async () => assert.ok(!before.includes(await chosen.first().getAttribute("id"))));
      const id = await chosen.first().getAttribute("id");
      await toTree();
      await until("ArrowDown", (at) => at.id === id, 80);
      await press("F2");
      await fill("something-else");
      await press("Enter");
      await eventually(async () => assert.match(await chosen.first().innerText(), /something-else/));
      await toTree();
      await until("ArrowDown", ({ name }) => name.startsWith("something-else"), 80);
      await press("Delete");
      await eventually(async () => assert.equal(await node(page, "something-else").count(), 0));
      await eventually(async () => assert.notEqual((await focused()).role, "body"));
    });
  }
});

/** The ids of the tree's nodes that are in sight. */
async function names(page) {
  return page.locator('[role="treeitem"]').evaluateAll((all) => all.map(({ id }) => id));
}

walk("a name half typed stays in its field whatever else is drawn meanwhile", async ({ page, open, see, step, eventually }) => {
  await openExample(page, open, "three-hop-chain");
  const shows = (expected) => eventually(async () => assert.deepEqual(await verdicts(page), expected));
  const redraw = async () => {
    await page.setViewportSize({ width: 1440, height: 800 });
    await page.evaluate(() => document.querySelector('figure [data-step="prod"]').dispatchEvent(new PointerEvent("pointerover", { bubbles: true })));
    await page.setViewportSize({ width: 1400, height: 900 });
    await page.setViewportSize({ width: 1440, height: 900 });
    await page.waitForTimeout(200);
  };
  await step("in the head", async () => {
    await node(page, "ProdAdmin").click();
    await page.locator("#subject-name").fill("ProdReader");
    await redraw();
    assert.equal(await page.locator("#subject-name").inputValue(), "ProdReader");
    await page.locator("#subject-name").press("Enter");
    await see(node(page, "ProdReader"));
  });
  await step("Escape puts the old one back", async () => {
    await page.locator("#subject-name").fill("Nobody");
    await page.locator("#subject-name").press("Escape");
    await eventually(async () => assert.equal(await page.locator("#subject-name").inputValue(), "ProdReader"));
    await page.locator("#subject-name").blur();
    await shows(ALL_ALLOWED);
    assert.equal(await node(page, "Nobody").count(), 0);
  });
  await step("in the tree", async () => {
    await node(page, "ProdReader").press("F2");
    await page.locator(".tree-rename").fill("ProdAuditor");
    await redraw();
    assert.equal(await page.locator(".tree-rename").inputValue(), "ProdAuditor");
    await page.locator(".tree-rename").press("Enter");
    await see(node(page, "ProdAuditor"));
    await shows(ALL_ALLOWED);
  });
});

walk("a long list of places lies within the window", { width: 1440, height: 900, seconds: 120 }, async ({ page, open, eventually }) => {
  await open();
  await choose(page, "More", "New empty scenario");
  for (let count = 0; count < 20; count += 1) {
    await choose(page, ADD, "Account");
  }
  await choose(page, ADD, "Role");
  const places = page.getByRole("menu", { name: "Move to…" });
  const last = places.getByRole("menuitem").last();
  for (const [width, height] of [[1440, 900], [1440, 500], [390, 844]]) {
    const isWithin = async (item) => {
      const box = await item.boundingBox();
      const is = box.x >= 0 && box.x + box.width <= width && box.y >= 0 && box.y + box.height <= height;
      assert.ok(is, JSON.stringify({ width, height, box }));
    };
    await page.setViewportSize({ width, height });
    await page.getByRole("button", { name: "Move to…" }).click();
    await eventually(() => isWithin(places));
    await last.scrollIntoViewIfNeeded();
    await isWithin(last);
    await page.keyboard.press("Escape");
    await places.waitFor({ state: "detached" });
  }
});

walk("a unit that an account cannot be put into is not shown as if it were in it", async ({ page, open, see, eventually }) => {
  await open();
  await choose(page, "More", "New empty scenario");
  await choose(page, ADD, "Organization");
  await node(page, "Development").click();
  const unit = page.locator("#entity-unit");
  await unit.selectOption("none");
  await see(page.getByText("Could not change OrganizationalUnit of 111111111111:"));
  await eventually(async () => assert.equal(await unit.evaluate((field) => field.selectedOptions[0].text), "Root"));
});

walk("what a field refused is told when the field is left for something else", { width: 1440, seconds: 120 }, async ({ page, open, see, step, eventually }) => {
  const told = page.locator(".notice-warning p");
  const tells = (words) => eventually(async () => assert.match((await told.allInnerTexts()).join(), words));
  const name = page.locator("#subject-name");
  await openExample(page, open, "three-hop-chain");
  await node(page, "LogArchiveReader").click();
  await step("a name with a sign that none has, left for another one's form", async () => {
    await name.fill("Log Reader");
    await page.locator(".panel-scroll.entity").click({ position: { x: 2, y: 2 } });
    // As long as the field is there, it says so itself.
    await see(page.locator("#subject-name-refused"));
    assert.equal(await told.count(), 0);
    await node(page, "DeployRole").click();
    await tells(/^The name stays “LogArchiveReader”: “Log Reader” was not taken\. .*1 to 64 letters/);
    await see(node(page, "LogArchiveReader"));
    assert.equal(await name.inputValue(), "DeployRole");
  });
  await step("it stays until it was seen", async () => {
    await page.getByRole("tab", { name: "Request" }).click();
    await node(page, "ProdAdmin").click();
    await tells(/“Log Reader” was not taken/);
    await page.getByRole("button", { name: "Dismiss" }).click();
    await told.waitFor({ state: "detached" });
  });
  await step("a taken one, left by closing the form", async () => {
    await page.getByRole("button", { name: "Duplicate" }).click();
    await eventually(async () => assert.equal(await name.inputValue(), "ProdAdmin-2"));
    await name.fill("prodadmin");
    await page.getByRole("button", { name: "Close, show the steps" }).click();
    await tells(/The name stays “ProdAdmin-2”: “prodadmin” was not taken\. .*ProdAdmin/);
    // What was done before can still be taken back.
    await tells(/^Added ProdAdmin-2, a copy of ProdAdmin/);
    await see(page.locator(".notice").getByRole("button", { name: "Undo" }));
  });
  await step("in the tree", async () => {
    await node(page, "ProdAdmin-2").press("F2");
    await page.locator(".tree-rename").fill("x".repeat(65));
    await node(page, "DeployRole").click();
    await tells(/The name stays “ProdAdmin-2”: “x{65}” was not taken\. /);
    await page.locator(".tree-rename").waitFor({ state: "detached" });
  });
  await step("a setting", async () => {
    await page.locator("#entity-maximum").fill("99");
    await node(page, "ProdAdmin-2").click();
    await tells(/MaxSessionDuration stays “14400”: “99” was not taken\. A role's maximum lies between/);
  });
  await step("a setting of which the first letters were taken", async () => {
    await page.locator("#entity-maximum").press("ControlOrMeta+a");
    await page.keyboard.type("72000");
    await node(page, "DeployRole").click();
    await tells(/MaxSessionDuration stays “7200”: “72000” was not taken\./);
  });
  await step("what is removed with a field is told all the same, and can be taken back", async () => {
    await node(page, "ProdAdmin-2").click();
    await name.fill("Prod Admin");
    await name.press("Enter");
    await see(page.locator("#subject-name-refused"));
    await page.getByRole("button", { name: "Remove", exact: true }).click();
    await tells(/^Removed ProdAdmin-2\. /);
    await page.locator(".notice").getByRole("button", { name: "Undo" }).click();
    await node(page, "DeployRole").click();
  });
  await step("what is given up by Escape, or mended, is not told", async () => {
    await told.waitFor({ state: "detached" });
    await name.fill("Prod Admin");
    await name.press("Enter");
    await see(page.locator("#subject-name-refused"));
    await name.press("Escape");
    await page.locator("#entity-maximum").fill("99");
    await page.locator("#entity-maximum").fill("7200");
    await node(page, "DeployRole").click();
    await eventually(async () => assert.equal(await name.inputValue(), "DeployRole"));
    assert.equal(await told.count(), 0);
  });
});

walk("what is kept of a policy beside its document has a form", { width: 1440, seconds: 120 }, async ({ page, open, see, step, eventually, axe }) => {
  const settings = page.getByRole("button", { name: "Settings", exact: true });
  const fact = page.locator(".entity-fact dd").first();
  await openExample(page, open, "three-hop-chain");
  await step("a managed policy's path, which what is attached follows", async () => {
    await node(page, "Production Boundary").or(node(page, "ProductionBoundary")).first().click();
    await settings.focus();
    await page.keyboard.press("Enter");
    await eventually(async () => assert.match(await fact.innerText(), /:policy\/ProductionBoundary$/));
    await page.locator("#entity-path").fill("/teams/web/");
    await page.keyboard.press("Tab");
    await eventually(async () => assert.match(await fact.innerText(), /:policy\/teams\/web\/ProductionBoundary$/));
    // The form is drawn anew under the new ARN before Tab has led on: the keyboard is in the same field of it.
    await eventually(async () => assert.equal(await page.evaluate(() => document.activeElement.id), "entity-path"));
    await page.locator("#entity-unique-id").fill("ANPAEXAMPLEPOLICY1");
    await page.locator("#entity-description").fill("What production may do at most.");
    await axe();
    await node(page, "ProdAdmin").click();
    assert.equal(await page.locator("#entity-boundary").evaluate((field) => field.selectedOptions[0].text), "ProductionBoundary");
  });
  await step("an SCP's id and description, and the way back to its document", async () => {
    await node(page, "ApprovedRegions").click();
    await settings.click();
    await page.locator("#entity-unique-id").fill("p1");
    await see(page.locator("#entity-unique-id-note", { hasText: "p-" }));
    await page.locator("#entity-unique-id").fill("p-examplepolicyid111");
    await page.locator("#entity-description").fill("x".repeat(513));
    await see(page.getByText("A description has at most 512 characters."));
    await page.locator("#entity-description").fill("Only these Regions.");
    await page.getByRole("button", { name: "ApprovedRegions", exact: true }).click();
    await see(settings);
  });
  await step("written", async () => {
    await choose(page, "More", "Edit the source");
    const text = await editor(page, "source").inputValue();
    for (const words of ["policy/teams/web/ProductionBoundary", "ANPAEXAMPLEPOLICY1", "What production may do at most.", "p-examplepolicyid111", "Only these Regions."]) {
      assert.ok(text.includes(words), words);
    }
  });
});
