//! The policy language in a browser: the same cases as natively.

#![cfg(target_arch = "wasm32")]

use testing::policy_cases::Run;
use wasm_bindgen_test::{console_log, wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

/// Path below the folder, without its ending, and text of every file of cases.
const FILES: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/policy_cases.rs"));

#[wasm_bindgen_test]
fn every_case_comes_to_what_the_documents_say() {
    let mut run = Run::default();
    for (file, text) in FILES {
        run.file(&format!("{file}.json"), text);
    }
    console_log!("{} cases\n{}", run.cases, run.matrix);
    assert!(run.failures.is_empty(), "\n{}", run.failures.join("\n"));
    assert!(run.cases >= 1000, "only {} cases", run.cases);
    assert_eq!(run.matrix.empty_cells(), Vec::<String>::new());
    assert_eq!(run.never_found(), Vec::<String>::new());
}
