// Hostile input: whatever is pasted into a document gets a finding with its place, and the page goes on answering.

import assert from "node:assert/strict";
import { editor } from "./support/editor.mjs";
import { walk } from "./support/walk.mjs";
import { choose, node, openExample, trustPolicy, verdicts } from "./support/workbench.mjs";

const ALLOW = { Effect: "Allow", Principal: { AWS: "arn:aws:iam::222222222222:root" }, Action: "sts:AssumeRole" };
const policy = (statements) => JSON.stringify({ Version: "2012-10-17", Statement: statements });

/** A text of at least that many characters: statements as people write them. */
function long(characters) {
  const statement = JSON.stringify({ Sid: "Number00000", ...ALLOW });
  const count = Math.ceil(characters / statement.length);
  return policy(Array.from({ length: count }, (_, number) => ({ Sid: `Number${number}`, ...ALLOW })));
}

/** Stars with a letter between them, which a careless matcher tries in every division. */
const GLOB = "*a".repeat(500);

const TRUST = [
  ["a megabyte of statements", () => long(1_000_000), /characters; the quota is 2048/],
  ["a hundred thousand empty statements", () => `{"Version":"2012-10-17","Statement":[${"{},".repeat(99_999)}{}]}`, /has no Effect/],
  ["ten thousand brackets", () => `${"[".repeat(10_000)}${"]".repeat(10_000)}`, /nested deeper than 127/],
  ["ten thousand objects in each other", () => `${'{"a":'.repeat(10_000)}1${"}".repeat(10_000)}`, /nested deeper than 127/],
  ["ten thousand brackets that are never closed", () => "[".repeat(10_000), /nested deeper than 127/],
  ["a NUL in a name", () => policy([ALLOW]).replace("Effect", "Eff\u0000ect"), /U\+0000 is not allowed/],
  ["a NUL that is written as an escape", () => policy([{ ...ALLOW, Sid: "\u0000" }]), /letters and digits only/],
  ["half a character as it is", () => policy([{ ...ALLOW, Sid: "x" }]).replace('"x"', '"\ud83d"'), /letters and digits only/],
  ["half a character that is written as an escape", () => policy([{ ...ALLOW, Sid: "x" }]).replace('"x"', '"\\ud83d"'), /Half of a surrogate pair stands alone/],
  ["a test that is all stars", () => policy([{ ...ALLOW, Condition: { StringEquals: { "sts:RoleSessionName": GLOB } } }]), /knows no wildcards/],
  ["nothing", () => "", /The text is empty/],
];

/** Letters that turn the direction of what follows them. */
const TURNS = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u;

const ALL_ALLOWED = { deploy: "allowed", prod: "allowed", logs: "allowed", read: "allowed" };

walk("hostile text in a trust policy is told with its place, and the page goes on answering", { seconds: 300 }, async ({ page, open, step, eventually }) => {
  page.setDefaultTimeout(60_000);
  const shows = (expected) => eventually(async () => assert.deepEqual(await verdicts(page), expected));
  await openExample(page, open, "three-hop-chain");
  const field = await trustPolicy(page, "ProdAdmin");
  await field.waitFor();
  const sound = await field.inputValue();
  await shows(ALL_ALLOWED);
  const findings = page.getByRole("list", { name: "Findings in this document" }).getByRole("listitem");

  for (const [name, text, words] of TRUST) {
    await step(name, async () => {
      await field.fill(text());
      await eventually(async () => assert.match((await findings.allInnerTexts()).join("\n"), words));
      assert.match(await findings.first().getByRole("button").innerText(), /^\d+:\d+$/);
      await eventually(async () => assert.notEqual((await verdicts(page)).prod, "allowed"));
      // The page answers: another entity is opened, and the document again.
      await node(page, "DeployRole").click();
      await page.locator("#subject-name").waitFor();
      await trustPolicy(page, "ProdAdmin");
      await field.fill(sound);
      await shows(ALL_ALLOWED);
    });
  }

  await step("a pattern that is all stars decides all the same", async () => {
    const trust = (test) => {
      const document = JSON.parse(sound);
      Object.assign(document.Statement[0].Condition, test);
      return JSON.stringify(document);
    };
    await field.fill(trust({ StringLike: { "aws:PrincipalArn": `${GLOB}b` } }));
    await eventually(async () => assert.notEqual((await verdicts(page)).prod, "allowed"));
    await field.fill(trust({ StringNotLike: { "aws:PrincipalArn": `${GLOB}b` } }));
    await shows(ALL_ALLOWED);
  });
});

