//! What goes wrong in a command: one sentence for a person, with the command that mends it.

use std::fmt::Display;

/// A sentence that says what went wrong and, where possible, what to type next.
#[derive(Debug)]
pub(crate) struct Failure(pub(crate) String);

/// What every step of a command returns.
pub(crate) type Result<T> = std::result::Result<T, Failure>;

/// Ends a step with a sentence.
pub(crate) fn fail<T>(message: impl Into<String>) -> Result<T> {
    Err(Failure(message.into()))
}

/// Says what was being done when something from outside failed.
pub(crate) trait While<T> {
    /// `what` completes the sentence "Could not …".
    fn or_could_not(self, what: impl Display) -> Result<T>;
}

impl<T, E: Display> While<T> for std::result::Result<T, E> {
    fn or_could_not(self, what: impl Display) -> Result<T> {
        self.map_err(|error| Failure(format!("Could not {what}: {error}")))
    }
}
