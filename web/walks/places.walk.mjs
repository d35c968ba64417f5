// Where things stand: nothing lies over words, nothing is cut, and what goes wrong is told at its place.

import assert from "node:assert/strict";
import { editor } from "./support/editor.mjs";
import { walk } from "./support/walk.mjs";
import { node, openExample } from "./support/workbench.mjs";

/** Goes to a part of the workbench by the phone's tab bar. */
const part = (page, name) => page.getByRole("navigation", { name: "Parts of the workbench" }).getByRole("button", { name, exact: true }).click();

/** The words of a drawing that some shape lies over. */
const covered = (page, shape, words) =>
  page.evaluate(
    ([shape, words]) => {
      const box = document.querySelector(shape)?.getBoundingClientRect();
      const meets = (one) => one.left < box.right && box.left < one.right && one.top + 3 < box.bottom && box.top < one.bottom - 3;
      const all = [...document.querySelectorAll(words)].filter((text) => text.getClientRects().length > 0);
      return box ? all.filter((text) => meets(text.getBoundingClientRect())).map((text) => text.textContent) : ["there is no such shape"];
    },
    [shape, words],
  );

for (const width of [1440, 1024, 390]) {
  walk(`the flag of the playback covers no words, at ${width} px`, { width, height: width === 1024 ? 768 : 900, seconds: 60 }, async ({ page, open, eventually }) => {
    await openExample(page, open, "chained-hop-asks-two-hours");
    const flag = page.locator(".d-played-text");
    const told = new Set();
    for (let check = 0; check < 24; check += 1) {
      await page.locator("body").press(".");
      await eventually(async () => {
        const words = await page.locator(".playback-words b").innerText();
        assert.ok(words.endsWith(`: ${await flag.textContent()}`), words);
        assert.deepEqual(await covered(page, ".d-played-box", "svg.diagram text:not(.d-played-text)"), [], words);
        told.add(words);
      });
    }
    assert.ok(told.size > 18, `${told.size} checks`);
  });
}

/** The words of the clock that lie over each other, over the now or over the end of a bar. */
const collisions = (page) =>
  page.evaluate(() => {
    const box = (element) => element.getBoundingClientRect();
    const seen = (selector) => [...document.querySelectorAll(selector)].filter((one) => box(one).width > 1);
    const words = seen(".clock-text, .clock-handle-text, .clock-who, .clock-name > .meta");
    const lines = seen(".clock-now-line, .clock-cap, .clock-taken");
    const meets = (one, two) => one.left < two.right - 1 && two.left < one.right - 1 && one.top + 3 < two.bottom - 3 && two.top + 3 < one.bottom - 3;
    const found = words.flatMap((one, at) => words.slice(at + 1).filter((two) => meets(box(one), box(two))).map((two) => `${one.textContent} / ${two.textContent}`));
    // A name over its bar has a ground of its own, which the now passes behind.
    const inked = words.filter((one) => one.matches(".clock-text"));
    for (const line of lines) {
      const { left, right, top, bottom } = box(line);
      const around = { left: left - 2, right: right + 2, top, bottom };
      found.push(...inked.filter((one) => meets(box(one), around)).map((one) => `${one.textContent} / ${line.getAttribute("class")}`));
    }
    const place = box(document.querySelector(".clock-scroll"));
    found.push(...inked.filter((one) => box(one).right > place.right + 1 || box(one).left < place.left - 1).map((one) => `${one.textContent} is cut`));
    return found;
  });

