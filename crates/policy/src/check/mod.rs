//! What is wrong with a document: one finding a file.

use iam::PolicyType;

use crate::{
    Diagnostic, Policy, Severity,
    json::{self, Value},
};

/// What the checks look at.
pub(crate) struct Subject<'a> {
    pub(crate) text: &'a str,
    pub(crate) kind: PolicyType,
    pub(crate) value: Option<&'a Value>,
    pub(crate) errors: &'a [json::Error],
    pub(crate) policy: &'a Policy,
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
}

pub(crate) fn run(subject: &Subject<'_>) -> Vec<Diagnostic> {
    subject
        .errors
        .iter()
        .map(|error| Diagnostic {
            severity: Severity::Error,
            code: "JSON_SYNTAX_ERROR",
            span: error.span,
            message: error.message.clone(),
            help: error.help.clone(),
            refusal: Some("This policy contains invalid Json".to_owned()),
        })
        .collect()
}
