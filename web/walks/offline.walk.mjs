// After one visit the page works without a network and without its host; a newer version comes when it is wanted.

import assert from "node:assert/strict";
import { createServer } from "node:http";
import { walk } from "./support/walk.mjs";
import { offersServices, trustPolicy, verdicts } from "./support/workbench.mjs";

const STARTED = "#app:not(:has([data-shell]))";
const REFUSED = { deploy: "allowed", prod: "denied", logs: "not-reached", read: "not-reached" };

/** Waits until everything is kept. */
const kept = (page) => page.evaluate(async () => (await navigator.serviceWorker.ready).active.state);

async function works(page) {
  await page.locator(STARTED).waitFor({ state: "attached" });
  await page.locator('[data-example="chained-hop-asks-two-hours"]').first().click();
  await page.locator("figure [data-step]").first().waitFor({ state: "attached" });
  assert.deepEqual(await verdicts(page), REFUSED);
}

for (const below of [false, true]) {
  const where = below ? "in a folder of a host" : "at the top of a host";
  walk(`after one visit ${where} the page works with no network, in windows that were never open`, { offline: true, seconds: 120 }, async ({ page, url, urlBelow, step, eventually }) => {
    const address = below ? urlBelow : url;
    await step("visit it, and touch nothing", async () => {
      await page.goto(address);
      await page.locator(STARTED).waitFor({ state: "attached" });
      await kept(page);
    });
    await step("the network goes, and this very window goes on", async () => {
      await page.context().setOffline(true);
      await works(page);
    });
    await step("so it does when it is loaded again", async () => {
      await page.reload();
      await page.locator("figure [data-step]").first().waitFor({ state: "attached" });
      assert.deepEqual(await verdicts(page), REFUSED);
    });
    await step("the editor and what it knows of AWS services", async () => {
      await offersServices(page, eventually);
      await page.keyboard.press("Escape");
    });
    await step("what checks signatures", async () => {
      const signed = await page.context().newPage();
      await signed.goto(`${address}#example=signed-github-actions-token`);
      await signed.locator("figure [data-step]").first().or(signed.getByRole("button", { name: "Open it" })).first().waitFor();
      const ask = signed.getByRole("button", { name: "Open it" });
      if ((await ask.count()) > 0) {
        await ask.click();
      }
      await eventually(async () => assert.ok(Object.values(await verdicts(signed)).includes("allowed")));
      await signed.close();
    });
    await step("another window, by a link", async () => {
      const other = await page.context().newPage();
      await other.goto(`${address}#example=only-two-users-trusted`);
      await other.locator("figure [data-step]").first().waitFor({ state: "attached" });
    });
  });
}

walk("a newer version waits until somebody wants it, and then the work is still there", { offline: true }, async ({ page, open, see, step, eventually, axe }) => {
  await open();
  await kept(page);
  await page.reload();
  await works(page);
  await step("it waits", async () => {
    await page.evaluate(() => navigator.serviceWorker.register("./sw.js?newer"));
    await see(page.getByText("A newer version of the playground is there."));
    await axe();
    await eventually(async () => assert.ok(await page.evaluate(() => Object.values(localStorage).join("").includes("chained"))));
  });
  await step("it is taken", async () => {
    await page.evaluate(() => {
      window.before = true;
    });
    await page.getByRole("button", { name: "Load it" }).click();
    await eventually(async () => assert.equal(await page.evaluate(() => window.before), undefined));
    await page.locator("figure [data-step]").first().waitFor({ state: "attached" });
    assert.deepEqual(await verdicts(page), REFUSED);
  });
});

/** A host that has a newer version once it is told to: its editor has another name, and the one of before is gone. */
async function host(url) {
  const index = await (await fetch(url)).text();
  const [, editor] = index.match(/"\.\/(editor-\w+\.js)"/u);
  const newer = editor.replace("-", "-0");
  const state = { isNewer: false };
  const server = createServer(async (request, response) => {
    const path = request.url.replace(/\?.*/u, "");
    if (state.isNewer && path.endsWith(editor)) {
      response.writeHead(404).end();
      return;
    }
    const answer = await fetch(new URL(`.${path.replace(newer, editor)}`, url));
    const body = Buffer.from(await answer.arrayBuffer());
    const names = state.isNewer && /(\/|\.html|sw\.js)$/u.test(path);
    const text = () => body.toString().replaceAll(editor, newer).replace('VERSION = "', 'VERSION = "0');
    response.writeHead(answer.status, { "content-type": answer.headers.get("content-type"), "cache-control": "no-store" });
    response.end(names ? text() : body);
  });
  await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
  return { state, address: `http://127.0.0.1:${server.address().port}/`, end: () => server.close() };
}

