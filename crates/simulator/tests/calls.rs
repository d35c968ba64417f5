//! Calls to the Security Token Service: every case of `testdata/sts` holds. The same files run in a browser.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test fails by panicking, and shows what it covers"
)]

use testing::{calls::Run, corpus};

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
