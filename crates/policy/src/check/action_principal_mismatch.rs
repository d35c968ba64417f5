//! **What it finds.** In a trust policy a principal that cannot use any of the statement's actions: a SAML provider
//! without `sts:AssumeRoleWithSAML`, an OpenID Connect provider without `sts:AssumeRoleWithWebIdentity`, an account or
//! a service without `sts:AssumeRole`.
//!
//! **Why it matters.** The statement lets nobody in, although it looks as if it did.
//!
//! **Instead.** The action that belongs to the principal.

use iam::{Arn, EntityKind};

use super::{Findings, Subject, action_not_assume::covers};
use crate::PrincipalPattern;

const CODE: &str = "MISMATCHED_ACTION_FOR_PRINCIPAL";

pub(super) fn check(subject: &Subject<'_>, findings: &mut Findings) {
    if !subject.is_trust() {
        return;
    }
    for statement in subject.allowing() {
        let (Some(principal), Some(action)) = (&statement.principal, &statement.action) else {
            continue;
        };
        if principal.negated || action.negated {
            continue;
        }
        let includes =
            |wanted: &str| action.values.iter().any(|value| covers(&value.value, wanted));
        let assumes = ["sts:AssumeRole", "sts:AssumeRoleWithSAML", "sts:AssumeRoleWithWebIdentity"];
        // A statement about session tags alone stands beside the one that lets in.
        if !assumes.into_iter().any(includes) {
            continue;
        }
        for value in &principal.values {
            let wanted = match &value.value {
                PrincipalPattern::Federated(provider) => match provider.parse::<Arn>() {
                    Ok(arn) if arn.entity() == Some(EntityKind::SamlProvider) => {
                        "sts:AssumeRoleWithSAML"
                    }
                    _ => "sts:AssumeRoleWithWebIdentity",
                },
                PrincipalPattern::CanonicalUser(_) | PrincipalPattern::Invalid(_) => continue,
                _ => "sts:AssumeRole",
            };
            if !includes(wanted) {
                let _ = findings
                    .error(
                        CODE,
                        value.span,
                        format!(
                            "This principal comes by `{wanted}`, which the statement does not name."
                        ),
                    )
                    .help(format!("Add `{wanted}` to `Action`."));
            }
        }
    }
}
