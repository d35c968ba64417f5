//! What the service makes of a web identity token: is it of a provider that the role's account knows, for one of its
//! clients, in time, and for this role; and which condition keys, tags and source identity come of its claims.

use std::rc::Rc;

use iam::{Arn, PrincipalKind};
use sts::{
    StsError,
    request::{AssumeRoleWithWebIdentity, Claim, RequestTag, WebIdentityToken},
};

use super::{Federated, carried, expired_token, invalid_token, not_accepted, signed};
use crate::{
    context::StsKeys,
    operation::{
        assume_role::passed_tags,
        checks::{Run, Stop},
    },
    outcome::Judged,
    simulate::BUILT_IN_PROVIDERS,
};

/// The special claims. AWS: "Pass session tags in AWS STS" and "AssumeRoleWithWebIdentity".
const TAGS_CLAIM: &str = "https://aws.amazon.com/tags";
const SOURCE_IDENTITY_CLAIM: &str = "https://aws.amazon.com/source_identity";
const ROLES_CLAIM: &str = "https://aws.amazon.com/roles";

const GOOGLE: &str = "accounts.google.com";

/// Seconds that a provider's clock may be ahead. The service's own allowance is not published.
const AHEAD: i64 = 300;

fn claim<'t>(token: &'t WebIdentityToken, name: &str) -> Option<&'t Claim> {
    token.claims.iter().find(|(known, _)| &**known == name).map(|(_, claim)| claim)
}

fn text_claim(token: &WebIdentityToken, name: &str) -> Option<Rc<str>> {
    match claim(token, name)? {
        Claim::Text(text) | Claim::Number(text) => Some(Rc::clone(text)),
        Claim::Bool(value) => Some(if *value { "true".into() } else { "false".into() }),
        Claim::List(values) => values.first().cloned(),
        Claim::Map(_) => None,
    }
}

fn list_claim(token: &WebIdentityToken, name: &str) -> Vec<Rc<str>> {
    match claim(token, name) {
        Some(Claim::List(values)) => values.clone(),
        _ => text_claim(token, name).into_iter().collect(),
    }
}

fn missing(name: &str) -> Stop {
    invalid_token(format!("Missing a required claim: {name}"))
}

/// A claim is of another type than it must be, or its time has not come.
fn not_validated() -> Stop {
    not_accepted(StsError::token_not_validated())
}

fn required_text(token: &WebIdentityToken, name: &str) -> Result<Rc<str>, Stop> {
    match claim(token, name) {
        Some(Claim::Text(text)) if !text.is_empty() => Ok(Rc::clone(text)),
        Some(Claim::Text(_)) | None => Err(missing(name)),
        Some(_) => Err(not_validated()),
    }
}

/// What a token asks for beside the role.
pub(super) struct Carried {
    pub(super) tags: Vec<RequestTag>,
    transitive: Vec<Rc<str>>,
    pub(super) source_identity: Option<Rc<str>>,
}

impl Carried {
    pub(super) fn of(token: &WebIdentityToken) -> Self {
        let (tags, transitive) = token_tags(token);
        Self { tags, transitive, source_identity: text_claim(token, SOURCE_IDENTITY_CLAIM) }
    }
}

/// Session tags of a token: the nested form and the flattened one; the second part are the transitive keys.
fn token_tags(token: &WebIdentityToken) -> (Vec<RequestTag>, Vec<Rc<str>>) {
    let first = |claim: &Claim| match claim {
        Claim::List(values) => values.first().cloned(),
        Claim::Text(text) | Claim::Number(text) => Some(Rc::clone(text)),
        Claim::Bool(_) | Claim::Map(_) => None,
    };
    let list = |claim: &Claim| match claim {
        Claim::List(values) => values.clone(),
        other => first(other).into_iter().collect(),
    };
    let mut tags = Vec::new();
    let mut transitive = Vec::new();
    for (name, value) in &token.claims {
        if let (TAGS_CLAIM, Claim::Map(members)) = (&**name, value) {
            for (member, below) in members {
                match (&**member, below) {
                    ("principal_tags", Claim::Map(entries)) => {
                        tags.extend(entries.iter().filter_map(|(key, value)| {
                            Some(RequestTag { key: Rc::clone(key), value: first(value)? })
                        }));
                    }
                    ("transitive_tag_keys", keys) => transitive.extend(list(keys)),
                    _ => {}
                }
            }
        }
        if let Some(rest) = name.strip_prefix(TAGS_CLAIM) {
            if let Some(key) = rest.strip_prefix("/principal_tags/") {
                tags.extend(first(value).map(|value| RequestTag { key: key.into(), value }));
            } else if rest == "/transitive_tag_keys" {
                transitive.extend(list(value));
            }
        }
    }
    (tags, transitive)
}

