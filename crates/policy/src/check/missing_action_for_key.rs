//! **What it finds.** A trust policy that asks for session tags, a source identity or a context, and allows no statement the
//! action by which they are passed.
//!
//! **Why it matters.** Who passes none fails the test, and who passes some is refused for want of `sts:TagSession`,
//! `sts:SetSourceIdentity` or `sts:SetContext`: nobody gets in. AWS: "IAM Access Analyzer policy validation check reference",
//! section "Missing action for condition key", and "Pass session tags in AWS STS".
//!
//! **Instead.** That action too, in the same statement where it carries all the keys that are tested there, else in one of
//! its own.

use super::{Findings, Subject, action_not_assume::covers, key_not_in_action::fails_when_missing};

const CODE: &str = "MISSING_ACTION_FOR_CONDITION_KEY";

pub(super) fn check(subject: &Subject<'_>, findings: &mut Findings) {
    if !subject.is_trust() {
        return;
    }
    let allows = |name: &str| {
        let actions = subject.allowing().filter_map(|statement| statement.action.as_ref());
        actions.filter(|a| !a.negated).flat_map(|a| &a.values).any(|v| covers(&v.value, name))
    };
    for condition in subject.allowing().flat_map(|statement| &statement.conditions) {
        let name = condition.key.value.as_str();
        let Some(action) = passed_by(name).filter(|_| fails_when_missing(condition)) else {
            continue;
        };
        if !allows(action) {
            let message = format!("Nobody may pass `{name}`: no statement allows `{action}`.");
            let help = format!("Allow `{action}` too.");
            let _ = findings.error(CODE, condition.key.span, message).help(help);
        }
    }
}

/// The action by which a caller passes what the key holds.
fn passed_by(key: &str) -> Option<&'static str> {
    let key = key.to_ascii_lowercase();
    let begins = |start: &str| key.starts_with(start);
    if begins("aws:requesttag/") || key == "aws:tagkeys" || key == "sts:transitivetagkeys" {
        Some("sts:TagSession")
    } else if key == "sts:sourceidentity" {
        Some("sts:SetSourceIdentity")
    } else if begins("sts:requestcontext/") || key == "sts:requestcontextproviders" {
        Some("sts:SetContext")
    } else {
        None
    }
}
