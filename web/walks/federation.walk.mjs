// What an identity provider signs, issued and pasted in the page; Switch Role, passed roles, services and the broker's link.

import assert from "node:assert/strict";
import { generateKeyPairSync, sign } from "node:crypto";
import { walk } from "./support/walk.mjs";
import { choose, keys, openExample, verdicts } from "./support/workbench.mjs";

const ADD = "Add step";
const ISSUE = "Issue or paste what the provider signs";

/** Opens an example with a step's form beside the chain, or behind the phone's tab. */
async function form(page, open, example, id) {
  await openExample(page, open, example);
  await page.locator(`figure [data-step="${id}"]`).click();
  await toRequest(page);
}

const toRequest = (page) => toTab(page, "Request");

/** A tab of the inspector, which on a phone is behind a tab of its own. */
async function toTab(page, name) {
  const tab = page.getByRole("navigation", { name: "Parts of the workbench" }).getByRole("button", { name: "Why", exact: true });
  if (await tab.isVisible()) {
    await tab.click();
  }
  await page.getByRole("tab", { name }).click();
}

/** Chooses a step in the drawing, on a phone too. */
async function select(page, id) {
  const tab = page.getByRole("navigation", { name: "Parts of the workbench" }).getByRole("button", { name: "Chain", exact: true });
  if (await tab.isVisible()) {
    await tab.click();
  }
  await page.locator(`figure [data-step="${id}"]`).click();
}

/** Opens the menu that adds a step, on a phone too, and then the step's form. */
async function add(page, label) {
  const tab = page.getByRole("navigation", { name: "Parts of the workbench" }).getByRole("button", { name: "Chain", exact: true });
  if (await tab.isVisible()) {
    await tab.click();
  }
  await choose(page, ADD, label);
}

/** What the page says that was done; the phone says it to screen readers alone. */
const said = (page, text) => page.getByText(text).first().waitFor({ state: "attached" });

/** Opens what the start is, on a phone too. */
async function start(page) {
  const tab = page.getByRole("navigation", { name: "Parts of the workbench" }).getByRole("button", { name: "World", exact: true });
  if (await tab.isVisible()) {
    await tab.click();
  }
  await page.getByRole("treeitem", { name: /^Start/ }).first().click();
}

/** No accessibility error in the form. On a phone what has been scrolled half away counts as too small to touch, so there a
 * walk of its own looks at the whole page. */
async function checked(page, axe) {
  if (page.viewportSize().width > 600) {
    await axe(".region-inspector");
  }
}

/** A row of the form that issues, by the name that it is about. */
const row = (page, name) => page.locator(".signing-row", { has: page.locator("label", { hasText: new RegExp(`^${name}$`) }) }).locator("input");

/** What the service asks of the signed text, as it is shown: held, refused, not asked. */
const judged = (page) =>
  page.locator(".judged li").evaluateAll((all) =>
    all.map((one) => (one.className.includes("refused") ? "refused" : one.textContent.includes("not asked") ? "not asked" : "holds")),
  );

