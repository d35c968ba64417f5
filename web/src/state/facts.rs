//! Facts about a step that its panels show in the same words.

use std::rc::Rc;

use iam::{PrincipalKind, Timestamp};
use simulator::{
    Outcome, narrate,
    outcome::{Caller, StepOutcome, Target},
};
use sts::{Bound, Session, SessionKind};

use super::selectors::short_name;

/// Seconds as people say them: `2 h`, `1 h 30 min`, `15 min`, `45 s`.
pub(crate) fn duration_in_words(seconds: i64) -> String {
    let (sign, rest) =
        if seconds < 0 { ("−", seconds.unsigned_abs()) } else { ("", seconds.unsigned_abs()) };
    let parts =
        [(rest / 86_400, "d"), (rest / 3600 % 24, "h"), (rest / 60 % 60, "min"), (rest % 60, "s")];
    let words: Vec<String> = parts
        .into_iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, unit)| format!("{count} {unit}"))
        .collect();
    if words.is_empty() { "0 s".to_owned() } else { format!("{sign}{}", words.join(" ")) }
}

/// A moment as people read it: `2026-11-22 10:00:00 UTC`.
pub(crate) fn moment(at: Timestamp) -> String {
    let text = at.to_string();
    match text.trim_end_matches('Z').split_once('T') {
        Some((day, time)) => format!("{day} {time} UTC"),
        None => text,
    }
}

/// The time of day of a moment, with its date where that is another than the given one's.
pub(crate) fn time_beside(at: Timestamp, other: Timestamp) -> String {
    let (text, known) = (moment(at), moment(other));
    let same_day = text.get(..10) == known.get(..10);
    text.get(if same_day { 11 } else { 0 }..)
        .unwrap_or_default()
        .trim_end_matches(" UTC")
        .to_owned()
}

/// What a caller is called: the role of a session, the user, the service.
pub(crate) fn caller_name(caller: &Caller) -> String {
    let principal = &caller.principal;
    let session =
        caller.session.as_ref().map(|session| &*session.name).filter(|name| !name.is_empty());
    match (principal.kind, &principal.arn) {
        (PrincipalKind::Root, Some(arn)) => {
            format!(
                "root of {}",
                arn.account().map_or_else(String::new, |account| account.to_string())
            )
        }
        (PrincipalKind::RoleSession, Some(arn)) => short_name(arn.as_str()).to_owned(),
        (PrincipalKind::FederatedUser, _) => session.unwrap_or("federated user").to_owned(),
        (_, Some(arn)) => short_name(arn.as_str()).to_owned(),
        (_, None) => principal.name.as_deref().unwrap_or("nobody in particular").to_owned(),
    }
}

/// What a target is called.
pub(crate) fn target_name(target: &Target) -> String {
    match target {
        Target::Role(arn) => short_name(arn).to_owned(),
        Target::Resource(arn) if &**arn == "*" => "every resource".to_owned(),
        Target::Resource(arn) => arn.splitn(6, ':').nth(5).unwrap_or(arn).to_owned(),
        Target::Caller => "itself".to_owned(),
        Target::FederatedUser(name) | Target::World(name) => name.to_string(),
    }
}

/// The target in full, where that says more than its name.
pub(crate) fn target_in_full(target: &Target) -> Option<&Rc<str>> {
    match target {
        Target::Role(arn) | Target::Resource(arn) if arn.contains(':') => Some(arn),
        _ => None,
    }
}

/// Where a session came from, in a few words: "AssumeRole".
pub(crate) fn session_kind(kind: SessionKind) -> &'static str {
    match kind {
        SessionKind::AssumeRole => "AssumeRole",
        SessionKind::Saml => "AssumeRoleWithSAML",
        SessionKind::WebIdentity => "AssumeRoleWithWebIdentity",
        SessionKind::Service => "handed out by an AWS service",
        SessionKind::SessionToken => "GetSessionToken",
        SessionKind::FederationToken => "GetFederationToken",
        SessionKind::Root => "AssumeRoot",
        SessionKind::Delegated => "GetDelegatedAccessToken",
    }
}

/// What the length of a session came from.
pub(crate) fn bound(session: &Session) -> String {
    let seconds = session.expires.seconds() - session.issued.seconds();
    let length = format!("{seconds} s ({})", duration_in_words(seconds));
    match session.bound {
        Bound::Asked => format!("{length}, as asked"),
        Bound::Default => format!("{length}, the default: no DurationSeconds was sent"),
        Bound::Assertion => format!("{length}, the end of the provider's assertion"),
        Bound::Clamped => format!("{length}, shortened by the service"),
        Bound::ConsoleSession => format!("{length}, the rest of the console session"),
        Bound::Given => format!("{length}, given by the scenario"),
    }
}

/// The step in which a session first got what it carries: the earliest along the chain whose session has it.
pub(crate) fn carried_since(
    outcome: &Outcome,
    caller: &Caller,
    has: impl Fn(&Session) -> bool,
) -> Option<usize> {
    let mut since = None;
    let mut caller = Some(caller);
    while let Some(present) = caller {
        if !present.session.as_deref().is_some_and(&has) {
            break;
        }
        since = present.minted_by;
        caller = present.minted_by.and_then(|step| outcome.steps.get(step)?.caller.as_ref());
    }
    since
}

/// "hop 1", or "the start".
pub(crate) fn origin(step: Option<usize>) -> String {
    step.map_or_else(|| "the start".to_owned(), |step| format!("hop {}", step + 1))
}

/// The step with its number among all steps: `Hop 2`, `Change 2`, `Step 2`.
pub(crate) fn numbered(outcome: &Outcome, index: usize) -> String {
    outcome.steps.get(index).map_or_else(String::new, |step| narrate::numbered(step, index))
}

/// The same inside a sentence: `hop 2`.
pub(crate) fn numbered_within(outcome: &Outcome, index: usize) -> String {
    let mut name = numbered(outcome, index);
    if let Some(first) = name.get_mut(..1) {
        first.make_ascii_lowercase();
    }
    name
}

/// A step's place among all of them, which are not all hops: `Step 2 of 3`.
pub(crate) fn ordinal(outcome: &Outcome, index: usize) -> String {
    format!("Step {} of {}", index + 1, outcome.steps.len())
}

/// The index of a step.
pub(crate) fn index_of(outcome: &Outcome, id: &str) -> Option<usize> {
    outcome.steps.iter().position(|step: &StepOutcome| &*step.id == id)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_are_said_in_their_largest_units() {
        assert_eq!(duration_in_words(7200), "2 h");
        assert_eq!(duration_in_words(5400), "1 h 30 min");
        assert_eq!(duration_in_words(900), "15 min");
        assert_eq!(duration_in_words(129_600), "1 d 12 h");
        assert_eq!(duration_in_words(45), "45 s");
        assert_eq!(duration_in_words(0), "0 s");
        assert_eq!(duration_in_words(-60), "−1 min");
    }

    #[test]
    fn a_date_is_said_only_where_it_is_another_day() {
        let at = |text: &str| Timestamp::parse_iso(text).unwrap();
        let start = at("2026-11-22T23:30:00Z");
        assert_eq!(time_beside(at("2026-11-22T23:45:00Z"), start), "23:45:00");
        assert_eq!(time_beside(at("2026-11-23T00:30:00Z"), start), "2026-11-23 00:30:00");
    }
}
