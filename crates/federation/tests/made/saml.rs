//! The responses of the cases of `testdata/saml.json`, see `saml_cases.rs`; `crates/testing/src/page_cases.rs` gives them
//! to the page.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a case that cannot be made has failed")]

use data_encoding::BASE64;
use federation::saml::{self, Form, Signed};
use iam::Timestamp;
use serde_json::Value;

/// What a case says of its response before it is issued.
pub(crate) fn form(case: &Value) -> Form {
    let mut form = saml::presets()[0].form(Timestamp::from_seconds(1_795_341_600));
    form.signed = match case["signed"].as_str().unwrap_or("assertion") {
        "assertion" => Signed::Assertion,
        "response" => Signed::Response,
        "both" => Signed::Both,
        other => panic!("nothing is signed as {other}"),
    };
    if case["long"] == true {
        form.attributes.push(("filler".to_owned(), vec!["x".repeat(75_000)]));
    }
    form
}

/// The response of a case, as it is passed.
pub(crate) fn response(case: &Value, form: &Form) -> String {
    if let Some(text) = case["text"].as_str() {
        return text.to_owned();
    }
    let mut xml = saml::issue_xml(form);
    let mut replace = |field: &str, times: usize| {
        if let Some([old, new]) = case[field].as_array().map(Vec::as_slice) {
            let (old, new) = (old.as_str().unwrap(), new.as_str().unwrap());
            assert!(xml.contains(old), "{} replaces nothing", case["name"]);
            xml = xml.replacen(old, new, times);
        }
    };
    replace("replace", usize::MAX);
    replace("replace_pattern", usize::MAX);
    replace("replace_once", 1);
    if let Some([old, new]) = case["resigned"].as_array().map(Vec::as_slice) {
        let (old, new) = (old.as_str().unwrap(), new.as_str().unwrap());
        xml = saml::issue_changed(form, |assertion| {
            assert!(assertion.contains(old), "{} replaces nothing", case["name"]);
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
