//! The runners themselves: an expectation that does not hold is told, so that a case can fail.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
#![cfg(test)]

use serde_json::{Value, json};
use testing::{case, policy_cases::Run};

/// What differs for a call that succeeds.
fn differences(expect: Value) -> Vec<String> {
    let row = json!({
        "trust": [{ "Principal": { "AWS": "arn:aws:iam::111111111111:user/alice" } }],
        "expect": expect,
    });
    let outcome = case::run(&row).unwrap();
    case::differences(&row, &outcome)
}

#[test]
fn nothing_is_an_expectation_that_can_fail() {
    for field in ["boundedBy", "longest", "holds", "origin", "responseAt", "events"] {
        let found = differences(json!({ "result": "succeeded", field: null }));
        assert_eq!(found.len(), 1, "{field}: {found:?}");
    }
    assert!(differences(json!({ "result": "succeeded" })).is_empty());
}

#[test]
fn a_finding_that_no_case_finds_cannot_be_said_to_lack() {
    let file = |finds: &str, lacks: &str| {
        let case = json!({ "name": "a case", "document": {}, "finds": [finds], "lacks": [lacks] });
        json!({ "source": "Grammar of the IAM JSON policy language", "cases": [case] }).to_string()
    };
    let mut run = Run::default();
    run.file("documents/a.json", &file("MISSING_STATEMENT", "MISSING_VERSION"));
    assert_eq!(run.never_found(), ["documents/a.json: no case finds `MISSING_VERSION`"]);
    // Another file may find it.
    run.file("documents/b.json", &file("MISSING_VERSION", "MISSING_EFFECT"));
    assert_eq!(run.never_found(), ["documents/b.json: no case finds `MISSING_EFFECT`"]);
}
