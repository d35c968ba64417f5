//! **What it finds.** A condition operator in other letter case than AWS writes it, such as `stringequals`.
//!
//! **Why it matters.** AWS documents the names in one spelling and says nothing about others.
//!
//! **Instead.** The documented spelling.

use super::{Findings, Subject, has_operator};
use crate::{OPERATORS, Quantifier};

const CODE: &str = "CONDITION_OPERATOR_LETTER_CASE";

pub(super) fn check(subject: &Subject<'_>, findings: &mut Findings) {
    for condition in subject.policy.statements.iter().flat_map(|statement| &statement.conditions) {
        let text = &condition.operator.value.text;
        let Some(operator) = condition.operator.value.parse() else { continue };
        let bare = text.rsplit(':').next().unwrap_or_default();
        let bare = if operator.if_exists { &bare[..bare.len() - "IfExists".len()] } else { bare };
        let Some((name, ..)) = OPERATORS.iter().find(|(name, ..)| name.eq_ignore_ascii_case(bare))
        else {
            continue;
        };
        let qualifier = match operator.quantifier {
            Some(Quantifier::ForAllValues) => "ForAllValues:",
            Some(Quantifier::ForAnyValue) => "ForAnyValue:",
            None => "",
        };
        let spelled =
            format!("{qualifier}{name}{}", if operator.if_exists { "IfExists" } else { "" });
        if spelled != **text {
            let _ = findings
                .warning(
                    CODE,
                    condition.operator.span,
                    format!("AWS writes this operator `{spelled}`."),
                )
                .help(format!("Write `{spelled}`."))
                .writes_unless(has_operator(subject, condition.operator.span, &spelled), &spelled);
        }
    }
}
