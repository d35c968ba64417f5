//! Every sentence that a person reads about an outcome, made from data in one place.
//!
//! Short, plain, present tense, AWS's own nouns; who and what rather than "condition not satisfied".

mod assumption;
mod bound;
mod cause;
pub mod causes;
mod check;
mod cli;
mod deciding;
mod denied;
mod granted;
mod judged;
mod key;
mod line;
mod names;
mod nearest;
mod node;
mod obstacle;
mod remedy;
mod silent;
mod test;
mod view;
mod words;

use std::fmt;

use policy::NodeId;

use crate::{
    Outcome, Scenario, operation,
    outcome::{Check, Difference, StepOutcome},
    scenario::Operation,
};
pub use judged::judged;
use names::Names;

pub use bound::bound;

/// A sentence with the parts that deserve weight.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Sentence {
    /// The parts in order.
    pub parts: Vec<Part>,
}

impl Sentence {
    /// The sentence without any weight.
    #[must_use]
    pub fn plain(&self) -> String {
        self.parts.iter().map(Part::text).collect()
    }
}

impl fmt::Display for Sentence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.parts.iter().try_for_each(|part| f.write_str(part.text()))
    }
}

/// A part of a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    /// Running text.
    Text(String),
    /// A name or a figure that matters.
    Strong(String),
    /// Something that could be pasted: an ARN, a key, an action.
    Code(String),
}

impl Part {
    /// The text of the part.
    #[must_use]
    pub fn text(&self) -> &str {
        match self {
            Self::Text(text) | Self::Strong(text) | Self::Code(text) => text,
        }
    }
}

/// What the command line prints, or for Switch Role a page of the console, and how much of the cause that tells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CliMessage {
    /// The text, exactly: `An error occurred (AccessDenied) when calling the AssumeRole operation: …`.
    pub text: String,
    /// The HTTP status.
    pub status: u16,
    /// Whether a page of the console says it.
    pub is_of_console: bool,
    /// Whether the text names the true cause.
    pub names_the_cause: bool,
    /// One sentence: what it leaves out.
    pub note: Option<String>,
}

/// The one fact that decides a refusal.
#[derive(Debug, Clone, PartialEq)]
pub enum DecidingFact {
    /// A limit on the duration: seconds asked, the role's maximum, and the cap that decides.
    Limit {
        /// Heading: "1-hour chaining limit".
        title: String,
        /// Seconds asked.
        asked: i64,
        /// The role's MaxSessionDuration.
        role_maximum: Option<i64>,
        /// The smaller limit that refuses.
        cap: i64,
        /// One sentence.
        note: String,
    },
    /// A statement: the one that denies, or the nearest one that does not allow.
    Statement {
        /// Heading: "Statement 2, line 11" with the policy's name.
        title: String,
        /// The document, by number.
        document: u32,
        /// The authorization and the statement's node.
        authorization: usize,
        /// The statement's node.
        node: NodeId,
        /// What each element did.
        elements: Vec<ElementFact>,
        /// The key that decides, with the request's value and the value that would change the outcome.
        comparison: Option<Comparison>,
        /// One sentence.
        note: Option<String>,
    },
    /// Nothing to point at: no policy of that type allows, or a plain fact.
    Absence {
        /// Heading.
        title: String,
        /// One sentence.
        note: String,
    },
}

/// What one element of a statement did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ElementFact {
    /// `Action`, `Principal`, `StringNotEquals`, …
    pub name: String,
    /// Its value in short.
    pub value: String,
    /// Whether it matches the request.
    pub matched: bool,
    /// Why not, or what it matches, in a few words.
    pub reason: String,
    /// Its node.
    pub node: NodeId,
}

/// A key as the request has it beside what the policy wants.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comparison {
    /// The condition key.
    pub key: String,
    /// The request's value; nothing when the key is missing.
    pub actual: Option<String>,
    /// The value that would change the outcome, where there is a simple one.
    pub wanted: Option<String>,
    /// A value of the request with which the test comes out the other way, as it would be passed; nothing where none can
    /// be named or passed. Empty where the key has to be missing.
    pub value: Option<String>,
    /// Whether the wanted value lifts a deny rather than completing an allow.
    pub lifts_a_deny: bool,
}

/// One line of the list of checks: its name and the fact at the right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckLine {
    /// "Duration".
    pub name: String,
    /// "7200 s, limit 3600 s".
    pub fact: String,
}

