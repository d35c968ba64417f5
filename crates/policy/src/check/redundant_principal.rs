//! **What it finds.** In a trust policy a user or role beside the account that it belongs to.
//!
//! **Why it matters.** The account already stands for all of its principals, as far as their own policies allow the call;
//! the name narrows nothing.
//!
//! **Instead.** The user or role alone, or the account alone.

use super::{Findings, Subject};
use crate::PrincipalPattern;

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
            if arn.account().is_some_and(|account| whole.contains(&account)) {
                let message =
                    format!("`{}` is of an account that is named here too.", arn.resource());
                let help = "Keep the one that is meant: the account stands for everybody in it.";
                let _ = findings.suggestion(CODE, value.span, message).help(help);
            }
        }
    }
}
