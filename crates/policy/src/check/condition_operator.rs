//! **What it finds.** A condition operator that does not exist, such as `StringMatches` or `NullIfExists`.
//!
//! **Why it matters.** The service refuses the document. Here the test is false.
//!
//! **Instead.** One of AWS's operators; `Null` already asks whether the key exists.

use super::{Findings, Subject, wording};
use crate::OPERATORS;

const CODE: &str = "INVALID_CONDITION_OPERATOR";

pub(super) fn check(subject: &Subject<'_>, findings: &mut Findings) {
    for statement in &subject.policy.statements {
        let mut last = None;
        for condition in &statement.conditions {
            let operator = &condition.operator;
            if operator.value.parse().is_some() || last == Some(operator.span) {
                continue;
            }
            last = Some(operator.span);
            let text = &operator.value.text;
            let bare = text.rsplit(':').next().unwrap_or_default();
            let (help, meant) = if bare.eq_ignore_ascii_case("NullIfExists") {
                ("Write `Null`; it already asks whether the key exists.".to_owned(), Some("Null"))
            } else {
                let word = bare.to_ascii_lowercase();
                let near = OPERATORS.iter().find(|(name, ..)| {
                    let name = name.to_ascii_lowercase();
                    word.len() > 3 && (name.starts_with(&word) || word.starts_with(&name))
                });
                match near {
                    Some((name, ..)) => (format!("Did you mean `{name}`?"), Some(*name)),
                    None => {
                        let help =
                            "Write one of AWS's operators, such as `StringEquals` or `ArnLike`.";
                        (help.to_owned(), None)
                    }
                }
            };
            let message = format!("There is no condition operator `{text}`.");
            let mut report = findings.error(CODE, operator.span, message).help(help);
            if let Some(meant) = meant {
                report = report.writes(meant);
            }
            report.refused(wording::syntax(subject.kind));
        }
    }
}
