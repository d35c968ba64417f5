//! Runs a scenario and holds it against its own expectations, the same way on every host.

use std::fmt;

use federation::VERIFIERS;
use simulator::{Outcome, Scenario};

/// Runs a scenario as every host does: with what reads and checks signed tokens and responses.
#[must_use]
pub fn simulate(scenario: &Scenario) -> Outcome {
    simulator::simulate_with(scenario, Some(VERIFIERS))
}

pub use crate::files::json_files;

/// Something that a scenario expects and that did not happen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// The file.
    pub file: String,
    /// The step's id; for a file that is no scenario, the path in it.
    pub step: String,
    /// The field of `expect`; for a file that is no scenario, its place.
    pub field: String,
    /// What is expected.
    pub expected: String,
    /// What happened.
    pub actual: String,
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { file, step, field, expected, actual } = self;
        write!(f, "{file}, step {step}, {field}: expected {expected}, came to {actual}")
    }
}

/// Runs one scenario. A step without `expect` is a failure too: an example that claims nothing proves nothing.
///
/// # Errors
/// Every expectation that does not hold, and everything that is wrong with the file.
pub fn run_scenario(file: &str, text: &str) -> Result<(), Vec<Failure>> {
    let failure = |step: &str, field: &str, expected: &str, actual: &str| Failure {
        file: file.to_owned(),
        step: step.to_owned(),
        field: field.to_owned(),
        expected: expected.to_owned(),
        actual: actual.to_owned(),
    };
    let scenario = Scenario::read(text).map_err(|errors| {
        let told = errors.iter().map(|error| {
            let place = format!("line {}:{}", error.at.line, error.at.column);
            failure(&error.path, &place, "a scenario", &error.message)
        });
        told.collect::<Vec<_>>()
    })?;
    let mut failures = Vec::new();
    for step in &simulate(&scenario).steps {
        match &step.differences {
            None => failures.push(failure(&step.id, "expect", "an expectation", "none")),
            Some(differences) => failures.extend(
                differences.iter().map(|d| failure(&step.id, d.field, &d.expected, &d.actual)),
            ),
        }
    }
    if failures.is_empty() { Ok(()) } else { Err(failures) }
}

/// Every scenario of the corpus, name without ending and text, in the order of their names.
///
/// # Panics
/// Where the folder or a file of it cannot be read: then there is nothing to test.
pub fn files() -> Vec<(String, String)> {
    let below = json_files("simulator/scenarios");
    below
        .into_iter()
        .map(|(name, text)| (name.trim_end_matches(".json").to_owned(), text))
        .collect()
}

/// A scenario of the corpus by its name, with its outcome.
///
/// # Panics
/// Where there is none of that name, or it cannot be read.
#[expect(clippy::panic, reason = "a test that cannot be set up has failed")]
pub fn example(name: &str) -> (Scenario, Outcome) {
    let found = files().into_iter().find(|(known, _)| known == name);
    let (_, text) = found.unwrap_or_else(|| panic!("there is no scenario {name}"));
    let scenario = Scenario::read(&text).unwrap_or_else(|errors| panic!("{name}: {errors:?}"));
    let outcome = simulate(&scenario);
    (scenario, outcome)
}
