//! **What it finds.** A trust policy that lets in everybody who passes an external id.
//!
//! **Why it matters.** An external id is no secret: it tells apart for whom a known third party calls, and not who calls.
//! AWS: "Access to AWS accounts owned by third parties".
//!
//! **Instead.** The third party's account as the principal, and the external id beside it.

use super::{Findings, Subject};
use crate::PrincipalPattern;

const CODE: &str = "EXTERNAL_ID_IS_THE_ONLY_TEST";

pub(super) fn check(subject: &Subject<'_>, findings: &mut Findings) {
    for statement in subject.allowing().filter(|_| subject.is_trust()) {
        let external = |key: &str| key.eq_ignore_ascii_case("sts:ExternalId");
        let alone = !statement.conditions.is_empty()
            && statement.conditions.iter().all(|c| external(c.key.value.as_str()));
        let everyone = statement
            .principal
            .iter()
            .flat_map(|principal| &principal.values)
            .find(|value| value.value == PrincipalPattern::Everyone);
        if let (true, Some(value)) = (alone, everyone) {
            let message = "Whoever learns the external id may assume the role.";
            let help = "Name the account of the third party in `Principal`.";
            let _ = findings.security(CODE, value.span, message).help(help);
        }
    }
}
