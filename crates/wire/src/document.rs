//! Documents, what is wrong with them, and places in them.

use serde::Serialize;
use simulator::{outcome::DocumentSource, scenario::DocumentAddress};

use crate::{
    place::{Place, Ruler},
    words,
};

/// A document as it stood when a step needed it.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Document {
    number: u32,
    policy_type: &'static str,
    name: String,
    address: Address,
    text: String,
    diagnostics: Vec<Diagnostic>,
}

/// Where a document stands in the scenario.
#[derive(Debug, Serialize)]
#[serde(tag = "type", rename_all = "camelCase", rename_all_fields = "camelCase")]
enum Address {
    Trust { account_id: String, role: String },
    RolePolicy { account_id: String, role: String, policy: String },
    UserPolicy { account_id: String, user: String, policy: String },
    GroupPolicy { account_id: String, group: String, policy: String },
    Managed { arn: String },
    BuiltIn { name: String },
    Organization { name: String },
    Resource { arn: String },
    StepSession { step: String },
    StartSession,
    Change { step: String },
    Loose { field: String },
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Diagnostic {
    severity: &'static str,
    code: &'static str,
    message: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    help: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    refusal: Option<String>,
    place: Place,
}

impl Document {
    pub(crate) fn of(number: u32, document: &DocumentSource, ruler: &Ruler<'_>) -> Self {
        Self {
            number,
            policy_type: document.kind.as_str(),
            name: document.name.to_string(),
            address: Address::from(&document.address),
            text: document.text.to_string(),
            diagnostics: diagnostics(number, document, ruler),
        }
    }
}

/// What is wrong with a document.
pub(crate) fn diagnostics(
    number: u32,
    document: &DocumentSource,
    ruler: &Ruler<'_>,
) -> Vec<Diagnostic> {
    diagnostics_of(number, &document.diagnostics, ruler)
}

/// Findings in the text that the ruler measures.
pub(crate) fn diagnostics_of(
    number: u32,
    findings: &[policy::Diagnostic],
    ruler: &Ruler<'_>,
) -> Vec<Diagnostic> {
    let findings = findings.iter().map(|finding| Diagnostic {
        severity: words::severity(finding.severity),
        code: finding.code,
        message: finding.message.clone(),
        help: finding.help.clone(),
        refusal: finding.refusal.clone(),
        place: ruler.place(number, finding.span),
    });
    findings.collect()
}

impl From<&DocumentAddress> for Address {
    fn from(address: &DocumentAddress) -> Self {
        match address {
            DocumentAddress::Trust { account, role } => {
                Self::Trust { account_id: account.to_string(), role: role.to_string() }
            }
            DocumentAddress::RolePolicy { account, role, policy } => Self::RolePolicy {
                account_id: account.to_string(),
                role: role.to_string(),
                policy: policy.to_string(),
            },
            DocumentAddress::UserPolicy { account, user, policy } => Self::UserPolicy {
                account_id: account.to_string(),
                user: user.to_string(),
                policy: policy.to_string(),
            },
            DocumentAddress::GroupPolicy { account, group, policy } => Self::GroupPolicy {
                account_id: account.to_string(),
                group: group.to_string(),
                policy: policy.to_string(),
            },
            DocumentAddress::Managed { arn } => Self::Managed { arn: arn.to_string() },
            DocumentAddress::BuiltIn { name } => Self::BuiltIn { name: name.to_string() },
            DocumentAddress::Organization { name } => Self::Organization { name: name.to_string() },
            DocumentAddress::Resource { arn } => Self::Resource { arn: arn.to_string() },
            DocumentAddress::StepSession { step } => Self::StepSession { step: step.to_string() },
            DocumentAddress::StartSession => Self::StartSession,
            DocumentAddress::Change { step } => Self::Change { step: step.to_string() },
            DocumentAddress::Loose { field } => Self::Loose { field: field.to_string() },
        }
    }
}
