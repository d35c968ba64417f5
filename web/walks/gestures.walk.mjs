// The drawing of a chain is made larger and smaller, moved, and walked along its lines: by mouse, by keys and by fingers.

import assert from "node:assert/strict";
import { walk } from "./support/walk.mjs";
import { keys, openExample } from "./support/workbench.mjs";

const percent = async (page) => Number.parseInt(await page.locator(".chain-percent").innerText(), 10);
const call = (page) => page.locator('figure [data-step="deploy"]');

/** The middle of an element, on the screen. */
async function middle(element) {
  const { x, y, width, height } = await element.boundingBox();
  return { x: x + width / 2, y: y + height / 2 };
}

const scrolled = (page) => page.locator(".chain-place").evaluate(({ scrollLeft, scrollTop }) => [scrollLeft, scrollTop]);

/** Turns the wheel with Ctrl held until the drawing is so large. */
async function turn(page, eventually, by, holds) {
  await page.keyboard.down("Control");
  await eventually(async () => {
    await page.mouse.wheel(0, by);
    const now = await percent(page);
    assert.ok(holds(now), `${now} %`);
  });
  await page.keyboard.up("Control");
}

for (const scheme of ["light", "dark"]) {
  walk(`the chain is made larger under the pointer and dragged, ${scheme}`, { scheme, seconds: 90 }, async ({ page, open, step, eventually, axe, shot }) => {
    await openExample(page, open, "three-hop-chain");
    await eventually(async () => assert.ok((await percent(page)) > 0));
    const first = await percent(page);
    await step("the wheel with Ctrl", async () => {
      const at = await middle(call(page));
      await page.mouse.move(at.x, at.y);
      await turn(page, eventually, -60, (now) => now >= first + 60);
      await eventually(async () => {
        const now = await middle(call(page));
        assert.ok(Math.hypot(now.x - at.x, now.y - at.y) < 12, JSON.stringify([at, now]));
      });
      await shot("chain-larger");
      await axe(".region-chain");
    });
    await step("the wheel alone scrolls", async () => {
      const before = await percent(page);
      const [, top] = await scrolled(page);
      await eventually(async () => {
        await page.mouse.wheel(0, 40);
        assert.notEqual((await scrolled(page))[1], top);
      });
      assert.equal(await percent(page), before);
    });
    await step("dragging moves it and chooses nothing", async () => {
      const chosen = await page.locator('figure [aria-pressed="true"]').getAttribute("data-step");
      const [left] = await scrolled(page);
      const at = await middle(page.locator(".chain-place"));
      await page.mouse.move(at.x, at.y);
      await page.mouse.down();
      await page.mouse.move(at.x - 40, at.y, { steps: 4 });
      await page.mouse.move(at.x - 80, at.y, { steps: 4 });
      await eventually(async () => assert.ok((await scrolled(page))[0] >= left + 60, `${left} ${await scrolled(page)}`));
      await page.mouse.up();
      await eventually(async () => assert.equal(await page.locator(".chain-place").getAttribute("data-panned"), null));
      assert.equal(await page.locator('figure [aria-pressed="true"]').getAttribute("data-step"), chosen);
    });
    await step("a click still chooses", async () => {
      await page.getByRole("button", { name: "The whole chain (0)" }).click();
      await page.locator('figure [data-step="prod"]').click();
      await eventually(async () => assert.equal(await page.locator('figure [aria-pressed="true"]').getAttribute("data-step"), "prod"));
    });
    await step("smaller than it was", async () => {
      const at = await middle(page.locator(".chain-place"));
      await page.mouse.move(at.x, at.y);
      await turn(page, eventually, 60, (now) => now <= 50);
    });
  });
}

