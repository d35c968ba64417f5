//! **What it finds.** A condition key without a service, such as `SourceIp`.
//!
//! **Why it matters.** IAM refuses the document: every key begins with `aws:` or the name of a service.
//!
//! **Instead.** `aws:SourceIp`.

use super::{Findings, Subject};

const CODE: &str = "INVALID_CONDITION_KEY_FORMAT";

pub(super) fn check(subject: &Subject<'_>, findings: &mut Findings) {
    if !subject.is_identity() {
        return;
    }
    for condition in subject.policy.statements.iter().flat_map(|statement| &statement.conditions) {
        let key = condition.key.value.as_str();
        if !key.contains(':') {
            findings
                .error(
                    CODE,
                    condition.key.span,
                    format!("The condition key `{key}` does not name its service."),
                )
                .help(format!("Write `aws:{key}`, or the service in front of it."))
                .refused(
                    "Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.",
                );
        }
    }
}
