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

#[test]
fn the_corpus_of_share_links_is_answered() {
    replay("share_link", fuzz::share_link);
}

#[test]
fn the_corpus_of_messages_is_merged() {
    replay("message", fuzz::message);
}

#[test]
fn the_corpus_of_assertions_is_read() {
    replay("assertion", fuzz::assertion);
}

/// Asks the function about so many texts made by chance, always the same: words of the dictionary, letters, and pieces of
/// what was made before.
fn short_run(ask: impl Fn(&[u8])) {
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    let mut random = move |below: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        usize::try_from(state % (below as u64)).unwrap()
    };
    let words = include_str!("../../../fuzz/words.dict");
    let words: Vec<&str> = words.lines().filter_map(|line| line.split('"').nth(1)).collect();
    let mut before: Vec<Vec<u8>> = vec![Vec::new()];
    for _ in 0..2_000 {
        let mut bytes = before[random(before.len())].clone();
        for _ in 0..=random(6) {
            let at = random(bytes.len() + 1);
            match random(4) {
                0 => drop(bytes.splice(at..at, words[random(words.len())].bytes())),
                1 => bytes.insert(at, u8::try_from(random(256)).unwrap()),
                2 => bytes.truncate(at),
                _ => bytes.extend([0, 0, u8::try_from(random(256)).unwrap(), 65]),
            }
        }
        bytes.truncate(512);
        ask(&bytes);
        before.push(bytes);
    }
}

#[test]
fn whatever_a_share_link_says_there_is_an_answer() {
    short_run(fuzz::share_link);
}

#[test]
fn whatever_a_session_token_says_there_is_an_answer() {
    short_run(fuzz::session_token);
}

#[test]
fn whatever_pieces_a_message_brings_there_is_an_answer() {
    short_run(fuzz::message);
}

#[test]
fn whatever_a_provider_signs_there_is_an_answer() {
    short_run(fuzz::assertion);
}
