//! JSON values made here rather than read: answers of the service, events, encoded messages.

use std::rc::Rc;

use iam::Timestamp;
use policy::{
    Span,
    json::{Kind, Member, Value},
};

/// No place: nothing was read.
const NOWHERE: Span = Span { start: 0, end: 0 };

fn value(kind: Kind) -> Value {
    Value { span: NOWHERE, kind }
}

/// `null`.
pub(crate) fn null() -> Value {
    value(Kind::Null)
}

/// A string.
pub(crate) fn text(text: impl Into<Rc<str>>) -> Value {
    value(Kind::String(text.into()))
}

/// A whole number.
pub(crate) fn number(number: impl Into<i64>) -> Value {
    value(Kind::Number(number.into().to_string().into()))
}

/// A moment as AWS prints it, in whole seconds. AWS: "CloudTrail record contents", `eventTime`, and "Credentials".
pub(crate) fn moment(moment: Timestamp) -> String {
    Timestamp::from_seconds(moment.seconds()).to_string()
}

/// `true` or `false`.
pub(crate) fn flag(flag: bool) -> Value {
    value(Kind::Bool(flag))
}

/// A list.
pub(crate) fn list(elements: impl IntoIterator<Item = Value>) -> Value {
    value(Kind::Array(elements.into_iter().collect()))
}

/// A list of strings.
pub(crate) fn texts<'t>(texts: impl IntoIterator<Item = &'t Rc<str>>) -> Value {
    list(texts.into_iter().map(|one| text(Rc::clone(one))))
}

/// An object under construction: members in their order, those without a value left out.
#[derive(Debug, Clone, Default)]
pub(crate) struct Object(Vec<Member>);

impl Object {
    pub(crate) fn new() -> Self {
        Self::default()
    }

    /// Adds a member.
    pub(crate) fn with(mut self, name: &str, value: Value) -> Self {
        self.0.push(Member { name: name.into(), name_span: NOWHERE, value });
        self
    }

    /// Adds a member where it has a value.
    pub(crate) fn maybe(self, name: &str, value: Option<Value>) -> Self {
        match value {
            Some(value) => self.with(name, value),
            None => self,
        }
    }

    /// Adds a string.
    pub(crate) fn text(self, name: &str, given: impl Into<Rc<str>>) -> Self {
        self.with(name, text(given))
    }

    /// Adds a string where there is one.
    pub(crate) fn maybe_text(self, name: &str, given: Option<&Rc<str>>) -> Self {
        self.maybe(name, given.map(|given| text(Rc::clone(given))))
    }

    pub(crate) fn done(self) -> Value {
        value(Kind::Object(self.0))
    }
}

/// The text without blanks between its parts.
pub(crate) fn compact(value: &Value) -> String {
    let mut whole = String::new();
    write_compact(value, &mut whole);
    whole
}

/// Prints without white space.
pub(crate) fn write_compact(value: &Value, text: &mut String) {
    match &value.kind {
        Kind::Array(items) => {
            text.push('[');
            for (index, item) in items.iter().enumerate() {
                if index > 0 {
                    text.push(',');
                }
                write_compact(item, text);
            }
            text.push(']');
        }
        Kind::Object(members) => {
            text.push('{');
            for (index, member) in members.iter().enumerate() {
                if index > 0 {
                    text.push(',');
                }
                text.push_str(&policy::json::print(&crate::scenario::codec::string(
                    std::rc::Rc::clone(&member.name),
                )));
                text.push(':');
                write_compact(&member.value, text);
            }
            text.push('}');
        }
        _ => text.push_str(&policy::json::print(value)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn objects_leave_out_what_has_no_value() {
        let whole = Object::new()
            .text("a", "x")
            .maybe_text("b", None)
            .maybe("d", Some(number(1)))
            .with("e", list([flag(true)]))
            .done();
        assert_eq!(compact(&whole), r#"{"a":"x","d":1,"e":[true]}"#);
    }
}
