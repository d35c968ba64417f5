//! **What it finds.** A trust policy that lets in `rolesanywhere.amazonaws.com` without one of the three actions that it
//! uses.
//!
//! **Why it matters.** IAM Roles Anywhere always passes a source identity and session tags; without the permission for both
//! every call fails. AWS: "IAM Roles Anywhere User Guide", section "Trust policy".
//!
//! **Instead.** `sts:AssumeRole`, `sts:TagSession` and `sts:SetSourceIdentity` in one statement.

use super::{Findings, Subject, action_not_assume::covers};
use crate::PrincipalPattern;

const CODE: &str = "MISSING_ACTION_FOR_ROLES_ANYWHERE_TRUST_POLICY";

pub(super) fn check(subject: &Subject<'_>, findings: &mut Findings) {
    for statement in subject.allowing().filter(|_| subject.is_trust()) {
        let Some(action) = statement.action.as_ref().filter(|action| !action.negated) else {
            continue;
        };
        let mut principals = statement.principal.iter().flat_map(|principal| &principal.values);
        let anywhere = principals.any(|value| {
            matches!(&value.value, PrincipalPattern::Service(name) if &**name == "rolesanywhere.amazonaws.com")
        });
        let needed = ["sts:AssumeRole", "sts:TagSession", "sts:SetSourceIdentity"];
        let missing =
            needed.iter().find(|name| !action.values.iter().any(|v| covers(&v.value, name)));
        if let (true, Some(missing)) = (anywhere, missing) {
            let message = format!("IAM Roles Anywhere needs `{missing}` too.");
            let help =
                "Write all three: `sts:AssumeRole`, `sts:TagSession`, `sts:SetSourceIdentity`.";
            let _ = findings.error(CODE, action.span, message).help(help);
        }
    }
}
