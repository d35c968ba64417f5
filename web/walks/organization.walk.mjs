// An organization is built from nothing without touching a file: by keys alone, and by a finger on a phone.

import assert from "node:assert/strict";
import { walk } from "./support/walk.mjs";
import { choose, keys, node, part } from "./support/workbench.mjs";

const ADD = "Add to the world";

/** The whole world by names, each with its level: what undo takes away and redo brings back. */
const world = (page) =>
  page.locator("#world-tree [role=treeitem]").evaluateAll((items) =>
    items.map((item) => `${item.getAttribute("aria-level")} ${item.querySelector(".tree-name").textContent}`),
  );

/** What a person does, by keys alone. */
function byKeys({ page, eventually }) {
  const { until, press, toTree, toNode, fill } = keys(page);
  const isMenuItem = (command) => ({ role, name }) => role === "menuitem" && name === command;
  const inHead = async (name, button) => {
    await toNode(name);
    await press("Enter");
    await eventually(async () => assert.equal(await page.locator("#subject-name").inputValue(), name));
    await until("Tab", (at) => at.name === button, 20);
    await press("Enter");
  };
  return {
    begin: async () => {
      await until("Tab", ({ name }) => name === "More", 40);
      await press("Enter");
      await until("ArrowDown", isMenuItem("New empty scenario"), 10);
      await press("Enter");
    },
    choose: async (name) => {
      await toNode(name);
      await press("Enter");
    },
    add: async (command, name) => {
      await toTree();
      await until("Shift+Tab", (at) => at.name === ADD, 6);
      await press("Enter");
      await until("ArrowDown", isMenuItem(command), 30);
      await press("Enter");
      if (name) {
        await until("Tab", ({ id }) => id === "subject-name", 1);
        await fill(name);
        await press("Enter");
      }
    },
    moveTo: async (name, place) => {
      await inHead(name, "Move to…");
      await until("ArrowDown", isMenuItem(place), 30);
      await press("Enter");
    },
    duplicate: (name) => inHead(name, "Duplicate"),
    rename: async (name, other) => {
      await toNode(name);
      await press("F2");
      await fill(other);
      if (other === "") {
        await press("Delete");
      }
      await press("Enter");
    },
    remove: async (name) => {
      await toNode(name);
      await press("Delete");
    },
    open: async () => {},
    text: async (id, text) => {
      await until("Tab", (at) => at.id === id, 60);
      await fill(text);
      await press("Tab");
    },
    pick: async (id, option) => {
      await until("Tab", (at) => at.id === id || at.name === id, 60);
      await page.keyboard.type(option);
      await press("Tab");
    },
    undo: () => press("Control+Z"),
    redo: () => press("Control+Shift+Z"),
  };
}

/** The same by a finger. */
function byFinger({ page, eventually }) {
  const button = (name) => page.getByRole("button", { name, exact: true });
  const choose = async (name) => {
    await part(page, "World");
    await node(page, name).tap();
  };
  const inHead = async (name, label) => {
    await choose(name);
    await eventually(async () => assert.equal(await page.locator("#subject-name").inputValue(), name));
    await button(label).tap();
  };
  const rename = async (name) => {
    await page.locator("#subject-name").tap();
    await page.locator("#subject-name").fill(name);
    await page.locator("#subject-name").press("Enter");
  };
  return {
    begin: async () => {
      await button("More").tap();
      await page.getByRole("menuitem", { name: "New empty scenario" }).tap();
    },
    choose,
    add: async (command, name) => {
      await part(page, "World");
      await button(ADD).tap();
      await page.getByRole("menuitem", { name: command, exact: true }).first().tap();
      if (name) {
        await rename(name);
      }
    },
    moveTo: async (name, place) => {
      await inHead(name, "Move to…");
      await page.getByRole("menuitem", { name: place, exact: true }).first().tap();
    },
    duplicate: (name) => inHead(name, "Duplicate"),
    rename: async (name, other) => {
      await choose(name);
      await rename(other);
    },
    remove: async (name) => {
      await choose(name);
      await button("Remove").tap();
    },
    open: () => part(page, "World"),
    text: async (id, text) => {
      await page.locator(`#${id}`).tap();
      await page.locator(`#${id}`).fill(text);
      await page.locator(`#${id}`).blur();
    },
    pick: async (id, option) => {
      const byId = page.locator(`select[id="${id}"], select[aria-label="${id}"]`);
      await byId.selectOption({ label: option });
    },
    undo: () => page.getByRole("button", { name: /^Undo: / }).tap(),
    redo: () => page.getByRole("button", { name: /^Redo: / }).tap(),
  };
}

