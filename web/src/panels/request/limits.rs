//! The limit of a parameter in a few words, read off the table that the service's checks go by.

use sts::{Limit, LimitRange, request::Call};

use crate::state::StepField;

/// What the call holds a parameter to; nothing where the call has no such parameter.
pub(super) fn of(call: &Call, field: &StepField) -> Option<Limit> {
    sts::limit(call, field.name())
}

/// How many elements a list may have.
pub(super) fn most(call: &Call, field: &StepField) -> Option<usize> {
    match of(call, field)?.range {
        LimitRange::Elements { most } => Some(most),
        _ => None,
    }
}

/// `required, 2 to 64 characters`.
pub(super) fn words(limit: Limit) -> String {
    let range = match limit.range {
        LimitRange::Characters { least, most: Some(most) } if least == most => {
            format!("{most} characters")
        }
        LimitRange::Characters { least, most: Some(most) } => {
            format!("{least} to {most} characters")
        }
        LimitRange::Characters { least: 1, most: None } => "any length".to_owned(),
        LimitRange::Characters { least, most: None } => format!("{least} characters at least"),
        LimitRange::Digits(count) => format!("{count} digits"),
        LimitRange::Value { least, most } => format!("{least} to {most}"),
        LimitRange::Elements { most } => format!("{most} at most"),
        LimitRange::Any => String::new(),
    };
    match (limit.required, range.is_empty()) {
        (true, true) => "required".to_owned(),
        (true, false) => format!("required, {range}"),
        (false, _) => range,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(call: Call, field: StepField, expect: &str) {
        let words = of(&call, &field).map(words).unwrap_or_default();
        assert_eq!(words, expect, "{} {}", call.operation(), field.name());
    }

    #[test]
    fn limits_are_said_as_the_reference_has_them() {
        let assume_role = || Call::AssumeRole(Default::default());
        check(assume_role(), StepField::RoleSessionName, "required, 2 to 64 characters");
        check(assume_role(), StepField::ExternalId, "2 to 1224 characters");
        check(assume_role(), StepField::TokenCode, "6 digits");
        check(assume_role(), StepField::Policy, "any length");
        check(assume_role(), StepField::MinimumSessionTokenSize, "0 to 4096");
        let federation = Call::GetFederationToken(Default::default());
        check(federation, StepField::Name, "required, 2 to 32 characters");
        let web_identity = || Call::GetWebIdentityToken(Default::default());
        check(web_identity(), StepField::SigningAlgorithm, "required, 5 characters");
        check(web_identity(), StepField::Audience, "required, 10 at most");
        check(web_identity(), StepField::RoleArn, "");
        assert_eq!(most(&web_identity(), &StepField::Tags), Some(50));
    }
}
