//! **What it finds.** An action of `sts` that does not exist, such as `sts:AssumeRoles`.
//!
//! **Why it matters.** The service stores it and it never applies. AWS: "Actions, resources, and condition keys for AWS
//! Security Token Service".
//!
//! **Instead.** The action that is meant.

use super::{Findings, Subject, action_not_assume::covers};

const CODE: &str = "INVALID_ACTION";

pub(super) fn check(subject: &Subject<'_>, findings: &mut Findings) {
    // What a trust policy may name is told by another finding.
    if subject.is_trust() {
        return;
    }
    let actions = subject.policy.statements.iter().filter_map(|s| s.action.as_ref());
    for value in actions.flat_map(|action| &action.values) {
        let sts = value.value.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("sts:"));
        let known = || iam::STS_ACTIONS.iter().any(|name| covers(&value.value, name));
        if sts && !known() {
            let message = format!("AWS STS has no action `{}`.", value.value);
            let help = "Write one of its actions, such as `sts:AssumeRole`.";
            let _ = findings.error(CODE, value.span, message).help(help);
        }
    }
}
