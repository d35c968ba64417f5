//! **What it finds.** `*` or `?` in a value under `StringEquals` or one of its relatives.
//!
//! **Why it matters.** Only the operators with `Like` know wildcards; here the star is a star.
//!
//! **Instead.** `StringLike`, or the exact value.

use super::{Findings, Subject};
use crate::{Comparison, pattern};

const CODE: &str = "WILDCARD_WITHOUT_LIKE_OPERATOR";

pub(super) fn check(subject: &Subject<'_>, findings: &mut Findings) {
    for condition in subject.policy.statements.iter().flat_map(|statement| &statement.conditions) {
        let Some(operator) = condition.operator.value.parse() else { continue };
        if !matches!(
            operator.comparison,
            Comparison::StringEquals | Comparison::StringEqualsIgnoreCase
        ) {
            continue;
        }
        for value in &condition.values {
            let syntax = pattern::Syntax { wildcards: true, variables: true };
            let wild = value.value.contains(['*', '?'])
                && pattern::Pattern::new(&value.value, syntax).has_wildcard();
            if wild {
                let like = if operator.negated { "StringNotLike" } else { "StringLike" };
                let text = &condition.operator.value.text;
                let _ = findings
                    .warning(
                        CODE,
                        value.span,
                        format!(
                            "`{text}` knows no wildcards; this is a \
                        star or a question mark as such."
                        ),
                    )
                    .help(format!("Write `{like}` if a wildcard is meant."));
            }
        }
    }
}
