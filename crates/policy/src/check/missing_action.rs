//! **What it finds.** A statement without `Action` and without `NotAction`, or with an empty list of them.
//!
//! **Why it matters.** It is about nothing; the service refuses the document.
//!
//! **Instead.** `"Action": "sts:AssumeRole"`, or a list.

use super::{Findings, Subject, opening, wording};

const CODE: &str = "MISSING_ACTION";

pub(super) fn check(subject: &Subject<'_>, findings: &mut Findings) {
    for (written, statement) in subject.statements() {
        let (span, message) = match &statement.action {
            None => (opening(written.span), "The statement has no `Action`."),
            Some(action) if action.values.is_empty() && !statement.broken => {
                (action.span, "The list of actions is empty.")
            }
            Some(_) => continue,
        };
        findings
            .error(CODE, span, message)
            .help("Say what may be done: `\"Action\": \"service:Name\"`.")
            .refused(wording::rules(
                subject.kind,
                "Missing required field Action",
                "Policy statement must contain actions.",
            ));
    }
}