/// The address of an issuer without its scheme, as ARNs and condition keys of its provider spell it; nothing where `iss` is
/// no address that begins with `https://`. Google's tokens alone may leave that out.
///
/// AWS: "CreateOpenIDConnectProvider": the address begins with `https://` and corresponds to the `iss` claim. Google:
/// "Verify the Google ID token": `iss` is `accounts.google.com` or `https://accounts.google.com`.
#[must_use]
pub fn issuer_address(iss: &str) -> Option<&str> {
    iss.strip_prefix("https://").or_else(|| (iss == GOOGLE).then_some(iss))
}

pub(super) fn judge(
    run: &Run<'_, '_>,
    request: &AssumeRoleWithWebIdentity,
    token: &WebIdentityToken,
    role: &Arn,
    Carried { tags, transitive, source_identity }: Carried,
    judged: &mut Vec<Judged>,
) -> Result<Federated, Stop> {
    judged.push(Judged::Issuer);
    let named = required_text(token, "iss")?;
    let unknown =
        || invalid_token(format!("No OpenIDConnect provider found in your account for {named}"));
    let issuer = issuer_address(&named).ok_or_else(unknown)?;
    let account = role.account().and_then(|id| run.world.account(id));
    let provider = account
        .into_iter()
        .flat_map(|known| &known.oidc_providers)
        .find(|known| known.arn.resource().strip_prefix("oidc-provider/") == Some(issuer));
    let built_in = BUILT_IN_PROVIDERS.contains(&issuer);
    if provider.is_none() && !built_in {
        return Err(unknown());
    }
    let published = provider.and_then(|known| known.key_set.as_ref());
    judged.push(Judged::Signature);
    signed(run, request.token.as_ref(), |lent| lent.check_token, published)?;
    judged.push(Judged::Times);
    times(token, run.at.seconds())?;
    judged.push(Judged::Subject);
    let subject = required_text(token, "sub")?;
    judged.push(Judged::Audience);
    let (audiences, party) = audience(token)?;
    if !built_in {
        let known = provider.map_or(&[][..], |known| &known.client_ids);
        if !party.iter().chain(&audiences).any(|client| known.contains(client)) {
            return Err(invalid_token("Incorrect token audience"));
        }
    }
    judged.push(Judged::Carried);
    carried(&tags, &transitive, source_identity.as_ref())?;
    judged.push(Judged::Role);
    let roles = list_claim(token, ROLES_CLAIM);
    let role_authorized_by_idp = claim(token, ROLES_CLAIM).is_some();
    if role_authorized_by_idp && !roles.iter().any(|listed| &**listed == role.as_str()) {
        return Err(invalid_token(
            "The target role ARN is not present in the roles claim of the identity token",
        ));
    }
    let (provider_keys, session_keys) = keys(token, issuer, subject, audiences, party);
    let provider_arn = provider.map(|known| known.arn.clone());
    let name: Rc<str> = issuer.into();
    let federated_provider = provider_arn.as_ref().map_or_else(|| Rc::clone(&name), Arn::shared);
    let session_name = request.role_session_name.clone().unwrap_or_else(|| "".into());
    Ok(Federated {
        kind: PrincipalKind::WebIdentity,
        provider: provider_arn,
        name,
        keys: StsKeys {
            role_session_name: Some(Rc::clone(&session_name)),
            source_identity,
            tags: passed_tags(&tags),
            transitive_keys: transitive,
            provider_keys,
            federated_provider: Some(federated_provider),
            role_authorized_by_idp,
            ..StsKeys::default()
        },
        request_tags: tags,
        session_keys,
        session_name,
        longest: None,
    })
}

fn times(token: &WebIdentityToken, now: i64) -> Result<(), Stop> {
    let expires = seconds(token, "exp")?.ok_or_else(|| missing("exp"))?;
    if now >= expires {
        return Err(expired_token(format!(
            "Token expired: current date/time {now} must be before the expiration date/time {expires}"
        )));
    }
    let issued = seconds(token, "iat")?.ok_or_else(|| missing("iat"))?;
    let begins = seconds(token, "nbf")?.map_or(issued, |begins| begins.max(issued));
    if begins > now.saturating_add(AHEAD) { Err(not_validated()) } else { Ok(()) }
}

/// A claim that is a number of seconds since 1970, with its fraction cut off.
fn seconds(token: &WebIdentityToken, name: &str) -> Result<Option<i64>, Stop> {
    match claim(token, name) {
        None => Ok(None),
        Some(Claim::Number(number)) => match number.parse::<i64>() {
            Ok(seconds) => Ok(Some(seconds)),
            // Some providers write 1.795e9; what no clock shows is beyond the end of any token.
            Err(_) => number
                .parse::<f64>()
                .map(|seconds| Some(seconds as i64))
                .map_err(|_| not_validated()),
        },
        Some(_) => Err(not_validated()),
    }
}

/// For whom a token is, and who asked for it.
type Audience = (Vec<Rc<str>>, Option<Rc<str>>);

