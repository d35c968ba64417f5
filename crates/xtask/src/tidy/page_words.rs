//! Only `web` and `wasm` know a browser, and the page's state knows it no more than the engine does.

use super::Tree;
use super::code::{code_only, paths};

/// Crates that mean a browser or its page.
const WORDS: [&str; 6] =
    ["yew", "web_sys", "js_sys", "gloo", "wasm_bindgen", "wasm_bindgen_futures"];

pub(super) fn findings(tree: &Tree) -> Vec<String> {
    let mut found = Vec::new();
    for (path, text) in tree.rust().filter(|(path, _)| must_not_know(path)) {
        for (line, name) in paths(&code_only(text)) {
            let first = name.trim_start_matches(':').split("::").next().unwrap_or("");
            if WORDS.contains(&first) {
                found.push(format!("{path}:{line}: `{first}` belongs in `web` or `wasm` alone."));
            }
        }
    }
    found
}

fn must_not_know(path: &str) -> bool {
    let below = path.starts_with("crates/") && !path.starts_with("crates/wasm/");
    let state = path.starts_with("web/src/state/") || path == "web/src/state.rs";
    below || state
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_browser_below_the_page_is_found() {
        let tree = Tree::of(&[
            ("crates/simulator/src/lib.rs", "use js_sys::Date;\n"),
            ("crates/diagram/src/lib.rs", "// yew draws this\nlet yew_like = \"yew\";\n"),
            ("web/src/state/model.rs", "\nuse yew::prelude::*;\n"),
            ("web/src/app.rs", "use yew::prelude::*;\n"),
            ("crates/wasm/src/lib.rs", "use wasm_bindgen::prelude::*;\n"),
        ]);
        assert_eq!(
            findings(&tree),
            [
                "crates/simulator/src/lib.rs:1: `js_sys` belongs in `web` or `wasm` alone.",
                "web/src/state/model.rs:2: `yew` belongs in `web` or `wasm` alone.",
            ]
        );
    }
}
