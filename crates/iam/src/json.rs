//! Strict JSON with places. Our own because policies, scenarios and tokens need the place of every value and every
//! duplicate key, which no small library gives; a test holds it against `serde_json`.

mod parser;
mod printer;
mod scalar;

use std::{collections::BTreeSet, rc::Rc};

use crate::Span;

/// Values nested deeper than this are not read: no policy needs it, and a hostile text must not exhaust the stack.
pub const DEEPEST: u32 = 127;

/// A JSON value and its place.
#[derive(Debug, Clone, PartialEq)]
pub struct Value {
    /// Where it stands, quotes and brackets included.
    pub span: Span,
    /// What it is.
    pub kind: Kind,
}

/// What a JSON value is.
#[derive(Debug, Clone, PartialEq)]
pub enum Kind {
    /// `null`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number as it is written.
    Number(Rc<str>),
    /// A string, its escapes resolved.
    String(Rc<str>),
    /// A list.
    Array(Vec<Value>),
    /// An object, its members in order, duplicates kept.
    Object(Vec<Member>),
}

/// A member of an object.
#[derive(Debug, Clone, PartialEq)]
pub struct Member {
    /// The name, escapes resolved.
    pub name: Rc<str>,
    /// The place of the name, quotes included.
    pub name_span: Span,
    /// The value.
    pub value: Value,
}

/// A text that is not JSON: what is wrong, where, and what to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Error {
    /// The place.
    pub span: Span,
    /// One sentence: what was expected or what is not allowed.
    pub message: String,
    /// One sentence: the way out, where there is a likely one ("JSON has no comments; delete it").
    pub help: Option<String>,
}

/// Reads one JSON value. With errors, the value holds what could be understood: a broken member or element is left
/// out and reading goes on after it where that is possible. After a hundred errors no more are reported.
#[must_use]
pub fn parse(text: &str) -> (Option<Value>, Vec<Error>) {
    parser::Parser::new(text).document()
}

/// Prints with two-space indentation, members in their order; empty lists and objects stay on one line.
#[must_use]
pub fn print(value: &Value) -> String {
    printer::print(value)
}

/// Prints in one line without a space, as tokens carry it.
#[must_use]
pub fn print_compact(value: &Value) -> String {
    printer::print_compact(value)
}

impl Value {
    /// The members, where this is an object.
    #[must_use]
    pub fn members(&self) -> Option<&[Member]> {
        match &self.kind {
            Kind::Object(members) => Some(members),
            _ => None,
        }
    }

    /// The elements, where this is a list.
    #[must_use]
    pub fn elements(&self) -> Option<&[Self]> {
        match &self.kind {
            Kind::Array(elements) => Some(elements),
            _ => None,
        }
    }

    /// The text, where this is a string.
    #[must_use]
    pub fn as_str(&self) -> Option<&str> {
        match &self.kind {
            Kind::String(text) => Some(text),
            _ => None,
        }
    }

    /// Whether both say the same, wherever they stand: the same members in the same order, numbers in the same digits.
    #[must_use]
    pub fn says(&self, other: &Self) -> bool {
        match (&self.kind, &other.kind) {
            (Kind::Array(one), Kind::Array(two)) => {
                one.len() == two.len() && one.iter().zip(two).all(|(one, two)| one.says(two))
            }
            (Kind::Object(one), Kind::Object(two)) => {
                let same = |(one, two): (&Member, &Member)| {
                    one.name == two.name && one.value.says(&two.value)
                };
                one.len() == two.len() && one.iter().zip(two).all(same)
            }
            (one, two) => one == two,
        }
    }

    /// The first member, at whatever depth, whose name its object already has: readers differ in which of the two they
    /// believe.
    #[must_use]
    pub fn repeated(&self) -> Option<&Member> {
        let members = self.members().unwrap_or_default();
        let mut names = BTreeSet::new();
        let own = members.iter().find(|member| !names.insert(&*member.name));
        let below = || {
            members.iter().map(|member| &member.value).chain(self.elements().unwrap_or_default())
        };
        own.or_else(|| below().find_map(Self::repeated))
    }

    /// The value of the member of that name; of several, the last, as most readers of JSON have it.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Self> {
        self.member(name).map(|member| &member.value)
    }

    /// The member of that name; of several, the last.
    // Asked for all over the reader and the checks, and not when a request is decided: one copy is enough.
    #[inline(never)]
    #[must_use]
    pub fn member(&self, name: &str) -> Option<&Member> {
        self.members()?.iter().rev().find(|member| &*member.name == name)
    }
}

impl Member {
    /// Name and value together.
    #[must_use]
    pub fn span(&self) -> Span {
        Span { start: self.name_span.start, end: self.value.span.end }
    }
}
