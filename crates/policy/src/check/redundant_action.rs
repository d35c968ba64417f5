//! **What it finds.** An action that another one of the same element covers: `sts:AssumeRole` beside `sts:Assume*`.
//!
//! **Why it matters.** Taking it away would change nothing, though it looks as if it did.
//! AWS: "IAM Access Analyzer policy validation check reference", section "Redundant action".
//!
//! **Instead.** The wider one alone, or the narrower ones alone.

use super::{Findings, Subject, redundant};

const CODE: &str = "REDUNDANT_ACTION";

pub(super) fn check(subject: &Subject<'_>, findings: &mut Findings) {
    if !redundant::is_short(subject.text) {
        return;
    }
    for element in subject.policy.statements.iter().filter_map(|s| s.action.as_ref()) {
        redundant::each(
            &element.values,
            |text| text.to_ascii_lowercase(),
            |value, wider| {
                let message = format!("`{}` is covered by `{wider}`.", value.value);
                let _ = findings.suggestion(CODE, value.span, message).help("Keep one of them.");
            },
        );
    }
}
