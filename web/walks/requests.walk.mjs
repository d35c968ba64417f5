// Requests that are signed with what steps minted, checked in the page: those of the cases of signatures, changed on their
// way, late, or signed with something else.

import assert from "node:assert/strict";
import { cases, document, tell } from "./support/frame.mjs";
import { walk } from "./support/walk.mjs";

/** The text with blanks as a page shows them. */
const plain = (text) => text.replaceAll(/\s+/gu, " ").trim();

walk("a request is signed in the page, and every changed one is refused as the service refuses it", { seconds: 300, width: 1360, height: 900 }, async ({ page, url, eventually, step, shot }) => {
  const { scenario, requests } = await cases("requests");
  assert.ok(requests.length >= 38, `${requests.length} requests`);
  const frame = await document(page, url, "embed=whole&editable");
  const [{ steps }] = await tell(page, [scenario]);
  assert.deepEqual(steps.map(({ result }) => result), ["succeeded", "succeeded"]);
  const part = frame.locator('[aria-label="Signed request"]');
  const request = frame.locator("#signed-request");
  const answer = async () => plain(await frame.locator("#signed-request-note").innerText());
  const ACCEPTED = "The signature is that of the session of hop 2, and the call is accepted.";

  await step("what the page signs is accepted, as lines and as a link", async () => {
    await page.evaluate(() => frames[0].postMessage({ source: "assume-role-playground", v: 1, type: "set", step: "call" }, "*"));
    await frame.getByRole("tab", { name: "Credentials", exact: true }).click();
    await part.getByRole("button", { name: "Sign a request" }).click();
    await eventually(async () => assert.match(await request.inputValue(), /^GET \/\?Action=GetCallerIdentity&Version=2011-06-15 HTTP\/1\.1\nHost: /u));
    await eventually(async () => assert.equal(await answer(), ACCEPTED));
    await part.locator("#signed-as").selectOption("link");
    await eventually(async () => assert.match(await request.inputValue(), /^https:\/\/sts\.us-east-1\.amazonaws\.com\/\?.*X-Amz-Signature=[0-9a-f]{64}$/u));
    await eventually(async () => assert.equal(await answer(), ACCEPTED));
    await part.scrollIntoViewIfNeeded();
    await shot("signed-request");
  });
  const arrives = part.locator("#signed-arrives");
  for (const { name, text, now, expected } of requests) {
    await step(name, async () => {
      await arrives.fill(now);
      await request.fill(text);
      const [, status, code, message] = expected?.match(/^(\d{3}) (\w+): (.*)$/su) ?? [];
      // What is signed names other actions too, of which a signature says nothing.
      const wanted = expected ? plain(`${code} (${status}): ${message}`) : ACCEPTED.replace(/,.*/u, "");
      await eventually(async () => {
        const said = await answer();
        assert.equal(expected ? said : said.slice(0, wanted.length), wanted);
      });
    });
  }
  await step("what is no request is told by its line, and the signed one comes back", async () => {
    await request.fill("GET / HTTP/1.1\nHost sts");
    await eventually(async () => assert.match(await answer(), /^This is no request: line 2 is no header/u));
    await part.getByRole("button", { name: "Back to what was signed" }).click();
    await arrives.fill("2026-11-22T10:10:01Z");
    await eventually(async () => assert.match(await answer(), /^SignatureDoesNotMatch \(403\): Signature expired: 20261122T095500Z/u));
    await shot("signed-request-refused");
  });
});
