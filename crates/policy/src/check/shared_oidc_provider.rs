//! **What it finds.** A trust policy that lets in an OpenID Connect provider which many customers share, without a
//! condition on the claim that tells them apart.
//!
//! **Why it matters.** Anybody with an account at that provider could assume the role. The service refuses such a policy
//! when it is written; older ones keep working. AWS: "Identity-provider controls for shared OIDC providers".
//!
//! **Instead.** `StringEquals` or `StringLike` on `<provider>:sub` with your organization and repository.

use iam::Arn;

use super::{Findings, Subject};
use crate::{
    Comparison, PrincipalPattern, Statement, diagnostic::MISSING_CLAIM_FOR_SHARED_PROVIDER as CODE,
};

/// Providers, and the keys of which one must be tested.
const SHARED: &[(&str, &[&str])] = &[
    ("token.actions.githubusercontent.com", &["sub", "job_workflow_ref"]),
    ("vstoken.actions.githubusercontent.com", &["sub", "job_workflow_ref"]),
    ("oidc-configuration.audit-log.githubusercontent.com", &["sub"]),
    ("gitlab.com", &["sub"]),
    ("agent.buildkite.com", &["sub"]),
    ("app.terraform.io", &["sub"]),
    ("oidc.codefresh.io", &["sub"]),
    ("studio.datachain.ai/api", &["sub"]),
    ("scalr.io", &["sub"]),
    ("tokens.cloud.shisho.dev", &["sub"]),
    ("proidc.upbound.io", &["sub"]),
    ("rh-oidc.s3.us-east-1.amazonaws.com/", &["sub"]),
    ("oidc.op1.openshiftapps.com/", &["sub"]),
    ("api.pulumi.com/oidc", &["aud"]),
    ("sandboxes.cloud", &["aud"]),
    ("oidc.vercel.com", &["aud"]),
    ("cognito-identity.amazonaws.com", &["aud"]),
    ("sts.windows.net/33e01921-4d64-4f8c-a055-5bdaffd5e33d", &["sts:RoleSessionName"]),
];

pub(super) fn check(subject: &Subject<'_>, findings: &mut Findings) {
    if !subject.is_trust() {
        return;
    }
    for statement in subject.allowing() {
        for value in statement.principal.iter().flat_map(|principal| &principal.values) {
            let PrincipalPattern::Federated(provider) = &value.value else { continue };
            let Some((issuer, claims)) = shared(provider) else { continue };
            // Without any condition the service has words of its own for this provider.
            let cognito = issuer == "cognito-identity.amazonaws.com";
            if (cognito && statement.conditions.is_empty()) || tests_one(statement, issuer, claims)
            {
                continue;
            }
            let keys: Vec<String> = claims.iter().map(|claim| key(issuer, claim)).collect();
            let keys = keys.join(" or ");
            findings
                .error(
                    CODE,
                    value.span,
                    format!(
                        "Many customers share this provider, and \
                    nothing tests `{keys}`."
                    ),
                )
                .help(format!(
                    "Test `{}` with `StringEquals` or `StringLike`.",
                    key(issuer, claims[0])
                ))
                .refused(format!(
                    "Trust policy with trusted principal {provider} must evaluate, using \
                        StringEquals, StringLike or StringEqualsIgnoreCase, {keys} which is \
                        not scoped to all"
                ));
        }
    }
}

pub(super) fn shared(provider: &str) -> Option<(&str, &'static [&'static str])> {
    let arn: Option<Arn> = provider.parse().ok();
    let path = arn.as_ref().map_or(provider, Arn::resource);
    let issuer = path.strip_prefix("oidc-provider/").unwrap_or(path);
    let same = |known: &str| issuer == known || (known.ends_with('/') && issuer.starts_with(known));
    let (_, claims) = SHARED.iter().find(|(known, _)| same(known))?;
    Some((&provider[provider.len() - issuer.len()..], claims))
}

fn key(issuer: &str, claim: &str) -> String {
    if claim.contains(':') { claim.to_owned() } else { format!("{issuer}:{claim}") }
}

/// Whether one of the claims is compared with something else than everything.
fn tests_one(statement: &Statement, issuer: &str, claims: &[&str]) -> bool {
    statement.conditions.iter().any(|condition| {
        let name = condition.key.value.as_str();
        let operator = condition.operator.value.parse();
        claims.iter().any(|claim| key(issuer, claim).eq_ignore_ascii_case(name))
            && operator.is_some_and(|operator| {
                let compares_text = matches!(
                    operator.comparison,
                    Comparison::StringEquals
                        | Comparison::StringLike
                        | Comparison::StringEqualsIgnoreCase
                );
                compares_text && !operator.negated
            })
            && condition.values.iter().any(|value| value.value.contains(|c| c != '*'))
    })
}
