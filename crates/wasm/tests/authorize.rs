//! Loose documents in a browser: the same cases as natively, and what the exports promise.

#![cfg(target_arch = "wasm32")]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use serde::Deserialize;
use testing::loose::Run;
use wasm_bindgen::JsValue;
use wasm_bindgen_test::{console_log, wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

/// File name and text of every file of cases, from the folder.
const FILES: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/cases.rs"));

const CASE: &str = r#"{
  "name": "one",
  "principal": "arn:aws:iam::111111111111:user/alice",
  "Action": "s3:GetObject",
  "Resource": "arn:aws:s3:::reports/2026.csv",
  "identityPolicies": [{ "Version": "2012-10-17", "Statement": { "Effect": "Allow", "Action": "s3:*", "Resource": "*" } }]
}"#;

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Answer {
    name: Option<String>,
    decision: Option<String>,
    blocked_by: Option<Vec<String>>,
    explanation: Option<Node>,
    errors: Option<Vec<Problem>>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Node {
    r#type: String,
    children: Vec<serde::de::IgnoredAny>,
}

#[derive(Debug, Deserialize)]
struct Problem {
    path: String,
    line: u32,
}

fn read(value: JsValue) -> Answer {
    serde_wasm_bindgen::from_value(value).unwrap()
}

fn object(json: &str) -> JsValue {
    js_sys::JSON::parse(json).unwrap()
}

#[wasm_bindgen_test]
fn every_case_comes_to_what_the_documents_say() {
    let mut run = Run::default();
    for (file, text) in FILES {
        run.file(file, text);
    }
    console_log!("{} cases\n{}", run.cases, run.matrix);
    assert!(run.cases >= 250, "only {} cases", run.cases);
    assert!(run.failures.is_empty(), "\n{}", run.failures.join("\n"));
    assert_eq!(run.matrix.empty_cells(), Vec::<String>::new());
}

#[wasm_bindgen_test]
fn a_case_is_text_or_an_object() {
    for case in [JsValue::from_str(CASE), object(CASE)] {
        let answer = read(wasm::authorize(&case).unwrap());
        assert_eq!(answer.name.as_deref(), Some("one"));
        assert_eq!(answer.decision.as_deref(), Some("allowed"));
        assert_eq!(answer.blocked_by, Some(Vec::new()));
        let root = answer.explanation.unwrap();
        assert_eq!((&*root.r#type, root.children.len()), ("authorization", 2));
        assert!(read(wasm::verdict(&case).unwrap()).explanation.is_none());
    }
}

#[wasm_bindgen_test]
fn an_array_is_answered_in_its_order_and_a_bad_case_in_its_place() {
    let array = JsValue::from_str(&format!("[{CASE},\n{{ \"Action\": 1 }},\n{CASE}]"));
    let answers: Vec<Answer> =
        serde_wasm_bindgen::from_value(wasm::verdict(&array).unwrap()).unwrap();
    let decisions: Vec<_> = answers.iter().map(|answer| answer.decision.as_deref()).collect();
    assert_eq!(decisions, [Some("allowed"), None, Some("allowed")]);
    let errors = answers[1].errors.as_ref().unwrap();
    let places: Vec<_> = errors.iter().map(|error| (&*error.path, error.line)).collect();
    assert_eq!(places, [("[1]", 8), ("[1].Action", 8)]);
}

#[wasm_bindgen_test]
fn what_is_no_case_is_thrown() {
    for value in [JsValue::from_str("{}"), object("{}"), JsValue::UNDEFINED, JsValue::NULL] {
        let thrown = read(wasm::authorize(&value).unwrap_err());
        assert!(!thrown.errors.unwrap().is_empty());
    }
}

#[wasm_bindgen_test]
fn documents_are_prepared_once_and_asked_many_times() {
    let documents = r#"{ "resourcePolicy": { "Version": "2012-10-17", "Statement": { "Effect": "Allow",
      "Principal": { "AWS": "arn:aws:iam::111111111111:user/alice" }, "Action": "s3:GetObject", "Resource": "*" } } }"#;
    let prepared = wasm::prepare(&object(documents)).unwrap();
    let ask = |name: &str| {
        let request = format!(
            r#"{{ "principal": "arn:aws:iam::111111111111:user/{name}", "Action": "s3:GetObject" }}"#
        );
        read(prepared.verdict(&JsValue::from_str(&request)).unwrap()).decision.unwrap()
    };
    assert_eq!(
        (&*ask("alice"), &*ask("bill"), &*ask("alice")),
        ("allowed", "implicitDeny", "allowed")
    );
    let told = read(
        prepared
            .authorize(&object(r#"{ "principal": "anonymous", "Action": "s3:GetObject" }"#))
            .unwrap(),
    );
    assert_eq!(told.blocked_by.unwrap(), ["resource"]);
    assert!(told.explanation.is_some());
    let thrown = prepared.authorize(&object(r#"{ "principal": "x", "Action": "s3:GetObject" }"#));
    assert_eq!(read(thrown.unwrap_err()).errors.unwrap()[0].path, "principal");
    assert!(wasm::prepare(&object(r#"{ "principal": "anonymous" }"#)).is_err());
}
