//! How the service refuses a token or an assertion.

use std::fmt;

/// A refusal: code, HTTP status and the service's own words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// The code as the service spells it: `InvalidIdentityToken`.
    pub code: &'static str,
    /// The HTTP status.
    pub status: u16,
    /// The message, exactly.
    pub message: String,
}

impl Refusal {
    pub(crate) fn invalid(message: impl Into<String>) -> Self {
        Self { code: "InvalidIdentityToken", status: 400, message: message.into() }
    }

    pub(crate) fn expired(message: impl Into<String>) -> Self {
        Self { code: "ExpiredTokenException", status: 400, message: message.into() }
    }

    /// A sensitive parameter is too long; its value is not repeated.
    pub(crate) fn too_long(parameter: &str, longest: usize) -> Self {
        Self {
            code: "ValidationError",
            status: 400,
            message: format!(
                "1 validation error detected: Value at '{parameter}' failed to satisfy constraint: \
                 Member must have length less than or equal to {longest}"
            ),
        }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.code, self.message)
    }
}
