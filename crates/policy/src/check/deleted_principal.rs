//! **What it finds.** A principal that is a unique id: `AIDA…` or `AROA…`.
//!
//! **Why it matters.** It means the one user or role of that id. Whoever opens a policy sees the id only where that user or
//! role was deleted; one of the same name that was made since has another id and is not meant. AWS: "IAM JSON policy
//! elements: Principal".
//!
//! **Instead.** The ARN of the user or role that is meant now.

use super::{Findings, Subject};
use crate::PrincipalPattern;

pub(super) fn check(subject: &Subject<'_>, findings: &mut Findings) {
    let principals = subject.policy.statements.iter().filter_map(|s| s.principal.as_ref());
    for value in principals.flat_map(|principal| &principal.values) {
        let PrincipalPattern::UniqueId(id) = &value.value else { continue };
        let (code, what) = match id.as_str().starts_with("AIDA") {
            true => ("INVALID_USER_REFERENCE", "user"),
            false => ("INVALID_ROLE_REFERENCE", "role"),
        };
        let message =
            format!("`{id}` is a unique id, usually what is left of a {what} that was deleted.");
        let help = format!("Write the ARN of the {what} that is meant, or take it out.");
        let _ = findings.warning(code, value.span, message).help(help);
    }
}
