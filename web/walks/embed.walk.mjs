// The page as a guest: in a plain frame, in the element, and under the eyes of strangers.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { cp, mkdir, mkdtemp, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { extname, join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { walk } from "./support/walk.mjs";
import { verdicts } from "./support/workbench.mjs";

/** Documents are on hosts of their own. */
const HOSTS = { hosts: true };
const KEPT = 4_000_000;
const CHAINED = "chained-hop-asks-two-hours";
const REFUSED = { deploy: "allowed", prod: "denied", logs: "not-reached", read: "not-reached" };
const GOES_WELL = { deploy: "allowed", prod: "allowed", logs: "allowed", read: "allowed" };

/** A document on a host of its own, which also passes on what the page's host has, as a good host sends it. */
async function documents(url, pages) {
  const kept = [];
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url, "http://x");
    const page = pages[pathname];
    if (page !== undefined) {
      const [type, body] = typeof page === "string" ? ["text/html; charset=utf-8", page] : page;
      response.writeHead(200, { "content-type": type }).end(body);
      return;
    }
    const answer = await fetch(new URL(`.${pathname.replace("/play/", "/")}`, url));
    const bytes = Buffer.from(await answer.arrayBuffer());
    // The program of a quick build is larger than what a browser without a disk keeps.
    const keeps = /\/(?:web|app|boot|examples|first-screen)-/u.test(pathname) && bytes.length < KEPT;
    if (keeps) {
      kept.push(pathname);
    }
    response.writeHead(answer.status, {
      "content-type": answer.headers.get("content-type") ?? "text/plain",
      "cache-control": keeps ? "public, max-age=31536000, immutable" : "no-store",
      "access-control-allow-origin": "*",
    });
    response.end(bytes);
  });
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
  return { address: `http://127.0.0.1:${server.address().port}/`, kept, close: () => server.close() };
}

const html = (body) => `<!doctype html><html lang="en"><head><title>A document</title><link rel="icon" href="data:,"></head><body>${body}</body></html>`;

/** What would take the place of what a frame shows. */
const load = { source: "assume-role-playground", v: 1, type: "load", scenario: "example=three-hop-chain" };

/** The element's script, and whatever it says written down. */
const element = (attributes, inside = "", src = "/play/") => `
  <assume-role-playground src="${src}" eager ${attributes}>${inside}</assume-role-playground>
  <script type="module" src="/play/assume-role-playground.js"></script>
  <script>
    window.said = [];
    for (const type of ["ready", "result", "change", "error"])
      document.querySelector("assume-role-playground").addEventListener(type, ({ detail }) => said.push({ type, ...detail }));
  </script>`;

/** Serves documents, opens one, and closes the host in the end. */
async function reading({ page, url }, pages, body) {
  const host = await documents(url, typeof pages === "string" ? { "/": html(pages) } : pages);
  try {
    await page.goto(host.address);
    await body(host);
  } finally {
    host.close();
  }
}

const frameOf = async (page, number = 0) => {
  const handle = await page.locator("iframe").nth(number).elementHandle();
  return handle.contentFrame();
};

/** What was said of that kind. */
const said = (page, type) => page.evaluate((kind) => window.said.filter((message) => message.type === kind), type);

/** Everything that a frame could leave behind, and its address. */
const traces = (frame) =>
  frame.evaluate(async () => ({
    kept: [
      ...Object.keys(localStorage),
      ...Object.keys(sessionStorage),
      ...(await caches.keys()),
      ...(await indexedDB.databases()).map(({ name }) => name),
      ...(document.cookie === "" ? [] : [document.cookie]),
      ...((await navigator.serviceWorker?.getRegistrations()) ?? []).map(({ scope }) => scope),
    ],
    address: location.href,
  }));

