//! Outcome to model.

use simulator::{Outcome, Scenario};

use super::Model;

impl Model {
    /// What a scenario and its outcome look like.
    #[must_use]
    pub fn new(scenario: &Scenario, outcome: &Outcome) -> Self {
        let _ = (scenario, outcome);
        Self::default()
    }
}
