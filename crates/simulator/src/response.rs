//! What the service answers, member by member, as the command line prints it. AWS: "AWS Security Token Service API
//! Reference", section "Response Elements" of each action.

use std::rc::Rc;

use policy::json::Value;
use sts::{
    SessionKind,
    request::{Call, Claim, SamlAssertion, WebIdentityToken},
};

use crate::{
    context::user_id,
    json::{self, Object},
    outcome::{Answer, Minted, StepOutcome, StepResult},
};

/// The answer to a call that succeeded.
#[must_use]
pub fn response(call: &Call, step: &StepOutcome) -> Option<Value> {
    if step.result != StepResult::Succeeded {
        return None;
    }
    Some(match (&step.answer, &step.minted) {
        (Some(answer), _) => answered(answer),
        (None, Some(minted)) => minting(call, step, minted),
        (None, None) => {
            let caller = step.caller.as_ref()?;
            Object::new()
                .maybe_text("UserId", user_id(caller).as_ref())
                .maybe("Account", caller.principal.account.map(|id| json::text(id.to_string())))
                .text("Arn", caller.principal.display_arn())
                .done()
        }
    })
}

fn answered(answer: &Answer) -> Value {
    let object = Object::new();
    match answer {
        Answer::Decoded { message } => object.text("DecodedMessage", Rc::clone(message)),
        Answer::AccessKey { account } => object.text("Account", account.to_string()),
        Answer::WebIdentityToken { token, expires } => object
            .text("WebIdentityToken", Rc::clone(token))
            .text("Expiration", json::moment(*expires)),
    }
    .done()
}

fn minting(call: &Call, step: &StepOutcome, minted: &Minted) -> Value {
    let session = &minted.session;
    let given = &minted.credentials;
    let credentials = Object::new()
        .text("AccessKeyId", Rc::clone(&given.access_key_id))
        .text("SecretAccessKey", Rc::clone(&given.secret_access_key))
        .text("SessionToken", Rc::clone(&given.session_token))
        .text("Expiration", json::moment(given.expiration));
    let named = |member: &str, id: &str| {
        let user = Object::new()
            .text(id, Rc::clone(&session.user_id))
            .text("Arn", session.principal.display_arn());
        Object::new().with("Credentials", credentials_of(&credentials)).with(member, user.done())
    };
    let size = minted.packed_policy_size.map(json::number);
    let whole = match session.kind {
        SessionKind::SessionToken => {
            Object::new().with("Credentials", credentials_of(&credentials))
        }
        SessionKind::FederationToken => {
            named("FederatedUser", "FederatedUserId").maybe("PackedPolicySize", size)
        }
        SessionKind::Root => Object::new()
            .with("Credentials", credentials_of(&credentials))
            .maybe_text("SourceIdentity", session.source_identity.as_ref()),
        SessionKind::Delegated => {
            let principal = session.principal.arn.as_ref();
            return Object::new()
                .with("Credentials", credentials_of(&credentials))
                .maybe("PackedPolicySize", size)
                .maybe("AssumedPrincipal", principal.map(|arn| json::text(arn.shared())))
                .done();
        }
        _ => {
            let role = named("AssumedRoleUser", "AssumedRoleId").maybe("PackedPolicySize", size);
            let role = match call {
                Call::AssumeRoleWithSaml(_) => saml(role, minted, step.saml_assertion()),
                Call::AssumeRoleWithWebIdentity(_) => oidc(role, step, step.web_identity()),
                _ => role,
            };
            role.maybe_text("SourceIdentity", session.source_identity.as_ref())
        }
    };
    let token = i64::try_from(given.session_token.len()).unwrap_or(i64::MAX);
    whole
        .with("SessionTokenUtilization", json::number(utilization(token)))
        .with("SessionTokenSize", json::number(token))
        .done()
}

/// Bytes of the longest session token. AWS: "AWS STS simplifies session token size limits and adds session token size
/// monitoring".
const LONGEST_TOKEN: i64 = 4096;

/// How much of the longest token that the service allows a token takes, in whole percent; how the service rounds is not
/// published.
fn utilization(token: i64) -> i64 {
    token.saturating_mul(100).saturating_add(LONGEST_TOKEN / 2).min(LONGEST_TOKEN * 100)
        / LONGEST_TOKEN
}

fn credentials_of(credentials: &Object) -> Value {
    credentials.clone().done()
}

/// The session's keys of its provider, by what stands behind the last colon.
pub(crate) fn provider_key(minted: &Minted, name: &str) -> Option<Rc<str>> {
    let keys = minted.session.provider_keys.iter();
    let mut found = keys.filter(|(key, _)| key.rsplit(':').next() == Some(name));
    found.next().and_then(|(_, values)| values.first().cloned())
}

fn saml(role: Object, minted: &Minted, assertion: Option<&SamlAssertion>) -> Object {
    let Some(assertion) = assertion else { return role };
    role.text("Subject", Rc::clone(&assertion.name_id))
        .maybe_text("SubjectType", provider_key(minted, "sub_type").as_ref())
        .text("Issuer", Rc::clone(&assertion.issuer))
        .text("Audience", Rc::clone(&assertion.audience))
        .maybe_text("NameQualifier", provider_key(minted, "namequalifier").as_ref())
}

fn oidc(role: Object, step: &StepOutcome, token: Option<&WebIdentityToken>) -> Object {
    let Some(token) = token else { return role };
    let provider = step.caller.as_ref().map(|caller| &caller.principal);
    let provider = provider.and_then(|known| match &known.arn {
        Some(arn) => Some(arn.shared()),
        None => known.name.clone(),
    });
    role.maybe_text("SubjectFromWebIdentityToken", text_claim(token, "sub").as_ref())
        .maybe_text("Provider", provider.as_ref())
        .maybe_text("Audience", text_claim(token, "aud").as_ref())
}

/// A claim as text; of several values the first.
pub(crate) fn text_claim(token: &WebIdentityToken, name: &str) -> Option<Rc<str>> {
    let (_, claim) = token.claims.iter().find(|(known, _)| &**known == name)?;
    match claim {
        Claim::Text(text) | Claim::Number(text) => Some(Rc::clone(text)),
        Claim::List(texts) => texts.first().cloned(),
        Claim::Bool(_) | Claim::Map(_) => None,
    }
}
