//! How long a session lasts. AWS: "Methods to assume a role" and "AssumeRole", parameter `DurationSeconds`.

use iam::{Assumptions, DurationLimit};

use crate::StsError;

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
