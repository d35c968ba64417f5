//! AssumeRoleWithWebIdentity and AssumeRoleWithSAML, from the content of the token or assertion on.
//!
//! AWS: "AssumeRoleWithWebIdentity", "AssumeRoleWithSAML" and "Available keys for AWS OIDC federation" and "… for
//! SAML-based AWS STS federation".

use std::rc::Rc;

use iam::{Arn, Credentials, EntityKind, Principal, PrincipalKind, Tag};
use sts::{
    Bound, Mfa, SessionKind, SessionTag, StsError,
    request::{
        AssumeRoleWithSaml, AssumeRoleWithWebIdentity, Claim, RequestTag, SamlAssertion,
        WebIdentityToken,
    },
};

use super::{
    assume_role::{
        RoleSession, check_duration, check_role, maximum_of, mint_role_session, passed_tags,
        questions,
    },
    checks::{Run, Stop, Went},
};
use crate::{
    context::StsKeys,
    outcome::{Caller, Cause, CheckKind, Trigger},
    simulate::BUILT_IN_PROVIDERS,
};

/// The special claim and attribute names. AWS: "Pass session tags in AWS STS".
const TAGS_CLAIM: &str = "https://aws.amazon.com/tags";
const SOURCE_IDENTITY_CLAIM: &str = "https://aws.amazon.com/source_identity";
const ROLES_CLAIM: &str = "https://aws.amazon.com/roles";
const SAML_ATTRIBUTE: &str = "https://aws.amazon.com/SAML/Attributes/";

/// Who the token or assertion says is calling, and what it brings along.
struct Federated {
    kind: PrincipalKind,
    provider: Option<Arn>,
    name: Rc<str>,
    keys: StsKeys,
    request_tags: Vec<RequestTag>,
    /// Keys that stay in the session.
    session_keys: Vec<(Rc<str>, Vec<Rc<str>>)>,
    session_name: Rc<str>,
    /// The longest session that the assertion allows.
    longest: Option<i64>,
}

pub(super) fn web_identity(run: &mut Run<'_, '_>, request: &AssumeRoleWithWebIdentity) {
    let token = request.token.clone().unwrap_or_default();
    let tags = token_tags(&token);
    let source_identity = text_claim(&token, SOURCE_IDENTITY_CLAIM);
    let triggers =
        triggers("AssumeRoleWithWebIdentity", !tags.0.is_empty(), source_identity.is_some());
    plan(run, triggers.len());
    let asked = request.role_arn.clone();
    run.through(|run| {
        unsigned(run);
        run.check_parameters()?;
        let arn = role_arn(run, asked.as_ref())?;
        let federated = run.check(CheckKind::CallerKind, |run| {
            let federated =
                read_token(run, request, &token, &arn, &tags, source_identity.as_ref())?;
            Ok((Went::Passed, federated))
        })?;
        finish(
            run,
            federated,
            &arn,
            &triggers,
            (request.policy.as_ref(), &request.policy_arns),
            request.duration_seconds,
        )
    });
}

pub(super) fn saml(run: &mut Run<'_, '_>, request: &AssumeRoleWithSaml) {
    let assertion = request.assertion.clone().unwrap_or_default();
    let has_tags = assertion.attributes.iter().any(|(name, _)| tag_key(name).is_some());
    let identity = attribute(&assertion, "SourceIdentity").is_some();
    let triggers = triggers("AssumeRoleWithSAML", has_tags, identity);
    plan(run, triggers.len());
    let asked = request.role_arn.clone();
    run.through(|run| {
        unsigned(run);
        run.check_parameters()?;
        let arn = saml_role_arn(run, asked.as_ref())?;
        let federated = run.check(CheckKind::CallerKind, |run| {
            Ok((Went::Passed, read_assertion(run, request, &assertion, &arn)?))
        })?;
        finish(
            run,
            federated,
            &arn,
            &triggers,
            (request.policy.as_ref(), &request.policy_arns),
            request.duration_seconds,
        )
    });
}

fn triggers(
    operation: &'static str,
    tags: bool,
    source_identity: bool,
) -> Vec<(&'static str, Trigger)> {
    let mut triggers = vec![(operation, Trigger::Call)];
    if tags {
        triggers.push(("TagSession", Trigger::TagsPassed));
    }
    if source_identity {
        triggers.push(("SetSourceIdentity", Trigger::SourceIdentityPassed));
    }
    triggers
}

fn plan(run: &mut Run<'_, '_>, authorizations: usize) {
    super::assume_role::plan(run, authorizations);
}

