//! **What it finds.** A value that is not what its operator compares: a word under `NumericEquals`, `yes` under `Bool`, a
//! name under `IpAddress`, a text with fewer than six fields under `ArnLike`. Dates have a finding of their own.
//!
//! **Why it matters.** Such a value equals nothing: a positive operator is never true by it, a negated one always.
//!
//! **Instead.** A value of that kind, or an operator for texts.

use super::{Findings, Subject};
use crate::{Comparison, condition::operand::Operand};

pub(super) fn check(subject: &Subject<'_>, findings: &mut Findings) {
    for (condition, operator) in subject.tests() {
        let (code, kind) = match operator.comparison {
            Comparison::Numeric(_) => ("TYPE_MISMATCH_NUMBER", "an integer or a decimal number"),
            Comparison::Bool | Comparison::Null => ("TYPE_MISMATCH_BOOLEAN", "`true` or `false`"),
            Comparison::IpAddress => ("TYPE_MISMATCH_IP_RANGE", "an address or a range of them"),
            Comparison::BinaryEquals => ("TYPE_MISMATCH", "padded base64"),
            Comparison::Arn => ("TYPE_MISMATCH", "an ARN of six fields"),
            _ => continue,
        };
        for value in &condition.values {
            let operand = Operand::new(operator.comparison, &value.value, subject.has_variables());
            if matches!(operand, Operand::Unreadable) {
                let text = &condition.operator.value.text;
                let message = format!("`{}` is not {kind}, which `{text}` compares.", value.value);
                let help = "Write such a value, or test a text with `StringLike`.";
                let _ = findings.warning(code, value.span, message).help(help);
            }
        }
    }
}
