//! What can be said of a case: what its messages state, a verdict where it rests on what is known, else what is open.

use super::{
    Case, Missing,
    draft::{self, Unknown},
};
use crate::{
    Outcome, Scenario,
    outcome::StepResult,
    paste::{Message, PieceKind},
    simulate,
};

/// What is not known yet and would decide.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Open {
    /// A sentence: "The trust policy of Reader is not known yet."
    pub sentence: String,
    /// The command that prints it; nothing where none does.
    pub command: Option<String>,
}

/// What can be said of a case.
#[derive(Debug, Clone)]
pub struct Answer {
    /// What the pasted messages state of the reason, a sentence each.
    pub stated: Vec<String>,
    /// Why there is no verdict yet; empty where the one of `outcome` rests on nothing but what is known.
    pub open: Vec<Open>,
    /// What the verdict is about. What is not known never refuses in it.
    pub scenario: Scenario,
    /// What the scenario comes to.
    pub outcome: Outcome,
    /// What can still refuse a call that is allowed here while a message says that it was refused.
    pub can_still_deny: Vec<Missing>,
}

impl Case {
    /// What can be said of the case.
    ///
    /// The call is asked twice: where what is not known allows nothing, and where it allows everything. Where only the
    /// second is allowed, a verdict would rest on what nobody said, so there is none.
    #[must_use]
    pub fn answer(&self) -> Answer {
        let strict = draft::make(self, Unknown::Nothing);
        let outcome = simulate(&strict.scenario);
        let stated = self.stated();
        let mut open = strict.withheld;
        if is_allowed(&outcome) {
            // Where the message states the reason, the document that it names is asked for, and nothing else.
            let refused = self.messages().next().is_some()
                && (stated.is_empty() || strict.missing.is_empty());
            return Answer {
                can_still_deny: if refused { strict.can_still_deny } else { Vec::new() },
                stated,
                open,
                scenario: strict.scenario,
                outcome,
            };
        }
        let generous = draft::make(self, Unknown::Everything);
        let best = simulate(&generous.scenario);
        if is_allowed(&best) {
            open.extend(strict.open);
        }
        Answer {
            stated,
            open,
            scenario: generous.scenario,
            outcome: best,
            can_still_deny: Vec::new(),
        }
    }

    fn messages(&self) -> impl Iterator<Item = &Message> {
        self.pieces.iter().filter_map(|piece| match &piece.kind {
            PieceKind::Message(message) => Some(&**message),
            _ => None,
        })
    }

    fn stated(&self) -> Vec<String> {
        let said = self.messages().filter_map(|message| {
            if let Some(limit) = limit_stated(&message.text) {
                return Some(limit.to_owned());
            }
            let reason = message.reason.as_deref()?;
            let action = message.action.as_deref().unwrap_or("the call");
            Some(match reason.strip_prefix("an explicit deny in ") {
                Some(kind) => {
                    let article = if kind.starts_with(['a', 'e', 'i', 'o']) { "an" } else { "a" };
                    format!("The message states the reason: an explicit deny in {article} {kind}.")
                }
                None => format!("The message states the reason: {reason} allows {action}."),
            })
        });
        let mut all: Vec<String> = Vec::new();
        for sentence in said {
            if !all.contains(&sentence) {
                all.push(sentence);
            }
        }
        all
    }
}

/// What a message about a duration says, in other words. AWS: "AssumeRole", "Troubleshoot IAM roles".
fn limit_stated(message: &str) -> Option<&'static str> {
    if message.contains("1 hour session limit for roles assumed by role chaining") {
        return Some(
            "The message states the reason: the caller is itself a session of a role, and a session that one session makes of the next lasts at most 1 hour, whatever MaxSessionDuration the role has. Ask for 3600 seconds or less, or assume the role with the long-term credentials at the beginning of the chain.",
        );
    }
    message.contains("exceeds the MaxSessionDuration set for this role").then_some(
        "The message states the reason: more seconds are asked for than the role's MaxSessionDuration. Ask for less, or raise it on the role (3600 to 43200).",
    )
}

fn is_allowed(outcome: &Outcome) -> bool {
    outcome.steps.iter().all(|step| matches!(step.result, StepResult::Succeeded))
}
