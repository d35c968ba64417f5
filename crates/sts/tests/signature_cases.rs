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

use iam::Timestamp;
use serde_json::Value;
use sts::signature::{Endpoint, HttpRequest, KnownKey, Signer, presign, sign, verify};

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
    let request = arrived(case);
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

/// The request as it arrives.
fn arrived(case: &Value) -> HttpRequest {
    let text = |field: &str| case[field].as_str();
    let (access_key_id, issued) = match text("key").unwrap_or("long-term") {
        "long-term" => ("AKIDEXAMPLE", None),
        "temporary" => ("ASIDEXAMPLE", Some(TOKEN)),
        "expired" => ("ASIDEXPIRED", Some(TOKEN)),
        "unknown" => ("AKIDUNKNOWN", None),
        other => panic!("{FILE}: no key {other}"),
    };
    let signer = Signer {
        access_key_id,
        secret_access_key: text("secret").unwrap_or(SECRET),
        session_token: case.get("token").map_or(issued, Value::as_str),
    };
    let endpoint =
        Endpoint::new(text("region").unwrap_or("us-east-1"), text("service").unwrap_or("sts"));
    let at = Timestamp::from_seconds(1_795_341_600);
    let mut request = HttpRequest {
        method: "GET".into(),
        path: "/".into(),
        query: "Action=GetCallerIdentity&Version=2011-06-15".into(),
        headers: vec![("Host".into(), "sts.us-east-1.amazonaws.com".into())],
        body: Vec::new(),
    };
    match text("form").unwrap() {
        "header" => sign(&mut request, &signer, &endpoint, at),
        "query" => {
            let expires = case["expires"].as_u64().unwrap_or(900);
            presign(&mut request, &signer, &endpoint, at, u32::try_from(expires).unwrap());
        }
        other => panic!("{FILE}: no form {other}"),
    }
    change(&mut request, case);
    request
}

/// What happens on the way. Every change must find its place, so that no case changes nothing.
fn change(request: &mut HttpRequest, case: &Value) {
    let name = case["name"].as_str().unwrap();
    for (header, value) in case["set"].as_object().into_iter().flatten() {
        request.headers.retain(|(known, _)| known != header);
        request.headers.push((header.clone(), value.as_str().unwrap().to_owned()));
    }
    for header in case["drop"].as_array().into_iter().flatten() {
        let before = request.headers.len();
        request.headers.retain(|(known, _)| known != header.as_str().unwrap());
        assert!(request.headers.len() < before, "{FILE}: {name} drops nothing");
    }
    if let Some([place, old, new]) = case["replace"].as_array().map(Vec::as_slice) {
        let (place, old) = (place.as_str().unwrap(), old.as_str().unwrap());
        let text = if place == "?" {
            &mut request.query
        } else {
            &mut request.headers.iter_mut().find(|(known, _)| known == place).unwrap().1
        };
        assert!(text.contains(old), "{FILE}: {name} replaces nothing");
        *text = text.replace(old, new.as_str().unwrap());
    }
    if let Some(at) = case["cut_query_at"].as_str() {
        let length = request.query.find(at).unwrap();
        request.query.truncate(length);
    }
}
