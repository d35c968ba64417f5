// The drawing as a browser draws it, with the browser's own letters: what the layout reckons without measuring any, the
// browser measures here.

import assert from "node:assert/strict";
import { overlaps } from "./support/drawing.mjs";
import { walk } from "./support/walk.mjs";
import { inTurn, openExample } from "./support/workbench.mjs";

const EXAMPLES = [
  "chained-hop-asks-two-hours",
  "github-actions-main-branch",
  "one-user-two-roles",
  "revoked-role-leaves-chained-session",
  "saml-console-role",
  "source-identity-cannot-change",
  "three-hop-chain",
  "vendor-confused-deputy",
];

const SIZES = [[1440, 900], [1280, 720], [1024, 768], [390, 844]];

for (const [width, height] of SIZES) {
  walk(`no words of a drawing lie over others at ${width} px`, { width, height, seconds: 120 }, async (given) => {
    const views = EXAMPLES.map((example) => [example, ({ page, open }) => openExample(page, open, example)]);
    await inTurn(given, Object.fromEntries(views), () =>
      given.eventually(async () => {
        const { found, count } = await overlaps(given.page);
        assert.ok(count >= 10, `${count} words`);
        assert.deepEqual(found, []);
      }),
    );
  });
}

walk("words of a drawing that lie over others are noticed", { fails: [/“over it”/] }, async ({ page, open }) => {
  await openExample(page, open, "three-hop-chain");
  await page.locator("svg.diagram text").first().waitFor();
  await page.locator("svg.diagram").evaluate((drawing) => {
    const name = [...drawing.querySelectorAll("text")].find((text) => text.textContent === "DeployRole");
    const copy = name.cloneNode(true);
    copy.textContent = "over it";
    name.parentNode.append(copy);
  });
  assert.deepEqual((await overlaps(page)).found, []);
});

for (const [width, height] of SIZES) {
  walk(`what the chain carries is drawn at every session at ${width} px`, { width, height }, async ({ page, open, step, eventually }) => {
    const signs = () => page.locator("figure .d-chip text").allTextContents();
    await openExample(page, open, "three-hop-chain");
    await step("the source identity with its value, and the tag or their number", async () => {
      await eventually(async () => {
        const shown = await signs();
        assert.equal(shown.filter((words) => words.includes("alice")).length, 3, shown.join(", "));
        assert.equal(shown.filter((words) => /team=web|1 tag/u.test(words)).length, 3, shown.join(", "));
      });
    });
    await step("each in full under the pointer", async () => {
      const titles = await page.locator("figure .d-chip > title").allTextContents();
      assert.deepEqual(titles.slice(0, 2), ["source identity alice (set here)", "tag team=web (set here)"]);
    });
  });
}

for (const [width, height] of SIZES) {
  walk(`a refused duration is drawn with what was asked and what is the most at ${width} px`, { width, height }, async ({ page, open, eventually }) => {
    await openExample(page, open, "chained-hop-asks-two-hours");
    await eventually(async () => {
      const words = await page.locator('figure [data-verdict="denied"] text').allTextContents();
      assert.match(words.join(" "), /(2 h|7200 s).*(1 h|3600 s)/);
    });
    // Whoever does not see it is told as much, and why.
    const told = await page.locator('figure ol[aria-label="Steps"] > li').nth(1).textContent();
    assert.match(told, /denied.* in Production, account 333333333333, Root \/ Workloads.*source identity alice.*A chained session lasts at most 1 hour/u);
  });
}

walk("an edit of one hop moves no other lane on the page either", { seconds: 60 }, async ({ page, open, step, eventually }) => {
  const lanes = () => page.locator("svg.diagram .d-lane-box").evaluateAll((all) => all.map((lane) => lane.getBBox().y));
  const words = () => page.locator("svg.diagram").evaluate((drawing) => drawing.textContent);
  await openExample(page, open, "three-hop-chain");
  await eventually(async () => assert.ok((await lanes()).length >= 3));
  const before = await lanes();
  await step("a hop leads to a role of another account", async () => {
    await page.locator('figure [data-step="deploy"]').click();
    await page.getByRole("tab", { name: "Request" }).click();
    await page.locator("#field-RoleArn").fill("arn:aws:iam::777777777777:role/Elsewhere");
    await eventually(async () => assert.match(await words(), /777777777777/));
    assert.deepEqual(await lanes(), before);
  });
});

walk("an undo gives the drawing back as it was, and a removed step takes its room along", { seconds: 60 }, async ({ page, open, step, eventually }) => {
  const lanes = () => page.locator("svg.diagram .d-lane-box").evaluateAll((all) => all.map((lane) => [lane.getBBox().y, lane.getBBox().height]));
  await openExample(page, open, "one-user-two-roles");
  await eventually(async () => assert.ok((await lanes()).length >= 1));
  const before = await lanes();
  const add = async () => {
    await page.getByRole("button", { name: "Add step" }).click();
    await page.getByRole("menuitem").first().click();
    await eventually(async () => assert.notDeepEqual(await lanes(), before));
  };
  await step("undone", async () => {
    await add();
    await page.getByRole("button", { name: "Undo", exact: true }).click();
    await eventually(async () => assert.deepEqual(await lanes(), before));
  });
  await step("removed", async () => {
    await add();
    await page.getByRole("button", { name: /^Remove (hop|step)/ }).click();
    await eventually(async () => assert.deepEqual(await lanes(), before));
  });
});

// AWS's names are cut in a low drawing, and told in a tip: Web Content Accessibility Guidelines 2.2, criterion 1.4.13.
walk("Escape takes an item's tip away where the focus is, and leads back to the chosen step where there is none", async ({ page, open, step, eventually }) => {
  await openExample(page, open, "three-hop-chain");
  const focused = () => page.evaluate(() => document.activeElement.id);
  const tip = page.locator("#chain-tip");
  await page.locator("#chain-step-0").click();
  await page.keyboard.press("Escape");
  await step("with a tip", async () => {
    await page.keyboard.press("End");
    await eventually(async () => assert.notEqual(await focused(), "chain-step-0"));
    await tip.waitFor();
    const where = await focused();
    await page.keyboard.press("Escape");
    await tip.waitFor({ state: "detached" });
    assert.equal(await focused(), where);
  });
  await step("without one", async () => {
    await page.keyboard.press("Escape");
    await eventually(async () => assert.equal(await focused(), "chain-step-0"));
  });
});
