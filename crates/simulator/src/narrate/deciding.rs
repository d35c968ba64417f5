//! The one fact that decides a refusal: a limit, a statement, or an absence.

use iam::{Decision, PolicyType};
use policy::{Effect, Finding, NodeId, NodeKind, Wanted};

use super::{
    Comparison, DecidingFact, ElementFact, denied,
    names::Names,
    nearest::nearest_of,
    node,
    test::Test,
    view::View,
    words::{capital, duration, plain, short},
};
use crate::outcome::{Cause, Refusal, StepResult, Undecided};

pub(super) fn fact(names: Names<'_>) -> Option<DecidingFact> {
    let absence = |title: String, note: String| Some(DecidingFact::Absence { title, note });
    match &names.step.result {
        StepResult::Succeeded => None,
        StepResult::NotReached { needs } => absence(
            "Not reached".to_owned(),
            format!("{} gave no session.", capital(&names.numbered(needs))),
        ),
        StepResult::Undecided(Undecided::Document(document)) => {
            let document = names.outcome.document(*document)?;
            let found = super::cause::finding(document);
            absence(
                plain(&capital(&names.document(document))),
                found
                    .map(|found| plain(&super::cause::at_line(document, found)))
                    .unwrap_or_default(),
            )
        }
        StepResult::Undecided(Undecided::Signature) => absence(
            "Signature".to_owned(),
            "Nothing is there to check the provider's signature with.".to_owned(),
        ),
        StepResult::Refused(refusal) => refused(names, refusal),
    }
}

fn refused(names: Names<'_>, refusal: &Refusal) -> Option<DecidingFact> {
    match &refusal.cause {
        Cause::Authorization(index) => authorization(View::new(names, *index)?),
        Cause::Chaining { asked, role_maximum } => Some(DecidingFact::Limit {
            title: "1-hour chaining limit".to_owned(),
            asked: *asked,
            role_maximum: Some(*role_maximum),
            cap: sts::CHAINING_LIMIT,
            note: "The caller is itself a session, so this call chains.".to_owned(),
        }),
        Cause::RoleMaximum { asked, role_maximum } => Some(DecidingFact::Limit {
            title: "MaxSessionDuration of the role".to_owned(),
            asked: *asked,
            role_maximum: Some(*role_maximum),
            cap: *role_maximum,
            note: format!(
                "{} allows sessions of {} at most.",
                plain(&names.target()),
                duration(*role_maximum)
            ),
        }),
        Cause::Parameters => out_of_range(names, refusal).or_else(|| plain_fact(names, refusal)),
        _ => plain_fact(names, refusal),
    }
}

/// `DurationSeconds` outside what the service takes at all.
fn out_of_range(names: Names<'_>, refusal: &Refusal) -> Option<DecidingFact> {
    let message = &*refusal.error.message;
    let (_, rest) = message.split_once("at 'durationSeconds' failed to satisfy constraint: ")?;
    let figure = rest.split(';').next()?.rsplit(' ').next()?;
    let cap: i64 = figure.parse().ok()?;
    let (before, _) = message.split_once("' at 'durationSeconds'")?;
    let asked: i64 = before.rsplit('\'').next()?.parse().ok()?;
    let least = rest.contains("greater than or equal");
    Some(DecidingFact::Limit {
        title: if least { "The least that STS takes" } else { "The most that STS takes" }
            .to_owned(),
        asked,
        role_maximum: names.step.limits.and_then(|limits| limits.role_maximum),
        cap,
        note: "Checked before any policy is looked at.".to_owned(),
    })
}

