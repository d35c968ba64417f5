//! From JSON values to Rust values and back: the plain types, and how a record's members may be present.
//!
//! Reading here expects a value that the checks have passed; it answers nothing, and never guesses, where one has not.

use std::rc::Rc;

use iam::{AccountId, Arn, Decision, PolicyType, Timestamp};
use policy::json::{Kind, Member, Value};
use sts::request::{RequestTag, Signed};

use super::{
    Document, ExpectedResult, StartCredentials, TagEntry,
    fields::Object,
    layout::{Written, member, value},
    named::Named,
};

/// What members of nested objects need to know of their account.
#[derive(Debug, Default)]
pub(crate) struct Surroundings {
    /// The account that the object stands in.
    pub(crate) account: Option<AccountId>,
    /// The account's own managed policies, by name.
    pub(crate) policies: Named<Arn>,
}

/// A value of its own.
pub(crate) trait Element: Sized {
    fn read(value: &Value, around: &Surroundings) -> Option<Self>;
    fn write(&self, around: &Surroundings) -> Value;
}

/// An object whose members are listed in a table.
pub(crate) trait Record: Sized {
    fn table() -> &'static Object;
    fn from_members(members: Members<'_>, around: &Surroundings) -> Option<Self>;
    fn member(&self, name: &str, around: &Surroundings) -> Written;
}

/// The members of an object; none for any other value.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Members<'a>(pub(super) &'a [Member]);

impl<'a> Members<'a> {
    pub(crate) fn of(value: &'a Value) -> Self {
        match &value.kind {
            Kind::Object(members) => Self(members),
            _ => Self(&[]),
        }
    }

    pub(crate) fn get(self, name: &str) -> Option<&'a Value> {
        self.0.iter().find(|member| *member.name == *name).map(|member| &member.value)
    }

    pub(crate) fn text(self, name: &str) -> Option<&'a Rc<str>> {
        text(self.get(name)?)
    }

    pub(crate) fn items(self, name: &str) -> &'a [Value] {
        self.get(name).map(items).unwrap_or_default()
    }
}

pub(crate) fn text(value: &Value) -> Option<&Rc<str>> {
    match &value.kind {
        Kind::String(text) => Some(text),
        _ => None,
    }
}

pub(crate) fn items(value: &Value) -> &[Value] {
    match &value.kind {
        Kind::Array(items) => items,
        _ => &[],
    }
}

pub(crate) fn string(text: impl Into<Rc<str>>) -> Value {
    value(Kind::String(text.into()))
}

/// A list of texts.
fn texts(texts: &[Rc<str>]) -> Value {
    value(Kind::Array(texts.iter().map(|text| string(Rc::clone(text))).collect()))
}

/// The texts of a list; nothing where an element is none.
fn read_texts(list: &Value) -> Option<Vec<Rc<str>>> {
    items(list).iter().map(|item| text(item).cloned()).collect()
}

/// The number that a JSON number spells without fraction and exponent.
pub(crate) fn whole(spelled: &str) -> Option<i64> {
    let number: i64 = spelled.parse().ok()?;
    (number.to_string() == spelled).then_some(number)
}

impl Element for Rc<str> {
    fn read(value: &Value, _: &Surroundings) -> Option<Self> {
        text(value).cloned()
    }

    fn write(&self, _: &Surroundings) -> Value {
        string(Rc::clone(self))
    }
}

impl Element for i64 {
    fn read(value: &Value, _: &Surroundings) -> Option<Self> {
        match &value.kind {
            Kind::Number(spelled) => whole(spelled),
            _ => None,
        }
    }

    fn write(&self, _: &Surroundings) -> Value {
        value(Kind::Number(self.to_string().into()))
    }
}

impl Element for bool {
    fn read(value: &Value, _: &Surroundings) -> Option<Self> {
        match value.kind {
            Kind::Bool(flag) => Some(flag),
            _ => None,
        }
    }

