//! The laws of sessions for generated chains, in a browser: the same chains as natively. Those of scenarios and cases are
//! asked where these are run.

#![cfg(target_arch = "wasm32")]

use testing::chains;
use wasm_bindgen_test::{console_log, wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

#[wasm_bindgen_test]
fn every_law_of_sessions_holds_for_chains_of_ten_hops() {
    let (broken, seen) = chains::ask(0..300);
    console_log!("{seen:?}");
    assert!(broken.is_empty(), "{}", broken.join("\n"));
    assert!(seen.rare(300).is_empty(), "{seen:?}");
}
