//! **What it finds.** In a resource control policy: `Allow`, a principal other than `"*"`, `NotPrincipal`, `NotAction`,
//! or the action `"*"`.
//!
//! **Why it matters.** Such policies only take away, from everybody, and by named services; AWS Organizations refuses
//! anything else. The Allow that is needed comes with the AWS-managed `RCPFullAWSAccess`.
//!
//! **Instead.** `Deny`, `"Principal": "*"`, `"Action": "sts:*"`, and whom it is about in `Condition`.

use iam::PolicyType;

use super::{Findings, Subject, wording};
use crate::{Effect, PrincipalPattern, Span};

const ALLOW: &str = "RCP_SYNTAX_ERROR_ALLOW";
const PRINCIPAL: &str = "RCP_SYNTAX_ERROR_PRINCIPAL";
const NOT_ACTION: &str = "RCP_SYNTAX_ERROR_NOTACTION";
const ACTION: &str = "RCP_SYNTAX_ERROR_ACTION";

pub(super) fn check(subject: &Subject<'_>, findings: &mut Findings) {
    if subject.kind != PolicyType::ResourceControl {
        return;
    }
    let mut report = |code: &'static str, span: Span, message: &str, help: &str| {
        findings.error(code, span, message).help(help).refused(wording::syntax(subject.kind));
    };
    for (written, statement) in subject.statements() {
        if let Some(effect) = statement.effect.as_ref().filter(|e| e.value == Effect::Allow) {
            report(
                ALLOW,
                effect.span,
                "A resource control policy only denies.",
                "Write `Deny`; AWS's own policy `RCPFullAWSAccess` allows.",
            );
        }
        if let Some(principal) = &statement.principal {
            let everyone = written.get("Principal").and_then(|value| value.as_str()) == Some("*");
            let named = principal.values.iter().any(|v| v.value != PrincipalPattern::Everyone);
            if principal.negated || !everyone || named {
                report(
                    PRINCIPAL,
                    principal.span,
                    "The principal of a resource control policy is always \"*\".",
                    "Write `\"Principal\": \"*\"` and say in `Condition` whom it is about.",
                );
            }
        }
        match &statement.action {
            Some(action) if action.negated => report(
                NOT_ACTION,
                action.span,
                "A resource control policy has no `NotAction`.",
                "Name the actions in `Action`.",
            ),
            Some(action) => {
                if let Some(all) = action.values.iter().find(|value| &*value.value == "*") {
                    report(
                        ACTION,
                        all.span,
                        "A resource control policy must name the service of its actions.",
                        "Write `sts:*`, `s3:*` and so on.",
                    );
                }
            }
            None => {}
        }
    }
}
