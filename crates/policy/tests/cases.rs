//! Runs the case files under `testdata`. A case says what AWS's documents say; no command writes the expectations.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a case that cannot be run has failed")]

use std::{collections::BTreeMap, fs, path::Path};

use iam::{
    Action, Arn, Assumptions, Context, Credentials, MultivaluedKey, PolicyType, Principal,
    PrincipalKind, UniqueId, WildcardPrincipal,
};
use policy::{
    Diagnostic, Evidence, Explain, Explanation, Finding, Node, NodeKind, Request, Severity, Verdict,
};
use serde_json::{Value, json};

/// A case with the file that it stands in.
struct Case {
    label: String,
    value: Value,
}

/// Every case under that folder, in the order of the files' names.
fn cases(folder: &str) -> Vec<Case> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("testdata");
    let path = root.join(folder);
    let mut files: Vec<_> = if path.is_dir() {
        fs::read_dir(path).unwrap().map(|entry| entry.unwrap().path()).collect()
    } else {
        vec![path]
    };
    files.sort();
    let mut cases = Vec::new();
    for file in files {
        let name = file.strip_prefix(&root).unwrap().display().to_string();
        let text = fs::read_to_string(&file).unwrap();
        let document: Value =
            serde_json::from_str(&text).unwrap_or_else(|error| panic!("{name}: {error}"));
        for value in document["cases"].as_array().unwrap() {
            let label = format!("{name}: {}", value["name"].as_str().unwrap());
            let source = value.get("source").or(document.get("source"));
            assert!(source.is_some_and(Value::is_string), "{label} does not say its source");
            cases.push(Case { label, value: value.clone() });
        }
    }
    cases
}

/// Runs every case and prints all that fail.
fn run(folder: &str, test: impl Fn(&Value) -> Result<(), String>) {
    let mut failures = Vec::new();
    let cases = cases(folder);
    for Case { label, value } in &cases {
        if let Err(why) = test(value) {
            failures.push(format!("{label}\n    {why}"));
        }
    }
    let (failed, all) = (failures.len(), cases.len());
    assert!(failures.is_empty(), "{failed} of {all} cases fail:\n{}", failures.join("\n"));
    assert!(all > 0, "{folder} holds no case");
}

fn same<T: PartialEq + std::fmt::Debug>(found: &T, expected: &T) -> Result<(), String> {
    if found == expected { Ok(()) } else { Err(format!("expected {expected:?}, found {found:?}")) }
}

fn assumptions(case: &Value) -> Assumptions {
    let mut assumptions = Assumptions::default();
    for (name, value) in case["assumptions"].as_object().into_iter().flatten() {
        let switch = value.as_bool();
        match name.as_str() {
            "forAnyValueIfExistsWhenMissing" => {
                assumptions.for_any_value_if_exists_when_missing = switch.unwrap();
            }
            "unparsableValueSatisfiesNegation" => {
                assumptions.unparsable_value_satisfies_negation = switch.unwrap();
            }
            "emptyStringIsPresent" => assumptions.empty_string_is_present = switch.unwrap(),
            "middleStarCrossesColons" => assumptions.middle_star_crosses_colons = switch.unwrap(),
            "multivaluedKeyWithoutQualifier" => {
                assumptions.multivalued_key_without_qualifier = match value.as_str().unwrap() {
                    "anyValue" => MultivaluedKey::AnyValue,
                    _ => MultivaluedKey::NoMatch,
                }
            }
            "wildcardPrincipalCoversServices" => {
                assumptions.wildcard_principal_covers_services = match value.as_str().unwrap() {
                    "always" => WildcardPrincipal::Always,
                    "never" => WildcardPrincipal::Never,
                    _ => WildcardPrincipal::DenyOnly,
                }
            }
            _ => panic!("no switch `{name}`"),
        }
    }
    assumptions
}

fn set(context: &mut Context, key: &str, value: &Value) {
    match value {
        Value::Null => {}
        Value::Array(values) => {
            context.set(key, values.iter().map(|value| value.as_str().unwrap()));
        }
        _ => context.set_one(key, value.as_str().unwrap()),
    }
}

fn context(case: &Value) -> Context {
    let mut context = Context::new();
    for (key, value) in case["context"].as_object().into_iter().flatten() {
        set(&mut context, key, value);
    }
    context
}

fn kind(case: &Value) -> Option<PolicyType> {
    let name = case.get("kind")?.as_str().unwrap();
    Some(PolicyType::named(name).unwrap_or_else(|| panic!("no policy type `{name}`")))
}

