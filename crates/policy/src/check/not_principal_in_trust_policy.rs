//! **What it finds.** `NotPrincipal` in a trust policy.
//!
//! **Why it matters.** The service refuses it.
//!
//! **Instead.** Name in `Principal` who may come; to shut somebody out, a Deny statement with
//! `ArnEquals` on `aws:PrincipalArn`.

use super::{Findings, Subject};
use crate::Effect;

const CODE: &str = "ROLE_TRUST_POLICY_SYNTAX_ERROR_NOTPRINCIPAL";

pub(super) fn check(subject: &Subject<'_>, findings: &mut Findings) {
    if !subject.is_trust() {
        return;
    }
    for statement in &subject.policy.statements {
        let Some(principal) = statement.principal.as_ref().filter(|element| element.negated) else {
            continue;
        };
        findings
            .error(CODE, principal.span, "A trust policy must not have `NotPrincipal`.")
            .help("Name in `Principal` who may come, or test `aws:PrincipalArn` in a condition.")
            .refused(if super::has_effect(statement, Effect::Deny) {
                "AssumeRole policy must not contain NotPrincipal field."
            } else {
                "Allow with NotPrincipal is not allowed."
            });
    }
}
