//! Unique identifiers. AWS: "IAM identifiers", section "Unique identifiers".

use std::{fmt, rc::Rc};

/// The id that AWS gives an entity once and never again, such as `AROA…` for a role.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct UniqueId(Rc<str>);

impl UniqueId {
    /// The id with this text.
    #[must_use]
    pub fn new(text: &str) -> Self {
        Self(text.into())
    }

    /// The id as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether a text has the form of a user's or role's unique id.
    #[must_use]
    pub fn is_entity_id(text: &str) -> bool {
        (text.starts_with("AIDA") || text.starts_with("AROA"))
            && text.len() >= 16
            && text.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit())
    }
}

impl fmt::Display for UniqueId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for UniqueId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
