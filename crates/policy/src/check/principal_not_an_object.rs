//! **What it finds.** A `Principal` that is a bare text: `"*"` in a trust policy, or anything else in any policy.
//!
//! **Why it matters.** A trust policy with `"Principal": "*"` is refused, since it would let in everybody. Any other
//! bare text lacks the word that says what kind of principal is meant.
//!
//! **Instead.** `{ "AWS": "…" }`, `{ "Service": "…" }` or `{ "Federated": "…" }`.

use super::{Findings, Subject, wording};

const CODE: &str = "INVALID_PRINCIPAL_FORMAT";

pub(super) fn check(subject: &Subject<'_>, findings: &mut Findings) {
    if !crate::compile::has_principal(subject.kind) {
        return;
    }
    for (written, _) in subject.statements() {
        for name in ["Principal", "NotPrincipal"] {
            let Some(value) = written.get(name) else { continue };
            let (message, words) = match value.as_str() {
                Some("*") if subject.is_trust() && name == "Principal" => (
                    "A trust policy must not have the bare `\"*\"` as its principal.".to_owned(),
                    r#"AssumeRolepolicy contained an invalid principal: "STAR":"*"."#,
                ),
                None | Some("*") => continue,
                Some(text) => (
                    format!("`\"{text}\"` does not say what kind of principal it is."),
                    "Principal must be a JSON object.",
                ),
            };
            findings
                .error(CODE, value.span, message)
                .help(
                    "Write an object: `{ \"AWS\": \"…\" }`, `{ \"Service\": \"…\" }` or `{ \
                    \"Federated\": \"…\" }`.",
                )
                .refused(wording::rule(subject.kind, words));
        }
    }
}
