//! What the service is lent by a host that has this crate: the content of tokens and responses as calls hold it, and the
//! check of their signatures.

use std::rc::Rc;

use iam::json::{Kind, Value};
use sts::{
    ProviderKeys, StsError, Verifiers,
    request::{Claim, SamlAssertion, WebIdentityToken},
};

use crate::{
    oidc::{self, SigningKeys, TokenError},
    saml::{self, Assertion, SamlError},
};

/// What reads and checks every token and response that a call may carry.
pub const VERIFIERS: Verifiers =
    Verifiers { read_token, check_token, read_assertion, check_assertion };

fn read_token(text: &str) -> Result<WebIdentityToken, StsError> {
    Ok(oidc::read_token(text).map_err(|error| error.refusal())?.content())
}

fn check_token(text: &str, keys: ProviderKeys<'_>) -> Result<(), StsError> {
    let published: Rc<str> = match keys {
        ProviderKeys::Published(document) => document.into(),
        ProviderKeys::Simulated { seed } => SigningKeys::new(seed).published().into(),
    };
    let keys = oidc::read_key_set(&published).map_err(|_| StsError::no_verification_key())?;
    oidc::verify(text, &keys).map(drop).map_err(|error: TokenError| error.refusal())
}

/// `null` is as good as nothing, and a list holds texts: nothing that the service reads is made of anything else.
pub(crate) fn claims(value: &Value) -> Vec<(Rc<str>, Claim)> {
    let members = value.members().unwrap_or_default().iter();
    members.filter_map(|member| Some((Rc::clone(&member.name), claim(&member.value)?))).collect()
}

fn claim(value: &Value) -> Option<Claim> {
    Some(match &value.kind {
        Kind::Null => return None,
        Kind::Bool(flag) => Claim::Bool(*flag),
        Kind::Number(text) => Claim::Number(Rc::clone(text)),
        Kind::String(text) => Claim::Text(Rc::clone(text)),
        Kind::Array(elements) => Claim::List(elements.iter().filter_map(text).collect()),
        Kind::Object(_) => Claim::Map(claims(value)),
    })
}

fn text(value: &Value) -> Option<Rc<str>> {
    match &value.kind {
        Kind::String(text) | Kind::Number(text) => Some(Rc::clone(text)),
        Kind::Bool(flag) => Some(if *flag { "true".into() } else { "false".into() }),
        Kind::Null | Kind::Array(_) | Kind::Object(_) => None,
    }
}

fn read_assertion(text: &str) -> Result<SamlAssertion, StsError> {
    saml::read(text).map(content).map_err(|error| error.refusal())
}

fn check_assertion(text: &str, keys: ProviderKeys<'_>) -> Result<(), StsError> {
    let refusal = |error: SamlError| error.refusal();
    let provider = match keys {
        // IAM saves no document that describes no provider, so that nothing can be checked with this one.
        ProviderKeys::Published(document) => {
            saml::read_metadata(document).map_err(|_| SamlError::Signature.refusal())?
        }
        ProviderKeys::Simulated { .. } => {
            saml::simulated(&saml::read(text).map_err(refusal)?.issuer)
        }
    };
    saml::verify(text, &provider).map(drop).map_err(refusal)
}

fn content(assertion: Assertion) -> SamlAssertion {
    let list = |texts: Vec<String>| texts.into_iter().map(Rc::from).collect::<Vec<Rc<str>>>();
    let ends = [assertion.not_on_or_after, assertion.confirmed_until];
    SamlAssertion {
        id: Some(assertion.id.into()),
        issuer: assertion.issuer.into(),
        audience: assertion.recipient.unwrap_or_default().into(),
        audiences: Some(list(assertion.audiences)),
        name_id: assertion.name_id.unwrap_or_default().into(),
        name_id_format: assertion.name_id_format.map(Rc::from),
        issued: Some(assertion.issued),
        not_before: assertion.not_before,
        not_on_or_after: ends.into_iter().flatten().min(),
        session_not_on_or_after: assertion.session_not_on_or_after,
        attributes: assertion
            .attributes
            .into_iter()
            .map(|(name, values)| (name.into(), list(values)))
            .collect(),
    }
}
