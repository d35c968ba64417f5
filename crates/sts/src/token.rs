//! The session token: the session itself, sealed with XChaCha20-Poly1305 under a key derived from the scenario's seed.
//!
//! Visibly simulated, and worth nothing outside the playground.

use std::fmt;

use crate::Session;

/// Why a token is not accepted. Every reason gives `InvalidClientTokenId`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TokenError {
    /// Not of the form of a simulated token.
    NotAToken,
    /// It was changed, or sealed under another seed.
    NotAuthentic,
    /// It is authentic but says nothing that this version reads.
    Unreadable,
}

impl fmt::Display for TokenError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NotAToken => "not a simulated session token",
            Self::NotAuthentic => "changed, cut, or from another scenario",
            Self::Unreadable => "sealed by another version",
        })
    }
}

impl std::error::Error for TokenError {}

/// Seals a session. The same session, seed and label always make the same token.
#[must_use]
pub fn seal(session: &Session, seed: &str, label: &str) -> String {
    let _ = (session, seed, label);
    unimplemented!()
}

/// Opens a token.
///
/// # Errors
/// When the token is not one of this seed, down to the last bit.
pub fn open(token: &str, seed: &str) -> Result<Session, TokenError> {
    let _ = (token, seed);
    unimplemented!()
}
