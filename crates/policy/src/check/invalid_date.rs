//! **What it finds.** A value under a date operator that is neither a date nor a number of seconds.
//!
//! **Why it matters.** IAM refuses it. In a document that is already there it equals nothing.
//!
//! **Instead.** `2026-01-31T12:00:00Z`, or seconds since 1970.

use super::{Findings, Subject};
use crate::{Comparison, condition::date};

const CODE: &str = "INVALID_DATE_VALUE";

pub(super) fn check(subject: &Subject<'_>, findings: &mut Findings) {
    for condition in subject.policy.statements.iter().flat_map(|statement| &statement.conditions) {
        let operator = condition.operator.value.parse();
        if !operator.is_some_and(|o| matches!(o.comparison, Comparison::Date(_))) {
            continue;
        }
        for value in condition.values.iter().filter(|value| date::parse(&value.value).is_none()) {
            let report = findings
                .error(CODE, value.span, format!("`{}` is no date.", value.value))
                .help("Write `2026-01-31T12:00:00Z`, or seconds since 1970.");
            if subject.is_identity() {
                report.refused("The policy failed legacy parsing");
            }
        }
    }
}
