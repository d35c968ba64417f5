//! A document as a form shows it: statements with their rows, and every part that a form cannot show with its place and
//! the reason. **Invariant:** nothing is left out: what is not a row is [`Hidden`].

use std::rc::Rc;

use crate::{
    Effect, STATEMENT_ELEMENTS, Span,
    json::{self, Kind as Json, Member, Value},
};

/// A document that can be shown.
#[derive(Debug, Clone, PartialEq)]
pub struct Form {
    /// The statements in their order; those that are none are hidden. A single object counts as one.
    pub statements: Vec<Result<Card, Hidden>>,
    /// Members of the document that the policy language does not know.
    pub unknown: Vec<Hidden>,
}

/// A part that stands in the text only.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hidden {
    /// Where.
    pub span: Span,
    /// Why, in a sentence.
    pub why: String,
}

/// A part that may be missing, or be no rows.
#[derive(Debug, Clone, PartialEq)]
pub enum Shown<T> {
    /// It is not there.
    Missing,
    /// It is there.
    Here(T),
    /// It is there, and only the text can show it.
    Hidden(Hidden),
}

impl<T> Shown<T> {
    /// The part, where it can be shown.
    #[must_use]
    pub fn here(&self) -> Option<&T> {
        match self {
            Self::Here(part) => Some(part),
            _ => None,
        }
    }
}

/// A statement.
#[derive(Debug, Clone, PartialEq)]
pub struct Card {
    /// The whole statement.
    pub span: Span,
    /// `Sid`.
    pub sid: Shown<Rc<str>>,
    /// `Effect`.
    pub effect: Shown<Effect>,
    /// `Principal` or `NotPrincipal`.
    pub principal: Shown<Principals>,
    /// `Action` or `NotAction`.
    pub action: Shown<Rows>,
    /// `Resource` or `NotResource`.
    pub resource: Shown<Rows>,
    /// The tests under `Condition`, in their order.
    pub condition: Shown<Vec<Result<Test, Hidden>>>,
    /// Members that the policy language does not know.
    pub unknown: Vec<Hidden>,
}

/// The values of `Action` or `Resource`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rows {
    /// Whether the name begins with `Not`.
    pub negated: bool,
    /// In their order.
    pub values: Vec<Rc<str>>,
}

/// Whom `Principal` names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Principals {
    /// Whether it is `NotPrincipal`.
    pub negated: bool,
    /// Every name with its kind, in their order.
    pub rows: Vec<(Kind, Rc<str>)>,
}

/// By what a principal is named. AWS: "IAM JSON policy elements: Principal".
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// `"*"` without a kind.
    Everyone,
    /// `AWS`.
    Aws,
    /// `Service`.
    Service,
    /// `Federated`.
    Federated,
    /// `CanonicalUser`.
    CanonicalUser,
}

impl Kind {
    /// Every kind.
    pub const ALL: [Self; 5] =
        [Self::Aws, Self::Service, Self::Federated, Self::CanonicalUser, Self::Everyone];

    /// As the language names it; for everyone, the star.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Everyone => "*",
            Self::Aws => "AWS",
            Self::Service => "Service",
            Self::Federated => "Federated",
            Self::CanonicalUser => "CanonicalUser",
        }
    }

    /// The kind of that name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }
}

/// One test of `Condition`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Test {
    /// Key and values together.
    pub span: Span,
    /// The operator as it is written, qualifiers included.
    pub operator: Rc<str>,
    /// The condition key.
    pub key: Rc<str>,
    /// The values as text, numbers and truths as they are written.
    pub values: Vec<Rc<str>>,
}

/// Reads a document as a form.
///
/// # Errors
/// The place and the reason, where nothing of the text can be shown.
pub fn read(text: &str) -> Result<Form, Hidden> {
    let (value, errors) = json::parse(text);
    if let Some(error) = errors.first() {
        return hidden(error.span, &format!("The text is not JSON. {}", error.message));
    }
    let Some(root) = value else { return hidden(Span::default(), "The text is empty.") };
    let Some(members) = root.members() else {
        return hidden(root.span, "A policy document is an object.");
    };
    let statements = match one(members, &["Statement"]) {
        Ok(None) => Vec::new(),
        Ok(Some(member)) => match &member.value.kind {
            Json::Array(elements) => elements.iter().map(card).collect(),
            Json::Object(_) => vec![card(&member.value)],
            _ => return hidden(member.value.span, "`Statement` is a list of statements."),
        },
        Err(twice) => return Err(twice),
    };
    let known = ["Version", "Id", "Statement"];
    Ok(Form { statements, unknown: unknown(members, &known) })
}

fn hidden<T>(span: Span, why: &str) -> Result<T, Hidden> {
    Err(Hidden { span, why: why.to_owned() })
}

