//! Why a token is not accepted, with the place in it, and the service's words for that.
//!
//! AWS: "AssumeRoleWithWebIdentity", section "Errors". Where no words of the service are known, they are those of that
//! document.

use std::fmt;

use crate::{Refusal, json::JsonError};

/// A part of a compact token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Segment {
    /// Before the first dot.
    Header,
    /// Between the dots: the claims.
    Payload,
    /// Behind the second dot.
    Signature,
}

impl Segment {
    /// Its name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Header => "header",
            Self::Payload => "payload",
            Self::Signature => "signature",
        }
    }
}

/// One reason for each way in which a token can be wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TokenError {
    /// Longer than 20,000 characters.
    TooLong {
        /// How long.
        length: usize,
    },
    /// Not three segments with dots between them.
    Segments {
        /// How many.
        found: usize,
    },
    /// A segment is not Base64url without padding.
    NotBase64(Segment),
    /// A segment is no JSON.
    NotJson(Segment, JsonError),
    /// A segment is JSON, but no object.
    NotAnObject(Segment),
    /// The header has a list of extensions that must be understood (`crit`); the service knows none.
    Critical,
    /// The header names no algorithm, or one that the service does not accept: `none`, `HS256`.
    Algorithm {
        /// What it names.
        found: Option<String>,
    },
    /// There is no provider of this issuer.
    UnknownIssuer {
        /// The claim `iss`.
        issuer: String,
    },
    /// The key set has no key of that id that fits the algorithm.
    NoKey {
        /// The id that the header names.
        id: Option<String>,
    },
    /// No key made this signature over this header and payload.
    Signature,
    /// A claim that must be there is not.
    Missing {
        /// Its name.
        claim: &'static str,
    },
    /// A claim is of another type than it must be.
    Type {
        /// Its name.
        claim: &'static str,
        /// What it must be.
        expected: &'static str,
    },
    /// `exp` has come.
    Expired {
        /// Now, in seconds.
        now: i64,
        /// `exp`, in seconds.
        expires: i64,
    },
    /// `nbf` or `iat` has not come.
    NotYet {
        /// The claim.
        claim: &'static str,
        /// Now, in seconds.
        now: i64,
        /// The claim's value, in seconds.
        begins: i64,
    },
    /// Neither `azp` nor any `aud` is a client id of the provider.
    Audience {
        /// What the token has.
        found: Vec<String>,
    },
}

impl TokenError {
    /// The refusal as the service answers it.
    #[must_use]
    pub fn refusal(&self) -> Refusal {
        match self {
            Self::TooLong { .. } => Refusal::too_long("webIdentityToken", super::LONGEST_TOKEN),
            Self::Segments { .. }
            | Self::NotBase64(_)
            | Self::NotJson(..)
            | Self::NotAnObject(_)
            | Self::Critical => Refusal::invalid(
                "The ID Token provided is not a valid JWT. (You may see this error if you sent an \
                 Access Token)",
            ),
            Self::Algorithm { .. } | Self::NoKey { .. } => Refusal::invalid(
                "Couldn't retrieve verification key from your identity provider,  please reference \
                 AssumeRoleWithWebIdentity documentation for requirements",
            ),
            Self::UnknownIssuer { issuer } => Refusal::invalid(format!(
                "No OpenIDConnect provider found in your account for https://{}",
                issuer.strip_prefix("https://").unwrap_or(issuer)
            )),
            Self::Missing { claim } => {
                Refusal::invalid(format!("Missing a required claim: {claim}"))
            }
            Self::Expired { now, expires } => Refusal::expired(format!(
                "Token expired: current date/time {now} must be before the expiration date/time \
                 {expires}"
            )),
            Self::Audience { .. } => Refusal::invalid("Incorrect token audience"),
            Self::Signature | Self::Type { .. } | Self::NotYet { .. } => Refusal::invalid(
                "The web identity token that was passed could not be validated by AWS. Get a new \
                 identity token from the identity provider and then retry the request.",
            ),
        }
    }

    /// Where in the token the reason lies: a segment, and in the payload the claim.
    #[must_use]
    pub fn place(&self) -> (Option<Segment>, Option<&'static str>) {
        match self {
            Self::TooLong { .. } | Self::Segments { .. } => (None, None),
            Self::NotBase64(segment) | Self::NotJson(segment, _) | Self::NotAnObject(segment) => {
                (Some(*segment), None)
            }
            Self::Critical => (Some(Segment::Header), Some("crit")),
            Self::Algorithm { .. } => (Some(Segment::Header), Some("alg")),
            Self::NoKey { .. } => (Some(Segment::Header), Some("kid")),
            Self::Signature => (Some(Segment::Signature), None),
            Self::UnknownIssuer { .. } => (Some(Segment::Payload), Some("iss")),
            Self::Missing { claim } | Self::Type { claim, .. } | Self::NotYet { claim, .. } => {
                (Some(Segment::Payload), Some(claim))
            }
            Self::Expired { .. } => (Some(Segment::Payload), Some("exp")),
            Self::Audience { .. } => (Some(Segment::Payload), Some("aud")),
        }
    }
}

impl fmt::Display for TokenError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.refusal().fmt(f)
    }
}

impl std::error::Error for TokenError {}