async function build(given, hands) {
  const { page, open, step, eventually, axe } = given;
  const says = (words) => page.getByText(words).first().waitFor({ state: "attached" });
  const shows = (...lines) =>
    eventually(async () => {
      await hands.open();
      const all = await world(page);
      for (const line of lines) {
        assert.ok(all.includes(line), `${line}: ${all.join(", ")}`);
      }
    });
  const isGone = (line) =>
    eventually(async () => {
      await hands.open();
      assert.ok(!(await world(page)).includes(line), line);
    });

  await step("an empty scenario", async () => {
    await open();
    await hands.begin();
    await shows("1 Development", "2 alice");
  });
  const before = await world(page);

  await step("an organization with two units and three accounts", async () => {
    await hands.add("Organization");
    await hands.add("Organizational unit", "Workloads");
    await hands.add("Account", "Tooling");
    await hands.choose("Root");
    await hands.add("Organizational unit", "Security");
    await hands.add("Account", "Audit");
    await shows("1 Root", "2 Workloads", "3 Tooling", "2 Security", "3 Audit", "2 Development");
  });

  await step("what one account can hold", async () => {
    await hands.choose("Tooling");
    const all = { Role: "Deploy", User: "bob", Group: "ops", "Managed policy": "MayDeploy", "SAML provider": "Corp", "OIDC provider": "idp.corp.example.com", Queue: "jobs" };
    for (const [kind, name] of Object.entries(all)) {
      await hands.add(kind, name);
      await shows(`4 ${name}`);
    }
    await axe();
  });

  await step("a provider's settings: the issuer is followed, what cannot be read stays with its reason", async () => {
    await hands.choose("idp.corp.example.com");
    await hands.text("provider-url", "https://login.corp.example.com");
    await eventually(async () => assert.equal(await page.locator("#subject-name").inputValue(), "login.corp.example.com"));
    await hands.text("provider-clients", "one, two");
    await hands.text("provider-keys", "{ half");
    await page.locator("#provider-keys[aria-invalid=true]").waitFor();
    assert.equal(await page.locator("#provider-keys").inputValue(), "{ half");
    await axe();
  });

  await step("a member of a group, and a policy that it has attached", async () => {
    await hands.choose("ops");
    await hands.pick("Add to Members", "bob");
    await hands.pick("Add to AttachedManagedPolicies", "MayDeploy");
    await page.getByRole("button", { name: "Take bob out of Members" }).waitFor();
    await page.getByRole("button", { name: "Take MayDeploy out of AttachedManagedPolicies" }).waitFor();
  });

  await step("what others need is held back, with the way out", async () => {
    await hands.moveTo("ops", "Audit");
    await says("Could not move ops: bob is a member and stays. Take it out of the group first, or move bob: its groups come along.");
  });

  await step("a user moves with what it needs, a role, a provider and a queue alone", async () => {
    await hands.moveTo("bob", "Audit");
    await says("Moved bob to Audit. Copies of these came along: MayDeploy, ops.");
    for (const [name, place] of [["Deploy", "Audit"], ["Corp", "Audit"], ["jobs", "Audit"]]) {
      await hands.moveTo(name, place);
      await says(`Moved ${name} to Audit.`);
    }
    await eventually(async () => {
      await hands.open();
      const all = await world(page);
      const audit = all.slice(all.indexOf("3 Audit"));
      for (const name of ["bob", "Deploy", "Corp", "jobs", "ops", "MayDeploy"]) {
        assert.ok(audit.includes(`4 ${name}`), `${name}: ${all.join(", ")}`);
      }
    });
  });

  await step("duplicated, renamed, and a name that is taken away is refused in words", async () => {
    await hands.duplicate("Security");
    await shows("2 Security-2");
    await hands.duplicate("Deploy");
    await shows("4 Deploy-2");
    await hands.rename("Deploy-2", "Release");
    await shows("4 Release");
    await hands.rename("Release", "");
    await page.locator(".name-refused", { hasText: "A name cannot be empty." }).waitFor();
    await page.keyboard.press("Escape");
    await page.locator(".name-refused").waitFor({ state: "detached" });
    await shows("4 Release");
  });

  await step("removed: it is said what that broke", async () => {
    await hands.remove("MayDeploy");
    await says(/^Removed MayDeploy\. .*ops/);
  });

  await step("the scenario's own settings, and the organization's", async () => {
    await hands.choose("Scenario");
    await hands.pick("assumption-denialReasons", "all");
    await axe();
    await eventually(async () => {
      await hands.open();
      assert.match(await node(page, "Scenario").innerText(), /1 assumption/);
    });
    await hands.choose("Root");
    await hands.text("organization-id", "o-corp123456");
    await axe();
    await eventually(async () => {
      await hands.open();
      assert.match(await node(page, "Root").innerText(), /o-corp123456/);
    });
  });

  await step("all of it is undone, and redone", async () => {
    await hands.open();
    const after = await world(page);
    for (let left = 100; left > 0 && (await page.getByRole("button", { name: /^Undo: / }).count()) > 0; left -= 1) {
      await hands.undo();
    }
    await eventually(async () => {
      await hands.open();
      assert.deepEqual(await world(page), before);
    });
    for (let left = 100; left > 0 && (await page.getByRole("button", { name: /^Redo: / }).count()) > 0; left -= 1) {
      await hands.redo();
    }
    await eventually(async () => {
      await hands.open();
      assert.deepEqual(await world(page), after);
    });
    await isGone("1 alice");
  });
}

