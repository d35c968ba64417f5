//! What a field takes, which limit holds for it, and which refusal belongs under it.

use simulator::outcome::{Cause, Limits, Obstacle, StepOutcome, StepResult};
use sts::{CHAINING_LIMIT, LimitRange, ROOT_USER_LIMIT, request::Call};
use yew::AttrValue;

use super::parameter::Accepts;
use crate::state::{FieldValue, StepField, facts::duration_in_words};

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
            "A whole number, such as 3600. Your last one still holds.",
        ),
        Accepts::Action => (
            text.parse::<iam::Action>().is_ok(),
            "An action such as s3:GetObject. Your last one still holds.",
        ),
        Accepts::Moment => (
            text.is_empty() || iam::Timestamp::parse_iso(text).is_ok(),
            "Such as 2026-11-22T10:00:00Z. Your last one still holds.",
        ),
        Accepts::Arn => (
            text.is_empty() || text.parse::<iam::Arn>().is_ok(),
            "An ARN has six parts, arn:aws: first. Your last one holds.",
        ),
    };
    (!fits).then_some(complaint)
}

/// The range of seconds that holds for a call, and why.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Range {
    /// The smallest number that is taken.
    pub(super) least: i64,
    /// The largest number that is granted.
    pub(super) most: i64,
    /// What that number comes from.
    pub(super) because: Because,
    /// What holds when nothing is sent.
    pub(super) default: i64,
}

/// What the largest number comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Because {
    /// The call's own limit.
    Call,
    /// The role's MaxSessionDuration.
    Role,
    /// The call chains.
    Chains,
    /// What is made may not outlive the session that asks for it.
    Session,
    /// The root user calls: more is shortened without a word.
    RootUser,
}

impl Because {
    fn words(self) -> &'static str {
        match self {
            Self::Call => "",
            Self::Role => "the role's maximum",
            Self::Chains => "this call chains",
            Self::Session => "what is left of the calling session",
            Self::RootUser => "root is granted no more",
        }
    }
}

/// Seconds of a trade-in token, as docs/scenario.md has them: the call itself has no such parameter.
const APPROVED: (i64, i64) = (1, 43_200);

impl Range {
    /// Of a call.
    pub(super) fn of(call: &Call, limits: Option<Limits>) -> Self {
        let (least, most) = match sts::limit(call, "DurationSeconds").map(|limit| limit.range) {
            Some(LimitRange::Value { least, most }) => (least, most),
            _ => APPROVED,
        };
        let default = sts::default_duration(call).unwrap_or_default();
        let own = Self { least, most, because: Because::Call, default };
        match call {
            Call::AssumeRole(_)
            | Call::AssumeRoleWithSaml(_)
            | Call::AssumeRoleWithWebIdentity(_) => own.of_role_session(limits),
            _ => own,
        }
    }

    fn of_role_session(self, limits: Option<Limits>) -> Self {
        let role = limits.and_then(|limits| limits.role_maximum);
        let (most, because) = match (limits.is_some_and(|limits| limits.chained), role) {
            (true, Some(role)) if role < CHAINING_LIMIT => (role, Because::Role),
            (true, _) => (CHAINING_LIMIT, Because::Chains),
            (false, Some(role)) => (role, Because::Role),
            (false, None) => (self.most, Because::Call),
        };
        Self { most, because, ..self }
    }

    /// No longer than that many seconds, which are left of the session that asks.
    pub(super) fn within(self, left: Option<i64>) -> Self {
        match left {
            Some(left) if left < self.most => {
                Self { most: left, because: Because::Session, ..self }
            }
            _ => self,
        }
    }

    /// As it is shortened for the root user.
    pub(super) fn shortened(self) -> Self {
        Self { default: self.default.min(ROOT_USER_LIMIT), because: Because::RootUser, ..self }
    }

    /// `900 to 3600, this call chains`.
    pub(super) fn words(self) -> String {
        let Self { least, most, because, .. } = self;
        match because {
            Because::Call => format!("{least} to {most}"),
            Because::RootUser => format!("{least} to {most}, of which root gets {ROOT_USER_LIMIT}"),
            because => format!("{least} to {most}, {}", because.words()),
        }
    }

    /// A number in words, and what becomes of it.
    pub(super) fn note(self, asked: i64) -> String {
        let words = duration_in_words(asked);
        if self.because == Because::RootUser && asked > ROOT_USER_LIMIT {
            return format!("{words}, shortened to {}", duration_in_words(ROOT_USER_LIMIT));
        }
        words
    }

