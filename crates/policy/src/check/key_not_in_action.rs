//! **What it finds.** In a trust policy a test of a key that one of the statement's actions does not carry: `sts:ExternalId`
//! beside `sts:TagSession`, a session tag beside `sts:SetSourceIdentity`.
//!
//! **Why it matters.** One call asks for each of these actions on its own, and each with its own keys. Where the key is
//! missing the test is false, so `sts:AssumeRole` is allowed and `sts:TagSession` is not, and the call fails.
//! AWS: "Pass session tags in AWS STS" puts them into statements of their own.
//!
//! **Instead.** A statement of its own for that action, without the test.

use iam::ASSUME_ACTIONS;

use super::{Findings, Subject};
use crate::{Comparison, Condition, Quantifier};

const CODE: &str = "CONDITION_KEY_NOT_IN_ACTION";

pub(super) fn check(subject: &Subject<'_>, findings: &mut Findings) {
    if !subject.is_trust() {
        return;
    }
    for statement in &subject.policy.statements {
        let Some(action) = statement.action.as_ref().filter(|action| !action.negated) else {
            continue;
        };
        for condition in statement.conditions.iter().filter(|c| fails_when_missing(c)) {
            let name = condition.key.value.as_str();
            for value in &action.values {
                let known = ASSUME_ACTIONS.iter().find(|a| a.eq_ignore_ascii_case(&value.value));
                if let Some(action) = known.filter(|action| !carries(action, name)) {
                    let _ = findings
                        .warning(
                            CODE,
                            condition.key.span,
                            format!(
                                "`{action}` does not carry \
                            `{name}`, so this statement never applies to it."
                            ),
                        )
                        .help(format!("Move `{action}` into a statement without this test."));
                }
            }
        }
    }
}

pub(super) fn fails_when_missing(condition: &Condition) -> bool {
    condition.operator.value.parse().is_some_and(|operator| match operator.comparison {
        Comparison::Null => condition.values.iter().all(|v| v.value.eq_ignore_ascii_case("false")),
        _ => {
            let any = operator.quantifier == Some(Quantifier::ForAnyValue);
            let all = operator.quantifier == Some(Quantifier::ForAllValues);
            !operator.if_exists && !all && (!operator.negated || any)
        }
    })
}

/// Whether requests for the action can have the key. AWS: "Actions, resources, and condition keys for AWS Security Token
/// Service".
pub(super) fn carries(action: &str, key: &str) -> bool {
    let key = key.to_ascii_lowercase();
    let tags = key.starts_with("aws:requesttag/") || key == "aws:tagkeys";
    // Of other calls of the service alone: a duration, above all, is no key of a call that takes a role.
    let others = [
        "sts:awsservicename",
        "sts:durationseconds",
        "sts:identitytokenaudience",
        "sts:signingalgorithm",
        "sts:taskpolicyarn",
    ];
    if others.contains(&&*key) {
        return false;
    }
    match (&action["sts:".len()..], &*key) {
        (name, "sts:roleauthorizedbyidp") => name == "AssumeRoleWithWebIdentity",
        (name, key) if key.starts_with("sts:requestcontext") => name == "SetContext",
        ("AssumeRole", _) => true,
        ("AssumeRoleWithSAML" | "AssumeRoleWithWebIdentity", key) => key != "sts:externalid",
        ("TagSession", key) => {
            !matches!(key, "sts:externalid" | "sts:rolesessionname" | "sts:sourceidentity")
        }
        (name, key) => {
            let own =
                matches!(key, "sts:externalid" | "sts:rolesessionname" | "sts:transitivetagkeys");
            !own && !tags && (name == "SetSourceIdentity" || key != "sts:sourceidentity")
        }
    }
}
