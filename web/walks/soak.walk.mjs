// The main path over and over in one visit: what a round leaves behind is what every later round would add to.

import assert from "node:assert/strict";
import { walk } from "./support/walk.mjs";
import { trustPolicy, verdicts } from "./support/workbench.mjs";

const CHAIN = "chained-hop-asks-two-hours";

/** How often; `cargo xtask soak` asks for more. */
const ROUNDS = Number(process.env.WALKS_ROUNDS ?? 20);

/**
 * How much more heap the last round may have than the second: what the browser compiles late is counted here, and most of
 * it is the editor for documents. A drawing that a round left behind is told by its nodes.
 */
const HEAP_SLACK = 2_000_000;

/** Remembers the memory of every program that the page starts: the browser counts it nowhere. */
function rememberMemory() {
  const start = WebAssembly.instantiateStreaming;
  globalThis.programMemories = new Set();
  WebAssembly.instantiateStreaming = async (...given) => {
    const started = await start.apply(WebAssembly, given);
    const parts = [...Object.values(started.instance.exports), ...Object.values(given[1] ?? {}).flatMap(Object.values)];
    for (const part of parts) {
      if (part instanceof WebAssembly.Memory) {
        globalThis.programMemories.add(part);
      }
    }
    return started;
  };
}

walk(`the main path ${ROUNDS} times leaves no nodes, listeners or heap behind`, { seconds: 60 + 10 * ROUNDS }, async ({ page, open, step, eventually }) => {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send("Performance.enable");
  await devtools.send("HeapProfiler.enable");

  /** What the page holds when everything that nobody needs has been collected. */
  const held = async () => {
    // The first collection frees wrappers, whose finalizers free what the second one finds.
    for (let i = 0; i < 3; i += 1) {
      await devtools.send("HeapProfiler.collectGarbage");
      await page.waitForTimeout(50);
    }
    const { metrics } = await devtools.send("Performance.getMetrics");
    const { Nodes: nodes, JSEventListeners: listeners, JSHeapUsedSize: heap } = Object.fromEntries(
      metrics.map(({ name, value }) => [name, value]),
    );
    const program = await page.evaluate(() =>
      [...globalThis.programMemories].reduce((sum, { buffer }) => sum + buffer.byteLength, 0),
    );
    return { nodes, listeners, heap, program };
  };
  const prod = (verdict) => eventually(async () => assert.equal((await verdicts(page)).prod, verdict));

  const round = async () => {
    await page.locator(`[data-example="${CHAIN}"]`).first().click();
    await prod("denied");
    await page.locator('figure [data-step="prod"]').click();
    await page.getByRole("tab", { name: "Request" }).click();
    await page.locator("#field-DurationSeconds").fill("3600");
    await prod("allowed");
    await page.getByRole("tab", { name: "Why" }).click();
    const editor = await trustPolicy(page, "ProdAdmin");
    const text = await editor.inputValue();
    await editor.fill(text.replace(":", ""));
    await prod("undecided");
    await page.getByRole("button", { name: /^Undo/ }).click();
    await prod("allowed");
    // What was changed is put back, so that every round begins with the example as it is kept.
    await page.getByRole("button", { name: /^Undo/ }).click();
    await prod("denied");
    await page.getByRole("button", { name: "Scenarios" }).first().click();
    await page.locator(`[data-example="${CHAIN}"]`).first().waitFor();
  };

  await page.addInitScript(rememberMemory);
  await open();
  let second;
  for (let i = 1; i <= ROUNDS; i += 1) {
    await step(`round ${i}`, round);
    if (i === 2) {
      second = await held();
    }
  }
  const last = await held();
  const both = `${JSON.stringify(second)} after 2 rounds, ${JSON.stringify(last)} after ${ROUNDS}`;
  assert.ok(last.nodes <= second.nodes, both);
  assert.ok(last.listeners <= second.listeners, both);
  assert.ok(last.heap <= second.heap + HEAP_SLACK, both);
  assert.ok(second.program > 0, "the program's memory was not found");
  assert.ok(last.program <= second.program + HEAP_SLACK, both);
});
