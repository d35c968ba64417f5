//! Calls to the Security Token Service: every case of `testdata/sts` holds. The same files run in a browser,
//! and are given to the page (`web/walks/cases.walk.mjs`).

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test fails by panicking, and shows what it covers"
)]

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};
use simulator::outcome::{CheckKind, CheckStatus};
use testing::{calls::Run, case, corpus};

/// Every operation of the service.
const OPERATIONS: [&str; 11] = [
    "AssumeRole",
    "AssumeRoleWithSAML",
    "AssumeRoleWithWebIdentity",
    "AssumeRoot",
    "DecodeAuthorizationMessage",
    "GetAccessKeyInfo",
    "GetCallerIdentity",
    "GetDelegatedAccessToken",
    "GetFederationToken",
    "GetSessionToken",
    "GetWebIdentityToken",
];

fn files() -> Vec<(String, String)> {
    corpus::json_files("simulator/testdata/sts")
}

#[test]
fn every_case_comes_to_what_the_documents_say() {
    let mut run = Run::default();
    for (file, text) in files() {
        run.file(&file, &text);
    }
    println!("{} cases: {:#?}", run.cases, run.ends);
    assert!(run.cases >= 500, "only {} cases", run.cases);
    assert!(run.failures.is_empty(), "\n{}", run.failures.join("\n"));
    for operation in OPERATIONS {
        let ends: Vec<&str> = run
            .ends
            .keys()
            .filter_map(|end| end.strip_prefix(operation)?.strip_prefix(' '))
            .collect();
        assert!(ends.contains(&"succeeded") && ends.len() > 1, "{operation}: {ends:?}");
    }
}

#[test]
fn a_wrong_expectation_is_told() {
    let text = r#"{ "source": "AssumeRole", "cases": [{ "title": "one",
        "trust": [{ "Principal": { "AWS": "arn:aws:iam::111111111111:user/mallory" } }], "expect": { "result": "succeeded" } }] }"#;
    let mut run = Run::default();
    run.file("one.json", text);
    assert_eq!(run.failures, [r#"one.json: one: result: expected "succeeded", came to "refused""#]);
}

/// AWS: "Log IAM and AWS STS API calls with AWS CloudTrail": the copies of a cross-account call have request and shared id in
/// common, each its own event id.
#[test]
fn the_copies_of_an_event_share_what_they_share() {
    let files = testing::corpus::files();
    let (_, text) = files.iter().find(|(name, _)| name == "three-hop-chain").unwrap();
    let scenario = simulator::Scenario::read(text).unwrap();
    let outcome = testing::corpus::simulate(&scenario);
    let events = simulator::audit::events(&scenario, &outcome);
    let first: Vec<serde_json::Value> = events
        .iter()
        .filter(|event| event.step == 0)
        .map(|event| serde_json::from_str(&policy::json::print(&event.record)).unwrap())
        .collect();
    let [own, other] = &first[..] else { panic!("{} events", first.len()) };
    for same in ["requestID", "sharedEventID", "eventTime", "requestParameters", "responseElements"]
    {
        assert!(!own[same].is_null() && own[same] == other[same], "{same}");
    }
    for different in ["eventID", "recipientAccountId", "userIdentity"] {
        assert_ne!(own[different], other[different], "{different}");
    }
    let later = events.iter().filter(|event| event.step > 0);
    let ids =
        later.map(|event| event.record.get("requestID").and_then(policy::json::Value::as_str));
    assert!(ids.into_iter().all(|id| id.is_some() && id != own["requestID"].as_str()));
}

/// AWS: "AWS Security Token Service API Reference", section "Response Elements" of each action: the whole answer of each is
/// expected somewhere, member by member.
#[test]
fn the_answer_of_every_operation_is_expected_whole() {
    let mut whole = BTreeSet::new();
    for (_, text) in files() {
        let file: Value = serde_json::from_str(&text).unwrap();
        for row in file["cases"].as_array().unwrap().iter().flat_map(case::with_variants) {
            if row["expect"]["responseMembers"].is_array() {
                let call = row["call"].as_object().unwrap();
                whole.extend(call.keys().cloned());
            }
        }
    }
    let operations: BTreeSet<String> = OPERATIONS.iter().map(|name| (*name).to_owned()).collect();
    assert_eq!(whole, operations);
}

/// Who calls, as the columns of the table say it.
fn column(row: &Value) -> &'static str {
    let start = &row["start"];
    let principal = start["principal"].as_str().unwrap_or("arn:aws:iam::111111111111:user/alice");
    let is_built_in = principal.starts_with("cognito-identity.");
    let kind = principal.split(':').nth(5).and_then(|rest| rest.split('/').next());
    match (kind, start["credentials"].as_str()) {
        (Some("root"), None | Some("longTerm")) => "root",
        (Some("user"), None | Some("longTerm")) => "user",
        (Some("user"), Some("sessionToken")) => "user session",
        (Some("role"), _) => "role session",
        (Some("federated-user"), _) => "federated user",
        (None, _) if principal.ends_with(".amazonaws.com") && !is_built_in => "service",
        _ => "nobody",
    }
}

