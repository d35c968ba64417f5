//! **What it finds.** A set operator on the audience of a web identity token, as in
//! `ForAnyValue:StringEquals` on `accounts.google.com:aud`.
//!
//! **Why it matters.** The key has one value, the token's `azp` where there is one and else its `aud`; the set operator adds
//! nothing, and `ForAllValues` is true where the key is missing. AWS: "IAM Access Analyzer policy validation check reference",
//! section "Confirm audience claim type", and "IAM and AWS STS condition context keys".
//!
//! **Instead.** The operator alone; the token's own audiences, where it has an `azp` too, are under `oaud`.

use super::{Findings, Subject};

const CODE: &str = "CONFIRM_AUDIENCE_CLAIM_TYPE";

pub(super) fn check(subject: &Subject<'_>, findings: &mut Findings) {
    for (condition, operator) in subject.tests().filter(|_| subject.is_trust()) {
        let name = condition.key.value.as_str();
        let provider =
            name.len().checked_sub(4).and_then(|end| Some((name.get(..end)?, &name[end..])));
        let audience = provider.is_some_and(|(provider, key)| {
            key.eq_ignore_ascii_case(":aud") && !provider.eq_ignore_ascii_case("saml")
        });
        if audience && operator.quantifier.is_some() {
            let message = format!("`{name}` has one value.");
            let help = "Write the operator without `ForAllValues:` or `ForAnyValue:`.";
            let _ = findings.suggestion(CODE, condition.operator.span, message).help(help);
        }
    }
}