walk("a token is issued from a preset; its provider is registered in the same edit", { seconds: 150 }, async ({ page, open, see, step, eventually, axe, shot }) => {
  const shows = (id, expected) => eventually(async () => assert.equal((await verdicts(page))[id], expected));
  await form(page, open, "github-actions-main-branch", "branch");
  await shows("branch", "denied");

  await step("what the step says is there to be signed, each claim with its condition keys", async () => {
    await page.getByRole("button", { name: ISSUE }).click();
    await eventually(async () => assert.equal(await row(page, "sub").inputValue(), "repo:your-org/your-repo:ref:refs/heads/feature-login"));
    await see(page.locator(".signing").getByText("→ token.actions.githubusercontent.com:aud, token.actions.githubusercontent.com:oaud", { exact: true }));
    await see(page.locator(".signing").getByText("→ token.actions.githubusercontent.com:sub", { exact: true }));
    await checked(page, axe);
    await shot("issue-token");
  });

  await step("another subject is issued, and the role is given", async () => {
    await row(page, "sub").fill("repo:your-org/your-repo:ref:refs/heads/main");
    await page.getByRole("button", { name: "Issue token" }).click();
    await said(page, "Issued the token of hop 1.");
    await shows("branch", "allowed");
    await see(page.locator(".signing-done", { hasText: "Allowed" }));
    assert.equal(await page.getByRole("button", { name: "Issue token" }).getAttribute("aria-disabled"), "true");
    await eventually(async () => assert.deepEqual(await judged(page), Array(7).fill("holds")));
    await see(page.locator(".opened .facts-row", { hasText: "ES256" }));
    await checked(page, axe);
    await shot("issued-token");
  });

  await step("an issuer that IAM registers nowhere is refused at its row", async () => {
    const before = await row(page, "iss").inputValue();
    await row(page, "iss").fill("http://example.com");
    await see(page.locator(".signing-row").getByText("IAM registers issuers by an address that begins with https://."));
    assert.equal(await page.getByRole("button", { name: "Issue token" }).getAttribute("aria-disabled"), "true");
    await row(page, "iss").fill(before);
  });

  await step("a claim is added and becomes a tag; an audience that the provider does not have is refused with the reason", async () => {
    await page.getByRole("textbox", { name: /^Name of a claim to add/ }).or(page.getByRole("combobox", { name: /^Name of a claim to add/ })).fill("https://aws.amazon.com/source_identity");
    await page.getByRole("button", { name: "Add claim to it" }).click();
    await row(page, "https://aws.amazon.com/source_identity").fill("octocat");
    await see(page.locator(".signing").getByText("→ sts:SourceIdentity", { exact: true }));
    await row(page, "aud").fill("somebody-else");
    await page.getByRole("button", { name: "Issue token" }).click();
    await shows("branch", "denied");
    await eventually(async () => assert.deepEqual(await judged(page), [...Array(4).fill("holds"), "refused", "not asked", "not asked"]));
    await see(page.locator(".judged-refused").getByText("Incorrect token audience"));
  });

  await step("a provider that the account does not know is registered, and one undo takes both away", async () => {
    await page.locator("#signing-source").selectOption({ label: "GitLab" });
    await see(page.getByText("The provider gitlab.com with its keys is registered in account 111111111111."));
    await page.locator("#signing-algorithm").selectOption("RS256");
    await page.getByRole("button", { name: "Issue token" }).click();
    await said(page, "Issued the token of hop 1. The provider gitlab.com with its keys is registered in account 111111111111.");
    // The trust policy names another provider: the token itself is in order.
    await eventually(async () => assert.deepEqual(await judged(page), Array(7).fill("holds")));
    await see(page.locator(".opened .facts-row", { hasText: "RS256" }));
    await shows("branch", "denied");
    await page.getByRole("button", { name: "Undo: issue the token of hop 1" }).click();
    await see(page.getByText("The provider gitlab.com with its keys is registered in account 111111111111."));
    await eventually(async () => assert.deepEqual(await judged(page), [...Array(4).fill("holds"), "refused", "not asked", "not asked"]));
  });
});

walk("every preset of a token is issued and taken for its provider's own", { seconds: 150 }, async ({ page, open, step, eventually }) => {
  await form(page, open, "github-actions-main-branch", "main");
  await page.getByRole("button", { name: ISSUE }).click();
  await page.locator("#signing-source").waitFor();
  const titles = await page.locator("#signing-source option").allInnerTexts();
  assert.equal(titles.length, 11);
  for (const title of titles.slice(1, -1)) {
    await step(title, async () => {
      await page.locator("#signing-source").selectOption({ label: title });
      const issuer = (await row(page, "iss").inputValue()).replace("https://", "");
      await page.getByRole("button", { name: "Issue token" }).click();
      await eventually(async () => {
        assert.ok((await page.locator(".opened .facts-row", { hasText: "iss" }).first().innerText()).includes(issuer.slice(0, 12)));
        assert.deepEqual((await judged(page)).slice(0, 4), Array(4).fill("holds"));
      });
    });
  }
});