walk("hostile text in one's own case is passed over, and what stands beside it is answered", { seconds: 300 }, async ({ page, open, step, eventually }) => {
  page.setDefaultTimeout(60_000);
  await open();
  await page.getByRole("button", { name: "Paste your own case" }).click();
  const box = page.locator("textarea#own-case");
  await box.waitFor();
  const role = "arn:aws:iam::444455556666:role/R";
  const message = `An error occurred (AccessDenied) when calling the AssumeRole operation: User: arn:aws:iam::111122223333:user/jane is not authorized to perform: sts:AssumeRole on resource: ${role}`;
  for (const [name, text] of TRUST.filter(([name]) => name !== "nothing")) {
    await step(`${name}, beside an error message`, async () => {
      await box.fill(`${message}\n\n${text()}`);
      await eventually(async () => assert.match(await page.locator(".own-found").innerText(), /The error AccessDenied of AssumeRole/));
      await box.fill("");
      await eventually(async () => assert.doesNotMatch(await page.locator("main").innerText(), /The error AccessDenied of AssumeRole/));
    });
  }
});

walk("hostile text in place of a scenario is told, and the page goes on answering", { seconds: 300 }, async ({ page, open, step, eventually }) => {
  page.setDefaultTimeout(60_000);
  await openExample(page, open, "three-hop-chain");
  await choose(page, "More", "Edit the source");
  const source = editor(page, "source");
  await source.waitFor();
  const sound = await source.inputValue();
  for (const [name, text] of TRUST) {
    await step(`${name}, in place of the scenario`, async () => {
      await source.fill(text());
      await eventually(async () => assert.match(await page.locator("#source-findings").innerText(), /This text is not a scenario yet/));
      await source.fill(sound);
      await eventually(async () => assert.equal(await page.locator("#source-findings").count(), 0));
    });
  }
});

/** Markup, a script, a drawing with a handler, and characters that turn the direction of reading. */
const MARKUP = '<img src=x onerror=window.hurt=1><script>window.hurt=2</script><svg onload=window.hurt=3>"\'`&amp;\u202e\u2066';

/** The same where AWS takes no more than 50 characters. */
const SHORT = '<img src=x onerror=window.hurt=1>"\'`&amp;\u202e\u2066';

/** A scenario in which everything that may hold any text holds the worst. */
function hostileScenario() {
  const account = "111111111111";
  const role = (name) => `arn:aws:iam::${account}:role/${name}`;
  const document = {
    Version: "2012-10-17",
    Statement: [{ Sid: MARKUP, Effect: "Allow", Action: [MARKUP, "sts:*"], Resource: [MARKUP, "*"], Condition: { StringNotEquals: { [`aws:RequestTag/${MARKUP}`]: MARKUP } } }],
  };
  const trust = { Version: "2012-10-17", Statement: [{ ...ALLOW, Principal: { AWS: [`arn:aws:iam::${account}:root`] }, Condition: { StringEquals: { [MARKUP]: MARKUP } } }, { ...ALLOW, Principal: { AWS: account } }] };
  const step = (id, from, fields) => ({ id, ...(from && { from }), ...fields });
  return {
    version: 1,
    title: MARKUP,
    teaches: MARKUP,
    source: MARKUP,
    seed: MARKUP,
    start: { principal: `arn:aws:iam::${account}:user/alice`, time: "2026-11-22T10:00:00Z" },
    accounts: [
      {
        AccountId: account,
        AccountName: SHORT,
        Users: [{ UserName: "alice", UserPolicyList: [{ PolicyName: "P", PolicyDocument: document }, { PolicyName: "Broken", PolicyDocument: `{"a": ${MARKUP}` }] }],
        Roles: [
          { RoleName: "R", Description: MARKUP, AssumeRolePolicyDocument: trust, RolePolicyList: [{ PolicyName: "Q", PolicyDocument: document }] },
          { RoleName: "S", AssumeRolePolicyDocument: MARKUP, RolePolicyList: [] },
        ],
      },
    ],
    steps: [
      step("one", null, { AssumeRole: { RoleArn: role("R"), RoleSessionName: MARKUP, ExternalId: MARKUP, Tags: [{ Key: MARKUP, Value: MARKUP }], Policy: document } }),
      step("two", null, { AssumeRole: { RoleArn: role("R"), RoleSessionName: "plain" } }),
      step("three", null, { AssumeRole: { RoleArn: role("S"), RoleSessionName: "plain" } }),
      step("four", null, { Action: "s3:GetObject", Resource: `arn:aws:s3:::b/${MARKUP}`, context: { "aws:UserAgent": MARKUP } }),
    ],
  };
}

