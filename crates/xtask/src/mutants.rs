//! `cargo xtask mutants`: changes the code that decides, one place at a time, and says which change no test notices.
//! What was found stands in `docs/evidence.md`.

use crate::failure::Result;
use crate::{command, install, repository};

/// What is changed: conditions, elements, patterns with their variables, and the decision table.
const FILES: [&str; 5] = [
    "crates/policy/src/condition/*.rs",
    "crates/policy/src/element/*.rs",
    "crates/policy/src/pattern.rs",
    "crates/policy/src/variable.rs",
    "crates/simulator/src/decide.rs",
];

/// Runs every change, or those in files of that name.
pub(crate) fn command(files: &[String]) -> Result<()> {
    let mut run = command::new(install::for_mutants()?);
    run.args(["mutants", "--output"]).arg(repository::path("target"));
    run.args(["--minimum-test-timeout=60"]);
    let all = FILES.map(str::to_owned);
    for file in if files.is_empty() { &all[..] } else { files } {
        run.arg("--file").arg(file);
    }
    // Each change is built and tested on its own, one after the other: hours, so it is no part of the tests.
    command::run(&mut run)
}
