//! The steps as rows of facts.

use simulator::{
    Outcome, Scenario, narrate,
    outcome::{StepOutcome, StepResult},
};

use crate::state::{
    facts,
    selectors::{self, Verdict},
};

/// What one row says.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Row {
    pub(super) number: usize,
    pub(super) title: Option<String>,
    pub(super) caller: String,
    pub(super) call: String,
    pub(super) target: String,
    pub(super) target_full: String,
    pub(super) verdict: Verdict,
    pub(super) duration: String,
    pub(super) expires: String,
    pub(super) expected: Expected,
}

/// How the step compares with what is expected of it.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Expected {
    /// Nothing is expected.
    Nothing,
    /// It holds.
    Holds,
    /// It does not: what was expected in a word, and how it differs.
    Differs(String, String),
}

/// A row for every step.
pub(super) fn rows(scenario: &Scenario, outcome: &Outcome) -> Vec<Row> {
    let steps = outcome.steps.iter().enumerate();
    steps.map(|(index, step)| row(scenario, outcome, index, step)).collect()
}

fn row(scenario: &Scenario, outcome: &Outcome, index: usize, step: &StepOutcome) -> Row {
    let asked = step.limits.and_then(|limits| limits.asked);
    let lasts = step.minted.as_ref().map(|minted| minted.session.expires);
    let granted = step
        .minted
        .as_ref()
        .map(|minted| minted.session.expires.seconds() - minted.session.issued.seconds())
        .map(|seconds| format!("{seconds} s"));
    Row {
        number: index + 1,
        title: scenario.steps.get(index).and_then(|known| known.title.as_deref()).map(Into::into),
        caller: caller(outcome, step),
        call: step.action.to_string(),
        target: facts::target_name(&step.target),
        target_full: facts::target_in_full(&step.target)
            .map(ToString::to_string)
            .unwrap_or_default(),
        verdict: Verdict::of(step),
        duration: match (step.is_hop, granted, asked) {
            (true, Some(granted), _) => granted,
            (true, None, Some(asked)) => format!("asked {asked} s"),
            (true, None, None) => "none".to_owned(),
            (false, _, _) => String::new(),
        },
        expires: match (step.is_hop, lasts) {
            (true, Some(at)) => selectors::clock(at),
            (true, None) => "none".to_owned(),
            (false, _) => String::new(),
        },
        expected: expected(step),
    }
}

fn caller(outcome: &Outcome, step: &StepOutcome) -> String {
    match &step.caller {
        Some(caller) => facts::caller_name(caller),
        None if step.is_change => "administrator".to_owned(),
        None => would_call(outcome, step).unwrap_or_else(|| "nobody".to_owned()),
    }
}

/// Who would have called, had the hop before it been made.
fn would_call(outcome: &Outcome, step: &StepOutcome) -> Option<String> {
    let StepResult::NotReached { needs } = &step.result else { return None };
    Some(facts::target_name(&outcome.step(needs)?.target))
}

fn expected(step: &StepOutcome) -> Expected {
    match &step.differences {
        None => Expected::Nothing,
        Some(differences) if differences.is_empty() => Expected::Holds,
        Some(differences) => {
            let words: Vec<String> = differences.iter().map(narrate::difference).collect();
            let expected = differences.first().map(narrate::expected);
            Expected::Differs(expected.unwrap_or_default(), words.join("; "))
        }
    }
}