walk("the chain is walked along its lines and made larger by keys alone", { seconds: 90 }, async ({ page, open, step, eventually }) => {
  const { focused, press, until } = keys(page);
  await openExample(page, open, "three-hop-chain");
  await until("F6", ({ name }) => name === "Chain", 8);
  await until("Tab", ({ id }) => id.startsWith("chain-"), 20);
  await step("larger, smaller, whole", async () => {
    await eventually(async () => assert.ok((await percent(page)) > 0));
    const before = await percent(page);
    await press("+");
    await eventually(async () => assert.ok((await percent(page)) > before));
    await press("-");
    await press("-");
    await eventually(async () => assert.ok((await percent(page)) < before));
    await press("0");
    await eventually(async () => assert.equal(await percent(page), before));
  });
  await step("from the start along every line to the end", async () => {
    await press("Home");
    const passed = [];
    for (let steps = 0; steps < 30; steps += 1) {
      const at = await focused();
      passed.push(at.id);
      const before = at.id;
      await press("ArrowRight");
      if ((await focused()).id === before) await press("ArrowDown");
      if ((await focused()).id === before) break;
    }
    const calls = await page.locator("figure [data-step]").evaluateAll((all) => all.map(({ id }) => id));
    for (const id of calls) assert.ok(passed.includes(id), `${id} was not passed: ${passed}`);
    assert.ok(passed.some((id) => id.startsWith("chain-node-")), "no principal was passed");
    // What has the focus is in sight of whoever looks at it.
    await eventually(async () => {
      const at = await page.evaluate(() => document.activeElement.getBoundingClientRect().toJSON());
      const place = await page.locator(".chain-place").evaluate((element) => element.getBoundingClientRect().toJSON());
      assert.ok(at.right > place.left && at.left < place.right && at.bottom > place.top && at.top < place.bottom);
    });
  });
  await step("Enter opens why", async () => {
    await press("Home");
    for (let steps = 0; steps < 30 && (await focused()).step !== "prod"; steps += 1) {
      const before = (await focused()).id;
      await press("ArrowRight");
      if ((await focused()).id === before) await press("ArrowDown");
    }
    assert.equal((await focused()).step, "prod");
    await press("Enter");
    await eventually(async () => assert.equal((await focused()).id, "why-step"));
  });
});

walk("two fingers make the chain larger on a phone", { width: 390, touch: true, seconds: 60 }, async ({ page, open, eventually }) => {
  await openExample(page, open, "three-hop-chain");
  const drawing = page.locator("svg.diagram");
  await drawing.waitFor();
  const width = async () => (await drawing.boundingBox()).width;
  const before = await width();
  const { x, y } = await middle(page.locator(".chain-place"));
  const devtools = await page.context().newCDPSession(page);
  const touch = (type, apart) =>
    devtools.send("Input.dispatchTouchEvent", {
      type,
      touchPoints: apart === undefined ? [] : [-apart, apart].map((by, id) => ({ x: Math.round(x + by), y: Math.round(y), id })),
    });
  await touch("touchStart", 40);
  for (let apart = 45; apart <= 90; apart += 5) await touch("touchMove", apart);
  await touch("touchEnd");
  await eventually(async () => assert.ok((await width()) > before * 1.4, `${before} ${await width()}`));
  assert.equal(await page.evaluate(() => visualViewport.scale), 1);
});

walk("in somebody's document the chain takes the wheel once it was pressed", { seconds: 60 }, async ({ page, url, eventually }) => {
  await page.goto(`${url}?embed=chain#example=three-hop-chain`);
  const drawing = page.locator("svg.diagram");
  await drawing.waitFor();
  await page.locator(".chain-calm").waitFor();
  const width = async () => (await drawing.boundingBox()).width;
  const before = await width();
  const at = await middle(page.locator(".chain-place"));
  await page.mouse.move(at.x, at.y);
  await page.keyboard.down("Control");
  await page.mouse.wheel(0, -100);
  await page.keyboard.up("Control");
  await page.mouse.click(at.x, at.y);
  await eventually(async () => assert.equal(await page.locator(".chain-calm").count(), 0));
  assert.equal(await width(), before);
  await page.keyboard.down("Control");
  await eventually(async () => {
    await page.mouse.wheel(0, -100);
    assert.ok((await width()) > before);
  });
  await page.keyboard.up("Control");
});
