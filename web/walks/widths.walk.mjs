// Every view on a phone, on a middle width and on a wide one, in light and dark: axe finds nothing, nothing has to be
// scrolled sideways, and on a phone the verdict with its sentence stays in sight while something is edited.

import assert from "node:assert/strict";
import { editor } from "./support/editor.mjs";
import { walk } from "./support/walk.mjs";
import { VIEWS } from "./support/views.mjs";
import { inTurn, node, openExample, part, verdicts } from "./support/workbench.mjs";

/** The page is not wider than the window: whatever is wider scrolls by itself. */
async function fits(page) {
  const [wide, window] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
  assert.ok(wide <= window, `the page is ${wide} wide in a window of ${window}`);
}

for (const width of [1440, 1024, 390]) {
  walk(`every view at ${width} px, light and dark`, { width, scheme: "light", seconds: 300 }, async (given) => {
    await inTurn(given, VIEWS, async (name) => {
      for (const scheme of ["light", "dark"]) {
        await given.page.emulateMedia({ colorScheme: scheme });
        await fits(given.page);
        await given.axe();
        await given.shot(name.replaceAll(/[^a-z]+/g, "-"), scheme);
      }
      await given.page.emulateMedia({ colorScheme: "light" });
    });
  });
}

walk("on a phone the chain runs downwards, and an edit is made with the verdict in sight", { width: 390, seconds: 120 }, async ({ page, open, see, step, eventually }) => {
  const shows = (expected) => eventually(async () => assert.deepEqual(await verdicts(page), expected));
  const inSight = (locator) =>
    eventually(async () => {
      const box = await locator.boundingBox();
      assert.ok(box && box.y >= 0 && box.y + box.height <= 844, JSON.stringify(box));
    });

  await step("the chain, its verdict and its sentence", async () => {
    await openExample(page, open, "chained-hop-asks-two-hours");
    assert.equal(await page.locator("figure.chain").getAttribute("data-density"), "vertical");
    const boxes = await page.locator("figure [data-step]").evaluateAll((calls) => calls.map((call) => call.getBoundingClientRect().top));
    assert.deepEqual(boxes, boxes.toSorted((one, two) => one - two));
    await inSight(page.locator(".peek .chip-deny"));
    await inSight(page.locator(".peek").getByText("A chained session lasts at most"));
    await inSight(page.getByRole("navigation", { name: "Parts of the workbench" }));
  });

  await step("the duration is set, and the verdict changes in sight", async () => {
    await page.getByRole("button", { name: "Show why" }).click();
    await page.getByRole("tab", { name: "Request" }).click();
    await inSight(page.locator(".phone-verdict", { hasText: "Denied" }));
    await page.locator("#field-DurationSeconds").fill("3600");
    await inSight(page.locator(".phone-verdict", { hasText: "Allowed" }));
    await part(page, "Chain");
    await shows({ deploy: "allowed", prod: "allowed", logs: "allowed", read: "allowed" });
  });

  await step("a policy is edited, and a role renamed", async () => {
    await part(page, "World");
    await node(page, "DeployRole").click();
    await page.locator("#subject-name").fill("ShipRole");
    await page.locator("#subject-name").press("Enter");
    await inSight(page.locator(".phone-verdict", { hasText: "Allowed" }));
    await page.getByRole("button", { name: "trust policy of ShipRole" }).click();
    const field = editor(page);
    await field.fill((await field.inputValue()).replaceAll('"Allow"', '"Deny"'));
    await part(page, "Chain");
    await shows({ deploy: "denied", prod: "not-reached", logs: "not-reached", read: "not-reached" });
    await page.getByRole("button", { name: /^Undo:/ }).click();
    await shows({ deploy: "allowed", prod: "allowed", logs: "allowed", read: "allowed" });
  });

  await step("hops are moved and removed in their list", async () => {
    await part(page, "Steps");
    await page.getByRole("button", { name: /^Remove hop/ }).click();
    await see(page.getByText(/^Removed hop/));
  });
});

