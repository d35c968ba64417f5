//! **What it finds.** A statement without `Effect`.
//!
//! **Why it matters.** There is no default: the service refuses the document, and the statement never applies here.
//!
//! **Instead.** `"Effect": "Allow"` or `"Effect": "Deny"`.

use super::{Findings, Subject, opening, wording};

const CODE: &str = "MISSING_EFFECT";

pub(super) fn check(subject: &Subject<'_>, findings: &mut Findings) {
    for (statement, _) in subject.statements() {
        if statement.get("Effect").is_none() {
            findings
                .error(CODE, opening(statement.span), "The statement has no `Effect`.")
                .help("Add `\"Effect\": \"Allow\"` or `\"Effect\": \"Deny\"`.")
                .refused(wording::rule(subject.kind, "Missing required field Effect"));
        }
    }
}
