//! The one line under a verdict, the longest wording first, and how times are written.

use std::rc::Rc;

use iam::{Decision, PolicyType, Timestamp};
use simulator::Outcome;
use simulator::outcome::{AuthorizationOutcome, Cause, StepOutcome, StepResult, Undecided};

/// The line of a step; `needs` is the number of the step that should have minted its caller.
pub(super) fn of(outcome: &Outcome, step: &StepOutcome, needs: Option<usize>) -> Vec<Rc<str>> {
    let words = match &step.result {
        StepResult::Succeeded => granted(step),
        StepResult::Refused(refusal) => cause(step, &refusal.cause),
        StepResult::NotReached { .. } => match needs {
            Some(number) => vec![format!("needs hop {number}")],
            None => vec!["needs its caller".to_owned()],
        },
        StepResult::Undecided(Undecided::Document(document)) => {
            let kind =
                outcome.document(*document).map_or("policy", |source| source.kind.short_label());
            vec![format!("{kind} not valid"), "not valid".to_owned()]
        }
        StepResult::Undecided(Undecided::Signature) => {
            vec!["signature not checked".to_owned(), "not checked".to_owned()]
        }
    };
    words.into_iter().map(Rc::from).collect()
}

fn granted(step: &StepOutcome) -> Vec<String> {
    let Some(minted) = &step.minted else { return Vec::new() };
    let session = &minted.session;
    let seconds = session.expires.seconds() - session.issued.seconds();
    let asked = step.limits.is_none_or(|limits| limits.asked.is_some());
    let word = if asked { "granted" } else { "default" };
    vec![format!("{word} {seconds} s"), format!("{seconds} s")]
}

fn cause(step: &StepOutcome, cause: &Cause) -> Vec<String> {
    let words = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect();
    match cause {
        Cause::Authorization(index) => match step.authorizations.get(*index) {
            Some(authorization) => refused(step, authorization),
            None => words(&["not authorized"]),
        },
        Cause::Expired { .. } => words(&["credentials expired", "expired"]),
        Cause::DeletedUser { .. } => words(&["the user was deleted", "user deleted"]),
        Cause::Parameters => words(&["parameters not valid", "not valid"]),
        Cause::CallerKind => {
            words(&["not with these credentials", "wrong credentials", "credentials"])
        }
        Cause::RegionDisabled { .. } => words(&["Region not activated", "Region is off"]),
        Cause::MfaDevice { .. } => words(&["not the caller’s MFA device", "MFA device"]),
        Cause::MfaCode { .. } => words(&["wrong MFA code", "MFA code"]),
        Cause::MfaIncomplete => words(&["MFA device or code missing", "MFA incomplete"]),
        Cause::NoSuchRole { .. } => words(&["no such role"]),
        Cause::OtherPartition => words(&["other partition"]),
        Cause::Tags => words(&["session tags conflict", "tags conflict"]),
        Cause::SourceIdentity { .. } => words(&["source identity is set", "source identity"]),
        Cause::Chaining { asked, .. } => over(*asked, 3600),
        Cause::RoleMaximum { asked, role_maximum } => over(*asked, *role_maximum),
        Cause::SessionPolicy { .. } => words(&["session policy not valid", "session policy"]),
        Cause::SessionPolicyArn { .. } => words(&["no such session policy", "session policy"]),
        Cause::TooLarge { percent } => {
            vec![format!("policies and tags {percent} %"), "too large".to_owned()]
        }
        Cause::IdentityToken => words(&["token not accepted", "bad token"]),
        Cause::ProviderSignature => words(&["not the provider’s signature", "bad signature"]),
        Cause::SessionTokenWithoutMfa => words(&["needs MFA"]),
        Cause::Obstacle(_) => words(&["not to be had like this", "not to be had"]),
        Cause::Change { .. } => words(&["change refused"]),
    }
}

