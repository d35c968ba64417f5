//! **What it finds.** A test of a key that none of the statement's actions of STS carries: `sts:DurationSeconds` or, with a
//! web identity, `sts:ExternalId`. In a trust policy, where `CONDITION_KEY_NOT_IN_ACTION` tells of the tests that fail, only
//! those that are true because the key is missing.
//!
//! **Why it matters.** The key is missing in every request that the statement is about, so the test says the same of all of
//! them: the limit that it seems to set is none, or the statement never applies. AWS: "Actions, resources, and condition
//! keys for AWS Security Token Service".
//!
//! **Instead.** Leave the test out, or use what the action has: a role's `MaxSessionDuration`, the provider's own keys.

use iam::ASSUME_ACTIONS;

use super::{
    Findings, Subject,
    key_not_in_action::{carries, fails_when_missing},
};

const CODE: &str = "IRRELEVANT_CONDITION_KEY_IN_POLICY";

pub(super) fn check(subject: &Subject<'_>, findings: &mut Findings) {
    for statement in &subject.policy.statements {
        let Some(action) = statement.action.as_ref().filter(|action| !action.negated) else {
            continue;
        };
        // Of wildcards and of other services' actions nothing is known here.
        let known = |name: &str| ASSUME_ACTIONS.iter().find(|a| a.eq_ignore_ascii_case(name));
        let actions: Option<Vec<_>> = action.values.iter().map(|v| known(&v.value)).collect();
        let Some(actions) = actions.filter(|actions| !actions.is_empty()) else { continue };
        for condition in &statement.conditions {
            let name = condition.key.value.as_str();
            let fails = fails_when_missing(condition);
            if actions.iter().any(|action| carries(action, name)) || (fails && subject.is_trust()) {
                continue;
            }
            let always = if fails { "false" } else { "true" };
            let message = format!(
                "No action of this statement carries `{name}`, so this test is always {always}."
            );
            let help = "Leave the test out, or test a key that the action carries.";
            let _ = findings.suggestion(CODE, condition.key.span, message).help(help);
        }
    }
}
