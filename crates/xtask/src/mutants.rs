//! `cargo xtask mutants`: changes the code that decides, one place at a time, and says which change no test notices.
//! What was found stands in `docs/evidence.md`.

use crate::failure::{Result, While, fail};
use crate::{command, install, repository};

/// What is changed in one crate, and who has to notice.
struct Subject {
    /// The crate.
    package: &'static str,
    /// Its files that decide.
    files: &'static [&'static str],
    /// The test files that are asked beside its unit tests: those that are fast. What they leave, all others are asked by
    /// hand (`cargo test -p policy`).
    tests: &'static [&'static str],
}

/// Conditions, elements, patterns with their variables, and the decision table.
const SUBJECTS: [Subject; 2] = [
    Subject {
        package: "policy",
        files: &[
            "crates/policy/src/condition/*.rs",
            "crates/policy/src/element/*.rs",
            "crates/policy/src/pattern.rs",
            "crates/policy/src/variable.rs",
        ],
        tests: &["cases", "story", "large"],
    },
    Subject {
        package: "simulator",
        files: &["crates/simulator/src/decide.rs"],
        tests: &["rules", "vectors", "loose", "golden"],
    },
];

/// Makes every change, or those in the files that are named by their path, as `crates/policy/src/pattern.rs`.
pub(crate) fn command(files: &[String]) -> Result<()> {
    let program = install::for_mutants()?;
    let mut asked = 0;
    for Subject { package, files: all, tests } in SUBJECTS {
        let folder = format!("crates/{package}/");
        let named = files.iter().map(String::as_str).filter(|file| file.starts_with(&folder));
        let changed: Vec<&str> = if files.is_empty() { all.to_vec() } else { named.collect() };
        if changed.is_empty() {
            continue;
        }
        asked += changed.len();
        let results = repository::path(&format!("target/mutants/{package}"));
        std::fs::create_dir_all(&results).or_could_not("make the folder for the results")?;
        let mut run = command::new(&program);
        run.args(["mutants", "--package", package, "--profile", "mutants", "--output"]);
        run.arg(results).arg("--minimum-test-timeout=60");
        run.args(changed.iter().flat_map(|file| ["--file", file]));
        run.args(["--", "--lib"]).args(tests.iter().flat_map(|test| ["--test", test]));
        // One after the other: an hour or two, so it is no part of the tests.
        command::run(&mut run)?;
    }
    if asked == 0 {
        return fail("Files are named by their path in crates/policy or crates/simulator.");
    }
    Ok(())
}
