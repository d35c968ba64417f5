//! `userIdentity`: who an event says made the call. AWS: "CloudTrail userIdentity element".

use std::rc::Rc;

use iam::{Arn, Credentials, EntityKind, Principal, PrincipalKind};
use policy::json::Value;
use sts::{Mfa, Session, SessionKind, request};

use super::Call;
use crate::{
    context::user_id,
    json::{self, Object},
    outcome::Caller,
    response::text_claim,
};

/// The element as the caller's own account has it; other accounts learn little more than the account.
pub(super) fn of(call: &Call<'_>, is_callers: bool) -> Value {
    let Some(caller) = &call.step.caller else {
        return Object::new().text("type", "Unknown").done();
    };
    let principal = &caller.principal;
    if call.is_unsigned() {
        return federated(call, principal);
    }
    if !is_callers {
        return Object::new()
            .text("type", "AWSAccount")
            .maybe_text("principalId", user_id(caller).as_ref())
            .maybe("accountId", account(principal))
            .done();
    }
    match principal.kind {
        PrincipalKind::Service => Object::new()
            .text("type", "AWSService")
            .maybe_text("invokedBy", principal.name.as_ref())
            .done(),
        PrincipalKind::WebIdentity | PrincipalKind::Saml => federated(call, principal),
        PrincipalKind::Anonymous => Object::new().text("type", "Unknown").done(),
        PrincipalKind::Root
        | PrincipalKind::User
        | PrincipalKind::RoleSession
        | PrincipalKind::FederatedUser => signed(call, caller),
    }
}

fn account(principal: &Principal) -> Option<Value> {
    principal.account.map(|id| json::text(id.to_string()))
}

fn signed(call: &Call<'_>, caller: &Caller) -> Value {
    let principal = &caller.principal;
    let (kind, name) = match principal.kind {
        PrincipalKind::Root => ("Root", None),
        PrincipalKind::User => ("IAMUser", principal.arn.as_ref().map(Arn::name)),
        PrincipalKind::FederatedUser => ("FederatedUser", None),
        _ => ("AssumedRole", None),
    };
    let session = caller.session.as_deref();
    let delegate = session.filter(|session| session.kind == SessionKind::Delegated);
    let delegate = delegate.and_then(|session| session.delivered_by.as_ref());
    Object::new()
        .text("type", kind)
        .maybe_text("principalId", user_id(caller).as_ref())
        .text("arn", principal.display_arn())
        .maybe("accountId", account(principal))
        .text("accessKeyId", access_key(call, caller))
        .maybe("userName", name.map(json::text))
        .maybe("sessionContext", session.map(|session| context(principal, session)))
        .maybe(
            "invokedByDelegate",
            delegate.map(|id| Object::new().text("accountId", Rc::clone(id)).done()),
        )
        .done()
}

/// The key that signed the call: what a step minted, or one that belongs to the start or to a user.
fn access_key(call: &Call<'_>, caller: &Caller) -> Rc<str> {
    let minted = caller.minted_by.and_then(|index| call.outcome.steps.get(index)?.minted.as_ref());
    if let Some(minted) = minted {
        return Rc::clone(&minted.credentials.access_key_id);
    }
    let prefix = if caller.session.is_some() { "ASIA" } else { "AKIA" };
    let seed = call.scenario.seed.as_deref().unwrap_or_default();
    let principal = &caller.principal;
    sts::access_key_id(prefix, principal.account, seed, principal.display_arn()).into()
}

fn context(principal: &Principal, session: &Session) -> Value {
    let issuer = match principal.kind {
        PrincipalKind::RoleSession => principal.arn.as_ref().map(|arn| ("Role", arn)),
        PrincipalKind::FederatedUser => principal.federating_user.as_ref().map(|arn| {
            (if arn.entity() == Some(EntityKind::Root) { "Root" } else { "IAMUser" }, arn)
        }),
        _ => None,
    };
    let issuer = issuer.map(|(kind, arn)| {
        let id = principal.unique_id.as_ref().map(|id| json::text(id.as_str()));
        let id = if kind == "Root" { account(principal) } else { id };
        Object::new()
            .text("type", kind)
            .maybe("principalId", id)
            .text("arn", arn.shared())
            .maybe("accountId", account(principal))
            .maybe("userName", (kind != "Root").then(|| json::text(arn.name())))
            .done()
    });
    let federation = principal.kind == PrincipalKind::RoleSession;
    let federation = federation.then(|| match &session.federated_provider {
        Some(provider) if session.kind == SessionKind::WebIdentity => {
            let attributes = session
                .provider_keys
                .iter()
                .fold(Object::new(), |all, (key, values)| all.maybe_text(key, values.first()));
            Object::new()
                .text("federatedProvider", Rc::clone(provider))
                .with("attributes", attributes.done())
                .done()
        }
        _ => Object::new().done(),
    });
    let mfa = matches!(session.mfa, Mfa::Present(_));
    let attributes = Object::new()
        .text("creationDate", json::moment(session.issued))
        .text("mfaAuthenticated", if mfa { "true" } else { "false" });
    let by_ec2 = session.delivered_by.as_deref() == Some("ec2.amazonaws.com");
    let root = principal.credentials == Credentials::RootSession;
    Object::new()
        .maybe("sessionIssuer", issuer)
        .maybe("webIdFederationData", federation)
        .with("attributes", attributes.done())
        .maybe_text("sourceIdentity", session.source_identity.as_ref())
        .maybe("ec2RoleDelivery", by_ec2.then(|| json::text("2.0")))
        .maybe("assumedRoot", root.then(|| json::text("true")))
        .done()
}

/// Somebody whom only a provider knows.
fn federated(call: &Call<'_>, principal: &Principal) -> Value {
    match call.request() {
        Some(request::Call::AssumeRoleWithWebIdentity(_)) => {
            let token = call.step.web_identity().cloned().unwrap_or_default();
            // Where the token was not accepted, nobody knows the caller but the token itself.
            let provider = match (principal.kind, &principal.arn) {
                (PrincipalKind::WebIdentity, Some(arn)) => arn.shared(),
                _ => text_claim(&token, "iss").map_or_else(
                    || "".into(),
                    |issuer| {
                        issuer.strip_prefix("https://").map_or_else(|| Rc::clone(&issuer), Rc::from)
                    },
                ),
            };
            let said = |name: &str| text_claim(&token, name).unwrap_or_else(|| "".into());
            Object::new()
                .text("type", "WebIdentityUser")
                .text("principalId", [&*provider, &said("aud"), &said("sub")].join(":"))
                .text("userName", said("sub"))
                .text("identityProvider", provider)
                .done()
        }
        Some(request::Call::AssumeRoleWithSaml(asked)) => {
            let assertion = call.step.saml_assertion().cloned().unwrap_or_default();
            let provider: Option<Arn> =
                asked.principal_arn.as_ref().and_then(|arn| arn.parse().ok());
            let provider = provider.as_ref();
            let account = provider.and_then(Arn::account).map(|id| id.to_string());
            let qualifier = sts::saml_name_qualifier(
                &assertion.issuer,
                &account.unwrap_or_default(),
                provider.map(Arn::name).unwrap_or_default(),
            );
            Object::new()
                .text("type", "SAMLUser")
                .text("principalId", [&*qualifier, &assertion.name_id].join(":"))
                .text("userName", assertion.name_id)
                .text("identityProvider", qualifier)
                .done()
        }
        _ => Object::new().text("type", "Unknown").done(),
    }
}
