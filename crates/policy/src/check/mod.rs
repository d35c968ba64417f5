//! What is wrong with a document: one finding a file, each with what it finds, why it matters and what to write
//! instead. AWS: "IAM Access Analyzer policy validation check reference".
//!
//! To add one: write the file, add it to [`CHECKS`], add its cases under `testdata/documents`.
//!
//! **Invariant:** a finding has a `refusal` exactly where the service would refuse to save the document for it, and the
//! checks stand in the order in which the service is known or believed to look.

mod action_format;
mod action_not_assume;
mod action_principal_mismatch;
mod allow_with_not_principal;
mod characters;
mod cognito_condition;
mod condition_key_format;
mod condition_operator;
mod condition_operator_case;
mod confirm_audience;
mod data_type;
mod deleted_principal;
mod deny_only;
mod deprecated_key;
mod duplicate_condition_key;
mod duplicate_key;
mod element_combination;
mod empty_list;
mod empty_sid;
mod external_id_alone;
mod federated_behind_control_policy;
mod for_all_values_single;
mod github_subject;
mod improve_ip_range;
mod invalid_date;
mod invalid_effect;
mod invalid_principal;
mod invalid_version;
mod irrelevant_condition_key;
mod json_syntax;
mod key_not_in_action;
mod key_not_of_service;
mod keys;
mod managed_version;
mod mfa_if_exists;
mod missing_action;
mod missing_action_for_key;
mod missing_effect;
mod missing_paired_key;
mod missing_principal;
mod missing_qualifier;
mod missing_resource;
mod missing_statement;
mod missing_tag_key;
mod missing_version;
mod negated_optional_key;
mod network_id;
mod not_principal_in_trust_policy;
mod null_with_qualifier;
mod oidc_without_condition;
mod policy_size;
mod principal_not_allowed;
mod principal_not_an_object;
mod private_ip_address;
mod redundant;
mod redundant_action;
mod redundant_principal;
mod redundant_resource;
mod redundant_statement;
mod redundant_value;
mod referer_of_service;
mod resource_control_limits;
mod resource_format;
mod resource_in_trust_policy;
mod roles_anywhere;
mod service_control_allow_resource;
mod session_as_principal_arn;
mod several_truth_values;
mod shared_oidc_provider;
mod sid_format;
mod sid_not_unique;
mod type_mismatch;
mod unguarded_service;
mod unknown_element;
mod unknown_sts_action;
mod user_name_of_role;
mod variable_form;
mod variable_in_old_version;
mod whole_account;
mod wildcard_principal;
mod wildcard_without_like;
mod wording;

use iam::PolicyType;

use crate::{
    Condition, Diagnostic, Effect, Fix, Operator, Policy, Severity, Span, Statement, Version,
    json::{self, Value},
    parse::statement_objects,
};

