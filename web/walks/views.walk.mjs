// What one sees, at the sizes of laptops: whole rows, whole sentences, and nothing that moves while one looks at it.

import assert from "node:assert/strict";
import { walk } from "./support/walk.mjs";
import { choose, node, openExample, part, rename } from "./support/workbench.mjs";

const SIZES = [[1440, 900], [1280, 800], [1024, 768]];

const whole = (page) => page.getByRole("button", { name: "The whole chain (0)" });

/** Whether the drawing is in sight from edge to edge. */
const isWhole = (page) =>
  page.locator(".chain-place").evaluate((place) => place.scrollWidth <= place.clientWidth && place.scrollHeight <= place.clientHeight);

walk("the whole chain is shown as chosen only where the whole of it is in sight", async ({ page, open, step, eventually }) => {
  const says = (pressed) => eventually(async () => {
    assert.deepEqual([await whole(page).getAttribute("aria-pressed"), await isWhole(page)], [`${pressed}`, pressed]);
  });
  // The page saves what is open when it is left.
  await page.addInitScript(() => location.protocol === "about:" || localStorage.clear());
  await step("a chain that fits", async () => {
    await openExample(page, open, "three-hop-chain");
    await says(true);
  });
  await step("one that would be too small to read", async () => {
    await page.goto("about:blank");
    await openExample(page, open, "vendor-confused-deputy");
    await page.setViewportSize({ width: 1440, height: 760 });
    await says(false);
    await whole(page).click();
    await says(true);
  });
  await step("one that is read downward, as large as it is", async () => {
    await page.setViewportSize({ width: 960, height: 540 });
    await page.goto("about:blank");
    await openExample(page, open, "chained-hop-asks-two-hours");
    await says(false);
    await eventually(async () => assert.equal(await whole(page).getAttribute("aria-disabled"), "true"));
  });
});

for (const [width, height] of SIZES) {
  walk(`the list of steps begins and ends with a whole row at ${width} px`, { width, height }, async ({ page, open, eventually }) => {
    await openExample(page, open, "three-hop-chain");
    const cut = () =>
      page.locator(".dock .panel-scroll").evaluate((panel) => {
        const { top, bottom } = panel.getBoundingClientRect();
        const from = top + panel.querySelector("thead").getBoundingClientRect().height;
        const rows = [...panel.querySelectorAll("tbody tr")].map((row) => row.getBoundingClientRect());
        // Half a pixel is the browser's own.
        return rows.flatMap((row, index) => {
          const seen = Math.min(row.bottom, bottom) - Math.max(row.top, from);
          return seen > 1.5 && seen < row.height - 1.5 ? [`row ${index + 1}: ${seen} of ${row.height}`] : [];
        });
      });
    const rows = page.locator(".dock tbody tr");
    for (const chosen of [3, 0, 1]) {
      await page.locator("figure [data-step]").nth(chosen).click();
      await rows.nth(chosen).and(page.locator(".step-selected")).waitFor();
      await eventually(async () => assert.deepEqual(await cut(), []));
    }
  });

  walk(`the longest that a scenario teaches is read in few lines at ${width} px`, { width, height }, async ({ page, open, eventually }) => {
    await openExample(page, open, "pod-identity-target-role");
    const lines = () =>
      page.locator(".chain-teaches").evaluate((words) => {
        const range = document.createRange();
        range.selectNodeContents(words);
        return new Set([...range.getClientRects()].map(({ top }) => Math.round(top))).size;
      });
    await eventually(async () => assert.ok((await lines()) <= (width < 1440 ? 3 : 2), `${await lines()} lines`));
  });

  walk(`the bar of the playback keeps its height from check to check at ${width} px`, { width, height }, async ({ page, open, eventually }) => {
    await openExample(page, open, "chained-hop-asks-two-hours");
    const heights = new Set();
    for (let check = 1; check <= 20; check += 1) {
      await page.locator("body").press(".");
      const at = page.locator(".playback-scrub");
      await eventually(async () => assert.equal(await at.inputValue(), `${check - 1}`));
      heights.add(await page.locator(".playback").evaluate((bar) => bar.offsetHeight));
    }
    assert.equal(heights.size, 1, [...heights].join(", "));
  });
}

for (const [width, height] of [[1440, 900], [390, 844]]) {
  walk(`nothing below a field moves when what is typed there is wrong at ${width} px`, { width, height }, async ({ page, open, step, eventually }) => {
    await openExample(page, open, "chained-hop-asks-two-hours");
    if (width < 768) {
      await page.getByRole("button", { name: "Why", exact: true }).click();
    }
    await page.getByRole("tab", { name: "Request" }).click();
    const places = () =>
      page.locator(".request .field").evaluateAll((all) => all.map((field) => field.offsetTop));
    await page.locator("#field-DurationSeconds").fill("3600");
    const before = await places();
    for (const [id, text] of [["DurationSeconds", "12x"], ["DurationSeconds", "7200"], ["ExternalId", "a"]]) {
      await step(`${id} ${text}`, async () => {
        await page.locator(`#field-${id}`).fill(text);
        await page.locator(`#field-${id}[aria-invalid="true"]`).waitFor();
        await eventually(async () => assert.deepEqual(await places(), before));
        // What is said stands clear of the next field.
        const note = await page.locator(`#field-${id}-note`).boundingBox();
        const next = await page.locator(`.field:has(> #field-${id}) ~ * label, .field:has(> #field-${id}) ~ * legend`).first().boundingBox();
        assert.ok(note.y + note.height <= next.y + 1, `${note.y + note.height} over ${next.y}`);
        await page.locator(`#field-${id}`).fill(id === "ExternalId" ? "" : "3600");
      });
    }
  });
}

