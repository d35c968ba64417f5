//! Every file of condition operators has its cases: `condition/string.rs` has
//! `testdata/conditions/string.json`, or a folder or several files whose names begin so.

use super::Tree;

const SOURCE: &str = "crates/policy/src/condition/";
const CASES: &str = "crates/policy/testdata/conditions/";

/// Files that hold no operator, and why.
const WITHOUT_CASES: [(&str, &str); 3] = [
    ("mod", "lists the others"),
    ("operator", "reads an operator's name"),
    ("tests", "is itself a test"),
];

pub(super) fn findings(tree: &Tree) -> Vec<String> {
    // The rule begins with the first case file.
    if !tree.iter().any(|(path, _)| path.starts_with("crates/policy/testdata/")) {
        return Vec::new();
    }
    let stems = tree.iter().filter_map(|(path, _)| {
        path.strip_prefix(SOURCE)?.strip_suffix(".rs").filter(|name| !name.contains('/'))
    });
    stems
        .filter(|stem| !WITHOUT_CASES.iter().any(|(name, _)| name == stem))
        .filter(|stem| !has_cases(tree, stem))
        .map(|stem| format!("{SOURCE}{stem}.rs has no case file {CASES}{stem}.json."))
        .collect()
}

fn has_cases(tree: &Tree, stem: &str) -> bool {
    tree.iter()
        .filter_map(|(path, _)| path.strip_prefix(CASES)?.strip_prefix(stem))
        .any(|rest| rest.ends_with(".json") && rest.starts_with(['.', '/', '_']))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_operator_without_cases_is_found() {
        let tree = Tree::of(&[
            ("crates/policy/src/condition/mod.rs", ""),
            ("crates/policy/src/condition/date.rs", ""),
            ("crates/policy/src/condition/string.rs", ""),
            ("crates/policy/src/condition/numeric.rs", ""),
            ("crates/policy/testdata/conditions/string_like.json", ""),
            ("crates/policy/testdata/conditions/numeric.json", ""),
        ]);
        let found = findings(&tree);
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(found[0].starts_with("crates/policy/src/condition/date.rs has no case file"));
    }
}
