//! **What it finds.** A test of `aws:MultiFactorAuthPresent` that does the opposite of what it looks like: a Deny with
//! `Bool` and `false`, an Allow with `BoolIfExists` and `true`, an Allow with `Null` and `false`.
//!
//! **Why it matters.** Calls with long-term access keys do not carry the key at all. `Bool` is then false, so the Deny
//! spares them; `BoolIfExists` is then true, so the Allow lets them in. `Null` only tells temporary credentials from
//! long-term ones. AWS: "Configuring MFA-protected API access".
//!
//! **Instead.** Deny with `BoolIfExists` and `false`; Allow with `Bool` and `true`.

use super::{Findings, Subject, has_effect};
use crate::{Comparison, Effect};

const CODE: &str = "MFA_TEST_MISSES_LONG_TERM_KEYS";

pub(super) fn check(subject: &Subject<'_>, findings: &mut Findings) {
    for statement in &subject.policy.statements {
        let allows = has_effect(statement, Effect::Allow);
        let denies = has_effect(statement, Effect::Deny);
        for condition in &statement.conditions {
            let name = condition.key.value.as_str();
            let Some(operator) = condition.operator.value.parse() else { continue };
            if !name.eq_ignore_ascii_case("aws:MultiFactorAuthPresent") {
                continue;
            }
            let says =
                |word: &str| condition.values.iter().all(|v| v.value.eq_ignore_ascii_case(word));
            let (message, help) = match (operator.comparison, operator.if_exists) {
                (Comparison::Bool, false) if denies && says("false") => (
                    "Calls with long-term keys carry no MFA key, so this Deny spares them.",
                    "Write `BoolIfExists`.",
                ),
                (Comparison::Bool, true) if allows && says("true") => (
                    "Calls with long-term keys carry no MFA key, so this Allow lets them in \
                        without MFA.",
                    "Write `Bool`.",
                ),
                (Comparison::Null, _) if allows && says("false") => (
                    "This asks for temporary credentials, with or without MFA.",
                    "Write `\"Bool\": { \"aws:MultiFactorAuthPresent\": \"true\" }`.",
                ),
                _ => continue,
            };
            let _ = findings.warning(CODE, condition.operator.span, message).help(help);
        }
    }
}
