//! Small changes of a document's text: a value replaced, a member or an element put in, taken out, renamed or moved.
//! Everything that is not touched keeps its order and its white space, to the byte.
//!
//! **Invariant:** an edit changes its own span alone, and the text after it reads as the change says. What is put in beside
//! others, renamed, moved or repeated is undone by the opposite edit, to the byte.

mod alter;
mod follow;
mod form;
mod style;

use crate::{
    Span,
    json::{self, Kind, Member, Value},
};
use style::Style;

pub use alter::{Alteration, Element, alter};
pub use follow::follow;
pub use form::{Card, Form, Hidden, Kind as PrincipalKind, Principals, Rows, Shown, Test, read};

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
    /// is missing. A value that stands alone becomes a list when a second one joins it. Objects that are missing on the
    /// way are put in as well.
    Set(&'a Value),
    /// The same, but a missing member is put in before the first of these.
    SetBefore(&'a Value, &'a [&'a str]),
    /// A new element is put in before the one of that number.
    Insert(&'a Value),
    /// The part is taken out, with the comma that belongs to it. A value that stands alone leaves an empty list.
    Remove,
    /// The member gets another name, unless its object has that already.
    Rename(&'a str),
    /// The part and the next one change places; what stands between them stays.
    SwapWithNext,
    /// The same is put in once more behind it, as it is written.
    Repeat,
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

    /// The shortest edit that leads from one text to another; nothing where they are the same.
    #[must_use]
    pub fn between(before: &str, after: &str) -> Option<Self> {
        if before == after {
            return None;
        }
        let same =
            before.char_indices().zip(after.chars()).take_while(|((_, one), two)| one == two);
        let start = same.map(|((at, letter), _)| at + letter.len_utf8()).last().unwrap_or(0);
        let (rest, other) = (&before[start..], &after[start..]);
        let same = rest.chars().rev().zip(other.chars().rev()).take_while(|(one, two)| one == two);
        let behind: usize = same.map(|(letter, _)| letter.len_utf8()).sum();
        let span = Span::new(start, before.len() - behind);
        Some(Self { span, text: after[start..after.len() - behind].to_owned() })
    }

    /// Where a byte of the text is after the edit; one of what is replaced goes behind what stands there then.
    #[must_use]
    pub fn carried(&self, at: u32) -> u32 {
        let behind = u32::try_from(self.text.len()).unwrap_or(u32::MAX);
        match at {
            _ if at < self.span.start => at,
            _ => self
                .span
                .start
                .saturating_add(behind)
                .saturating_add(at.saturating_sub(self.span.end)),
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
            Change::Set(new) | Change::SetBefore(new, _) => Some(replaced(text, root.span, new)),
            _ => None,
        };
    };
    let Some(around) = way.iter().try_fold(&root, step) else {
        return with_the_way(text, way, last, change);
    };
    let known = step(around, last);
    match (known, change) {
        (Some(known), Change::Set(new) | Change::SetBefore(new, _)) => {
            (!known.says(new)).then(|| replaced(text, known.span, new))
        }
        (None, Change::Set(new)) => put_in(text, around, last, new, &[]),
        (None, Change::SetBefore(new, before)) => put_in(text, around, last, new, before),
        (Some(_), Change::Insert(new)) => inserted(text, around, last, new),
        (None, Change::Insert(new)) => put_in(text, around, last, new, &[]),
        (Some(_), Change::Remove) => removed(text, around, last),
        (Some(_), Change::Rename(name)) => renamed(around, last, name),
        (Some(_), Change::SwapWithNext) => swapped(text, around, last),
        (Some(_), Change::Repeat) => repeated(text, around, last),
        (None, _) => None,
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

/// The way ends at a missing member: it is put in with everything that leads on from there.
fn with_the_way(
    text: &str,
    way: &[Part<'_>],
    last: &Part<'_>,
    change: &Change<'_>,
) -> Option<Edit> {
    let (Change::Set(new) | Change::SetBefore(new, _), Part::Member(name)) = (change, last) else {
        return None;
    };
    let kind = Kind::Object(vec![member(name, (*new).clone())]);
    let around = Value { span: Span::default(), kind };
    let change = match change {
        Change::SetBefore(_, before) => Change::SetBefore(&around, before),
        _ => Change::Set(&around),
    };
    edit(text, way, &change)
}

fn member(name: &str, value: Value) -> Member {
    Member { name: name.into(), name_span: Span::default(), value }
}

fn replaced(text: &str, span: Span, new: &Value) -> Edit {
    Edit { span, text: Style::of(text).written(text, span.start, new, false) }
}

/// The parts of an object or a list: from the beginning of a name or an element to the end of its value.
fn spans(value: &Value) -> Option<Vec<Span>> {
    match &value.kind {
        Kind::Object(members) => Some(members.iter().map(Member::span).collect()),
        Kind::Array(elements) => Some(elements.iter().map(|element| element.span).collect()),
        _ => None,
    }
}

/// Which of these it is.
fn position(around: &Value, part: &Part<'_>) -> Option<usize> {
    match (part, &around.kind) {
        (Part::Member(name), Kind::Object(members)) => {
            members.iter().rposition(|member| &*member.name == *name)
        }
        (Part::Element(index), Kind::Array(_)) => Some(*index),
        _ => None,
    }
}

fn removed(text: &str, around: &Value, part: &Part<'_>) -> Option<Edit> {
    let Some(index) = position(around, part) else {
        // What stands alone.
        return Some(Edit { span: around.span, text: "[]".to_owned() });
    };
    let all = spans(around)?;
    let own = *all.get(index)?;
    // With the comma, and with the blanks on that side of it which no neighbour needs.
    let span = match (index.checked_sub(1).and_then(|before| all.get(before)), all.get(index + 1)) {
        (_, Some(next)) => Span { start: own.start, end: next.start },
        (Some(before), None) => Span { start: before.end, end: own.end },
        (None, None) => inside(around),
    };
    text.get(span.range())?;
    Some(Edit { span, text: String::new() })
}

fn inside(around: &Value) -> Span {
    Span { start: around.span.start + 1, end: around.span.end - 1 }
}

fn put_in(
    text: &str,
    around: &Value,
    part: &Part<'_>,
    new: &Value,
    before: &[&str],
) -> Option<Edit> {
    let style = Style::of(text);
    let name = match (part, &around.kind) {
        (Part::Member(name), Kind::Object(_)) => Some(*name),
        (Part::Element(_), Kind::Array(_)) => None,
        // What stands alone becomes the first of a list.
        (Part::Element(1), _) => {
            let is_short = !around.span.of(text).contains('\n');
            let joins = style.written(text, around.span.start, new, is_short);
            let both = format!("[{}, {joins}]", around.span.of(text));
            return Some(Edit { span: around.span, text: both });
        }
        _ => return None,
    };
    let all = spans(around)?;
    let is_inline = !all.is_empty() && !around.span.of(text).contains('\n');
    let written = |at: u32| match name {
        Some(name) => format!("{}: {}", quoted(name), style.written(text, at, new, is_inline)),
        None => style.written(text, at, new, is_inline),
    };
    let first_of = |members: &[Member]| {
        members.iter().position(|member| before.contains(&&*member.name)).map(|at| (at, all[at]))
    };
    if let Some((index, next)) = around.members().and_then(first_of) {
        let blanks = blanks_before(text, around, &all, index, &style)?;
        let span = Span { start: next.start, end: next.start };
        return Some(Edit { span, text: format!("{},{blanks}", written(next.start)) });
    }
    if let Some(last) = all.last() {
        // As the last one stands behind what is before it: on a line of its own, or on theirs.
        let blanks = blanks_before(text, around, &all, all.len() - 1, &style)?;
        let span = Span { start: last.end, end: last.end };
        return Some(Edit { span, text: format!(",{blanks}{}", written(last.start)) });
    }
    let scalar = name.is_none() && spans(new).is_none();
    let first = match name {
        Some(name) => format!("{}: ", quoted(name)),
        None => String::new(),
    };
    Some(Edit { span: inside(around), text: style.alone(text, around, &first, new, scalar) })
}

fn inserted(text: &str, around: &Value, part: &Part<'_>, new: &Value) -> Option<Edit> {
    let style = Style::of(text);
    let Part::Element(index) = part else { return None };
    let Kind::Array(_) = around.kind else {
        let is_short = !around.span.of(text).contains('\n');
        let joins = style.written(text, around.span.start, new, is_short);
        let both = format!("[{joins}, {}]", around.span.of(text));
        return Some(Edit { span: around.span, text: both });
    };
    let all = spans(around)?;
    let next = all.get(*index)?;
    let is_inline = !around.span.of(text).contains('\n');
    let blanks = blanks_before(text, around, &all, *index, &style)?;
    let written = style.written(text, next.start, new, is_inline);
    let span = Span { start: next.start, end: next.start };
    Some(Edit { span, text: format!("{written},{blanks}") })
}

/// The blanks with which a part stands behind what is before it.
fn blanks_before(
    text: &str,
    around: &Value,
    all: &[Span],
    index: usize,
    style: &Style,
) -> Option<String> {
    let from = index.checked_sub(1).map_or(around.span.start + 1, |before| all[before].end);
    let gap = text.get(from as usize..all[index].start as usize)?;
    let blanks: String = gap.chars().filter(|letter| letter.is_whitespace()).collect();
    // The first one stands close to its bracket, which says nothing of how others stand to each other.
    let is_lone = blanks.is_empty() && index == 0;
    Some(if is_lone && style.has_blanks { " ".to_owned() } else { blanks })
}

fn renamed(around: &Value, part: &Part<'_>, name: &str) -> Option<Edit> {
    let Part::Member(_) = part else { return None };
    if around.get(name).is_some() {
        return None;
    }
    let member = around.members()?.get(position(around, part)?)?;
    Some(Edit { span: member.name_span, text: quoted(name) })
}

fn swapped(text: &str, around: &Value, part: &Part<'_>) -> Option<Edit> {
    let all = spans(around)?;
    let index = position(around, part)?;
    let (one, two) = (all.get(index)?, all.get(index + 1)?);
    let between = Span { start: one.end, end: two.start };
    let swapped = [two.of(text), between.of(text), one.of(text)].concat();
    Some(Edit { span: Span { start: one.start, end: two.end }, text: swapped })
}

fn repeated(text: &str, around: &Value, part: &Part<'_>) -> Option<Edit> {
    let Part::Element(_) = part else { return None };
    let Some(index) = position(around, part) else {
        let own = around.span.of(text);
        return Some(Edit { span: around.span, text: format!("[{own}, {own}]") });
    };
    let all = spans(around)?;
    let own = *all.get(index)?;
    // As what follows stands behind it; the last one, as it stands itself behind what is before.
    let gap = match all.get(index + 1) {
        Some(next) => Span { start: own.end, end: next.start }.of(text).to_owned(),
        None => {
            let blanks = blanks_before(text, around, &all, index, &Style::of(text))?;
            format!(",{blanks}")
        }
    };
    let span = Span { start: own.end, end: own.end };
    Some(Edit { span, text: format!("{gap}{}", own.of(text)) })
}

fn quoted(name: &str) -> String {
    let kind = Kind::String(name.into());
    json::print_compact(&Value { span: Span::default(), kind })
}
