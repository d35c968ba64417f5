//! Runs the case files under `testdata`. A case says what AWS's documents say; no command writes the expectations.

use std::collections::BTreeSet;

use testing::{files::json_files, policy_cases::Run};

fn files() -> Vec<(String, String)> {
    json_files("policy/testdata")
}

#[test]
fn every_case_comes_to_what_the_documents_say() {
    let mut run = Run::default();
    for (file, text) in files() {
        run.file(&file, &text);
    }
    println!("{} cases\n{}", run.cases, run.matrix);
    assert!(run.failures.is_empty(), "\n{}", run.failures.join("\n"));
    assert!(run.cases >= 1000, "only {} cases", run.cases);
    assert_eq!(run.matrix.empty_cells(), Vec::<String>::new());
    assert_eq!(run.never_found(), Vec::<String>::new());
}

#[test]
fn every_operator_has_a_case_file_and_every_file_an_operator() {
    let listed = files();
    let conditions = listed.iter().filter_map(|(name, _)| name.strip_prefix("conditions/"));
    let snake = |name: &str| {
        let mut file = String::new();
        for (index, letter) in name.char_indices() {
            if letter.is_uppercase() && index > 0 {
                file.push('_');
            }
            file.extend(letter.to_lowercase());
        }
        file + ".json"
    };
    let wanted: BTreeSet<String> = policy::OPERATORS.iter().map(|(name, ..)| snake(name)).collect();
    assert_eq!(conditions.map(str::to_owned).collect::<BTreeSet<_>>(), wanted);
}