walk("a real token is pasted with its key set, and refused with the reason at its field", { seconds: 120 }, async ({ page, open, see, step, eventually, axe, shot }) => {
  await form(page, open, "github-actions-main-branch", "branch");
  await page.getByRole("button", { name: ISSUE }).click();
  await page.locator("#signing-source").selectOption("pasted");
  const give = page.getByRole("button", { name: "Use this token" });
  // A token as a provider makes it, by another library, and long over.
  const part = (value) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const claims = { iss: "https://issuer.example.com", sub: "joe", aud: "app", iat: 1300815780, exp: 1300819380 };
  const signed = `${part({ alg: "ES256", typ: "JWT" })}.${part(claims)}`;
  const token = `${signed}.${sign("sha256", Buffer.from(signed), { key: privateKey, dsaEncoding: "ieee-p1363" }).toString("base64url")}`;
  const jwks = JSON.stringify({ keys: [publicKey.export({ format: "jwk" })] });
  await step("nothing can be given yet", async () => {
    assert.equal(await give.getAttribute("aria-disabled"), "true");
    await page.locator("#signing-pasted-0").fill("a.b");
    await see(page.locator("#signing-pasted-0-note").getByText("Three parts with dots between them are wanted; it has 2."));
    await page.locator("#signing-pasted-0").fill(token);
    await page.locator("#signing-pasted-1").fill("{}");
    await see(page.locator("#signing-pasted-1-note").getByText("Expected an object with a list keys."));
    assert.equal(await give.getAttribute("aria-disabled"), "true");
    await checked(page, axe);
    await shot("paste-token");
  });
  await step("what was pasted is still there after another tab and the fold", async () => {
    await toTab(page, "Why");
    await toRequest(page);
    await eventually(async () => assert.equal(await page.locator("#signing-pasted-0").inputValue(), token));
    await page.getByRole("button", { name: ISSUE }).click();
    await eventually(async () => assert.equal(await page.locator("#signing-pasted-0").count(), 0));
    await page.getByRole("button", { name: ISSUE }).click();
    await eventually(async () => assert.equal(await page.locator("#signing-pasted-1").inputValue(), "{}"));
  });
  await step("with its keys the signature holds, though the token is long over", async () => {
    await page.locator("#signing-pasted-1").fill(jwks);
    await see(page.getByText("The provider issuer.example.com with its keys is registered in account 111111111111."));
    await give.click();
    await eventually(async () => assert.deepEqual(await judged(page), ["holds", "holds", "refused", ...Array(4).fill("not asked")]));
    await see(page.locator(".judged-refused").getByText(/^: no\. Token expired/).or(page.locator(".judged-refused", { hasText: "Token expired" })));
  });
  await step("another key, and the signature does not", async () => {
    await page.locator("#signing-pasted-1").fill(jwks.replace("P-256", "P-384"));
    await see(page.locator("#signing-pasted-1-note .field-note-bad"));
  });
});

walk("an assertion is issued from every preset, and its rows are refused with the reason", { seconds: 150 }, async ({ page, open, see, step, eventually, axe, shot }) => {
  const shows = (id, expected) => eventually(async () => assert.equal((await verdicts(page))[id], expected));
  await form(page, open, "saml-console-role", "global");
  await page.getByRole("button", { name: ISSUE }).click();
  await step("the length of the session is a number", async () => {
    await page.locator("#signing-source").selectOption({ label: "Okta" });
    await row(page, "SessionDuration").fill("one hour");
    await see(page.getByText("one hour is no number of seconds."));
    assert.equal(await page.getByRole("button", { name: "Issue assertion" }).getAttribute("aria-disabled"), "true");
    await checked(page, axe);
    await shot("issue-assertion");
    await row(page, "SessionDuration").fill("1800");
    await see(page.locator(".signing").getByText("→ saml:iss, saml:namequalifier", { exact: true }));
    await see(page.locator(".signing").getByText("→ sts:RoleSessionName", { exact: true }));
  });
  await step("tags, a source identity and a name", async () => {
    await row(page, "RoleSessionName").fill("alice");
    await page.getByLabel("Name of a part to add to it").fill("PrincipalTag:team");
    await page.getByRole("button", { name: "Add part to it" }).click();
    await row(page, "PrincipalTag:team").fill("web");
    await page.getByRole("button", { name: "Issue assertion" }).click();
    await said(page, /^Issued the assertion of hop 2\./);
    await eventually(async () => assert.deepEqual(await judged(page), Array(6).fill("holds")));
    await shot("issued-assertion");
  });
  for (const title of ["Microsoft Entra ID", "Okta", "Google Workspace", "AD FS", "IAM Identity Center"]) {
    await step(title, async () => {
      await page.locator("#signing-source").selectOption({ label: title });
      const issuer = await row(page, "issuer").inputValue();
      await page.getByRole("button", { name: "Issue assertion" }).click();
      await eventually(async () => {
        const said = await page.locator(".opened .facts-row").filter({ hasText: /^issuer/ }).locator("dd code").innerText();
        assert.equal(said.replaceAll("​", ""), issuer);
        assert.deepEqual(await judged(page), Array(6).fill("holds"));
      });
    });
  }
  await step("pasted text that is no response is refused", async () => {
    await page.locator("#signing-source").selectOption("pasted");
    await page.locator("#signing-pasted-0").fill("not Base64!");
    await see(page.locator("#signing-pasted-0-note").getByText("It is no text in Base64."));
  });
});