for (const [width, height] of [[1440, 900], [1024, 900], [390, 844]]) {
  walk(`in the clock no words collide, and the now crosses none, at ${width} px`, { width, height, touch: width === 390, seconds: 90 }, async ({ page, open, step, eventually }) => {
    for (const example of ["chained-hop-asks-two-hours", "revoked-sessions"]) {
      await step(example, async () => {
        await open(`#example=${example}`);
        await page.locator("figure [data-step]").first().waitFor({ state: "attached" });
        await eventually(async () => assert.equal(await page.locator("figure [data-step]").count(), example === "revoked-sessions" ? 6 : 4));
        if (width === 390) {
          await part(page, "Clock");
        }
        const slider = page.getByRole("slider", { name: "Now" });
        const now = page.locator("#clock-now");
        for (const time of ["10:01", "10:02", "10:05", "10:14", "10:20", "10:40", "10:58", "11:04", "11:11", "11:50", "12:00", "13:58"]) {
          await now.fill(time);
          await now.press("Enter");
          await eventually(async () => assert.match(await slider.getAttribute("aria-valuetext"), new RegExp(`${time}:00`)));
          await eventually(async () => assert.deepEqual(await collisions(page), [], time));
        }
      });
    }
    await step("the ring around the handle is whole, and so is every line", async () => {
      const slider = page.getByRole("slider", { name: "Now" });
      for (const key of ["Home", "End"]) {
        await slider.focus();
        await slider.press(key);
        await eventually(async () => {
          const { ring, place, lines } = await page.evaluate(() => {
            const box = (selector) => document.querySelector(selector).getBoundingClientRect().toJSON();
            return { ring: box(".clock-handle"), place: box(".clock-place"), lines: document.querySelector(".clock-scroll").scrollHeight - document.querySelector(".clock-scroll").clientHeight };
          });
          const around = 4;
          assert.ok(ring.left - around >= place.left && ring.right + around <= place.right && ring.top - around >= place.top - 0.5, JSON.stringify({ key, ring, place }));
          assert.equal(lines, 0);
        });
      }
    });
    if (width === 390) {
      await step("who has no keys is told of none", async () => {
        await page.getByRole("button", { name: "As it ran" }).click();
        await eventually(async () => {
          const hint = await page.locator(".clock-answers").innerText();
          assert.match(hint, /press the arrows above/);
          assert.doesNotMatch(hint, /\[ and \]/);
        });
      });
    }
  });
}

walk("on a phone every tab is in sight, and the ground goes down to the verdict", { width: 390, seconds: 60 }, async ({ page, open, step, eventually }) => {
  await openExample(page, open, "chained-hop-asks-two-hours");
  await part(page, "Steps");
  const cut = (label) =>
    page.getByRole("tablist", { name: label }).evaluate((list) => {
      const edge = list.getBoundingClientRect();
      const tabs = [...list.querySelectorAll("[role=tab]")];
      const within = ({ left, right, top, bottom }) => left >= edge.left && right <= Math.min(edge.right, innerWidth) && top >= edge.top && bottom <= edge.bottom + 1;
      return { count: tabs.length, cut: tabs.filter((tab) => !within(tab.getBoundingClientRect())).map((tab) => tab.textContent) };
    });
  /** The colour that the page has under the last part of a panel and above the verdict. */
  const ground = () =>
    page.evaluate(() => {
      const verdict = document.querySelector(".phone-verdict").getBoundingClientRect();
      const under = document.elementsFromPoint(innerWidth / 2, verdict.top - 6);
      const colour = (element) => getComputedStyle(element).backgroundColor;
      const painted = under.map(colour).find((colour) => colour !== "rgba(0, 0, 0, 0)");
      return { painted, wanted: colour(document.querySelector(".bar")) };
    });
  await step("those of the steps", () => eventually(async () => assert.deepEqual(await cut("Steps, events and problems"), { count: 5, cut: [] })));
  await step("with a figure more", async () => {
    await part(page, "Why");
    await page.getByRole("tab", { name: "Request" }).click();
    await eventually(async () => assert.deepEqual(await cut("Selected step"), { count: 4, cut: [] }));
    await page.locator("#field-DurationSeconds").fill("3600");
    await part(page, "Steps");
    await page.getByRole("tab", { name: /^Expectations 3/ }).waitFor();
    await eventually(async () => assert.deepEqual(await cut("Steps, events and problems"), { count: 5, cut: [] }));
  });
  await step("the ground", async () => {
    for (const name of ["Steps", "Clock", "World"]) {
      await part(page, name);
      await eventually(async () => {
        const { painted, wanted } = await ground();
        assert.equal(painted, wanted, name);
      });
    }
  });
});

walk("on a phone a copy is compared in a block for each step, with whole names", { width: 390, seconds: 60 }, async ({ page, open, eventually, shot, axe }) => {
  await openExample(page, open, "chained-hop-asks-two-hours");
  await part(page, "Steps");
  await page.getByRole("tab", { name: "What-if" }).click();
  await page.getByRole("button", { name: "Begin a copy" }).click();
  await part(page, "Why");
  await page.getByRole("tab", { name: "Request" }).click();
  await page.locator("#field-DurationSeconds").fill("3600");
  await part(page, "Steps");
  await page.getByRole("tab", { name: "What-if" }).click();
  await eventually(async () => assert.equal(await page.locator(".what-if-table .what-if-changed").count(), 3));
  await eventually(async () => {
    const names = await page.locator(".what-if-table tbody .link-button").evaluateAll((all) => all.map((name) => ({ said: name.textContent, lines: name.getClientRects().length, high: name.getBoundingClientRect().height })));
    assert.equal(names.length, 4);
    for (const { said, high } of names) {
      // The longest one is an object's key, which is longer than the window.
      assert.ok(high < (said.length > 40 ? 64 : 32), `${said} is ${high} px high`);
    }
  });
  await eventually(async () => {
    const boxes = await page.locator(".what-if-head .button").evaluateAll((all) => all.map((button) => button.getBoundingClientRect().toJSON()));
    assert.equal(boxes.length, 2);
    assert.equal(boxes[0].top, boxes[1].top);
    assert.ok(boxes.every(({ height }) => height < 50), JSON.stringify(boxes));
  });
  await shot("what-if-phone");
  await axe(".dock");
});

