//! The sentences of a step, as plain text.

use serde::Serialize;
use simulator::{
    Outcome, Scenario,
    narrate::{self, DecidingFact as EngineFact},
    outcome::StepOutcome,
};

use crate::words;

/// The sentences of a step without the rest of it: `docs/wire.md`, section "Explained".
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ExplainedJson {
    id: String,
    number: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<String>,
    result: &'static str,
    narration: Narration,
}

/// The sentences of every step.
#[must_use]
pub fn explained(scenario: &Scenario, outcome: &Outcome) -> Vec<ExplainedJson> {
    let written = |id: &str| scenario.steps.iter().find(|written| &*written.id == id);
    let steps = outcome.steps.iter().zip(1..).map(|(step, number)| ExplainedJson {
        id: step.id.to_string(),
        number,
        title: written(&step.id).and_then(|step| Some(step.title.as_ref()?.to_string())),
        result: words::result(&step.result),
        narration: Narration::of(scenario, outcome, step),
    });
    steps.collect()
}

/// What a person reads about a step.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Narration {
    cause: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    remedy: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    cli_message: Option<CliMessage>,
    #[serde(skip_serializing_if = "Option::is_none")]
    deciding_fact: Option<DecidingFact>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct CliMessage {
    text: String,
    status: u16,
    names_the_cause: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    leaves_out: Option<String>,
}

#[derive(Debug, Serialize)]
#[serde(tag = "type", rename_all = "camelCase", rename_all_fields = "camelCase")]
enum DecidingFact {
    Limit {
        title: String,
        asked: i64,
        #[serde(skip_serializing_if = "Option::is_none")]
        role_maximum: Option<i64>,
        cap: i64,
        note: String,
    },
    Statement {
        title: String,
        document: u32,
        authorization: usize,
        node: u32,
        elements: Vec<Element>,
        #[serde(skip_serializing_if = "Option::is_none")]
        comparison: Option<Comparison>,
        #[serde(skip_serializing_if = "Option::is_none")]
        note: Option<String>,
    },
    Absence {
        title: String,
        note: String,
    },
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Element {
    name: String,
    value: String,
    matched: bool,
    reason: String,
    node: u32,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Comparison {
    key: String,
    /// `null` where the key is missing.
    actual: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    wanted: Option<String>,
    lifts_a_deny: bool,
}

impl Narration {
    pub(crate) fn of(scenario: &Scenario, outcome: &Outcome, step: &StepOutcome) -> Self {
        Self {
            cause: narrate::cause(scenario, outcome, step).plain(),
            remedy: narrate::remedy(scenario, outcome, step).map(|sentence| sentence.plain()),
            cli_message: narrate::cli_message(outcome, step).map(|message| CliMessage {
                text: message.text,
                status: message.status,
                names_the_cause: message.names_the_cause,
                leaves_out: message.note,
            }),
            deciding_fact: narrate::deciding_fact(outcome, step).map(DecidingFact::from),
        }
    }
}

impl From<EngineFact> for DecidingFact {
    fn from(fact: EngineFact) -> Self {
        match fact {
            EngineFact::Limit { title, asked, role_maximum, cap, note } => {
                Self::Limit { title, asked, role_maximum, cap, note }
            }
            EngineFact::Statement {
                title,
                document,
                authorization,
                node,
                elements,
                comparison,
                note,
            } => Self::Statement {
                title,
                document,
                authorization,
                node,
                elements: elements
                    .into_iter()
                    .map(|element| Element {
                        name: element.name,
                        value: element.value,
                        matched: element.matched,
                        reason: element.reason,
                        node: element.node,
                    })
                    .collect(),
                comparison: comparison.map(|comparison| Comparison {
                    key: comparison.key,
                    actual: comparison.actual,
                    wanted: comparison.wanted,
                    lifts_a_deny: comparison.lifts_a_deny,
                }),
                note,
            },
            EngineFact::Absence { title, note } => Self::Absence { title, note },
        }
    }
}
