// In the world's tree things are duplicated and accounts, units and providers moved, by keys and by dragging.

import assert from "node:assert/strict";
import { editor } from "./support/editor.mjs";
import { walk } from "./support/walk.mjs";
import { choose, node, openExample, verdicts } from "./support/workbench.mjs";

const ALL_ALLOWED = { deploy: "allowed", prod: "allowed", logs: "allowed", read: "allowed" };
const undo = (page) => page.getByRole("button", { name: /^Undo:/ });

/** The names above a node, from the nearest out. */
const above = (page, name) =>
  page.locator("#world-tree [role=treeitem]").evaluateAll((items, name) => {
    const facts = items.map((item) => [Number(item.ariaLevel ?? item.getAttribute("aria-level")), item.querySelector(".tree-name").textContent]);
    let at = facts.findIndex(([, label]) => label === name);
    const found = [];
    for (let level = facts[at][0]; at >= 0; at -= 1) {
      if (facts[at][0] < level) {
        level = facts[at][0];
        found.push(facts[at][1]);
      }
    }
    return found;
  }, name);

walk("a role is duplicated by Ctrl+D: the copy has a name of its own and nothing else changes", async ({ page, open, see, step, eventually }) => {
  await openExample(page, open, "three-hop-chain");
  await step("duplicate, and once more", async () => {
    await node(page, "DeployRole").focus();
    await page.keyboard.press("Control+D");
    await see(node(page, "DeployRole-2"));
    await eventually(async () => assert.deepEqual(await verdicts(page), ALL_ALLOWED));
    // One goes on with the copy.
    const focused = () => page.evaluate(() => document.activeElement?.querySelector(".tree-name")?.textContent);
    await eventually(async () => assert.equal(await focused(), "DeployRole-2"));
    await page.keyboard.press("Control+D");
    await eventually(async () => assert.equal(await focused(), "DeployRole-3"));
  });
  await step("an account with everything in it", async () => {
    await node(page, "Production").focus();
    await page.keyboard.press("Control+D");
    await see(node(page, "Production-2"));
    await eventually(async () => assert.deepEqual(await above(page, "Production-2"), ["Workloads", "Root"]));
    await eventually(async () => assert.deepEqual(await verdicts(page), ALL_ALLOWED));
  });
  await step("undo", async () => {
    await see(page.getByRole("button", { name: "Undo: duplicate Production" }));
    await undo(page).click();
    await undo(page).click();
    await undo(page).click();
    await eventually(async () => assert.equal(await page.getByRole("treeitem", { name: /-[23]\b/ }).count(), 0));
  });
});

walk("a unit is moved with everything in it by Ctrl+X and Ctrl+V, and by dragging", async ({ page, open, see, step, eventually }) => {
  const focused = () => page.evaluate(() => document.activeElement?.textContent ?? "");
  await openExample(page, open, "three-hop-chain");
  await step("by keys, and the keyboard goes on from where it is now", async () => {
    await node(page, "Workloads").focus();
    await page.keyboard.press("Control+X");
    await see(page.getByText("Workloads is cut."));
    await node(page, "Security").focus();
    await page.keyboard.press("Control+V");
    await eventually(async () => assert.deepEqual(await above(page, "Workloads"), ["Security", "Root"]));
    await eventually(async () => assert.deepEqual(await above(page, "Development"), ["Workloads", "Security", "Root"]));
    await eventually(async () => assert.match(await focused(), /^Workloads/));
    await see(page.getByRole("button", { name: "Undo: move Workloads" }));
  });
  await step("not into itself", async () => {
    await node(page, "Security").focus();
    await page.keyboard.press("Control+X");
    await see(page.getByText("Security is cut."));
    await node(page, "Workloads").focus();
    await page.keyboard.press("Control+V");
    await see("Could not move Security: A unit cannot stand within itself.");
    await eventually(async () => assert.deepEqual(await above(page, "Workloads"), ["Security", "Root"]));
  });
  await step("by dragging, and undo takes it back", async () => {
    await node(page, "Workloads").dragTo(node(page, "Platform"));
    await eventually(async () => assert.deepEqual(await above(page, "Workloads"), ["Platform", "Root"]));
    await undo(page).click();
    await eventually(async () => assert.deepEqual(await above(page, "Workloads"), ["Security", "Root"]));
    await undo(page).click();
    await eventually(async () => assert.deepEqual(await above(page, "Workloads"), ["Root"]));
  });
});

