//! What the service answers when it refuses. AWS: "Common errors" and "AssumeRole", section "Errors".

use std::{fmt, rc::Rc};

/// A refusal: code, HTTP status and the service's own words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StsError {
    /// The code as the service spells it: `AccessDenied`.
    pub code: &'static str,
    /// The HTTP status.
    pub status: u16,
    /// The message, exactly.
    pub message: Rc<str>,
}

impl StsError {
    /// `AccessDenied`, 403.
    #[must_use]
    pub fn access_denied(message: impl Into<Rc<str>>) -> Self {
        Self { code: "AccessDenied", status: 403, message: message.into() }
    }

    /// `ValidationError`, 400.
    #[must_use]
    pub fn validation(message: impl Into<Rc<str>>) -> Self {
        Self { code: "ValidationError", status: 400, message: message.into() }
    }

    /// `InvalidParameterValue`, 400.
    #[must_use]
    pub fn invalid_parameter(message: impl Into<Rc<str>>) -> Self {
        Self { code: "InvalidParameterValue", status: 400, message: message.into() }
    }

    /// Any other code.
    #[must_use]
    pub fn new(code: &'static str, status: u16, message: impl Into<Rc<str>>) -> Self {
        Self { code, status, message: message.into() }
    }
}

impl fmt::Display for StsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.code, self.message)
    }
}

impl std::error::Error for StsError {}
