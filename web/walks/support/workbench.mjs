// What several walks do in the workbench: open an example, read the drawing, go about by keys.

import assert from "node:assert/strict";
import { editor } from "./editor.mjs";

/** The verdicts as the drawing shows them, by step. */
export async function verdicts(page) {
  const calls = await page
    .locator("figure [data-step]")
    .evaluateAll((all) => all.map(({ dataset }) => [dataset.step, dataset.verdict]));
  return Object.fromEntries(calls);
}

/** Opens an example from the gallery and waits for its chain. */
export async function openExample(page, open, id) {
  await open();
  await page.locator(`[data-example="${id}"]`).first().click();
  await page.locator("figure [data-step]").first().waitFor({ state: "attached" });
}

/** Goes to each of several views as a newcomer would, and does something there. */
export async function inTurn(given, views, something) {
  // The page saves what is open when it is left, so it is forgotten when the next view begins.
  await given.page.addInitScript(() => {
    if (location.protocol !== "about:") {
      localStorage.clear();
    }
  });
  for (const [name, go] of Object.entries(views)) {
    await given.step(name, async () => {
      await given.page.goto("about:blank");
      await go(given);
      await something(name);
    });
  }
}

/** A node of the world's tree, by the beginning of its name. */
export function node(page, name) {
  return page.getByRole("treeitem", { name: new RegExp(`^${name}\\b`) }).first();
}

/** Opens a menu and runs one of its commands. */
export async function choose(page, menu, command) {
  await page.getByRole("button", { name: menu, exact: true }).click();
  await page.getByRole("menuitem", { name: command, exact: true }).first().click();
}

/** Gives what the centre shows another name, by its head. */
export async function rename(page, name) {
  await page.locator("#subject-name").fill(name);
  await page.locator("#subject-name").press("Enter");
  await page.locator(".subject h2", { hasText: name }).waitFor({ state: "attached" });
}

/** The text of a role's trust policy, opened from the tree. */
export async function trustPolicy(page, role) {
  const item = node(page, role);
  if ((await item.getAttribute("aria-expanded")) === "false") {
    await item.focus();
    await page.keyboard.press("ArrowRight");
  }
  const level = Number(await item.getAttribute("aria-level"));
  const key = await item.getAttribute("id");
  const below = page.locator(`[id="${key}"] ~ [aria-level="${level + 1}"]`, { hasText: "Trust policy" }).first();
  await below.click();
  return editor(page);
}

/** Going about by keys alone. */
export function keys(page) {
  const focused = () =>
    page.evaluate(() => {
      const at = document.activeElement;
      const name = at?.getAttribute("aria-label") ?? at?.textContent ?? "";
      return {
        id: at?.id ?? "",
        name: name.trim().replaceAll(/\s+/g, " "),
        role: at?.getAttribute("role") ?? at?.tagName.toLowerCase(),
        step: at?.dataset?.step ?? "",
      };
    });
  /** Presses a key and waits for the page to show what it did, as a person does before the next one. */
  const press = async (key) => {
    await page.keyboard.press(key);
    await page.evaluate(() => new Promise((shown) => requestAnimationFrame(() => requestAnimationFrame(shown))));
  };
  /** Presses a key until what has the focus is wanted; whoever cannot get there by keys is stuck. */
  const until = async (key, wanted, most = 150) => {
    for (let pressed = 0; pressed < most; pressed += 1) {
      const at = await focused();
      if (wanted(at)) {
        return at;
      }
      await press(key);
    }
    assert.fail(`not reached by ${key}: ${wanted}; the focus is on ${JSON.stringify(await focused())}`);
  };
  /** Goes to the one tab stop of the world's tree, from wherever the focus is. */
  const toTree = async () => {
    await until("F6", ({ name }) => name === "World", 8);
    await until("Tab", ({ role }) => role === "treeitem", 6);
    await press("Home");
  };
  /** Goes to a node of the tree by its name. */
  const toNode = async (name) => {
    await toTree();
    return until("ArrowDown", (at) => at.role === "treeitem" && at.name.startsWith(name), 60);
  };
  /** Replaces the text of the field that has the focus. */
  const fill = async (text) => {
    await press("Control+A");
    await page.keyboard.type(text);
  };
  return { focused, press, until, toTree, toNode, fill };
}

/** Opens a policy in the editor and waits until it offers actions of other services: editor and data are both there. */
export async function offersServices(page, eventually) {
  const item = node(page, "AssumeLogArchiveReader");
  await trustPolicy(page, "ProdAdmin");
  await item.click();
  const field = editor(page);
  await field.waitFor();
  await field.fill('{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "", "Resource": "*" }] }');
  await field.goTo('"Action": "', '"Action": "'.length);
  await page.keyboard.type("dynamodb:GetI");
  await eventually(async () => {
    // The last letter comes anew: the data of services may have come after it.
    await page.keyboard.press("Backspace");
    await page.keyboard.type("I");
    await page.waitForTimeout(200);
    assert.match((await field.options.allInnerTexts()).join("\n"), /^dynamodb:GetItem\s*Read/u);
  });
  return field;
}

/** Goes to a part of the workbench: by the phone's tab bar, or where it stands beside the others. */
export async function part(page, name) {
  const tab = page.getByRole("navigation", { name: "Parts of the workbench" }).getByRole("button", { name, exact: true });
  if ((await tab.count()) > 0 && (await tab.first().isVisible())) {
    await tab.first().click();
  }
}
