// What is kept between visits is never written over or let go of unasked: two tabs at once, texts that cannot be read,
// what an older and what a newer version kept.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { editor } from "./support/editor.mjs";
import { choose, openExample } from "./support/workbench.mjs";
import { walk } from "./support/walk.mjs";

const STARTED = "#app:not(:has([data-shell]))";
const HERE = "assume-role-playground/1/";
const CHAIN = "three-hop-chain";

/** What is kept, by key. */
const kept = (page) => page.evaluate(() => ({ ...localStorage }));

async function retitle(page, title) {
  await page.getByRole("button", { name: "Edit the title", exact: true }).click();
  await page.locator("#title-field").fill(title);
  await page.keyboard.press("Enter");
}

/** Puts texts into the storage before the page is there for the first time. */
function begin(page, texts) {
  return page.addInitScript((given) => {
    if (location.protocol.startsWith("http") && !sessionStorage.getItem("begun")) {
      sessionStorage.setItem("begun", "yes");
      for (const [key, text] of Object.entries(given)) {
        localStorage.setItem(key, text);
      }
    }
  }, texts);
}

/** What is downloaded by a button. */
async function downloaded(page, button) {
  const [download] = await Promise.all([page.waitForEvent("download"), button.click()]);
  return readFile(await download.path(), "utf8");
}

walk("of two tabs neither writes over the other's work, and both are kept whichever goes on", { seconds: 120 }, async ({ page, url, open, see, step, eventually, axe, shot }) => {
  const scenario = async () => (await kept(page))[`${HERE}scenario`] ?? "";
  const apart = async () => Object.entries(await kept(page)).filter(([key]) => key.startsWith(`${HERE}apart/`)).map(([, text]) => text).join("\n");
  const title = (tab) => tab.locator("h1.bar-title").innerText();
  const other = await page.context().newPage();
  await step("one has work", async () => {
    await openExample(page, open, CHAIN);
    await retitle(page, "First");
    await eventually(async () => assert.match(await scenario(), /"First"/u));
  });
  await step("the other one looks, and that changes nothing", async () => {
    await other.goto(url);
    await other.locator(STARTED).waitFor({ state: "attached" });
    await eventually(async () => assert.equal(await title(other), "First"));
    await retitle(page, "First again");
    await eventually(async () => assert.match(await scenario(), /"First again"/u));
    assert.equal(await page.getByText(/^Another tab has saved/u).count(), 0);
  });
  await step("the other one saves without having seen that: nothing is written over", async () => {
    await retitle(other, "Second");
    await see(other.getByText("Another tab has saved “First again” in this browser. Both are kept: what goes on here?"));
    await eventually(async () => assert.match(await apart(), /"Second"/u));
    assert.match(await scenario(), /"First again"/u);
    await other.getByText("Kept beside another tab’s work").waitFor({ state: "attached" });
  });
  await step("it goes on", async () => {
    await other.getByRole("button", { name: "Keep this tab’s" }).click();
    await eventually(async () => assert.match(await scenario(), /"Second"/u));
    await eventually(async () => assert.match(await apart(), /"First again"/u));
    await eventually(async () => assert.equal(await other.getByText(/^Another tab has saved/u).count(), 0));
  });
  await step("the first one is told, and goes on working without writing over it", async () => {
    await see(page.getByText(/^Another tab has saved “Second” in this browser/u));
    await axe(".beside");
    await shot("two-tabs");
    await retitle(page, "First, edited");
    await eventually(async () => assert.match(await apart(), /"First, edited"/u));
    assert.match(await scenario(), /"Second"/u);
  });
  await step("it shows the other's, and its own is there to be opened", async () => {
    await page.getByRole("button", { name: "Show the other’s" }).click();
    await eventually(async () => assert.equal(await title(page), "Second"));
    await page.getByRole("button", { name: "Open: “First, edited”" }).click();
    await eventually(async () => assert.equal(await title(page), "First, edited"));
    await see(page.getByText("“Second” is kept as you left it."));
  });
});

walk("a tab that is closed before somebody chose leaves its work beside the other's", { seconds: 90 }, async ({ page, url, open, see, step, eventually }) => {
  await openExample(page, open, CHAIN);
  await retitle(page, "First");
  await eventually(async () => assert.match((await kept(page))[`${HERE}scenario`] ?? "", /"First"/u));
  const other = await page.context().newPage();
  await step("two tabs, one is closed", async () => {
    await other.goto(url);
    await other.locator("h1.bar-title", { hasText: "First" }).waitFor();
    await retitle(page, "First again");
    await eventually(async () => assert.match((await kept(page))[`${HERE}scenario`] ?? "", /"First again"/u));
    await retitle(other, "Second");
    await see(other.getByText(/^Another tab has saved “First again”/u));
    await other.close();
  });
  await step("the next visit offers it, and lets it go only when asked twice", async () => {
    await page.reload();
    await see(page.getByText("“Second”", { exact: true }));
    assert.match(await downloaded(page, page.getByRole("button", { name: "Download: “Second”" })), /"title": "Second"/u);
    await page.getByRole("button", { name: "Let it go: “Second”", exact: true }).click();
    const button = await see(page.getByRole("button", { name: "Yes, let it go: “Second”" }));
    assert.ok(Object.keys(await kept(page)).some((key) => key.includes("/apart/")));
    await button.click();
    await eventually(async () => assert.ok(!Object.keys(await kept(page)).some((key) => key.includes("/apart/"))));
    await eventually(async () => assert.equal(await page.locator(".beside").count(), 0));
  });
});

