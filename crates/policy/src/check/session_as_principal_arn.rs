//! **What it finds.** The ARN of a role's session (`arn:aws:sts::…:assumed-role/…`) as a value of `aws:PrincipalArn`.
//!
//! **Why it matters.** For a session that key holds the ARN of its role, so such a value never fits.
//! AWS: "AWS global condition context keys", section "aws:PrincipalArn".
//!
//! **Instead.** The role's ARN, or the session's name under `aws:userid`.

use super::{Findings, Subject};

const CODE: &str = "SESSION_ARN_IN_PRINCIPAL_ARN";

pub(super) fn check(subject: &Subject<'_>, findings: &mut Findings) {
    for (condition, _) in subject.tests() {
        if !condition.key.value.as_str().eq_ignore_ascii_case("aws:PrincipalArn") {
            continue;
        }
        for value in condition.values.iter().filter(|v| v.value.contains(":assumed-role/")) {
            let message = "`aws:PrincipalArn` is the ARN of the role, never that of a session.";
            let help = "Write `arn:aws:iam::<account>:role/<path and name>`.";
            let _ = findings.warning(CODE, value.span, message).help(help);
        }
    }
}