/// The call is not signed, so there are no credentials to check and no device to ask.
fn unsigned(run: &mut Run<'_, '_>) {
    let kind = CheckKind::Credentials;
    let status = crate::outcome::CheckStatus::NotApplicable;
    run.outcome.checks.push(crate::outcome::Check { kind, status });
}

fn role_arn(run: &mut Run<'_, '_>, asked: Option<&Rc<str>>) -> Result<Arn, Stop> {
    let arn = sts::role_arn(asked.map_or("", |text| text));
    run.amend_parameters(arn.map_err(|error| Stop::refused(error, Cause::Parameters)))
}

/// AssumeRoleWithSAML looks closer at what it is asked for than the other calls do.
fn saml_role_arn(run: &mut Run<'_, '_>, asked: Option<&Rc<str>>) -> Result<Arn, Stop> {
    let arn = asked.and_then(|text| text.parse::<Arn>().ok());
    let arn = arn.filter(|arn| arn.entity() == Some(EntityKind::Role)).ok_or_else(|| {
        Stop::refused(StsError::validation("Request ARN is invalid"), Cause::Parameters)
    });
    run.amend_parameters(arn)
}

/// From here on both calls go the same way.
fn finish(
    run: &mut Run<'_, '_>,
    federated: Federated,
    arn: &Arn,
    triggers: &[(&'static str, Trigger)],
    (policy, policy_arns): (Option<&Rc<str>>, &[Rc<str>]),
    asked: Option<i64>,
) -> Result<(), Stop> {
    let mut principal = Principal::new(federated.kind, Credentials::None);
    principal.arn.clone_from(&federated.provider);
    principal.name = Some(Rc::clone(&federated.name));
    let is_start = run.actor.caller.is_start;
    run.actor.caller = Caller { principal, session: None, minted_by: None, is_start };
    run.actor.session_policies = None;
    run.outcome.caller = Some(run.actor.caller.clone());
    run.check(CheckKind::Mfa, |_| Ok((Went::NotApplicable, ())))?;
    let role = check_federated_role(run, arn)?;
    let questions = questions(run, arn, &role, triggers, Some(&federated.keys));
    run.check_authorizations(&questions)?;
    let tags: Vec<SessionTag> = run.check(CheckKind::TagsAndSourceIdentity, |_| {
        let keys = &federated.keys.transitive_keys;
        let tags = sts::merge_session_tags(&federated.request_tags, keys, &[])
            .map_err(|error| Stop::refused(error, Cause::Tags))?;
        let nothing = tags.is_empty() && federated.keys.source_identity.is_none();
        Ok((if nothing { Went::NotApplicable } else { Went::Passed }, tags))
    })?;
    let mut duration = check_duration(run, asked, maximum_of(&role), false)?;
    if let Some(longest) = federated.longest.filter(|longest| *longest < duration.seconds) {
        duration = sts::Duration { seconds: longest, bound: Bound::Assertion };
        if let Some(limits) = &mut run.outcome.limits {
            limits.granted = Some(longest);
        }
    }
    let is_oidc = federated.kind == PrincipalKind::WebIdentity;
    let session = RoleSession {
        kind: if is_oidc { SessionKind::WebIdentity } else { SessionKind::Saml },
        role: arn.clone(),
        name: federated.session_name,
        tags,
        source_identity: federated.keys.source_identity.clone(),
        mfa: Mfa::Missing,
        policy,
        policy_arns,
        duration,
        federated_provider: federated.keys.federated_provider.clone(),
        provider_keys: federated.session_keys,
        delivered_by: None,
    };
    mint_role_session(run, session)
}

/// The same check of the role, answered in the short words of these two calls.
fn check_federated_role(run: &mut Run<'_, '_>, arn: &Arn) -> Result<crate::scenario::Role, Stop> {
    let action = run.outcome.action.clone();
    check_role(run, arn).map_err(|stop| match stop {
        Stop::Refused(error, cause @ (Cause::NoSuchRole { .. } | Cause::OtherPartition)) => {
            let _ = error;
            Stop::refused(StsError::federated_caller_not_authorized(action.name()), cause)
        }
        other => other,
    })
}

fn invalid_token(text: impl Into<Rc<str>>) -> Stop {
    Stop::refused(StsError::new("InvalidIdentityToken", 400, text), Cause::IdentityToken)
}

fn expired_token(text: impl Into<Rc<str>>) -> Stop {
    Stop::refused(StsError::new("ExpiredTokenException", 400, text), Cause::IdentityToken)
}

/// What STS takes for a session's name and for a source identity.
fn is_session_name(text: &str) -> bool {
    (2..=64).contains(&text.len())
        && text.bytes().all(|b| b.is_ascii_alphanumeric() || b"_+=,.@-".contains(&b))
}

/// What a token or an assertion carries is well formed. AWS: "Troubleshoot SAML federation with IAM".
fn carried(
    tags: &[RequestTag],
    transitive: &[Rc<str>],
    source_identity: Option<&Rc<str>>,
) -> Result<(), Stop> {
    if source_identity.is_some_and(|identity| !is_session_name(identity)) {
        return Err(invalid_token(
            "Source Identity must match [a-zA-Z_0-9+=,.@-]{2,64} and not begin with \"aws:\"",
        ));
    }
    sts::validate_carried_tags(tags, transitive)
        .map_err(|error| Stop::refused(error, Cause::IdentityToken))
}

// ---- OpenID Connect -------------------------------------------------------------------------------------------------

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

fn without_scheme(url: &str) -> &str {
    url.strip_prefix("https://").unwrap_or(url)
}

fn read_token(
    run: &Run<'_, '_>,
    request: &AssumeRoleWithWebIdentity,
    token: &WebIdentityToken,
    role: &Arn,
    (tags, transitive): &(Vec<RequestTag>, Vec<Rc<str>>),
    source_identity: Option<&Rc<str>>,
) -> Result<Federated, Stop> {
    let missing = |name: &str| invalid_token(format!("Missing a required claim: {name}"));
    let issuer_url = text_claim(token, "iss").ok_or_else(|| missing("iss"))?;
    let issuer = without_scheme(&issuer_url);
    let account = role.account().and_then(|id| run.world.account(id));
    let provider = account
        .into_iter()
        .flat_map(|known| &known.oidc_providers)
        .find(|known| known.arn.resource().strip_prefix("oidc-provider/") == Some(issuer));
    let built_in = BUILT_IN_PROVIDERS.contains(&issuer);
    if provider.is_none() && !built_in {
        return Err(invalid_token(format!(
            "No OpenIDConnect provider found in your account for https://{issuer}"
        )));
    }
    let now = run.at.seconds();
    let time = |name| text_claim(token, name).and_then(|text| text.parse::<i64>().ok());
    let expires = time("exp").ok_or_else(|| missing("exp"))?;
    if text_claim(token, "iat").is_none() {
        return Err(missing("iat"));
    }
    if now >= expires {
        return Err(expired_token(format!(
            "Token expired: current date/time {now} must be before the expiration date/time {expires}"
        )));
    }
    let subject = text_claim(token, "sub").ok_or_else(|| missing("sub"))?;
    let audiences = list_claim(token, "aud");
    if audiences.is_empty() {
        return Err(missing("aud"));
    }
    let party = text_claim(token, "azp");
    let known_clients = provider.map_or(&[][..], |known| &known.client_ids);
    if !built_in {
        let mut clients = party.iter().chain(&audiences);
        if !clients.any(|client| known_clients.contains(client)) {
            return Err(invalid_token("Incorrect token audience"));
        }
    }
    carried(tags, transitive, source_identity)?;
    let roles = list_claim(token, ROLES_CLAIM);
    let role_authorized_by_idp = claim(token, ROLES_CLAIM).is_some();
    if role_authorized_by_idp && !roles.iter().any(|listed| &**listed == role.as_str()) {
        return Err(invalid_token(
            "The target role ARN is not present in the roles claim of the identity token",
        ));
    }
    let key = |name: &str| -> Rc<str> { format!("{issuer}:{name}").into() };
    let audience: Vec<Rc<str>> = party.map_or(audiences.clone(), |party| vec![party]);
    let methods = list_claim(token, "amr");
    let mut session_keys = vec![(key("aud"), audience), (key("sub"), vec![subject])];
    if !methods.is_empty() {
        session_keys.push((key("amr"), methods));
    }
    let mut provider_keys = session_keys.clone();
    provider_keys.push((key("oaud"), audiences));
    for name in trust_only_claims(issuer) {
        if let Some(value) = text_claim(token, name) {
            provider_keys.push((key(name), vec![value]));
        }
    }
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
            source_identity: source_identity.cloned(),
            tags: passed_tags(tags),
            transitive_keys: transitive.clone(),
            provider_keys,
            federated_provider: Some(federated_provider),
            role_authorized_by_idp,
            ..StsKeys::default()
        },
        request_tags: tags.clone(),
        session_keys,
        session_name,
        longest: None,
    })
}