walk("on a phone every part is a main part, with the whole sentence of the verdict, and the title can be edited", { width: 390, seconds: 60 }, async ({ page, open, see, step, eventually }) => {
  const mains = () => page.evaluate(() => [...document.querySelectorAll("main")].filter((main) => main.checkVisibility() || getComputedStyle(main).display === "contents").length);
  await openExample(page, open, "account-trust-needs-identity");
  await step("the sentence", async () => {
    for (const name of ["World", "Steps"]) {
      await part(page, name);
      const words = page.locator(".phone-verdict-cause");
      await words.waitFor();
      assert.equal(await mains(), 1, name);
      await eventually(async () => {
        const cut = await words.evaluate((words) => {
          const around = words.closest(".phone-verdict");
          return words.scrollHeight > words.clientHeight + 1 || around.scrollHeight > around.clientHeight + 1 || getComputedStyle(words).webkitLineClamp !== "none";
        });
        assert.equal(cut, false, name);
      });
    }
  });
  await step("the other parts", async () => {
    for (const name of ["Chain", "Why"]) {
      await part(page, name);
      assert.equal(await mains(), 1, name);
      assert.equal(await page.getByRole("main").count(), 1);
    }
    for (const name of ["Request", "Credentials", "Terminal"]) {
      await page.getByRole("tab", { name }).click();
      assert.equal(await page.getByRole("main").count(), 1);
      await see(page.locator(".phone-verdict-cause"));
    }
  });
  await step("the title", async () => {
    await part(page, "Chain");
    const long = "A title that is much too long for the bar of a phone, so that it takes several lines of it";
    await page.getByRole("button", { name: "Edit the title" }).click();
    await page.locator("#title-field").fill(long);
    await page.keyboard.press("Enter");
    await eventually(async () => {
      const title = page.getByRole("heading", { level: 1, name: long });
      assert.equal(await title.evaluate((title) => title.scrollHeight > title.clientHeight + 1 || title.scrollWidth > title.clientWidth + 1), false);
    });
    await fits(page);
  });
});

for (const [width, height] of [[1440, 900], [1024, 768], [390, 844]]) {
  walk(`a document is opened at the value that decides, at ${width} px`, { width, height, seconds: 60 }, async ({ page, open, eventually }) => {
    await openExample(page, open, "vendor-confused-deputy");
    await part(page, "Why");
    await page.getByRole("button", { name: /^(Show statement|Open )/ }).first().click();
    await editor(page).waitFor();
    await eventually(async () => {
      const { place, value } = await page.evaluate(() => {
        const host = document.querySelector(".editor-rich#document");
        const line = host.shadowRoot.querySelector(".cm-line.band-decides-here");
        const value = [...line.querySelectorAll(".code-string")].at(-1).getBoundingClientRect();
        const editor = host.getBoundingClientRect();
        return { place: [editor.left, editor.top, editor.right, Math.min(editor.bottom, innerHeight)], value: [value.left, value.top, value.right, value.bottom] };
      });
      const within = value[0] >= place[0] && value[1] >= place[1] && value[2] <= place[2] && value[3] <= place[3];
      assert.ok(within, JSON.stringify({ place, value }));
    });
  });

  walk(`an allowed chain is opened at its last step, a refused one at the refusal, at ${width} px`, { width, height, seconds: 60 }, async (given) => {
    const steps = { "three-hop-chain": "read", "chained-hop-asks-two-hours": "prod" };
    const views = Object.keys(steps).map((example) => [example, ({ page, open }) => openExample(page, open, example)]);
    await inTurn(given, Object.fromEntries(views), (example) =>
      given.eventually(async () => {
        const selected = await given.page.locator("figure [data-step].d-selected").evaluateAll((all) => all.map(({ dataset }) => dataset.step));
        assert.deepEqual(selected, [steps[example]]);
      }),
    );
  });
}

walk("the page is no higher than its window", async ({ page, open, eventually }) => {
  await openExample(page, open, "three-hop-chain");
  await eventually(async () => assert.ok(await page.evaluate(() => document.documentElement.scrollHeight <= innerHeight)));
});

