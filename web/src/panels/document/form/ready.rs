//! Conditions that are usual, ready but for their value. AWS: "Access to AWS accounts owned by third parties", "Secure API
//! access with MFA", "Monitor and control actions taken with assumed roles", "Pass session tags in AWS STS".

use iam::PolicyType;

use super::hand::Hand;

/// A condition with everything that is known of it.
#[derive(Clone, PartialEq)]
pub(super) struct Ready {
    /// What it asks, in a word or two.
    pub(super) name: String,
    /// What it is for.
    pub(super) why: &'static str,
    /// The operator.
    pub(super) operator: &'static str,
    /// The key, which may want an ending.
    pub(super) key: String,
    /// The value, where one is likely.
    pub(super) value: String,
    /// The action that the statement must name for the key to be there.
    pub(super) action: Option<&'static str>,
}

fn ready(
    name: &str,
    why: &'static str,
    operator: &'static str,
    key: &str,
    value: &str,
    action: Option<&'static str>,
) -> Ready {
    let (name, key, value) = (name.to_owned(), key.to_owned(), value.to_owned());
    Ready { name, why, operator, key, value, action }
}

/// Those of such a policy in this scenario.
pub(super) fn of(hand: &Hand) -> Vec<Ready> {
    let scenario = hand.scenario();
    let organization =
        scenario.organization.as_ref().map(|known| known.id.to_string()).unwrap_or_default();
    let mfa = ready(
        "MFA",
        "Whoever calls has signed in with multi-factor authentication.",
        "Bool",
        "aws:MultiFactorAuthPresent",
        "true",
        None,
    );
    let own = ready(
        "Organization",
        "Whoever calls belongs to your organization.",
        "StringEquals",
        "aws:PrincipalOrgID",
        &organization,
        None,
    );
    if hand.kind() != PolicyType::Trust {
        let network = ready(
            "Network",
            "The request comes from these addresses.",
            "IpAddress",
            "aws:SourceIp",
            "",
            None,
        );
        let region = ready(
            "Region",
            "The request goes to these Regions.",
            "StringEquals",
            "aws:RequestedRegion",
            "",
            None,
        );
        let tag = ready(
            "Principal tag",
            "Whoever calls has this tag.",
            "StringEquals",
            "aws:PrincipalTag/",
            "",
            None,
        );
        return vec![mfa, own, network, region, tag];
    }
    let mut all = vec![
        ready(
            "External ID",
            "A third party passes the value that you agreed on.",
            "StringEquals",
            "sts:ExternalId",
            "",
            None,
        ),
        mfa,
        ready(
            "Source identity",
            "The caller says who is behind the session; it stays through chaining.",
            "StringLike",
            "sts:SourceIdentity",
            "*",
            Some("sts:SetSourceIdentity"),
        ),
        ready(
            "Session tag",
            "The caller passes this tag for the session.",
            "StringEquals",
            "aws:RequestTag/",
            "",
            Some("sts:TagSession"),
        ),
        ready(
            "Session name",
            "The session has such a name.",
            "StringLike",
            "sts:RoleSessionName",
            "",
            None,
        ),
        own,
        ready(
            "Which principal",
            "Whoever calls has such an ARN.",
            "ArnLike",
            "aws:PrincipalArn",
            "",
            None,
        ),
    ];
    for account in &scenario.accounts {
        for provider in &account.oidc_providers {
            let issuer = provider.arn.resource().trim_start_matches("oidc-provider/").to_owned();
            for (claim, why) in [
                ("aud", "The token is meant for this audience."),
                ("sub", "The token is about this subject."),
            ] {
                let key = format!("{issuer}:{claim}");
                if !all.iter().any(|known| known.key == key) {
                    let operator = if claim == "sub" { "StringLike" } else { "StringEquals" };
                    let value = if claim == "aud" { "sts.amazonaws.com" } else { "" };
                    all.push(ready(&key, why, operator, &key, value, None));
                }
            }
        }
    }
    if scenario.accounts.iter().any(|account| !account.saml_providers.is_empty()) {
        all.push(ready(
            "SAML audience",
            "The assertion is meant for the sign-in of AWS.",
            "StringEquals",
            "SAML:aud",
            "https://signin.aws.amazon.com/saml",
            None,
        ));
    }
    all
}