for (const [panel, shows, hides] of [
  ["whole", ".region-centre", null],
  ["chain", "figure [data-step]", ".region-world"],
  ["why", ".why", "figure"],
]) {
  walk(`a document shows ${panel} of a scenario in a plain frame, and the frame leaves no trace`, { width: 1440, hosts: true }, async (given) => {
    const { page, step, eventually, shot, axe } = given;
    const address = `/play/?embed=${panel}&theme=light#example=${CHAINED}`;
    await reading(given, `<h1>Text</h1><iframe title="Chain" src="${address}" width="1200" height="640"></iframe>`, async () => {
      const frame = await frameOf(page);
      await step("it is there", async () => {
        await frame.locator(shows).first().waitFor();
        assert.equal(hides === null ? 0 : await frame.locator(hides).count(), 0);
        await frame.locator(".bar").waitFor({ state: "detached" });
        const link = frame.getByRole("link", { name: "Open in the playground" });
        assert.equal(await link.getAttribute("target"), "_blank");
        await axe("body");
        await shot(`embed-${panel}`);
      });
      await step("it is used", async () => {
        await frame.locator(panel === "why" ? ".strip-call" : "figure [data-step]").first().click();
        await page.waitForTimeout(700);
      });
      await step("nothing is kept, and the address is as it was", async () => {
        const { kept, address: now } = await traces(frame);
        assert.deepEqual(kept, []);
        assert.ok(now.endsWith(address), now);
        assert.equal(await frame.evaluate(() => document.documentElement.dataset.theme), "light");
      });
      await step("it opens in the playground", async () => {
        const [opened] = await Promise.all([
          page.context().waitForEvent("page"),
          frame.getByRole("link", { name: "Open in the playground" }).click(),
        ]);
        await opened.locator("figure [data-step]").first().waitFor({ state: "attached" });
        assert.match(opened.url(), /\/play\/#v1\./u);
        await eventually(async () => assert.deepEqual(await verdicts(opened), REFUSED));
      });
    });
  });
}

walk("what is only to be read offers no edit, and what is editable takes them", HOSTS, async (given) => {
  const { page, step, eventually } = given;
  for (const editable of [false, true]) {
    await step(editable ? "editable" : "to be read", async () => {
      const address = `/play/?embed=why${editable ? "&editable" : ""}#example=${CHAINED}`;
      await reading(given, `<iframe title="Why" src="${address}" width="1000" height="700"></iframe>`, async () => {
        const frame = await frameOf(page);
        await eventually(async () => assert.match(await frame.locator(".why").innerText(), /Denied/u));
        const mend = frame.getByRole("button", { name: /3600|1 hour/u }).first();
        if (editable) {
          await mend.click();
          await eventually(async () => assert.match(await frame.locator(".why").innerText(), /Allowed/u));
        } else {
          assert.equal(await mend.isVisible(), false);
          await frame.getByRole("link", { name: "Open in the playground" }).waitFor();
        }
      });
    });
  }
});

walk("a frame leaves the wheel to the document until it is clicked", HOSTS, async (given) => {
  const { page, step, eventually } = given;
  const tall = '<div style="height: 3000px"></div>';
  const frameTag = `<iframe title="All" src="/play/?embed#example=transitive-tags-over-three-hops" width="1100" height="500"></iframe>`;
  await reading(given, `${frameTag}${tall}`, async () => {
    const frame = await frameOf(page);
    const panel = frame.locator(".inspector-panel");
    await panel.waitFor();
    const scrolled = () => panel.evaluate((element) => element.scrollTop);
    const box = await panel.boundingBox();
    const wheel = async () => {
      await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
      await page.mouse.wheel(0, 60);
    };
    await step("asleep", async () => {
      assert.ok(await panel.evaluate((element) => element.scrollHeight > element.clientHeight + 100));
      await wheel();
      await eventually(async () => assert.ok((await page.evaluate(() => window.scrollY)) > 0));
      assert.equal(await scrolled(), 0);
      await page.evaluate(() => window.scrollTo(0, 0));
    });
    await step("clicked", async () => {
      await panel.click({ position: { x: 8, y: 8 } });
      await wheel();
      await eventually(async () => assert.ok((await scrolled()) > 0));
    });
    await step("nothing else in it scrolls while it sleeps", async () => {
      const left = await frame.evaluate(() => {
        document.documentElement.dataset.embed = "asleep";
        const scrolls = (element) => {
          const { overflowX, overflowY } = getComputedStyle(element);
          return [overflowX, overflowY].some((value) => value === "auto" || value === "scroll");
        };
        return [...document.querySelectorAll("*")].filter(scrolls).map((element) => `${element.tagName}.${element.className}`);
      });
      assert.deepEqual(left, []);
    });
  });
});

walk("several frames of one document load each file of the program once", { ...HOSTS, seconds: 180 }, async ({ page: watched, url }) => {
  // Watching what is asked for would keep the browser from keeping anything.
  const page = await (await watched.context().browser().newContext()).newPage();
  const frame = (panel, id) => `<iframe title="${panel}" src="/play/?embed=${panel}#example=${id}" width="1000" height="400"></iframe>`;
  const body = frame("chain", CHAINED) + frame("why", CHAINED) + frame("chain", "three-hop-chain");
  await reading({ page, url }, body, async ({ kept }) => {
    for (const number of [0, 1, 2]) {
      await (await frameOf(page, number)).locator(".embed").waitFor({ timeout: 90_000 });
    }
    assert.ok(kept.length >= 4, kept.join());
    assert.deepEqual(kept, [...new Set(kept)]);
  });
  await page.context().close();
});

walk("the element shows a scenario, tells what it comes to, and takes another", HOSTS, async (given) => {
  const { page, step, eventually, shot } = given;
  // The document and the playground are on two hosts.
  await reading(given, element(`example="${CHAINED}" panel="why" theme="dark" editable`, '<p id="instead">A picture</p>', given.url), async () => {
    await step("ready, with its result", async () => {
      await eventually(async () => assert.equal((await said(page, "result")).length > 0, true));
      const [ready] = await said(page, "ready");
      assert.deepEqual([ready.panel, ready.editable], ["why", true]);
      const result = await page.evaluate(() => document.querySelector("assume-role-playground").result);
      assert.equal(result.meetsExpectations, true);
      assert.deepEqual(result.steps.map(({ id, result: came, error }) => [id, came, error]), [
        ["deploy", "succeeded", undefined],
        ["prod", "refused", "ValidationError"],
        ["logs", "notReached", undefined],
        ["read", "notReached", undefined],
      ]);
      const [{ session }, { caller, status, message }] = result.steps;
      assert.equal(session.boundedBy, "roleMaximum");
      assert.equal(Date.parse(session.expires) - Date.parse(session.issued), 4 * 3_600_000);
      assert.deepEqual([caller, status, message], ["deploy", 400,
        "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining."]);
      assert.equal(await page.locator("#instead").isVisible(), false);
    });
    const frame = await frameOf(page);
    await step("as high as it wants to be", async () => {
      await eventually(async () => {
        const [inside, outside] = await Promise.all([
          frame.evaluate(() => document.querySelector(".embed").getBoundingClientRect().height),
          page.locator("iframe").evaluate((found) => found.getBoundingClientRect().height),
        ]);
        assert.ok(Math.abs(outside - inside - 2) <= 2, `${outside} around ${inside}`);
      });
      assert.equal(await frame.evaluate(() => document.documentElement.dataset.theme), "dark");
      await shot("embed-element");
    });
    await step("an edit is told, without the scenario", async () => {
      await frame.getByRole("button", { name: /3600|1 hour/u }).first().click();
      await eventually(async () => assert.equal((await said(page, "change")).length, 1));
      assert.deepEqual(await said(page, "change"), [{ type: "change" }]);
      await eventually(async () => {
        const told = await page.evaluate(() => document.querySelector("assume-role-playground").result);
        assert.equal(told.steps[1].result, "succeeded");
      });
    });
    await step("another theme, another step, another scenario", async () => {
      await page.evaluate(() => {
        const found = document.querySelector("assume-role-playground");
        found.setAttribute("theme", "light");
        found.setAttribute("example", "three-hop-chain");
      });
      await eventually(async () => {
        const told = await page.evaluate(() => document.querySelector("assume-role-playground").result);
        assert.deepEqual(Object.fromEntries(told.steps.map(({ id }) => [id, "allowed"])), GOES_WELL);
        assert.equal(told.steps[1].result, "succeeded");
      });
      assert.equal(await frame.evaluate(() => document.documentElement.dataset.theme), "light");
      await page.evaluate(() => document.querySelector("assume-role-playground").setAttribute("step", "prod"));
      await eventually(async () => assert.match(await frame.locator(".strip-call-selected").innerText(), /2/u));
    });
    await step("what is none is an error, and nothing changes", async () => {
      await page.evaluate(() => {
        document.querySelector("assume-role-playground").scenario = { version: 1, titel: "x" };
      });
      await eventually(async () => assert.match((await said(page, "error")).at(-1).message, /^This is not a scenario\. 1:1 /u));
      assert.match(await frame.locator(".embed-title").innerText(), /./u);
    });
  });
});

walk("the element gives the scenario to a document that asks for it, and takes one as an object before it is ready", HOSTS, async (given) => {
  const { page, eventually } = given;
  await reading(given, element('panel="why" editable tells-scenario'), async (host) => {
    const text = await page.evaluate(async () => (await import("/play/assume-role-playground.js")) && null);
    assert.equal(text, null);
    const examples = await (await fetch(new URL("play/", host.address))).text();
    const file = examples.match(/href="\.\/(examples[^"]+)"/u)[1];
    const lines = await (await fetch(new URL(`play/${file}`, host.address))).text();
    const scenario = JSON.parse(lines.split("\n").find((line) => line.startsWith(`${CHAINED}\t`)).split("\t")[1]);
    scenario.title = "Given by the document";
    await page.evaluate((value) => {
      document.querySelector("assume-role-playground").scenario = value;
    }, scenario);
    const frame = await frameOf(page);
    await eventually(async () => assert.equal(await frame.locator(".embed-title").innerText(), "Given by the document"));
    await frame.getByRole("button", { name: /3600|1 hour/u }).first().click();
    await eventually(async () => assert.equal((await said(page, "change")).length, 1));
    const changed = await page.evaluate(() => document.querySelector("assume-role-playground").scenario);
    assert.equal(JSON.parse(changed).title, "Given by the document");
    assert.match(changed, /"DurationSeconds": 3600/u);
    assert.doesNotMatch(changed, /"DurationSeconds": 7200/u);
  });
});

