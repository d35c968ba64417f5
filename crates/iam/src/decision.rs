//! The three answers. AWS: "Policy evaluation logic"; spelled as IAM's `PolicyEvaluationDecisionType`.

use std::fmt;

/// What an authorization comes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Decision {
    /// Every policy type that has a say allows it, and none denies.
    Allowed,
    /// A Deny statement applies somewhere; nothing can outweigh it.
    ExplicitDeny,
    /// No Deny applies, but an allow that is needed is missing.
    ImplicitDeny,
}

impl Decision {
    /// IAM's spelling: `allowed`, `explicitDeny`, `implicitDeny`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Allowed => "allowed",
            Self::ExplicitDeny => "explicitDeny",
            Self::ImplicitDeny => "implicitDeny",
        }
    }
}

impl fmt::Display for Decision {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
