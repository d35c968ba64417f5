//! **What it finds.** An AWS service that is held back by `aws:Referer`.
//!
//! **Why it matters.** That key is what the caller says of itself; it was never meant for services.
//! AWS: "IAM Access Analyzer policy validation check reference", section "Recommended condition key for service principal".
//!
//! **Instead.** `aws:SourceAccount` or `aws:SourceArn`.

use super::{Findings, Subject};
use crate::PrincipalPattern;

const CODE: &str = "RECOMMENDED_CONDITION_KEY_FOR_SERVICE_PRINCIPAL";

pub(super) fn check(subject: &Subject<'_>, findings: &mut Findings) {
    for statement in subject.allowing() {
        let services = statement.principal.iter().filter(|principal| !principal.negated);
        let service = services
            .flat_map(|principal| &principal.values)
            .any(|value| matches!(value.value, PrincipalPattern::Service(_)));
        for condition in statement.conditions.iter().filter(|_| service) {
            if condition.key.value.as_str().eq_ignore_ascii_case("aws:Referer") {
                let message = "`aws:Referer` says nothing of whom a service works for.";
                let help = "Test `aws:SourceAccount` or `aws:SourceArn`.";
                let _ = findings.suggestion(CODE, condition.key.span, message).help(help);
            }
        }
    }
}