/// The check of the caller's kind in a case whose own call is the first: whether such a caller may make it at all.
fn admits(row: &Value) -> Option<(String, bool)> {
    if row["before"].is_array() || row["step"]["as"].is_string() {
        return None;
    }
    let outcome = case::run(row).unwrap();
    let step = outcome.step("call").unwrap();
    let written = case::scenario(row);
    let names = OPERATIONS.iter().copied().chain(["SwitchRole"]);
    let written = written["steps"].as_array().unwrap().last().unwrap();
    let operation = names.into_iter().find(|name| !written[*name].is_null())?;
    let check = step.checks.iter().find(|check| check.kind == CheckKind::CallerKind)?;
    match check.status {
        CheckStatus::Passed | CheckStatus::NotApplicable => Some((operation.to_owned(), true)),
        CheckStatus::Failed => Some((operation.to_owned(), false)),
        CheckStatus::NotMade => None,
    }
}

/// AWS: "Compare AWS STS credentials" and "Switch from a user to an IAM role (console)": who may make which call with which
/// credentials. No cell is without a case, and no case differs from its cell. The two calls that nobody signs are nobody's.
#[test]
fn every_kind_of_caller_is_asked_of_every_operation() {
    let columns =
        ["root", "user", "user session", "role session", "federated user", "service", "nobody"];
    // `y` may, `n` may not, `-` no document says.
    let table = [
        ("AssumeRole", "nyyynyn"),
        ("AssumeRoot", "nynyn-n"),
        ("DecodeAuthorizationMessage", "yynyn-n"),
        ("GetAccessKeyInfo", "yynyn-n"),
        ("GetCallerIdentity", "yyyyy-n"),
        ("GetDelegatedAccessToken", "yynyn-n"),
        ("GetFederationToken", "yynnn-n"),
        ("GetSessionToken", "yynnn-n"),
        ("GetWebIdentityToken", "yynyn-n"),
        ("SwitchRole", "nyyynnn"),
    ];
    let mut found: BTreeMap<(String, &str), BTreeSet<bool>> = BTreeMap::new();
    for (_, text) in files() {
        let file: Value = serde_json::from_str(&text).unwrap();
        for row in file["cases"].as_array().unwrap().iter().flat_map(case::with_variants) {
            if let Some((operation, may)) = admits(&row) {
                found.entry((operation, column(&row))).or_default().insert(may);
            }
        }
    }
    let mut wrong = Vec::new();
    for (operation, cells) in table {
        for (column, cell) in columns.into_iter().zip(cells.chars()).filter(|cell| cell.1 != '-') {
            let may = cell == 'y';
            let cases = found.get(&(operation.to_owned(), column));
            if cases != Some(&BTreeSet::from([may])) {
                wrong.push(format!("{operation} by {column}: {may}, cases say {cases:?}"));
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

/// AWS: "Use IAM policies to control access by date", "Secure API access with MFA", "Revoke IAM role temporary security
/// credentials": dates, the age of the code, the moment of issue and the end of a session all depend on the clock.
#[test]
fn moving_the_clock_asks_everything_again() {
    let row = json!({
        "start": { "principal": "arn:aws:iam::111111111111:user/alice", "credentials": "sessionToken",
                   "mfa": true, "issued": "2026-11-22T09:30:00Z", "DurationSeconds": 43200 },
        "trust": [{ "Principal": { "AWS": "arn:aws:iam::111111111111:user/alice" }, "Condition": {
            "DateLessThan": { "aws:CurrentTime": "2026-11-22T12:00:00Z" },
            "NumericLessThan": { "aws:MultiFactorAuthAge": "3600" } } }],
        "patch": { "arn:aws:iam::111111111111:role/T": { "RolePolicyList": [{ "PolicyName": "Own",
            "PolicyDocument": { "Version": "2012-10-17", "Statement": [
                { "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*" },
                { "Effect": "Deny", "Action": "*", "Resource": "*", "Condition": {
                    "DateLessThan": { "aws:TokenIssueTime": "2026-11-22T10:00:00Z" } } } ] } }] } },
        "before": [{ "id": "role", "AssumeRole": {
            "RoleArn": "arn:aws:iam::111111111111:role/T", "RoleSessionName": "alice" } }],
        "call": { "Action": "s3:GetObject", "Resource": "arn:aws:s3:::reports/a" },
    });
    let mut scenario = case::read(&case::scenario(&row)).unwrap();
    for (time, after, expected) in [
        // Issued before the moment that the revocation names.
        ("2026-11-22T09:45:00Z", 600, ["succeeded", "AccessDenied"]),
        ("2026-11-22T10:15:00Z", 600, ["succeeded", "succeeded"]),
        ("2026-11-22T10:15:00Z", 3599, ["succeeded", "succeeded"]),
        ("2026-11-22T10:15:00Z", 3600, ["succeeded", "ExpiredToken"]),
        // The code was given an hour ago.
        ("2026-11-22T10:30:00Z", 600, ["AccessDenied", "notReached"]),
        ("2026-11-22T12:00:00Z", 600, ["AccessDenied", "notReached"]),
        ("2026-11-22T21:30:00Z", 600, ["ExpiredToken", "notReached"]),
        // And back again.
        ("2026-11-22T10:15:00Z", 600, ["succeeded", "succeeded"]),
    ] {
        scenario.start.time = time.parse().unwrap();
        scenario.steps[1].after = Some(after);
        let outcome = simulator::simulate(&scenario);
        let ends = outcome.steps.iter().map(|step| {
            let result = || simulator::expectation::result_of(step).as_str();
            step.error().map_or_else(result, |error| error.code)
        });
        assert_eq!(ends.collect::<Vec<_>>(), expected, "{time} {after}");
    }
}
