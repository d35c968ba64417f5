// The declarations: what the package really gives has the declared types, and everything declared is given.
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { before, test } from "node:test";

import { cases, installed, project, run, scenarios, source } from "./support.mjs";

const OPTIONS = {
  compilerOptions: {
    strict: true,
    exactOptionalPropertyTypes: true,
    noEmit: true,
    target: "es2022",
    module: "nodenext",
    moduleResolution: "nodenext",
    lib: ["es2022", "dom", "esnext.disposable"],
    types: [],
  },
  include: ["*.ts"],
};

let folder;
let engine;
before(async () => {
  folder = project("types", { "tsconfig.json": JSON.stringify(OPTIONS) });
  engine = await installed(folder);
});

/** Prose and numbers are all one to a type: with them gone, most of what the corpus gives is alike and stands once. */
function shape(value) {
  if (typeof value === "number") return 0;
  if (typeof value === "string") return /^[A-Za-z]{1,32}$/u.test(value) ? value : "";
  if (Array.isArray(value)) return distinct(value.map(shape));
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, shape(member)]));
}

function distinct(values) {
  const seen = new Map(values.map((value) => [JSON.stringify(value), value]));
  return [...seen.values()];
}

/** Every member name of a value, with those inside it. */
function members(value, found = new Set()) {
  if (Array.isArray(value)) value.forEach((element) => members(element, found));
  else if (value !== null && typeof value === "object") {
    for (const [name, member] of Object.entries(value)) {
      found.add(name);
      members(member, found);
    }
  }
  return found;
}

/** What is thrown for texts that are wrong in every way there is. */
function thrown() {
  const link = engine.encodeShareLink(scenarios[0].text);
  return [
    () => engine.simulate('{ "version": 1, "titel": "x" }'),
    () => engine.authorize({ name: "without an action", principal: "anonymous" }),
    () => engine.decodeShareLink("v2.A"),
    () => engine.decodeShareLink(link.slice(0, -2)),
    () => engine.mergeScenario("{", "{}"),
    () => engine.mergeScenario("{}", "{"),
  ].map((work) => {
    try {
      return work();
    } catch (caught) {
      return caught;
    }
  });
}

function given() {
  // Every expectation of the corpus holds; here one does not.
  const wrong = scenarios.find(({ name }) => name === "chained-hop-asks-two-hours").text.replace('"ValidationError"', '"AccessDenied"');
  const outcomes = [wrong, ...scenarios.map(({ text }) => text)].map((text) => engine.simulate(text));
  const answers = engine.authorize(cases);
  const documents = outcomes.flatMap((outcome) => outcome.documents);
  const parts = {
    "Omit<Outcome, 'steps' | 'documents' | 'version'>": outcomes.map(({ steps, documents, version, ...rest }) => rest),
    "Outcome['version']": outcomes.map(({ version }) => `${version}`),
    Step: outcomes.flatMap((outcome) => outcome.steps),
    PolicyDocument: documents,
    Explained: scenarios.flatMap(({ text }) => engine.explain(text)),
    Events: scenarios.map(({ text }) => engine.events(text)),
    "Omit<Sessions, 'version'>": scenarios.map(({ text }) => engine.sessions(text)).map(({ version, ...rest }) => rest),
    Checked: documents.map(({ text, policyType }) => engine.checkPolicy(text, policyType)),
    AuthorizeAnswer: answers.filter((answer) => !engine.isUnreadable(answer)),
    Unreadable: thrown(),
    Verdict: engine.verdict(cases).filter((answer) => !engine.isUnreadable(answer)),
    Example: engine.exampleScenarios(),
  };
  return parts;
}

test("everything that the corpus gives has the declared type, and has no member more", () => {
  const lines = ['import type * as given from "assume-role-playground";'];
  for (const [type, values] of Object.entries(given())) {
    const named = type.replace(/\b(Outcome|Sessions|Step|PolicyDocument|Explained|Events|Checked|AuthorizeAnswer|Unreadable|Verdict|Example)\b/gu, "given.$1");
    if (type === "Outcome['version']") {
      lines.push(...distinct(values).map((value) => `(${value}) satisfies ${named};`));
      continue;
    }
    const kinds = distinct(values.map(shape));
    assert.ok(kinds.length > 0, `nothing to hold against ${type}`);
    kinds.forEach((kind) => lines.push(`(${JSON.stringify(kind)}) satisfies ${named};`));
  }
  writeFileSync(join(folder, "corpus.ts"), lines.join("\n"));
  run("tsc", ["--project", "."], folder);
});