    /// What is wrong with a number.
    pub(super) fn fault(self, asked: i64) -> Option<String> {
        let Self { least, most, because, .. } = self;
        if asked < least {
            return Some(format!("Under the least of {least} s ({}).", duration_in_words(least)));
        }
        let limit = match because {
            Because::Chains => "the 1 hour limit of a chained call",
            Because::Call | Because::RootUser => "the most that this call grants",
            because => because.words(),
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
        Cause::Obstacle(obstacle) => stands_in(*obstacle) == Some(field.clone()),
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

/// The field that an obstacle of one particular call is about.
fn stands_in(obstacle: Obstacle) -> Option<StepField> {
    Some(match obstacle {
        Obstacle::GlobalEndpoint => StepField::Endpoint,
        Obstacle::NotAMember => StepField::TargetPrincipal,
        Obstacle::NoRootTask => StepField::TaskPolicyArn,
        Obstacle::KeyTellsNoAccount => StepField::AccessKeyId,
        Obstacle::MessageNotValid => StepField::EncodedMessage,
        Obstacle::OutlivesSession => StepField::DurationSeconds,
        Obstacle::PayloadTooLarge => StepField::Tags,
        Obstacle::UnknownAlgorithm => StepField::SigningAlgorithm,
        Obstacle::TradeInTokenExpired => StepField::TradeInExpires,
        Obstacle::ApproverGone => StepField::Approver,
        _ => return None,
    })
}

/// Of a message about several parameters, what it says about the one of that name; its field shows what was sent.
fn parameter_part(message: &str, name: &str) -> Option<String> {
    let mut letters = name.chars();
    let first = letters.next()?.to_lowercase();
    let quoted = format!("'{}{}", first, letters.as_str());
    let (_, list) = message.split_once("detected: ").unwrap_or(("", message));
    let part = list.split("; ").find(|part| part.contains(&quoted) || part.contains(name))?;
    let constraint =
        part.split_once("failed to satisfy constraint: ").map_or(part, |(_, rest)| rest);
    Some(constraint.trim().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn limits(role_maximum: Option<i64>, chained: bool) -> Option<Limits> {
        Some(Limits { asked: None, role_maximum, chained, granted: None })
    }

    #[test]
    fn the_limit_of_a_call_is_the_smaller_one() {
        let call = Call::AssumeRole(Default::default());
        let chained = Range::of(&call, limits(Some(14_400), true));
        assert_eq!(chained.words(), "900 to 3600, this call chains");
        assert_eq!(
            chained.fault(7200).as_deref(),
            Some("2 h is over the 1 hour limit of a chained call, 3600 s.")
        );
        assert_eq!(chained.fault(3600), None);
        let direct = Range::of(&call, limits(Some(14_400), false));
        assert_eq!(direct.words(), "900 to 14400, the role's maximum");
        assert_eq!(direct.fault(60).as_deref(), Some("Under the least of 900 s (15 min)."));
    }

    /// AWS: "AssumeRoot", "GetSessionToken" and "GetWebIdentityToken", parameter `DurationSeconds`.
    #[test]
    fn every_call_has_a_range_of_its_own() {
        let root = Range::of(&Call::AssumeRoot(Default::default()), None);
        assert_eq!((root.words().as_str(), root.default), ("0 to 900", 900));
        assert_eq!(
            root.fault(901).as_deref(),
            Some("15 min 1 s is over the most that this call grants, 900 s.")
        );
        let user = Range::of(&Call::GetSessionToken(Default::default()), None);
        assert_eq!((user.words().as_str(), user.default), ("900 to 129600", 43_200));
        let shortened = user.shortened();
        assert_eq!((shortened.fault(7200), shortened.default), (None, 3600));
        assert_eq!(shortened.note(7200), "2 h, shortened to 1 h");
        let token = Range::of(&Call::GetWebIdentityToken(Default::default()), None);
        assert_eq!((token.words().as_str(), token.default), ("60 to 3600", 300));
        assert_eq!(
            token.within(Some(600)).words(),
            "60 to 600, what is left of the calling session"
        );
        assert_eq!(token.within(Some(7200)), token);
    }

    #[test]
    fn a_message_about_parameters_is_split_among_their_fields() {
        let message = "2 validation errors detected: Value 'a' at 'roleSessionName' failed to satisfy constraint: \
                       Member must have length greater than or equal to 2; Value '1' at 'durationSeconds' failed";
        assert_eq!(
            parameter_part(message, "DurationSeconds").as_deref(),
            Some("Value '1' at 'durationSeconds' failed")
        );
        assert_eq!(
            parameter_part(message, "RoleSessionName").as_deref(),
            Some("Member must have length greater than or equal to 2")
        );
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
