//! OpenID Connect: a provider's key set, its tokens, and how they are checked. RFC 7515, 7517, 7518, 7519; AWS:
//! "AssumeRoleWithWebIdentity" and "Create an OpenID Connect (OIDC) identity provider in IAM".

mod issue;
mod issuer;
mod key_set;
mod preset;
mod refusal;
mod rows;
mod token;
mod verify;

pub use crate::keys::Algorithm;
pub use issue::{ClaimsError, SigningKeys, issue, with_claim};
pub use issuer::check_issuer;
pub use key_set::{KeySet, KeySetError, read_key_set};
pub use preset::{Preset, presets};
pub use refusal::{Segment, TokenError};
pub use rows::{content, rows, with_rows};
pub use token::{LONGEST_TOKEN, Token, read_token};
pub use verify::verify;