/** What the element on the page was told last. */
const lastResult = (page) => page.evaluate(() => document.querySelector("assume-role-playground").result);
const titleOf = (frame) => frame.locator(".embed-title").innerText();

walk("an element that a library makes and puts in, setting properties wherever there are any, comes, changes and goes", HOSTS, async (given) => {
  const { page, step, eventually } = given;
  const shows = (step_, verdict) => eventually(async () => assert.equal((await verdicts(await frameOf(page)))[step_], verdict));
  await reading(given, `<main></main><script type="module" src="/play/assume-role-playground.js"></script>`, async () => {
    // As React 19 and Vue 3 do it: each value as a property where the element has one of that name, else as an attribute.
    await page.evaluate(async () => {
      await customElements.whenDefined("assume-role-playground");
      window.give = (element, values) => {
        for (const [name, value] of Object.entries(values)) {
          if (name in element) element[name] = value;
          else if (value === null) element.removeAttribute(name);
          else element.setAttribute(name, value);
        }
      };
      window.put = (values) => {
        const element = document.createElement("assume-role-playground");
        window.give(element, values);
        document.querySelector("main").replaceChildren(element);
      };
    });
    await step("it comes", async () => {
      await page.evaluate((example) => window.put({ example, panel: "chain", label: "A chain", eager: "" }), CHAINED);
      await shows("prod", "denied");
      assert.match(await page.locator("iframe").getAttribute("src"), /[?&]embed=chain&/u);
    });
    await step("another page of the site has another one in its place", async () => {
      await page.evaluate(() => window.put({ panel: "why", scenario: "example=three-hop-chain", eager: "" }));
      await eventually(async () => assert.match(await page.locator("iframe").getAttribute("src"), /[?&]embed=why&/u));
      await eventually(async () => assert.equal(await page.evaluate(() => document.querySelector("assume-role-playground").result?.meetsExpectations), true));
    });
    await step("a value that is taken back is what the attribute says", async () => {
      const said = await page.evaluate((example) => {
        const element = document.querySelector("assume-role-playground");
        window.give(element, { scenario: null, example, panel: null });
        return [element.scenario, element.panel, element.hasAttribute("panel")];
      }, CHAINED);
      assert.deepEqual(said, [`example=${CHAINED}`, "whole", false]);
      await eventually(async () => assert.equal(await page.evaluate(() => document.querySelector("assume-role-playground").result?.steps[1]?.result), "refused"));
    });
  });
});

