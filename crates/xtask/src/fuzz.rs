//! `cargo xtask fuzz`: the fuzz targets of `fuzz/`, each with so many runs, then its corpus made small.
//!
//! What a run finds is worked on below `target/fuzz/`; only the smallest set of files that reaches as much goes into
//! `fuzz/corpus/`, which every test run reads again (`crates/testing/tests/fuzz.rs`).

use crate::failure::{Result, While, fail};
use crate::{command, install, repository};

/// The targets, and how many runs show that nothing is found.
const TARGETS: [(&str, u64); 7] = [
    ("parser", 10_000_000),
    ("evaluator", 2_000_000),
    ("scenario", 2_000_000),
    ("share_link", 10_000_000),
    ("session_token", 10_000_000),
    ("message", 2_000_000),
    ("assertion", 2_000_000),
];

/// A policy of the largest quota that people write by hand, and more.
const LONGEST: &str = "-max_len=4096";

/// Runs the targets, or one of them.
pub(crate) fn command(only: Option<&str>, runs: Option<u64>) -> Result<()> {
    let chosen: Vec<_> =
        TARGETS.into_iter().filter(|(name, _)| only.is_none_or(|only| only == *name)).collect();
    if chosen.is_empty() {
        return fail(format!("The targets are {}.", TARGETS.map(|(name, _)| name).join(", ")));
    }
    let tools = install::for_fuzzing()?;
    for (name, usual) in chosen {
        let runs = runs.unwrap_or(usual);
        println!("== {name}, {runs} runs");
        let kept = repository::path(&format!("fuzz/corpus/{name}"));
        let found = repository::path(&format!("target/fuzz/{name}"));
        let smallest = repository::path(&format!("target/fuzz/{name}-smallest"));
        let fuzz = |arguments: &[&str], folders: [&std::path::Path; 2]| {
            for folder in folders {
                std::fs::create_dir_all(folder)
                    .or_could_not(format!("make the folder {}", folder.display()))?;
            }
            let mut run = command::new(&tools.program);
            // `-O` leaves it to fuzz/Cargo.toml which crates check themselves; cargo-fuzz would have all of them do so.
            run.args(["fuzz", "run", "-O", "--sanitizer", "none", "--fuzz-dir", "fuzz", name]);
            run.args(folders).arg("--").args(arguments).env("RUSTUP_TOOLCHAIN", &tools.toolchain);
            run.env_remove("CARGO").env_remove("RUSTC");
            command::run(&mut run)
        };
        let (count, words) = (format!("-runs={runs}"), "-dict=fuzz/words.dict");
        fuzz(&[&count, LONGEST, words, "-timeout=20", "-rss_limit_mb=1024"], [&found, &kept])?;
        // Counts of how often a branch is taken would keep thousands of files more.
        let _ = std::fs::remove_dir_all(&smallest);
        fuzz(&["-merge=1", "-use_counters=0", LONGEST], [&smallest, &kept])?;
        fuzz(&["-merge=1", "-use_counters=0", LONGEST], [&smallest, &found])?;
        std::fs::remove_dir_all(&kept).or_could_not("replace the corpus")?;
        std::fs::rename(&smallest, &kept).or_could_not("replace the corpus")?;
    }
    Ok(())
}
