//! Every finding about documents has a file of cases: some in which it is found, and some in which it is not.

use super::Tree;

const SOURCE: &str = "crates/policy/src/check/";
const CASES: &str = "crates/policy/testdata/documents/";

pub(super) fn findings(tree: &Tree) -> Vec<String> {
    let mut found = Vec::new();
    for (path, text) in tree.rust() {
        let Some(name) = path.strip_prefix(SOURCE).and_then(|name| name.strip_suffix(".rs")) else {
            continue;
        };
        // What several of them share finds nothing itself.
        if name == "mod" || !text.contains("pub(super) fn check(") {
            continue;
        }
        for part in ["What it finds.", "Why it matters.", "Instead."] {
            if !text.contains(&format!("//! **{part}**")) {
                found.push(format!("{path}: its documentation lacks `{part}`"));
            }
        }
        let file = format!("{CASES}{name}.json");
        let cases = tree.text(&file).unwrap_or("");
        for (field, what) in
            [("\"finds\"", "in which it is found"), ("\"lacks\"", "in which it is not")]
        {
            if !cases.contains(field) {
                found.push(format!("{path}: {file} has no case {what}."));
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    const CHECK: &str = "//! **What it finds.** A\n//! **Why it matters.** B\n//! **Instead.** C\npub(super) fn check(";

    #[test]
    fn a_finding_without_cases_is_found() {
        let path = "crates/policy/src/check/empty_sid.rs";
        let cases = "crates/policy/testdata/documents/empty_sid.json";
        let both = "{\"finds\": [], \"lacks\": []}";
        assert_eq!(findings(&Tree::of(&[(path, CHECK), (cases, both)])), [""; 0]);
        assert_eq!(findings(&Tree::of(&[(path, CHECK), (cases, "{\"finds\": []}")])).len(), 1);
        assert_eq!(findings(&Tree::of(&[(path, CHECK)])).len(), 2);
        assert_eq!(findings(&Tree::of(&[(path, "fn check("), (cases, both)])), [""; 0]);
    }

    #[test]
    fn a_finding_that_does_not_say_what_to_write_instead_is_found() {
        let path = "crates/policy/src/check/empty_sid.rs";
        let cases = "crates/policy/testdata/documents/empty_sid.json";
        let both = "{\"finds\": [], \"lacks\": []}";
        let text = CHECK.replace("Instead", "Otherwise");
        assert_eq!(findings(&Tree::of(&[(path, &text), (cases, both)])).len(), 1);
    }
}
