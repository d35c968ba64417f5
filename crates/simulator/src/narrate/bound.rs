//! What the length of a session came from.

use crate::lifetime::BoundedBy;

/// Why a session lasts as long as it does.
#[must_use]
pub fn bound(by: BoundedBy) -> &'static str {
    match by {
        BoundedBy::Default => "No DurationSeconds was sent, and this is the default.",
        BoundedBy::Asked => "It was asked for.",
        BoundedBy::RoleMaximum => "The role's MaxSessionDuration: no more is granted.",
        BoundedBy::Chaining => "A chained session lasts at most one hour.",
        BoundedBy::Assertion => "What the provider signed, or the customer approved, ends then.",
        BoundedBy::RootUser => "The root user is granted one hour at most.",
        BoundedBy::Operation => "The call grants nobody more.",
        BoundedBy::ConsoleSession => {
            "The console session ends then, and switching extends nothing."
        }
        BoundedBy::Given => "The scenario begins with it.",
    }
}
