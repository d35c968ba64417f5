//! **What it finds.** A statement without `Principal` in a policy that must say whom it is about.
//!
//! **Why it matters.** Without one it is about nobody; the service refuses the document, and the statement never applies
//! here.
//!
//! **Instead.** `"Principal": { "AWS": "111122223333" }`, `{ "Service": … }` or `{ "Federated": … }`.

use super::{Findings, Subject, opening, wording};
use crate::compile::has_principal;

const CODE: &str = "MISSING_PRINCIPAL";

pub(super) fn check(subject: &Subject<'_>, findings: &mut Findings) {
    if !has_principal(subject.kind) {
        return;
    }
    for (written, statement) in subject.statements() {
        let empty =
            statement.principal.as_ref().filter(|e| e.values.is_empty() && !statement.broken);
        let (span, message, words) = match (&statement.principal, empty) {
            (None, _) => (
                opening(written.span),
                "The statement has no `Principal`.",
                "Missing required field Principal",
            ),
            (_, Some(principal)) => (
                principal.span,
                "The `Principal` is empty.",
                "Missing required field Principal cannot be empty!",
            ),
            _ => continue,
        };
        findings
            .error(CODE, span, message)
            .help("Say whom the statement is about: `\"Principal\": { \"AWS\": … }`.")
            .refused(wording::rule(subject.kind, words));
    }
}
