//! **What it finds.** `ForAllValues:Null` or `ForAnyValue:Null`.
//!
//! **Why it matters.** `Null` asks whether there is a key, and not for its values: the one is always true, the other never.
//!
//! **Instead.** `Null`.

use super::{Findings, Subject};
use crate::{Comparison, Quantifier};

const CODE: &str = "NULL_WITH_QUALIFIER";

pub(super) fn check(subject: &Subject<'_>, findings: &mut Findings) {
    for (condition, operator) in subject.tests().filter(|(_, o)| o.comparison == Comparison::Null) {
        let what = match operator.quantifier {
            Some(Quantifier::ForAllValues) => "always true",
            Some(Quantifier::ForAnyValue) => "never true",
            None => continue,
        };
        let message = format!("`{}` is {what}.", condition.operator.value.text);
        let _ = findings.suggestion(CODE, condition.operator.span, message).help("Write `Null`.");
    }
}
