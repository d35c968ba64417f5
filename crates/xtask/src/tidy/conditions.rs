//! Every condition operator has its cases, and every file of operators says here which those are: a
//! new file, or a new operator in one, begins with a line in this table.

use super::Tree;

const SOURCE: &str = "crates/policy/src/condition/";
const CASES: &str = "crates/policy/testdata/conditions/";

/// The case files of each file of operators; a file without operators has none.
const OPERATORS: [(&str, &[&str]); 12] = [
    ("arn", &["arn_equals", "arn_like", "arn_not_equals", "arn_not_like"]),
    ("binary", &["binary_equals"]),
    ("boolean", &["bool"]),
    (
        "date",
        &[
            "date_equals",
            "date_not_equals",
            "date_less_than",
            "date_less_than_equals",
            "date_greater_than",
            "date_greater_than_equals",
        ],
    ),
    ("ip_address", &["ip_address", "not_ip_address"]),
    ("null", &["null"]),
    (
        "numeric",
        &[
            "numeric_equals",
            "numeric_not_equals",
            "numeric_less_than",
            "numeric_less_than_equals",
            "numeric_greater_than",
            "numeric_greater_than_equals",
        ],
    ),
    (
        "string",
        &[
            "string_equals",
            "string_not_equals",
            "string_equals_ignore_case",
            "string_not_equals_ignore_case",
            "string_like",
            "string_not_like",
        ],
    ),
    // The list of the others; names; values; lists, `IfExists` and set qualifiers of all of them.
    ("mod", &[]),
    ("operator", &[]),
    ("operand", &[]),
    ("quantifier", &[]),
];

pub(super) fn findings(tree: &Tree) -> Vec<String> {
    // The rule begins with the first case file.
    if !tree.iter().any(|(path, _)| path.starts_with(CASES)) {
        return Vec::new();
    }
    let stems = tree.iter().filter_map(|(path, _)| {
        path.strip_prefix(SOURCE)?.strip_suffix(".rs").filter(|name| !name.contains('/'))
    });
    let mut found = Vec::new();
    for stem in stems {
        let Some((_, cases)) = OPERATORS.iter().find(|(name, _)| *name == stem) else {
            found.push(format!(
                "{SOURCE}{stem}.rs: name its case files in crates/xtask/src/tidy/conditions.rs."
            ));
            continue;
        };
        for case in *cases {
            let file = format!("{CASES}{case}.json");
            if tree.text(&file).is_none() {
                found.push(format!("{SOURCE}{stem}.rs has no case file {file}."));
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_operator_without_cases_is_found() {
        let tree = Tree::of(&[
            ("crates/policy/src/condition/mod.rs", ""),
            ("crates/policy/src/condition/boolean.rs", ""),
            ("crates/policy/src/condition/ip_address.rs", ""),
            ("crates/policy/testdata/conditions/bool.json", ""),
            ("crates/policy/testdata/conditions/ip_address.json", ""),
        ]);
        assert_eq!(
            findings(&tree),
            ["crates/policy/src/condition/ip_address.rs has no case file \
             crates/policy/testdata/conditions/not_ip_address.json."]
        );
    }

    #[test]
    fn a_file_that_nobody_listed_is_found() {
        let tree = Tree::of(&[
            ("crates/policy/src/condition/regex.rs", ""),
            ("crates/policy/testdata/conditions/bool.json", ""),
        ]);
        assert!(findings(&tree)[0].contains("name its case files"));
    }
}
