//! What is wrong with one document that stands alone: `docs/wire.md`, section "Findings".

use iam::PolicyType;
use serde::Serialize;

use crate::{
    document::{Diagnostic, diagnostics_of},
    place::Ruler,
};

/// What was found in a document.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct CheckJson {
    policy_type: &'static str,
    refused: bool,
    diagnostics: Vec<Diagnostic>,
}

/// Reads a document as a policy of that kind, or of the kind that it looks like, and gives what is wrong with it.
#[must_use]
pub fn check(text: &str, kind: Option<PolicyType>) -> CheckJson {
    let (kind, findings) = read(text, kind);
    CheckJson {
        policy_type: kind.as_str(),
        refused: findings.iter().any(|finding| finding.refusal.is_some()),
        diagnostics: diagnostics_of(0, &findings, &Ruler::new(text)),
    }
}

/// The kind that a document was read as, and what was found.
#[must_use]
pub fn read(text: &str, kind: Option<PolicyType>) -> (PolicyType, Vec<policy::Diagnostic>) {
    // Its elements are read alike whatever its kind.
    let likely = || policy::parse(text, PolicyType::Identity).0.likely_type();
    let kind = kind.unwrap_or_else(likely);
    (kind, policy::parse(text, kind).1)
}
