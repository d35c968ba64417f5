// "Share": what each of its copies is, and what becomes of it where it is pasted.

import assert from "node:assert/strict";
import { walk } from "./support/walk.mjs";
import { choose, openExample, verdicts } from "./support/workbench.mjs";

const CHAINED = "chained-hop-asks-two-hours";
const REFUSED = { deploy: "allowed", prod: "denied", logs: "not-reached", read: "not-reached" };
const HOSTILE = '"><img src=x onerror="window.hurt=1"> ](javascript:alert(1)) </script> & `x`';

/** Chooses a copy, and gives what was copied. */
async function copied({ page, see }, item) {
  await page.evaluate(() => navigator.clipboard.writeText(""));
  await choose(page, "Share", item);
  await see(/^Copied\. The link holds the whole scenario/u);
  return page.evaluate(() => navigator.clipboard.readText());
}

walk("each copy of the share menu leads to the same scenario, without what the address asked for beside it", async (given) => {
  const { page, open, step, eventually, url } = given;
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await openExample(page, (hash = "") => open(`?view=other${hash}`), CHAINED);
  const link = await step("a link", async () => {
    const text = await copied(given, "Copy link");
    assert.match(text, new RegExp(`^${url}#v1\\.[\\w-]+$`, "u"));
    return text;
  });
  await step("a link for Markdown", async () => {
    assert.equal(await copied(given, "Copy link for Markdown"), `[Chained hop asks for two hours](${link})`);
  });
  const frameTag = await step("a frame", async () => copied(given, "Copy as a frame (HTML)"));
  const element = await step("an element", async () => copied(given, "Copy as an element (HTML)"));
  await step("the link opens it", async () => {
    const other = await page.context().newPage();
    await other.goto(link);
    const answer = other.getByRole("button", { name: "Open it" });
    await answer.or(other.locator("figure [data-step]")).first().waitFor({ state: "attached" });
    if ((await answer.count()) > 0) await answer.click();
    await eventually(async () => assert.deepEqual(await verdicts(other), REFUSED));
    await other.close();
  });
  for (const [name, text] of [["frame", frameTag], ["element", element]]) {
    await step(`the ${name} shows it in a document`, async () => {
      // The document is on the page's own host, whose policy does not bind it.
      await page.route("**/document.html", (route) =>
        route.fulfill({ contentType: "text/html", body: `<!doctype html><title>A document</title><link rel="icon" href="data:,">${text}` }),
      );
      const other = await page.context().newPage();
      await other.route("**/document.html", (route) =>
        route.fulfill({ contentType: "text/html", body: `<!doctype html><title>A document</title><link rel="icon" href="data:,">${text}` }),
      );
      await other.goto(`${url}document.html`);
      await eventually(async () => {
        const frame = await (await other.locator("iframe").first().elementHandle()).contentFrame();
        assert.deepEqual(await verdicts(frame), REFUSED);
      });
      await other.close();
    });
  }
});

walk("a hostile title stays a title in every copy", async (given) => {
  const { page, open, step, eventually } = given;
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await openExample(page, open, CHAINED);
  await page.getByRole("button", { name: "Edit the title" }).click();
  await page.locator("#title-field").fill(HOSTILE);
  await page.keyboard.press("Enter");
  await eventually(async () => assert.equal(await page.locator(".bar-title").innerText(), HOSTILE));
  for (const item of ["Copy as a frame (HTML)", "Copy as an element (HTML)"]) {
    await step(item, async () => {
      const text = await copied(given, item);
      const found = await page.evaluate((html) => {
        const parsed = new DOMParser().parseFromString(html, "text/html");
        const handlers = [...parsed.querySelectorAll("*")].flatMap((one) => one.getAttributeNames().filter((name) => name.startsWith("on")));
        const named = parsed.querySelector("iframe")?.title ?? parsed.querySelector("assume-role-playground")?.getAttribute("label");
        return { handlers, named, images: parsed.images.length };
      }, text);
      assert.deepEqual(found, { handlers: [], named: HOSTILE, images: 0 });
    });
  }
  await step("Copy link for Markdown", async () => {
    const text = await copied(given, "Copy link for Markdown");
    // Every bracket of the title is escaped, so the first that is not ends it.
    assert.match(text, /^\[(?:[^[\]\\]|\\.)*\]\(http[^()]*\)$/u);
  });
  assert.equal(await page.evaluate(() => window.hurt), undefined);
});