walk("at 1024 px the world folds away, and a branch begins anew in the one-line chain", { width: 1024, height: 768, seconds: 60 }, async ({ page, open, step, eventually }) => {
  await step("the world comes and goes", async () => {
    await openExample(page, open, "revoked-role-leaves-chained-session");
    assert.equal(await node(page, "DeployRole").isVisible(), false);
    await page.getByRole("button", { name: "World", exact: true }).click();
    await node(page, "DeployRole").click();
    await eventually(async () => assert.equal(await node(page, "ProdAdmin").isVisible(), false));
  });
  await step("the strip names the caller of a branch, and shows the chosen hop", async () => {
    const words = await page.locator(".strip > li").evaluateAll((items) => items.map((item) => item.textContent.replaceAll(/\s+/g, " ").trim()));
    assert.deepEqual(words, [
      "alice",
      "1AllowedDeployRole",
      "2AllowedProdAdmin",
      "3PutRolePolicy",
      "4Allowed",
      "again from DeployRole",
      "5DeniedProdAdmin",
    ]);
    await eventually(async () => {
      const [strip, hop] = [await page.locator(".strip").boundingBox(), await page.locator("#strip-step-4").boundingBox()];
      assert.ok(hop.x >= strip.x && hop.x + hop.width <= strip.x + strip.width, JSON.stringify({ strip, hop }));
    });
  });
});

/** So many pixels a name's letters have at least. */
const LEGIBLE = 10;

/** The drawing lies wholly within its place, and its words are at least as large as promised. */
async function isWhole(page) {
  const { place, drawing, size } = await page.evaluate(() => {
    const box = (selector) => {
      const { left, top, right, bottom } = document.querySelector(selector).getBoundingClientRect();
      return { left, top, right, bottom };
    };
    const scale = document.querySelector("svg.diagram").getScreenCTM().a;
    const sizes = [...document.querySelectorAll("svg.diagram text.d-name")].map((text) => Number(text.getAttribute("font-size")));
    return { place: box(".chain-place"), drawing: box("svg.diagram"), size: Math.min(...sizes) * scale };
  });
  const within = drawing.left >= place.left && drawing.top >= place.top && drawing.right <= place.right && drawing.bottom <= place.bottom;
  assert.ok(within, JSON.stringify({ place, drawing }));
  assert.ok(size >= LEGIBLE, `names are ${size} px`);
  assert.equal(await page.locator(".chain-more").count(), 0);
}

/** What does not fit is scrolled and not made smaller than can be read; the chosen call is in sight. */
async function isScrolledTo(page, call) {
  const { size, within } = await page.evaluate((call) => {
    const place = document.querySelector(".chain-place").getBoundingClientRect();
    const box = document.querySelectorAll("figure [data-step]")[call].getBoundingClientRect();
    const scale = document.querySelector("svg.diagram").getScreenCTM().a;
    const sizes = [...document.querySelectorAll("svg.diagram text.d-name")].map((text) => Number(text.getAttribute("font-size")));
    const within = box.left >= place.left && box.right <= place.right && box.top >= place.top && box.bottom <= place.bottom;
    return { size: Math.min(...sizes) * scale, within };
  }, call);
  assert.ok(size >= LEGIBLE, `names are ${size} px`);
  assert.ok(within, "the call is out of sight");
  assert.ok((await page.locator(".chain-more").count()) > 0, "nothing says that there is more");
}

