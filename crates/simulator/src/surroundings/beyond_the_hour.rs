//! **What it finds.** A role whose sessions may last longer than an hour, and which only sessions of roles can take.
//!
//! **Why it matters.** Taking a role with a role's session is role chaining, and a chained session lasts an hour at most,
//! whatever the role's `MaxSessionDuration`. AWS: "Update the maximum session duration for a role".
//!
//! **Instead.** Nothing, if the hour suffices; else users, a provider or a service in the trust policy.

use iam::EntityKind;
use policy::{Diagnostic, PrincipalPattern, Severity};

use super::{Subject, finding};

const CODE: &str = "SESSION_DURATION_BEYOND_ROLE_CHAINING";

pub(super) fn check(subject: &Subject<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let Some(longest) = subject.role.max_session_duration.filter(|longest| *longest > 3600) else {
        return;
    };
    let allowed = subject.allowing().filter_map(|statement| statement.principal.as_ref());
    let mut principals = allowed.flat_map(|principal| &principal.values).peekable();
    let first = principals.peek().map(|value| value.span);
    let roles_alone = principals.all(|value| match &value.value {
        PrincipalPattern::Entity(arn) => {
            matches!(arn.entity(), Some(EntityKind::Role | EntityKind::RoleSession))
        }
        _ => false,
    });
    if let Some(span) = first.filter(|_| roles_alone) {
        diagnostics.push(finding(
            Severity::Suggestion,
            CODE,
            span,
            format!("Only roles are let in, so sessions end after an hour and not after {longest} seconds."),
            "Let in users, a provider or a service, if longer sessions are needed.",
        ));
    }
}
