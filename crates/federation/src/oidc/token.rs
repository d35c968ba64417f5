//! A compact token taken apart, before anybody has checked it. RFC 7515, section 7.1.

use base64ct::{Base64UrlUnpadded, Encoding};
use iam::json::Value;
use sts::request::WebIdentityToken;

use super::{Segment, TokenError};
use crate::{json, verifiers};

/// How long a token may be. AWS: "AssumeRoleWithWebIdentity", parameter `WebIdentityToken`.
pub const LONGEST_TOKEN: usize = 20_000;

/// The parts of a token.
#[derive(Debug, Clone, PartialEq)]
pub struct Token {
    /// The header, an object.
    pub header: Value,
    /// The claims, an object.
    pub claims: Value,
    /// The signature's bytes.
    pub signature: Vec<u8>,
    /// How many characters of the token are signed: those before the second dot.
    pub signed: usize,
}

impl Token {
    /// What the service reads of it.
    #[must_use]
    pub fn content(&self) -> WebIdentityToken {
        WebIdentityToken { claims: verifiers::claims(&self.claims) }
    }
}

/// Takes a token apart. Nothing in it is proven yet.
///
/// # Errors
/// When it is no token in compact form.
pub fn read_token(text: &str) -> Result<Token, TokenError> {
    let length = text.chars().map(char::len_utf16).sum();
    if length > LONGEST_TOKEN {
        return Err(TokenError::TooLong { length });
    }
    let segments: Vec<&str> = text.split('.').collect();
    let [header, payload, signature] = *segments else {
        return Err(TokenError::Segments { found: segments.len() });
    };
    let decoded = |segment, text: &str| {
        Base64UrlUnpadded::decode_vec(text).map_err(|_| TokenError::NotBase64(segment))
    };
    let object = |segment, text: &str| {
        let bytes = decoded(segment, text)?;
        let text = String::from_utf8(bytes).map_err(|_| TokenError::NotBase64(segment))?;
        let value = json::read(&text).map_err(|error| TokenError::NotJson(segment, error))?;
        let is_object = value.members().is_some();
        is_object.then_some(value).ok_or(TokenError::NotAnObject(segment))
    };
    Ok(Token {
        header: object(Segment::Header, header)?,
        claims: object(Segment::Payload, payload)?,
        signature: decoded(Segment::Signature, signature)?,
        signed: header.len() + 1 + payload.len(),
    })
}
