//! `cargo xtask differential`: the engine against the reference evaluator on many generated cases.
//!
//! Both are in `crates/testing`; what they disagree on is written below `target/differential/`.

use crate::failure::Result;
use crate::{command, repository};

/// As many as fit into a few minutes.
const CASES: u64 = 1_000_000;

/// Decides cases twice; a difference is a failure.
pub(crate) fn command(cases: Option<u64>, seed: Option<u64>) -> Result<()> {
    let mut run = command::cargo();
    run.args(["run", "--quiet", "--profile", "bench", "-p", "testing", "--bin", "differential"]);
    run.arg("--target-dir").arg(repository::path("target")).arg("--");
    run.args([cases.unwrap_or(CASES), seed.unwrap_or(1)].map(|number| number.to_string()));
    command::run(run.arg(repository::path("target/differential")))
}
