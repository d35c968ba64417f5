// Full names are always reachable: what is cut on the page is told in full by a key, and by a finger.

import assert from "node:assert/strict";
import { editor } from "./support/editor.mjs";
import { walk } from "./support/walk.mjs";
import { choose, inTurn, node, openExample, rename, trustPolicy } from "./support/workbench.mjs";

const ELLIPSIS = "…";

/** Texts of the drawing that lack a part, with the item that they belong to. */
async function cutInDrawing(page) {
  return page.locator("figure.chain svg text").evaluateAll(
    (texts, ellipsis) =>
      texts
        .filter((text) => text.textContent.includes(ellipsis) && !text.closest("#chain-tip"))
        .map((text) => ({ words: [...text.childNodes].filter((part) => part.nodeType === 3).map((part) => part.data).join(""), item: text.closest("[role=button]")?.id ?? "" })),
    ELLIPSIS,
  );
}

/** Elements whose words are hidden in part, and which no key can scroll or open. */
async function cutElements(page) {
  return page.evaluate(() => {
    const hides = (value) => value === "hidden" || value === "clip";
    const shown = (element) => element.checkVisibility({ visibilityProperty: true, opacityProperty: true });
    const isCut = (element) => {
      const style = getComputedStyle(element);
      const wide = hides(style.overflowX) && element.scrollWidth > element.clientWidth + 1;
      const high = hides(style.overflowY) && style.webkitLineClamp !== "none" && element.scrollHeight > element.clientHeight + 1;
      return (wide || high) && element.clientWidth > 2 && element.textContent.trim() !== "";
    };
    // The line over a phone's tabs is the way to the sentence that it begins.
    const leadsToAll = (element) => element.closest(".phone-verdict") !== null;
    return [...document.querySelectorAll("#app *")]
      .filter((element) => !leadsToAll(element))
      .filter((element) => !(element instanceof SVGElement) && shown(element) && isCut(element))
      .map((element) => ({ element: element.outerHTML.slice(0, 120), words: element.textContent.trim() }));
  });
}

