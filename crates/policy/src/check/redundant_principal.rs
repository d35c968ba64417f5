//! **What it finds.** In a trust policy a user or role beside the account that it belongs to, or a session beside its role.
//!
//! **Why it matters.** The account already stands for all of its principals, as far as their own policies allow the call,
//! and the role for all of its sessions; the name narrows nothing. AWS: "IAM Access Analyzer policy validation check
//! reference", section "Redundant principal in role trust policy".
//!
//! **Instead.** The one that is meant, alone.

use iam::{Arn, EntityKind};

use super::{Findings, Subject};
use crate::{PrincipalPattern, Spanned};

const CODE: &str = "REDUNDANT_PRINCIPAL_IN_ROLE_TRUST_POLICY";

pub(super) fn check(subject: &Subject<'_>, findings: &mut Findings) {
    let principals = subject.allowing().filter_map(|statement| statement.principal.as_ref());
    for principal in principals.filter(|_| subject.is_trust()) {
        let whole: Vec<_> = principal
            .values
            .iter()
            .filter_map(|value| match value.value {
                PrincipalPattern::Account(account) => Some(account),
                _ => None,
            })
            .collect();
        for value in &principal.values {
            let PrincipalPattern::Entity(arn) = &value.value else { continue };
            let is_role_of = |other: &&Spanned<PrincipalPattern>| matches!(&other.value, PrincipalPattern::Entity(role) if is_session_of(arn, role));
            if let Some(role) = principal.values.iter().find(is_role_of) {
                let message = "The role of this session is named here too.";
                let help = format!(
                    "Delete it, or delete {}: a role stands for all of its sessions.",
                    role.span.of(subject.text)
                );
                let _ = findings.suggestion(CODE, value.span, message).help(help);
            }
            if arn.account().is_some_and(|account| whole.contains(&account)) {
                let message =
                    format!("`{}` is of an account that is named here too.", arn.resource());
                let help = "Keep the one that is meant: the account stands for everybody in it.";
                let _ = findings.suggestion(CODE, value.span, message).help(help);
            }
        }
    }
}

/// Whether one ARN is that of a session of the role with the other. A session's ARN lacks the role's path; names are
/// unique in an account whatever the path.
fn is_session_of(session: &Arn, role: &Arn) -> bool {
    session.entity() == Some(EntityKind::RoleSession)
        && role.entity() == Some(EntityKind::Role)
        && session.account() == role.account()
        && session.resource().split('/').nth(1) == Some(role.name())
}