/// Claims that become keys for the trust policy only; any other claim is ignored. AWS: "Available keys for AWS OIDC
/// federation".
fn trust_only_claims(issuer: &str) -> &'static [&'static str] {
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
        "accounts.google.com" => &["email", "google/organization_number"],
        "graph.facebook.com" => &["app_id", "id"],
        "www.amazon.com" => &["app_id", "user_id"],
        _ if issuer.starts_with("oidc.circleci.com/org/") => {
            &["email", "oidc.circleci.com/project-id"]
        }
        _ if between("idcs-", ".identity.oraclecloud.com") => &["email", "rpst_id"],
        _ => &["email"],
    }
}

// ---- SAML -----------------------------------------------------------------------------------------------------------

fn attribute<'t>(assertion: &'t SamlAssertion, name: &str) -> Option<&'t [Rc<str>]> {
    let wanted = |known: &str| known.strip_prefix(SAML_ATTRIBUTE) == Some(name);
    let found = assertion.attributes.iter().find(|(known, _)| wanted(known));
    found.map(|(_, values)| &**values)
}

fn tag_key(name: &str) -> Option<&str> {
    name.strip_prefix(SAML_ATTRIBUTE)?.strip_prefix("PrincipalTag:")
}

fn read_assertion(
    run: &Run<'_, '_>,
    request: &AssumeRoleWithSaml,
    assertion: &SamlAssertion,
    role: &Arn,
) -> Result<Federated, Stop> {
    let account = role.account().and_then(|id| run.world.account(id));
    let wanted = request.principal_arn.as_deref().unwrap_or_default();
    let provider = account
        .into_iter()
        .flat_map(|known| &known.saml_providers)
        .find(|known| known.arn.as_str() == wanted)
        .map(|known| known.arn.clone())
        .ok_or_else(|| invalid_token("Specified provider doesn't exist"))?;
    let now = run.at.seconds();
    let issued = assertion.issued.unwrap_or(run.at).seconds();
    if now - issued > 300 {
        return Err(expired_token("Token must be redeemed within 5 minutes of issuance"));
    }
    let is_sign_in = assertion.audience.contains("signin.aws.amazon.com/saml")
        || assertion.audience.contains("signin.amazonaws.cn/saml")
        || assertion.audience.contains("signin.amazonaws-us-gov.com/saml");
    if !is_sign_in {
        return Err(invalid_token("Response does not contain the required audience."));
    }
    let session_name = attribute(assertion, "RoleSessionName")
        .and_then(|values| values.first().cloned())
        .ok_or_else(|| invalid_token("RoleSessionName is required in AuthnResponse"))?;
    if !is_session_name(&session_name) {
        return Err(invalid_token(
            "RoleSessionName in AuthnResponse must match [a-zA-Z_0-9+=,.@-]{2,64}",
        ));
    }
    let source_identity =
        attribute(assertion, "SourceIdentity").and_then(|values| values.first().cloned());
    let tags: Vec<RequestTag> = assertion
        .attributes
        .iter()
        .filter_map(|(name, values)| {
            Some(RequestTag { key: tag_key(name)?.into(), value: values.first()?.clone() })
        })
        .collect();
    let transitive = attribute(assertion, "TransitiveTagKeys").unwrap_or_default().to_vec();
    carried(&tags, &transitive, source_identity.as_ref())?;
    let pairs = attribute(assertion, "Role").unwrap_or_default();
    let listed = pairs.iter().any(|pair| {
        let parts: Vec<&str> = pair.split(',').map(str::trim).collect();
        parts == [role.as_str(), provider.as_str()] || parts == [provider.as_str(), role.as_str()]
    });
    if !listed {
        let error = StsError::federated_caller_not_authorized(run.outcome.action.name());
        return Err(Stop::refused(error, Cause::IdentityToken));
    }
    let attribute_seconds =
        attribute(assertion, "SessionDuration").and_then(|values| values.first()?.parse().ok());
    let until = assertion.session_not_on_or_after.map(|end| end.seconds() - now);
    let longest = match (attribute_seconds, until) {
        (Some(one), Some(two)) => Some(i64::min(one, two)),
        (one, two) => one.or(two),
    };
    if longest.is_some_and(|seconds| seconds <= 0) {
        return Err(expired_token("Token must be redeemed within 5 minutes of issuance"));
    }
    let provider_keys = saml_keys(assertion, &provider);
    let kept = ["saml:namequalifier", "saml:sub", "saml:sub_type"];
    let session_keys =
        provider_keys.iter().filter(|(key, _)| kept.contains(&&**key)).cloned().collect();
    Ok(Federated {
        kind: PrincipalKind::Saml,
        name: provider.name().into(),
        provider: Some(provider),
        keys: StsKeys {
            role_session_name: Some(Rc::clone(&session_name)),
            source_identity,
            tags: tags
                .iter()
                .map(|tag| Tag { key: Rc::clone(&tag.key), value: Rc::clone(&tag.value) })
                .collect(),
            transitive_keys: transitive,
            provider_keys,
            ..StsKeys::default()
        },
        request_tags: tags,
        session_keys,
        session_name,
        longest,
    })
}

