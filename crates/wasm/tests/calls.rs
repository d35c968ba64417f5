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
