//! **What it finds.** A trust policy that lets in `arn:aws:iam::<account>:root`, with no test of who of the account it is.
//!
//! **Why it matters.** It looks like the root user and means the whole account: every user and role of it whose own policies
//! allow the call. The root user itself may not assume roles. AWS: "AWS JSON policy elements: Principal", section "AWS
//! account principals".
//!
//! **Instead.** The account as it is, where everybody is meant; else the ARN of the user or role, or a test of
//! `aws:PrincipalArn`.

use super::{Findings, Subject};
use crate::{PrincipalPattern, Statement};

const CODE: &str = "ROOT_PRINCIPAL_IS_THE_WHOLE_ACCOUNT";

pub(super) fn check(subject: &Subject<'_>, findings: &mut Findings) {
    for statement in subject.allowing().filter(|_| subject.is_trust()) {
        let named = statement.principal.iter().filter(|principal| !principal.negated);
        for value in named.flat_map(|principal| &principal.values) {
            let PrincipalPattern::Account(account) = value.value else { continue };
            let as_root = value.span.of(subject.text).trim_end_matches('"').ends_with(":root");
            if as_root && !tells_apart(statement) {
                let message = format!(
                    "This is the whole account {account}: everybody in it whose own policies allow the call."
                );
                let help = "Name a user or role, or test `aws:PrincipalArn`, if not all are meant.";
                let _ = findings.suggestion(CODE, value.span, message).help(help);
            }
        }
    }
}

/// Whether some test asks who of the account calls.
fn tells_apart(statement: &Statement) -> bool {
    let of_caller = ["aws:PrincipalArn", "aws:PrincipalTag/", "aws:userid", "aws:username"];
    statement.conditions.iter().any(|condition| {
        let name = condition.key.value.as_str().to_ascii_lowercase();
        of_caller.iter().any(|key| name.starts_with(&key.to_ascii_lowercase()))
    })
}
