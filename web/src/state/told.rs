//! What a document around the page's frame is told of a scenario, member by member, for its programs: `docs/embed.md`
//! describes it. The words are those of `docs/wire.md`.

use std::rc::Rc;

use iam::PolicyType;
use simulator::{
    Outcome, Scenario,
    expectation::result_of,
    lifetime::{self, Lifetime},
    narrate,
    outcome::StepOutcome,
};
use sts::{Session, SessionTag};

/// A part of what is told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Told {
    /// Yes or no.
    Flag(bool),
    /// A number.
    Number(u16),
    /// A text.
    Text(Rc<str>),
    /// Several of them.
    List(Vec<Self>),
    /// Members by name; what does not apply is left out.
    Members(Vec<(&'static str, Self)>),
}

fn text(text: impl Into<Rc<str>>) -> Told {
    Told::Text(text.into())
}

/// What the document is told.
pub(crate) fn told(scenario: &Scenario, outcome: &Outcome) -> Told {
    let lifetimes = lifetime::lifetimes(outcome);
    let steps = outcome.steps.iter().enumerate().map(|(index, step)| {
        let life = lifetimes.iter().find(|life| life.step == Some(index));
        Told::Members(of_step(scenario, outcome, step, life))
    });
    Told::Members(vec![
        ("title", text(&*scenario.title)),
        ("meetsExpectations", Told::Flag(outcome.meets_expectations())),
        ("steps", Told::List(steps.collect())),
    ])
}

fn of_step(
    scenario: &Scenario,
    outcome: &Outcome,
    step: &StepOutcome,
    life: Option<&Lifetime>,
) -> Vec<(&'static str, Told)> {
    let mut members = vec![
        ("id", text(&*step.id)),
        ("action", text(step.action.to_string())),
        ("at", text(step.at.to_string())),
        ("result", text(result_of(step).as_str())),
        ("cause", text(narrate::cause(scenario, outcome, step).plain())),
    ];
    let minted_by = step.caller.as_ref().and_then(|caller| caller.minted_by);
    if let Some(minted_by) = minted_by.and_then(|index| outcome.steps.get(index)) {
        members.push(("caller", text(&*minted_by.id)));
    }
    if let Some(error) = step.error() {
        members.extend([
            ("error", text(error.code)),
            ("status", Told::Number(error.status)),
            ("message", text(&*error.message)),
        ]);
    }
    let refused = step.refused_authorization();
    members.extend(refused.map(|known| ("authorization", text(known.action.to_string()))));
    if let Some(asked) = refused.or_else(|| step.authorizations.first()) {
        let blockers = asked.blocked_by.iter().map(PolicyType::as_str).map(text);
        members.extend([
            ("decision", text(asked.decision.as_str())),
            ("blockedBy", Told::List(blockers.collect())),
        ]);
    }
    if let Some(minted) = &step.minted {
        members.push(("session", Told::Members(of_session(&minted.session, life))));
    }
    members
}

fn of_session(session: &Session, life: Option<&Lifetime>) -> Vec<(&'static str, Told)> {
    let mut members = vec![
        ("arn", text(session.principal.display_arn())),
        ("issued", text(session.issued.to_string())),
        ("expires", text(session.expires.to_string())),
        ("tags", Told::List(session.tags.iter().map(of_tag).collect())),
    ];
    members.extend(life.map(|life| ("boundedBy", text(life.bounded_by.as_str()))));
    members.extend(session.source_identity.iter().map(|known| ("sourceIdentity", text(&**known))));
    members
}

fn of_tag(tag: &SessionTag) -> Told {
    Told::Members(vec![
        ("key", text(&*tag.tag.key)),
        ("value", text(&*tag.tag.value)),
        ("transitive", Told::Flag(tag.transitive)),
    ])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gallery;

    /// What is told of an example, as lines: the place of every member and what stands there.
    fn lines(example: &str) -> Vec<String> {
        fn below(place: &str, told: &Told, lines: &mut Vec<String>) {
            match told {
                Told::Flag(flag) => lines.push(format!("{place} {flag}")),
                Told::Number(number) => lines.push(format!("{place} {number}")),
                Told::Text(text) => lines.push(format!("{place} {text}")),
                Told::List(list) => list
                    .iter()
                    .enumerate()
                    .for_each(|(number, one)| below(&format!("{place}/{number}"), one, lines)),
                Told::Members(members) => members
                    .iter()
                    .for_each(|(name, one)| below(&format!("{place}/{name}"), one, lines)),
            }
        }
        let scenario = gallery::example(example).unwrap().scenario;
        let mut lines = Vec::new();
        below("", &told(&scenario, &simulator::simulate(&scenario)), &mut lines);
        lines
    }

    fn holds(lines: &[String], wanted: &[&str]) {
        for line in wanted {
            assert!(lines.iter().any(|known| known == line), "no {line} in\n{}", lines.join("\n"));
        }
    }

    #[test]
    fn the_document_is_told_every_step_with_its_cause() {
        let lines = lines(gallery::FEATURED);
        holds(
            &lines,
            &[
                "/meetsExpectations true",
                "/steps/0/id deploy",
                "/steps/0/result succeeded",
                "/steps/1/id prod",
                "/steps/1/caller deploy",
                "/steps/1/result refused",
                "/steps/1/error ValidationError",
                "/steps/1/status 400",
                "/steps/1/message The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.",
                "/steps/2/result notReached",
                "/steps/3/result notReached",
            ],
        );
        let cause = lines.iter().find(|line| line.starts_with("/steps/1/cause ")).unwrap();
        assert!(cause.contains("1 hour"), "{cause}");
        assert!(!lines.iter().any(|line| line.starts_with("/steps/1/session")), "{lines:?}");
    }

    #[test]
    fn the_document_is_told_what_stands_in_the_way() {
        holds(
            &lines("vendor-with-external-id"),
            &[
                "/steps/1/id wrong-case",
                "/steps/1/authorization sts:AssumeRole",
                "/steps/1/decision implicitDeny",
                "/steps/1/blockedBy/0 trust",
            ],
        );
    }

    #[test]
    fn the_document_is_told_of_every_session_how_long_it_lasts_and_what_it_carries() {
        let lines = lines("transitive-tags-over-three-hops");
        holds(
            &lines,
            &[
                "/steps/0/session/issued 2026-11-22T10:00:00Z",
                "/steps/0/session/expires 2026-11-22T11:00:00Z",
                "/steps/0/session/tags/1/key ticket",
                "/steps/0/session/tags/1/transitive false",
                "/steps/2/caller stage",
                "/steps/2/at 2026-11-22T10:02:00Z",
                "/steps/2/session/arn arn:aws:sts::111111111111:assumed-role/PublishRole/build-42",
                "/steps/2/session/expires 2026-11-22T11:02:00Z",
                "/steps/2/session/boundedBy chaining",
                "/steps/2/session/tags/0/key team",
                "/steps/2/session/tags/0/value web",
                "/steps/2/session/tags/0/transitive true",
                "/steps/2/session/sourceIdentity alice",
            ],
        );
        assert!(!lines.iter().any(|line| line.starts_with("/steps/2/session/tags/1")), "{lines:?}");
    }
}
