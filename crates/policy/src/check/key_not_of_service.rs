//! **What it finds.** In a statement for AWS services alone a test of a key that only users, roles and their sessions carry:
//! organization, tags, user name, MFA.
//!
//! **Why it matters.** The key is missing when the service calls, so the test is false and the statement applies to nobody.
//! AWS: "AWS global condition context keys", and "IAM Access Analyzer policy validation check reference", section
//! "Unsupported condition key for service principal".
//!
//! **Instead.** `aws:SourceAccount`, `aws:SourceOrgID` or `aws:SourceArn`, which services send.

use super::{Findings, Subject, key_not_in_action::fails_when_missing};
use crate::PrincipalPattern;

const CODE: &str = "UNSUPPORTED_CONDITION_KEY_FOR_SERVICE_PRINCIPAL";

pub(super) fn check(subject: &Subject<'_>, findings: &mut Findings) {
    for statement in &subject.policy.statements {
        let Some(principal) = statement.principal.as_ref().filter(|named| !named.negated) else {
            continue;
        };
        let services =
            principal.values.iter().all(|v| matches!(v.value, PrincipalPattern::Service(_)));
        if !services || principal.values.is_empty() {
            continue;
        }
        for condition in statement.conditions.iter().filter(|c| fails_when_missing(c)) {
            let name = condition.key.value.as_str();
            if is_of_identities(name) {
                let message = format!("A service's call carries no `{name}`.");
                let help = "Test `aws:SourceAccount`, `aws:SourceOrgID` or `aws:SourceArn`.";
                let _ = findings.error(CODE, condition.key.span, message).help(help);
            }
        }
    }
}

fn is_of_identities(key: &str) -> bool {
    let key = key.to_ascii_lowercase();
    key.starts_with("aws:principaltag/")
        || matches!(
            &*key,
            "aws:principalorgid"
                | "aws:principalorgpaths"
                | "aws:username"
                | "aws:multifactorauthpresent"
                | "aws:multifactorauthage"
        )
}
