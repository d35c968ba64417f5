//! **What it finds.** A trust policy that only denies.
//!
//! **Why it matters.** It lets nobody in: a Deny takes away, and nothing is there to take from.
//!
//! **Instead.** An Allow statement for those who may come, beside the Deny.

use super::{Findings, Subject, has_effect};
use crate::Effect;

const CODE: &str = "DENY_ONLY_TRUST_POLICY";

pub(super) fn check(subject: &Subject<'_>, findings: &mut Findings) {
    let statements = &subject.policy.statements;
    let (true, Some(first)) = (subject.is_trust(), statements.first()) else { return };
    if statements.iter().all(|statement| has_effect(statement, Effect::Deny)) {
        let span = first.effect.as_ref().map_or(first.span, |effect| effect.span);
        let _ = findings
            .warning(CODE, span, "The policy only denies; nobody can assume the role.")
            .help("Add an Allow statement for those who may.");
    }
}
