//! A policy document, exactly as it is written, every part with its place. AWS: "Grammar of the IAM JSON policy language".

use std::rc::Rc;

use iam::PolicyType;

use crate::{Operator, Span};

/// A value and the place where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spanned<T> {
    /// The value.
    pub value: T,
    /// Where it stands, quotes included.
    pub span: Span,
}

/// The language version. AWS: "IAM JSON policy elements: Version".
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Version {
    /// `2008-10-17`, also meant where the element is missing: no policy variables.
    V2008,
    /// `2012-10-17`.
    V2012,
}

/// What a statement does when it applies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Effect {
    /// Allows.
    Allow,
    /// Denies, whatever else allows.
    Deny,
}

/// A document as far as it could be read.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Policy {
    /// `Version`, where it is one of the two known.
    pub version: Option<Spanned<Version>>,
    /// `Id`.
    pub id: Option<Spanned<Rc<str>>>,
    /// The statements that could be read, in their order. A single object counts as one.
    pub statements: Vec<Statement>,
    /// The whole document.
    pub span: Span,
}

impl Policy {
    /// The kind that a document which stands alone most likely is: who names principals and no resource trusts them with a
    /// role, who names both guards a resource, and everything else is for whoever it is attached to.
    #[must_use]
    pub fn likely_type(&self) -> PolicyType {
        let names_principal = self.statements.iter().any(|statement| statement.principal.is_some());
        let names_resource = self.statements.iter().any(|statement| statement.resource.is_some());
        match (names_principal, names_resource) {
            (true, false) => PolicyType::Trust,
            (true, true) => PolicyType::Resource,
            (false, _) => PolicyType::Identity,
        }
    }
}

/// One statement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement {
    /// The whole statement.
    pub span: Span,
    /// `Sid`.
    pub sid: Option<Spanned<Rc<str>>>,
    /// `Effect`; nothing where it is missing or unknown, and the statement then never applies.
    pub effect: Option<Spanned<Effect>>,
    /// `Principal` or `NotPrincipal`.
    pub principal: Option<Element<PrincipalPattern>>,
    /// `Action` or `NotAction`.
    pub action: Option<Element<Rc<str>>>,
    /// `Resource` or `NotResource`.
    pub resource: Option<Element<Rc<str>>>,
    /// The tests under `Condition`, one per operator and key.
    pub conditions: Vec<Condition>,
    /// Whether some part of it stands there but could not be read: a number as an action, both `Action` and
    /// `NotAction`. What the rest means is then unknown, and the statement never applies.
    pub broken: bool,
}

/// `Action`, `Resource` or `Principal` with its values, or the same with `Not`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Element<T> {
    /// Whether the name began with `Not`.
    pub negated: bool,
    /// Name and value together.
    pub span: Span,
    /// The values in their order.
    pub values: Vec<Spanned<T>>,
}

/// One principal that a statement names. AWS: "IAM JSON policy elements: Principal".
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PrincipalPattern {
    /// `"*"` or `{"AWS": "*"}`.
    Everyone,
    /// An account: 12 digits or `arn:aws:iam::A:root`.
    Account(iam::AccountId),
    /// A user, a role, a role session or a federated user, by ARN.
    Entity(iam::Arn),
    /// The raw unique id that is left when the entity was deleted: `AIDA…`, `AROA…`.
    UniqueId(iam::UniqueId),
    /// `{"Federated": …}`: a provider's ARN or a built-in provider.
    Federated(Rc<str>),
    /// `{"Service": …}`.
    Service(Rc<str>),
    /// `{"CanonicalUser": …}`.
    CanonicalUser(Rc<str>),
    /// Anything else; matches nobody.
    Invalid(Rc<str>),
}

/// A condition operator with its qualifiers. AWS: "IAM JSON policy elements: Condition operators".
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConditionOperator {
    /// The name as it is written, qualifiers included: `ForAnyValue:StringLikeIfExists`.
    pub text: Rc<str>,
    /// What it stands for: looked up once, and asked for by many checks.
    pub(crate) known: Option<Operator>,
}

/// One test: an operator, a key and the policy's values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Condition {
    /// The operator and its place.
    pub operator: Spanned<ConditionOperator>,
    /// The key and its place.
    pub key: Spanned<iam::ContextKey>,
    /// The values as text, numbers and booleans as they are written.
    pub values: Vec<Spanned<Rc<str>>>,
    /// Key and values together.
    pub span: Span,
}
