//! **What it finds.** In a trust policy an action other than those by which a role is assumed: `*`, `s3:GetObject`,
//! `sts:GetCallerIdentity`, or `NotAction`.
//!
//! **Why it matters.** The service refuses it: what a role may do stands in its identity policies, not in its trust
//! policy. `sts:*` and `sts:AssumeRole*` are accepted and let in more ways than most people mean.
//!
//! **Instead.** `sts:AssumeRole`, `sts:AssumeRoleWithSAML`, `sts:AssumeRoleWithWebIdentity`, and beside them
//! `sts:TagSession`, `sts:SetSourceIdentity`, `sts:SetContext`.

use iam::{ASSUME_ACTIONS, Context};

use super::{Findings, Subject};
use crate::element::action::ActionPattern;

const CODE: &str = "UNSUPPORTED_ACTION_IN_POLICY";
const WILDCARD: &str = "WILDCARD_ACTION_IN_TRUST_POLICY";
const TEXT: &str = "AssumeRole policy may only specify STS AssumeRole actions.";

/// Whether the value covers that action.
pub(super) fn covers(value: &str, action: &str) -> bool {
    let context = Context::new();
    action.parse().is_ok_and(|action| ActionPattern::new(value).matches(&action, &context))
}

pub(super) fn check(subject: &Subject<'_>, findings: &mut Findings) {
    if !subject.is_trust() {
        return;
    }
    for action in subject.policy.statements.iter().filter_map(|s| s.action.as_ref()) {
        if action.negated {
            findings
                .error(CODE, action.span, "A trust policy must not have `NotAction`.")
                .help("Name the actions: `\"Action\": \"sts:AssumeRole\"`.")
                .refused(TEXT);
            continue;
        }
        for value in &action.values {
            let text = &*value.value;
            let assumes = ASSUME_ACTIONS.iter().any(|action| covers(text, action));
            if text == "*" || !assumes {
                findings
                    .error(
                        CODE,
                        value.span,
                        format!("`{text}` is no action by which a role is assumed."),
                    )
                    .help("Write `sts:AssumeRole`, or the action of federation that is meant.")
                    .refused(TEXT);
            } else if text.contains(['*', '?']) {
                let _ = findings
                    .warning(
                        WILDCARD,
                        value.span,
                        format!(
                            "`{text}` covers several ways to \
                        assume the role."
                        ),
                    )
                    .help(
                        "Name the actions that are meant; how `sts:*` is treated is not \
                        documented.",
                    );
            }
        }
    }
}