walk("both outcomes of every hop are in sight beside each other", { width: 1440, height: 900 }, async ({ page, open, eventually }) => {
  await openExample(page, open, "chained-hop-asks-two-hours");
  await page.getByRole("tab", { name: "What-if" }).click();
  await page.getByRole("button", { name: "Begin a copy" }).click();
  const rows = page.locator(".what-if-table tbody tr");
  await rows.nth(3).waitFor();
  await eventually(async () => {
    const panel = await page.locator(".dock .panel-scroll").boundingBox();
    const last = await rows.nth(3).boundingBox();
    assert.ok(last.y + last.height <= panel.y + panel.height + 1, `${last.y + last.height} below ${panel.y + panel.height}`);
  });
});

walk("an expectation names the check that refuses as the playback does", async ({ page, open, eventually }) => {
  await openExample(page, open, "chained-hop-asks-two-hours");
  await page.getByRole("tab", { name: "Expectations" }).click();
  const words = await page.getByRole("button", { name: /^check \d+ of/ }).innerText();
  await page.locator("body").press(",");
  await eventually(async () => assert.equal(await page.locator(".playback-words b").innerText(), `Hop 2, ${words}`));
});

walk("all that an earlier version differs in is in sight beside the list of versions", async ({ page, open, eventually }) => {
  await openExample(page, open, "chained-hop-asks-two-hours");
  await node(page, "ProdAdmin").click();
  await rename(page, "ProdDeployer");
  await choose(page, "More", "History");
  await page.getByRole("button", { name: /Before the first change/ }).click();
  const difference = page.locator(".history-difference");
  await difference.locator("ins").first().waitFor();
  await eventually(async () => assert.ok(await difference.evaluate((part) => part.scrollWidth <= part.clientWidth), "lines go on beyond the edge"));
});

for (const [width, height] of [[1440, 900], [1280, 800], [1024, 768], [390, 844]]) {
  walk(`an expectation that does not hold, and the choice of it, are whole at ${width} px`, { width, height }, async ({ page, open, see, eventually, shot }) => {
    await openExample(page, open, "chained-hop-asks-two-hours");
    await part(page, "Steps");
    await page.getByRole("tab", { name: "Expectations" }).click();
    const row = page.locator(".expectations tbody tr").nth(1);
    await row.getByRole("combobox").selectOption("Refused: boundary");
    await see(row.getByText("blockedBy: none, not permissionsBoundary"));
    await eventually(async () => {
      const { table, room, choice, words } = await row.evaluate((row) => {
        const select = row.querySelector("select");
        const canvas = document.createElement("canvas").getContext("2d");
        canvas.font = getComputedStyle(select).font;
        const panel = row.closest(".panel-scroll");
        // The arrow takes its part of the field.
        return { table: panel.scrollWidth, room: panel.clientWidth, choice: select.clientWidth - 36, words: canvas.measureText(select.selectedOptions[0].label).width };
      });
      assert.ok(table <= room, `the table is ${table} wide, its panel ${room}`);
      assert.ok(words <= choice, `the choice is ${words} wide, its field ${choice}`);
    });
    await shot(`expectations-${width}`);
  });
  walk(`the words of an expectation lie over no others at ${width} px`, { width, height }, async ({ page, open, eventually }) => {
    await openExample(page, open, "chained-hop-asks-two-hours");
    await part(page, "Steps");
    await page.getByRole("tab", { name: "Expectations" }).click();
    const row = page.locator(".expectations tbody tr").nth(1);
    await eventually(async () => {
      const more = await row.locator(".expectations-expected .meta").boundingBox();
      const result = await row.locator("td").nth(3).boundingBox();
      const beside = more.x + more.width <= result.x + 1 || more.y >= result.y + result.height - 1;
      assert.ok(beside, `${JSON.stringify(more)} on ${JSON.stringify(result)}`);
    });
  });
}

walk("on a phone the clock is there beside a copy", { width: 390, height: 844 }, async ({ page, open }) => {
  await openExample(page, open, "chained-hop-asks-two-hours");
  await part(page, "Steps");
  await page.getByRole("tab", { name: "What-if" }).click();
  await page.getByRole("button", { name: "Begin a copy" }).click();
  await page.locator(".what-if-table tbody tr").nth(3).scrollIntoViewIfNeeded();
  await part(page, "Clock");
  await page.locator("#clock-now").waitFor();
});