walk("a token is issued by keys alone", { seconds: 120 }, async ({ page, open, step, eventually }) => {
  const { until, press, fill } = keys(page);
  await form(page, open, "github-actions-main-branch", "branch");
  await page.getByRole("tab", { name: "Request" }).focus();
  await step("open the form and change the subject", async () => {
    await until("Tab", ({ name }) => name === ISSUE, 60);
    await press("Enter");
    await eventually(async () => assert.equal(await page.locator("#signing-source").count(), 1));
    const at = await row(page, "sub").getAttribute("id");
    await until("Tab", ({ id }) => id === at, 30);
    await fill("repo:your-org/your-repo:ref:refs/heads/main");
  });
  await step("issue it", async () => {
    await until("Tab", ({ name }) => name === "Issue token", 30);
    await press("Enter");
    await eventually(async () => assert.equal((await verdicts(page)).branch, "allowed"));
    await eventually(async () => assert.deepEqual(await judged(page), Array(7).fill("holds")));
  });
});

walk("on a phone a token is issued", { width: 390, seconds: 120 }, async ({ page, open, step, see, eventually, axe, shot }) => {
  await form(page, open, "github-actions-main-branch", "branch");
  await step("issue", async () => {
    await page.getByRole("button", { name: ISSUE }).click();
    await row(page, "sub").fill("repo:your-org/your-repo:ref:refs/heads/main");
    const issue = page.getByRole("button", { name: "Issue token" });
    await issue.click();
    // What came of it stands beside the button, in sight.
    const done = page.locator(".signing-done", { hasText: "Allowed" });
    await see(done);
    await eventually(async () => {
      const box = await done.boundingBox();
      assert.ok(box.y >= 0 && box.y + box.height <= 844, JSON.stringify(box));
    });
    await shot("phone-issued");
    await see(page.locator(".judged"));
    await eventually(async () => assert.deepEqual(await judged(page), Array(7).fill("holds")));
    const [wide, window] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
    assert.ok(wide <= window, `${wide} in ${window}`);
    await axe();
    await page.locator(".judged").scrollIntoViewIfNeeded();
    await shot("phone-issued-token");
  });
});

walk("Switch Role is asked for as the console asks, with its link and the way back", { seconds: 120 }, async ({ page, open, see, step, eventually, axe, shot }) => {
  const shows = (id, expected) => eventually(async () => assert.equal((await verdicts(page))[id], expected));
  await form(page, open, "switch-role-in-the-console", "operator");
  await step("another role, a name and a colour stand in the link", async () => {
    await shows("operator", "allowed");
    await page.locator("#field-roleName").fill("VendorAccess");
    await shows("operator", "denied");
    await page.locator("#field-roleName").fill("Operator");
    await shows("operator", "allowed");
    await page.locator("#field-displayName").fill("Ops & more");
    await page.locator("#field-color").fill("B7CA9D");
    await see(page.getByText("While it is worn the console shows “Ops & more”."));
    await eventually(async () => {
      const link = (await page.locator(".switch-link").innerText()).replaceAll(/[​\s]/g, "");
      assert.ok(link.endsWith("&roleName=Operator&displayName=Ops%20%26%20more&color=B7CA9D"), link);
    });
    await checked(page, axe);
    await shot("switch-role");
  });
  await step("a link fills the form in", async () => {
    const link = page.getByLabel("Fill in from a link");
    await link.fill("https://signin.aws.amazon.com/console");
    await see(page.getByText(/^No Switch Role link:/));
    await link.fill("https://signin.aws.amazon.com/switchrole?roleName=VendorAccess&account=222222222222");
    await eventually(async () => assert.equal(await page.locator("#field-roleName").inputValue(), "VendorAccess"));
    assert.equal(await page.locator("#field-displayName").inputValue(), "");
    await shows("operator", "denied");
    await see(page.locator(".request-head h2").getByText("Switch Role in the console"));
    await toTab(page, "Why");
    await see(page.getByText("What the console says"));
    await shot("switch-role-refused");
    await toTab(page, "Terminal");
    await see(page.getByText(/^Switch Role is a form of the console; no command fills it in/));
    await toRequest(page);
    await page.locator("#field-roleName").fill("Operator");
    await shows("operator", "allowed");
  });
  await step("an account that is not there is said", async () => {
    await page.locator("#field-account").fill("nobody");
    await shows("operator", "denied");
    await page.locator("#field-account").fill("222222222222");
    await shows("operator", "allowed");
  });
  await step("the way back is a step of the sign-in", async () => {
    await page.getByRole("button", { name: "Add a step that switches back" }).click();
    await eventually(async () => assert.equal(await page.locator("#field-as").inputValue(), "start"));
    await eventually(async () => assert.ok(Object.keys(await verdicts(page)).includes("switch-back")));
  });
  await step("a switch is added from the menu", async () => {
    await add(page, "Switch Role in the console");
    await see(page.locator("#field-roleName"));
    await see(page.getByRole("group", { name: "Switch Role link" }));
  });
});

