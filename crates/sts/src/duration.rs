//! How long a session lasts. AWS: "Methods to assume a role" and "AssumeRole", parameter `DurationSeconds`.

use iam::{Assumptions, DurationLimit};

use crate::{StsError, request::Call};

/// What a session's length came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bound {
    /// The service's default, as nothing was asked.
    Default,
    /// What was asked.
    Asked,
    /// The provider's assertion is shorter than what was asked.
    Assertion,
    /// The service shortened it without a word (root's GetSessionToken).
    Clamped,
    /// Given by the scenario's start.
    Given,
    /// The rest of the console session from which somebody switched to the role.
    ConsoleSession,
}

/// The two limits on a role session, for showing them beside what was asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Duration {
    /// Seconds granted.
    pub seconds: i64,
    /// What the length came from.
    pub bound: Bound,
}

/// Seconds that a chained session can last at most.
pub const CHAINING_LIMIT: i64 = 3600;

/// Seconds when nothing is asked, whatever the role's maximum is.
pub const DEFAULT_ROLE_SESSION: i64 = 3600;

/// Seconds when GetSessionToken or GetFederationToken is asked for nothing.
pub const DEFAULT_USER_SESSION: i64 = 43_200;

/// Seconds that a session of a user's own call lasts at most where that user is root; a longer one is shortened without a
/// word.
pub const ROOT_USER_LIMIT: i64 = 3600;

/// Seconds when AssumeRoot is asked for nothing, and the most.
pub const DEFAULT_ROOT_SESSION: i64 = 900;

/// Seconds when GetWebIdentityToken is asked for nothing.
pub const DEFAULT_WEB_IDENTITY_TOKEN: i64 = 300;

/// Seconds when a call does not say how long; nothing for calls that last no time.
#[must_use]
pub fn default_duration(call: &Call) -> Option<i64> {
    Some(match call {
        Call::AssumeRole(_)
        | Call::AssumeRoleWithSaml(_)
        | Call::AssumeRoleWithWebIdentity(_)
        | Call::GetDelegatedAccessToken(_) => DEFAULT_ROLE_SESSION,
        Call::GetSessionToken(_) | Call::GetFederationToken(_) => DEFAULT_USER_SESSION,
        Call::AssumeRoot(_) => DEFAULT_ROOT_SESSION,
        Call::GetWebIdentityToken(_) => DEFAULT_WEB_IDENTITY_TOKEN,
        Call::GetCallerIdentity
        | Call::DecodeAuthorizationMessage(_)
        | Call::GetAccessKeyInfo(_) => return None,
    })
}

/// Decides the length of a role session. Nothing is shortened silently: asking for more than a limit is refused.
///
/// # Errors
/// The service's `ValidationError` when `asked` exceeds the role's MaxSessionDuration, or one hour for a chained call.
pub fn decide_duration(
    asked: Option<i64>,
    role_maximum: i64,
    chained: bool,
    assumptions: &Assumptions,
) -> Result<Duration, StsError> {
    let seconds = asked.unwrap_or(DEFAULT_ROLE_SESSION);
    let over_chaining = chained && seconds > CHAINING_LIMIT;
    let over_role = seconds > role_maximum;
    let chaining_text = "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.";
    let role_text =
        "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.";
    match (over_chaining, over_role, assumptions.longer_limit_named_first) {
        (true, false, _) | (true, true, DurationLimit::Chaining) => {
            Err(StsError::validation(chaining_text))
        }
        (false, true, _) | (true, true, DurationLimit::Role) => {
            Err(StsError::validation(role_text))
        }
        (false, false, _) => Ok(Duration {
            seconds,
            bound: if asked.is_some() { Bound::Asked } else { Bound::Default },
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROLE: &str = "ValidationError: The requested DurationSeconds exceeds the MaxSessionDuration set for this role.";
    const CHAINING: &str = "ValidationError: The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.";

    fn decide(asked: Option<i64>, role_maximum: i64, chained: bool) -> Result<i64, String> {
        decide_duration(asked, role_maximum, chained, &Assumptions::default())
            .map(|duration| duration.seconds)
            .map_err(|error| error.to_string())
    }

    #[test]
    fn nothing_asked_gives_one_hour_whatever_the_role_allows() {
        for (role_maximum, chained) in [(3600, false), (43_200, false), (43_200, true)] {
            let granted =
                decide_duration(None, role_maximum, chained, &Assumptions::default()).unwrap();
            assert_eq!(granted, Duration { seconds: 3600, bound: Bound::Default });
        }
    }

    #[test]
    fn the_roles_maximum_is_the_last_second_that_is_granted() {
        assert_eq!(decide(Some(3600), 3600, false), Ok(3600));
        assert_eq!(decide(Some(3601), 3600, false), Err(ROLE.into()));
        assert_eq!(decide(Some(7200), 3600, false), Err(ROLE.into()));
        assert_eq!(decide(Some(43_200), 43_200, false), Ok(43_200));
        assert_eq!(decide(Some(43_200), 43_199, false), Err(ROLE.into()));
        assert_eq!(decide(Some(900), 43_200, false), Ok(900));
    }

    #[test]
    fn a_chained_session_never_exceeds_one_hour() {
        assert_eq!(decide(Some(3600), 43_200, true), Ok(3600));
        assert_eq!(decide(Some(3601), 43_200, true), Err(CHAINING.into()));
        assert_eq!(decide(Some(43_200), 43_200, true), Err(CHAINING.into()));
    }

    #[test]
    fn which_text_is_printed_when_both_limits_are_exceeded_is_a_switch() {
        for (limit, text) in [(DurationLimit::Chaining, CHAINING), (DurationLimit::Role, ROLE)] {
            let assumptions =
                Assumptions { longer_limit_named_first: limit, ..Assumptions::default() };
            let error = decide_duration(Some(7200), 3600, true, &assumptions).unwrap_err();
            assert_eq!(error.to_string(), text);
            assert_eq!(error.status, 400);
        }
    }

    #[test]
    fn what_was_asked_is_granted_as_asked() {
        let granted = decide_duration(Some(900), 3600, false, &Assumptions::default()).unwrap();
        assert_eq!(granted, Duration { seconds: 900, bound: Bound::Asked });
    }
}