walk("what a document changes before the frame is there, and all at once, reaches it", HOSTS, async (given) => {
  const { page, step, eventually } = given;
  await reading(given, element(`example="three-hop-chain" panel="why" step="logs"`), async () => {
    await page.evaluate(() => {
      const found = document.querySelector("assume-role-playground");
      found.setAttribute("theme", "dark");
      found.setAttribute("step", "read");
      found.setAttribute("example", "chained-hop-asks-two-hours");
    });
    const frame = await frameOf(page);
    const number = async (wanted) => eventually(async () => assert.match(await frame.locator(".strip-call-selected").innerText(), wanted));
    await step("before it is there", async () => {
      await eventually(async () => assert.equal((await lastResult(page))?.steps[1].result, "refused"));
      await number(/4/u);
      assert.equal(await frame.evaluate(() => document.documentElement.dataset.theme), "dark");
    });
    await step("another scenario with the step that is named before it", async () => {
      await page.evaluate(() => {
        const found = document.querySelector("assume-role-playground");
        found.setAttribute("step", "prod");
        found.setAttribute("example", "three-hop-chain");
      });
      await eventually(async () => assert.equal((await lastResult(page)).steps[1].result, "succeeded"));
      await number(/2/u);
    });
    await step("and another with the step that is still named", async () => {
      await page.evaluate(() => document.querySelector("assume-role-playground").setAttribute("step", "deploy"));
      await number(/1/u);
      await page.evaluate(() => document.querySelector("assume-role-playground").setAttribute("example", "chained-hop-asks-two-hours"));
      await eventually(async () => assert.equal((await lastResult(page)).steps[1].result, "refused"));
      await number(/1/u);
    });
    await step("a name that is taken away changes nothing", async () => {
      const before = await titleOf(frame);
      await page.evaluate(() => {
        const found = document.querySelector("assume-role-playground");
        found.removeAttribute("example");
        found.setAttribute("theme", "light");
      });
      await eventually(async () => assert.equal(await frame.evaluate(() => document.documentElement.dataset.theme), "light"));
      assert.equal(await titleOf(frame), before);
      assert.deepEqual(await said(page, "error"), []);
    });
    await step("the same mistake twice is told twice", async () => {
      for (const times of [1, 2, 3]) {
        await page.evaluate(() => {
          document.querySelector("assume-role-playground").scenario = "{}";
        });
        await eventually(async () => assert.equal((await said(page, "error")).length, times));
      }
    });
  });
});

walk("what a document answers to ready is heard, and it learns what its address got wrong", HOSTS, async (given) => {
  const { page, step, eventually } = given;
  const answering = (messages) => `<script>
    window.told = [];
    addEventListener("message", ({ data, source }) => {
      told.push(data);
      if (data.type === "ready")
        for (const message of ${JSON.stringify(messages)}) source.postMessage({ source: "assume-role-playground", v: 1, ...message }, "*");
    });
  </script>`;
  const frameTag = (hash) => `<iframe title="Why" src="/play/?embed=why#${hash}" width="1000" height="500"></iframe>`;
  await step("a scenario, a step and a theme", async () => {
    const messages = [load, { type: "set", step: "logs", theme: "dark" }, { type: "run" }];
    await reading(given, answering(messages) + frameTag("work"), async () => {
      const frame = await frameOf(page);
      await eventually(async () => assert.match(await frame.locator(".strip-call-selected").innerText(), /3/u));
      assert.equal(await frame.evaluate(() => document.documentElement.dataset.theme), "dark");
      await eventually(async () => assert.equal(await page.evaluate(() => told.findLast(({ type }) => type === "result")?.steps.length), 4));
      // The page was there when it said so.
      assert.equal(await page.evaluate(() => told.some(({ type }) => type === "error")), false);
    });
  });
  await step("an example that does not exist", async () => {
    await reading(given, answering([{ type: "run" }]) + frameTag("example=no-such-example"), async () => {
      await eventually(async () => assert.ok(await page.evaluate(() => told.some(({ type }) => type === "error"))));
    });
  });
});

