//! JSON as tokens carry it: each member once, since readers differ in which of two they believe (RFC 7519, section 4).

use iam::{
    Span,
    json::{self, Error, Kind, Member, Value},
};

/// Reads a whole text.
pub(crate) fn read(text: &str) -> Result<Value, Error> {
    let (value, errors) = json::parse(text);
    if let Some(error) = errors.into_iter().next() {
        return Err(error);
    }
    let nothing = Error { span: Span::default(), message: "The text is empty.".into(), help: None };
    let value = value.ok_or(nothing)?;
    match value.repeated() {
        Some(member) => Err(Error {
            span: member.name_span,
            message: format!("`{}` stands here a second time.", member.name),
            help: Some("Keep one of the two; readers differ in which of them counts.".into()),
        }),
        None => Ok(value),
    }
}

/// The text of a member.
pub(crate) fn text<'v>(value: &'v Value, name: &str) -> Option<&'v str> {
    value.get(name).and_then(Value::as_str)
}

/// A value that stands in no text.
pub(crate) fn unplaced(kind: Kind) -> Value {
    Value { span: Span::default(), kind }
}

/// A member that stands in no text.
pub(crate) fn member(name: &str, value: Value) -> Member {
    Member { name: name.into(), name_span: Span::default(), value }
}

/// An object of texts.
pub(crate) fn object<'t>(members: impl IntoIterator<Item = (&'t str, &'t str)>) -> Value {
    let text = |text: &str| unplaced(Kind::String(text.into()));
    let members = members.into_iter().map(|(name, value)| member(name, text(value)));
    unplaced(Kind::Object(members.collect()))
}

/// An object with the one member, a list.
pub(crate) fn list(name: &str, values: Vec<Value>) -> Value {
    unplaced(Kind::Object(vec![member(name, unplaced(Kind::Array(values)))]))
}
