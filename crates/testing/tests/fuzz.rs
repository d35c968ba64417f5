//! The committed corpus of every fuzz target, asked again. `cargo xtask fuzz` looks for more.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a corpus that cannot be read has failed the test"
)]

use std::{fs, path::Path};

use testing::fuzz;

/// Asks the function about every file of a target's corpus.
fn replay(target: &str, ask: impl Fn(&[u8])) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz/corpus").join(target);
    let mut files = 0;
    for file in fs::read_dir(&folder).unwrap() {
        let path = file.unwrap().path();
        // Shown only where the test fails, and then the last one is the input that fails.
        println!("{}", path.display());
        ask(&fs::read(path).unwrap());
        files += 1;
    }
    assert!(files >= 100, "only {files} files in {}", folder.display());
}

#[test]
fn the_corpus_of_the_parser_is_read() {
    replay("parser", fuzz::parser);
}

#[test]
fn the_corpus_of_the_evaluator_is_asked() {
    replay("evaluator", fuzz::evaluator);
}

#[test]
fn the_corpus_of_scenarios_is_run() {
    replay("scenario", |bytes| assert!(fuzz::scenario(bytes) <= 1001));
}
