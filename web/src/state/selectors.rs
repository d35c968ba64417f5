//! Questions about the model and the outcome that several panels ask.

use std::rc::Rc;

use iam::Arn;
use policy::{Finding, NodeKind, Span};
use simulator::{
    Outcome, Scenario,
    outcome::{StepOutcome, StepResult},
    scenario::DocumentAddress,
};

use super::{EntityAddress, Model};

/// A step's verdict, as it is told by shape, icon, word and colour everywhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// The call did what was asked.
    Allowed,
    /// The service said no.
    Denied,
    /// Its caller was never minted.
    NotReached,
    /// A document that it needs cannot be saved.
    Undecided,
    /// A change of the world that was made.
    Changed,
}

impl Verdict {
    /// The verdict of a step.
    pub(crate) fn of(step: &StepOutcome) -> Self {
        match step.result {
            StepResult::Succeeded if step.is_change => Self::Changed,
            StepResult::Succeeded => Self::Allowed,
            StepResult::Refused(_) => Self::Denied,
            StepResult::NotReached { .. } => Self::NotReached,
            StepResult::Undecided { .. } => Self::Undecided,
        }
    }

    /// The word.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Allowed => "Allowed",
            Self::Denied => "Denied",
            Self::NotReached => "Not reached",
            Self::Undecided => "Undecided",
            Self::Changed => "Changed",
        }
    }

    /// The end of class names.
    pub(crate) fn class(self) -> &'static str {
        match self {
            Self::Allowed => "allow",
            Self::Denied => "deny",
            Self::NotReached => "idle",
            Self::Undecided => "warn",
            Self::Changed => "change",
        }
    }
}

/// The step that is explained: the chosen one, else the first that was refused, else the last.
pub(crate) fn selected_step(model: &Model, outcome: Option<&Outcome>) -> Option<usize> {
    let count = model.scenario().steps.len();
    if let Some(step) = model.ui.selected_step.filter(|step| *step < count) {
        return Some(step);
    }
    let interesting = outcome.and_then(|outcome| {
        outcome
            .steps
            .iter()
            .position(|step| matches!(Verdict::of(step), Verdict::Denied | Verdict::Undecided))
    });
    interesting.or(count.checked_sub(1))
}

/// The last part of an ARN, or the text itself: what a person calls the thing.
pub(crate) fn short_name(principal: &str) -> &str {
    let resource = principal.splitn(6, ':').nth(5).unwrap_or(principal);
    resource.rsplit(['/', ':']).next().unwrap_or(resource)
}

/// What a document is called.
pub(crate) fn document_name(address: &DocumentAddress) -> String {
    match address {
        DocumentAddress::Trust { role, .. } => format!("trust policy of {role}"),
        DocumentAddress::RolePolicy { policy, .. }
        | DocumentAddress::UserPolicy { policy, .. }
        | DocumentAddress::GroupPolicy { policy, .. } => policy.to_string(),
        DocumentAddress::Managed { arn } => short_name(&arn.to_string()).to_owned(),
        DocumentAddress::BuiltIn { name } => short_name(name).to_owned(),
        DocumentAddress::Organization { name } => name.to_string(),
        DocumentAddress::Resource { arn } => {
            format!("policy of {}", short_name(&arn.to_string()))
        }
        DocumentAddress::StepSession { step } => format!("session policy of {step}"),
        DocumentAddress::StartSession => "session policy of the start".to_owned(),
        DocumentAddress::Change { step } => format!("document of {step}"),
    }
}

/// What an entity is called.
pub(crate) fn entity_name(entity: &EntityAddress) -> String {
    match entity {
        EntityAddress::Organization => "the organization".to_owned(),
        EntityAddress::Unit(path) if path.is_empty() => "the root".to_owned(),
        EntityAddress::Unit(_) => "the unit".to_owned(),
        EntityAddress::Account(id) => id.to_string(),
        EntityAddress::User(_, name)
        | EntityAddress::Group(_, name)
        | EntityAddress::Role(_, name)
        | EntityAddress::InlinePolicy(_, name)
        | EntityAddress::ManagedPolicy(_, name)
        | EntityAddress::OrganizationPolicy(name) => name.to_string(),
        EntityAddress::Provider(arn) | EntityAddress::Resource(arn) => resource_name(arn),
        EntityAddress::Start => "the start".to_owned(),
    }
}

/// What a resource is called.
pub(crate) fn resource_name(arn: &Arn) -> String {
    short_name(&arn.to_string()).to_owned()
}

/// A step id that is not taken: the wish itself, or with a number.
pub(crate) fn fresh_step_id(scenario: &Scenario, wish: &str) -> Rc<str> {
    let taken = |id: &str| scenario.steps.iter().any(|step| &*step.id == id);
    fresh_name(wish, taken).into()
}

/// A name that is not taken: the wish itself, or with the lowest number that is free.
pub(crate) fn fresh_name(wish: &str, taken: impl Fn(&str) -> bool) -> String {
    if !taken(wish) {
        return wish.to_owned();
    }
    (2..).map(|number| format!("{wish}-{number}")).find(|name| !taken(name)).unwrap_or_default()
}

/// The documents that decide a refused step, with the places of their deciding statements.
pub(crate) fn deciding_places(outcome: &Outcome, step: usize) -> Vec<(DocumentAddress, Span)> {
    let Some(authorization) = outcome.steps.get(step).and_then(StepOutcome::refused_authorization)
    else {
        return Vec::new();
    };
    let mut places = Vec::new();
    for id in authorization.deciding() {
        let Some(node) = authorization.explanation.get(id) else { continue };
        let decides = matches!(node.kind, NodeKind::Statement { .. } | NodeKind::Policy)
            && matches!(node.finding, Finding::Denies | Finding::Matched);
        if let (true, Some(place)) = (decides, node.place) {
            if let Some(document) = outcome.document(place.document) {
                places.push((document.address.clone(), place.span));
            }
        }
    }
    places
}

/// The sentence that is announced after an edit: what became of which hop. Nothing where no verdict changed.
pub(crate) fn verdict_changes(before: &Outcome, after: &Outcome) -> Option<String> {
    let changes: Vec<String> = after
        .steps
        .iter()
        .enumerate()
        .filter_map(|(index, step)| {
            let now = Verdict::of(step);
            let then = before.step(&step.id).map(Verdict::of)?;
            (then != now).then(|| format!("Hop {} now {}", index + 1, now.word().to_lowercase()))
        })
        .collect();
    (!changes.is_empty()).then(|| changes.join(". "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_call_a_thing_by_the_last_part_of_its_arn() {
        assert_eq!(short_name("arn:aws:iam::111111111111:user/dev/alice"), "alice");
        assert_eq!(short_name("arn:aws:s3:::reports"), "reports");
        assert_eq!(short_name("arn:aws:iam::111111111111:root"), "root");
        assert_eq!(short_name("ec2.amazonaws.com"), "ec2.amazonaws.com");
    }

    #[test]
    fn a_fresh_name_counts_up() {
        let taken = ["a", "a-2"];
        assert_eq!(fresh_name("a", |name| taken.contains(&name)), "a-3");
        assert_eq!(fresh_name("b", |name| taken.contains(&name)), "b");
    }
}
