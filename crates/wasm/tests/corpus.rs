//! Every scenario meets its expectations in a browser too, and the exports give what they promise.

#![cfg(target_arch = "wasm32")]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use serde::Deserialize;
use testing::corpus::run_scenario;
use wasm_bindgen::JsValue;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

/// File name and text of every scenario, from the folder.
const FILES: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/examples.rs"));

#[derive(Debug, Deserialize)]
struct Example {
    name: String,
    title: String,
    text: String,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Outcome {
    version: u32,
    meets_expectations: bool,
    steps: Vec<Step>,
}

#[derive(Debug, Deserialize)]
struct Step {
    id: String,
    differences: Option<Vec<Difference>>,
}

#[derive(Debug, Deserialize)]
struct Difference {
    field: String,
    expected: String,
    actual: String,
}

#[derive(Debug, Deserialize)]
struct Unreadable {
    errors: Vec<Problem>,
}

#[derive(Debug, Deserialize)]
struct Problem {
    path: String,
    line: u32,
    column: u32,
    message: String,
}

fn text(name: &str) -> &'static str {
    FILES.iter().find(|(known, _)| *known == name).unwrap_or_else(|| panic!("no {name}")).1
}

fn simulate(text: &str) -> Outcome {
    let value = wasm::simulate(text).unwrap_or_else(|thrown| panic!("{thrown:?}"));
    serde_wasm_bindgen::from_value(value).unwrap()
}

#[wasm_bindgen_test]
fn every_scenario_meets_its_expectations() {
    assert!(FILES.len() >= 30, "only {} scenarios", FILES.len());
    let failures: Vec<String> = FILES
        .iter()
        .filter_map(|(name, text)| run_scenario(name, text).err())
        .flatten()
        .map(|failure| failure.to_string())
        .collect();
    assert!(failures.is_empty(), "{} differences:\n{}", failures.len(), failures.join("\n"));
}

#[wasm_bindgen_test]
fn every_scenario_comes_through_the_boundary() {
    for (name, text) in FILES {
        let outcome = simulate(text);
        assert_eq!(outcome.version, 1);
        assert!(outcome.meets_expectations, "{name}");
        assert!(outcome.steps.iter().all(|step| step.differences.is_some()), "{name}");
    }
}

#[wasm_bindgen_test]
fn a_wrong_expectation_is_told_with_step_field_and_difference() {
    let right = text("chained-hop-asks-two-hours");
    let wrong = right.replacen("\"ValidationError\"", "\"AccessDenied\"", 1);
    let failures = run_scenario("wrong.json", &wrong).unwrap_err();
    assert_eq!(
        failures[0].to_string(),
        "wrong.json, step prod, error: expected AccessDenied, came to ValidationError"
    );
    let outcome = simulate(&wrong);
    assert!(!outcome.meets_expectations);
    let step = outcome.steps.iter().find(|step| step.id == "prod").unwrap();
    let difference = &step.differences.as_ref().unwrap()[0];
    assert_eq!(difference.field, "error");
    assert_eq!(difference.expected, "AccessDenied");
    assert_eq!(difference.actual, "ValidationError");
}

#[wasm_bindgen_test]
fn a_text_that_is_no_scenario_is_thrown_with_its_places() {
    let thrown = wasm::simulate("{\n  \"version\": 1,\n  \"titel\": \"x\"\n}").unwrap_err();
    let told: Unreadable = serde_wasm_bindgen::from_value(thrown).unwrap();
    let problem = told.errors.iter().find(|problem| problem.path == "titel").unwrap();
    assert_eq!((problem.line, problem.column), (3, 3));
    assert!(problem.message.contains("titel"), "{}", problem.message);
}

#[wasm_bindgen_test]
fn the_examples_are_the_files() {
    let examples: Vec<Example> =
        serde_wasm_bindgen::from_value(wasm::example_scenarios().unwrap()).unwrap();
    assert_eq!(examples.len(), FILES.len());
    for (example, (name, text)) in examples.iter().zip(FILES) {
        assert_eq!((&*example.name, &*example.text), (*name, *text));
        assert!(!example.title.is_empty(), "{name}");
    }
}

#[wasm_bindgen_test]
fn a_chain_is_drawn_at_any_width_and_in_both_themes() {
    let text = text("three-hop-chain");
    let plain = wasm::draw(text, JsValue::UNDEFINED).unwrap();
    assert!(plain.starts_with("<svg") && plain.contains("ProdAdmin"), "{plain}");
    let options = |json: &str| js_parse(json);
    let dark = wasm::draw(text, options(r#"{ "theme": "dark" }"#)).unwrap();
    assert_ne!(plain, dark);
    let narrow = wasm::draw(text, options(r#"{ "width": 360 }"#)).unwrap();
    assert_ne!(plain, narrow);
    assert!(wasm::draw(text, options(r#"{ "theme": "blue" }"#)).is_err());
}

#[wasm_bindgen_test]
fn options_that_are_none_are_refused_with_their_name() {
    let refused = |json: &str| {
        let thrown = wasm::draw(text("three-hop-chain"), js_parse(json)).unwrap_err();
        format!("{thrown:?}")
    };
    let misspelled = refused(r#"{ "theme": "dark", "widht": 360 }"#);
    assert!(misspelled.contains("unknown option `widht`"), "{misspelled}");
    assert!(refused(r#"{ "width": 0 }"#).contains("at least 1"));
    assert!(!refused(r#"{ "width": "wide" }"#).is_empty());
}

#[wasm_bindgen_test]
fn the_version_is_that_of_the_crate() {
    assert_eq!(wasm::version(), env!("CARGO_PKG_VERSION"));
}

fn js_parse(json: &str) -> JsValue {
    #[wasm_bindgen::prelude::wasm_bindgen]
    extern "C" {
        #[wasm_bindgen(js_namespace = JSON, js_name = parse)]
        fn parse(text: &str) -> JsValue;
    }
    parse(json)
}
