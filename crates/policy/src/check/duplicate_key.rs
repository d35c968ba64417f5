//! **What it finds.** A name that stands twice in one object: two `Effect`, two times the same operator or key.
//!
//! **Why it matters.** The service refuses the document. Most readers of JSON keep the last of the two in silence, so
//! the other one, perhaps the stricter one, is lost; here the last counts too.
//!
//! **Instead.** Several values of one key go into a list; several statements stand side by side.

use super::{Findings, Subject, wording};
use crate::json::{Member, Value};

const CODE: &str = "DUPLICATE_KEY";

pub(super) fn check(subject: &Subject<'_>, findings: &mut Findings) {
    if let Some(document) = subject.value {
        report(document, subject, findings);
    }
    for (statement, _) in subject.statements() {
        report(statement, subject, findings);
        for name in ["Principal", "NotPrincipal", "Condition"] {
            if let Some(value) = statement.get(name) {
                report(value, subject, findings);
            }
        }
        let condition = statement.get("Condition").and_then(Value::members);
        for operator in condition.unwrap_or_default() {
            report(&operator.value, subject, findings);
        }
    }
}

fn report(object: &Value, subject: &Subject<'_>, findings: &mut Findings) {
    let mut members: Vec<&Member> = object.members().unwrap_or_default().iter().collect();
    iam::order::sort_by(&mut members, |one, two| one.name.cmp(&two.name));
    for pair in members.windows(2) {
        if pair[0].name == pair[1].name {
            let message = format!("`{}` stands here for the second time.", pair[1].name);
            findings
                .error(CODE, pair[1].name_span, message)
                .help("Put all values into one list, or delete one of the two.")
                .refused(wording::syntax(subject.kind));
        }
    }
}