/** Snippets of one article, each going on from the one before it. */
const SNIPPETS = `
  <assume-role-snippet id="world" src="/play/" eager example="${CHAINED}" step="prod" label="The chain"></assume-role-snippet>
  <assume-role-snippet id="less" from="world" src="/play/" eager step="prod" label="For an hour">
    <pre>{ "steps": [{ "id": "prod", "AssumeRole": { "DurationSeconds": 3600 }, "expect": { "result": "succeeded" } }] }</pre>
  </assume-role-snippet>
  <assume-role-snippet id="denied" from="less" src="/play/" eager step="prod" label="Denied by its boundary">
    <pre>{ "title": "A follower" }</pre>
  </assume-role-snippet>
  <assume-role-snippet id="lost" from="nobody" src="/play/" label="Lost"><pre>{}</pre></assume-role-snippet>
  <script type="module" src="/play/assume-role-snippet.js"></script>`;

walk("snippets of one article go on from each other, and an edit of one runs its followers again", HOSTS, async (given) => {
  const { page, step, eventually, axe, shot } = given;
  await reading(given, SNIPPETS, async () => {
    const second = (id) => page.evaluate((name) => document.getElementById(name).result?.steps[1]?.result, id);
    const comeTo = (expected) => eventually(async () => assert.deepEqual(await Promise.all(["world", "less", "denied"].map(second)), expected));
    await step("each on top of the one before it", async () => {
      await comeTo(["refused", "succeeded", "succeeded"]);
      assert.equal(await page.locator("#world textarea").count(), 0);
      assert.equal(await page.locator("#less pre").isVisible(), false);
      await page.locator("#lost p").getByText("There is no snippet “nobody” to go on from.").waitFor();
      await axe("body");
      await shot("embed-snippets");
    });
    await step("an edit runs it and its follower, and not the one before", async () => {
      await page.locator("#less textarea").fill('{ "steps": [{ "id": "prod", "AssumeRole": { "DurationSeconds": 3601 } }] }');
      await comeTo(["refused", "refused", "refused"]);
      await page.locator("#less textarea").fill('{ "steps": [{ "id": "prod", "AssumeRole": { "DurationSeconds": 900 } }] }');
      await comeTo(["refused", "succeeded", "succeeded"]);
    });
    await step("what is no JSON is told where it stands, and mended", async () => {
      await page.locator("#denied textarea").fill('{ "title": ');
      await eventually(async () => assert.match(await page.locator("#denied p").innerText(), /^1:/u));
      await page.locator("#denied textarea").fill('{ "title": "Mended" }');
      await eventually(async () => assert.equal(await page.locator("#denied p").textContent(), ""));
      await page.frameLocator("#denied iframe").getByRole("heading", { name: "Mended" }).waitFor();
    });
  });
});

walk("a scenario without steps has a result too, which has none", HOSTS, async (given) => {
  const { page, eventually } = given;
  await reading(given, element(`example="${CHAINED}"`), async () => {
    const told = () => page.evaluate(() => document.querySelector("assume-role-playground").result);
    await eventually(async () => assert.equal((await told())?.steps.length, 4));
    await page.evaluate(() => {
      document.querySelector("assume-role-playground").scenario = {
        version: 1,
        title: "Only a world",
        start: { principal: "arn:aws:iam::111111111111:user/alice", time: "2026-11-22T10:00:00Z" },
        accounts: [{ AccountId: "111111111111", Users: [{ UserName: "alice" }] }],
        steps: [],
      };
    });
    await eventually(async () => assert.deepEqual([(await told()).title, (await told()).steps], ["Only a world", []]));
    const before = (await said(page, "result")).length;
    await page.evaluate(() => document.querySelector("assume-role-playground").run());
    await eventually(async () => assert.ok((await said(page, "result")).length > before));
  });
});

walk("where no frame comes, what stands inside the element goes on being seen", { ...HOSTS, fails: [/answer 404/u, /console error/u] }, async (given) => {
  const { page } = given;
  const picture = '<svg role="img" aria-label="Three calls" width="90" height="30"><circle cx="15" cy="15" r="9"/></svg>';
  await reading(given, element(`example="${CHAINED}"`, picture, "/play/missing/"), async () => {
    await page.waitForTimeout(800);
    await page.getByRole("img", { name: "Three calls" }).waitFor();
    assert.equal(await page.locator("iframe").isVisible(), false);
  });
});