walk("where one of two windows takes a newer version, the other goes on with its own parts, and takes it when it is asked to", { offline: true, hosts: true, seconds: 120 }, async ({ page, url, see, step, eventually }) => {
  const { state, address, end } = await host(url);
  try {
    const other = await page.context().newPage();
    for (const window of [page, other]) {
      await window.goto(address);
      await window.locator(STARTED).waitFor({ state: "attached" });
      await kept(window);
    }
    await works(other);
    await step("one takes it", async () => {
      state.isNewer = true;
      await page.evaluate(async () => (await navigator.serviceWorker.getRegistration()).update());
      await see(page.getByText("A newer version of the playground is there."));
      await page.evaluate(() => {
        window.before = true;
      });
      await page.getByRole("button", { name: "Load it" }).click();
      await eventually(async () => assert.equal(await page.evaluate(() => window.before), undefined));
    });
    await step("the other opens its first document", async () => {
      await trustPolicy(other, "ProdAdmin");
      await other.locator(".cm-editor").waitFor();
    });
    await step("and takes it too", async () => {
      await other.evaluate(() => {
        window.before = true;
      });
      await other.getByRole("button", { name: "Load it" }).click();
      await eventually(async () => assert.equal(await other.evaluate(() => window.before), undefined));
      await other.locator("figure [data-step]").first().waitFor({ state: "attached" });
      await trustPolicy(other, "ProdAdmin");
      await other.locator(".cm-editor").waitFor();
    });
  } finally {
    end();
  }
});

// The windows of walks keep nothing, as a private one, and Chromium installs from none of those. It is no word on the page.
const OF_THE_WINDOW = ["in-incognito"];

walk("Chromium itself says that the page can be installed, at the top of a host and in a folder of one", async ({ page, url, urlBelow, step, eventually }) => {
  const chromium = await page.context().newCDPSession(page);
  for (const address of [url, urlBelow]) {
    await step(address, async () => {
      await page.goto(address);
      await page.locator(STARTED).waitFor({ state: "attached" });
      await eventually(async () => {
        const { installabilityErrors } = await chromium.send("Page.getInstallabilityErrors");
        assert.deepEqual(installabilityErrors.filter(({ errorId }) => !OF_THE_WINDOW.includes(errorId)), []);
      });
      const { url: place, errors, manifest } = await chromium.send("Page.getAppManifest");
      assert.deepEqual(errors, []);
      assert.equal(place, new URL("manifest.webmanifest", address).href);
      // It is installed as what stands there, not as whatever else the host has.
      assert.deepEqual([manifest.startUrl, manifest.scope, manifest.display], [address, address, "kStandalone"]);
      assert.ok(manifest.icons.length > 0);
      for (const icon of manifest.icons) {
        const size = await page.evaluate(async (src) => {
          const { width, height } = await createImageBitmap(await (await fetch(src)).blob());
          return `${width}x${height}`;
        }, icon.url);
        assert.equal(size, icon.sizes, icon.url);
      }
    });
  }
});

walk("a file that the system opens with the installed page is opened, and one that is none is told", async ({ page, open, step, eventually }) => {
  // Chromium gives files to installed pages alone; here the page is given its queue.
  await page.addInitScript(() => {
    const setConsumer = (consumer) => (window.launch = (text) => consumer({ files: [{ getFile: async () => new File([text], "given.json") }] }));
    Object.defineProperty(window, "launchQueue", { value: { setConsumer } });
  });
  await open();
  const launch = async (text) => {
    await page.waitForFunction(() => typeof window.launch === "function");
    await page.evaluate((given) => window.launch(given), text);
  };
  await step("a scenario", async () => {
    const start = { principal: "arn:aws:iam::111111111111:user/alice", time: "2026-11-22T10:00:00Z" };
    await launch(JSON.stringify({ version: 1, title: "Given by the system", start, accounts: [{ AccountId: "111111111111", Users: [{ UserName: "alice" }] }], steps: [] }));
    await eventually(async () => assert.equal(await page.locator(".bar-title").innerText(), "Given by the system"));
  });
  await step("no scenario", async () => {
    await launch("[]");
    await page.getByText(/This file is not a scenario/u).first().waitFor();
    assert.equal(await page.locator(".bar-title").innerText(), "Given by the system");
  });
});
