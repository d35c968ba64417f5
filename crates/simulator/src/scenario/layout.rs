//! How the members of an object stood in the file: their order, those that are kept without a meaning here, those that
//! were spelled another way than the writer would, and the white space of the whole.

use std::rc::Rc;

use policy::{
    Span,
    json::{Kind, Member, Value},
};

use super::fields::Object;

/// How an object stood in the file. Two scenarios that differ only in this are the same world; it counts in comparisons
/// so that nothing is lost by an edit. `Layout::default()` is right for everything new: its members are written in their
/// documented order.
///
/// Copies share it, so that neither a copy nor comparing one with what it is of costs anything: every edit does both, of
/// whole lists of roles.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Layout(Rc<Stood>);

/// What a layout is about.
#[derive(Debug, Clone, PartialEq, Default)]
struct Stood {
    /// Names in the order of the file.
    order: Vec<Rc<str>>,
    /// Members without a meaning here, by name.
    kept: Vec<(Rc<str>, Value)>,
    /// Members whose spelling in the file is another than the writer's.
    spelled: Vec<Spelling>,
    /// Of a whole file: its text, where its white space is another than the writer's.
    text: Option<Rc<str>>,
}

// Two that are the same are not compared part by part.
impl Eq for Stood {}

/// A member that means what the writer would write, in other words: used for as long as it means that.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Spelling {
    name: Rc<str>,
    original: Value,
    canonical: Option<Value>,
}

/// What an object's member comes to when it is written.
#[derive(Debug)]
pub(crate) enum Written {
    /// Nothing.
    Absent,
    /// Says nothing that its absence does not say: written only where it stood in the file.
    WhereItStood(Value),
    /// Always written.
    Present(Value),
}

impl Written {
    /// A list or an object that means the same when it is empty and when it is left out.
    pub(crate) fn unless_empty(value: Value) -> Self {
        let empty = match &value.kind {
            Kind::Array(items) => items.is_empty(),
            Kind::Object(members) => members.is_empty(),
            _ => false,
        };
        if empty { Self::WhereItStood(value) } else { Self::Present(value) }
    }

    fn value(self) -> Option<Value> {
        match self {
            Self::Absent => None,
            Self::WhereItStood(value) | Self::Present(value) => Some(value),
        }
    }
}

impl Layout {
    /// How this object stood, given what the writer would write for each member.
    pub(crate) fn of(table: &Object, object: &Value, write: &dyn Fn(&str) -> Written) -> Self {
        let Kind::Object(members) = &object.kind else { return Self::default() };
        let mut stood = Stood::default();
        for member in members {
            stood.order.push(Rc::clone(&member.name));
            match table.field(&member.name) {
                Some(field) if field.shape.spells_itself() => {}
                Some(_) => {
                    let canonical = write(&member.name).value();
                    stood.remember(&member.name, &member.value, canonical);
                }
                None => stood.kept.push((Rc::clone(&member.name), bare(&member.value))),
            }
        }
        Self(Rc::new(stood))
    }

    /// Remembers a spelling, where it is not the writer's.
    pub(crate) fn remember(&mut self, name: &str, original: &Value, canonical: Option<Value>) {
        Rc::make_mut(&mut self.0).remember(name, original, canonical);
    }

    /// The spelling in the file for a member, if it still means what is to be written.
    pub(crate) fn respell(&self, name: &str, canonical: Option<Value>) -> Option<Value> {
        let known = self.0.spelled.iter().find(|known| *known.name == *name);
        match known {
            Some(known) if known.canonical == canonical => Some(known.original.clone()),
            _ => canonical,
        }
    }

    /// The spelling in the file for a member, whatever is to be written.
    pub(crate) fn original(&self, name: &str) -> Option<&Value> {
        self.0.spelled.iter().find(|known| *known.name == *name).map(|known| &known.original)
    }

    /// Remembers the text of a whole file for its white space.
    pub(crate) fn keep_text(&mut self, text: &str) {
        Rc::make_mut(&mut self.0).text = Some(text.into());
    }

    /// The text of the file, where that was remembered.
    pub(crate) fn text(&self) -> Option<&str> {
        self.0.text.as_deref()
    }

    /// Whether the member stood in the file.
    pub(crate) fn had(&self, name: &str) -> bool {
        self.0.order.iter().any(|known| **known == *name)
    }

    /// The object: members where they stood, new ones at their documented place.
    pub(crate) fn write(&self, table: &Object, write: &dyn Fn(&str) -> Written) -> Value {
        let mut members: Vec<Member> = Vec::new();
        for name in &self.0.order {
            let value = if table.field(name).is_some() {
                self.respell(name, write(name).value())
            } else {
                self.0.kept.iter().find(|(kept, _)| kept == name).map(|(_, value)| value.clone())
            };
            if let Some(value) = value {
                members.push(member(name, value));
            }
        }
        for (place, field) in table.fields.iter().enumerate() {
            if self.had(field.name) {
                continue;
            }
            if let Written::Present(value) = write(field.name) {
                let earlier = &table.fields[..place];
                let after = members
                    .iter()
                    .rposition(|known| earlier.iter().any(|field| *field.name == *known.name));
                members.insert(after.map_or(0, |place| place + 1), member(field.name, value));
            }
        }
        value(Kind::Object(members))
    }
}

impl Stood {
    fn remember(&mut self, name: &str, original: &Value, canonical: Option<Value>) {
        if canonical.as_ref().is_none_or(|canonical| !canonical.says(original)) {
            self.spelled.push(Spelling { name: name.into(), original: bare(original), canonical });
        }
    }
}

/// A value without a place.
pub(crate) fn value(kind: Kind) -> Value {
    Value { span: Span::default(), kind }
}

/// A member without a place.
pub(crate) fn member(name: &str, value: Value) -> Member {
    Member { name: name.into(), name_span: Span::default(), value }
}

/// The same value without places.
pub(crate) fn bare(given: &Value) -> Value {
    value(match &given.kind {
        Kind::Array(items) => Kind::Array(items.iter().map(bare).collect()),
        Kind::Object(members) => {
            Kind::Object(members.iter().map(|m| member(&m.name, bare(&m.value))).collect())
        }
        other => other.clone(),
    })
}