fn caller(name: &str) -> Principal {
    let account = "111111111111".parse().unwrap();
    let iam = |resource: &str| Some(Arn::iam("aws", account, resource));
    let sts = |resource: &str| Some(Arn::sts("aws", account, resource));
    let id = |text: &str| Some(UniqueId::new(text));
    let user = Principal {
        kind: PrincipalKind::User,
        credentials: Credentials::LongTerm,
        account: Some(account),
        arn: iam("user/alice"),
        session_arn: None,
        unique_id: id("AIDAALICE00000000000"),
        name: None,
        federating_user: None,
        has_boundary: false,
    };
    let outside = |kind: PrincipalKind, arn: Option<Arn>, name: Option<&str>| Principal {
        kind,
        credentials: Credentials::None,
        account: None,
        arn,
        unique_id: None,
        name: name.map(Into::into),
        ..user.clone()
    };
    let github = "oidc-provider/token.actions.githubusercontent.com";
    match name {
        "user" => user,
        "boundedUser" => Principal { has_boundary: true, ..user },
        "roleSession" => Principal {
            kind: PrincipalKind::RoleSession,
            credentials: Credentials::RoleSession,
            arn: iam("role/team/R"),
            session_arn: sts("assumed-role/R/s"),
            unique_id: id("AROAROLER00000000000"),
            ..user
        },
        "federatedUser" => Principal {
            kind: PrincipalKind::FederatedUser,
            credentials: Credentials::FederationToken,
            arn: sts("federated-user/N"),
            federating_user: iam("user/alice"),
            ..user
        },
        "root" => {
            Principal { kind: PrincipalKind::Root, arn: iam("root"), unique_id: None, ..user }
        }
        "service" => outside(PrincipalKind::Service, None, Some("ec2.amazonaws.com")),
        "webIdentity" => outside(PrincipalKind::WebIdentity, iam(github), None),
        "cognito" => {
            outside(PrincipalKind::WebIdentity, None, Some("cognito-identity.amazonaws.com"))
        }
        "saml" => outside(PrincipalKind::Saml, iam("saml-provider/Corp"), None),
        "anonymous" => outside(PrincipalKind::Anonymous, None, None),
        _ => panic!("no caller `{name}`"),
    }
}

/// What is asked of a document.
struct Question {
    kind: PolicyType,
    document: Value,
    action: String,
    resource: String,
    caller: Principal,
    context: Context,
    assumptions: Assumptions,
    frozen: BTreeMap<String, String>,
}

impl Question {
    fn of(case: &Value) -> Self {
        Self {
            kind: kind(case).unwrap_or(PolicyType::Identity),
            document: Value::Null,
            action: "sts:AssumeRole".to_owned(),
            resource: "arn:aws:iam::222222222222:role/T".to_owned(),
            caller: caller("user"),
            context: context(case),
            assumptions: assumptions(case),
            frozen: serde_json::from_value(case["frozen"].clone()).unwrap_or_default(),
        }
    }

    /// Puts the statement into a document of the case's version, the current one where it says nothing.
    fn statement(mut self, case: &Value, statement: Value) -> Self {
        self.document = match case.get("version") {
            None => json!({ "Version": "2012-10-17", "Statement": statement }),
            Some(Value::Null) => json!({ "Statement": statement }),
            Some(version) => json!({ "Version": version, "Statement": statement }),
        };
        self
    }

    /// The evidence and the tree; verdict and explanation must agree.
    fn ask(&self) -> (Evidence, Explanation) {
        let text = serde_json::to_string(&self.document).unwrap();
        let (document, _) = policy::parse(&text, self.kind);
        let freeze = |arn: &Arn| self.frozen.get(arn.as_str()).map(|id| UniqueId::new(id));
        let compiled = policy::compile(&document, self.kind, 0, &freeze);
        let action: Action = self.action.parse().unwrap();
        let request = Request {
            action: &action,
            resource: &self.resource,
            caller: &self.caller,
            context: &self.context,
            assumptions: &self.assumptions,
        };
        let mut explain = Explain::default();
        let evidence = policy::evaluate(&compiled, &request, &mut explain);
        assert_eq!(policy::evaluate(&compiled, &request, &mut Verdict), evidence, "{text}");
        (evidence, explain.into_explanation())
    }
}

/// The finding of the first node of that kind: `matched`, or the reason why not.
fn finding(explanation: &Explanation, is: impl Fn(&Node) -> bool) -> String {
    let node = explanation.nodes.iter().find(|node| is(node)).unwrap();
    match node.finding {
        Finding::Matched => "matched".to_owned(),
        Finding::NotMatched(reason) => format!("{reason:?}"),
        other => format!("{other:?}"),
    }
}

fn expected(case: &Value) -> String {
    case["expect"].as_str().unwrap().to_owned()
}

fn condition(case: &Value) -> Result<(), String> {
    let key = case["key"].as_str().unwrap();
    let statement = json!({
        "Effect": "Allow",
        "Action": "*",
        "Resource": "*",
        "Condition": { case["operator"].as_str().unwrap(): { key: case["policy"] } },
    });
    let mut question = Question::of(case).statement(case, statement);
    set(&mut question.context, key, &case["request"]);
    let (evidence, explanation) = question.ask();
    let found = finding(&explanation, |node| matches!(node.kind, NodeKind::Condition { .. }));
    same(&found, &expected(case))?;
    same(&evidence.allow.is_some(), &(found == "matched"))
}