walk("an action passes a role to a service", { seconds: 90 }, async ({ page, open, see, step, eventually, axe, shot }) => {
  const shows = (id, expected) => eventually(async () => assert.equal((await verdicts(page))[id], expected));
  await form(page, open, "lambda-gets-its-role-passed", "create");
  await shows("create", "allowed");
  await step("another role may not be passed", async () => {
    const role = page.locator("#field-PassRole");
    const before = await role.inputValue();
    await role.fill("arn:aws:iam::111111111111:role/BreakGlass");
    await shows("create", "denied");
    await role.fill("no ARN");
    await see(page.locator("#field-PassRole-note.field-note-bad"));
    await role.fill(before);
    await shows("create", "allowed");
  });
  await step("nor to another service, and without a role nobody asks", async () => {
    await page.locator("#field-PassedToService").fill("ec2.amazonaws.com");
    await shows("create", "denied");
    await checked(page, axe);
    await shot("pass-role");
    await page.locator("#field-PassRole").fill("");
    await shows("create", "allowed");
    assert.equal(await page.locator("#field-PassedToService").count(), 0);
  });
});

walk("services that take roles are steps to add, and what they put into the session is edited", { seconds: 150 }, async ({ page, open, see, step, eventually, axe, shot }) => {
  await openExample(page, open, "lambda-gets-its-role-passed");
  const services = {
    "EC2 instance profile": ["ec2.amazonaws.com", "ec2:SourceInstanceArn"],
    "Lambda function": ["lambda.amazonaws.com", "lambda:SourceFunctionArn"],
    "EKS Pod Identity": ["pods.eks.amazonaws.com", "kubernetes-namespace"],
    "Roles Anywhere certificate": ["rolesanywhere.amazonaws.com", "aws:SourceArn"],
  };
  for (const [label, [service, key]] of Object.entries(services)) {
    await step(label, async () => {
      await add(page, label);
      await eventually(async () => assert.ok((await page.locator("#field-as option:checked").innerText()).includes(service)));
      const form = page.locator(".request");
      const named = form.locator("code", { hasText: key }).or(form.locator(`input[value="${key}"]`));
      await named.first().waitFor({ state: "attached" });
    });
  }
  await step("a pod with a target role is two steps, and one undo takes both back", async () => {
    const count = async () => Object.keys(await verdicts(page)).length;
    const before = await count();
    await add(page, "EKS Pod Identity, with a target role");
    await eventually(async () => assert.equal(await count(), before + 2));
    await select(page, "service-target");
    await toRequest(page);
    await eventually(async () => assert.match(await page.locator("#field-ExternalId").inputValue(), /^us-east-1\/111111111111\/my-cluster\//));
    await page.getByRole("button", { name: "Undo: add steps" }).click();
    await eventually(async () => assert.equal(await count(), before));
  });
  await step("the key of a session is replaced, and another added", async () => {
    await select(page, "function");
    await toRequest(page);
    await page.getByLabel("Value lambda:SourceFunctionArn 1").fill("arn:aws:lambda:us-east-1:111111111111:function:other");
    await page.getByLabel("Name of a session key to add").fill("aws:Ec2InstanceSourceVpc");
    await page.getByRole("button", { name: "Add session key" }).click();
    await page.getByLabel("Value aws:Ec2InstanceSourceVpc 1").fill("vpc-1");
    await checked(page, axe);
    await page.locator("#field-sessionKeys").scrollIntoViewIfNeeded();
    await shot("session-keys");
    await toTab(page, "Credentials");
    const row = page.locator(".facts-row", { has: page.getByText("aws:Ec2InstanceSourceVpc", { exact: true }) });
    await eventually(async () => assert.equal(await row.first().locator("dd").innerText(), "vpc-1"));
    await see(page.getByText("arn:aws:lambda:us-east-1:111111111111:function:other").first());
  });
});

walk("the start's tags and session policies have forms", { seconds: 120 }, async ({ page, open, see, step, eventually, axe, shot }) => {
  await openExample(page, open, "ec2-instance-starts-a-chain");
  await start(page);
  await step("a role session carries tags, of which some go on", async () => {
    await page.locator("#start-principal").fill("arn:aws:iam::111111111111:role/AppServerRole");
    await page.getByRole("button", { name: "Add tag" }).click();
    await page.getByLabel("Key of tag 1").fill("team");
    await page.getByLabel("Value of tag 1").fill("web");
    await page.getByLabel("Add to TransitiveTagKeys").selectOption("team");
    await see(page.getByRole("group", { name: "TransitiveTagKeys" }));
    await page.getByLabel("Add to PolicyArns").selectOption({ label: "ReadOnlyAccess (AWS)" });
    await page.getByRole("button", { name: "Add session key" }).click();
    await page.getByLabel("Key of session key 1").fill("ec2:SourceInstanceArn");
    await page.getByLabel("Value of session key 1").fill("arn:aws:ec2:us-east-1:111111111111:instance/i-1");
    await page.getByRole("button", { name: "Add session key" }).click();
    // A second row of the key is its second value.
    await page.getByLabel("Key of session key 2").fill("ec2:SourceInstanceArn");
    await page.getByLabel("Value of session key 2").fill("arn:aws:ec2:us-east-1:111111111111:instance/i-2");
    await see(page.locator(".list-field li", { hasText: "ReadOnlyAccess" }));
    await axe();
    await shot("start-session");
  });
  await step("the chain has them", async () => {
    await add(page, "GetCallerIdentity");
    await page.locator("#field-as").selectOption("start");
    await toTab(page, "Credentials");
    await see(page.locator(".carried-list li", { hasText: "team=web" }).filter({ hasText: ", transitive," }).first());
    for (const instance of ["i-1", "i-2"]) {
      await see(page.getByText(new RegExp(`instance/${instance}`)).first());
    }
  });
  await step("a tag that is taken away is transitive no longer, and nothing is refused", async () => {
    await start(page);
    await page.getByRole("button", { name: "Remove tag team" }).click();
    await eventually(async () => assert.equal(await page.getByLabel("Key of tag 1").count(), 0));
    await eventually(async () => assert.equal(await page.getByRole("group", { name: "TransitiveTagKeys" }).count(), 0));
  });
  await step("a session policy is added, opened and left out", async () => {
    await page.getByRole("button", { name: "Add session policy" }).click();
    await page.getByRole("button", { name: "Leave the session policy out" }).click();
    await see(page.getByRole("button", { name: "Add session policy" }));
  });
});

walk("a broker's credentials make a link into the console", { seconds: 90 }, async ({ page, open, see, step, eventually, axe, shot }) => {
  await openExample(page, open, "federation-token-needs-a-policy");
  await select(page, "scoped");
  await toTab(page, "Credentials");
  const part = page.getByRole("region", { name: "Console sign-in link" });
  await part.getByRole("button", { name: "Make the link" }).click();
  await step("the link is there, and lasts a quarter of an hour", async () => {
    const link = await part.locator("#sign-in-link").inputValue();
    assert.match(link, /^https:\/\/signin\.aws\.amazon\.com\/federation\?Action=login&Destination=https%3A%2F%2Fconsole\.aws\.amazon\.com%2F&SigninToken=/);
    await part.locator("#sign-in-destination").fill("https://console.aws.amazon.com/s3/");
    await eventually(async () => assert.ok((await part.locator("#sign-in-link").inputValue()).includes("Destination=https%3A%2F%2Fconsole.aws.amazon.com%2Fs3%2F&")));
    await checked(page, axe);
    await part.scrollIntoViewIfNeeded();
    await shot("sign-in-link");
  });
  await step("a length of its own is refused beside credentials of GetFederationToken", async () => {
    await part.locator("#sign-in-seconds").fill("900");
    await see(part.getByText(/^SessionDuration cannot be used with credentials of GetFederationToken/));
    assert.equal(await part.locator("#sign-in-link").count(), 0);
  });
  await step("credentials of GetSessionToken make none", async () => {
    await add(page, "GetSessionToken");
    await page.locator("#field-as").selectOption("start");
    await toTab(page, "Credentials");
    await see(page.getByText(/^Minted by/));
    assert.equal(await part.count(), 0);
  });
});