/// For whom a token is (`aud`), and who asked for it (`azp`).
fn audience(token: &WebIdentityToken) -> Result<Audience, Stop> {
    let audiences = match claim(token, "aud") {
        Some(Claim::Text(one)) => vec![Rc::clone(one)],
        Some(Claim::List(list)) => list.clone(),
        None => Vec::new(),
        Some(_) => return Err(not_validated()),
    };
    if audiences.is_empty() {
        return Err(missing("aud"));
    }
    match claim(token, "azp") {
        None => Ok((audiences, None)),
        Some(Claim::Text(party)) => Ok((audiences, Some(Rc::clone(party)))),
        Some(_) => Err(not_validated()),
    }
}

/// Condition keys with their values.
type Keys = Vec<(Rc<str>, Vec<Rc<str>>)>;

/// The condition keys for the role's trust policy, and those that stay in the session.
fn keys(
    token: &WebIdentityToken,
    issuer: &str,
    subject: Rc<str>,
    audiences: Vec<Rc<str>>,
    party: Option<Rc<str>>,
) -> (Keys, Keys) {
    let key = |name: &str| -> Rc<str> { format!("{issuer}:{name}").into() };
    let audience: Vec<Rc<str>> = party.map_or(audiences.clone(), |party| vec![party]);
    let methods = list_claim(token, "amr");
    let mut session = vec![(key("aud"), audience), (key("sub"), vec![subject])];
    if !methods.is_empty() {
        session.push((key("amr"), methods));
    }
    let mut all = session.clone();
    all.push((key("oaud"), audiences));
    for name in trust_only_claims(issuer) {
        if let Some(value) = text_claim(token, name) {
            all.push((key(name), vec![value]));
        }
    }
    (all, session)
}

/// The condition keys that a claim of an issuer's token becomes, where any; `has_party` says whether the token has an
/// `azp`, which then stands in the place of `aud`. The scheme of the issuer may be left out.
#[must_use]
pub fn claim_keys(issuer: &str, name: &str, has_party: bool) -> Vec<String> {
    let issuer = issuer_address(issuer).unwrap_or(issuer);
    let key = |name: &str| format!("{issuer}:{name}");
    match name {
        "aud" if has_party => vec![key("oaud")],
        "aud" => vec![key("aud"), key("oaud")],
        "azp" => vec![key("aud")],
        "sub" | "amr" => vec![key(name)],
        SOURCE_IDENTITY_CLAIM => vec!["sts:SourceIdentity".to_owned()],
        ROLES_CLAIM => vec!["sts:RoleAuthorizedByIdp".to_owned()],
        TAGS_CLAIM => {
            vec!["aws:RequestTag/…".to_owned(), "sts:TransitiveTagKeys".to_owned()]
        }
        _ if trust_only_claims(issuer).contains(&name) => vec![key(name)],
        _ => match name.strip_prefix(TAGS_CLAIM) {
            Some("/transitive_tag_keys") => vec!["sts:TransitiveTagKeys".to_owned()],
            Some(rest) => {
                let tag = rest.strip_prefix("/principal_tags/");
                tag.map(|tag| format!("aws:RequestTag/{tag}")).into_iter().collect()
            }
            None => Vec::new(),
        },
    }
}

/// Claims that become keys for the trust policy only; any other claim is ignored. AWS: "Available keys for AWS OIDC
/// federation".
pub(crate) fn trust_only_claims(issuer: &str) -> &'static [&'static str] {
    let github = issuer.starts_with("token.actions.githubusercontent.com")
        || issuer.starts_with("github.com/enterprises/")
        || (issuer.starts_with("token.actions.") && issuer.ends_with(".ghe.com"));
    if github {
        return &[
            "email",
            "actor",
            "actor_id",
            "enterprise_id",
            "environment",
            "job_workflow_ref",
            "ref",
            "repository",
            "repository_id",
            "repository_owner_id",
            "workflow",
        ];
    }
    let between = |before: &str, after: &str| {
        issuer.strip_prefix(before).is_some_and(|rest| rest.ends_with(after) && rest != after)
    };
    let buildkite = issuer == "agent.buildkite.com"
        || between("agent.", ".buildkite.dev")
        || between("agent.", ".buildkite.site");
    match issuer {
        "gitlab.com" => &[
            "email",
            "namespace_id",
            "pipeline_source",
            "project_id",
            "ref_protected",
            "runner_environment",
            "user_access_level",
            "user_email",
            "user_id",
            "user_login",
        ],
        _ if buildkite => &[
            "email",
            "build_branch",
            "cluster_id",
            "cluster_name",
            "organization_id",
            "organization_slug",
            "pipeline_id",
            "pipeline_slug",
        ],
        GOOGLE => &["email", "google/organization_number"],
        "graph.facebook.com" => &["app_id", "id"],
        "www.amazon.com" => &["app_id", "user_id"],
        _ if issuer.starts_with("oidc.circleci.com/org/") => {
            &["email", "oidc.circleci.com/project-id"]
        }
        _ if between("idcs-", ".identity.oraclecloud.com") => &["email", "rpst_id"],
        _ => &["email"],
    }
}
