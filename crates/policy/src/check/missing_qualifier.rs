//! **What it finds.** A key that can have several values, under an operator without `ForAnyValue` or `ForAllValues`.
//!
//! **Why it matters.** As soon as the request has two values the test is false, whatever they are.
//!
//! **Instead.** `ForAnyValue:` where one fitting value is enough, `ForAllValues:` where every value must fit.

use super::{Findings, Subject, has_operator, keys, operators_around};
use crate::Comparison;

const CODE: &str = "MISSING_QUALIFIER";

pub(super) fn check(subject: &Subject<'_>, findings: &mut Findings) {
    for condition in subject.policy.statements.iter().flat_map(|statement| &statement.conditions) {
        let Some(operator) = condition.operator.value.parse() else { continue };
        let name = condition.key.value.as_str();
        let several = keys::facts(name).is_some_and(|key| key.several);
        if several && operator.quantifier.is_none() && operator.comparison != Comparison::Null {
            let text = &condition.operator.value.text;
            let qualified = format!("ForAnyValue:{text}");
            let is_taken = has_operator(subject, condition.operator.span, &qualified);
            // Other keys would be asked otherwise as well.
            let mut around = operators_around(subject, condition.operator.span).iter();
            let shares = around.any(|operator| {
                *operator.name == **text
                    && operator.value.members().is_some_and(|keys| keys.len() > 1)
            });
            let _ = findings
                .error(
                    CODE,
                    condition.operator.span,
                    format!("`{name}` can have several values, and `{text}` expects one."),
                )
                .help(format!("Write `ForAnyValue:{text}` or `ForAllValues:{text}`."))
                .writes_unless(is_taken || shares, &qualified);
        }
    }
}
