//! The cases of `testdata/saml.json`: a response of a simulated provider, with one thing about it changed.
//!
//! `signed` says which element is signed, `long` lengthens the form. The XML is changed after it was signed: `replace`
//! everywhere, `replace_pattern` likewise, `replace_once` at the first place, `drop_signatures`, `twice` (the signature),
//! `only_assertion`. `resigned` changes the assertion and signs it again. `text` stands for the whole. The account knows the
//! provider under `provider`. `expected` is status, code and message; `reason` is the error itself, where several have the
//! same words, and `whole` what the whole call is answered where that is something else.
//!
//! What the service makes of a proven assertion is asked in `crates/simulator/testdata/sts/federation.json`.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot go on has failed"
)]
#![cfg(test)]

#[path = "made/saml.rs"]
mod made;

use federation::saml;
use serde_json::{Value, json};

const FILE: &str = "testdata/saml.json";
const FIELDS: [&str; 17] = [
    "name",
    "expected",
    "whole",
    "reason",
    "signed",
    "only_assertion",
    "lines",
    "resigned",
    "long",
    "text",
    "replace",
    "provider",
    "replace_once",
    "drop_signatures",
    "other_key",
    "replace_pattern",
    "twice",
];

#[test]
pub(crate) fn every_case_of_saml_holds() {
    let cases: Vec<Value> = serde_json::from_str(include_str!("../testdata/saml.json")).unwrap();
    let failures: Vec<String> = cases.iter().filter_map(failure).collect();
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

#[test]
fn a_wrong_expectation_is_told() {
    let told = failure(&json!({ "name": "x", "expected": "no" })).unwrap();
    assert_eq!(told, "testdata/saml.json: x\n  expected: Some(\"no\")\n  found: None");
    let told = failure(&json!({ "name": "x", "expected": null, "reason": "no" })).unwrap();
    assert_eq!(told, "testdata/saml.json: x\n  expected reason: no\n  found: ");
}

fn failure(case: &Value) -> Option<String> {
    let name = case["name"].as_str().unwrap();
    for field in case.as_object().unwrap().keys() {
        assert!(FIELDS.contains(&&**field), "{FILE}: {name} has an unknown field {field}");
    }
    let form = made::form(case);
    let issuer = case["provider"].as_str().unwrap_or(&form.issuer);
    let mut provider = saml::read_metadata(&saml::metadata(issuer)).unwrap();
    if case["other_key"] == true {
        provider.keys.clear();
    }
    let found = saml::verify(&made::response(case, &form), &provider).err();
    let expected = case["expected"].as_str().map(str::to_owned);
    let reason = found.as_ref().map_or_else(String::new, |error| format!("{error:?}"));
    let found = found.map(|error| format!("{} {error}", error.refusal().status));
    if expected != found {
        return Some(format!("{FILE}: {name}\n  expected: {expected:?}\n  found: {found:?}"));
    }
    let wanted = case["reason"].as_str().filter(|wanted| *wanted != reason)?;
    Some(format!("{FILE}: {name}\n  expected reason: {wanted}\n  found: {reason}"))
}