/** Buttons and fields of the frame that are seen and that would change something, by what they are called. */
const openFields = (frame) =>
  frame.locator("input:visible, select:visible, textarea:visible").evaluateAll((all) =>
    all
      .filter((field) => field.type !== "search" && !field.closest(".terminal, .credentials-session"))
      .filter((field) => !(field.readOnly || field.disabled))
      .map((field) => field.getAttribute("aria-label") ?? field.labels?.[0]?.textContent ?? field.outerHTML),
  );

/** Every view of the workbench, by how one gets there. */
async function everyView(frame, visitView) {
  const tab = (name) => frame.getByRole("tab", { name, exact: false }).first();
  const unfold = async () => {
    for (;;) {
      const closed = frame.locator('.region-world [role="treeitem"][aria-expanded="false"]').first();
      if ((await closed.count()) === 0) return;
      await closed.focus();
      await closed.press("ArrowRight");
    }
  };
  await unfold();
  const ids = await frame.locator('.region-world [role="treeitem"]').evaluateAll((all) => all.map(({ id }) => id));
  assert.ok(ids.length > 4, ids.join());
  for (const id of ids) {
    await visitView(`node ${id}`, async () => {
      await unfold();
      await frame.locator(`[id="${id}"]`).click();
    });
  }
  const home = async () => {
    const close = frame.getByRole("button", { name: "Close, show the steps" });
    if ((await close.count()) > 0) await close.click();
  };
  for (const name of ["Steps", "Events", "Problems"]) {
    await visitView(name, async () => {
      await home();
      await tab(name).click();
    });
  }
  const steps = await frame.locator("figure [data-step]").count();
  for (let at = 0; at < steps; at += 1) {
    for (const name of ["Why", "Request", "Credentials", "Terminal"]) {
      await visitView(`step ${at + 1}, ${name}`, async () => {
        await home();
        await frame.locator("figure [data-step]").nth(at).click();
        await tab(name).click();
        for (const summary of await frame.locator(".inspector-panel details:not([open]) > summary:visible").all()) await summary.click();
      });
    }
  }
}

walk("a frame that is only to be read has no button that changes anything, and its fields are closed", { width: 1440, hosts: true, seconds: 300 }, async (given) => {
  const { page, step, eventually } = given;
  for (const id of [CHAINED, "vendor-confused-deputy", "saml-console-role"]) {
    const frameTag = `<iframe title="All" src="/play/?embed#example=${id}" width="1400" height="880"></iframe>`;
    await reading(given, frameTag, async () => {
      const frame = await frameOf(page);
      await frame.locator(".embed-reads-only figure [data-step]").first().waitFor({ state: "attached" });
      const tried = new Set();
      await everyView(frame, (name, go) =>
        step(`${id}: ${name}`, async () => {
          await go();
          await eventually(async () => assert.deepEqual(await openFields(frame), []));
          const label = (button) => button.evaluate((it) => (it.getAttribute("aria-label") ?? it.textContent).replaceAll(/[\d]+/gu, "n").trim());
          for (const button of await frame.locator(".region-below button:visible:enabled:not([role=tab]), .inspector-panel button:visible:enabled").all()) {
            if ((await button.count()) === 0 || !(await button.isVisible())) continue;
            const words = await label(button);
            if (tried.has(words) || words.startsWith("Copy")) continue;
            tried.add(words);
            await button.click();
            await frame.waitForTimeout(30);
            assert.equal(await frame.getByText("This is here to be read.").count(), 0, `“${words}” is offered`);
            await go();
          }
        }),
      );
      assert.ok(tried.size > 3, [...tried].join());
    });
  }
});

walk("a sandboxed frame without an origin works where the host lets it", HOSTS, async (given) => {
  const { page, eventually } = given;
  await reading(given, element(`example="${CHAINED}" panel="chain" sandboxed`), async () => {
    await eventually(async () => assert.equal((await said(page, "result")).length > 0, true));
    const frame = await frameOf(page);
    assert.equal(await frame.evaluate(() => window.origin), "null");
    await frame.locator("figure [data-step]").first().waitFor();
  });
});

walk("where the script or the frame does not come, what stands inside the element is seen, with a link", HOSTS, async (given) => {
  const { page } = given;
  const instead = '<a href="https://example.com/">The chain as a picture</a>';
  await reading(given, `<assume-role-playground>${instead}</assume-role-playground>`, async () => {
    await page.getByRole("link", { name: "The chain as a picture" }).waitFor();
  });
});

/** Everything that a frame tells the window around it, written down. */
const LISTENING = "<script>window.told = []; addEventListener('message', ({ data }) => told.push(data));</script>";

