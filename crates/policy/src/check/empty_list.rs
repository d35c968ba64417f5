//! **What it finds.** A list or an object without anything in it.
//!
//! **Why it matters.** An empty `Action`, `Resource` or `Principal` means nothing, so the statement never applies; an empty
//! list of a condition is never met, and an empty `Condition` is no condition.
//!
//! **Instead.** What is meant; or leave the element out.

use super::{Findings, Subject};
use crate::json::{Kind, Value};

pub(super) fn check(subject: &Subject<'_>, findings: &mut Findings) {
    for (written, _) in subject.statements() {
        for (name, code) in [
            ("Action", "EMPTY_ARRAY_ACTION"),
            ("Resource", "EMPTY_ARRAY_RESOURCE"),
            ("Principal", "EMPTY_OBJECT_PRINCIPAL"),
            ("Condition", "EMPTY_OBJECT_CONDITION"),
        ] {
            written.get(name).into_iter().for_each(|value| empty(value, code, name, findings));
        }
        for operator in written.get("Condition").and_then(Value::members).unwrap_or_default() {
            for key in operator.value.members().unwrap_or_default() {
                empty(&key.value, "EMPTY_ARRAY_CONDITION", &key.name, findings);
            }
        }
    }
}

fn empty(value: &Value, code: &'static str, name: &str, findings: &mut Findings) {
    let is_empty = match &value.kind {
        Kind::Array(elements) => elements.is_empty(),
        Kind::Object(members) => members.is_empty(),
        _ => false,
    };
    if is_empty {
        let help = "Write what is meant, or leave it out.";
        let _ = findings.suggestion(code, value.span, format!("`{name}` is empty.")).help(help);
    }
}
