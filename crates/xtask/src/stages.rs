//! `cargo xtask test`: the stages in order, each with its time, and the sum of all tests at the end.

use std::time::{Duration, Instant};

use crate::build::Profile;
use crate::failure::{Failure, Result, fail};
use crate::tally::Tally;
use crate::{check, command, install, package, walks};

/// A part of the tests that can be run alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Stage {
    /// Formatting, lints, documentation, the house's own rules.
    Check,
    /// Every test that needs no browser, and the examples in the documentation.
    Native,
    /// The tests of the crate `wasm`, in a browser.
    Wasm,
    /// The npm package, packed and installed.
    Package,
    /// The page, walked through in a browser.
    Page,
}

/// The crates whose wasm tests run in a browser.
const WASM_TESTED: [&str; 1] = ["crates/wasm"];

impl Stage {
    /// Every stage, in the order in which they are run.
    pub(crate) const ALL: [Self; 5] =
        [Self::Check, Self::Native, Self::Wasm, Self::Package, Self::Page];

    /// The word for it on the command line.
    fn name(self) -> &'static str {
        match self {
            Self::Check => "check",
            Self::Native => "native",
            Self::Wasm => "wasm",
            Self::Package => "package",
            Self::Page => "page",
        }
    }

    /// The stage that a word names.
    pub(crate) fn named(name: &str) -> Result<Self> {
        match Self::ALL.into_iter().find(|stage| stage.name() == name) {
            Some(stage) => Ok(stage),
            None => {
                let names = Self::ALL.map(Self::name).join(", ");
                fail(format!("There is no stage `{name}`; the stages are {names}."))
            }
        }
    }

    fn run(self, names: &[String], profile: Profile) -> Result<Tally> {
        match self {
            Self::Check => check::all(),
            Self::Native => native(names),
            Self::Wasm => wasm(names),
            Self::Package => Ok(Tally::of_tests(&package::test(names)?, self.name())),
            Self::Page => {
                let finished = walks::run(names, profile)?;
                Ok(Tally::of_tests(&finished, self.name()))
            }
        }
    }
}

/// Runs stages, all of them even when one fails, and prints the sum as the last line.
pub(crate) fn run(stages: &[Stage], names: &[String], profile: Profile) -> Result<()> {
    let mut sum = Tally::default();
    let mut table = Vec::new();
    for &stage in stages {
        println!("== {}", stage.name());
        let start = Instant::now();
        let tally = stage.run(names, profile).unwrap_or_else(|Failure(message)| {
            eprintln!("{message}");
            Tally::FAILURE
        });
        sum += tally;
        let line = format!("{:<8}{:>8}   {tally}", stage.name(), shown(start.elapsed()));
        println!("{line}");
        table.push(line);
    }
    if table.len() > 1 {
        println!("==\n{}", table.join("\n"));
    }
    println!("{sum}");
    // The sum is the last line, so a failure adds no sentence of its own.
    if sum.failed == 0 { Ok(()) } else { std::process::exit(1) }
}

fn shown(time: Duration) -> String {
    let seconds = time.as_secs();
    match seconds / 60 {
        0 => format!("{:.1} s", time.as_secs_f64()),
        minutes => format!("{minutes}m{:02}s", seconds % 60),
    }
}

fn native(names: &[String]) -> Result<Tally> {
    let mut test = command::cargo();
    // `web` is among them: its state and its pure views are tested without a browser.
    test.args(["test", "--workspace", "--exclude", "wasm", "--no-fail-fast"]);
    test.arg("--").args(names);
    let mut sum = Tally::of_tests(&command::tee(&mut test)?, "native");
    // Of `wasm`, whose tests need a browser, the examples of its documentation.
    if names.is_empty() {
        let mut examples = command::cargo();
        examples.args(["test", "--doc", "--package", "wasm"]);
        sum += Tally::of_tests(&command::tee(&mut examples)?, "native");
    }
    Ok(sum)
}

fn wasm(names: &[String]) -> Result<Tally> {
    let tools = install::for_wasm_tests()?;
    let mut sum = Tally::default();
    for folder in WASM_TESTED {
        let mut test = command::new(&tools.wasm_pack);
        test.args(["test", "--headless", "--chrome", "--mode", "no-install", "--chromedriver"]);
        test.arg(&tools.browser.driver).arg(folder);
        if !names.is_empty() {
            test.arg("--").arg("--").args(names);
        }
        test.env("PATH", command::path_with(&tools.path)?);
        sum += Tally::of_tests(&command::tee(&mut test)?, "wasm");
    }
    Ok(sum)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_stage_is_found_by_its_name_and_another_word_is_an_error() {
        for stage in Stage::ALL {
            assert_eq!(Stage::named(stage.name()).unwrap(), stage);
        }
        assert!(
            Stage::named("browser").unwrap_err().0.contains("check, native, wasm, package, page")
        );
    }
}
