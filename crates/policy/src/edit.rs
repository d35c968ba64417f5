//! Small changes of a document's text: a value replaced, a member or an element put in or taken out. Everything that is
//! not touched keeps its order and its white space, to the byte.
//!
//! **Invariant:** an edit changes its own span alone, and the text after it reads as the change says.

use crate::{
    Span,
    json::{self, Kind, Value},
};

/// A step of the way from a document to one of its parts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part<'a> {
    /// The member of that name; of several, the last, which is the one that counts.
    Member(&'a str),
    /// The element of that number. A value that stands alone where a list may stand is the element 0.
    Element(usize),
}

/// What is to become of a part.
#[derive(Debug, Clone, PartialEq)]
pub enum Change<'a> {
    /// The value there is replaced, or put in as the last member of its object or the last element of its list, where it
    /// is missing. A value that stands alone becomes a list when a second one joins it.
    Set(&'a Value),
    /// The part is taken out, with the comma that belongs to it.
    Remove,
}

/// One change of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// What is replaced.
    pub span: Span,
    /// What stands there then.
    pub text: String,
}

impl Edit {
    /// The text after the edit; the text as it was where the span is not one of it.
    #[must_use]
    pub fn applied(&self, text: &str) -> String {
        match (text.get(..self.span.range().start), text.get(self.span.range().end..)) {
            (Some(before), Some(after)) => [before, &self.text, after].concat(),
            _ => text.to_owned(),
        }
    }
}

/// The edit that makes that change; nothing where the text is not JSON, the way leads nowhere, or there is nothing to do.
#[must_use]
pub fn edit(text: &str, path: &[Part<'_>], change: &Change<'_>) -> Option<Edit> {
    let (value, errors) = json::parse(text);
    let root = value.filter(|_| errors.is_empty())?;
    let Some((last, way)) = path.split_last() else {
        return match change {
            Change::Set(new) => Some(replaced(text, root.span, new)),
            Change::Remove => None,
        };
    };
    let around = way.iter().try_fold(&root, step)?;
    match (step(around, last), change) {
        (Some(known), Change::Set(new)) => {
            let same = json::print_compact(known) == json::print_compact(new);
            (!same).then(|| replaced(text, known.span, new))
        }
        (Some(_), Change::Remove) => removed(text, around, last),
        (None, Change::Set(new)) => put_in(text, around, last, new),
        (None, Change::Remove) => None,
    }
}

fn step<'v>(value: &'v Value, part: &Part<'_>) -> Option<&'v Value> {
    match (part, &value.kind) {
        (Part::Member(name), _) => value.get(name),
        (Part::Element(index), Kind::Array(elements)) => elements.get(*index),
        (Part::Element(0), _) => Some(value),
        (Part::Element(_), _) => None,
    }
}

fn replaced(text: &str, span: Span, new: &Value) -> Edit {
    Edit { span, text: printed(text, span.start, new) }
}

/// A value as it is written at a place: in one line where the text around has none of its own, else as documents are
/// printed, indented as its line is.
fn printed(text: &str, at: u32, new: &Value) -> String {
    if !text.contains('\n') {
        return json::print_compact(new);
    }
    let indent = indent_of(text, at as usize);
    json::print(new).trim_end().replace('\n', &format!("\n{indent}"))
}

/// The blanks with which the line of a place begins.
fn indent_of(text: &str, at: usize) -> &str {
    let line = text[..at].rfind('\n').map_or(0, |feed| feed + 1);
    let rest = &text[line..];
    &rest[..rest.len() - rest.trim_start_matches([' ', '\t']).len()]
}

/// The parts of an object or a list: from the beginning of a name or an element to the end of its value.
fn spans(value: &Value) -> Option<Vec<Span>> {
    match &value.kind {
        Kind::Object(members) => Some(members.iter().map(json::Member::span).collect()),
        Kind::Array(elements) => Some(elements.iter().map(|element| element.span).collect()),
        _ => None,
    }
}

fn removed(text: &str, around: &Value, part: &Part<'_>) -> Option<Edit> {
    let all = spans(around)?;
    let index = match part {
        Part::Member(name) => {
            around.members()?.iter().rposition(|member| &*member.name == *name)?
        }
        Part::Element(index) => *index,
    };
    let own = *all.get(index)?;
    // With the comma, and with the blanks on that side of it which no neighbour needs.
    let span = match (index.checked_sub(1).and_then(|before| all.get(before)), all.get(index + 1)) {
        (_, Some(next)) => Span { start: own.start, end: next.start },
        (Some(before), None) => Span { start: before.end, end: own.end },
        (None, None) => {
            let inside = Span { start: around.span.start + 1, end: around.span.end - 1 };
            return Some(Edit { span: inside, text: String::new() });
        }
    };
    text.get(span.range())?;
    Some(Edit { span, text: String::new() })
}

fn put_in(text: &str, around: &Value, part: &Part<'_>, new: &Value) -> Option<Edit> {
    let name = match (part, &around.kind) {
        (Part::Member(name), Kind::Object(_)) => Some(*name),
        (Part::Element(_), Kind::Array(_)) => None,
        // What stands alone becomes the first of a list.
        (Part::Element(1), _) => {
            let both = format!("[{}, {}]", around.span.of(text), json::print_compact(new));
            return Some(Edit { span: around.span, text: both });
        }
        _ => return None,
    };
    let all = spans(around)?;
    let written = |at: u32| match name {
        Some(name) => format!("{}: {}", quoted(name), printed(text, at, new)),
        None => printed(text, at, new),
    };
    if let Some(last) = all.last() {
        // As the last one stands behind what is before it: on a line of its own, or on theirs.
        let from = all.len().checked_sub(2).map_or(around.span.start + 1, |index| all[index].end);
        let gap = text.get(from as usize..last.start as usize)?;
        let blanks: String = gap.chars().filter(|letter| letter.is_whitespace()).collect();
        let span = Span { start: last.end, end: last.end };
        return Some(Edit { span, text: format!(",{blanks}{}", written(last.start)) });
    }
    let span = Span { start: around.span.start + 1, end: around.span.end - 1 };
    Some(Edit { span, text: written(around.span.start) })
}

fn quoted(name: &str) -> String {
    let kind = Kind::String(name.into());
    json::print_compact(&Value { span: Span::default(), kind })
}
