//! Calls to the Security Token Service in a browser: the same cases as natively.

#![cfg(target_arch = "wasm32")]

use testing::calls::Run;
use wasm_bindgen_test::{console_log, wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

/// File name and text of every file of cases, from the folder.
const FILES: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/calls.rs"));

#[wasm_bindgen_test]
fn every_case_comes_to_what_the_documents_say() {
    let mut run = Run::default();
    for (file, text) in FILES {
        run.file(file, text);
    }
    console_log!("{} cases", run.cases);
    assert!(run.cases >= 500, "only {} cases", run.cases);
    assert!(run.failures.is_empty(), "\n{}", run.failures.join("\n"));
}

/// The service's own words, one fact a row; `crates/simulator/tests/golden.rs` says which rows stand in no file.
#[wasm_bindgen_test]
fn every_golden_row_comes_to_the_services_own_words() {
    let rows = include_str!("../../simulator/testdata/golden.json");
    let mut run = Run::default();
    let source = "AWS Security Token Service API Reference";
    run.file("golden", &format!(r#"{{ "source": "{source}", "cases": {rows} }}"#));
    assert!(run.cases >= 57, "only {} rows", run.cases);
    assert!(run.failures.is_empty(), "\n{}", run.failures.join("\n"));
}
