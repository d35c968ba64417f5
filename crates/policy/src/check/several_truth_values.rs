//! **What it finds.** Several values under `Bool` or `Null`.
//!
//! **Why it matters.** `true` and `false` together are met by every present key, so nothing is tested.
//!
//! **Instead.** The one value that is meant.

use super::{Findings, Subject};
use crate::Comparison;

const CODE: &str = "INVALID_CONDITION_MULTIPLE_BOOLEAN";

pub(super) fn check(subject: &Subject<'_>, findings: &mut Findings) {
    for (condition, operator) in subject.tests() {
        let truth = matches!(operator.comparison, Comparison::Bool | Comparison::Null);
        if truth && condition.values.len() > 1 {
            let message = format!("`{}` takes one value.", condition.operator.value.text);
            let _ =
                findings.error(CODE, condition.span, message).help("Keep the value that is meant.");
        }
    }
}
