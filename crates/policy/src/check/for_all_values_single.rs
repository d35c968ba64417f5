//! **What it finds.** `ForAllValues` in an Allow statement on a key that has one value at most.
//!
//! **Why it matters.** `ForAllValues` is true where the key is missing, so whoever comes without it is let in.
//!
//! **Instead.** The same operator without the qualifier.

use super::{Findings, Subject, keys};
use crate::Quantifier;

const CODE: &str = "FORALLVALUES_WITH_SINGLE_VALUED_KEY";

pub(super) fn check(subject: &Subject<'_>, findings: &mut Findings) {
    for condition in subject.allowing().flat_map(|statement| &statement.conditions) {
        let quantifier = condition.operator.value.parse().and_then(|operator| operator.quantifier);
        let name = condition.key.value.as_str();
        let single = keys::facts(name).is_some_and(|key| !key.several);
        if single && quantifier == Some(Quantifier::ForAllValues) {
            let _ = findings
                .security(
                    CODE,
                    condition.operator.span,
                    format!("Whoever comes without `{name}` passes this test."),
                )
                .help("Take the qualifier away; the key has one value at most.");
        }
    }
}
