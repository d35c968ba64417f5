// The laws of sessions, asked of the page: of what it tells a document of every scenario and of generated chains, and of
// what a person reads in it about sessions that are over and tokens that were changed.

import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { cases, document, scenario, tell } from "./support/frame.mjs";
import { broken } from "./support/laws.mjs";
import { walk } from "./support/walk.mjs";

const FOLDER = new URL("../../crates/simulator/scenarios/", import.meta.url);

/** The scenarios of the gallery. */
const scenarios = () =>
  readdirSync(FOLDER).filter((file) => file.endsWith(".json")).map((file) => scenario(file.replace(/\.json$/u, "")));

/** What the page tells of each, all of it told without a complaint. */
async function heard(page, all) {
  const told = await tell(page, all);
  assert.deepEqual(told.flatMap(({ title, wrong, steps }) => (steps ? wrong : [`${title}: nothing told`, ...wrong])), []);
  return told.map(({ steps }) => steps);
}

walk("the laws of sessions hold for what the page tells of scenarios and of generated chains", { seconds: 600 }, async ({ page, url, step }) => {
  await document(page, url);
  await step("every scenario", async () => {
    const all = scenarios();
    assert.ok(all.length >= 60, `${all.length} scenarios`);
    const told = await heard(page, all);
    assert.deepEqual(all.flatMap((one, at) => broken(one, told[at])), []);
  });
  await step("chains of ten hops", async () => {
    const all = await cases("chains");
    const told = await heard(page, all);
    assert.deepEqual(all.flatMap((one, at) => broken(one, told[at])), []);
    // Nobody holds laws of what never happens.
    const steps = told.flat();
    const count = (kind) => steps.filter(kind).length;
    assert.ok(count(({ caller, session }) => caller && session) >= 3 * all.length, "sessions made by sessions");
    assert.ok(count(({ error }) => error === "ExpiredToken") >= all.length, "sessions that are over");
    assert.ok(count(({ session, action }) => action === "sts:AssumeRole" && session?.sourceIdentity) >= all.length / 2, "source identities");
    assert.ok(count(({ session }) => session?.tags.some(({ transitive }) => transitive)) >= all.length / 2, "transitive tags");
  });
});

/** The told steps with one thing changed in the first that fits. */
function changed(steps, fits, change) {
  const copy = structuredClone(steps);
  change(copy.find(fits));
  return copy;
}

const LAWS = [
  ["chained_session_never_exceeds_one_hour", ({ caller, session }) => caller && session,
    ({ session }) => (session.expires = new Date(Date.parse(session.issued) + 3_601_000).toISOString())],
  ["transitive_tags_never_change", ({ caller, session }) => caller && session?.tags.some(({ transitive }) => transitive),
    ({ session }) => (session.tags = session.tags.map((tag) => ({ ...tag, value: "other" })))],
  ["source_identity_never_changes", ({ caller, session }) => caller && session?.sourceIdentity,
    ({ session }) => (session.sourceIdentity = "somebody else")],
  ["expired_session_calls_nothing", ({ id }) => id === "late", (late) => (late.result = "succeeded")],
];

walk("a law that is broken is told by scenario, step and law", { seconds: 600 }, async ({ page, url, step }) => {
  const all = (await cases("chains")).slice(0, 20);
  await document(page, url);
  const told = await heard(page, all);
  for (const [law, fits, change] of LAWS) {
    await step(law, () => {
      const seen = all.flatMap((one, at) =>
        told[at].some(fits) ? broken(one, changed(told[at], fits, change)) : []);
      assert.ok(seen.some((what) => new RegExp(`^Chain \\d+: step \\w+ breaks ${law}$`, "u").test(what)), seen.join("\n"));
    });
  }
});

/** The letter at a place is another one. */
function withAnother(token, at) {
  return token.slice(0, at) + (token[at] === "A" ? "B" : "A") + token.slice(at + 1);
}

walk("what a session is, and that it is over, is read in the page; no changed token is accepted there", { seconds: 600, width: 1360, height: 900 }, async ({ page, url, eventually, step }) => {
  const chains = (await cases("chains")).slice(0, 3);
  const frame = await document(page, url, "embed=whole&editable");
  const choose = async (id, tab) => {
    await page.evaluate((step) => frames[0].postMessage({ source: "assume-role-playground", v: 1, type: "set", step }, "*"), id);
    await frame.getByRole("tab", { name: tab, exact: true }).click();
  };
  const part = frame.locator('[aria-label="Session token, opened"]');
  const field = frame.locator("#session-token");
  const fact = (name) => part.locator(".facts-row", { has: page.getByText(name, { exact: true }) }).locator("dd").first();
  let other = null;
  let over = 0;
  for (const one of [scenario("transitive-tags-over-three-hops"), ...chains]) {
    const [steps] = await heard(page, [one]);
    const minted = steps.filter(({ session }) => session);
    await step(`${one.title}: ${minted.length} tokens`, async () => {
      assert.ok(minted.length > 0);
      for (const { id, session } of minted) {
        await choose(id, "Credentials");
        await eventually(async () => assert.equal(await fact("Principal").innerText(), session.arn, id));
        await eventually(async () => assert.match(await part.innerText(), /Sealed in this scenario and unchanged\. This is/u));
        const shown = await part.innerText();
        for (const { key, value } of session.tags) {
          assert.ok(shown.includes(key) && shown.includes(value), `${key}=${value} in ${shown}`);
        }
        if (session.sourceIdentity) assert.ok(shown.includes(session.sourceIdentity), shown);
        const token = await field.inputValue();
        const middle = Math.trunc(token.length / 2);
        const wrong = [
          withAnother(token, 0), withAnother(token, middle), withAnother(token, token.length - 1),
          token.slice(1), token.slice(0, -1), token.slice(0, middle), ...(other ? [other] : []),
        ];
        for (const text of wrong) {
          await field.fill(text);
          await eventually(async () => {
            assert.match(await part.innerText(), /InvalidClientTokenId \(403\): The security token included in the request is invalid\./u);
            assert.equal(await part.locator(".facts-row").count(), 0);
          });
        }
        await field.fill(token);
        await eventually(async () => assert.equal(await fact("Principal").innerText(), session.arn, id));
      }
      // It is of another seed than the chains.
      other ??= await field.inputValue();
    });
    if (steps.find(({ id }) => id === "late")?.error === "ExpiredToken") {
      over += 1;
      await step(`${one.title}: behind the end`, async () => {
        await choose("late", "Why");
        await eventually(async () => assert.equal(await frame.locator('figure [data-step="late"]').getAttribute("data-verdict"), "denied"));
        await eventually(async () => assert.match(await frame.locator(".region-inspector").innerText(), /ExpiredToken/u));
      });
    }
  }
  assert.ok(over >= 2, `${over} sessions were over`);
});
