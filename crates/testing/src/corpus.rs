//! Runs a scenario and holds it against its own expectations, the same way on every host.

use std::fmt;

use federation::VERIFIERS;
use simulator::outcome::{StepOutcome, StepResult};
use simulator::scenario::Expectation;
use simulator::{Outcome, Scenario};

/// Runs a scenario as every host does: with what reads and checks signed tokens and responses.
#[must_use]
pub fn simulate(scenario: &Scenario) -> Outcome {
    simulator::simulate_with(scenario, Some(VERIFIERS))
}

pub use crate::files::json_files;
use crate::session_laws;

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
    for (member, text) in [("teaches", &scenario.teaches), ("source", &scenario.source)] {
        if text.as_deref().unwrap_or_default().is_empty() {
            failures.push(failure("", member, "a sentence", "none"));
        }
    }
    let outcome = simulate(&scenario);
    for broken in session_laws::broken(scenario.seed.as_deref().unwrap_or_default(), &outcome) {
        failures.push(failure("", "laws", "none broken", &broken));
    }
    for (step, asked) in outcome.steps.iter().zip(&scenario.steps) {
        for member in left_out(step, asked.expect.as_ref()) {
            failures.push(failure(&step.id, member, "an expectation", "none"));
        }
        match &step.differences {
            None => failures.push(failure(&step.id, "expect", "an expectation", "none")),
            Some(differences) => failures.extend(
                differences.iter().map(|d| failure(&step.id, d.field, &d.expected, &d.actual)),
            ),
        }
    }
    if failures.is_empty() { Ok(()) } else { Err(failures) }
}

/// What an expectation leaves out although the step came to it: half a claim would hold for a wrong answer too.
fn left_out(step: &StepOutcome, expect: Option<&Expectation>) -> Vec<&'static str> {
    let Some(expect) = expect else { return Vec::new() };
    let is_refused = matches!(step.result, StepResult::Refused(_));
    let by_policies = step.refused_authorization().is_some();
    let wanted = [
        ("result", expect.result.is_some(), true),
        ("error", expect.error.is_some(), is_refused),
        ("authorization", expect.authorization.is_some(), by_policies),
        ("decision", expect.decision.is_some(), by_policies),
        ("blockedBy", expect.blocked_by.is_some(), by_policies),
    ];
    let missing = wanted.into_iter().filter(|(_, is_there, is_wanted)| *is_wanted && !is_there);
    missing.map(|(member, ..)| member).collect()
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