#[test]
fn conditions_compare_as_documented() {
    run("conditions", condition);
}

#[test]
fn actions_match_as_documented() {
    run("elements/action.json", |case| {
        let name = if case["not"] == true { "NotAction" } else { "Action" };
        let statement = json!({ "Effect": "Allow", name: case["action"], "Resource": "*" });
        let mut question = Question::of(case).statement(case, statement);
        question.action = case["request"].as_str().unwrap().to_owned();
        let (evidence, explanation) = question.ask();
        let found = finding(&explanation, |node| matches!(node.kind, NodeKind::Action { .. }));
        same(&found, &expected(case))?;
        same(&evidence.allow.is_some(), &(found == "matched"))
    });
}

#[test]
fn resources_match_as_documented() {
    run("elements/resource.json", |case| {
        let name = if case["not"] == true { "NotResource" } else { "Resource" };
        let statement = json!({ "Effect": "Deny", "Action": "*", name: case["resource"] });
        let mut question = Question::of(case).statement(case, statement);
        question.resource = case["request"].as_str().unwrap().to_owned();
        let (evidence, explanation) = question.ask();
        let found = finding(&explanation, |node| matches!(node.kind, NodeKind::Resource { .. }));
        same(&found, &expected(case))?;
        same(&evidence.deny, &(found == "matched"))
    });
}

#[test]
fn principals_match_as_documented() {
    run("elements/principal.json", |case| {
        let name = if case["not"] == true { "NotPrincipal" } else { "Principal" };
        let effect = case["effect"].as_str().unwrap_or("Allow");
        let statement = json!({
            "Effect": effect, name: case["principal"], "Action": "sts:AssumeRole", "Resource": "*",
        });
        let mut question = Question::of(case).statement(case, statement);
        question.kind = kind(case).unwrap_or(PolicyType::Resource);
        question.caller = caller(case["caller"].as_str().unwrap());
        let (evidence, explanation) = question.ask();
        let mut found =
            finding(&explanation, |node| matches!(node.kind, NodeKind::Principal { .. }));
        match evidence.allow {
            Some(grant) => found = format!("{grant:?}"),
            None => same(&evidence.deny, &(found == "matched"))?,
        }
        same(&found, &expected(case))
    });
}

#[test]
fn documents_are_read_and_judged_as_documented() {
    run("documents", |case| {
        let text = match &case["document"] {
            Value::String(text) => text.clone(),
            document => serde_json::to_string_pretty(document).unwrap(),
        };
        let kind = kind(case).unwrap_or(PolicyType::Trust);
        let (_, findings) = policy::parse(&text, kind);
        for wanted in case["finds"].as_array().into_iter().flatten() {
            let wanted = wanted.as_str().unwrap();
            if !findings.iter().any(|finding| finding.code == wanted) {
                return Err(format!("`{wanted}` is not among {:#?}", codes(&findings)));
            }
        }
        for unwanted in case["lacks"].as_array().into_iter().flatten() {
            let unwanted = unwanted.as_str().unwrap();
            if let Some(finding) = findings.iter().find(|finding| finding.code == unwanted) {
                return Err(format!("`{unwanted}` is found: {finding:?}"));
            }
        }
        if let Some(place) = case["at"].as_str() {
            let code = case["finds"][0].as_str().unwrap();
            let found = findings.iter().find(|finding| finding.code == code).unwrap();
            same(&found.span.of(&text), &place)?;
        }
        if let Some(severity) = case["severity"].as_str() {
            let code = case["finds"][0].as_str().unwrap();
            let found = findings.iter().find(|finding| finding.code == code).unwrap();
            let name = match found.severity {
                Severity::Error => "error",
                Severity::SecurityWarning => "securityWarning",
                Severity::Warning => "warning",
                Severity::Suggestion => "suggestion",
            };
            same(&name, &severity)?;
        }
        let refusal = findings.iter().find_map(|finding| finding.refusal.clone());
        let wanted = case.get("refusal").map(|text| text.as_str().map(str::to_owned));
        same(&Some(refusal), &Some(wanted.unwrap_or_default()))
    });
}

fn codes(findings: &[Diagnostic]) -> Vec<&str> {
    findings.iter().map(|finding| finding.code).collect()
}

#[test]
fn every_operator_has_a_case_file_and_every_file_an_operator() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("testdata/conditions");
    let mut files: Vec<String> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    files.sort();
    let snake = |name: &str| {
        let mut file = String::new();
        for (index, letter) in name.char_indices() {
            if letter.is_uppercase() && index > 0 {
                file.push('_');
            }
            file.extend(letter.to_lowercase());
        }
        file + ".json"
    };
    let mut wanted: Vec<String> = policy::OPERATORS.iter().map(|(name, ..)| snake(name)).collect();
    wanted.sort();
    assert_eq!(files, wanted);
}
