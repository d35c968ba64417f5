//! Checking a token as the service does, down to the point where the role's own rules begin.

use iam::Timestamp;

use super::{KeySet, TokenError, read_token};
use crate::{Algorithm, json::Json};

/// Seconds that a provider's clock may be ahead. The service's own allowance is not published.
const AHEAD: i64 = 300;

/// What the account knows of a provider.
#[derive(Debug, Clone, Copy)]
pub struct Provider<'a> {
    /// Its URL, with or without `https://`.
    pub issuer: &'a str,
    /// The client ids ("audiences") that are registered; nothing for the providers that every account shares.
    pub client_ids: Option<&'a [&'a str]>,
    /// Its published keys.
    pub keys: &'a KeySet,
}

/// The claims of a token that was checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claims {
    claims: Json,
    /// Which of the providers it came from.
    pub provider: usize,
}

impl Claims {
    /// All of them, in their order.
    #[must_use]
    pub fn all(&self) -> &[(String, Json)] {
        if let Json::Object(members) = &self.claims { members } else { &[] }
    }

    /// A claim.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Json> {
        self.claims.get(name)
    }

    /// A claim that is text.
    #[must_use]
    pub fn text(&self, name: &str) -> Option<&str> {
        self.get(name).and_then(Json::as_text)
    }
}

/// Checks issuer, signature, times, subject and audience, in this order. The claims `roles`, tags and source identity are
/// for whoever knows the role.
///
/// # Errors
/// The first reason for which the token is refused.
pub fn verify(
    text: &str,
    providers: &[Provider<'_>],
    now: Timestamp,
) -> Result<Claims, TokenError> {
    let token = read_token(text)?;
    let algorithm = algorithm(&token.header)?;
    let issuer = required_text(&token.claims, "iss")?;
    let known = providers.iter().position(|known| bare(known.issuer) == bare(issuer));
    let provider = known.ok_or_else(|| TokenError::UnknownIssuer { issuer: issuer.to_owned() })?;
    let id = token.header.get("kid").and_then(Json::as_text);
    let mut candidates = providers[provider].keys.candidates(id, algorithm).peekable();
    if candidates.peek().is_none() {
        return Err(TokenError::NoKey { id: id.map(str::to_owned) });
    }
    let signed = &text.as_bytes()[..token.signed];
    if !candidates.any(|key| key.verify(algorithm, signed, &token.signature)) {
        return Err(TokenError::Signature);
    }
    times(&token.claims, now.seconds())?;
    required_text(&token.claims, "sub")?;
    audience(&token.claims, providers[provider].client_ids)?;
    Ok(Claims { claims: token.claims, provider })
}

fn bare(url: &str) -> &str {
    url.strip_prefix("https://").unwrap_or(url)
}

fn algorithm(header: &Json) -> Result<Algorithm, TokenError> {
    if header.get("crit").is_some() {
        return Err(TokenError::Critical);
    }
    let name = header.get("alg").and_then(Json::as_text);
    let known = name.and_then(Algorithm::named);
    known.ok_or_else(|| TokenError::Algorithm { found: name.map(str::to_owned) })
}

fn required_text<'j>(claims: &'j Json, claim: &'static str) -> Result<&'j str, TokenError> {
    match claims.get(claim) {
        Some(Json::Text(text)) if !text.is_empty() => Ok(text),
        Some(Json::Text(_) | Json::Null) | None => Err(TokenError::Missing { claim }),
        Some(_) => Err(TokenError::Type { claim, expected: "text" }),
    }
}

fn times(claims: &Json, now: i64) -> Result<(), TokenError> {
    let expires = seconds(claims, "exp")?.ok_or(TokenError::Missing { claim: "exp" })?;
    if now >= expires {
        return Err(TokenError::Expired { now, expires });
    }
    let issued = seconds(claims, "iat")?.ok_or(TokenError::Missing { claim: "iat" })?;
    for (claim, begins) in [("iat", Some(issued)), ("nbf", seconds(claims, "nbf")?)] {
        if let Some(begins) = begins.filter(|begins| *begins > now.saturating_add(AHEAD)) {
            return Err(TokenError::NotYet { claim, now, begins });
        }
    }
    Ok(())
}

/// A claim that is a number of seconds since 1970, with its fraction cut off.
fn seconds(claims: &Json, claim: &'static str) -> Result<Option<i64>, TokenError> {
    let wrong = TokenError::Type { claim, expected: "a number of seconds" };
    match claims.get(claim) {
        None | Some(Json::Null) => Ok(None),
        Some(Json::Number(number)) => match number.parse::<i64>() {
            Ok(seconds) => Ok(Some(seconds)),
            // Some providers write 1.795e9; what no clock shows is beyond the end of any token.
            Err(_) => number.parse::<f64>().map(|seconds| Some(seconds as i64)).map_err(|_| wrong),
        },
        Some(_) => Err(wrong),
    }
}

fn audience(claims: &Json, client_ids: Option<&[&str]>) -> Result<(), TokenError> {
    let wrong = TokenError::Type { claim: "aud", expected: "text or a list of texts" };
    let mut found = match claims.get("aud") {
        Some(Json::Text(one)) => vec![one.clone()],
        Some(Json::List(list)) => {
            let texts = list.iter().map(|value| value.as_text().map(str::to_owned));
            texts.collect::<Option<Vec<_>>>().ok_or(wrong)?
        }
        None | Some(Json::Null) => Vec::new(),
        Some(_) => return Err(wrong),
    };
    if found.is_empty() {
        return Err(TokenError::Missing { claim: "aud" });
    }
    match claims.get("azp") {
        Some(Json::Text(party)) => found.insert(0, party.clone()),
        None | Some(Json::Null) => {}
        Some(_) => return Err(TokenError::Type { claim: "azp", expected: "text" }),
    }
    let registered = |ids: &[&str]| found.iter().any(|found| ids.contains(&&**found));
    if client_ids.is_none_or(registered) { Ok(()) } else { Err(TokenError::Audience { found }) }
}