fn saml_keys(assertion: &SamlAssertion, provider: &Arn) -> Vec<(Rc<str>, Vec<Rc<str>>)> {
    let format = assertion.name_id_format.as_deref().unwrap_or("persistent");
    let short = format.strip_prefix("urn:oasis:names:tc:SAML:2.0:nameid-format:").unwrap_or(format);
    let account = provider.account().map(|id| id.to_string()).unwrap_or_default();
    let name = provider.name();
    let mut keys: Vec<(Rc<str>, Vec<Rc<str>>)> = vec![
        ("saml:aud".into(), vec![Rc::clone(&assertion.audience)]),
        ("saml:iss".into(), vec![Rc::clone(&assertion.issuer)]),
        ("saml:sub".into(), vec![Rc::clone(&assertion.name_id)]),
        ("saml:sub_type".into(), vec![short.into()]),
        ("saml:doc".into(), vec![format!("{account}/{name}").into()]),
        (
            "saml:namequalifier".into(),
            vec![sts::saml_name_qualifier(&assertion.issuer, &account, name).into()],
        ),
    ];
    for (attribute, values) in &assertion.attributes {
        let named = SAML_ATTRIBUTE_KEYS.iter().find(|(uri, _)| *uri == &**attribute);
        if let Some((_, key)) = named {
            keys.push(((*key).into(), values.clone()));
        }
    }
    keys
}