fn plain_fact(names: Names<'_>, refusal: &Refusal) -> Option<DecidingFact> {
    let title = match &refusal.cause {
        Cause::Expired { .. } => "The session has ended",
        Cause::DeletedUser { .. } => "The user was deleted",
        Cause::Parameters => "The request is malformed",
        Cause::CallerKind => "The kind of caller",
        Cause::RegionDisabled { .. } => "The Region is not activated",
        Cause::MfaDevice { .. } | Cause::MfaCode { .. } | Cause::MfaIncomplete => "The MFA code",
        Cause::NoSuchRole { .. } => "No such role",
        Cause::OtherPartition => "Another partition",
        Cause::Tags => "The session tags",
        Cause::SourceIdentity { .. } => "The source identity is set",
        Cause::SessionPolicy { .. } | Cause::SessionPolicyArn { .. } => "The session policy",
        Cause::TooLarge { .. } => "Too large",
        Cause::IdentityToken => "The sign-in",
        Cause::ProviderSignature => "The signature",
        Cause::SessionTokenWithoutMfa => "A session without MFA",
        Cause::Obstacle(_) => "Not to be had like this",
        Cause::Change { .. } => "Not saved",
        Cause::Authorization(_) | Cause::Chaining { .. } | Cause::RoleMaximum { .. } => {
            return None;
        }
    };
    let document = |number: Option<u32>| {
        let document = names.outcome.document(number?)?;
        Some(super::cause::at_line(document, super::cause::finding(document)?))
    };
    let note = match &refusal.cause {
        Cause::SessionPolicy { document: number } | Cause::Change { document: number } => {
            document(*number)
        }
        Cause::Expired { expired } => {
            let moment = super::words::moment(*expired, names.step.at);
            Some(format!("the session of {} ended at {moment}", plain(&names.who())))
        }
        Cause::SessionPolicyArn { arn } => {
            Some(format!("the policy {} does not exist here", short(arn, 80)))
        }
        Cause::NoSuchRole { role, .. } => Some(format!("there is no {role}")),
        Cause::RegionDisabled { region, account } => {
            Some(format!("account {account} has not activated {region}"))
        }
        Cause::SourceIdentity { held, asked } => {
            Some(format!("the session carries {held}, this call asks for {asked}"))
        }
        Cause::Tags => Some(refusal.error.message.to_string()),
        _ => None,
    };
    let note = note.unwrap_or_else(|| super::check::failed_fact(names, refusal));
    let note = super::words::sentences([note]);
    Some(DecidingFact::Absence { title: title.to_owned(), note })
}

fn authorization(view: View<'_>) -> Option<DecidingFact> {
    if view.asked.decision == Decision::ExplicitDeny {
        let statement = denied::statement(view)?;
        let tests = Test::all(view, statement);
        let decisive = tests
            .iter()
            .find(|test| test.is_true_of_nothing())
            .or_else(|| tests.iter().find(|test| test.is_true()));
        let note = decisive.and_then(Test::rule).map(|rule| format!("{}.", plain(&capital(&rule))));
        return Some(statement_fact(view, statement, decisive, true, note));
    }
    for kind in view.asked.blocked_by.iter() {
        if matches!(kind, PolicyType::ServiceControl | PolicyType::ResourceControl) {
            let levels = super::silent::silent_levels(view, kind);
            let names: Vec<String> = levels.iter().map(|(_, name)| name.clone()).collect();
            let word = kind.short_label();
            return Some(DecidingFact::Absence {
                title: format!("No {word} on {} allows it", super::words::or(&names)),
                note: format!(
                    "Every level from the root to the account has to allow {}.",
                    view.asked.action
                ),
            });
        }
        if kind == PolicyType::Trust && view.trust_is_unknown() {
            let role = plain(&view.names.resource(&view.asked.resource));
            return Some(DecidingFact::Absence {
                title: format!("The trust policy of {role} is not known yet"),
                note: "A placeholder stands in its place and lets nobody in.".to_owned(),
            });
        }
        if let Some(nearest) = nearest_of(view, kind) {
            let about_it =
                !matches!(nearest.why, super::nearest::Why::Action) || kind == PolicyType::Trust;
            if about_it {
                let decisive = nearest.decisive();
                let off = nearest.tests.iter().any(|test| test.is_off);
                let note = off.then(|| "It is turned off here.".to_owned());
                return Some(statement_fact(view, nearest.statement, decisive, false, note));
            }
        }
        let has_any = view.layer(kind).is_some_and(|layer| view.policies(layer).next().is_some());
        if kind != PolicyType::Resource || !view.asked.blocked_by.contains(PolicyType::Identity) {
            return Some(DecidingFact::Absence {
                title: format!("No {} allows it", kind.label()),
                note: match view.layer(kind).map(|layer| has_allow(view, layer)) {
                    _ if !has_any => "There is none.".to_owned(),
                    Some(false) => "It has no Allow statement.".to_owned(),
                    _ => format!("No statement there is about {}.", view.asked.action),
                },
            });
        }
    }
    None
}

fn has_allow(view: View<'_>, layer: NodeId) -> bool {
    view.statements(layer).any(|(.., effect)| effect == Some(Effect::Allow))
}

