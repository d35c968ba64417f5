//! **What it finds.** A condition key that stands twice under one operator in different letter case.
//!
//! **Why it matters.** Letter case does not tell condition keys apart, so this is the same key twice, which the service
//! refuses.
//!
//! **Instead.** One key with a list of values.

use super::{Findings, Subject, wording};
use crate::json::{Member, Value};

const CODE: &str = "DUPLICATE_KEYS_WITH_DIFFERENT_CASE";

pub(super) fn check(subject: &Subject<'_>, findings: &mut Findings) {
    for (statement, _) in subject.statements() {
        let operators = statement.get("Condition").and_then(Value::members).unwrap_or_default();
        for operator in operators {
            let keys = operator.value.members().unwrap_or_default();
            let mut keys: Vec<(String, &Member)> =
                keys.iter().map(|key| (iam::fold(&key.name), key)).collect();
            iam::order::sort_by(&mut keys, |one, two| one.0.cmp(&two.0));
            for pair in keys.windows(2) {
                let (one, two) = (&pair[0], &pair[1]);
                if one.0 == two.0 && one.1.name != two.1.name {
                    let message = format!(
                        "`{}` and `{}` are the same condition key.",
                        one.1.name, two.1.name
                    );
                    findings
                        .error(CODE, two.1.name_span, message)
                        .help("Put all values into one list under one of the two.")
                        .refused(wording::syntax(subject.kind));
                }
            }
        }
    }
}