test("every member that is declared is given by something in the corpus", () => {
  const seen = new Set();
  Object.values(given()).forEach((values) => members(values, seen));
  // Of what goes in.
  const asked = members(cases);
  const declared = readFileSync(join(source, "types.d.ts"), "utf8");
  const assumptions = declared.match(/interface Assumptions \{[^}]+\}/u)[0];
  const names = [...declared.replace(assumptions, "").matchAll(/(?:^|[{;/] ?)\s*([A-Za-z]+)\??: /gmu)];
  const rare = new Set([
    "version", // held against its type alone
    "width", "theme", // of a drawing
    "percent", // of session policies and tags that are too large together, of which the corpus has none
  ]);
  const missing = names.map((match) => match[1]).filter((name) => !seen.has(name) && !asked.has(name) && !rare.has(name));
  assert.deepEqual([...new Set(missing)], []);
});

test("programs are held to the types", () => {
  const good = `
import { authorize, checkPolicy, decodeShareLink, diagram, exampleScenarios, explain, isUnreadable, mergeScenario, prepare, simulate, verdict, version } from "assume-role-playground";
import init, { simulate as started } from "assume-role-playground/web";
const text: string = exampleScenarios()[0]!.text;
for (const step of simulate(text).steps) {
  if (step.result.type === "refused") {
    const code: string = step.result.error.code;
    if (step.result.cause.type === "chaining") step.result.cause.asked.toFixed();
    code.trim();
  }
}
const one: "allowed" | "explicitDeny" | "implicitDeny" = authorize({ principal: "anonymous", Action: "s3:GetObject" }).decision;
for (const answer of verdict([{ principal: "anonymous", Action: "s3:GetObject" }])) {
  if (isUnreadable(answer)) answer.errors[0]!.line.toFixed();
  else answer.blockedBy.includes("trust");
}
const prepared = prepare({ resourcePolicy: "{}" });
prepared.authorize({ principal: "anonymous", Action: "s3:GetObject", context: { "aws:SourceIp": ["10.0.0.1"], "aws:username": null } }).cause.trim();
checkPolicy("{}", "trust").diagnostics[0]!.place.line.toFixed();
diagram(text, { width: 400, theme: "dark" }).trim();
explain(text)[0]!.narration.cliMessage?.text.trim();
decodeShareLink(version()).trim();
mergeScenario(text, "{}").trim();
await init({ module_or_path: new URL("https://example.com/engine.wasm") });
started(text);
try { simulate(""); } catch (caught) { if (isUnreadable(caught)) caught.errors.map(({ path }) => path); }
console.log(one);
`;
  const wrong = {
    "a result that there is not": 'simulate("").steps[0]!.result.type === "granted";',
    "a member of another result": 'simulate("").steps[0]!.result.error;',
    "a theme that there is not": 'diagram("", { theme: "blue" });',
    "an option that there is not": 'diagram("", { widht: 3 });',
    "a policy type that there is not": 'checkPolicy("{}", "trusted");',
    "a case without its action": 'authorize({ principal: "anonymous" });',
    "a misspelled field": 'authorize({ principal: "anonymous", Action: "a:B", identityPolicy: [] });',
    "an answer of several as one": 'authorize([{ principal: "anonymous", Action: "a:B" }]).decision;',
    "an explanation of a verdict": 'verdict({ principal: "anonymous", Action: "a:B" }).explanation;',
    "a scenario as an object": "simulate({});",
    "a piece as an object": 'mergeScenario("{}", {});',
  };
  const lines = Object.entries(wrong).map(([what, line]) => `// @ts-expect-error ${what}\n${line}`);
  writeFileSync(join(folder, "good.ts"), good);
  const head = 'import { authorize, checkPolicy, diagram, mergeScenario, simulate, verdict } from "assume-role-playground";';
  writeFileSync(join(folder, "wrong.ts"), `${head}\n${lines.join("\n")}\n`);
  run("tsc", ["--project", "."], folder);
  const declared = readFileSync(join(folder, "node_modules/assume-role-playground/assume_role_playground.d.ts"), "utf8");
  // What wasm-bindgen says of the engine's insides is nobody's concern.
  const ours = declared.replace(/export interface InitOutput \{.*?\n\}/su, "");
  assert.notEqual(ours, declared);
  assert.deepEqual(ours.split("\n").filter((line) => /: any\b|<any>|any\[\]/u.test(line)), []);
});
