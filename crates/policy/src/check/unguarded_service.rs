//! **What it finds.** An AWS service that is let in without saying for whom it may call: no `aws:SourceArn`,
//! `aws:SourceAccount`, `aws:SourceOrgID` or `aws:SourceOrgPaths`. In a trust policy only where the service is known to send
//! them when it takes a role; EC2 and Lambda, for example, do not.
//!
//! **Why it matters.** The service works for every customer. Somebody else can have it work with your resource, with the
//! service's permission: the confused deputy. AWS: "The confused deputy problem", section "Cross-service confused deputy
//! prevention".
//!
//! **Instead.** `aws:SourceAccount` with your account, and `aws:SourceArn` with what the service works for.

use iam::PolicyType;

use super::{Findings, Subject};
use crate::{PrincipalPattern, Statement};

const CODE: &str = "RESTRICT_ACCESS_TO_SERVICE_PRINCIPAL";

/// Services whose own guides put these keys into the trust policies of the roles that they take.
const GUARDED: &[&str] = &[
    "bedrock.amazonaws.com",
    "codebuild.amazonaws.com",
    "ecs-tasks.amazonaws.com",
    "personalize.amazonaws.com",
    "scheduler.amazonaws.com",
    "ssm-incidents.amazonaws.com",
    "states.amazonaws.com",
];

const SOURCES: &[&str] =
    &["aws:SourceArn", "aws:SourceAccount", "aws:SourceOrgID", "aws:SourceOrgPaths"];

pub(super) fn check(subject: &Subject<'_>, findings: &mut Findings) {
    let concerned = |name: &str| match subject.kind {
        PolicyType::Trust => GUARDED.contains(&name),
        PolicyType::Resource => true,
        _ => false,
    };
    for statement in subject.allowing().filter(|statement| !names_a_source(statement)) {
        let named = statement.principal.iter().filter(|principal| !principal.negated);
        for value in named.flat_map(|principal| &principal.values) {
            let PrincipalPattern::Service(name) = &value.value else { continue };
            if concerned(name) {
                let message = format!("`{name}` may come for any of its customers.");
                let help = "Test `aws:SourceAccount` with your account's id, or `aws:SourceArn`.";
                let _ = findings.security(CODE, value.span, message).help(help);
            }
        }
    }
}

fn names_a_source(statement: &Statement) -> bool {
    statement.conditions.iter().any(|condition| {
        let name = condition.key.value.as_str();
        SOURCES.iter().any(|source| source.eq_ignore_ascii_case(name))
    })
}
