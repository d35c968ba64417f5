// What is typed stays: text that cannot be read, over a reload as well, and where the browser does not let the page save.

import assert from "node:assert/strict";
import { editor } from "./support/editor.mjs";
import { walk } from "./support/walk.mjs";
import { choose, openExample, trustPolicy, verdicts } from "./support/workbench.mjs";

const STARTED = "#app:not(:has([data-shell]))";
const ALL_ALLOWED = { deploy: "allowed", prod: "allowed", logs: "allowed", read: "allowed" };

/** Waits until what was typed is kept, then loads the page again. */
async function reload(page, eventually, text) {
  await eventually(async () => {
    const kept = await page.evaluate(() => Object.values(localStorage).join("\n"));
    assert.ok(kept.includes(text), `${text} is not kept`);
  });
  await page.reload();
  await page.locator(STARTED).waitFor({ state: "attached" });
}

walk("work that was set aside earlier stays beside the work, over a reload too", { seconds: 90 }, async ({ page, open, see, step, eventually }) => {
  const edit = async (id, name) => {
    await page.locator(`[data-example="${id}"]`).first().click();
    await page.locator("figure [data-step]").first().waitFor({ state: "attached" });
    await page.getByRole("button", { name: "Edit the title", exact: true }).click();
    await page.locator("#title-field").fill(name);
    await page.keyboard.press("Enter");
    await eventually(async () => assert.ok((await page.evaluate(() => localStorage.getItem("assume-role-playground/1/scenario")))?.includes(name)));
    await page.getByRole("button", { name: "Scenarios", exact: true }).click();
  };
  const beside = page.locator(".beside");
  await step("three works, one after the other", async () => {
    await open();
    await edit("three-hop-chain", "First work");
    await edit("only-two-users-trusted", "Second work");
    await edit("stale-mfa", "Third work");
    await see(beside.getByText("“First work”"));
  });
  await step("reload, and open the first", async () => {
    await page.waitForTimeout(1500);
    await page.reload();
    await beside.getByRole("button", { name: "Open: “First work”" }).click();
    await see(page.getByRole("heading", { level: 1, name: "First work" }));
    await see(beside.getByText("“Second work”"));
  });
});

walk("broken policy text shows line, column and a sentence; the rest works; a reload loses nothing", { seconds: 120 }, async ({ page, open, see, step, eventually, axe }) => {
  const shows = (expected) => eventually(async () => assert.deepEqual(await verdicts(page), expected));
  const broken = { deploy: "allowed", prod: "undecided", logs: "not-reached", read: "not-reached" };
  let typed = "";

  await step("break it", async () => {
    await openExample(page, open, "three-hop-chain");
    const field = await trustPolicy(page, "ProdAdmin");
    const lines = (await field.inputValue()).split("\n");
    const at = lines.findIndex((line) => line.includes('"Effect"'));
    lines[at] = lines[at].replace(",", "");
    typed = lines.join("\n");
    await field.fill(typed);
    const place = page.locator("#document-findings li").first();
    await eventually(async () => assert.match(await place.innerText(), new RegExp(`^${at + 1}:\\d+|^${at + 2}:\\d+`)));
    await eventually(async () => assert.match(await place.innerText(), /comma|expected|`,`/i));
    await see(page.locator("#document .cm-lint-marker-error").first());
    await shows(broken);
    await axe();
  });

  await step("the rest of the page keeps working", async () => {
    await page.locator('figure [data-step="deploy"]').click();
    await page.getByRole("tab", { name: "Request" }).click();
    await page.locator("#field-DurationSeconds").fill("100");
    await shows({ ...broken, deploy: "denied", prod: "not-reached" });
    await page.locator("#field-DurationSeconds").fill("1800");
    await shows(broken);
    await page.getByRole("button", { name: /problems?$/ }).click();
    await see(page.getByRole("list", { name: "Problems" }).getByText(/trust policy of ProdAdmin/i));
  });

  await step("find it again after a reload", async () => {
    await reload(page, eventually, "1800");
    await shows(broken);
    const field = await trustPolicy(page, "ProdAdmin");
    assert.equal(await field.inputValue(), typed);
  });

  await step("mend it", async () => {
    const field = editor(page);
    await field.fill(typed.replace('"Allow"', '"Allow",'));
    await shows(ALL_ALLOWED);
  });
});

walk("broken source text is kept with its places, and everything else shows the last that could be read", { seconds: 120 }, async ({ page, open, see, step, eventually, axe }) => {
  const shows = (expected) => eventually(async () => assert.deepEqual(await verdicts(page), expected));
  const source = editor(page, "source");
  let typed = "";

  await step("break it", async () => {
    await openExample(page, open, "three-hop-chain");
    await choose(page, "More", "Edit the source");
    typed = (await source.inputValue()).replace('"title"', '"titel"');
    await source.fill(typed);
    await see(page.getByText("This text is not a scenario yet."));
    const place = page.locator("#source-findings li", { hasText: "titel" }).first();
    assert.match(await place.innerText(), /3:\d+[\s\S]*title/);
    await see(page.getByRole("contentinfo").getByText("The source cannot be read"));
    await shows(ALL_ALLOWED);
    await axe();
  });

  await step("another edit beside it does not lose it", async () => {
    await page.locator('figure [data-step="deploy"]').click();
    await page.getByRole("tab", { name: "Request" }).click();
    await page.locator("#field-DurationSeconds").fill("1800");
    await shows(ALL_ALLOWED);
    assert.equal(await source.inputValue(), typed);
  });

  await step("a reload does not lose it", async () => {
    await reload(page, eventually, "titel");
    assert.equal(await source.inputValue(), typed);
    await shows(ALL_ALLOWED);
  });

  await step("undo goes back to the last text that could be read, redo brings it again", async () => {
    await page.getByRole("button", { name: "Undo: edit the source" }).click();
    await eventually(async () => assert.match(await source.inputValue(), /"title"/));
    await page.getByRole("button", { name: "Redo: edit the source" }).click();
    await eventually(async () => assert.equal(await source.inputValue(), typed));
  });

  await step("mended, it holds", async () => {
    await source.fill(typed.replace('"titel": "', '"title": "My own '));
    await see(page.getByRole("heading", { level: 1, name: /^My own Three-hop chain/ }));
    assert.equal(await page.locator("#source-findings").count(), 0);
  });
});

