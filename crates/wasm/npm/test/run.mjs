// Runs the tests beside it, or those whose name contains every word given, and prints how many passed.
import { run } from "node:test";
import { spec } from "node:test/reporters";
import { readdirSync } from "node:fs";
import { join } from "node:path";

const folder = import.meta.dirname;
const files = readdirSync(folder).filter((name) => name.endsWith(".test.mjs"));
const words = process.argv.slice(2);
const options = { files: files.sort().map((file) => join(folder, file)), concurrency: 1 };
// Node takes a test that one pattern fits; here a name has to contain every word, in whatever order.
const plain = (word) => word.replaceAll(/[.*+?^${}()|[\]\\]/gu, "\\$&");
if (words.length > 0) options.testNamePatterns = [new RegExp(`^${words.map((word) => `(?=.*${plain(word)})`).join("")}`, "iu")];

const counts = { passed: 0, failed: 0 };
const count = (event, kind) => {
  // A file is reported as well as the tests in it.
  if (!event.name.endsWith(".mjs") && !event.skip) counts[kind] += 1;
};
const tests = run(options);
tests.on("test:pass", (event) => count(event, "passed"));
tests.on("test:fail", (event) => (event.name.endsWith(".mjs") ? (counts.failed ||= 1) : count(event, "failed")));
const printed = tests.compose(spec);
printed.pipe(process.stdout);
printed.on("end", () => {
  console.log(`${counts.passed} passed, ${counts.failed} failed`);
  process.exitCode = counts.failed > 0 ? 1 : 0;
});
