//! Every module says at its top what it decides: `//!` in Rust, `//` in JavaScript.

use super::Tree;

pub(super) fn findings(tree: &Tree) -> Vec<String> {
    tree.iter()
        .filter_map(|(path, text)| {
            let wanted = match path.rsplit_once('.')?.1 {
                "rs" => "//! ",
                "js" | "mjs" => "// ",
                _ => return None,
            };
            // A crate that opens with an attribute, or a script that opens with `#!`, says nothing.
            (!text.starts_with(wanted))
                .then(|| format!("{path}:1: a module starts with what it is for, as `{wanted}…`."))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_module_without_a_first_sentence_is_found() {
        let tree = Tree::of(&[
            ("crates/iam/src/arn.rs", "use std::fmt;\n"),
            ("crates/iam/src/tag.rs", "//! Tags.\n"),
            ("web/boot.js", "start();\n"),
            ("README.md", "# Title\n"),
        ]);
        let found = findings(&tree);
        assert_eq!(found.len(), 2);
        assert!(found[0].starts_with("crates/iam/src/arn.rs:1:"), "{found:?}");
        assert!(found[1].starts_with("web/boot.js:1:"), "{found:?}");
    }
}
