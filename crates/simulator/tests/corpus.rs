//! Every scenario of the folder comes to what its author expects, and a wrong expectation is told.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::{fs, path::Path};

use testing::corpus::run_scenario;

fn files() -> Vec<(String, String)> {
    let named = |(name, text)| (format!("{name}.json"), text);
    testing::corpus::files().into_iter().map(named).collect()
}

#[test]
fn every_scenario_meets_its_expectations() {
    let files = files();
    assert!(files.len() >= 30, "only {} scenarios", files.len());
    let failures: Vec<String> = files
        .iter()
        .filter_map(|(name, text)| run_scenario(name, text).err())
        .flatten()
        .map(|failure| failure.to_string())
        .collect();
    assert!(failures.is_empty(), "{} of {}:\n{}", failures.len(), files.len(), failures.join("\n"));
}

#[test]
fn a_wrong_expectation_is_told_with_file_step_and_difference() {
    let right = fs::read_to_string(
        Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/chained-hop-asks-two-hours.json"),
    )
    .unwrap();
    let wrong = right.replacen("\"ValidationError\"", "\"AccessDenied\"", 1);
    assert_ne!(right, wrong);
    let failures = run_scenario("wrong.json", &wrong).unwrap_err();
    let told: Vec<String> = failures.iter().map(ToString::to_string).collect();
    assert_eq!(
        told,
        ["wrong.json, step prod, error: expected AccessDenied, came to ValidationError"]
    );
}

#[test]
fn a_file_that_is_no_scenario_is_told_with_its_place() {
    let failures =
        run_scenario("broken.json", "{\n  \"version\": 1,\n  \"titel\": \"x\"\n}").unwrap_err();
    assert!(failures.iter().any(|failure| failure.field.starts_with("line 3:")), "{failures:?}");
}