fn card(value: &Value) -> Result<Card, Hidden> {
    let Some(members) = value.members() else {
        return hidden(value.span, "A statement is an object.");
    };
    Ok(Card {
        span: value.span,
        sid: shown(members, &["Sid"], |_, value| text(value, "`Sid`")),
        effect: shown(members, &["Effect"], |_, value| match value.as_str() {
            Some("Allow") => Ok(Effect::Allow),
            Some("Deny") => Ok(Effect::Deny),
            _ => hidden(value.span, "`Effect` is `Allow` or `Deny`, in this letter case."),
        }),
        principal: shown(members, &["Principal", "NotPrincipal"], principals),
        action: shown(members, &["Action", "NotAction"], rows),
        resource: shown(members, &["Resource", "NotResource"], rows),
        condition: shown(members, &["Condition"], |_, value| tests(value)),
        unknown: unknown(members, &STATEMENT_ELEMENTS),
    })
}

fn unknown(members: &[Member], known: &[&str]) -> Vec<Hidden> {
    let rest = members.iter().filter(|member| !known.contains(&&*member.name));
    rest.map(|member| Hidden {
        span: member.span(),
        why: format!("The policy language has no element `{}`.", member.name),
    })
    .collect()
}

/// The one member that has one of these names.
fn one<'m>(members: &'m [Member], names: &[&str]) -> Result<Option<&'m Member>, Hidden> {
    let mut found = members.iter().filter(|member| names.contains(&&*member.name));
    let first = found.next();
    match found.next() {
        None => Ok(first),
        Some(second) => {
            let both = names.join("` or `");
            hidden(second.span(), &format!("`{both}` stands here more than once."))
        }
    }
}

fn shown<T>(
    members: &[Member],
    names: &[&str],
    read: impl Fn(bool, &Value) -> Result<T, Hidden>,
) -> Shown<T> {
    let found = one(members, names).and_then(|member| {
        member.map(|member| read(member.name.starts_with("Not"), &member.value)).transpose()
    });
    match found {
        Ok(None) => Shown::Missing,
        Ok(Some(part)) => Shown::Here(part),
        Err(why) => Shown::Hidden(why),
    }
}

fn text(value: &Value, what: &str) -> Result<Rc<str>, Hidden> {
    match &value.kind {
        Json::String(text) => Ok(Rc::clone(text)),
        _ => hidden(value.span, &format!("{what} is text in quotes.")),
    }
}

/// The elements of a list, or the one value that stands for it.
pub(super) fn listed(value: &Value) -> &[Value] {
    value.elements().unwrap_or(std::slice::from_ref(value))
}

fn rows(negated: bool, value: &Value) -> Result<Rows, Hidden> {
    let values: Result<_, _> = listed(value).iter().map(|value| text(value, "A value")).collect();
    Ok(Rows { negated, values: values? })
}

fn principals(negated: bool, value: &Value) -> Result<Principals, Hidden> {
    let Some(members) = value.members() else {
        return match value.as_str() {
            Some("*") => Ok(Principals { negated, rows: vec![(Kind::Everyone, "*".into())] }),
            _ => hidden(value.span, "A principal is `\"*\"` or an object with its kind."),
        };
    };
    let mut rows = Vec::new();
    for member in members {
        let kind = Kind::named(&member.name).filter(|kind| *kind != Kind::Everyone);
        let Some(kind) = kind else {
            let why = format!("There is no kind of principal `{}`.", member.name);
            return hidden(member.span(), &why);
        };
        one(members, &[kind.name()])?;
        for value in listed(&member.value) {
            rows.push((kind, text(value, "A principal")?));
        }
    }
    Ok(Principals { negated, rows })
}

fn tests(value: &Value) -> Result<Vec<Result<Test, Hidden>>, Hidden> {
    let Some(operators) = value.members() else {
        return hidden(value.span, "`Condition` is an object of operators.");
    };
    let mut tests = Vec::new();
    for operator in operators {
        one(operators, &[&operator.name])?;
        let Some(keys) = operator.value.members() else {
            let why = "Below an operator stands an object of condition keys.";
            tests.push(hidden(operator.span(), why));
            continue;
        };
        for key in keys {
            tests.push(one(keys, &[&key.name]).and_then(|_| test(&operator.name, key)));
        }
    }
    Ok(tests)
}

fn test(operator: &Rc<str>, key: &Member) -> Result<Test, Hidden> {
    let values: Result<_, _> = listed(&key.value).iter().map(scalar).collect();
    Ok(Test {
        span: key.span(),
        operator: Rc::clone(operator),
        key: Rc::clone(&key.name),
        values: values?,
    })
}

fn scalar(value: &Value) -> Result<Rc<str>, Hidden> {
    match &value.kind {
        Json::String(text) | Json::Number(text) => Ok(Rc::clone(text)),
        Json::Bool(truth) => Ok(truth.to_string().into()),
        _ => hidden(value.span, "The value of a condition key is text, a number or a truth."),
    }
}
