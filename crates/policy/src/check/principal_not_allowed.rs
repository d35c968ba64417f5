//! **What it finds.** `Principal` or `NotPrincipal` in a policy that is attached to principals.
//!
//! **Why it matters.** Such a policy is about whoever it is attached to; the service refuses it. Who may come from
//! outside is said by the policy of the resource, or by the trust policy of the role.
//!
//! **Instead.** Delete the element; to limit a policy to some of its principals, test `aws:PrincipalArn`.

use super::{Findings, Subject, wording};
use crate::compile::has_principal;

const CODE: &str = "UNSUPPORTED_PRINCIPAL";

pub(super) fn check(subject: &Subject<'_>, findings: &mut Findings) {
    if has_principal(subject.kind) {
        return;
    }
    for (_, statement) in subject.statements() {
        if let Some(principal) = &statement.principal {
            let name = if principal.negated { "NotPrincipal" } else { "Principal" };
            let message = format!("A {} has no `{name}`.", subject.kind.label());
            findings
                .error(CODE, principal.span, message)
                .help("Delete it, or move the statement into the policy of the resource or role.")
                .refused(wording::rules(
                    subject.kind,
                    "",
                    "Policy document should not specify a principal.",
                ));
        }
    }
}
