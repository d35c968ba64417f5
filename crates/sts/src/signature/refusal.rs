//! Why a signature is not accepted, in the service's words. AWS: "Troubleshoot Signature Version 4 signing for AWS API
//! requests" and "Common error types".

use std::fmt;

use iam::Timestamp;

use super::moment::basic;
use crate::StsError;

/// One reason for each way in which a signed request can be wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SignatureError {
    /// The request is not signed.
    Missing,
    /// A part of the header has no equals sign.
    NotAPair {
        /// The part.
        part: String,
        /// The whole header.
        header: String,
    },
    /// The header, or the date beside it, lacks what is true here.
    HeaderIncomplete {
        /// No `Credential`.
        credential: bool,
        /// No `Signature`.
        signature: bool,
        /// No `SignedHeaders`.
        signed_headers: bool,
        /// Neither `X-Amz-Date` nor `Date`.
        date: bool,
        /// The whole header.
        header: String,
    },
    /// The query lacks a parameter.
    QueryIncomplete {
        /// Its name.
        parameter: &'static str,
    },
    /// Another algorithm than `AWS4-HMAC-SHA256`.
    Algorithm(String),
    /// The credential has not five parts.
    Credential(String),
    /// The date is not in ISO 8601's basic format.
    Date(String),
    /// The scope does not end with `aws4_request`.
    Terminator,
    /// `Host` is not among the signed headers.
    HostNotSigned,
    /// The scope's day is not the day of the date.
    ScopeDate {
        /// The day in the scope.
        scope: String,
        /// The date in the request.
        date: String,
    },
    /// The scope names another Region or service than the endpoint's.
    Scope {
        /// The Region is another.
        region: bool,
        /// The service is another; this is the endpoint's.
        service: Option<String>,
    },
    /// Signed more than 15 minutes ago.
    Expired {
        /// When it was signed.
        signed: Timestamp,
        /// The service's clock.
        now: Timestamp,
    },
    /// Signed more than 15 minutes ahead of the service's clock.
    NotYetCurrent {
        /// When it was signed.
        signed: Timestamp,
        /// The service's clock.
        now: Timestamp,
    },
    /// Nobody has this access key.
    UnknownKey(String),
    /// The key is temporary, and the request has no session token.
    TokenMissing,
    /// The session token is not the one that was given out with the key.
    TokenForeign,
    /// The session has ended.
    SessionExpired,
    /// The signature is not the one that the secret makes.
    Mismatch {
        /// What the service made of the request.
        canonical_request: String,
        /// What it then signed.
        string_to_sign: String,
    },
}

/// How far the signer's clock may be off, in minutes.
const TOLERANCE: i64 = 15;

impl SignatureError {
    /// The refusal as the service answers it.
    #[must_use]
    pub fn error(&self) -> StsError {
        let mismatch = |message: String| StsError::new("SignatureDoesNotMatch", 403, message);
        let incomplete = |message: String| StsError::new("IncompleteSignature", 400, message);
        match self {
            Self::Missing => StsError::missing_authentication_token(),
            Self::NotAPair { part, header } => incomplete(format!(
                "'{part}' not a valid key=value pair (missing equal-sign) in Authorization header: \
                 '{header}'."
            )),
            Self::HeaderIncomplete { .. } => incomplete(self.what_the_header_lacks()),
            Self::QueryIncomplete { parameter } => incomplete(format!(
                "AWS query-string parameters must include '{parameter}'. Re-examine the \
                 query-string parameters."
            )),
            Self::Algorithm(found) => {
                incomplete(format!("Unsupported AWS 'algorithm': '{found}'."))
            }
            Self::Credential(found) => incomplete(format!(
                "Credential must have exactly 5 slash-delimited elements, e.g. \
                 keyid/date/region/service/term, got '{found}'"
            )),
            Self::Date(found) => incomplete(format!(
                "Date must be in ISO-8601 'basic format'. Got '{found}'. See \
                 http://en.wikipedia.org/wiki/ISO_8601"
            )),
            Self::Terminator => mismatch(
                "Credential should be scoped with a valid terminator: 'aws4_request'".into(),
            ),
            Self::HostNotSigned => mismatch(
                "'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.".into(),
            ),
            Self::ScopeDate { scope, date } => mismatch(format!(
                "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from \
                 HTTP: '{scope}' != '{}', from '{date}'.",
                date.get(..8).unwrap_or(date)
            )),
            Self::Scope { region, service } => {
                let region =
                    if *region { "Credential should be scoped to a valid region. " } else { "" };
                let service = service.as_ref().map_or_else(String::new, |service| {
                    format!("Credential should be scoped to correct service: '{service}'. ")
                });
                mismatch(format!("{region}{service}"))
            }
            Self::Expired { signed, now } => mismatch(format!(
                "Signature expired: {} is now earlier than {} ({} - {TOLERANCE} min.)",
                basic(*signed),
                basic(now.plus_seconds(-TOLERANCE * 60)),
                basic(*now)
            )),
            Self::NotYetCurrent { signed, now } => mismatch(format!(
                "Signature not yet current: {} is still later than {} ({} + {TOLERANCE} min.)",
                basic(*signed),
                basic(now.plus_seconds(TOLERANCE * 60)),
                basic(*now)
            )),
            Self::UnknownKey(_) | Self::TokenMissing | Self::TokenForeign => {
                StsError::invalid_client_token()
            }
            Self::SessionExpired => StsError::expired_token(),
            Self::Mismatch { .. } => StsError::signature_does_not_match(),
        }
    }

    /// Whether a moment is too far from the service's clock.
    pub(super) fn of_clock(signed: Timestamp, now: Timestamp) -> Option<Self> {
        if signed < now.plus_seconds(-TOLERANCE * 60) {
            return Some(Self::Expired { signed, now });
        }
        (signed > now.plus_seconds(TOLERANCE * 60)).then_some(Self::NotYetCurrent { signed, now })
    }

    fn what_the_header_lacks(&self) -> String {
        let Self::HeaderIncomplete { credential, signature, signed_headers, date, header } = self
        else {
            return String::new();
        };
        let mut message = String::new();
        for (lacks, what) in [
            (credential, "'Credential' parameter"),
            (signature, "'Signature' parameter"),
            (signed_headers, "'SignedHeaders' parameter"),
            (date, "existence of either a 'X-Amz-Date' or a 'Date' header"),
        ] {
            if *lacks {
                message.push_str("Authorization header requires ");
                message.push_str(what);
                message.push_str(". ");
            }
        }
        message + "Authorization=" + header
    }
}

impl fmt::Display for SignatureError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.error(), f)
    }
}

impl std::error::Error for SignatureError {}
