//! A simulated provider: its keys, and the tokens it signs.

use std::fmt;

use base64ct::{Base64UrlUnpadded, Encoding};
use iam::json::{Error, Kind, print, print_compact};
use sha2::{Digest, Sha256};

use crate::{
    Algorithm, json,
    keys::{EcKey, rsa_public_key, rsa_sign},
};

/// The keys of a simulated provider: one on P-256 that belongs to the seed, and the fixed RSA key.
pub struct SigningKeys {
    ec: EcKey,
}

impl fmt::Debug for SigningKeys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SigningKeys").finish_non_exhaustive()
    }
}

/// Why claims cannot be signed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ClaimsError {
    /// They are not JSON.
    NotJson(Error),
    /// They are JSON, but no object.
    NotAnObject,
    /// Simulated providers have keys for RS256 and ES256 only.
    NoKey(Algorithm),
}

impl fmt::Display for ClaimsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotJson(error) => f.write_str(&error.message),
            Self::NotAnObject => f.write_str("expected an object of claims"),
            Self::NoKey(algorithm) => {
                write!(f, "expected RS256 or ES256, found `{}`", algorithm.name())
            }
        }
    }
}

impl std::error::Error for ClaimsError {}

impl SigningKeys {
    /// The keys of the provider whose seed this is.
    #[must_use]
    pub fn new(seed: &str) -> Self {
        Self { ec: EcKey::new(seed) }
    }

    /// The key set that the provider publishes, as JSON.
    #[must_use]
    pub fn published(&self) -> String {
        let keys = [Algorithm::Es256, Algorithm::Rs256].map(|algorithm| {
            let id = self.key_id(algorithm);
            let required = self.required(algorithm);
            let required = required.iter().map(|(name, value)| (*name, &**value));
            let others = [("use", "sig"), ("alg", algorithm.name()), ("kid", &*id)];
            json::object(required.chain(others))
        });
        print_compact(&json::list("keys", keys.into()))
    }

    /// The key's thumbprint (RFC 7638): whoever has the key can name it.
    #[must_use]
    pub fn key_id(&self, algorithm: Algorithm) -> String {
        let members = self.required(algorithm);
        let key = json::object(members.iter().map(|(name, value)| (*name, &**value)));
        Base64UrlUnpadded::encode_string(&Sha256::digest(print_compact(&key)))
    }

    /// What makes up a key, in the order of its thumbprint.
    fn required(&self, algorithm: Algorithm) -> Vec<(&'static str, String)> {
        let encode = |bytes: &[u8]| Base64UrlUnpadded::encode_string(bytes);
        if algorithm == Algorithm::Rs256 {
            use rsa::traits::PublicKeyParts;
            let key = rsa_public_key();
            let part = |part: Option<&rsa::BigUint>| {
                encode(&part.map(rsa::BigUint::to_bytes_be).unwrap_or_default())
            };
            let (e, n) =
                (part(key.as_ref().map(|key| key.e())), part(key.as_ref().map(|key| key.n())));
            return vec![("e", e), ("kty", "RSA".to_owned()), ("n", n)];
        }
        let (x, y) = self.ec.coordinates();
        vec![
            ("crv", "P-256".to_owned()),
            ("kty", "EC".to_owned()),
            ("x", encode(&x)),
            ("y", encode(&y)),
        ]
    }
}

/// The claims with another value under a name, in its place where there was one. The value is JSON, or else text; an empty
/// one takes the claim away.
///
/// # Errors
/// When the claims are no JSON object.
pub fn with_claim(claims: &str, name: &str, value: &str) -> Result<String, ClaimsError> {
    let mut claims = json::read(claims).map_err(ClaimsError::NotJson)?;
    let Kind::Object(members) = &mut claims.kind else { return Err(ClaimsError::NotAnObject) };
    let at = members.iter().position(|member| &*member.name == name);
    if value.is_empty() {
        members.retain(|member| &*member.name != name);
    } else {
        let value =
            json::read(value).unwrap_or_else(|_| json::unplaced(Kind::String(value.into())));
        match at {
            Some(at) => members[at].value = value,
            None => members.push(json::member(name, value)),
        }
    }
    Ok(print(&claims))
}

/// Signs claims, which are JSON that somebody may have edited, into a compact token.
///
/// # Errors
/// When the claims are no JSON object, or the algorithm is neither RS256 nor ES256.
pub fn issue(
    keys: &SigningKeys,
    algorithm: Algorithm,
    claims: &str,
) -> Result<String, ClaimsError> {
    if !matches!(algorithm, Algorithm::Rs256 | Algorithm::Es256) {
        return Err(ClaimsError::NoKey(algorithm));
    }
    let claims = json::read(claims).map_err(ClaimsError::NotJson)?;
    if claims.members().is_none() {
        return Err(ClaimsError::NotAnObject);
    }
    let id = keys.key_id(algorithm);
    let header = json::object([("alg", algorithm.name()), ("kid", &id), ("typ", "JWT")]);
    let mut token = Base64UrlUnpadded::encode_string(print_compact(&header).as_bytes());
    token.push('.');
    token.push_str(&Base64UrlUnpadded::encode_string(print_compact(&claims).as_bytes()));
    let signature = if algorithm == Algorithm::Rs256 {
        rsa_sign(algorithm, token.as_bytes())
    } else {
        keys.ec.sign(token.as_bytes())
    };
    token.push('.');
    token.push_str(&Base64UrlUnpadded::encode_string(&signature));
    Ok(token)
}
