//! What a scenario expects of a step, held against what happened.

use iam::PolicyTypes;

use crate::{
    outcome::{Difference, StepOutcome, StepResult},
    scenario::{Expectation, ExpectedResult},
};

/// The fields that do not hold.
pub(crate) fn differences(expected: &Expectation, outcome: &StepOutcome) -> Vec<Difference> {
    let mut differences = Vec::new();
    let mut compare = |field, expected: String, actual: String| {
        if expected != actual {
            differences.push(Difference { field, expected, actual });
        }
    };
    if let Some(result) = expected.result {
        compare("result", result.as_str().to_owned(), result_of(outcome).as_str().to_owned());
    }
    if let Some(error) = &expected.error {
        let actual = outcome.error().map_or("none", |error| error.code);
        compare("error", error.to_string(), actual.to_owned());
    }
    let refused = outcome.refused_authorization();
    if let Some(action) = &expected.authorization {
        let actual = refused.map_or_else(|| "none".to_owned(), |known| known.action.to_string());
        compare("authorization", action.to_string(), actual);
    }
    let asked = refused.or_else(|| outcome.authorizations.first());
    if let Some(decision) = expected.decision {
        let actual = asked.map_or("none", |known| known.decision.as_str());
        compare("decision", decision.as_str().to_owned(), actual.to_owned());
    }
    if let Some(kinds) = &expected.blocked_by {
        let kinds: PolicyTypes = kinds.iter().copied().collect();
        let actual = asked.map(|known| known.blocked_by).unwrap_or_default();
        compare("blockedBy", listed(kinds), listed(actual));
    }
    differences
}

/// The word for how a step ended.
#[must_use]
pub fn result_of(outcome: &StepOutcome) -> ExpectedResult {
    match outcome.result {
        StepResult::Succeeded => ExpectedResult::Succeeded,
        StepResult::Refused(_) => ExpectedResult::Refused,
        StepResult::NotReached { .. } => ExpectedResult::NotReached,
        StepResult::Undecided { .. } => ExpectedResult::Undecided,
    }
}

fn listed(kinds: PolicyTypes) -> String {
    let names: Vec<_> = kinds.iter().map(iam::PolicyType::as_str).collect();
    if names.is_empty() { "none".to_owned() } else { names.join(", ") }
}
