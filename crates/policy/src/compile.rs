//! A document made ready for being asked many times.

use std::rc::Rc;

use iam::{Arn, ContextKey, PolicyType, UniqueId};

use crate::{
    Effect, Element, Policy, Span, Statement, Version,
    element::{action::ActionPattern, condition::Test, principal::Who, resource::ResourcePattern},
    index::StatementIndex,
};

/// A policy whose patterns, operators and keys are taken apart once.
#[derive(Debug, Clone)]
pub struct CompiledPolicy {
    pub(crate) kind: PolicyType,
    pub(crate) document: u32,
    pub(crate) span: Span,
    pub(crate) variables: bool,
    pub(crate) statements: Box<[CompiledStatement]>,
    pub(crate) index: Option<StatementIndex>,
}

/// A statement, taken apart.
#[derive(Debug, Clone)]
pub(crate) struct CompiledStatement {
    pub(crate) span: Span,
    pub(crate) sid: Option<Rc<str>>,
    pub(crate) effect: Option<Effect>,
    /// Whether it has every element that it needs.
    pub(crate) complete: bool,
    pub(crate) principal: Option<Values<Who>>,
    pub(crate) action: Option<Values<ActionPattern>>,
    pub(crate) resource: Option<Values<ResourcePattern>>,
    pub(crate) conditions: Box<[Test]>,
}

/// The values of an element with their places.
#[derive(Debug, Clone)]
pub(crate) struct Values<T> {
    pub(crate) negated: bool,
    pub(crate) span: Span,
    pub(crate) values: Box<[(T, Span)]>,
}

impl<T> Values<T> {
    fn new<S>(element: &Element<S>, take_apart: impl Fn(&S) -> T) -> Self {
        Self {
            negated: element.negated,
            span: element.span,
            values: element.values.iter().map(|v| (take_apart(&v.value), v.span)).collect(),
        }
    }
}

/// A statement as explanations name it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StatementView<'a> {
    /// `Sid`.
    pub sid: Option<&'a str>,
    /// `Effect`, where the document says it.
    pub effect: Option<Effect>,
    /// The whole statement.
    pub span: Span,
}

/// A test under `Condition` as explanations name it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConditionView<'a> {
    /// The operator as it is written, qualifiers included.
    pub operator: &'a str,
    /// The key as it is written.
    pub key: &'a ContextKey,
    /// The values as text.
    pub values: Vec<&'a str>,
    /// Key and values.
    pub span: Span,
}

impl CompiledPolicy {
    /// What kind of policy this is.
    #[must_use]
    pub fn kind(&self) -> PolicyType {
        self.kind
    }

    /// The number under which its places are reported.
    #[must_use]
    pub fn document(&self) -> u32 {
        self.document
    }

    /// The whole document.
    #[must_use]
    pub fn span(&self) -> Span {
        self.span
    }

    /// Whether policy variables have a meaning in it. AWS: "IAM JSON policy elements: Version".
    #[must_use]
    pub fn has_variables(&self) -> bool {
        self.variables
    }

    /// How many statements there are.
    #[must_use]
    pub fn statement_count(&self) -> usize {
        self.statements.len()
    }

    /// The statement of that number.
    #[must_use]
    pub fn statement(&self, index: usize) -> Option<StatementView<'_>> {
        let statement = self.statements.get(index)?;
        let CompiledStatement { sid, effect, span, .. } = statement;
        Some(StatementView { sid: sid.as_deref(), effect: *effect, span: *span })
    }

    /// The test of that number in the statement of that number.
    #[must_use]
    pub fn condition(&self, statement: usize, condition: usize) -> Option<ConditionView<'_>> {
        let test = self.test(statement, condition)?;
        Some(ConditionView {
            operator: &test.operator_text,
            key: &test.key,
            values: test.values.iter().map(|value| &*value.text).collect(),
            span: test.span,
        })
    }

    pub(crate) fn test(&self, statement: usize, condition: usize) -> Option<&Test> {
        self.statements.get(statement)?.conditions.get(condition)
    }
}

/// Takes the document apart. `freeze` says which unique id a user's or role's ARN stood for when the document was
/// saved; without one, the principal is compared by its ARN. It is asked about role sessions too, and answers with the
/// role's id. AWS: "IAM JSON policy elements: Principal".
pub fn compile(
    policy: &Policy,
    kind: PolicyType,
    document: u32,
    freeze: &dyn Fn(&Arn) -> Option<UniqueId>,
) -> CompiledPolicy {
    let variables = policy.version.as_ref().is_some_and(|version| version.value == Version::V2012);
    let statements: Box<[_]> = policy
        .statements
        .iter()
        .map(|statement| compile_statement(statement, kind, variables, freeze))
        .collect();
    let index = StatementIndex::of(&statements);
    CompiledPolicy { kind, document, span: policy.span, variables, statements, index }
}

fn compile_statement(
    statement: &Statement,
    kind: PolicyType,
    variables: bool,
    freeze: &dyn Fn(&Arn) -> Option<UniqueId>,
) -> CompiledStatement {
    let principal = statement.principal.as_ref().filter(|_| has_principal(kind));
    let resource = statement.resource.as_ref().filter(|_| kind != PolicyType::Trust);
    let complete = !statement.broken
        && statement.effect.is_some()
        && statement.action.is_some()
        && (principal.is_some() || !has_principal(kind))
        && (resource.is_some() || !needs_resource(kind));
    CompiledStatement {
        span: statement.span,
        sid: statement.sid.as_ref().map(|sid| Rc::clone(&sid.value)),
        effect: statement.effect.as_ref().map(|effect| effect.value),
        complete,
        principal: principal.map(|element| Values::new(element, |p| Who::new(p, freeze))),
        action: statement
            .action
            .as_ref()
            .map(|element| Values::new(element, |text| ActionPattern::new(text))),
        resource: resource
            .map(|element| Values::new(element, |text| ResourcePattern::new(text, variables))),
        conditions: statement.conditions.iter().map(|c| Test::new(c, variables)).collect(),
    }
}

/// Whether statements of that kind of policy say whom they are about.
pub(crate) fn has_principal(kind: PolicyType) -> bool {
    match kind {
        PolicyType::ResourceControl
        | PolicyType::Resource
        | PolicyType::Trust
        | PolicyType::VpcEndpoint => true,
        PolicyType::ServiceControl
        | PolicyType::Identity
        | PolicyType::PermissionsBoundary
        | PolicyType::Session => false,
    }
}

/// Whether statements of that kind of policy must say what they are about. Where they need not, they are about what the
/// policy is attached to.
pub(crate) fn needs_resource(kind: PolicyType) -> bool {
    !matches!(kind, PolicyType::Trust | PolicyType::Resource | PolicyType::VpcEndpoint)
}
