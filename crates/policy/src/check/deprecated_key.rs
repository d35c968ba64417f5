//! **What it finds.** `aws:ARN`, the old name of `aws:PrincipalArn`.
//!
//! **Why it matters.** AWS asks to use the new one. AWS: "IAM Access Analyzer policy validation check reference", section
//! "Deprecated global condition key".
//!
//! **Instead.** `aws:PrincipalArn`.

use super::{Findings, Subject, operators_around};

const CODE: &str = "DEPRECATED_GLOBAL_CONDITION_KEY";

const NAME: &str = "aws:PrincipalArn";

pub(super) fn check(subject: &Subject<'_>, findings: &mut Findings) {
    for condition in subject.policy.statements.iter().flat_map(|statement| &statement.conditions) {
        let name = condition.key.value.as_str();
        if name.eq_ignore_ascii_case("aws:ARN") {
            let message = format!("`{name}` is an old name.");
            let help = "Write `aws:PrincipalArn`.";
            let around = operators_around(subject, condition.key.span).iter();
            let is_taken = around
                .filter(|operator| *operator.name == *condition.operator.value.text)
                .flat_map(|operator| operator.value.members().unwrap_or_default())
                .any(|key| key.name.eq_ignore_ascii_case(NAME));
            let _ = findings
                .warning(CODE, condition.key.span, message)
                .help(help)
                .writes_unless(is_taken, NAME);
        }
    }
}