fn over(asked: i64, most: i64) -> Vec<String> {
    let (asked_in_words, most_in_words) = (span(asked), span(most));
    vec![
        format!("asked {asked} s, at most {most} s"),
        format!("{asked} s, max {most} s"),
        format!("asked {asked_in_words}, at most {most_in_words}"),
        format!("{asked_in_words}, max {most_in_words}"),
        format!("{asked_in_words}, ≤ {most_in_words}"),
        format!("max {most_in_words}"),
    ]
}

/// Which policies refuse: those that deny, else those whose allow is missing.
fn refused(step: &StepOutcome, authorization: &AuthorizationOutcome) -> Vec<String> {
    let kinds: Vec<PolicyType> = authorization.blocked_by.iter().collect();
    let (long, short) = match authorization.decision {
        Decision::ExplicitDeny => ("explicit deny", "deny"),
        _ => ("no allow", "no allow"),
    };
    let list = |word: fn(PolicyType) -> &'static str, between: &str| -> String {
        kinds.iter().map(|kind| word(*kind)).collect::<Vec<_>>().join(between)
    };
    let mut wordings = Vec::with_capacity(5);
    if !kinds.is_empty() {
        wordings.push(format!("{long}, {}", list(PolicyType::short_label, " and ")));
        wordings.push(format!("{short}, {}", list(PolicyType::word, ", ")));
        wordings.push(list(PolicyType::short_label, ", "));
        wordings.push(list(PolicyType::word, ", "));
    }
    wordings.push(long.to_owned());
    if authorization.action != step.action {
        // A dependent authorization is refused, not the call itself.
        let action = authorization.action.name();
        let mut named: Vec<String> =
            wordings.iter().map(|wording| format!("{action}: {wording}")).collect();
        named.push(action.to_owned());
        return named;
    }
    wordings
}

/// Seconds as people say them: `4 h`, `90 min`, `900 s` only where nothing larger is whole.
pub(super) fn span(seconds: i64) -> String {
    match seconds {
        seconds if seconds > 0 && seconds % 3600 == 0 => format!("{} h", seconds / 3600),
        seconds if seconds > 0 && seconds % 60 == 0 => format!("{} min", seconds / 60),
        seconds => format!("{seconds} s"),
    }
}

/// A moment in UTC: `10:30`, with seconds where there are some, with days where it is not the day of the start.
pub(super) fn clock(at: Timestamp, start: Timestamp) -> String {
    const DAY: i64 = 86_400;
    let within = at.seconds().rem_euclid(DAY);
    let mut text = format!("{:02}:{:02}", within / 3600, within / 60 % 60);
    if within % 60 != 0 {
        text.push_str(&format!(":{:02}", within % 60));
    }
    match at.seconds().div_euclid(DAY) - start.seconds().div_euclid(DAY) {
        0 => {}
        days if days > 0 => text.push_str(&format!(" +{days} d")),
        days => text.push_str(&format!(" −{} d", -days)),
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_are_said_in_the_largest_whole_unit() {
        assert_eq!(span(14_400), "4 h");
        assert_eq!(span(5400), "90 min");
        assert_eq!(span(901), "901 s");
    }

    #[test]
    fn a_duration_over_its_limit_is_told_with_both_however_little_room_there_is() {
        let wordings = over(7200, 3600);
        assert_eq!(wordings[1], "7200 s, max 3600 s");
        let both = |words: &&String| {
            words.contains("7200") && words.contains("3600")
                || words.contains("2 h") && words.contains("1 h")
        };
        assert_eq!(wordings.iter().filter(both).count(), 5);
        // What is no whole minute stays in seconds.
        assert_eq!(over(3601, 3600)[3], "3601 s, max 1 h");
    }

    #[test]
    fn a_moment_of_another_day_says_so() {
        let start = Timestamp::from_seconds(86_400 * 10 + 36_000);
        assert_eq!(clock(start.plus_seconds(1800), start), "10:30");
        assert_eq!(clock(start.plus_seconds(15), start), "10:00:15");
        assert_eq!(clock(start.plus_seconds(55_800), start), "01:30 +1 d");
    }
}