walk("a scenario full of markup runs nothing, in any view, export or link", { seconds: 300 }, async ({ page, open, step, eventually }) => {
  page.setDefaultTimeout(30_000);
  await openExample(page, open, "three-hop-chain");
  await choose(page, "More", "Edit the source");
  await editor(page, "source").fill(JSON.stringify(hostileScenario(), null, 2));
  await eventually(async () => assert.deepEqual(await page.locator("#source-findings").allInnerTexts(), []));
  await eventually(async () => assert.deepEqual(Object.keys(await verdicts(page)), ["one", "two", "three", "four"]));
  const unhurt = async () => {
    const found = await page.evaluate(() => ({
      hurt: window.hurt,
      made: document.querySelectorAll("#app :is(img, script, [onerror], [onload])").length,
    }));
    assert.deepEqual(found, { hurt: undefined, made: 0 });
  };
  await unhurt();
  await step("every node of the world", async () => {
    for (;;) {
      const closed = page.locator('.region-world [role="treeitem"][aria-expanded="false"]').first();
      if ((await closed.count()) === 0) break;
      await closed.focus();
      await closed.press("ArrowRight");
    }
    const ids = await page.locator('.region-world [role="treeitem"]').evaluateAll((all) => all.map(({ id }) => id));
    assert.ok(ids.length >= 8, ids.join());
    for (const id of ids) {
      await page.locator(`[id="${id}"]`).click();
      await unhurt();
    }
    await page.getByRole("button", { name: "Close, show the steps" }).click();
  });
  for (const name of ["Steps", "Events", "Problems"]) {
    await step(name, async () => {
      await page.getByRole("tab", { name }).first().click();
      await unhurt();
    });
  }
  for (const at of [0, 1, 2, 3]) {
    for (const name of ["Why", "Request", "Credentials", "Terminal"]) {
      await step(`step ${at + 1}, ${name}`, async () => {
        await page.locator("figure [data-step]").nth(at).click();
        await page.getByRole("tab", { name }).first().click();
        await unhurt();
      });
    }
  }
  for (const name of ["What-if", "Expectations"]) {
    await step(name, async () => {
      await page.getByRole("tab", { name }).first().click();
      await unhurt();
    });
  }
  await step("a copy beside its original", async () => {
    await page.getByRole("tab", { name: "What-if" }).first().click();
    await page.getByRole("button", { name: "Begin a copy" }).click();
    await unhurt();
    await page.getByRole("button", { name: "Discard the copy" }).click();
  });
  await step("the checks are played", async () => {
    await page.getByRole("button", { name: "Play the checks" }).click();
    await page.getByRole("group", { name: "Playback of the checks" }).waitFor();
    await unhurt();
    await page.keyboard.press("Escape");
  });
  for (const name of ["History", "Compare the AssumeRole calls"]) {
    await step(name, async () => {
      await choose(page, "More", name);
      await page.locator(".subject").waitFor();
      await unhurt();
    });
  }
  await step("the palette", async () => {
    await page.keyboard.press("Control+k");
    await page.keyboard.type("img");
    await page.getByRole("dialog").getByRole("option").first().waitFor();
    await unhurt();
    await page.keyboard.press("Escape");
  });
  await step("the file that is downloaded is the same scenario", async () => {
    const text = await downloaded(page, () => choose(page, "More", "Download the scenario"));
    assert.equal(JSON.parse(text).title, MARKUP);
  });
  await step("the drawing as a file", async () => {
    for (const name of ["SVG, light", "SVG, dark", "PNG, light", "PNG, dark", "Mermaid flowchart", "DOT, for Graphviz"]) {
      const text = await downloaded(page, () => choose(page, "Export the drawing", name));
      if (name.startsWith("SVG")) {
        const found = await page.evaluate((svg) => {
          const drawing = new DOMParser().parseFromString(svg, "image/svg+xml");
          return [drawing.documentElement.localName, drawing.querySelectorAll("parsererror, script, image, foreignObject, a, [onload], [onerror]").length];
        }, text);
        assert.deepEqual(found, ["svg", 0], name);
      }
      if (!name.startsWith("PNG")) {
        assert.doesNotMatch(text, TURNS, name);
      }
    }
    await unhurt();
  });
  const copied = async (menu, name) => {
    await page.evaluate(() => navigator.clipboard.writeText(""));
    await choose(page, menu, name);
    return eventually(async () => {
      const text = await page.evaluate(() => navigator.clipboard.readText());
      assert.notEqual(text, "");
      return text;
    });
  };
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await step("what is copied for documents", async () => {
    for (const name of ["Copy link for Markdown", "Copy as a frame (HTML)", "Copy as an element (HTML)"]) {
      const text = await copied("Share", name);
      assert.doesNotMatch(text, TURNS, name);
      if (name.endsWith("(HTML)")) {
        const made = await page.evaluate((html) => {
          const written = new DOMParser().parseFromString(html, "text/html");
          return [...written.querySelectorAll("body *")].map(({ localName }) => localName);
        }, text);
        const usual = { "Copy as a frame (HTML)": ["iframe"], "Copy as an element (HTML)": ["assume-role-playground", "a", "script"] };
        assert.deepEqual(made, usual[name], name);
      }
    }
    assert.doesNotMatch(await copied("More", "Copy a report (Markdown)"), TURNS);
  });
  await step("the link, opened by somebody else", async () => {
    const link = await copied("Share", "Copy link");
    await page.evaluate(() => localStorage.clear());
    await page.goto("about:blank");
    await page.goto(link);
    const ask = page.getByRole("button", { name: "Open it" });
    await page.locator("figure [data-step]").first().or(ask).first().waitFor();
    if (await ask.isVisible()) {
      await unhurt();
      await ask.click();
    }
    await eventually(async () => assert.deepEqual(Object.keys(await verdicts(page)), ["one", "two", "three", "four"]));
    assert.ok((await page.locator(".bar-title").innerText()).includes("<img"));
    await unhurt();
    await page.getByRole("button", { name: "Scenarios", exact: true }).click();
    await page.getByRole("heading", { name: "Scenarios", exact: true }).waitFor();
    await unhurt();
  });
});

