//! **What it finds.** A trust policy that lets in an OpenID Connect provider and tests none of its claims.
//!
//! **Why it matters.** Everybody to whom the provider gives a token for any audience that IAM knows may assume the role.
//! AWS: "Create a role for OpenID Connect federation". Providers that many customers share have a finding of their own.
//!
//! **Instead.** `StringEquals` on `<provider>:aud` and on `<provider>:sub`.

use iam::{Arn, EntityKind};

use super::{Findings, Subject, shared_oidc_provider};
use crate::PrincipalPattern;

const CODE: &str = "MISSING_CONDITION_KEY_FOR_OIDC_PRINCIPAL";

pub(super) fn check(subject: &Subject<'_>, findings: &mut Findings) {
    for statement in subject.allowing().filter(|_| subject.is_trust()) {
        for value in statement.principal.iter().flat_map(|principal| &principal.values) {
            let PrincipalPattern::Federated(provider) = &value.value else { continue };
            let oidc = provider
                .parse()
                .is_ok_and(|arn: Arn| arn.entity() == Some(EntityKind::OidcProvider));
            let issuer =
                provider.split_once("oidc-provider/").map_or(&**provider, |(_, issuer)| issuer);
            let own = |key: &str| {
                key.get(..issuer.len()).is_some_and(|start| start.eq_ignore_ascii_case(issuer))
            };
            let tested = statement.conditions.iter().any(|c| own(c.key.value.as_str()));
            if oidc && !tested && shared_oidc_provider::shared(provider).is_none() {
                let message = "Whoever has a token of this provider is let in.";
                let help = format!("Test `{issuer}:aud` and `{issuer}:sub` with `StringEquals`.");
                let _ = findings.security(CODE, value.span, message).help(help);
            }
        }
    }
}