walk("on a phone what should happen is a block for each step, with whole names", { width: 390, seconds: 60 }, async ({ page, open, eventually, shot, axe }) => {
  await openExample(page, open, "three-hop-chain");
  await part(page, "Steps");
  await page.getByRole("tab", { name: "Expectations" }).click();
  await eventually(async () => {
    const high = await page.locator(".expectations .steps-target").evaluateAll((calls) => calls.map((call) => call.getBoundingClientRect().height));
    assert.equal(high.length, 4);
    assert.ok(high.every((one) => one < 64), JSON.stringify(high));
    const [room, wide] = await page.locator(".dock-panel .panel-scroll").evaluate((place) => [place.clientWidth, place.scrollWidth]);
    assert.equal(wide, room);
    const chosen = await page.locator(".expectations select").first().boundingBox();
    assert.ok(chosen.width > 90, `the field is ${chosen.width} wide`);
  });
  await shot("expectations-phone");
  await axe(".dock");
});

walk("on a phone the menus of the bar lie within the window", { width: 390, seconds: 60 }, async ({ page, open, step, eventually }) => {
  await openExample(page, open, "three-hop-chain");
  for (const name of ["Chain", "Steps"]) {
    for (const menu of ["Share", "More"]) {
      await step(`${menu} in ${name}`, async () => {
        await part(page, name);
        await page.getByRole("button", { name: menu, exact: true }).click();
        await eventually(async () => {
          const box = await page.getByRole("menu").boundingBox();
          assert.ok(box && box.x >= 0 && box.x + box.width <= 390 && box.y >= 40 && box.y + box.height <= 844, JSON.stringify(box));
        });
        await page.keyboard.press("Escape");
        await page.getByRole("menu").waitFor({ state: "detached" });
      });
    }
  }
});

walk("a name that cannot be given is told at its field, which covers nothing", { seconds: 60 }, async ({ page, open, step, see, eventually, shot }) => {
  await openExample(page, open, "three-hop-chain");
  await node(page, "ProdAdmin").click();
  const field = page.locator("#subject-name");
  await step("the box stands between icon and pencil", async () => {
    await field.focus();
    await eventually(async () => {
      const found = await page.locator(".subject > .panel-head").evaluate((head) => {
        const box = (selector) => head.querySelector(selector).getBoundingClientRect();
        const [icon, name, pencil] = [box(":scope > .icon"), box(".subject-rename"), box(".subject-pencil .icon")];
        return [name.left - icon.right, pencil.left - name.right];
      });
      assert.ok(found.every((gap) => gap >= 2), JSON.stringify(found));
    });
  });
  await step("refused, it stays with its reason", async () => {
    await field.fill("bad name!");
    await field.press("Enter");
    const reason = await see(page.locator(".name-refused"));
    assert.match(await reason.innerText(), /bad name!/);
    await shot("name-refused");
    assert.equal(await page.locator(".notice-warning").count(), 0);
    assert.equal(await field.inputValue(), "bad name!");
    await eventually(async () => {
      const [below, above] = await Promise.all([reason.boundingBox(), field.boundingBox()]);
      assert.ok(below.y >= above.y + above.height - 1 && below.y < above.y + above.height + 16, JSON.stringify({ below, above }));
    });
    await page.locator("#entity-maximum").focus();
    assert.equal(await field.inputValue(), "bad name!");
  });
  await step("Escape puts the old one back", async () => {
    await field.focus();
    await field.press("Escape");
    await page.locator(".name-refused").waitFor({ state: "detached" });
    await eventually(async () => assert.equal(await field.inputValue(), "ProdAdmin"));
  });
  await step("in the tree as well", async () => {
    await node(page, "ProdAdmin").focus();
    await page.keyboard.press("F2");
    const row = page.locator("#world-tree-rename");
    await row.fill("bad name!");
    await row.press("Enter");
    await see(page.getByRole("tree").locator(".name-refused"));
    await row.press("Escape");
    await row.waitFor({ state: "detached" });
    await see(node(page, "ProdAdmin"));
  });
});

