//! The callers that cases name.

use iam::{Arn, Credentials, Principal, PrincipalKind, UniqueId};

/// The caller of that name; all of account 111111111111, where they have one.
pub(super) fn named(name: &str) -> Result<Principal, String> {
    let account = "111111111111".parse().map_err(|error| format!("{error:?}"))?;
    let iam = |resource: &str| Some(Arn::iam("aws", account, resource));
    let sts = |resource: &str| Some(Arn::sts("aws", account, resource));
    let new = Principal::new;
    let own = |kind, credentials| Principal { account: Some(account), ..new(kind, credentials) };
    let user = Principal {
        arn: iam("user/alice"),
        unique_id: Some(UniqueId::new("AIDAALICE00000000000")),
        ..own(PrincipalKind::User, Credentials::LongTerm)
    };
    let web = new(PrincipalKind::WebIdentity, Credentials::None);
    let github = "oidc-provider/token.actions.githubusercontent.com";
    Ok(match name {
        "user" => user,
        "boundedUser" => Principal { has_boundary: true, ..user },
        "roleSession" => Principal {
            arn: iam("role/team/R"),
            session_arn: sts("assumed-role/R/s"),
            unique_id: Some(UniqueId::new("AROAROLER00000000000")),
            ..own(PrincipalKind::RoleSession, Credentials::RoleSession)
        },
        "federatedUser" => Principal {
            arn: sts("federated-user/N"),
            federating_user: iam("user/alice"),
            unique_id: user.unique_id,
            ..own(PrincipalKind::FederatedUser, Credentials::FederationToken)
        },
        "root" => Principal { arn: iam("root"), ..own(PrincipalKind::Root, Credentials::LongTerm) },
        "service" => Principal {
            name: Some("ec2.amazonaws.com".into()),
            ..new(PrincipalKind::Service, Credentials::None)
        },
        "webIdentity" => Principal { arn: iam(github), ..web },
        "cognito" => Principal { name: Some("cognito-identity.amazonaws.com".into()), ..web },
        "saml" => Principal {
            arn: iam("saml-provider/Corp"),
            ..new(PrincipalKind::Saml, Credentials::None)
        },
        "anonymous" => new(PrincipalKind::Anonymous, Credentials::None),
        _ => return Err(format!("no caller `{name}`")),
    })
}
