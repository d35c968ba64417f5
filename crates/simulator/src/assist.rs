//! Help while a document is typed: what could stand at a place, and what stands there.
//!
//! Everything is computed from the text as it is, however broken, from what kind of policy it is, and from the scenario
//! around it. **Invariant:** nothing is refused here. What is wrong with a text, [`findings`](crate::findings) says.

mod complete;
mod explain;
mod keys;
mod names;
mod place;
mod services;
mod suggest;
mod words;

use iam::PolicyType;
use policy::Span;

use crate::Scenario;

pub use services::{AccessLevel, Services};

/// Stands in [`Completion::insert`] where the caret goes.
pub const CARET: char = '\0';

/// Something that could stand at a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Completion {
    /// What is offered, and what the text typed so far is compared with.
    pub label: String,
    /// What is written in the place of `span`; [`CARET`] in it says where the caret goes, else it goes behind.
    pub insert: String,
    /// What it replaces.
    pub span: Span,
    /// A few words beside it.
    pub detail: String,
    /// What it means, in a sentence; empty where that is said already.
    pub info: String,
    /// What it is.
    pub kind: CompletionKind,
}

/// What a completion is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CompletionKind {
    /// An element of the policy language.
    Element,
    /// A value that the language knows: an effect, a version, a truth.
    Value,
    /// A condition operator.
    Operator,
    /// A condition key.
    Key,
    /// An action, or the prefix of a service's actions.
    Action,
    /// A principal.
    Principal,
    /// A resource.
    Resource,
}

impl CompletionKind {
    /// A word for it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Element => "element",
            Self::Value => "value",
            Self::Operator => "operator",
            Self::Key => "key",
            Self::Action => "action",
            Self::Principal => "principal",
            Self::Resource => "resource",
        }
    }
}

/// What stands at a place, and what it means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explained {
    /// The place.
    pub span: Span,
    /// What stands there, without quotes.
    pub title: String,
    /// What it means, a sentence or two each.
    pub words: Vec<String>,
}

/// What the values of a condition key are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyType {
    /// Text.
    Text,
    /// `true` or `false`.
    Bool,
    /// A number.
    Number,
    /// A moment.
    Date,
    /// An ARN.
    Arn,
    /// An address.
    Address,
}

impl KeyType {
    fn word(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Bool => "true or false",
            Self::Number => "number",
            Self::Date => "moment",
            Self::Arn => "ARN",
            Self::Address => "address",
        }
    }

    /// One of the operators that compare such values.
    fn operator(self) -> &'static str {
        match self {
            Self::Text => "StringEquals",
            Self::Bool => "Bool",
            Self::Number => "NumericEquals",
            Self::Date => "DateLessThan",
            Self::Arn => "ArnLike",
            Self::Address => "IpAddress",
        }
    }
}

/// Whose document is typed, and where.
#[derive(Debug, Clone, Copy)]
pub struct Assist<'a> {
    /// What kind of policy it is.
    pub kind: PolicyType,
    /// The scenario that it stands in.
    pub scenario: &'a Scenario,
    /// What is known of other services; nothing until that was loaded.
    pub services: Option<&'a Services>,
}

impl Assist<'_> {
    /// What could stand at a byte of a text. What is typed there already is not compared with it. `asked` says that
    /// somebody asked; else nothing is offered between two tokens, where no word was begun.
    #[must_use]
    pub fn complete(&self, text: &str, offset: usize, asked: bool) -> Vec<Completion> {
        complete::complete(*self, text, offset, asked)
    }

    /// What stands at a byte of a text; nothing where nothing is to be said.
    #[must_use]
    pub fn explain(&self, text: &str, offset: usize) -> Option<Explained> {
        explain::explain(*self, text, offset)
    }
}

#[cfg(test)]
mod tests;