type Check = fn(&Subject<'_>, &mut Findings);

/// Every check, in the order in which they report.
const CHECKS: &[Check] = &[
    // What the service refuses.
    characters::check,
    json_syntax::check,
    data_type::check,
    unknown_element::check,
    duplicate_key::check,
    duplicate_condition_key::check,
    invalid_version::check,
    managed_version::check,
    missing_statement::check,
    missing_effect::check,
    invalid_effect::check,
    element_combination::check,
    sid_format::check,
    sid_not_unique::check,
    principal_not_allowed::check,
    not_principal_in_trust_policy::check,
    missing_principal::check,
    principal_not_an_object::check,
    missing_action::check,
    resource_in_trust_policy::check,
    missing_resource::check,
    resource_control_limits::check,
    condition_operator::check,
    action_format::check,
    action_not_assume::check,
    condition_key_format::check,
    resource_format::check,
    invalid_date::check,
    invalid_principal::check,
    cognito_condition::check,
    shared_oidc_provider::check,
    policy_size::check,
    // What it accepts.
    wildcard_principal::check,
    external_id_alone::check,
    oidc_without_condition::check,
    github_subject::check,
    roles_anywhere::check,
    unguarded_service::check,
    referer_of_service::check,
    key_not_of_service::check,
    user_name_of_role::check,
    missing_action_for_key::check,
    missing_paired_key::check,
    deprecated_key::check,
    deleted_principal::check,
    redundant_principal::check,
    allow_with_not_principal::check,
    action_principal_mismatch::check,
    unknown_sts_action::check,
    service_control_allow_resource::check,
    federated_behind_control_policy::check,
    type_mismatch::check,
    several_truth_values::check,
    missing_tag_key::check,
    variable_form::check,
    session_as_principal_arn::check,
    null_with_qualifier::check,
    missing_qualifier::check,
    for_all_values_single::check,
    negated_optional_key::check,
    private_ip_address::check,
    improve_ip_range::check,
    network_id::check,
    variable_in_old_version::check,
    mfa_if_exists::check,
    key_not_in_action::check,
    irrelevant_condition_key::check,
    wildcard_without_like::check,
    condition_operator_case::check,
    deny_only::check,
    missing_version::check,
    whole_account::check,
    confirm_audience::check,
    redundant_action::check,
    redundant_resource::check,
    redundant_value::check,
    redundant_statement::check,
    empty_sid::check,
    empty_list::check,
];

/// Nobody reads more findings of one kind; it bounds the memory that a hostile document can take.
const MOST_OF_ONE_CHECK: usize = 50;

/// Runs every check; of a text that is not JSON only those that look at text, since what could be read of it lacks
/// parts for no other reason than that they could not be read.
pub(crate) fn run(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let mut findings = Findings { list: Vec::new(), earlier: 0 };
    let checks: &[Check] =
        if subject.errors.is_empty() { CHECKS } else { &[characters::check, json_syntax::check] };
    for check in checks {
        findings.earlier = findings.list.len();
        check(subject, &mut findings);
    }
    findings.list
}

/// What the checks look at.
pub(crate) struct Subject<'a> {
    text: &'a str,
    kind: PolicyType,
    value: Option<&'a Value>,
    errors: &'a [json::Error],
    policy: &'a Policy,
}

impl<'a> Subject<'a> {
    pub(crate) fn new(
        text: &'a str,
        kind: PolicyType,
        value: Option<&'a Value>,
        errors: &'a [json::Error],
        policy: &'a Policy,
    ) -> Self {
        Self { text, kind, value, errors, policy }
    }

    /// The statements as they are written, each with what was read of it.
    fn statements(&self) -> impl Iterator<Item = (&'a Value, &'a Statement)> {
        self.value.into_iter().flat_map(statement_objects).zip(&self.policy.statements)
    }

    /// The statements that allow.
    fn allowing(&self) -> impl Iterator<Item = &'a Statement> {
        self.policy.statements.iter().filter(|statement| has_effect(statement, Effect::Allow))
    }

    /// Every test whose operator is known.
    fn tests(&self) -> impl Iterator<Item = (&'a Condition, Operator)> {
        let conditions = self.policy.statements.iter().flat_map(|statement| &statement.conditions);
        conditions.filter_map(|test| Some((test, test.operator.value.parse()?)))
    }

    /// Whether policy variables have a meaning in the document.
    fn has_variables(&self) -> bool {
        self.policy.version.as_ref().is_some_and(|version| version.value == Version::V2012)
    }

    fn is_trust(&self) -> bool {
        self.kind == PolicyType::Trust
    }

    /// Whether the document follows the grammar of identity policies and is judged by IAM or STS.
    fn is_identity(&self) -> bool {
        matches!(
            self.kind,
            PolicyType::Identity | PolicyType::PermissionsBoundary | PolicyType::Session
        )
    }
}

fn has_effect(statement: &Statement, effect: Effect) -> bool {
    statement.effect.as_ref().is_some_and(|written| written.value == effect)
}

/// The bracket with which a value begins: the place of what is missing in it.
fn opening(span: Span) -> Span {
    Span { start: span.start, end: (span.start + 1).min(span.end) }
}

