//! **What it finds.** A trust policy that lets in Amazon Cognito without any condition.
//!
//! **Why it matters.** Every identity pool of every account speaks through the same provider; without the pool's id in a
//! condition anybody's pool could assume the role. The service refuses it.
//!
//! **Instead.** `StringEquals` on `cognito-identity.amazonaws.com:aud` with the id of your pool.

use super::{Findings, Subject};
use crate::PrincipalPattern;

const CODE: &str = "MISSING_CONDITION_FOR_COGNITO";

pub(super) fn check(subject: &Subject<'_>, findings: &mut Findings) {
    if !subject.is_trust() {
        return;
    }
    for statement in subject.allowing().filter(|statement| statement.conditions.is_empty()) {
        for value in statement.principal.iter().flat_map(|principal| &principal.values) {
            let PrincipalPattern::Federated(provider) = &value.value else { continue };
            if &**provider == "cognito-identity.amazonaws.com" {
                findings
                    .error(CODE, value.span, "Amazon Cognito is let in without a condition.")
                    .help("Test `cognito-identity.amazonaws.com:aud` with `StringEquals`.")
                    .refused("A condition block must be present for the Cognito provider");
            }
        }
    }
}
