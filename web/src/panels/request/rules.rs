//! What a field takes, which limit holds for it, and which refusal belongs under it.

use simulator::outcome::{Cause, Limits, StepOutcome, StepResult};
use sts::{CHAINING_LIMIT, request::Call};
use yew::AttrValue;

use super::parameter::Accepts;
use crate::state::{FieldValue, StepField, facts::duration_in_words};

/// Seconds that any call may ask for at least.
pub(super) const LEAST: i64 = 900;

/// A field's value as text to edit.
pub(super) fn text(value: Option<FieldValue>) -> AttrValue {
    match value {
        Some(FieldValue::Text(text)) => text.into(),
        Some(FieldValue::Number(number)) => number.to_string().into(),
        _ => AttrValue::default(),
    }
}

/// Why a text cannot be taken as it stands.
pub(super) fn complaint(accepts: Accepts, text: &str) -> Option<&'static str> {
    let (fits, complaint) = match accepts {
        Accepts::Text => (true, ""),
        Accepts::Number => (
            text.is_empty() || text.trim().parse::<i64>().is_ok(),
            "A whole number of seconds, such as 3600. Your last number still holds.",
        ),
        Accepts::Action => (
            text.parse::<iam::Action>().is_ok(),
            "An action has the form service:Action, such as s3:GetObject. Your last action still holds.",
        ),
        Accepts::Moment => (
            text.is_empty() || iam::Timestamp::parse_iso(text).is_ok(),
            "A moment such as 2026-11-22T10:00:00Z. Your last one still holds.",
        ),
        Accepts::Arn => (
            text.is_empty() || text.parse::<iam::Arn>().is_ok(),
            "An ARN begins with arn:aws: and has six parts. Your last one still holds.",
        ),
    };
    (!fits).then_some(complaint)
}

/// The range of seconds that holds for a call, and why.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Range {
    /// The largest number that is granted.
    pub(super) most: i64,
    /// What that number comes from.
    pub(super) because: &'static str,
    /// What holds when nothing is sent.
    pub(super) default: i64,
}

impl Range {
    /// Of a call.
    pub(super) fn of(call: &Call, limits: Option<Limits>) -> Self {
        match call {
            Call::GetSessionToken(_) | Call::GetFederationToken(_) => {
                Self { most: 129_600, because: "", default: 43_200 }
            }
            _ => Self::of_role_session(limits),
        }
    }

    fn of_role_session(limits: Option<Limits>) -> Self {
        let role = limits.and_then(|limits| limits.role_maximum);
        let (most, because) = match (limits.is_some_and(|limits| limits.chained), role) {
            (true, Some(role)) if role < CHAINING_LIMIT => (role, "the role's maximum"),
            (true, _) => (CHAINING_LIMIT, "this call chains"),
            (false, Some(role)) => (role, "the role's maximum"),
            (false, None) => (43_200, ""),
        };
        Self { most, because, default: 3600 }
    }

    /// `900 to 3600, this call chains`.
    pub(super) fn words(self) -> String {
        let Self { most, because, .. } = self;
        if because.is_empty() {
            format!("{LEAST} to {most}")
        } else {
            format!("{LEAST} to {most}, {because}")
        }
    }

    /// What is wrong with a number.
    pub(super) fn fault(self, asked: i64) -> Option<String> {
        let Self { most, because, .. } = self;
        if asked < LEAST {
            return Some(format!("Under the least of {LEAST} s ({}).", duration_in_words(LEAST)));
        }
        let limit = match because {
            "this call chains" => "the 1 hour limit of a chained call",
            "" => "the most that this call grants",
            because => because,
        };
        (asked > most).then(|| format!("{} is over {limit}, {most} s.", duration_in_words(asked)))
    }
}

/// The part of a refusal that is about this field.
pub(super) fn service_says(result: &StepOutcome, field: &StepField) -> Option<String> {
    let StepResult::Refused(refusal) = &result.result else { return None };
    let concerned = match &refusal.cause {
        Cause::Parameters => return parameter_part(&refusal.error.message, field.name()),
        Cause::MfaDevice { .. } => *field == StepField::SerialNumber,
        Cause::MfaCode { .. } => *field == StepField::TokenCode,
        Cause::MfaIncomplete => matches!(field, StepField::SerialNumber | StepField::TokenCode),
        Cause::NoSuchRole { .. } => {
            return (*field == StepField::RoleArn).then(|| "There is no such role.".to_owned());
        }
        Cause::OtherPartition => *field == StepField::RoleArn,
        Cause::SourceIdentity { .. } => *field == StepField::SourceIdentity,
        Cause::Tags => *field == StepField::Tags,
        Cause::SessionPolicy { .. } => *field == StepField::Policy,
        Cause::SessionPolicyArn { .. } => *field == StepField::PolicyArns,
        Cause::TooLarge { .. } => matches!(field, StepField::Policy | StepField::Tags),
        Cause::RegionDisabled { .. } => *field == StepField::Endpoint,
        _ => false,
    };
    concerned.then(|| refusal.error.message.to_string())
}

/// Of a message about several parameters, what it says about the one of that name.
fn parameter_part(message: &str, name: &str) -> Option<String> {
    let mut letters = name.chars();
    let first = letters.next()?.to_lowercase();
    let quoted = format!("'{}{}", first, letters.as_str());
    let (_, list) = message.split_once("detected: ").unwrap_or(("", message));
    let part = list.split("; ").find(|part| part.contains(&quoted) || part.contains(name))?;
    Some(part.trim().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn limits(role_maximum: Option<i64>, chained: bool) -> Option<Limits> {
        Some(Limits { asked: None, role_maximum, chained, granted: None })
    }

    #[test]
    fn the_limit_of_a_call_is_the_smaller_one() {
        let chained = Range::of_role_session(limits(Some(14_400), true));
        assert_eq!(chained.words(), "900 to 3600, this call chains");
        assert_eq!(
            chained.fault(7200).as_deref(),
            Some("2 h is over the 1 hour limit of a chained call, 3600 s.")
        );
        assert_eq!(chained.fault(3600), None);
        let direct = Range::of_role_session(limits(Some(14_400), false));
        assert_eq!(direct.words(), "900 to 14400, the role's maximum");
        assert_eq!(direct.fault(60).as_deref(), Some("Under the least of 900 s (15 min)."));
    }

    #[test]
    fn a_message_about_parameters_is_split_among_their_fields() {
        let message = "2 validation errors detected: Value 'a' at 'roleSessionName' failed to satisfy constraint: \
                       Member must have length greater than or equal to 2; Value '1' at 'durationSeconds' failed";
        assert_eq!(
            parameter_part(message, "DurationSeconds").as_deref(),
            Some("Value '1' at 'durationSeconds' failed")
        );
        assert!(parameter_part(message, "RoleSessionName").unwrap().starts_with("Value 'a'"));
        assert_eq!(parameter_part(message, "ExternalId"), None);
    }

    #[test]
    fn what_cannot_be_read_is_said_at_once() {
        assert!(complaint(Accepts::Number, "1h").is_some());
        assert!(complaint(Accepts::Number, "").is_none());
        assert!(complaint(Accepts::Action, "s3").is_some());
        assert!(complaint(Accepts::Arn, "arn:aws:iam::111111111111:policy/x").is_none());
    }
}
