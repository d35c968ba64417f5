//! `cargo xtask check`: what is looked at without running a test.

use crate::failure::{Failure, Result};
use crate::tally::Tally;
use crate::{command, install, tidy};

/// The crates that are part of the page and must therefore build for wasm.
const ENGINE: [&str; 7] = ["iam", "policy", "sts", "federation", "simulator", "diagram", "wire"];

/// Runs every check, all of them even when one fails; each that fails is counted.
pub(crate) fn all() -> Result<Tally> {
    let target = install::for_wasm_checks()?;
    let engine: Vec<&str> = ENGINE.iter().flat_map(|name| ["-p", name]).collect();
    let native = ["--workspace", "--exclude", "web", "--exclude", "wasm"];
    let page = ["-p", "web", "-p", "wasm", "--target", &target];
    let deny = ["--", "-D", "warnings"];

    let mut failures = 0;
    let mut step = |what: &str, run: &dyn Fn() -> Result<()>| {
        println!("-- {what}");
        if let Err(Failure(message)) = run() {
            eprintln!("{message}");
            failures += 1;
        }
    };
    step("formatting", &|| cargo(&[&["fmt", "--all", "--check"]]));
    step("the house's own rules", &tidy::run);
    step("lints, native", &|| {
        cargo(&[&["clippy", "--all-targets", "--features", "xtask/page"], &native, &deny])
    });
    step("lints, page", &|| cargo(&[&["clippy", "--all-targets"], &page, &deny]));
    step("lints, engine for the page", &|| {
        cargo(&[&["clippy", "--lib", "--target", &target], &engine, &deny])
    });
    step("documentation, native", &|| doc(&native));
    step("documentation, page", &|| doc(&page));
    Ok(Tally { passed: 0, failed: failures })
}

fn cargo(arguments: &[&[&str]]) -> Result<()> {
    command::run(command::cargo().args(arguments.concat()))
}

fn doc(crates: &[&str]) -> Result<()> {
    let mut doc = command::cargo();
    doc.args(["doc", "--no-deps"]).args(crates).env("RUSTDOCFLAGS", "-D warnings");
    command::run(&mut doc)
}