    fn write(&self, _: &Surroundings) -> Value {
        value(Kind::Bool(*self))
    }
}

/// Types that are one text in the file.
macro_rules! as_text {
    ($($type:ty),*) => {$(
        impl Element for $type {
            fn read(value: &Value, _: &Surroundings) -> Option<Self> {
                text(value)?.parse().ok()
            }

            fn write(&self, _: &Surroundings) -> Value {
                string(self.to_string())
            }
        }
    )*};
}

as_text!(AccountId, Arn, Timestamp);

/// Types that are one of a few words in the file.
macro_rules! as_word {
    ($($type:ty, $words:ident { $($variant:ident = $word:literal),* $(,)? })*) => {$(
        pub(super) const $words: &[&str] = &[$($word),*];

        impl Element for $type {
            fn read(value: &Value, _: &Surroundings) -> Option<Self> {
                match &**super::codec::text(value)? {
                    $($word => Some(Self::$variant),)*
                    _ => None,
                }
            }

            fn write(&self, _: &Surroundings) -> Value {
                string(match self {
                    $(Self::$variant => $word,)*
                })
            }
        }
    )*};
}
pub(super) use as_word;

as_word! {
    StartCredentials, CREDENTIALS {
        LongTerm = "longTerm",
        SessionToken = "sessionToken",
        RoleSession = "roleSession",
        FederationToken = "federationToken",
        None = "none",
    }
    ExpectedResult, RESULTS {
        Succeeded = "succeeded",
        Refused = "refused",
        NotReached = "notReached",
        Undecided = "undecided",
    }
    Decision, DECISIONS {
        Allowed = "allowed",
        ExplicitDeny = "explicitDeny",
        ImplicitDeny = "implicitDeny",
    }
    PolicyType, POLICY_TYPES {
        Identity = "identity",
        Resource = "resource",
        Trust = "trust",
        PermissionsBoundary = "permissionsBoundary",
        Session = "session",
        ServiceControl = "serviceControl",
        ResourceControl = "resourceControl",
        VpcEndpoint = "vpcEndpoint",
    }
}

impl<T: Element> Element for Vec<T> {
    fn read(value: &Value, around: &Surroundings) -> Option<Self> {
        match &value.kind {
            Kind::Array(items) => {
                // Plain loops here and below: every type of the format has its own copy of them.
                let mut list = Vec::with_capacity(items.len());
                for item in items {
                    list.push(T::read(item, around)?);
                }
                Some(list)
            }
            _ => None,
        }
    }

    fn write(&self, around: &Surroundings) -> Value {
        let mut items = Vec::with_capacity(self.len());
        for item in self {
            items.push(item.write(around));
        }
        value(Kind::Array(items))
    }
}

impl Element for Document {
    fn read(value: &Value, _: &Surroundings) -> Option<Self> {
        match &value.kind {
            Kind::String(text) => Some(Self::new(Rc::clone(text))),
            Kind::Object(_) => Some(Self::new(policy::json::print(value))),
            _ => None,
        }
    }

    fn write(&self, _: &Surroundings) -> Value {
        write_document(self.text())
    }
}

/// An object where its two-space print is the text, else the text.
pub(crate) fn write_document(text: &str) -> Value {
    if text.starts_with('{')
        && let (Some(object), errors) = policy::json::parse(text)
        && errors.is_empty()
        && policy::json::print(&object) == text
    {
        return super::layout::bare(&object);
    }
    string(text)
}

/// A member that must be there.
pub(crate) mod required {
    use super::{Element, Surroundings, Value, Written};

    pub(in crate::scenario) const REQUIRED: bool = true;

    pub(in crate::scenario) fn read<T: Element>(
        value: Option<&Value>,
        around: &Surroundings,
    ) -> Option<T> {
        T::read(value?, around)
    }

    pub(in crate::scenario) fn write<T: Element>(given: &T, around: &Surroundings) -> Written {
        Written::Present(given.write(around))
    }
}

