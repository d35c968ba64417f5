//! The cases of `testdata/signature.json`: a call of GetCallerIdentity is signed at 10:00, changed on its way, and
//! checked. `expected` is status, code and message, or `null` where the call is accepted.
//!
//! Who signs: `key` is `long-term`, `temporary`, `expired` or `unknown`; `secret` and `token` replace what belongs to it.
//! How: `form`, `region`, `service`, `expires`. On the way: `set` and `drop` headers, `replace` a text in a header or in
//! the query (`?`), `cut_query_at`. The endpoint is that of STS, or `endpoint`; its clock shows `now`.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot go on has failed"
)]
#![cfg(test)]

#[path = "made/request.rs"]
mod made;

use iam::Timestamp;
use made::Key;
use serde_json::Value;
use sts::signature::{Endpoint, KnownKey, verify};

const FILE: &str = "testdata/signature.json";
const SECRET: &str = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
const TOKEN: &str = "the token";
const FIELDS: [&str; 14] = [
    "name",
    "form",
    "expected",
    "key",
    "secret",
    "token",
    "region",
    "service",
    "expires",
    "set",
    "drop",
    "replace",
    "cut_query_at",
    "now",
];

#[test]
pub(crate) fn every_case_of_signatures_holds() {
    let cases: Vec<Value> =
        serde_json::from_str(include_str!("../testdata/signature.json")).unwrap();
    let failures: Vec<String> = cases.iter().filter_map(failure).collect();
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

#[test]
fn a_wrong_expectation_is_told() {
    let case =
        serde_json::json!({ "name": "x", "form": "header", "expected": "403 AccessDenied: no" });
    assert_eq!(
        failure(&case).unwrap(),
        "testdata/signature.json: x\n  expected: 403 AccessDenied: no\n  found: none"
    );
}

fn failure(case: &Value) -> Option<String> {
    let name = case["name"].as_str().unwrap();
    for field in case.as_object().unwrap().keys() {
        let known = FIELDS.contains(&&**field);
        assert!(known, "{FILE}: {name} has an unknown field {field}");
    }
    let request = made::arrived(case, key);
    let now: Timestamp = case["now"].as_str().unwrap_or("2026-11-22T10:00:00Z").parse().unwrap();
    let endpoint = Endpoint::new("us-east-1", "sts");
    let found = verify(&request, &endpoint, now, known).err().map(|refusal| {
        let error = refusal.error();
        format!("{} {error}", error.status)
    });
    let expected = case["expected"].as_str().map(str::to_owned);
    let printed = |text: &Option<String>| text.clone().unwrap_or_else(|| "none".to_owned());
    (expected != found).then(|| {
        format!("{FILE}: {name}\n  expected: {}\n  found: {}", printed(&expected), printed(&found))
    })
}

/// The key of that name in the cases.
fn key<'k>(name: &str) -> Key<'k> {
    let (id, token) = match name {
        "long-term" => ("AKIDEXAMPLE", None),
        "temporary" => ("ASIDEXAMPLE", Some(TOKEN)),
        "expired" => ("ASIDEXPIRED", Some(TOKEN)),
        "unknown" => ("AKIDUNKNOWN", None),
        other => panic!("{FILE}: no key {other}"),
    };
    Key { id, secret: SECRET, token }
}

fn known(access_key_id: &str) -> Option<KnownKey<'static>> {
    let session_token = Some(TOKEN);
    let key = KnownKey::long_term(SECRET);
    match access_key_id {
        "AKIDEXAMPLE" => Some(key),
        "ASIDEXAMPLE" => Some(KnownKey { session_token, ..key }),
        "ASIDEXPIRED" => Some(KnownKey { session_token, expired: true, ..key }),
        _ => None,
    }
}
