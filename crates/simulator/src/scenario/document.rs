//! A policy document in a scenario: its text as somebody typed it.

use std::rc::Rc;

/// The text of a policy document, perhaps broken.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Document {
    text: Rc<str>,
}

impl Document {
    /// The document with that text.
    #[must_use]
    pub fn new(text: impl Into<Rc<str>>) -> Self {
        Self { text: text.into() }
    }

    /// The text.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The text, shared.
    #[must_use]
    pub fn shared(&self) -> Rc<str> {
        Rc::clone(&self.text)
    }
}