walk("a frame hears only the document around it, of the origin that its address names", HOSTS, async (given) => {
  const { page, step, eventually } = given;
  const inside = `/play/?embed=why#example=${CHAINED}`;
  const pages = {
    "/": html(`${LISTENING}<iframe id="play" title="Why" src="${inside}" width="1000" height="500"></iframe><iframe id="stranger" title="Stranger" src="/stranger"></iframe>`),
    "/stranger": html(""),
  };
    await reading(given, pages, async () => {
    const frame = await (await page.locator("#play").elementHandle()).contentFrame();
    const title = () => frame.locator(".embed-title").innerText();
    await frame.locator(".embed").waitFor();
    const first = await title();
    await step("nobody is told anything before the document has spoken, but that it is there", async () => {
      await eventually(async () => assert.ok((await page.evaluate(() => told.length)) >= 2));
      const kinds = await page.evaluate(() => [...new Set(told.map(({ type }) => type))].sort());
      assert.deepEqual(kinds, ["ready", "resize"]);
    });
    await step("another frame is not heard", async () => {
      const stranger = await (await page.locator("#stranger").elementHandle()).contentFrame();
      await stranger.evaluate((message) => parent.frames[0].postMessage(message, "*"), load);
      await stranger.evaluate(() => parent.frames[0].postMessage({ source: "assume-role-playground", v: 1, type: "run" }, "*"));
      // Nor the frame itself.
      await frame.evaluate((message) => window.postMessage(message, "*"), load);
      await page.waitForTimeout(300);
      assert.equal(await title(), first);
      assert.deepEqual(await page.evaluate(() => told.filter(({ type }) => type === "result")), []);
    });
    await step("what is malformed, of another version or hostile is left alone or refused in words, and the frame goes on", async () => {
      const send = (message) => page.evaluate((value) => frames[0].postMessage(value, "*"), message);
      for (const message of [null, 7, "text", [], ["load"], {}, { source: "else", v: 1, type: "load", scenario: "x" }, { v: 1, type: "run" }]) {
        await send(message);
      }
      await page.waitForTimeout(100);
      assert.deepEqual(await page.evaluate(() => told.filter(({ type }) => !["ready", "resize"].includes(type))), []);
      const of = { source: "assume-role-playground", v: 1 };
      const refusals = [
        [{ ...of, v: 2, type: "run" }, /version 1/u],
        [{ ...of, v: "1", type: "run" }, /version 1/u],
        [{ ...of, type: "load" }, /wants `scenario`/u],
        [{ ...of, type: "load", scenario: { version: 1 } }, /wants `scenario`/u],
        [{ ...of, type: "__proto__" }, /`load`, `set` and `run`/u],
        [{ ...of, type: "constructor" }, /`load`, `set` and `run`/u],
        [{ ...of, type: "set", step: "__proto__" }, /no step `__proto__`/u],
        [{ ...of, type: "set", step: "hasOwnProperty" }, /no step `hasOwnProperty`/u],
        [{ ...of, type: "load", scenario: "example=toString" }, /no example `toString`/u],
        [{ ...of, type: "load", scenario: "v1.AAAA" }, /damaged/u],
        [{ ...of, type: "load", scenario: '{"__proto__": {"polluted": true}, "constructor": {"prototype": {"polluted": true}}}' }, /not a scenario/u],
        [{ ...of, type: "load", scenario: "[".repeat(100_000) }, /not a scenario/u],
      ];
      for (const [message, words] of refusals) {
        await send(message);
        await eventually(async () => assert.match(await page.evaluate(() => told.findLast(({ type }) => type === "error")?.message ?? ""), words));
      }
      await page.evaluate((head) => frames[0].postMessage({ ...head, type: "load", scenario: "x".repeat(5_000_000) }, "*"), of);
      await eventually(async () => assert.match(await page.evaluate(() => told.findLast(({ type }) => type === "error")?.message ?? ""), /too large/u));
      await page.evaluate((head) => frames[0].postMessage(Object.assign(JSON.parse('{"__proto__": {"polluted": true}}'), head, { type: "run" }), "*"), of);
      // Its height may be told after it.
      await eventually(async () => assert.equal(await page.evaluate(() => told.findLast(({ type }) => type !== "resize")?.type), "result"));
      assert.equal(await frame.evaluate(() => ({}).polluted), undefined);
      assert.equal(await title(), first);
    });
    await step("the document itself is heard", async () => {
      await page.evaluate((message) => frames[0].postMessage(message, "*"), load);
      await eventually(async () => assert.notEqual(await title(), first));
    });
  });
});

// The browser says so too.
const NOT_MEANT = { ...HOSTS, fails: [/target origin provided \('https:\/\/docs\.example\.com'\) does not match/u] };
walk("a document of another origin than the address names is neither heard nor told", NOT_MEANT, async (given) => {
  const { page } = given;
  const address = `/play/?embed=why&origin=https://docs.example.com#example=${CHAINED}`;
  await reading(given, `${LISTENING}<iframe title="Why" src="${address}" width="1000" height="500"></iframe>`, async () => {
    const frame = await frameOf(page);
    const title = () => frame.locator(".embed-title").innerText();
    await frame.locator(".embed").waitFor();
    const shown = await title();
    await page.evaluate((message) => frames[0].postMessage(message, "*"), load);
    await page.waitForTimeout(300);
    assert.equal(await title(), shown);
    assert.deepEqual(await page.evaluate(() => told), []);
  });
});

