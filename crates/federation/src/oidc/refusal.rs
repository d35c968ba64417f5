//! Why a token is not accepted, with the place in it, and the service's words for that.
//!
//! AWS: "AssumeRoleWithWebIdentity", section "Errors". Where no words of the service are known, they are those of that
//! document.

use std::fmt;

use iam::json::Error;
use sts::StsError;

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
    NotJson(Segment, Error),
    /// A segment is JSON, but no object.
    NotAnObject(Segment),
    /// The header has a list of extensions that must be understood (`crit`); the service knows none.
    Critical,
    /// The header names no algorithm, or one that the service does not accept: `none`, `HS256`.
    Algorithm {
        /// What it names.
        found: Option<String>,
    },
    /// The key set has no key of that id that fits the algorithm.
    NoKey {
        /// The id that the header names.
        id: Option<String>,
    },
    /// No key made this signature over this header and payload.
    Signature,
}

impl TokenError {
    /// The refusal as the service answers it.
    #[must_use]
    pub fn refusal(&self) -> StsError {
        match self {
            Self::TooLong { .. } => StsError::too_long("webIdentityToken", super::LONGEST_TOKEN),
            Self::Segments { .. }
            | Self::NotBase64(_)
            | Self::NotJson(..)
            | Self::NotAnObject(_)
            | Self::Critical => StsError::invalid_identity_token(
                "The ID Token provided is not a valid JWT. (You may see this error if you sent an \
                 Access Token)",
            ),
            Self::Algorithm { .. } | Self::NoKey { .. } => StsError::no_verification_key(),
            Self::Signature => StsError::token_not_validated(),
        }
    }

    /// What is wrong, as a sentence for whoever has the text in hand; the service's own words say less.
    #[must_use]
    pub fn reason(&self) -> String {
        match self {
            Self::TooLong { length } => {
                format!("It has {length} characters; at most {} are allowed.", super::LONGEST_TOKEN)
            }
            Self::Segments { found: 1 } => {
                "Three parts with dots between them are wanted; there is no dot in it.".to_owned()
            }
            Self::Segments { found } => {
                format!("Three parts with dots between them are wanted; it has {found}.")
            }
            Self::NotBase64(segment) => {
                format!("Its {} is no text in Base64url without padding.", segment.name())
            }
            Self::NotJson(segment, error) => {
                format!("Its {} is no JSON: {}", segment.name(), error.message)
            }
            Self::NotAnObject(segment) => format!("Its {} is no JSON object.", segment.name()),
            Self::Critical => {
                "Its header demands extensions (`crit`), and none are known.".to_owned()
            }
            Self::Algorithm { found: Some(found) } => {
                format!("Its header names the algorithm `{found}`, which is not accepted.")
            }
            Self::Algorithm { found: None } => "Its header names no algorithm (`alg`).".to_owned(),
            Self::NoKey { .. } => "The key set has no key that fits its header.".to_owned(),
            Self::Signature => "No key of the key set made its signature.".to_owned(),
        }
    }

    /// Where in the token the reason lies: a segment, and in the header the member.
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
        }
    }
}

impl fmt::Display for TokenError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.refusal().fmt(f)
    }
}

impl std::error::Error for TokenError {}
