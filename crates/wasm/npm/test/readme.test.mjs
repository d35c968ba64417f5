// The package as a whole: its README's examples run, and what is in it is what should be.
import assert from "node:assert/strict";
import { readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { before, test } from "node:test";

import { project, run, source } from "./support.mjs";

let folder;
before(() => {
  folder = project("readme");
});

test("the examples of the README run as they stand", () => {
  const readme = readFileSync(join(source, "README.md"), "utf8");
  const examples = [...readme.matchAll(/```js\n(.*?)```/gsu)].map((match) => match[1]);
  assert.ok(examples.length >= 3);
  const printed = examples.map((example, index) => {
    writeFileSync(join(folder, `example-${index}.js`), example);
    return run(process.execPath, [`example-${index}.js`], folder);
  });
  assert.match(printed[0], /^implicitDeny \[ 'trust' \]\n.*ExternalId/u);
  assert.match(printed[1], /prod: refused/u);
  assert.equal(printed[2], "deploy: succeeded, prod: succeeded, logs: succeeded, read: succeeded\n");
  assert.match(printed[3], /^1:17 titel: /mu);
});

test("CommonJS programs get it too, where Node lets them require modules", (t) => {
  if (!process.features.require_module) return t.skip("this Node does not");
  const program = 'console.log(require("assume-role-playground").version())';
  assert.match(run(process.execPath, ["--input-type=commonjs", "--eval", program], folder), /^\d+\.\d+\.\d+/u);
});

test("there is one engine in it, no scripts run when it is installed, and nothing of the machine that built it", () => {
  const inside = join(folder, "node_modules/assume-role-playground");
  const manifest = JSON.parse(readFileSync(join(inside, "package.json"), "utf8"));
  assert.deepEqual([manifest.scripts, manifest.dependencies], [undefined, undefined]);
  const listed = run("npm", ["pack", "--dry-run", "--json", "--ignore-scripts"], inside);
  const files = JSON.parse(listed)[0].files.map(({ path }) => path).sort();
  assert.deepEqual(files, [
    "LICENSE-APACHE",
    "LICENSE-MIT",
    "README.md",
    "assume_role_playground.d.ts",
    "assume_role_playground.js",
    "assume_role_playground_bg.wasm",
    "bundler.js",
    "index.d.ts",
    "node.js",
    "package.json",
    "web.d.ts",
    "web.js",
  ]);
  const engine = readFileSync(join(inside, "assume_role_playground_bg.wasm"), "latin1");
  const home = new RegExp(`${process.env.HOME ?? "/home/"}/|/\\.cargo/|/rustup/`, "u");
  assert.doesNotMatch(engine, home);
  assert.ok(statSync(join(inside, "assume_role_playground_bg.wasm")).size < 3_500_000);
});
