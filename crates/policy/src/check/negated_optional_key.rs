//! **What it finds.** A negated operator in an Allow statement on a key that a request can come without.
//!
//! **Why it matters.** A negated operator is true where the key is missing, so the statement allows more than it seems:
//! `StringNotEquals` on `sts:ExternalId` lets in everybody who passes none.
//!
//! **Instead.** Say what the key must be, or add `"Null": { "<key>": "false" }`.

use super::{Findings, Subject, keys};
use crate::{Comparison, Quantifier, Statement};

const CODE: &str = "NEGATED_OPERATOR_ON_OPTIONAL_KEY";

pub(super) fn check(subject: &Subject<'_>, findings: &mut Findings) {
    for statement in subject.allowing() {
        for condition in &statement.conditions {
            let Some(operator) = condition.operator.value.parse() else { continue };
            let name = condition.key.value.as_str();
            let optional = keys::facts(name).is_some_and(|key| key.optional);
            let any = operator.quantifier == Some(Quantifier::ForAnyValue) && !operator.if_exists;
            if optional && operator.negated && !any && !demanded(statement, name) {
                let text = &condition.operator.value.text;
                let _ = findings
                    .security(
                        CODE,
                        condition.operator.span,
                        format!("`{text}` is true for whoever comes without `{name}`."),
                    )
                    .help(format!(
                        "Say what `{name}` must be, or add `\"Null\": {{ \"{name}\": \"false\" }}`."
                    ));
            }
        }
    }
}

/// Whether another test of the statement wants the key to be there.
fn demanded(statement: &Statement, name: &str) -> bool {
    statement.conditions.iter().any(|condition| {
        let Some(operator) = condition.operator.value.parse() else { return false };
        let wants_present = match operator.comparison {
            Comparison::Null => {
                condition.values.iter().all(|v| v.value.eq_ignore_ascii_case("false"))
            }
            _ => !operator.negated && !operator.if_exists,
        };
        let all = operator.quantifier == Some(Quantifier::ForAllValues);
        wants_present && !all && condition.key.value.as_str().eq_ignore_ascii_case(name)
    })
}
