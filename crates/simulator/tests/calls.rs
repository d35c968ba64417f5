//! Calls to the Security Token Service: every case of `testdata/sts` holds. The same files run in a browser.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test fails by panicking, and shows what it covers"
)]

use std::{fs, path::Path};

use testing::calls::Run;

/// Every operation of the service.
const OPERATIONS: [&str; 11] = [
    "AssumeRole",
    "AssumeRoleWithSAML",
    "AssumeRoleWithWebIdentity",
    "AssumeRoot",
    "DecodeAuthorizationMessage",
    "GetAccessKeyInfo",
    "GetCallerIdentity",
    "GetDelegatedAccessToken",
    "GetFederationToken",
    "GetSessionToken",
    "GetWebIdentityToken",
];

fn files() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("testdata/sts");
    let mut files: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .map(|path| {
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            (name, fs::read_to_string(&path).unwrap())
        })
        .collect();
    files.sort();
    files
}

#[test]
fn every_case_comes_to_what_the_documents_say() {
    let mut run = Run::default();
    for (file, text) in files() {
        run.file(&file, &text);
    }
    println!("{} cases: {:#?}", run.cases, run.ends);
    assert!(run.cases >= 500, "only {} cases", run.cases);
    assert!(run.failures.is_empty(), "\n{}", run.failures.join("\n"));
    for operation in OPERATIONS {
        let ends: Vec<&str> = run
            .ends
            .keys()
            .filter_map(|end| end.strip_prefix(operation)?.strip_prefix(' '))
            .collect();
        assert!(ends.contains(&"succeeded") && ends.len() > 1, "{operation}: {ends:?}");
    }
}

#[test]
fn a_wrong_expectation_is_told() {
    let text = r#"{ "source": "AssumeRole", "cases": [{ "title": "one",
        "trust": [{ "Principal": { "AWS": "arn:aws:iam::111111111111:user/mallory" } }], "expect": { "result": "succeeded" } }] }"#;
    let mut run = Run::default();
    run.file("one.json", text);
    assert_eq!(run.failures, [r#"one.json: one: result: expected "succeeded", came to "refused""#]);
}
