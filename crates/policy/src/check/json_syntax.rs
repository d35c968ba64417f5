//! **What it finds.** Text that is not JSON: a comment, a missing or superfluous comma, single quotes, an open bracket.
//!
//! **Why it matters.** The service reads strict JSON and saves nothing else.
//!
//! **Instead.** Correct the place that is named; what follows is read as far as it can be understood.

use super::{Findings, Subject, wording};
use crate::diagnostic::JSON_SYNTAX_ERROR;

pub(super) fn check(subject: &Subject<'_>, findings: &mut Findings) {
    for error in subject.errors {
        let mut report = findings.error(JSON_SYNTAX_ERROR, error.span, error.message.as_str());
        if let Some(help) = &error.help {
            report = report.help(help.as_str());
        }
        report.refused(wording::not_json(subject.kind));
    }
}