walk("on a phone what is kept beside the work covers neither the tab bar nor the verdict, and what it pushes down can be reached", { width: 390, height: 844, seconds: 120 }, async ({ page, url, open, see, step, eventually, axe, shot }) => {
  const box = async (locator) => {
    const found = await locator.boundingBox();
    assert.ok(found, "it is there");
    return found;
  };
  const apart = (one, other) => assert.ok(one.y + one.height <= other.y || other.y + other.height <= one.y, `${JSON.stringify(one)} covers ${JSON.stringify(other)}`);
  const notice = page.locator(".beside");
  const tabs = page.getByRole("navigation", { name: "Parts of the workbench" }).and(page.locator(".phone-tabs"));
  await step("two tabs have work of their own", async () => {
    await openExample(page, open, CHAIN);
    await retitle(page, "Here");
    await eventually(async () => assert.match((await kept(page))[`${HERE}scenario`] ?? "", /"Here"/u));
    const other = await page.context().newPage();
    await other.goto(url);
    await other.locator("h1.bar-title", { hasText: "Here" }).waitFor();
    await retitle(other, "There");
    await eventually(async () => assert.match((await kept(page))[`${HERE}scenario`] ?? "", /"There"/u));
    await other.close();
    await retitle(page, "Here, edited");
    await see(page.getByText("Another tab has saved “There” in this browser. Both are kept: what goes on here?"));
    await axe();
    await shot("two-tabs-phone");
  });
  for (const part of ["Chain", "Why", "World", "Steps", "Clock"]) {
    await step(part, async () => {
      await tabs.getByRole("button", { name: part, exact: true }).click();
      await eventually(async () => assert.equal(await tabs.getByRole("button", { name: part, exact: true }).getAttribute("aria-current"), "page"));
      await page.evaluate(() => scrollTo(0, 0));
      await eventually(async () => {
        const [line, bar, head] = [await box(notice), await box(tabs), await box(page.locator(".bar"))];
        assert.ok(line.width > 300 && line.x >= 0 && line.x + line.width <= 390, JSON.stringify(line));
        apart(line, bar);
        apart(line, head);
        const verdict = page.locator(".phone-verdict, .peek").filter({ visible: true });
        for (const one of await verdict.all()) {
          apart(line, await box(one));
        }
      });
    });
  }
  await step("it stays in sight further down, and then can be answered", async () => {
    await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight));
    await eventually(async () => {
      const line = await box(notice);
      assert.ok(line.y >= 0 && line.y + line.height < 844, JSON.stringify(line));
      apart(line, await box(tabs));
    });
    await page.getByRole("button", { name: "Keep this tab’s" }).click();
    await eventually(async () => assert.match((await kept(page))[`${HERE}scenario`] ?? "", /"Here, edited"/u));
  });
});

const DAMAGED = {
  scenario: '{"version": 1, "title": "Half a scen',
  "aside/scenario": "\u0000\ufffd not a scenario",
  undo: "half an undo",
  revisions: "half a revision",
};