/// A step as one line of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StepLine {
    /// Who calls: "alice".
    pub caller: String,
    /// `sts:AssumeRole`.
    pub action: String,
    /// On what: "DeployRole".
    pub target: String,
    /// "Allowed", "Denied", "Not reached", "Undecided"; "Done" for a change of the world.
    pub verdict: &'static str,
    /// What was granted, or what stands in the way, in a few words; may be empty.
    pub fact: String,
}

/// A step as one line of a table.
#[must_use]
pub fn step_line(scenario: &Scenario, outcome: &Outcome, step: &StepOutcome) -> StepLine {
    line::line(Names { scenario: Some(scenario), outcome, step })
}

/// The true cause, or what was granted, in a few sentences that a newcomer understands.
#[must_use]
pub fn cause(scenario: &Scenario, outcome: &Outcome, step: &StepOutcome) -> Sentence {
    let names = Names { scenario: Some(scenario), outcome, step };
    words::sentence(&cause::tell(names, scenario))
}

/// The true cause of an authorization that stands in no scenario. `differs` says whether the answer is another under
/// other switches than these.
pub(crate) fn loose_cause(
    outcome: &Outcome,
    step: &StepOutcome,
    assumptions: &iam::Assumptions,
    differs: &dyn Fn(&iam::Assumptions) -> bool,
) -> Sentence {
    let names = Names { scenario: None, outcome, step };
    words::sentence(&cause::loose(names, assumptions, differs))
}

/// What was expected of a step and did not happen: "expected: succeeded" of its result, "expected error: none" of anything
/// else.
#[must_use]
pub fn expected(difference: &Difference) -> String {
    let Difference { field, expected, .. } = difference;
    let of = match *field {
        "result" => String::new(),
        "blockedBy" => " to be blocked by".to_owned(),
        field => format!(" {field}"),
    };
    format!("expected{of}: {expected}")
}

/// The same with what happened instead: "expected: succeeded, happened: refused".
#[must_use]
pub fn difference(difference: &Difference) -> String {
    format!("{}, happened: {}", expected(difference), difference.actual)
}

/// A step with its number among all steps: "Hop 2" where it mints a session, "Change 3" where an administrator makes it,
/// else "Step 4".
#[must_use]
pub fn numbered(step: &StepOutcome, index: usize) -> String {
    words::capital(&number(step.is_hop, step.is_change, index))
}

/// The same inside a sentence, for a step that need not have been run: "hop 2".
#[must_use]
pub fn numbered_in_words(operation: &Operation, index: usize) -> String {
    number(operation::is_hop(operation), matches!(operation, Operation::Change(_)), index)
}

fn number(is_hop: bool, is_change: bool, index: usize) -> String {
    let word = match (is_hop, is_change) {
        (true, _) => "hop",
        (_, true) => "change",
        _ => "step",
    };
    format!("{word} {}", index + 1)
}

/// What one can do about a refusal.
#[must_use]
pub fn remedy(scenario: &Scenario, outcome: &Outcome, step: &StepOutcome) -> Option<Sentence> {
    let names = Names { scenario: Some(scenario), outcome, step };
    remedy::tell(names).map(|text| words::sentence(&text))
}

/// The usual causes of a refusal in likely order, each answered from this scenario; empty where nothing was refused.
#[must_use]
pub fn possible_causes(
    scenario: &Scenario,
    outcome: &Outcome,
    step: &StepOutcome,
) -> Vec<causes::PossibleCause> {
    causes::tell(Names { scenario: Some(scenario), outcome, step })
}

/// What the command line prints for a refusal.
#[must_use]
pub fn cli_message(outcome: &Outcome, step: &StepOutcome) -> Option<CliMessage> {
    cli::message(Names { scenario: None, outcome, step })
}

/// The fact that decides a refusal.
#[must_use]
pub fn deciding_fact(outcome: &Outcome, step: &StepOutcome) -> Option<DecidingFact> {
    deciding::fact(Names { scenario: None, outcome, step })
}

/// A check in words.
#[must_use]
pub fn check_line(outcome: &Outcome, step: &StepOutcome, check: &Check) -> CheckLine {
    check::line(Names { scenario: None, outcome, step }, check)
}

/// A node of an authorization's explanation in words: its name and what it came to.
#[must_use]
pub fn node_line(
    outcome: &Outcome,
    step: &StepOutcome,
    authorization: usize,
    node: NodeId,
) -> CheckLine {
    node::line(Names { scenario: None, outcome, step }, authorization, node)
}