walk("a reload keeps the work: the scenario, the view and the title", { seconds: 60 }, async ({ page, open, see, step, eventually }) => {
  await step("change it", async () => {
    await openExample(page, open, "three-hop-chain");
    await page.getByRole("button", { name: "Edit the title" }).click();
    await page.locator("#title-field").fill("Mine");
    await page.keyboard.press("Enter");
    await choose(page, "Add to the world", "Account");
    await page.locator("#subject-name").fill("Sandbox");
    await page.keyboard.press("Enter");
  });
  await step("find it again", async () => {
    await reload(page, eventually, "Sandbox");
    await see(page.getByRole("heading", { level: 1, name: "Mine" }));
    await see(page.getByRole("treeitem", { name: /^Sandbox/ }));
    await eventually(async () => assert.deepEqual(await verdicts(page), ALL_ALLOWED));
  });
});

walk("work that was set aside is kept over a reload, and gone back to", { seconds: 60 }, async ({ page, open, see, step, eventually }) => {
  const title = (name) => page.getByRole("heading", { level: 1, name });
  const reloadWith = async (key, text) => {
    await eventually(async () => {
      const kept = await page.evaluate(() => Object.entries(localStorage));
      const found = kept.find(([name]) => name.endsWith(`/${key}`))?.[1] ?? "";
      assert.ok(found.includes(text), `${key} is “${found.slice(0, 80)}”`);
    });
    await page.reload();
    await page.locator(STARTED).waitFor({ state: "attached" });
  };
  await step("change one, and open another", async () => {
    await openExample(page, open, "three-hop-chain");
    await page.getByRole("button", { name: "Edit the title" }).click();
    await page.locator("#title-field").fill("Mine");
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: "Scenarios", exact: true }).click();
    await page.locator('[data-example="only-two-users-trusted"]').first().click();
    await see(page.getByText("“Mine” is kept as you left it."));
  });
  await step("reload, and go back to it", async () => {
    await reloadWith("aside/scenario", "Mine");
    await see(page.getByText("“Mine” is kept as you left it."));
    assert.equal(await title("Mine").count(), 0);
    await page.getByRole("button", { name: "Back to it" }).click();
    await see(title("Mine"));
    await eventually(async () => assert.deepEqual(await verdicts(page), ALL_ALLOWED));
  });
  await step("what was left for it is kept in turn", async () => {
    await reloadWith("aside/example", "only-two-users-trusted");
    await see(title("Mine"));
    await see(page.getByRole("button", { name: "Back to it" }));
  });
});

walk("a browser without storage says so and keeps working", { storage: false, seconds: 60 }, async ({ page, open, see, step, eventually, axe }) => {
  await step("say so once", async () => {
    await openExample(page, open, "chained-hop-asks-two-hours");
    await see(page.getByText("This browser does not let the page save, so a reload would lose your work. Download it to keep it."));
    await see(page.getByRole("contentinfo").getByText("Not saved"));
    await axe();
    await page.getByRole("button", { name: "Dismiss" }).click();
  });
  await step("keep working", async () => {
    await page.getByRole("button", { name: "Set to 3600 s" }).click();
    await eventually(async () => assert.deepEqual(await verdicts(page), ALL_ALLOWED));
    assert.equal(await page.getByText("This browser does not let the page save").count(), 0);
  });
});

walk("a full storage says so, and what could not be saved is saved once there is room", { seconds: 60 }, async ({ page, open, see, step, eventually }) => {
  await step("no room", async () => {
    await page.addInitScript(() => {
      const set = Storage.prototype.setItem;
      window.room = false;
      Storage.prototype.setItem = function setItem(key, value) {
        if (!window.room && value.length > 100) {
          throw new DOMException("no room", "QuotaExceededError");
        }
        set.call(this, key, value);
      };
    });
    await openExample(page, open, "chained-hop-asks-two-hours");
    await see(page.getByText("This browser does not let the page save"));
    await page.getByRole("button", { name: "Set to 3600 s" }).click();
    await eventually(async () => assert.deepEqual(await verdicts(page), ALL_ALLOWED));
    // Something small can be saved, and that is not the work.
    await page.getByRole("button", { name: /^Theme:/ }).click();
    await page.waitForTimeout(600);
    await see(page.getByRole("contentinfo").getByText("Not saved"));
  });
  await step("room again", async () => {
    await page.evaluate(() => {
      window.room = true;
    });
    await page.getByRole("button", { name: /^Theme:/ }).click();
    await see(page.getByRole("contentinfo").getByText("Saved in this browser"));
    const kept = await page.evaluate(() => Object.values(localStorage).join("\n"));
    assert.match(kept, /"DurationSeconds": ?3600/);
  });
});