/** The text of a file that the page gives. */
async function downloaded(page, ask) {
  const [download] = await Promise.all([page.waitForEvent("download"), ask()]);
  const chunks = [];
  for await (const chunk of await download.createReadStream()) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

walk("a file with more things than anybody made by hand is refused in words, and the work is still there", { seconds: 120 }, async ({ page, open, step, eventually }) => {
  page.setDefaultTimeout(60_000);
  await openExample(page, open, "three-hop-chain");
  const world = (count) => ({
    version: 1,
    title: "Large",
    start: { principal: "arn:aws:iam::111111111111:user/alice", time: "2026-11-22T10:00:00Z" },
    accounts: Array.from({ length: count }, (_, at) => ({ AccountId: String(100_000_000_000 + at) })),
    steps: [],
  });
  const file = (count) => ({ name: "large.json", mimeType: "application/json", buffer: Buffer.from(JSON.stringify(world(count))) });
  await step("100,000 accounts", async () => {
    await page.locator('input[type="file"]').setInputFiles(file(100_000));
    await page.getByText(/holds 100000 things; at most 20000 are read/u).first().waitFor();
    await eventually(async () => assert.deepEqual(await verdicts(page), ALL_ALLOWED));
  });
  await step("the page answers", async () => {
    await node(page, "DeployRole").click();
    await page.locator("#subject-name").waitFor();
  });
});
