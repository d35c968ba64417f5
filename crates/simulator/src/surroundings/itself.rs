//! **What it finds.** A role's own policy that lets the role take itself, while its trust policy does not let it in.
//!
//! **Why it matters.** Since September 2022 a role is no exception to its own trust policy: without being named there, by
//! itself or with its account, it cannot take itself. AWS: "Troubleshoot IAM roles".
//!
//! **Instead.** The role's own ARN in its trust policy, if it is really to take itself; mostly the session that it has is
//! enough.

use iam::EntityKind;
use policy::{Diagnostic, Effect, PrincipalPattern, Severity};

use super::{Subject, assumes, finding};

const CODE: &str = "ROLE_IS_NOT_TRUSTED_BY_ITSELF";

pub(super) fn check(subject: &Subject<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let arn = subject.role.arn_in(subject.account);
    for statement in subject.allowing().filter(|statement| assumes(statement)) {
        let resources = statement.resource.iter().filter(|resource| !resource.negated);
        let own = resources.flat_map(|element| &element.values).find(|v| *v.value == *arn.as_str());
        if let Some(own) = own.filter(|_| !is_let_in(subject)) {
            diagnostics.push(finding(
                Severity::Suggestion,
                CODE,
                own.span,
                "This is the role itself, and its trust policy does not let it in.".to_owned(),
                "Name the role in its own trust policy, or delete this.",
            ));
        }
    }
}

/// Whether the role's trust policy lets in the role, its account, or everybody.
fn is_let_in(subject: &Subject<'_>) -> bool {
    let (account, arn) = (subject.account, subject.role.arn_in(subject.account));
    let text = subject.role.trust_policy.shared();
    let (trust, _) = policy::parse(&text, iam::PolicyType::Trust);
    let allows = |statement: &&policy::Statement| {
        statement.effect.as_ref().is_some_and(|effect| effect.value == Effect::Allow)
    };
    let principals = trust.statements.iter().filter(allows).filter_map(|s| s.principal.as_ref());
    principals.flat_map(|principal| &principal.values).any(|value| match &value.value {
        PrincipalPattern::Everyone => true,
        PrincipalPattern::Account(named) => *named == account,
        PrincipalPattern::UniqueId(id) => id.as_str().starts_with("AROA"),
        PrincipalPattern::Entity(named) => {
            *named == arn
                || (named.entity() == Some(EntityKind::RoleSession)
                    && named.account() == Some(account)
                    && named.resource().split('/').nth(1) == Some(&*subject.role.name))
        }
        _ => false,
    })
}
