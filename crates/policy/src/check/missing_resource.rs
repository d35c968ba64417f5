//! **What it finds.** A statement without `Resource` and without `NotResource`, or with an empty list of them, where one
//! is needed.
//!
//! **Why it matters.** It is about nothing; the service refuses the document, and the statement never applies here.
//!
//! **Instead.** The ARN of what it is about, or `"*"`.

use super::{Findings, Subject, opening, wording};
use crate::compile::needs_resource;

const CODE: &str = "MISSING_RESOURCE";

pub(super) fn check(subject: &Subject<'_>, findings: &mut Findings) {
    if !needs_resource(subject.kind) {
        return;
    }
    for (written, statement) in subject.statements() {
        let (span, message) = match &statement.resource {
            None => (opening(written.span), "The statement has no `Resource`."),
            Some(resource) if resource.values.is_empty() && !statement.broken => {
                (resource.span, "The list of resources is empty.")
            }
            Some(_) => continue,
        };
        findings
            .error(CODE, span, message)
            .help("Add `\"Resource\"` with an ARN, or with \"*\" for all.")
            .refused(wording::rules(subject.kind, "", "Policy statement must contain resources."));
    }
}