walk("kept texts that are damaged are kept beside the work and offered as files, and nothing else is lost", { seconds: 120 }, async ({ page, open, see, step, eventually, axe, shot }) => {
  const all = async () => Object.values(await kept(page));
  const isThere = () => eventually(async () => {
    const texts = await all();
    for (const [name, text] of Object.entries(DAMAGED)) {
      assert.ok(texts.includes(text), `${name} is lost`);
    }
  });
  await step("the page starts, and shows what there is", async () => {
    await begin(page, { ...Object.fromEntries(Object.entries(DAMAGED).map(([key, text]) => [HERE + key, text])), [`${HERE}view`]: "workbench", [`${HERE}theme`]: "no such theme" });
    await open();
    await see(page.getByText("Kept in this browser beside your work:"));
    await eventually(async () => assert.equal(await editor(page, "source").inputValue(), DAMAGED.scenario));
    await axe(".beside");
    await shot("damaged");
    await isThere();
  });
  await step("each is a file to be had", async () => {
    for (const [words, name] of [
      ["edits to undo, which cannot be read here", "undo"],
      ["earlier versions, which cannot be read here", "revisions"],
    ]) {
      assert.equal(await downloaded(page, page.getByRole("button", { name: `Download: ${words}` })), DAMAGED[name]);
    }
    const scenarios = page.getByRole("button", { name: "Download: a scenario that cannot be read here" });
    await eventually(async () => assert.equal(await scenarios.count(), 2));
    const texts = [await downloaded(page, scenarios.first()), await downloaded(page, scenarios.last())];
    assert.deepEqual(texts.sort(), [DAMAGED.scenario, DAMAGED["aside/scenario"]].sort());
  });
  await step("and still after other work and a reload", async () => {
    await page.getByRole("button", { name: "Later" }).first().click();
    await page.getByRole("button", { name: "Scenarios", exact: true }).click();
    await page.locator(`[data-example="${CHAIN}"]`).first().click();
    await retitle(page, "Other work");
    await eventually(async () => assert.ok((await all()).some((text) => text.includes('"Other work"'))));
    await page.reload();
    await see(page.getByText("Kept in this browser beside your work:"));
    await isThere();
  });
});

walk("what a newer version kept is left as it is, and offered as a file", { seconds: 90 }, async ({ page, open, see, step, eventually }) => {
  const later = { "assume-role-playground/2/scenario": '{"version":2,"made":"later"}', "assume-role-playground/2/more": "x".repeat(1000) };
  const mine = '{"version": 2, "title": "Of a later version", "orbits": []}';
  const untouched = () => eventually(async () => {
    const now = await kept(page);
    for (const [key, text] of Object.entries(later)) {
      assert.equal(now[key], text);
    }
    assert.ok(Object.values(now).includes(mine), "the scenario of a later version is lost");
  });
  await step("it begins with what a later version left, under its own keys and under ours", async () => {
    await begin(page, { ...later, [`${HERE}scenario`]: mine, [`${HERE}later-key`]: "kept too", [`${HERE}view`]: "workbench" });
    await open();
    const words = "what another version of this page keeps (2); it stays as it is";
    await see(page.getByText(words));
    assert.deepEqual(JSON.parse(await downloaded(page, page.getByRole("button", { name: `Download: ${words}` }))), later);
    assert.equal(await page.getByRole("button", { name: `Let it go: ${words}` }).count(), 0);
    assert.equal(await downloaded(page, page.getByRole("button", { name: "Download: a scenario that cannot be read here" })), mine);
    await untouched();
  });
  await step("work, and a reload", async () => {
    await page.getByRole("button", { name: "Later" }).first().click();
    await page.getByRole("button", { name: "Scenarios", exact: true }).click();
    await page.locator(`[data-example="${CHAIN}"]`).first().click();
    await retitle(page, "Work of this version");
    await eventually(async () => assert.ok(Object.values(await kept(page)).some((text) => text.includes('"Work of this version"'))));
    await page.reload();
    await see(page.getByText("Kept in this browser beside your work:"));
    await untouched();
    assert.equal((await kept(page))[`${HERE}later-key`], "kept too");
  });
});

walk("what an older version kept is read whole: the work, its undo and versions, what was set aside, and the choices", { seconds: 90 }, async ({ page, open, see, step, eventually }) => {
  // The storage as version 1 left it on 2026-11-23. It stays as it is: later pages have to read it.
  const older = JSON.parse(await readFile(new URL("support/kept-by-version-1.json", import.meta.url), "utf8"));
  const title = () => page.locator("h1.bar-title").innerText();
  await step("the work, and the theme", async () => {
    await begin(page, older);
    await open();
    await eventually(async () => assert.equal(await title(), "Made by an older version"));
    assert.equal(await page.evaluate(() => document.documentElement.dataset.theme), "dark");
    assert.equal(await page.locator(".beside").count(), 0);
  });
  await step("what was set aside, and the earlier version", async () => {
    await see(page.getByText("“Set aside by an older version” is kept as you left it."));
    await choose(page, "More", "History");
    await see(page.locator(".history").getByText("edit the title").first());
  });
  await step("its undo", async () => {
    await page.getByRole("button", { name: "Undo: edit the title" }).click();
    await eventually(async () => assert.match(await title(), /^Two users named/u));
  });
  await step("nothing of it is lost by this visit", async () => {
    await page.reload();
    await eventually(async () => assert.match(await title(), /^Two users named/u));
    const now = await kept(page);
    for (const name of ["aside/scenario", "aside/example", "seen", "theme"]) {
      assert.equal(now[HERE + name], older[HERE + name], name);
    }
    await page.getByRole("button", { name: "Redo: edit the title" }).click();
    await eventually(async () => assert.equal(await title(), "Made by an older version"));
  });
});