/** Whether a text could be the whole of a cut one. */
function completes(whole, cut) {
  const parts = cut.split(ELLIPSIS).map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`));
  return new RegExp(parts.join("[^…]+")).test(whole.replaceAll(/\s+/g, "")) || new RegExp(parts.join("[^…]+")).test(whole);
}

/** The words that the drawing's tip shows, wholly inside the window. */
async function tip(page) {
  const tip = page.locator("#chain-tip");
  await tip.waitFor();
  const box = await tip.boundingBox();
  const { width, height } = page.viewportSize();
  assert.ok(box.x >= 0 && box.x + box.width <= width, `the tip leaves the window: ${JSON.stringify(box)}`);
  assert.ok(box.y < height && box.y + box.height > 0, `the tip is out of sight: ${JSON.stringify(box)}`);
  return (await tip.locator("text").allTextContents()).join(" ");
}

const LONG = "prod-deployment-of-everything-there-is-for-the-web-team-admin";

/** What is looked at: an example with names that are long, and one with names that no box can hold. */
const SCENES = {
  "three hops": ({ page, open }) => openExample(page, open, "three-hop-chain"),
  "a name of sixty letters": async ({ page, open }) => {
    await openWithLongName(page, open);
    await page.getByRole("button", { name: "Close, show the steps" }).click();
    await part(page, "Chain");
  },
};

/** Goes to a part of the page where a narrow window has them one by one. */
async function part(page, name) {
  const parts = page.getByRole("navigation", { name: "Parts of the workbench" });
  const button = parts.getByRole("button", { name, exact: true });
  if ((await button.count()) > 0 && (await button.isVisible())) await button.click();
}

/** Opens the chain of three hops with a role whose name is as long as some are, and the role. */
async function openWithLongName(page, open) {
  await openExample(page, open, "three-hop-chain");
  await part(page, "World");
  const world = page.getByRole("button", { name: "World", exact: true });
  if (!(await node(page, "ProdAdmin").isVisible()) && (await world.count()) > 0) await world.first().click();
  await node(page, "ProdAdmin").click();
  await rename(page, LONG);
}

for (const width of [1440, 1024, 390]) {
  for (const [name, go] of Object.entries(SCENES)) {
    walk(`by keys, whatever is cut is told in full: ${name} at ${width} px`, { width, seconds: 90 }, async (given) => {
      const { page, step, eventually } = given;
      await go(given);
      const cut = await cutInDrawing(page);
      await step("the drawing", async () => {
        for (const { words, item } of cut.filter(({ item }) => item !== "")) {
          // Whatever has the focus after a key shows it.
          await page.keyboard.press("Tab");
          await page.locator(`[id="${item}"]`).focus();
          assert.ok(completes(await tip(page), words), `${words}: ${await tip(page)}`);
          await page.keyboard.press("Escape");
          await eventually(async () => assert.equal(await page.locator("#chain-tip").count(), 0));
        }
        for (const { words } of cut.filter(({ item }) => item === "")) {
          assert.fail(`no key leads to ${words}`);
        }
      });
      await step("everything else", async () => assert.deepEqual(await cutElements(page), []));
    });

    walk(`by a finger, whatever is cut is told in full: ${name} at ${width} px`, { width, touch: true, seconds: 90 }, async (given) => {
      const { page } = given;
      await go(given);
      for (const { words, item } of await cutInDrawing(page)) {
        await page.locator(`[id="${item}"]`).tap();
        assert.ok(completes(await tip(page), words), `${words}: ${await tip(page)}`);
      }
    });
  }
}

/** Every other view, for what its style sheets cut. */
const VIEWS = {
  "the first screen": ({ open }) => open(),
  "the hops": ({ page, open }) => openExample(page, open, "chained-hop-asks-two-hours"),
  "the forms": async ({ page, open }) => {
    await openExample(page, open, "three-hop-chain");
    await page.locator("figure [data-step]").first().click();
    const tab = page.getByRole("tab", { name: "Request" });
    if (!(await tab.isVisible())) await page.getByRole("button", { name: "Why", exact: true }).click();
    await tab.click();
    await page.locator("#field-as").waitFor();
  },
  "a role": async ({ page, open }) => {
    await openExample(page, open, "three-hop-chain");
    const world = page.getByRole("button", { name: "World", exact: true });
    if ((await world.count()) > 0 && (await world.first().isVisible())) await world.first().click();
    await node(page, "LogArchiveReader").click();
    await page.locator("#entity-maximum").waitFor();
  },
  "a document of a role with a long name": async ({ page, open }) => {
    await openWithLongName(page, open);
    if (!(await node(page, LONG).isVisible())) await page.getByRole("button", { name: "World", exact: true }).first().click();
    await (await trustPolicy(page, LONG)).waitFor();
  },
  "the clock": async ({ page, open }) => {
    await openExample(page, open, "three-hop-chain");
    await part(page, "Clock");
    const fold = page.locator(".clock-fold");
    await fold.waitFor({ state: "attached" });
    if ((await fold.getAttribute("aria-expanded")) === "false") await fold.click();
    await page.locator(".clock-name").first().waitFor();
  },
  "the source": async ({ page, open }) => {
    await openExample(page, open, "three-hop-chain");
    await choose(page, "More", "Edit the source");
    await editor(page, "source").waitFor();
  },
  "your own case": async ({ page, open }) => {
    await open();
    await page.getByText("Paste your own case").first().click();
    await page.getByRole("button", { name: "Fill in an example" }).click();
    await page.getByRole("button", { name: "Open in the workbench" }).waitFor();
  },
};

for (const width of [1440, 1024, 390]) {
  walk(`no view cuts its words at ${width} px`, { width, seconds: 90 }, async (given) => {
    await inTurn(given, VIEWS, () => given.eventually(async () => assert.deepEqual(await cutElements(given.page), [])));
  });
}

walk("the line over the tabs of a phone leads to the whole of its sentence", { width: 390, touch: true }, async ({ page, open, step }) => {
  await VIEWS["a role"]({ page, open });
  const line = page.locator(".phone-verdict");
  const words = (await line.locator(".phone-verdict-cause").textContent()).trim();
  const told = page.locator("#why-step .why-cause");
  await step("by a finger", async () => {
    await line.tap();
    assert.equal((await told.textContent()).trim(), words);
    assert.equal(await line.isVisible(), false, "the sentence stands there once");
  });
  await step("by a key", async () => {
    await page.getByRole("button", { name: "World", exact: true }).click();
    await line.focus();
    await page.keyboard.press("Enter");
    assert.equal((await told.textContent()).trim(), words);
  });
});