walk("where an account has no group, its user says so and leads to one", async ({ page, open, see, eventually }) => {
  await openExample(page, open, "three-hop-chain");
  await node(page, "alice").click();
  const groups = page.locator("#entity-groups");
  await see(groups.getByText("No group in this account."));
  await groups.getByRole("button", { name: "Add a group" }).click();
  await see(page.locator(".subject .chip", { hasText: "IAM group" }));
  await eventually(async () => assert.equal(await page.evaluate(() => document.activeElement?.id), "subject-name"));
  await node(page, "alice").click();
  await see(page.getByRole("combobox", { name: "Add to GroupList" }));
});

walk("one's own case that is opened again is the same work, without a word about another", { seconds: 60 }, async ({ page, open, see, eventually }) => {
  const openCase = async () => {
    await page.getByRole("button", { name: "Open in the workbench" }).click();
    await page.locator("figure [data-step]").first().waitFor({ state: "attached" });
  };
  await open("#own-case");
  await page.getByRole("button", { name: "Fill in an example" }).click();
  await openCase();
  await page.goBack();
  await see(page.getByRole("heading", { level: 1, name: "Your own case" }));
  await openCase();
  await eventually(async () => assert.equal(await page.locator("figure [data-step]").count(), 1));
  assert.deepEqual(await page.locator(".notice-place").allInnerTexts(), [""]);
});

walk("of what a case leaves open, every command stands where it is asked for, and once", { seconds: 60 }, async ({ page, open, step, eventually }) => {
  await open("#own-case");
  const box = page.locator("#own-box").locator("textarea, .cm-content").first();
  for (const text of [
    "aws sts assume-role --role-arn arn:aws:iam::222222222222:role/Reader --role-session-name alice --profile dev",
    "aws sts assume-role --role-arn arn:aws:iam::222222222222:role/Reader --role-session-name alice",
    "An error occurred (AccessDenied) when calling the AssumeRole operation: User: arn:aws:iam::111111111111:user/alice is not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::222222222222:role/Reader",
  ]) {
    await step(text.slice(0, 60), async () => {
      const clear = page.getByRole("button", { name: "Clear the box" });
      if (await clear.isVisible()) {
        await clear.click();
        await page.getByRole("heading", { name: "Still missing" }).waitFor({ state: "detached" });
      }
      await box.click();
      await page.keyboard.insertText(text);
      await page.getByRole("heading", { name: "Still missing" }).waitFor();
      await eventually(async () => {
        assert.equal(await page.locator(".own-answer .own-command").count(), 0);
        const commands = await page.locator(".own-section .own-command code").allInnerTexts();
        assert.ok(commands.length > 0);
        const calls = commands.map((command) => command.replace(/ --profile \S+/, ""));
        assert.equal(new Set(calls).size, calls.length, commands.join("\n"));
      });
    });
  }
});

walk("a page that was gone to by its address begins at its title; F6 leads to a whole part, with a ring around it", { seconds: 60 }, async ({ page, open, eventually }) => {
  const ring = () =>
    page.evaluate(() => {
      const at = document.activeElement;
      const style = getComputedStyle(at);
      const isTitle = at.matches("h1.bar-title");
      return { at: isTitle ? "title" : at.matches("[data-region]") ? "part" : at.tagName, ring: at.matches(":focus-visible") && style.outlineStyle !== "none" };
    });
  await open();
  await page.locator("[data-example]").first().waitFor();
  // Who uses keys is shown the focus by the browser, whoever puts it there.
  await page.keyboard.press("Tab");
  await page.evaluate(() => {
    location.hash = "example=three-hop-chain";
  });
  await page.locator("figure [data-step]").first().waitFor({ state: "attached" });
  await eventually(async () => assert.deepEqual(await ring(), { at: "title", ring: true }));
  await page.goBack();
  await page.locator("[data-example]").first().waitFor();
  await page.goForward();
  await page.locator("figure [data-step]").first().waitFor({ state: "attached" });
  await eventually(async () => assert.deepEqual(await ring(), { at: "title", ring: true }));
  await page.keyboard.press("F6");
  await page.keyboard.press("Shift+F6");
  await eventually(async () => assert.deepEqual(await ring(), { at: "part", ring: true }));
});

