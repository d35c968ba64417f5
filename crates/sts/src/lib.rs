//! The AWS Security Token Service: what a well-formed request is, what a session carries, and what its credentials
//! look like.
//!
//! **Invariant:** this crate does not decide whether a caller may; it is told. It knows nothing of policies beyond their
//! length.

mod base32;
mod credentials;
mod derive;
mod duration;
mod error;
mod mfa;
pub mod request;
mod session;
mod session_bytes;
mod tags;
mod token;
mod validate;

pub use credentials::{Credentials, account_of_access_key, entity_id, mint};
pub use duration::{Bound, CHAINING_LIMIT, DEFAULT_ROLE_SESSION, Duration, decide_duration};
pub use error::StsError;
pub use mfa::{current_code, verify_code};
pub use session::{Mfa, Session, SessionKind, SessionTag};
pub use tags::{
    SESSION_POLICY_CHARACTERS, merge_session_tags, packed_size, packed_size_error,
    session_policy_size,
};
pub use token::{TokenError, open, seal};
pub use validate::{role_arn, validate};
