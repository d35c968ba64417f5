// The whole corpus, through the tarball as it is installed, against what the native program answers.
import assert from "node:assert/strict";
import { join } from "node:path";
import { before, test } from "node:test";

import { cases, drawn, installed, native, nativeOfAll, project, scenarios } from "./support.mjs";

let engine;
before(async () => {
  engine = await installed(project("corpus"));
});

test("every scenario comes to what it comes to natively", () => {
  assert.ok(scenarios.length >= 100, `only ${scenarios.length} scenarios`);
  const answers = nativeOfAll(["simulate", "--json"]);
  scenarios.forEach(({ name, text }, index) => {
    const outcome = engine.simulate(text);
    assert.deepEqual(outcome, answers[index], name);
    assert.equal(outcome.meetsExpectations, true, name);
  });
});

test("events and sessions are those of the native program", () => {
  const [events, sessions] = [nativeOfAll(["events"]), nativeOfAll(["sessions"])];
  scenarios.forEach(({ name, text }, index) => {
    assert.deepEqual(engine.events(text), events[index], name);
    assert.deepEqual(engine.sessions(text), sessions[index], name);
  });
});

/** Every trust policy of a scenario, as text. */
function trustPolicies(text) {
  const roles = JSON.parse(text).accounts.flatMap(({ Roles }) => Roles ?? []);
  const documents = roles.map(({ AssumeRolePolicyDocument: document }) => document).filter(Boolean);
  return documents.map((document) => (typeof document === "string" ? document : JSON.stringify(document, null, 2)));
}

test("what is found in every trust policy is what the native program finds", () => {
  const texts = [...new Set(scenarios.flatMap(({ text }) => trustPolicies(text)))];
  // What is broken is found wherever it breaks.
  const all = [...texts, ...texts.map((text) => text.slice(0, text.length / 2))];
  assert.ok(all.length >= 100, `only ${all.length} documents`);
  const names = all.map((_, index) => `${index}.json`);
  const folder = project("documents", Object.fromEntries(names.map((name, index) => [name, all[index]])));
  const found = nativeOfAll(["check", "--json", "--as", "trust"], names.map((name) => join(folder, name)));
  all.forEach((text, index) => assert.deepEqual(engine.checkPolicy(text, "trust"), found[index], text));
});

test("every drawing is the one that the native program makes", () => {
  for (const { name, path, text } of scenarios) {
    assert.equal(engine.diagram(text).trim(), drawn(path).trim(), name);
  }
});

test("every case of loose policies is answered as natively, in full and as a verdict", () => {
  assert.ok(cases.length >= 150, `only ${cases.length} cases`);
  const text = JSON.stringify(cases);
  assert.deepEqual(engine.authorize(text), native(["authorize"], text));
  assert.deepEqual(engine.authorize(cases), native(["authorize"], text));
  assert.deepEqual(engine.verdict(text), native(["authorize", "--verdict-only"], text));
});

test("what is explained are the sentences of the outcome", () => {
  for (const { name, text } of scenarios) {
    const steps = engine.simulate(text).steps.map((step) => {
      const { id, number, title, result, narration } = step;
      return { id, number, ...(title === undefined ? {} : { title }), result: result.type, narration };
    });
    assert.deepEqual(engine.explain(text), steps, name);
  }
});

test("a scenario goes into a link and comes back as it was", () => {
  for (const { name, text } of scenarios) {
    const link = engine.encodeShareLink(text);
    assert.match(link, /^v1\.[A-Za-z0-9_-]+$/u, name);
    const back = engine.decodeShareLink(`https://play.example.com/?view=chain#${link}`);
    assert.equal(engine.encodeShareLink(back), link, name);
    assert.deepEqual(engine.simulate(back).steps, engine.simulate(text).steps, name);
  }
});

test("the examples are the files, and each is drawn in both themes", () => {
  const examples = engine.exampleScenarios();
  assert.deepEqual(
    examples.map(({ name, text }) => [name, text]),
    scenarios.map(({ name, text }) => [name, text]),
  );
  for (const { text } of examples) {
    const [light, dark] = ["light", "dark"].map((theme) => engine.diagram(text, { theme }));
    assert.ok(light.startsWith("<svg") && light.endsWith("</svg>\n".trim()), light.slice(-40));
    assert.notEqual(light, dark);
  }
});
