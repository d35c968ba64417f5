//! **What it finds.** `${aws:username}` without a default in a statement that lets in roles, services or federated callers.
//!
//! **Why it matters.** Only IAM users have a user name. For a role's session the variable has no value, and a test against
//! it is never true. AWS: "IAM policy elements: Variables and tags", section "Policy variables with no value".
//!
//! **Instead.** `${aws:PrincipalTag/…}` or `${aws:SourceIdentity}`, or a statement of its own for the users.

use super::{Findings, Subject};
use crate::PrincipalPattern;

const CODE: &str = "USER_NAME_IS_OF_USERS_ALONE";

pub(super) fn check(subject: &Subject<'_>, findings: &mut Findings) {
    let concerned = subject.is_trust() && subject.has_variables();
    for statement in subject.policy.statements.iter().filter(|_| concerned) {
        let named = statement.principal.iter().filter(|principal| !principal.negated);
        let nameless =
            named.flat_map(|principal| &principal.values).any(|value| match &value.value {
                PrincipalPattern::Entity(arn) => arn.entity() != Some(iam::EntityKind::User),
                PrincipalPattern::UniqueId(id) => id.as_str().starts_with("AROA"),
                PrincipalPattern::Federated(_) | PrincipalPattern::Service(_) => true,
                _ => false,
            });
        for value in statement.conditions.iter().filter(|_| nameless).flat_map(|c| &c.values) {
            if value.value.to_ascii_lowercase().contains("${aws:username}") {
                let message = "A role's session has no user name, so this fits no session.";
                let help = "Write `${aws:PrincipalTag/…}` or `${aws:SourceIdentity}`.";
                let _ = findings.warning(CODE, value.span, message).help(help);
            }
        }
    }
}