/// A member that may be left out.
pub(crate) mod optional {
    use super::{Element, Surroundings, Value, Written};

    pub(in crate::scenario) const REQUIRED: bool = false;

    pub(in crate::scenario) fn read<T: Element>(
        value: Option<&Value>,
        around: &Surroundings,
    ) -> Option<Option<T>> {
        match value {
            Some(value) => T::read(value, around).map(Some),
            None => Some(None),
        }
    }

    pub(in crate::scenario) fn write<T: Element>(
        given: &Option<T>,
        around: &Surroundings,
    ) -> Written {
        given.as_ref().map_or(Written::Absent, |given| Written::Present(given.write(around)))
    }
}

/// A list that means the same when it is empty and when it is left out.
pub(crate) mod list {
    use super::{Element, Surroundings, Value, Written};

    pub(in crate::scenario) const REQUIRED: bool = false;

    pub(in crate::scenario) fn read<L: Element + Default>(
        value: Option<&Value>,
        around: &Surroundings,
    ) -> Option<L> {
        match value {
            Some(value) => L::read(value, around),
            None => Some(L::default()),
        }
    }

    pub(in crate::scenario) fn write<L: Element>(given: &L, around: &Surroundings) -> Written {
        Written::unless_empty(given.write(around))
    }
}

/// One value or a list; written as a list.
pub(crate) mod one_or_more {
    use super::{Element, Kind, Surroundings, Value};

    pub(in crate::scenario) const REQUIRED: bool = false;

    pub(in crate::scenario) fn read<T: Element>(
        value: Option<&Value>,
        around: &Surroundings,
    ) -> Option<Option<Vec<T>>> {
        match value {
            Some(value) if matches!(value.kind, Kind::Array(_)) => {
                Vec::read(value, around).map(Some)
            }
            Some(value) => T::read(value, around).map(|one| Some(vec![one])),
            None => Some(None),
        }
    }

    pub(in crate::scenario) use super::optional::write;
}

/// A document that its owner holds as plain text: the session policy of a call.
pub(crate) mod document_text {
    use super::{Document, Element, Rc, Surroundings, Value, Written, write_document};

    pub(in crate::scenario) const REQUIRED: bool = false;

    pub(in crate::scenario) fn read(
        value: Option<&Value>,
        around: &Surroundings,
    ) -> Option<Option<Rc<str>>> {
        match value {
            Some(value) => Document::read(value, around).map(|document| Some(document.shared())),
            None => Some(None),
        }
    }

    pub(in crate::scenario) fn write(given: &Option<Rc<str>>, _: &Surroundings) -> Written {
        given.as_ref().map_or(Written::Absent, |text| Written::Present(write_document(text)))
    }
}

/// A list of objects with the one member `arn`.
pub(crate) mod arns {
    use super::{Kind, Members, Rc, Surroundings, Value, Written, items, member, string, value};

    pub(in crate::scenario) const REQUIRED: bool = false;

    pub(in crate::scenario) fn read(
        value: Option<&Value>,
        _: &Surroundings,
    ) -> Option<Vec<Rc<str>>> {
        let items = value.map(items).unwrap_or_default();
        items.iter().map(|item| Members::of(item).text("arn").cloned()).collect()
    }

    pub(in crate::scenario) fn write(given: &[Rc<str>], _: &Surroundings) -> Written {
        let object = |arn| value(Kind::Object(vec![member("arn", string(Rc::clone(arn)))]));
        Written::unless_empty(value(Kind::Array(given.iter().map(object).collect())))
    }
}

/// A policy as a call names it: `{ "arn": … }`.
pub(crate) mod task_policy {
    use super::{Kind, Members, Rc, Surroundings, Value, Written, member, string, value};

    pub(in crate::scenario) const REQUIRED: bool = false;

    pub(in crate::scenario) fn read(
        value: Option<&Value>,
        _: &Surroundings,
    ) -> Option<Option<Rc<str>>> {
        Some(value.and_then(|value| Members::of(value).text("arn").cloned()))
    }