/// Attributes of assertions that are condition keys. AWS: "Available keys for SAML-based AWS STS federation".
const SAML_ATTRIBUTE_KEYS: [(&str, &str); 26] = [
    ("urn:oid:1.3.6.1.4.1.5923.1.1.1.1", "saml:edupersonaffiliation"),
    ("urn:oid:1.3.6.1.4.1.5923.1.1.1.2", "saml:edupersonnickname"),
    ("urn:oid:1.3.6.1.4.1.5923.1.1.1.3", "saml:edupersonorgdn"),
    ("urn:oid:1.3.6.1.4.1.5923.1.1.1.4", "saml:edupersonorgunitdn"),
    ("urn:oid:1.3.6.1.4.1.5923.1.1.1.5", "saml:edupersonprimaryaffiliation"),
    ("urn:oid:1.3.6.1.4.1.5923.1.1.1.6", "saml:edupersonprincipalname"),
    ("urn:oid:1.3.6.1.4.1.5923.1.1.1.7", "saml:edupersonentitlement"),
    ("urn:oid:1.3.6.1.4.1.5923.1.1.1.8", "saml:edupersonprimaryorgunitdn"),
    ("urn:oid:1.3.6.1.4.1.5923.1.1.1.9", "saml:edupersonscopedaffiliation"),
    ("urn:oid:1.3.6.1.4.1.5923.1.1.1.10", "saml:edupersontargetedid"),
    ("urn:oid:1.3.6.1.4.1.5923.1.1.1.11", "saml:edupersonassurance"),
    ("urn:oid:1.3.6.1.4.1.5923.1.2.1.2", "saml:eduorghomepageuri"),
    ("urn:oid:1.3.6.1.4.1.5923.1.2.1.3", "saml:eduorgidentityauthnpolicyuri"),
    ("urn:oid:1.3.6.1.4.1.5923.1.2.1.4", "saml:eduorglegalname"),
    ("urn:oid:1.3.6.1.4.1.5923.1.2.1.5", "saml:eduorgsuperioruri"),
    ("urn:oid:1.3.6.1.4.1.5923.1.2.1.6", "saml:eduorgwhitepagesuri"),
    ("urn:oid:2.5.4.3", "saml:cn"),
    ("commonName", "saml:commonName"),
    ("givenName", "saml:givenName"),
    ("mail", "saml:mail"),
    ("name", "saml:name"),
    ("surname", "saml:surname"),
    ("uid", "saml:uid"),
    ("x500UniqueIdentifier", "saml:x500UniqueIdentifier"),
    ("organizationStatus", "saml:organizationStatus"),
    ("primaryGroupSID", "saml:primaryGroupSID"),
];
