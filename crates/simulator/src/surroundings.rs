//! What is unwise about a document where it stands: findings that need to know whose document it is, and who else is there.
//! Each in a file of its own, as those of `policy::check`. None of them keeps the service from saving the document.

mod beyond_the_hour;
mod itself;
#[cfg(test)]
mod tests;
mod third_party;

use iam::AccountId;
use policy::{Diagnostic, Effect, Policy, Severity, Span, Statement};

use crate::scenario::{DocumentAddress, Role, Scenario};

/// A document, where it stands, and around it everything else.
struct Subject<'a> {
    scenario: &'a Scenario,
    policy: &'a Policy,
    /// The account of the role that the document is of.
    account: AccountId,
    /// The role.
    role: &'a Role,
}

impl<'a> Subject<'a> {
    /// The statements that allow.
    fn allowing(&self) -> impl Iterator<Item = &'a Statement> {
        self.policy.statements.iter().filter(|statement| {
            statement.effect.as_ref().is_some_and(|effect| effect.value == Effect::Allow)
        })
    }
}

/// Adds what is found about a role's documents.
pub(crate) fn check(
    scenario: &Scenario,
    address: &DocumentAddress,
    policy: &Policy,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let (DocumentAddress::Trust { account, role: name }
    | DocumentAddress::RolePolicy { account, role: name, .. }) = address
    else {
        return;
    };
    let roles = scenario.account(*account).map(|account| &account.roles);
    let Some(role) = roles.and_then(|roles| roles.iter().find(|role| role.name == *name)) else {
        return;
    };
    let subject = Subject { scenario, policy, account: *account, role };
    if matches!(address, DocumentAddress::Trust { .. }) {
        third_party::check(&subject, diagnostics);
        beyond_the_hour::check(&subject, diagnostics);
    } else {
        itself::check(&subject, diagnostics);
    }
}

fn finding(
    severity: Severity,
    code: &'static str,
    span: Span,
    message: String,
    help: &str,
) -> Diagnostic {
    Diagnostic {
        severity,
        code,
        span,
        message,
        help: Some(help.to_owned()),
        refusal: None,
        fix: None,
    }
}

/// Whether some action of the statement is `sts:AssumeRole`, or a wildcard that may cover it.
fn assumes(statement: &Statement) -> bool {
    let actions = statement.action.iter().filter(|action| !action.negated);
    actions.flat_map(|action| &action.values).any(|value| {
        value.value.eq_ignore_ascii_case("sts:AssumeRole") || value.value.contains('*')
    })
}
