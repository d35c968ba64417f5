//! Parameters, signatures, tokens and assertions in a browser: the same cases as natively, from the same files of tests.

#![cfg(target_arch = "wasm32")]
#![allow(dead_code, unused_imports, reason = "what else those files test is tested natively")]

use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

#[path = "../../federation/tests/oidc_cases.rs"]
mod oidc;
#[path = "../../federation/tests/saml_cases.rs"]
mod saml;
#[path = "../../sts/tests/signature_cases.rs"]
mod signature;
#[path = "../../sts/tests/cases.rs"]
mod validation;

wasm_bindgen_test_configure!(run_in_browser);

#[wasm_bindgen_test]
fn every_parameter_is_checked_by_its_limits() {
    validation::every_case_of_validation_holds();
}

#[wasm_bindgen_test]
fn every_signature_is_checked() {
    signature::every_case_of_signatures_holds();
}

#[wasm_bindgen_test]
fn every_web_identity_token_is_checked() {
    oidc::every_case_of_oidc_holds();
}

#[wasm_bindgen_test]
fn every_saml_assertion_is_checked() {
    saml::every_case_of_saml_holds();
}