    pub(in crate::scenario) fn write(given: &Option<Rc<str>>, _: &Surroundings) -> Written {
        let object = |arn| value(Kind::Object(vec![member("arn", string(Rc::clone(arn)))]));
        given.as_ref().map_or(Written::Absent, |arn| Written::Present(object(arn)))
    }
}

/// `SERVICE_CONTROL_POLICY` or `RESOURCE_CONTROL_POLICY`.
pub(crate) mod organization_type {
    use super::{PolicyType, Surroundings, Value, Written, string, text};

    pub(in crate::scenario) const REQUIRED: bool = true;

    pub(in crate::scenario) fn read(value: Option<&Value>, _: &Surroundings) -> Option<PolicyType> {
        match &**text(value?)? {
            "SERVICE_CONTROL_POLICY" => Some(PolicyType::ServiceControl),
            "RESOURCE_CONTROL_POLICY" => Some(PolicyType::ResourceControl),
            _ => None,
        }
    }

    pub(in crate::scenario) fn write(given: &PolicyType, _: &Surroundings) -> Written {
        Written::Present(string(match given {
            PolicyType::ResourceControl => "RESOURCE_CONTROL_POLICY",
            _ => "SERVICE_CONTROL_POLICY",
        }))
    }
}

/// A member of a list that must be there, though it may be empty.
pub(crate) mod required_list {
    pub(in crate::scenario) use super::required::{REQUIRED, read, write};
}

/// Condition keys with their values.
pub(crate) mod context {
    use super::{
        Kind, Members, Rc, Surroundings, Value, Written, member, read_texts, string, texts, value,
    };

    pub(in crate::scenario) const REQUIRED: bool = false;

    use crate::scenario::ContextEntries as Keys;

    pub(in crate::scenario) fn read(value: Option<&Value>, _: &Surroundings) -> Option<Keys> {
        let Some(value) = value else { return Some(Vec::new()) };
        let key = |given: &Value| match &given.kind {
            Kind::Null => Some(None),
            Kind::String(one) => Some(Some(vec![Rc::clone(one)])),
            _ => read_texts(given).map(Some),
        };
        Members::of(value)
            .0
            .iter()
            .map(|member| Some((Rc::clone(&member.name), key(&member.value)?)))
            .collect()
    }

    #[allow(clippy::ptr_arg, reason = "every presence takes the field's own type")]
    pub(in crate::scenario) fn write(given: &Keys, _: &Surroundings) -> Written {
        let members = given.iter().map(|(name, values)| {
            let written = match values.as_deref() {
                None => value(Kind::Null),
                Some([one]) => string(Rc::clone(one)),
                Some(several) => texts(several),
            };
            member(name, written)
        });
        Written::unless_empty(value(Kind::Object(members.collect())))
    }
}

/// Attributes of a SAML assertion.
pub(crate) mod attributes {
    use super::{
        Kind, Members, Rc, Surroundings, Value, Written, member, read_texts, string, texts, value,
    };

    pub(in crate::scenario) const REQUIRED: bool = false;

    type Attributes = Vec<(Rc<str>, Vec<Rc<str>>)>;

    pub(in crate::scenario) fn read(value: Option<&Value>, _: &Surroundings) -> Option<Attributes> {
        let Some(value) = value else { return Some(Vec::new()) };
        let values = |given: &Value| match &given.kind {
            Kind::String(one) => Some(vec![Rc::clone(one)]),
            _ => read_texts(given),
        };
        Members::of(value)
            .0
            .iter()
            .map(|member| Some((Rc::clone(&member.name), values(&member.value)?)))
            .collect()
    }

    #[allow(clippy::ptr_arg, reason = "every presence takes the field's own type")]
    pub(in crate::scenario) fn write(given: &Attributes, _: &Surroundings) -> Written {
        let members = given.iter().map(|(name, values)| {
            let written = match values.as_slice() {
                [one] => string(Rc::clone(one)),
                several => texts(several),
            };
            member(name, written)
        });
        Written::unless_empty(value(Kind::Object(members.collect())))
    }
}

