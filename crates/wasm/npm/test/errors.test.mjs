// What is thrown, and that it is told from anything else.
import assert from "node:assert/strict";
import { before, test } from "node:test";

import { installed, project, scenarios } from "./support.mjs";

let engine;
before(async () => {
  engine = await installed(project("errors"));
});

function thrown(work) {
  try {
    work();
  } catch (caught) {
    return caught;
  }
  throw new assert.AssertionError({ message: "nothing was thrown" });
}

test("a text that is no scenario is told with its places by every function that takes one", () => {
  const text = '{\n  "version": 1,\n  "titel": "x"\n}';
  const { simulate, explain, events, sessions, diagram, encodeShareLink } = engine;
  for (const take of [simulate, explain, events, sessions, diagram, encodeShareLink]) {
    const caught = thrown(() => take(text));
    assert.ok(engine.isUnreadable(caught), take.name);
    assert.equal(caught.link, undefined);
    const misspelled = caught.errors.find((error) => error.path === "titel");
    assert.deepEqual([misspelled.line, misspelled.column], [3, 3], take.name);
  }
});

test("a link that cannot be read says what is wrong with it", () => {
  const link = engine.encodeShareLink(scenarios[0].text);
  const of = (text) => thrown(() => engine.decodeShareLink(text));
  assert.equal(of("").link, "version");
  assert.equal(of("v2.AAAA").link, "version");
  assert.equal(of(link.slice(0, -1)).link, "damaged");
  assert.equal(of(`${link}A`).link, "damaged");
  for (const caught of [of(""), of(link.slice(0, -1))]) {
    assert.ok(engine.isUnreadable(caught));
    assert.ok(caught.errors[0].message.length > 10);
  }
});

test("of two texts that are merged the one that cannot be read is named", () => {
  assert.deepEqual(JSON.parse(engine.mergeScenario('{"a": {"b": 1}}', '{"a": {"c": 2}}')), { a: { b: 1, c: 2 } });
  for (const [base, piece, merging] of [["{", "{}", "base"], ["{}", "[]", "piece"]]) {
    const caught = thrown(() => engine.mergeScenario(base, piece));
    assert.ok(engine.isUnreadable(caught));
    assert.equal(caught.merging, merging);
    assert.equal(caught.errors[0].line, 1);
  }
});

test("options and policy types that there are not are errors of the ordinary kind", () => {
  for (const work of [
    () => engine.diagram(scenarios[0].text, { widht: 3 }),
    () => engine.checkPolicy("{}", "trusted"),
  ]) {
    const caught = thrown(work);
    assert.ok(caught instanceof Error, String(caught));
    assert.equal(engine.isUnreadable(caught), false);
  }
});

test("anything may be asked whether it is an error of ours", () => {
  for (const value of [undefined, null, 1, "errors", {}, { errors: 1 }, new Error("x"), Symbol("x")]) {
    assert.equal(engine.isUnreadable(value), false, String(value));
  }
  assert.equal(engine.isUnreadable({ errors: [] }), true);
});

test("a case that cannot be answered is thrown alone, and stands in its place among others", () => {
  const request = { principal: "anonymous", Action: "s3:GetObject" };
  const caught = thrown(() => engine.authorize({ Action: "s3:GetObject" }));
  assert.ok(engine.isUnreadable(caught));
  const answers = engine.verdict([request, { Action: "x" }, request]);
  assert.deepEqual(answers.map((answer) => engine.isUnreadable(answer)), [false, true, false]);
  const prepared = engine.prepare({ identityPolicies: [] });
  assert.equal(prepared.verdict(request).decision, "implicitDeny");
  assert.ok(engine.isUnreadable(thrown(() => prepared.authorize({ ...request, principal: "x" }))));
  prepared.free();
});