/// Puts the version into a document as its first member, as the others stand: on a line of its own, or on theirs.
fn first_version(text: &str, document: &Value) -> Fix {
    let after = opening(document.span).end;
    let inside = text.get(after as usize..).unwrap_or_default();
    let blanks = &inside[..inside.len() - inside.trim_start().len()];
    let (before, comma) = match document.members().unwrap_or_default() {
        [] => ("", ""),
        _ => (blanks, ","),
    };
    Fix {
        name: "Add the version".to_owned(),
        span: Span { start: after, end: after },
        text: format!("{before}\"Version\": \"2012-10-17\"{comma}"),
    }
}

/// What stands below the operators of the condition around a place, by operator.
fn operators_around<'v>(subject: &Subject<'v>, place: Span) -> &'v [json::Member] {
    let holds = |value: &Value| value.span.start <= place.start && place.end <= value.span.end;
    let around = subject.statements().map(|(written, _)| written).find(|written| holds(written));
    around.and_then(|written| written.get("Condition")?.members()).unwrap_or_default()
}

/// Whether that operator stands in the condition around a place.
fn has_operator(subject: &Subject<'_>, place: Span, name: &str) -> bool {
    operators_around(subject, place).iter().any(|member| &*member.name == name)
}

/// The findings so far.
pub(crate) struct Findings {
    list: Vec<Diagnostic>,
    earlier: usize,
}

/// A finding that is being written.
struct Report<'f>(Option<&'f mut Diagnostic>);

impl Findings {
    fn error(&mut self, code: &'static str, span: Span, message: impl Into<String>) -> Report<'_> {
        self.add(Severity::Error, code, span, message)
    }

    fn security(
        &mut self,
        code: &'static str,
        span: Span,
        message: impl Into<String>,
    ) -> Report<'_> {
        self.add(Severity::SecurityWarning, code, span, message)
    }

    fn warning(
        &mut self,
        code: &'static str,
        span: Span,
        message: impl Into<String>,
    ) -> Report<'_> {
        self.add(Severity::Warning, code, span, message)
    }

    fn suggestion(
        &mut self,
        code: &'static str,
        span: Span,
        message: impl Into<String>,
    ) -> Report<'_> {
        self.add(Severity::Suggestion, code, span, message)
    }

    fn add(
        &mut self,
        severity: Severity,
        code: &'static str,
        span: Span,
        message: impl Into<String>,
    ) -> Report<'_> {
        self.push(severity, code, span, message.into())
    }

    // Cold, as are the others: they are called all over the checks, and would be copied to every place for speed.
    #[cold]
    fn push(
        &mut self,
        severity: Severity,
        code: &'static str,
        span: Span,
        message: String,
    ) -> Report<'_> {
        if self.list.len() - self.earlier >= MOST_OF_ONE_CHECK {
            return Report(None);
        }
        self.list.push(Diagnostic {
            severity,
            code,
            span,
            message,
            help: None,
            refusal: None,
            fix: None,
        });
        Report(self.list.last_mut())
    }
}

impl Report<'_> {
    fn help(self, help: impl Into<String>) -> Self {
        self.set_help(help.into())
    }

    #[cold]
    fn set_help(mut self, help: String) -> Self {
        if let Some(diagnostic) = &mut self.0 {
            diagnostic.help = Some(help);
        }
        self
    }

    /// The finding's place holds a text in quotes, and this one is written there instead.
    #[cold]
    fn writes(mut self, name: &str) -> Self {
        if let Some(diagnostic) = &mut self.0 {
            let text = format!("\"{name}\"");
            diagnostic.fix =
                Some(Fix { name: format!("Write {name}"), span: diagnostic.span, text });
        }
        self
    }

    /// The same, unless it stands there already: one of the two would be lost.
    fn writes_unless(self, is_taken: bool, name: &str) -> Self {
        if is_taken { self } else { self.writes(name) }
    }

    #[cold]
    fn fix(mut self, fix: Fix) -> Self {
        if let Some(diagnostic) = &mut self.0 {
            diagnostic.fix = Some(fix);
        }
        self
    }

    fn refused(self, refusal: impl Into<String>) {
        self.set_refusal(refusal.into());
    }

    #[cold]
    fn set_refusal(self, refusal: String) {
        if let Self(Some(diagnostic)) = self {
            diagnostic.refusal = Some(refusal);
        }
    }
}
