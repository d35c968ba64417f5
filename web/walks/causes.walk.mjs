// Understanding a refusal: the usual causes in likely order, each answered from the open scenario.

import assert from "node:assert/strict";
import { editor } from "./support/editor.mjs";
import { walk } from "./support/walk.mjs";
import { openExample } from "./support/workbench.mjs";

for (const width of [1440, 390]) {
  walk(`the usual causes of a refusal are answered and lead to their place, ${width} wide`, { width, seconds: 120 }, async ({ page, open, see, step, eventually, axe, shot }) => {
    await openExample(page, open, "every-element-has-to-match");
    if (width === 390) {
      await page.locator(".phone-tab", { hasText: "Why" }).click();
    }
    const causes = page.locator("details.causes");

    await step("folded at first, opened by keys", async () => {
      await see(causes);
      assert.equal(await causes.evaluate((details) => details.open), false);
      await causes.locator("summary").focus();
      await page.keyboard.press("Enter");
      await eventually(async () => assert.equal(await causes.evaluate((details) => details.open), true));
    });

    await step("what decides is the cause, and everything else has its answer", async () => {
      const told = () => causes.locator(".cause").evaluateAll((all) => all.map((one) => one.innerText.replaceAll("\n", " ")));
      await eventually(async () => {
        const deciding = (await told()).filter((text) => text.includes("the cause") && !text.includes("not the cause"));
        assert.equal(deciding.length, 2, deciding.join(" | "));
        assert.match(deciding[0], /The trust policy does not let the caller in/);
        assert.match(deciding[1], /The ExternalId is missing or another/);
      });
      const all = await told();
      assert.ok(all.length >= 15, `${all.length} causes`);
      assert.ok(all.some((text) => /hour of role chaining.*does not apply/.test(text)), all.join(" | "));
      await axe();
      await shot("causes");
    });

    await step("a line leads to its document", async () => {
      await causes.getByRole("button", { name: /Open .*trust policy/i }).first().click();
      await editor(page).waitFor();
      await eventually(async () => assert.match(await editor(page).inputValue(), /audit-7/));
    });
  });
}

walk("an allowed step has no list of causes", { seconds: 60 }, async ({ page, open, see }) => {
  await openExample(page, open, "every-element-has-to-match");
  await see(page.locator("details.causes"));
  await page.locator('figure [data-step="both"]').click();
  await see(page.locator(".why-cause", { hasText: "gets a session" }));
  assert.equal(await page.locator("details.causes").count(), 0);
});
