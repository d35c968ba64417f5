//! The crate in a real browser: its module is loaded and runs there.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot go on has failed"
)]
#![cfg(target_arch = "wasm32")]

use wasm_bindgen::prelude::*;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

// The crate as a browser loads it; naming it links it into this test.
use wasm as _;

wasm_bindgen_test_configure!(run_in_browser);

#[wasm_bindgen_test]
fn the_tests_run_in_a_browser_with_a_page() {
    let page = js_value("document");
    assert!(page.is_object(), "there is no page here: {page:?}");
}

#[wasm_bindgen_test]
fn text_beyond_the_first_plane_comes_through_the_boundary_unchanged() {
    let text = "arn:aws:iam::111122223333:role/Ω-😀";
    assert_eq!(JsValue::from_str(text).as_string().as_deref(), Some(text));
}

/// A global of the browser, by name.
fn js_value(name: &str) -> JsValue {
    #[wasm_bindgen]
    extern "C" {
        #[wasm_bindgen(js_namespace = Reflect, js_name = get)]
        fn get(object: &JsValue, key: &str) -> JsValue;

        #[wasm_bindgen(thread_local_v2, js_name = globalThis)]
        static GLOBAL: JsValue;
    }
    GLOBAL.with(|global| get(global, name))
}
