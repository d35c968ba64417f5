//! **What it finds.** A trust policy that lets in an account of somebody else without asking for an external id. An account
//! is of somebody else where it is not in the role's organization or, without one, not in the scenario.
//!
//! **Why it matters.** A third party works for many customers. Another one of them can name your role to it, and it would
//! take the role: the confused deputy. AWS: "Access to AWS accounts owned by third parties".
//!
//! **Instead.** `"StringEquals": { "sts:ExternalId": "…" }` with the id that the third party gives you; for an account of
//! your own, an organization that holds it.

use std::collections::BTreeSet;

use iam::AccountId;
use policy::{Diagnostic, PrincipalPattern, Severity, Statement};

use super::{Subject, assumes, finding};
use crate::scenario::{OrganizationalUnit, Scenario};

const CODE: &str = "THIRD_PARTY_WITHOUT_EXTERNAL_ID";

pub(super) fn check(subject: &Subject<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let mut own = None;
    for statement in subject.allowing().filter(|statement| assumes(statement)) {
        let named = statement.principal.iter().filter(|principal| !principal.negated);
        for value in named.flat_map(|principal| &principal.values) {
            let account = match &value.value {
                PrincipalPattern::Account(account) => Some(*account),
                PrincipalPattern::Entity(arn) => arn.account(),
                _ => None,
            };
            let Some(account) = account.filter(|account| *account != subject.account) else {
                continue;
            };
            let own = own.get_or_insert_with(|| own_accounts(subject.scenario, subject.account));
            if !own.contains(&account) && !is_held_back(statement) {
                diagnostics.push(finding(
                    Severity::SecurityWarning,
                    CODE,
                    value.span,
                    format!("Account {account} is somebody else's, and no external id tells for whom it calls."),
                    "Test `sts:ExternalId` with the id that they gave you.",
                ));
            }
        }
    }
}

/// The accounts that belong together with that one.
fn own_accounts(scenario: &Scenario, account: AccountId) -> BTreeSet<AccountId> {
    let mut members = BTreeSet::new();
    if let Some(organization) = &scenario.organization {
        gather(&organization.root, &mut members);
        members.insert(organization.management_account);
    }
    if members.contains(&account) {
        members
    } else {
        scenario.accounts.iter().map(|known| known.id).collect()
    }
}

fn gather(unit: &OrganizationalUnit, members: &mut BTreeSet<AccountId>) {
    members.extend(&unit.accounts);
    unit.units.iter().for_each(|below| gather(below, members));
}

/// Whether a test asks for an external id, or for the caller's organization.
fn is_held_back(statement: &Statement) -> bool {
    let keys = ["sts:ExternalId", "aws:PrincipalOrgID", "aws:PrincipalOrgPaths"];
    statement.conditions.iter().any(|condition| {
        let name = condition.key.value.as_str();
        let positive = condition.operator.value.parse().is_some_and(|o| !o.negated && !o.if_exists);
        positive && keys.iter().any(|key| key.eq_ignore_ascii_case(name))
    })
}