for (const [width, height] of [[1440, 900], [1024, 768]]) {
  walk(`the chain is in sight and its names can be read: with its hops, with one more, beside a role, ${width} px`, { width, height, seconds: 60 }, async ({ page, open, step, eventually }) => {
    await openExample(page, open, "three-hop-chain");
    await step("as it is opened", () => eventually(() => isWhole(page)));
    await step("with a hop more", async () => {
      await page.getByRole("button", { name: "Add step" }).click();
      await page.getByRole("menuitem").first().click();
      await page.locator("figure [data-step]").nth(4).waitFor({ state: "attached" });
      await eventually(() => isScrolledTo(page, 4));
    });
    await step("beside a role", async () => {
      await part(page, "World");
      await node(page, "ProdAdmin").click();
      await page.locator("#entity-maximum").waitFor();
      // Where the height is missing too, the chain stands in one line.
      if (width === 1440) {
        await eventually(() => isScrolledTo(page, 4));
      } else {
        const boxes = await page.locator(".strip").evaluate((strip) => {
          const edge = strip.getBoundingClientRect();
          const parts = [...strip.querySelectorAll(".strip-call, .strip-node")].map((part) => part.getBoundingClientRect());
          return { all: parts.length, within: parts.filter((part) => part.left >= edge.left && part.right <= edge.right && part.bottom <= edge.bottom).length };
        });
        assert.ok(boxes.all >= 10 && boxes.within === boxes.all, JSON.stringify(boxes));
      }
    });
  });
}

walk("the drawing is made larger, smaller, and fitted, by mouse and by keys, and says where there is more of it", { seconds: 60 }, async ({ page, open, step, eventually }) => {
  const width = () => page.locator("svg.diagram").evaluate((drawing) => drawing.getBoundingClientRect().width);
  const more = (edge) => page.locator(`.chain-more-${edge}`);
  const seen = (edge, count) => eventually(async () => assert.equal(await more(edge).count(), count, edge));
  await openExample(page, open, "three-hop-chain");
  await eventually(() => isWhole(page));
  const fitted = await width();
  await step("by mouse", async () => {
    await page.getByRole("button", { name: "Larger (+)" }).click();
    await page.getByRole("button", { name: "Larger (+)" }).click();
    await eventually(async () => assert.ok((await width()) > fitted * 1.2));
    await seen("right", 1);
    await seen("below", 1);
    await page.locator(".chain-place").evaluate((place) => place.scrollTo(place.scrollWidth, place.scrollHeight));
    await seen("right", 0);
    await seen("below", 0);
    await seen("left", 1);
    await seen("above", 1);
    await page.getByRole("button", { name: "Smaller (-)" }).click();
    await page.getByRole("button", { name: "Smaller (-)" }).click();
    await eventually(async () => assert.ok((await width()) < fitted));
    await page.getByRole("button", { name: "The whole chain (0)" }).click();
    await eventually(async () => assert.equal(await width(), fitted));
    await eventually(() => isWhole(page));
  });
  await step("by keys", async () => {
    await page.locator('figure [data-step="prod"]').focus();
    await page.keyboard.press("+");
    await page.keyboard.press("+");
    await eventually(async () => assert.ok((await width()) > fitted * 1.2));
    await page.keyboard.press("-");
    await page.keyboard.press("-");
    await eventually(async () => assert.ok((await width()) < fitted));
    await page.keyboard.press("0");
    await eventually(async () => assert.equal(await width(), fitted));
  });
});

walk("on a phone another part is read from its beginning", { width: 390 }, async ({ page, open, step, eventually }) => {
  await openExample(page, open, "three-hop-chain");
  await part(page, "World");
  const role = node(page, "LogArchiveReader");
  await role.waitFor();
  await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight));
  await step("a role far down in the world", async () => {
    await role.click();
    await page.locator("#entity-maximum").waitFor();
    await eventually(async () => assert.equal(await page.evaluate(() => scrollY), 0));
  });
});

for (const [example, words] of [
  ["account-trust-needs-identity", "Open bob"],
  ["role-without-permissions", "Open DropOff"],
  ["only-two-users-trusted", "Open trust policy of SharedRole"],
]) {
  walk(`where the mend is in a policy, the first button says so and opens it: ${example}`, async ({ page, open, see }) => {
    const first = page.locator(".remedy-ways .button-primary");
    await openExample(page, open, example);
    assert.equal((await first.innerText()).trim(), words);
    await first.click();
    const name = words.split(" ").at(-1);
    await see(page.locator(".subject h2", { hasText: name }));
  });
}