fn statement_fact(
    view: View<'_>,
    statement: NodeId,
    decisive: Option<&Test<'_>>,
    lifts_a_deny: bool,
    note: Option<String>,
) -> DecidingFact {
    let number = view.statement_of(statement).map_or(0, |(_, number)| u32::from(number) + 1);
    let line = view.line(statement).unwrap_or_default();
    let policy = plain(&denied::subject(view, statement));
    let comparison = decisive.filter(|test| !test.is_off).map(|test| Comparison {
        key: test.key_text.to_owned(),
        actual: test.actual.as_ref().map(|values| values.join(", ")),
        wanted: changing(test, lifts_a_deny).map(|(wanted, value)| in_words(wanted, value)),
        value: changing(test, lifts_a_deny).and_then(|(wanted, value)| to_pass(wanted, &value)),
        lifts_a_deny,
    });
    DecidingFact::Statement {
        title: format!("Statement {number}, line {line}, of {policy}"),
        document: view
            .node(statement)
            .and_then(|node| node.place)
            .map_or(0, |place| place.document),
        authorization: view.index,
        node: statement,
        elements: view
            .children(statement)
            .map(|(id, element)| ElementFact {
                name: node::element_name(view, id),
                value: short(&node::element_value(view, id), 80),
                matched: element.finding == Finding::Matched,
                reason: node::element_reason(view, id),
                node: id,
            })
            .collect(),
        comparison,
        note: note.or_else(|| only_action(view, statement)),
    }
}

/// Where no statement is about the action, that is worth a word.
fn only_action(view: View<'_>, statement: NodeId) -> Option<String> {
    let other = view.children(statement).any(|(_, node)| {
        matches!(node.kind, NodeKind::Action { .. }) && node.finding != Finding::Matched
    });
    other.then(|| {
        format!(
            "No statement is about {} for this caller; this one comes nearest.",
            view.asked.action
        )
    })
}

/// What the key's value has to be for the test to come out the other way.
fn changing(test: &Test<'_>, lifts_a_deny: bool) -> Option<(Wanted, String)> {
    if lifts_a_deny {
        return test.lifted_by();
    }
    let suggestion = test.suggestion.clone().filter(|_| !test.cannot_be_given())?;
    Some((suggestion.wanted, suggestion.value))
}

fn in_words(wanted: Wanted, value: String) -> String {
    match wanted {
        Wanted::Equal | Wanted::EqualIgnoringCase => value,
        Wanted::Like => format!("like {value}"),
        Wanted::Less => format!("less than {value}"),
        Wanted::LessOrEqual => format!("at most {value}"),
        Wanted::Greater => format!("more than {value}"),
        Wanted::GreaterOrEqual => format!("at least {value}"),
        Wanted::Within => format!("within {value}"),
        Wanted::Other => format!("anything but {value}"),
        Wanted::Missing => "no value".to_owned(),
        Wanted::Present => "any value".to_owned(),
    }
}

/// One value that is what is wanted; empty for none at all.
fn to_pass(wanted: Wanted, value: &str) -> Option<String> {
    let beside = |by: i64| value.parse::<i64>().ok().map(|number| (number + by).to_string());
    match wanted {
        Wanted::Equal
        | Wanted::EqualIgnoringCase
        | Wanted::LessOrEqual
        | Wanted::GreaterOrEqual => (!value.is_empty()).then(|| value.to_owned()),
        // A wildcard stands for nothing as well, and a question mark for any one character.
        Wanted::Like => {
            let plain = value.replace('*', "").replace('?', "0");
            (!plain.is_empty()).then_some(plain)
        }
        Wanted::Less => beside(-1),
        Wanted::Greater => beside(1),
        Wanted::Within => value.split('/').next().map(str::to_owned),
        Wanted::Missing => Some(String::new()),
        Wanted::Other | Wanted::Present => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_to_pass_is_what_is_wanted() {
        let check = |wanted, value: &str, expected: Option<&str>| {
            assert_eq!(to_pass(wanted, value).as_deref(), expected, "{wanted:?} {value}");
        };
        check(Wanted::Equal, "x1", Some("x1"));
        check(Wanted::Like, "prod-*", Some("prod-"));
        check(Wanted::Like, "job-?", Some("job-0"));
        check(Wanted::Like, "*", None);
        check(Wanted::Less, "3600", Some("3599"));
        check(Wanted::Greater, "3600", Some("3601"));
        check(Wanted::Within, "203.0.113.0/24", Some("203.0.113.0"));
        check(Wanted::Missing, "x", Some(""));
        check(Wanted::Other, "x", None);
        check(Wanted::Present, "x", None);
    }
}