walk("what was begun in the form of a policy stays there until it is put in or emptied", { seconds: 90, height: 1000 }, async ({ page, open, step, see, eventually }) => {
  await openExample(page, open, "three-hop-chain");
  const as = (name) => page.getByRole("button", { name, exact: true }).click();
  const open_ = async (name) => {
    await node(page, name).click();
    await page.locator(".subject h2", { hasText: name }).waitFor({ state: "attached" });
  };
  const action = page.locator("#statement-0-add-Action");
  const holds = (field, value) => eventually(async () => assert.equal(await field.inputValue(), value));
  await open_("ApprovedRegions");
  await as("Form");
  await step("an action, and a condition", async () => {
    await action.fill("s3:GetOb");
    await page.locator("#statement-0-ready").click();
    await page.locator("#statement-0-draft-key").fill("aws:SourceIp");
    await page.locator("#statement-0-draft-value").fill("10.");
  });
  const isKept = async () => {
    await holds(action, "s3:GetOb");
    await holds(page.locator("#statement-0-draft-key"), "aws:SourceIp");
    await holds(page.locator("#statement-0-draft-value"), "10.");
  };
  await step("to the text and back", async () => {
    await as("JSON");
    await editor(page).waitFor();
    await as("Form");
    await isKept();
  });
  await step("to another document, which has nothing of it, and back", async () => {
    await open_("OnlyOurOrganization");
    await holds(action, "");
    assert.equal(await page.locator("#statement-0-draft-key").count(), 0);
    await open_("ApprovedRegions");
    await isKept();
  });
  await step("it goes with its statement", async () => {
    await page.getByRole("button", { name: "Duplicate statement 1" }).click();
    await page.getByRole("button", { name: "Move down statement 1" }).click();
    await holds(page.locator("#statement-1-add-Action"), "s3:GetOb");
    await holds(action, "");
    await page.getByRole("button", { name: "Move up statement 2" }).click();
    await isKept();
  });
  await step("undone in the document, it goes back with its statement", async () => {
    await page.getByRole("button", { name: /^Undo: move up statement 2/ }).click();
    await holds(page.locator("#statement-1-add-Action"), "s3:GetOb");
    await holds(action, "");
    await page.getByRole("button", { name: /^Redo: move up statement 2/ }).click();
    await isKept();
  });
  await step("from outside another statement comes before its own", async () => {
    await as("JSON");
    const text = await editor(page).inputValue();
    const document = JSON.parse(text);
    document.Statement.unshift({ Sid: "First", Effect: "Deny", Action: "iam:*", Resource: "*" });
    await editor(page).fill(JSON.stringify(document, null, 2));
    await as("Form");
    await holds(page.locator("#statement-1-add-Action"), "s3:GetOb");
    await holds(action, "");
    await as("JSON");
    await editor(page).fill(text);
    await as("Form");
    await isKept();
  });
  await step("after the guided tour it is still there", async () => {
    await page.keyboard.press("Control+K");
    await page.getByRole("combobox", { name: /Find|Search/ }).or(page.locator("[role=dialog] [role=combobox]")).first().fill("guided tour");
    await page.keyboard.press("Enter");
    await page.locator("section.tour").waitFor();
    await page.keyboard.press("Escape");
    await page.locator("section.tour").waitFor({ state: "detached" });
    await isKept();
  });
  await step("thrown away, and put in", async () => {
    await page.getByRole("button", { name: "Cancel", exact: true }).click();
    await action.press("Enter");
    await see(page.locator("input[value='s3:GetOb'], #statement-0-Action-0").first());
    await as("JSON");
    await editor(page).waitFor();
    await as("Form");
    await holds(action, "");
    assert.equal(await page.locator("#statement-0-draft-key").count(), 0);
  });
});

for (const [example, seconds] of [["three-hop-chain", "7200"], ["chained-hop-asks-two-hours", "3600"]]) {
  walk(`at 1440 px the table of steps keeps a call in one line where something differs: ${example}`, async ({ page, open, eventually }) => {
    const lines = () =>
      page.locator(".steps .step").evaluateAll((rows) =>
        rows.map((row) => {
          const range = document.createRange();
          range.selectNodeContents(row.querySelector(".steps-call"));
          return new Set([...range.getClientRects()].map(({ top }) => Math.round(top / 4))).size;
        }),
      );
    await openExample(page, open, example);
    await page.locator('figure [data-step="prod"]').click();
    await page.getByRole("tab", { name: "Request" }).click();
    await page.locator("#field-DurationSeconds").fill(seconds);
    await page.locator(".steps-expected button").first().waitFor();
    await eventually(async () => assert.deepEqual(await lines(), [1, 1, 1, 1]));
    await eventually(async () => assert.equal(await page.locator(".dock-panel .panel-scroll").evaluate((place) => place.scrollWidth - place.clientWidth), 0));
  });
}
