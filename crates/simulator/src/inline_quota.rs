//! The inline policies of a user, a group or a role have one quota together, white space aside.
//! AWS: "IAM and AWS STS quotas".

use policy::{Diagnostic, Severity, Span, diagnostic::POLICY_SIZE_EXCEEDS_QUOTA};

use crate::scenario::{DocumentAddress, InlinePolicy, Scenario};

/// Holds the inline policy at that place to its owner's quota instead of to that of a document alone.
pub(crate) fn check(
    scenario: &Scenario,
    address: &DocumentAddress,
    span: Span,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let Some((policies, quota, whose)) = owner(scenario, address) else { return };
    diagnostics.retain(|finding| finding.code != POLICY_SIZE_EXCEEDS_QUOTA);
    let characters = policies.iter().flat_map(|policy| policy.document.text().chars());
    // Counting ends where it is enough: every policy of the owner is asked.
    if characters.filter(|c| !c.is_whitespace()).nth(quota).is_some() {
        diagnostics.push(Diagnostic {
            severity: Severity::Error,
            code: POLICY_SIZE_EXCEEDS_QUOTA,
            span: Span { end: span.end.min(span.start + 1), ..span },
            message: format!(
                "The inline policies of {whose} have more than {quota} characters together."
            ),
            help: Some("Shorten them, or put statements into a managed policy.".to_owned()),
            refusal: Some(refusal(quota, &whose)),
            fix: None,
        });
    }
}

/// The service's words.
pub(crate) fn refusal(quota: usize, whose: &str) -> String {
    format!("Maximum policy size of {quota} bytes exceeded for {whose}")
}

/// The quota of a user's inline policies.
pub(crate) const OF_USER: usize = 2048;
/// The quota of a group's.
pub(crate) const OF_GROUP: usize = 5120;
/// The quota of a role's.
pub(crate) const OF_ROLE: usize = 10_240;

/// Whose inline policies the document is one of, all of them, and their quota.
fn owner<'s>(
    scenario: &'s Scenario,
    address: &DocumentAddress,
) -> Option<(&'s [InlinePolicy], usize, String)> {
    match address {
        DocumentAddress::UserPolicy { account, user, .. } => {
            let users = &scenario.account(*account)?.users;
            let owner = users.iter().find(|known| known.name == *user)?;
            Some((&owner.inline_policies, OF_USER, format!("user {user}")))
        }
        DocumentAddress::GroupPolicy { account, group, .. } => {
            let groups = &scenario.account(*account)?.groups;
            let owner = groups.iter().find(|known| known.name == *group)?;
            Some((&owner.inline_policies, OF_GROUP, format!("group {group}")))
        }
        DocumentAddress::RolePolicy { account, role, .. } => {
            let roles = &scenario.account(*account)?.roles;
            let owner = roles.iter().find(|known| known.name == *role)?;
            Some((&owner.inline_policies, OF_ROLE, format!("role {role}")))
        }
        _ => None,
    }
}
