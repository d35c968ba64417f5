//! **What it finds.** `Allow` with `NotPrincipal` in the policy of a resource.
//!
//! **Why it matters.** AWS supports `NotPrincipal` with `Deny` only. Where a service takes it all the same, it may allow
//! everybody who is not named, in every account and without signing in; here it lets in nobody. AWS: "IAM JSON policy
//! elements: NotPrincipal".
//!
//! **Instead.** Name in `Principal` who may come.

use super::{Findings, Subject};

const CODE: &str = "ALLOW_WITH_NOT_PRINCIPAL";

pub(super) fn check(subject: &Subject<'_>, findings: &mut Findings) {
    if subject.is_trust() || !crate::compile::has_principal(subject.kind) {
        return;
    }
    for principal in subject.allowing().filter_map(|statement| statement.principal.as_ref()) {
        if principal.negated {
            let _ = findings
                .security(
                    CODE,
                    principal.span,
                    "AWS does not support `NotPrincipal` with `Allow`: it may let in everybody who is not named, and is \
                     taken here to let in nobody.",
                )
                .help("Name in `Principal` who may come.");
        }
    }
}
