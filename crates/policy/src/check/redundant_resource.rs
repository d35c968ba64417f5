//! **What it finds.** A resource that another one of the same element covers: `…:role/jane` beside `…:role/*`.
//!
//! **Why it matters.** Taking it away would change nothing, though it looks as if it did.
//! AWS: "IAM Access Analyzer policy validation check reference", section "Redundant resource".
//!
//! **Instead.** The wider one alone, or the narrower ones alone.

use super::{Findings, Subject, redundant};

const CODE: &str = "REDUNDANT_RESOURCE";

pub(super) fn check(subject: &Subject<'_>, findings: &mut Findings) {
    if !redundant::is_short(subject.text) {
        return;
    }
    for element in subject.policy.statements.iter().filter_map(|s| s.resource.as_ref()) {
        redundant::each(&element.values, str::to_owned, |value, wider| {
            let message = format!("`{}` is covered by `{wider}`.", value.value);
            let _ = findings.suggestion(CODE, value.span, message).help("Keep one of them.");
        });
    }
}