/// Claims of a web identity token.
pub(crate) mod claims {
    use sts::request::Claim;

    use super::{
        Kind, Members, Rc, Surroundings, Value, Written, member, read_texts, string, texts, value,
    };

    pub(in crate::scenario) const REQUIRED: bool = true;

    pub(in crate::scenario) fn read(
        value: Option<&Value>,
        _: &Surroundings,
    ) -> Option<Vec<(Rc<str>, Claim)>> {
        Members::of(value?)
            .0
            .iter()
            .map(|member| Some((Rc::clone(&member.name), claim(&member.value)?)))
            .collect()
    }

    fn claim(given: &Value) -> Option<Claim> {
        Some(match &given.kind {
            Kind::Null => return None,
            Kind::Bool(flag) => Claim::Bool(*flag),
            Kind::Number(spelled) => Claim::Number(Rc::clone(spelled)),
            Kind::String(text) => Claim::Text(Rc::clone(text)),
            Kind::Array(_) => Claim::List(read_texts(given)?),
            Kind::Object(members) => Claim::Map(
                members
                    .iter()
                    .map(|member| Some((Rc::clone(&member.name), claim(&member.value)?)))
                    .collect::<Option<_>>()?,
            ),
        })
    }

    #[allow(clippy::ptr_arg, reason = "every presence takes the field's own type")]
    pub(in crate::scenario) fn write(given: &Vec<(Rc<str>, Claim)>, _: &Surroundings) -> Written {
        Written::Present(map(given))
    }

    fn map(given: &[(Rc<str>, Claim)]) -> Value {
        let members = given.iter().map(|(name, claim)| {
            let written = match claim {
                Claim::Text(text) => string(Rc::clone(text)),
                Claim::Number(spelled) => value(Kind::Number(Rc::clone(spelled))),
                Claim::Bool(flag) => value(Kind::Bool(*flag)),
                Claim::List(all) => texts(all),
                Claim::Map(below) => map(below),
            };
            member(name, written)
        });
        value(Kind::Object(members.collect()))
    }
}

impl<T: Element> Element for Signed<T> {
    fn read(value: &Value, around: &Surroundings) -> Option<Self> {
        match &value.kind {
            Kind::String(text) => Some(Self::Text(Rc::clone(text))),
            _ => T::read(value, around).map(Self::Content),
        }
    }

    fn write(&self, around: &Surroundings) -> Value {
        match self {
            Self::Text(text) => string(Rc::clone(text)),
            Self::Content(content) => content.write(around),
        }
    }
}

impl Element for TagEntry {
    fn read(value: &Value, _: &Surroundings) -> Option<Self> {
        let members = Members::of(value);
        Some(Self {
            key: Rc::clone(members.text("Key")?),
            value: Rc::clone(members.text("Value")?),
        })
    }

    fn write(&self, _: &Surroundings) -> Value {
        tag(&self.key, &self.value)
    }
}

impl Element for RequestTag {
    fn read(value: &Value, _: &Surroundings) -> Option<Self> {
        let members = Members::of(value);
        Some(Self {
            key: Rc::clone(members.text("Key")?),
            value: Rc::clone(members.text("Value")?),
        })
    }

    fn write(&self, _: &Surroundings) -> Value {
        tag(&self.key, &self.value)
    }
}

fn tag(key: &Rc<str>, given: &Rc<str>) -> Value {
    value(Kind::Object(vec![
        member("Key", string(Rc::clone(key))),
        member("Value", string(Rc::clone(given))),
    ]))
}

/// The switches for open points.
pub(crate) mod switches {
    pub(in crate::scenario) const REQUIRED: bool = false;

    pub(in crate::scenario) use super::super::records::{
        read_switches as read, write_switches as write,
    };
}
