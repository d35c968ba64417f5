//! **What it finds.** `Resource` or `NotResource` in a trust policy.
//!
//! **Why it matters.** A trust policy is about its own role; the service refuses it.
//!
//! **Instead.** Delete the element.

use super::{Findings, Subject};

const CODE: &str = "ROLE_TRUST_POLICY_SYNTAX_ERROR_RESOURCE";

pub(super) fn check(subject: &Subject<'_>, findings: &mut Findings) {
    if !subject.is_trust() {
        return;
    }
    for statement in &subject.policy.statements {
        if let Some(resource) = &statement.resource {
            findings
                .error(
                    CODE,
                    resource.span,
                    "A trust policy is about its own role and names no resource.",
                )
                .help("Delete the element.")
                .refused("Has prohibited field Resource");
        }
    }
}