walk("an account is moved into another unit by Ctrl+X and Ctrl+V, and by dragging", async ({ page, open, see, step, eventually }) => {
  await openExample(page, open, "three-hop-chain");
  await step("by keys; Escape leaves it", async () => {
    await node(page, "Tooling").focus();
    await page.keyboard.press("Control+X");
    await see(page.getByText("Tooling is cut."));
    await page.keyboard.press("Escape");
    await eventually(async () => assert.equal(await page.getByText("Tooling is cut.").count(), 0));
    await page.keyboard.press("Control+X");
    await see(page.getByText("Tooling is cut."));
    await node(page, "Security").focus();
    await page.keyboard.press("Control+V");
    await eventually(async () => assert.deepEqual(await above(page, "Tooling"), ["Security", "Root"]));
    await see(page.getByRole("button", { name: /^Undo: move Tooling/ }));
  });
  await step("by dragging, onto what is in the unit", async () => {
    await node(page, "Tooling").dragTo(node(page, "Development"));
    await eventually(async () => assert.deepEqual(await above(page, "Tooling"), ["Workloads", "Root"]));
    await page.keyboard.press("Control+Z");
    await eventually(async () => assert.deepEqual(await above(page, "Tooling"), ["Security", "Root"]));
    await undo(page).click();
    await eventually(async () => assert.deepEqual(await above(page, "Tooling"), ["Platform", "Root"]));
  });
  await step("what is no account stays", async () => {
    await node(page, "DeployRole").dragTo(node(page, "Security"));
    assert.deepEqual(await above(page, "DeployRole"), ["Tooling", "Platform", "Root"]);
  });
});

walk("a unit that was cut is let go of when the units change, and no other one moves in its place", async ({ page, open, see, step, eventually }) => {
  await openExample(page, open, "three-hop-chain");
  const cut = page.getByText("Platform is cut.");
  await node(page, "Platform").focus();
  await page.keyboard.press("Control+X");
  await see(cut);
  await step("an edit of something else leaves it cut", async () => {
    await node(page, "ProdAdmin").focus();
    await page.keyboard.press("Control+D");
    await see(page.getByRole("button", { name: "Undo: duplicate ProdAdmin" }));
    await see(cut);
    await undo(page).click();
    await see(cut);
  });
  await step("the unit before it is removed: what comes to its place stays there", async () => {
    await node(page, "Workloads").focus();
    await page.keyboard.press("Delete");
    await eventually(async () => assert.equal(await node(page, "Workloads").count(), 0));
    await eventually(async () => assert.equal(await page.getByText("is cut.").count(), 0));
    await node(page, "Platform").focus();
    await page.keyboard.press("Control+V");
    await see(page.getByRole("button", { name: "Undo: remove Workloads" }));
    assert.deepEqual(await above(page, "Security"), ["Root"]);
  });
});

walk("an identity provider is moved into another account by Ctrl+X and Ctrl+V, and by dragging", async ({ page, open, see, step, eventually }) => {
  await openExample(page, open, "federation-is-a-first-hop");
  const before = await verdicts(page);
  await step("by keys: what names it follows, and the page goes on with it", async () => {
    await node(page, "AzureADProvider").focus();
    await page.keyboard.press("Control+X");
    await see(page.getByText("AzureADProvider is cut. Ctrl+V puts it into the chosen account, Escape leaves it."));
    await node(page, "Production").focus();
    await page.keyboard.press("Control+V");
    await eventually(async () => assert.deepEqual((await above(page, "AzureADProvider")).slice(0, 1), ["Production"]));
    await see(page.getByRole("button", { name: "Undo: move AzureADProvider" }));
    await see(page.locator(".subject").getByText("arn:aws:iam::222222222222:saml-provider/AzureADProvider").first());
    await choose(page, "More", "Edit the source");
    await eventually(async () => {
      const source = await editor(page, "source").inputValue();
      assert.ok(source.includes('"Federated": "arn:aws:iam::222222222222:saml-provider/AzureADProvider"'), source);
      assert.ok(!source.includes("111111111111:saml-provider"), source);
    });
  });
  await step("undone, everything is as it was", async () => {
    await undo(page).click();
    await eventually(async () => assert.deepEqual(await verdicts(page), before));
    await eventually(async () => assert.deepEqual((await above(page, "AzureADProvider")).slice(0, 1), ["Development"]));
  });
  await step("by dragging, onto what is in the account", async () => {
    await node(page, "AzureADProvider").dragTo(node(page, "Production"));
    await eventually(async () => assert.deepEqual((await above(page, "AzureADProvider")).slice(0, 1), ["Production"]));
  });
});
