//! Scenario to outcome.

use crate::{Outcome, Scenario};

/// Runs the chain.
#[must_use]
pub fn simulate(scenario: &Scenario) -> Outcome {
    let _ = scenario;
    unimplemented!()
}
