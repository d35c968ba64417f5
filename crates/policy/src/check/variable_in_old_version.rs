//! **What it finds.** A policy variable in a document whose version does not know variables: `2008-10-17`, or none.
//!
//! **Why it matters.** `${aws:username}` is then compared letter by letter, so the statement fits nothing.
//!
//! **Instead.** `"Version": "2012-10-17"`.

use super::{Findings, Subject};
use crate::{Span, Version, pattern};

const CODE: &str = "VARIABLE_UNSUPPORTED_IN_VERSION";

pub(super) fn check(subject: &Subject<'_>, findings: &mut Findings) {
    if subject.policy.version.as_ref().is_some_and(|version| version.value == Version::V2012) {
        return;
    }
    let mut report = |text: &str, span: Span| {
        let syntax = pattern::Syntax { wildcards: false, variables: true };
        if text.contains("${") && pattern::has_variable(&pattern::tokens(text, syntax)) {
            let _ = findings
                .error(
                    CODE,
                    span,
                    "Without `\"Version\": \"2012-10-17\"` this variable is plain text.",
                )
                .help("Write `\"Version\": \"2012-10-17\"` as the first member of the document.");
        }
    };
    for statement in &subject.policy.statements {
        for value in statement.resource.iter().flat_map(|resource| &resource.values) {
            report(&value.value, value.span);
        }
        for value in statement.conditions.iter().flat_map(|condition| &condition.values) {
            report(&value.value, value.span);
        }
    }
}
