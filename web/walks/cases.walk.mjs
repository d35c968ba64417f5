// Every case of calls to the Security Token Service, of their parameters, and of the tokens and responses of providers,
// given to the page as a document gives it to a frame; what the page tells of the call is held against what the case expects.

import assert from "node:assert/strict";
import { cases, document, tell } from "./support/frame.mjs";
import { broken } from "./support/laws.mjs";
import { walk } from "./support/walk.mjs";

/** The cases as scenarios of different titles, each with what is expected of its step `call`. */
async function titled() {
  return (await cases()).map(({ scenario, ...one }, number) => ({ ...one, scenario: { ...scenario, title: `Case ${number}` } }));
}

const lasts = ({ issued, expires }) => (Date.parse(expires) - Date.parse(issued)) / 1000;

/** What the page tells of what a case may expect, in the words of the cases; what is not here is asked natively. */
const FOUND = {
  result: ({ result }) => result,
  error: ({ error }) => error,
  status: ({ status }) => status,
  message: ({ message }) => message,
  authorization: ({ authorization }) => authorization,
  decision: ({ decision }) => decision,
  blockedBy: ({ blockedBy }) => blockedBy,
  wellFormed: ({ message }) => !message?.includes(" detected: "),
  arn: ({ session }) => session?.arn,
  seconds: ({ session }) => session && lasts(session),
  boundedBy: ({ session }) => session?.boundedBy,
  sourceIdentity: ({ session }) => session?.sourceIdentity,
  tags: ({ session }) => session?.tags.map(({ key, value }) => `${key}=${value}`),
  transitive: ({ session }) => session?.tags.filter(({ transitive }) => transitive).map(({ key }) => key),
};

/** How what the page tells differs from what is expected. */
function differences({ expect, name }, steps) {
  const call = steps?.find(({ id }) => id === "call");
  if (!call) {
    return [`${name}: the page tells nothing of the call`];
  }
  return Object.entries(expect)
    .filter(([field]) => field in FOUND)
    .map(([field, wanted]) => [field, JSON.stringify(wanted), JSON.stringify(FOUND[field](call) ?? null)])
    .filter(([, wanted, found]) => wanted !== found)
    .map(([field, wanted, found]) => `${name}: ${field}: expected ${wanted}, the page says ${found}`);
}

/** Gives the page one case after the other, and says of which it tells something else. */
async function compare(page, all) {
  const told = await tell(page, all.map(({ scenario }) => scenario));
  return told.flatMap(({ steps, wrong }, at) => [
    ...wrong.map((what) => `${all[at].name}: ${what}`),
    ...differences(all[at], steps),
    ...broken(all[at].scenario, steps ?? []).map((law) => `${all[at].name}: ${law}`),
  ]);
}

walk("every call of the cases comes to what the documents say", { seconds: 900 }, async ({ page, url, step }) => {
  const all = await titled();
  assert.ok(all.length >= 1250, `${all.length} cases`);
  const fields = (field) => all.filter(({ expect }) => field in expect).length;
  assert.ok(fields("message") >= 400, `${fields("message")} messages`);
  assert.ok(fields("blockedBy") >= 30, `${fields("blockedBy")} with what stands in the way`);
  await document(page, url);
  for (let begin = 0; begin < all.length; begin += 100) {
    await step(`cases from ${begin}`, async () => {
      assert.deepEqual((await compare(page, all.slice(begin, begin + 100))).slice(0, 5), []);
    });
  }
});

walk("a wrong expectation is told by file, case and difference", { seconds: 600, fails: [/callers\.json: AssumeRole by a user: result: expected "refused", the page says "succeeded"/] }, async ({ page, url }) => {
  const one = (await titled()).find(({ name }) => name === "callers.json: AssumeRole by a user");
  await document(page, url);
  assert.deepEqual(await compare(page, [{ ...one, expect: { ...one.expect, result: "refused" } }]), []);
});
