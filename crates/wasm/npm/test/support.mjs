// What the tests of the package share: where it is installed, the native program, files of the corpus.
import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const root = fileURLToPath(new URL("../../../../", import.meta.url));
const { PACKAGE, PACKAGE_WORK, PACKAGE_TOOLS, NATIVE } = process.env;

/** The folder of the package's own files. */
export const source = fileURLToPath(new URL("../", import.meta.url));

/** A tool that the page's tests use as well. */
export const tool = createRequire(join(PACKAGE_TOOLS, "package.json"));

/** Makes an empty folder, writes files into it and installs the tarball there, without a network. */
export function project(name, files = {}) {
  const folder = join(PACKAGE_WORK, name);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "package.json"), JSON.stringify({ private: true, type: "module" }));
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  }
  run("npm", ["install", "--offline", "--ignore-scripts", "--no-audit", "--no-fund", PACKAGE], folder);
  return folder;
}

/** The package as a program in that folder gets it. */
export function installed(folder) {
  return import(pathToFileURL(join(folder, "node_modules/assume-role-playground/node.js")));
}

/** Runs a program and gives what it printed; what it complains of is the error. */
export function run(program, words, folder, input = "") {
  try {
    return execFileSync(program, words, { cwd: folder, input, encoding: "utf8", maxBuffer: 1 << 28, stdio: "pipe" });
  } catch (failed) {
    throw new Error(`${program} ${words.join(" ")}\n${failed.stdout ?? ""}${failed.stderr ?? failed}`);
  }
}

/** What the native program prints as JSON; what it says of expectations is not asked here. */
export function native(words, input = "") {
  try {
    return JSON.parse(execFileSync(NATIVE, words, { input, encoding: "utf8", maxBuffer: 1 << 28, stdio: "pipe" }));
  } catch (failed) {
    if (failed.status === 1 && failed.stdout) return JSON.parse(failed.stdout);
    throw failed;
  }
}

/** What the native program prints, whatever it thinks of what it reads: 1 is its word for a refusal. */
function printed(words) {
  try {
    return execFileSync(NATIVE, words, { encoding: "utf8", maxBuffer: 1 << 30, stdio: "pipe" });
  } catch (failed) {
    if (failed.status === 1) return failed.stdout;
    throw failed;
  }
}

/** What the native program prints for each of many files, in their order: of every scenario, unless others are named. */
export function nativeOfAll(words, paths = scenarios.map(({ path }) => path)) {
  const texts = printed([...words, ...paths]).split(/^(?=\{$)/mu);
  if (texts.length !== paths.length) throw new Error(`${texts.length} answers for ${paths.length} files`);
  return texts.map((text) => JSON.parse(text));
}

/** The drawing that the native program makes of a scenario. */
export const drawn = (path) => printed(["diagram", path]);

/** Path and text of every JSON file of a folder of the repository. */
export function files(folder) {
  const names = readdirSync(join(root, folder)).filter((name) => name.endsWith(".json"));
  return names.sort().map((name) => {
    const path = join(root, folder, name);
    return { name: name.replace(".json", ""), path, text: readFileSync(path, "utf8") };
  });
}

/** Every scenario of the corpus. */
export const scenarios = files("crates/simulator/scenarios");

/** Every case of loose policies of the corpus. */
export const cases = files("crates/simulator/testdata/authorize").flatMap(({ text }) => {
  const { cases, matrix } = JSON.parse(text);
  return (cases ?? matrix ?? []).map((one) => one.case).filter(Boolean);
});
