//! Two outcomes side by side, step by step: what a change of the scenario came to.

use std::rc::Rc;

use crate::{
    Outcome,
    outcome::{StepOutcome, StepResult},
};

/// A step of either outcome, or of both.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pair {
    /// The step's id, by which the two are one.
    pub id: Rc<str>,
    /// Its place before.
    pub before: Option<usize>,
    /// Its place after.
    pub after: Option<usize>,
    /// What is different; empty where the step came to the same.
    pub different: Vec<Aspect>,
}

impl Pair {
    /// Whether the step came to the same.
    #[must_use]
    pub fn is_same(&self) -> bool {
        self.different.is_empty()
    }
}

/// What can be different about a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Aspect {
    /// It is only in one of the two.
    Presence,
    /// Whether it succeeds, is refused, is not reached or is undecided.
    Verdict,
    /// The code of the refusal.
    Code,
    /// The policies that stand in the way.
    DecidedBy,
    /// Who calls.
    Caller,
    /// The session that is made, other than in its times: its name, its tags, its policies.
    Session,
    /// How many seconds the session lasts.
    Duration,
    /// When the session ends.
    Expiry,
}

impl Aspect {
    /// Its name in a sentence.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Presence => "presence",
            Self::Verdict => "verdict",
            Self::Code => "error code",
            Self::DecidedBy => "deciding policy",
            Self::Caller => "caller",
            Self::Session => "session",
            Self::Duration => "granted seconds",
            Self::Expiry => "expiry",
        }
    }
}

/// Every step of `after` in its order, each behind those of `before` that are gone.
#[must_use]
pub fn compare(before: &Outcome, after: &Outcome) -> Vec<Pair> {
    let mut pairs = Vec::new();
    let mut told = 0;
    for (index, step) in after.steps.iter().enumerate() {
        let known = before.steps.iter().position(|other| other.id == step.id);
        if let Some(known) = known {
            pairs.extend(gone(before, after, told..known));
            told = told.max(known + 1);
        }
        let different = match known.map(|known| &before.steps[known]) {
            Some(other) => differences((before, other), (after, step)),
            None => vec![Aspect::Presence],
        };
        pairs.push(Pair { id: Rc::clone(&step.id), before: known, after: Some(index), different });
    }
    pairs.extend(gone(before, after, told..before.steps.len()));
    pairs
}

/// The steps of a range that the other outcome does not have.
fn gone<'a>(
    before: &'a Outcome,
    after: &'a Outcome,
    range: std::ops::Range<usize>,
) -> impl Iterator<Item = Pair> + 'a {
    range.filter_map(|index| {
        let step = before.steps.get(index)?;
        after.step(&step.id).is_none().then(|| Pair {
            id: Rc::clone(&step.id),
            before: Some(index),
            after: None,
            different: vec![Aspect::Presence],
        })
    })
}

fn differences(
    (before, one): (&Outcome, &StepOutcome),
    (after, other): (&Outcome, &StepOutcome),
) -> Vec<Aspect> {
    let session = |step: &StepOutcome| {
        let session = &step.minted.as_ref()?.session;
        let seconds = session.expires.seconds() - session.issued.seconds();
        Some((seconds, session.expires))
    };
    let code = |step: &StepOutcome| step.error().map(|error| error.code);
    let (one_lasts, other_lasts) = (session(one), session(other));
    let found = [
        (Aspect::Verdict, verdict(one) != verdict(other)),
        (Aspect::Code, code(one) != code(other)),
        (Aspect::DecidedBy, decided_by(before, one) != decided_by(after, other)),
        (Aspect::Caller, caller(one) != caller(other)),
        (Aspect::Session, !carries_the_same(one, other)),
        (Aspect::Duration, one_lasts.map(|known| known.0) != other_lasts.map(|known| known.0)),
        (Aspect::Expiry, one_lasts.map(|known| known.1) != other_lasts.map(|known| known.1)),
    ];
    found.into_iter().filter_map(|(aspect, differs)| differs.then_some(aspect)).collect()
}

fn verdict(step: &StepOutcome) -> u8 {
    match step.result {
        StepResult::Succeeded => 0,
        StepResult::Refused(_) => 1,
        StepResult::NotReached { .. } => 2,
        StepResult::Undecided(_) => 3,
    }
}

fn caller(step: &StepOutcome) -> Option<String> {
    let principal = &step.caller.as_ref()?.principal;
    let arn = principal.session_arn.as_ref().or(principal.arn.as_ref());
    arn.map(ToString::to_string).or_else(|| principal.name.as_deref().map(str::to_owned))
}

/// Whether both made a session with the same name, tags, source identity and policies, or neither did.
fn carries_the_same(one: &StepOutcome, other: &StepOutcome) -> bool {
    match (&one.minted, &other.minted) {
        (Some(one), Some(other)) => {
            let (one, other) = (&one.session, &other.session);
            one.name == other.name
                && one.principal.session_arn == other.principal.session_arn
                && one.tags == other.tags
                && one.source_identity == other.source_identity
                && one.policy == other.policy
                && one.policy_arns == other.policy_arns
                && has_mfa(one) == has_mfa(other)
        }
        (None, None) => true,
        _ => false,
    }
}

fn has_mfa(session: &sts::Session) -> bool {
    matches!(session.mfa, sts::Mfa::Present(_))
}

/// The policies whose statements deny, or the policy types whose missing allow stands in the way; in words of the data,
/// so that two outcomes can be held against each other.
#[must_use]
pub fn decided_by(outcome: &Outcome, step: &StepOutcome) -> Vec<String> {
    let Some(asked) = step.refused_authorization() else { return Vec::new() };
    let mut names = Vec::new();
    for id in asked.deciding() {
        let document = asked
            .explanation
            .get(id)
            .and_then(|node| outcome.document(node.place?.document))
            .map(|document| format!("{} of {}", document.kind, document.name));
        names.extend(document);
    }
    if names.is_empty() {
        names.extend(asked.blocked_by.iter().map(|kind| format!("no {kind} allows")));
    }
    names.dedup();
    names
}
