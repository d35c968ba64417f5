// Accessibility: axe-core with every rule of WCAG 2.0 to 2.2, levels A and AA; nothing is excused.

import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";

const source = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"];

/** Fails with every violation on the page, or inside one part of it. */
export async function axe(page, selector) {
  // Evaluated by the debugger, which the content security policy does not bind; a script element
  // would be refused.
  await page.evaluate(source);
  const violations = await page.evaluate(
    async ([part, tags]) => {
      const options = { runOnly: { type: "tag", values: tags }, resultTypes: ["violations"] };
      const { violations } = await window.axe.run(part ?? document, options);
      return violations.map(({ id, help, nodes }) => ({
        id,
        help,
        nodes: nodes.map(({ html, failureSummary }) => ({ html, failureSummary })),
      }));
    },
    [selector, TAGS],
  );
  if (violations.length > 0) {
    const lines = violations.flatMap(({ id, help, nodes }) => [
      `${id}: ${help}`,
      ...nodes.map(({ html, failureSummary }) => `  ${html}\n    ${failureSummary.replaceAll("\n", "\n    ")}`),
    ]);
    throw new Error(`axe found ${violations.length} kinds of errors\n${lines.join("\n")}`);
  }
}
