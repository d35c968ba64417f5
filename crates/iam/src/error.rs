//! The one error of this crate: a text that is not what it claims to be.

use std::fmt;

/// A text that cannot be read as the wanted type: what was expected, and what stood there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ParseError {
    /// What the text should have been, for instance "12 digits".
    pub expected: &'static str,
    /// The text that was given.
    pub found: String,
}

impl ParseError {
    pub(crate) fn new(expected: &'static str, found: &str) -> Self {
        Self { expected, found: found.to_owned() }
    }
}

impl fmt::Display for ParseError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "expected {}, found `{}`", self.expected, self.found)
    }
}

impl std::error::Error for ParseError {}
