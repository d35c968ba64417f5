//! The maps in README.md and ARCHITECTURE.md name every crate.

use super::Tree;
use super::arrows::Workspace;

const MAPS: [&str; 2] = ["README.md", "ARCHITECTURE.md"];

pub(super) fn findings(tree: &Tree, workspace: &Workspace) -> Vec<String> {
    let mut found = Vec::new();
    for map in MAPS {
        let Some(text) = tree.text(map) else {
            found.push(format!("{map} is missing."));
            continue;
        };
        // A name stands alone, in backticks, or in a path such as `crates/iam`.
        let words: Vec<&str> =
            text.split(|c: char| !c.is_alphanumeric() && c != '_' && c != '-').collect();
        for (name, _) in &workspace.crates {
            if !words.contains(&name.as_str()) {
                found.push(format!("{map} does not say what the crate `{name}` is."));
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_crate_that_a_map_forgets_is_found() {
        let workspace = Workspace::read(&serde_json::json!({
            "packages": [{ "name": "iam" }, { "name": "sts" }],
        }));
        let tree = Tree::of(&[
            ("README.md", "`crates/iam` is the vocabulary, `sts` the service"),
            ("ARCHITECTURE.md", "- `iam`: the vocabulary of iams, stsology"),
        ]);
        assert_eq!(
            findings(&tree, &workspace),
            ["ARCHITECTURE.md does not say what the crate `sts` is."]
        );
        assert_eq!(findings(&Tree::default(), &workspace).len(), 2);
    }
}