walk("an organization is built from nothing by keys alone", { seconds: 240 }, (given) => build(given, byKeys(given)));

walk("an organization is built from nothing by a finger on a phone", { width: 390, height: 844, touch: true, seconds: 240 }, (given) =>
  build(given, byFinger(given)),
);

/** One account after the other, with nothing chosen between them, and a policy for their unit alone. */
async function buildTen({ page, open, step, eventually }, hands) {
  await open();
  await hands.begin();
  await hands.add("Organization");
  const shows = (...lines) =>
    eventually(async () => {
      await hands.open();
      const all = await world(page);
      assert.deepEqual(all.filter((line) => /^[23] (team|Dev|Prod)/.test(line)), lines);
    });
  await step("five accounts in a unit each", async () => {
    for (const unit of ["Prod", "Dev"]) {
      await hands.choose("Root");
      await hands.add("Organizational unit", unit);
      for (let team = 1; team <= 5; team += 1) {
        await hands.add("Account", `team${team}-${unit}`);
      }
    }
    const teams = (unit) => [1, 2, 3, 4, 5].map((team) => `3 team${team}-${unit}`);
    await shows("2 Development", "2 Prod", ...teams("Prod"), "2 Dev", ...teams("Dev"));
  });
  await step("an SCP for one of them", async () => {
    await hands.choose("Prod");
    await hands.add("SCP", "Guard");
    await hands.choose("Prod");
    await page.getByRole("button", { name: "Take Guard out of ServiceControlPolicies" }).waitFor();
    await hands.choose("Root");
    await page.getByRole("button", { name: "Take FullAWSAccess out of ServiceControlPolicies" }).waitFor();
    assert.equal(await page.getByRole("button", { name: "Take Guard out of ServiceControlPolicies" }).count(), 0);
  });
}

walk("ten accounts are put into two units by keys alone", { seconds: 240 }, (given) => buildTen(given, byKeys(given)));

walk("ten accounts are put into two units by a finger on a phone", { width: 390, height: 844, touch: true, seconds: 240 }, (given) =>
  buildTen(given, byFinger(given)),
);

walk("users, roles, policies and resources are moved in the tree, by keys and by dragging", { seconds: 120 }, async ({ page, open, see, step, eventually }) => {
  const below = (account, name) =>
    eventually(async () => {
      const all = (await world(page)).map((line) => line.slice(2));
      const [from, at] = [all.indexOf(account), all.indexOf(name)];
      assert.ok(from >= 0 && at > from, `${account}, ${name}: ${all.join(", ")}`);
    });
  await open();
  await choose(page, "More", "New empty scenario");
  const add = (kind) => choose(page, ADD, kind);
  await add("Role");
  await add("Inline policy");
  await add("Account");
  await step("a role by keys", async () => {
    await node(page, "Role").focus();
    await page.keyboard.press("Control+X");
    await see(page.getByText("Role is cut. Ctrl+V puts it into the chosen account, Escape leaves it."));
    await node(page, "222222222222").focus();
    await page.keyboard.press("Control+V");
    await see(page.getByText("Moved Role to 222222222222."));
    await below("222222222222", "Role");
  });
  await step("its policy by dragging onto a user", async () => {
    await node(page, "Role").focus();
    await page.keyboard.press("ArrowRight");
    await node(page, "Policy").dragTo(node(page, "alice"));
    await see(page.getByText("Moved Policy to alice."));
    await see(page.locator(".subject").getByText("inline policy of alice, Development"));
  });
  await step("the user by dragging, with it", async () => {
    await node(page, "alice").dragTo(node(page, "222222222222"));
    await below("222222222222", "alice");
    await see(node(page, "Start: alice"));
  });
});