walk("the element hears only its own frame", HOSTS, async (given) => {
  const { page, eventually } = given;
  await reading(given, element(`example="${CHAINED}" panel="why"`), async () => {
    await eventually(async () => assert.equal((await said(page, "result")).length > 0, true));
    const before = await page.evaluate(() => said.length);
    await page.evaluate(() => {
      const head = { source: "assume-role-playground", v: 1 };
      for (const type of ["ready", "result", "change", "error", "resize"]) window.postMessage({ ...head, type, height: 9 }, "*");
    });
    const frame = await frameOf(page);
    // Its own frame with another version, and with a type that is a name of every object.
    await frame.evaluate(() => {
      parent.postMessage({ source: "assume-role-playground", v: 2, type: "result" }, "*");
      parent.postMessage({ source: "assume-role-playground", v: 1, type: "constructor" }, "*");
      parent.postMessage({ source: "assume-role-playground", v: 1, type: "resize", height: 1e9 }, "*");
    });
    await eventually(async () => assert.equal(await page.locator("iframe").evaluate((found) => found.offsetHeight), 4002));
    assert.equal(await page.evaluate(() => said.length), before);
  });
});

walk("the worked example of plain HTML shows a chain, and tells what becomes of it when somebody tries less", HOSTS, async (given) => {
  const { page, step, eventually, axe, shot } = given;
  const file = (name) => readFile(new URL(`../../docs/embed/plain/${name}`, import.meta.url), "utf8");
  const pages = { "/": await file("index.html"), "/chain.svg": [TYPES[".svg"], await file("chain.svg")] };
  await reading(given, pages, async ({ address }) => {
    await step("where no script runs, a picture that is a link stands in its place", async () => {
      const plain = await page.context().browser().newContext({ javaScriptEnabled: false });
      const read = await plain.newPage();
      await read.goto(address);
      const links = read.getByRole("link", { name: "the second asks for two hours and is refused" });
      assert.deepEqual([await links.count(), await read.locator("iframe").count()], [1, 0]);
      const picture = await links.first().locator("img").boundingBox();
      assert.ok(picture.width > 400 && picture.height > 100, JSON.stringify(picture));
      await plain.close();
    });
    const came = page.locator("#came");
    await eventually(async () => assert.equal(await came.innerText(), "deploy succeeded, prod refused, logs notReached, read notReached"));
    await page.locator("#why").scrollIntoViewIfNeeded();
    const frame = await frameOf(page, 1);
    await frame.getByRole("button", { name: /3600|1 hour/u }).first().click();
    await eventually(async () => assert.equal(await came.innerText(), "deploy succeeded, prod succeeded, logs succeeded, read succeeded"));
    await axe("body");
    await shot("embed-plain");
  });
});

const TYPES = { ".html": "text/html; charset=utf-8", ".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml", ".png": "image/png", ".woff2": "font/woff2", ".txt": "text/plain" };

/** Builds the worked example of mdBook as its README says, and gives its files by their paths on a host. */
async function book(url) {
  const folder = await mkdtemp(join(tmpdir(), "book-"));
  try {
    await cp(fileURLToPath(new URL("../../docs/embed/mdbook", import.meta.url)), folder, { recursive: true });
    // Of the built site the one file that the book itself names; the host gives the rest.
    await mkdir(join(folder, "src/play"), { recursive: true });
    const script = await (await fetch(new URL("assume-role-playground.js", url))).text();
    await writeFile(join(folder, "src/play/assume-role-playground.js"), script);
    assert.ok(process.env.MDBOOK, "MDBOOK names the program that builds the book; `cargo xtask test --only page` does");
    await promisify(execFile)(process.env.MDBOOK, ["build", folder, "--dest-dir", join(folder, "made")]);
    const made = await readdir(join(folder, "made"), { recursive: true, withFileTypes: true });
    const pages = {};
    for (const entry of made.filter((one) => one.isFile())) {
      const file = join(entry.parentPath, entry.name);
      const path = `/${relative(join(folder, "made"), file).split(sep).join("/")}`;
      pages[path] = [TYPES[extname(file)] ?? "application/octet-stream", await readFile(file)];
    }
    return pages;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

walk("the worked example of mdBook is built, and its chapter shows a chain", { hosts: true, seconds: 120 }, async (given) => {
  const { page, url, step, eventually, shot } = given;
  const pages = await step("build it", () => book(url));
  assert.ok("/play/assume-role-playground.js" in pages, "mdBook copies what is no chapter");
  await reading(given, pages, async ({ address }) => {
    await step("read the chapter", async () => {
      await page.goto(`${address}chaining.html`);
      await page.locator("main h1", { hasText: "Role chaining" }).waitFor();
      await page.locator("assume-role-playground").scrollIntoViewIfNeeded();
      await page.locator("iframe").waitFor();
      const frame = await frameOf(page);
      await frame.locator("figure [data-step]").first().waitFor({ state: "attached" });
      await eventually(async () => assert.deepEqual(await verdicts(frame), REFUSED));
      assert.equal(await page.locator("iframe").getAttribute("title"), "A chain whose second hop is refused");
      assert.ok("/chain.svg" in pages, "the picture for where no script runs is in the book");
      await shot("embed-mdbook");
    });
  });
});
