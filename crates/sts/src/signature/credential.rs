//! Who signs for what: keys, the credential scope, and the key derived for it.

use std::fmt;

use hmac::{Hmac, KeyInit, Mac};
use iam::Timestamp;
use sha2::Sha256;

use super::{PathStyle, moment::basic};
use crate::Credentials;

/// How every credential scope ends.
pub(super) const TERMINATOR: &str = "aws4_request";

/// What a signature is good for, beside its day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Endpoint<'a> {
    /// `us-east-1`.
    pub region: &'a str,
    /// `sts`.
    pub service: &'a str,
    /// How its paths are signed.
    pub path_style: PathStyle,
}

impl<'a> Endpoint<'a> {
    /// An endpoint of AWS STS, or of a service that signs like it; Amazon S3 does not.
    #[must_use]
    pub fn new(region: &'a str, service: &'a str) -> Self {
        Self { region, service, path_style: PathStyle::USUAL }
    }

    /// `20261122/us-east-1/sts/aws4_request`.
    pub(super) fn scope(&self, at: Timestamp) -> String {
        let Self { region, service, .. } = self;
        format!("{}/{region}/{service}/{TERMINATOR}", &basic(at)[..8])
    }
}

/// The credentials of whoever signs.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Signer<'a> {
    /// `AKIA…` or `ASIA…`.
    pub access_key_id: &'a str,
    /// The secret that belongs to it.
    pub secret_access_key: &'a str,
    /// The token of temporary credentials.
    pub session_token: Option<&'a str>,
}

impl<'a> From<&'a Credentials> for Signer<'a> {
    fn from(minted: &'a Credentials) -> Self {
        Self {
            access_key_id: &minted.access_key_id,
            secret_access_key: &minted.secret_access_key,
            session_token: Some(&minted.session_token),
        }
    }
}

impl fmt::Debug for Signer<'_> {
    /// Without the secret and the token.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Signer").field("access_key_id", &self.access_key_id).finish_non_exhaustive()
    }
}

/// What the service knows of an access key.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct KnownKey<'a> {
    /// The secret that belongs to it.
    pub secret_access_key: &'a str,
    /// The token that was given out with it; nothing for long-term keys.
    pub session_token: Option<&'a str>,
    /// Whether its session has ended.
    pub expired: bool,
}

impl<'a> KnownKey<'a> {
    /// A key of a user or root.
    #[must_use]
    pub fn long_term(secret_access_key: &'a str) -> Self {
        Self { secret_access_key, session_token: None, expired: false }
    }

    /// The key of a session.
    #[must_use]
    pub fn temporary(minted: &'a Credentials, expired: bool) -> Self {
        Self {
            secret_access_key: &minted.secret_access_key,
            session_token: Some(&minted.session_token),
            expired,
        }
    }
}

impl fmt::Debug for KnownKey<'_> {
    /// Without the secret and the token.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("KnownKey").field("expired", &self.expired).finish_non_exhaustive()
    }
}

/// Step 4 of "Create a signed AWS API request": the key for one day, Region and service.
#[must_use]
pub fn signing_key(secret_access_key: &str, endpoint: &Endpoint<'_>, at: Timestamp) -> [u8; 32] {
    let start = format!("AWS4{secret_access_key}");
    let day = keyed(start.as_bytes(), &basic(at)[..8]);
    let region = keyed(&day, endpoint.region);
    let service = keyed(&region, endpoint.service);
    keyed(&service, TERMINATOR)
}

/// HMAC with SHA-256.
pub(super) fn keyed(key: &[u8], text: &str) -> [u8; 32] {
    // Keys of any length are taken.
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(key) else { return [0; 32] };
    mac.update(text.as_bytes());
    mac.finalize().into_bytes().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_and_tokens_are_not_printed() {
        let signer = Signer {
            access_key_id: "AKIDEXAMPLE",
            secret_access_key: "geheim",
            session_token: Some("geheim"),
        };
        let known = KnownKey { session_token: Some("geheim"), ..KnownKey::long_term("geheim") };
        assert!(!format!("{signer:?} {known:?}").contains("geheim"));
    }
}
