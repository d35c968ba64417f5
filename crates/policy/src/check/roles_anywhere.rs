//! **What it finds.** A trust policy that lets in `rolesanywhere.amazonaws.com` without one of the three actions that it
//! uses, in one statement or over several.
//!
//! **Why it matters.** IAM Roles Anywhere always passes a source identity and session tags; without the permission for both
//! every call fails. AWS: "IAM Roles Anywhere User Guide", section "Trust policy".
//!
//! **Instead.** `sts:AssumeRole`, `sts:TagSession` and `sts:SetSourceIdentity`.

use super::{Findings, Subject, action_not_assume::covers};
use crate::{PrincipalPattern, Statement};

const CODE: &str = "MISSING_ACTION_FOR_ROLES_ANYWHERE_TRUST_POLICY";

pub(super) fn check(subject: &Subject<'_>, findings: &mut Findings) {
    let allowed: Vec<_> = subject
        .allowing()
        .filter(|statement| subject.is_trust() && is_for_roles_anywhere(statement))
        .filter_map(|statement| statement.action.as_ref().filter(|action| !action.negated))
        .collect();
    let Some(first) = allowed.first() else { return };
    let values = allowed.iter().flat_map(|action| &action.values);
    let needed = ["sts:AssumeRole", "sts:TagSession", "sts:SetSourceIdentity"];
    let missing = needed.iter().find(|name| !values.clone().any(|v| covers(&v.value, name)));
    if let Some(missing) = missing {
        let message = format!("IAM Roles Anywhere needs `{missing}` too.");
        let help = "Allow all three: `sts:AssumeRole`, `sts:TagSession`, `sts:SetSourceIdentity`.";
        let _ = findings.error(CODE, first.span, message).help(help);
    }
}

fn is_for_roles_anywhere(statement: &Statement) -> bool {
    let principals = statement.principal.iter().filter(|principal| !principal.negated);
    principals.flat_map(|principal| &principal.values).any(|value| {
        matches!(&value.value, PrincipalPattern::Service(name) if &**name == "rolesanywhere.amazonaws.com")
    })
}
