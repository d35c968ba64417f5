//! **What it finds.** `Allow` with `NotPrincipal` in the policy of a resource.
//!
//! **Why it matters.** It allows everybody who is not named, in every account, perhaps without signing in.
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
                .security(CODE, principal.span, "Everybody is allowed who is not named here.")
                .help("Name in `Principal` who may come.");
        }
    }
}
