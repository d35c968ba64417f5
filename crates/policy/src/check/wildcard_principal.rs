//! **What it finds.** A trust policy that allows `{ "AWS": "*" }`.
//!
//! **Why it matters.** Everybody in every AWS account may then assume the role, held back by the conditions alone; in the
//! role's own account not even a permission of their own is needed.
//!
//! **Instead.** Name accounts, users or roles. To mean a whole organization, keep `*` and test `aws:PrincipalOrgID`.

use super::{Findings, Subject};
use crate::{PrincipalPattern, diagnostic::UNSUPPORTED_WILDCARD_IN_PRINCIPAL};

pub(super) fn check(subject: &Subject<'_>, findings: &mut Findings) {
    if !subject.is_trust() {
        return;
    }
    for principal in subject.allowing().filter_map(|statement| statement.principal.as_ref()) {
        let everyone = principal.values.iter().find(|v| v.value == PrincipalPattern::Everyone);
        if let (false, Some(value)) = (principal.negated, everyone) {
            let _ = findings
                .error(
                    UNSUPPORTED_WILDCARD_IN_PRINCIPAL,
                    value.span,
                    "Everybody in every account is trusted, but for the conditions.",
                )
                .help(
                    "Name the accounts or principals that are meant, or test `aws:PrincipalOrgID`.",
                );
        }
    }
}
