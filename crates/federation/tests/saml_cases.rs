//! The cases of `testdata/saml.json`: a response of a simulated provider, with one thing about it changed.
//!
//! `signed` says which element is signed, `long` lengthens the form. The XML is changed after it was signed: `replace`
//! everywhere, `replace_pattern` likewise, `replace_once` at the first place, `drop_signatures`, `twice` (the signature),
//! `only_assertion`. `resigned` changes the assertion and signs it again. `text` stands for the whole. The account knows the
//! provider under `provider`. `expected` is status, code and message; `reason` is the error itself, where several have the
//! same words.
//!
//! What the service makes of a proven assertion is asked in `crates/simulator/testdata/sts/federation.json`.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot go on has failed"
)]
#![cfg(test)]

use data_encoding::BASE64;
use federation::saml::{self, Form, Signed};
use iam::Timestamp;
use serde_json::{Value, json};

const FILE: &str = "testdata/saml.json";
const FIELDS: [&str; 16] = [
    "name",
    "expected",
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
    let form = form(case);
    let issuer = case["provider"].as_str().unwrap_or(&form.issuer);
    let mut provider = saml::read_metadata(&saml::metadata(issuer)).unwrap();
    if case["other_key"] == true {
        provider.keys.clear();
    }
    let found = saml::verify(&response(case, &form), &provider).err();
    let expected = case["expected"].as_str().map(str::to_owned);
    let reason = found.as_ref().map_or_else(String::new, |error| format!("{error:?}"));
    let found = found.map(|error| format!("{} {error}", error.refusal().status));
    if expected != found {
        return Some(format!("{FILE}: {name}\n  expected: {expected:?}\n  found: {found:?}"));
    }
    let wanted = case["reason"].as_str().filter(|wanted| *wanted != reason)?;
    Some(format!("{FILE}: {name}\n  expected reason: {wanted}\n  found: {reason}"))
}

fn form(case: &Value) -> Form {
    let mut form = saml::presets()[0].form(Timestamp::from_seconds(1_795_341_600));
    form.signed = match case["signed"].as_str().unwrap_or("assertion") {
        "assertion" => Signed::Assertion,
        "response" => Signed::Response,
        "both" => Signed::Both,
        other => panic!("{FILE}: nothing is signed as {other}"),
    };
    if case["long"] == true {
        form.attributes.push(("filler".to_owned(), vec!["x".repeat(75_000)]));
    }
    form
}

fn response(case: &Value, form: &Form) -> String {
    if let Some(text) = case["text"].as_str() {
        return text.to_owned();
    }
    let mut xml = saml::issue_xml(form);
    let mut replace = |field: &str, times: usize| {
        if let Some([old, new]) = case[field].as_array().map(Vec::as_slice) {
            let (old, new) = (old.as_str().unwrap(), new.as_str().unwrap());
            assert!(xml.contains(old), "{FILE}: {} replaces nothing", case["name"]);
            xml = xml.replacen(old, new, times);
        }
    };
    replace("replace", usize::MAX);
    replace("replace_pattern", usize::MAX);
    replace("replace_once", 1);
    if let Some([old, new]) = case["resigned"].as_array().map(Vec::as_slice) {
        let (old, new) = (old.as_str().unwrap(), new.as_str().unwrap());
        xml = saml::issue_changed(form, |assertion| {
            assert!(assertion.contains(old), "{FILE}: {} replaces nothing", case["name"]);
            assertion.replacen(old, new, 1)
        });
    }
    let between = |start: &str, end: &str| {
        let from = xml.find(start).unwrap();
        let to = xml.find(end).unwrap() + end.len();
        xml[from..to].to_owned()
    };
    let signature = || between("<ds:Signature ", "</ds:Signature>");
    if case["drop_signatures"] == true {
        xml = xml.replace(&signature(), "");
    } else if case["twice"] == true {
        let one = signature();
        xml = xml.replace(&one, &one.repeat(2));
    } else if case["only_assertion"] == true {
        xml = between("<saml:Assertion ", "</saml:Assertion>");
    }
    let encoded = BASE64.encode(xml.as_bytes());
    if case["lines"] == true {
        let lines: Vec<_> =
            encoded.as_bytes().chunks(76).map(|line| str::from_utf8(line).unwrap()).collect();
        return lines.join("\r\n");
    }
    encoded
}
