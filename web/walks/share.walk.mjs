// "Share": what each of its copies is, and what becomes of it where it is pasted.

import assert from "node:assert/strict";
import { walk } from "./support/walk.mjs";
import { choose, openExample } from "./support/workbench.mjs";

const CHAINED = "chained-hop-asks-two-hours";
const HOSTILE = '"><img src=x onerror="window.hurt=1"> ](javascript:alert(1)) </script> & `x`';

/** Chooses a copy, and gives what was copied. */
async function copied({ page }, item) {
  await page.evaluate(() => navigator.clipboard.writeText(""));
  await choose(page, "Share", item);
  await page.getByText("Copied. The link holds the whole scenario").first().waitFor();
  return page.evaluate(() => navigator.clipboard.readText());
}

walk("each copy of the share menu holds the scenario, without what the address asked for beside it", async (given) => {
  const { page, open, step, url } = given;
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
  const address = link.replace("#", "?embed#");
  await step("a frame", async () => {
    const text = await copied(given, "Copy as a frame (HTML)");
    assert.ok(text.startsWith(`<iframe src="${address}" title="Chained hop asks for two hours"`), text);
  });
  await step("an element", async () => {
    const text = await copied(given, "Copy as an element (HTML)");
    assert.ok(text.includes(` scenario="${link.split("#")[1]}"`) && text.includes(`src="${url}assume-role-playground.js"`), text);
  });
});

const STARTED = "#app:not(:has([data-shell]))";

walk("a link keeps what one looks at: the chosen step and the open panel", { seconds: 90 }, async (given) => {
  const { page, open, step, eventually } = given;
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  const link = await step("choose, and copy it", async () => {
    await openExample(page, open, "three-hop-chain");
    await page.locator('figure [data-step="logs"]').click();
    await page.getByRole("tab", { name: "Credentials" }).click();
    const text = await copied(given, "Copy link");
    assert.match(text, /\?step=logs&panel=credentials#v1\.[\w-]+$/u);
    assert.match(await copied(given, "Copy as a frame (HTML)"), /\?embed&amp;step=logs&amp;panel=credentials#v1\./u);
    return text;
  });
  const looksAtIt = () => eventually(async () => {
    assert.equal(await page.getByRole("tab", { name: "Credentials" }).getAttribute("aria-selected"), "true");
    assert.match(await page.locator(".region-inspector").innerText(), /hop 3/iu);
  });
  await step("somebody else opens it", async () => {
    await page.evaluate(() => localStorage.clear());
    await page.goto("about:blank");
    await page.goto(link);
    await page.locator(STARTED).waitFor({ state: "attached" });
    await looksAtIt();
  });
  await step("another scenario has an address without it", async () => {
    await page.getByRole("button", { name: "Scenarios", exact: true }).click();
    await eventually(async () => assert.equal(new URL(page.url()).search, ""));
  });
});

walk("a scenario that is too large for a link says so and offers the file", { seconds: 90 }, async ({ page, open, see, eventually }) => {
  let state = 1;
  const noise = (letters) => Array.from({ length: letters }, () => ((state = (state * 48271) % 2147483647) % 36).toString(36)).join("");
  const user = (number) => ({ UserName: `u${number}`, UserPolicyList: [{ PolicyName: "p", PolicyDocument: { Version: "2012-10-17", Id: noise(18_000), Statement: [] } }] });
  const scenario = {
    version: 1,
    title: "Large",
    start: { principal: "arn:aws:iam::111111111111:user/u0", time: "2026-11-22T10:00:00Z" },
    accounts: [{ AccountId: "111111111111", Users: [0, 1, 2, 3, 4].map(user) }],
    steps: [],
  };
  await page.addInitScript((text) => {
    if (location.protocol.startsWith("http")) {
      localStorage.setItem("assume-role-playground/1/scenario", text);
      localStorage.setItem("assume-role-playground/1/view", "workbench");
    }
  }, JSON.stringify(scenario));
  await open();
  await eventually(async () => assert.equal(await page.locator("h1.bar-title").innerText(), "Large"));
  await choose(page, "Share", "Copy link");
  await see(page.getByText(/^A link would have \d+ letters, more than browsers take\. Download the scenario and send the file/u));
  const [file] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "Download the scenario" }).click()]);
  assert.equal(file.suggestedFilename(), "large.json");
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
