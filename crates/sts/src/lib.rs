//! The AWS Security Token Service: what a well-formed request is, what a session carries, and what its credentials
//! look like.
//!
//! ```
//! use iam::{Assumptions, Timestamp};
//! use sts::request::{AssumeRole, Call};
//!
//! // A session's name may not hold a colon.
//! let mut request = AssumeRole {
//!     role_arn: Some("arn:aws:iam::111111111111:role/Deploy".into()),
//!     role_session_name: Some("build:7".into()),
//!     duration_seconds: Some(7200),
//!     ..AssumeRole::default()
//! };
//! let refusal = sts::validate(&Call::AssumeRole(request.clone())).unwrap_err();
//! assert!(refusal.message.starts_with(
//!     "1 validation error detected: Value 'build:7' at 'roleSessionName' failed to satisfy constraint: "
//! ));
//!
//! // With another name the request is well-formed, but a chained session lasts one hour at most.
//! request.role_session_name = Some("build-7".into());
//! assert_eq!(sts::validate(&Call::AssumeRole(request)), Ok(()));
//! let refusal = sts::decide_duration(Some(7200), 43_200, true, &Assumptions::default());
//! assert!(refusal.unwrap_err().message.contains("1 hour session limit"));
//!
//! // The device's code at that moment (an example of RFC 6238).
//! let now = Timestamp::from_seconds(59);
//! assert!(sts::verify_code("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", "287082", now));
//! ```
//!
//! **Invariant:** this crate does not decide whether a caller may; it is told. It knows nothing of policies beyond their
//! length.

mod authorization_message;
mod base32;
mod credentials;
mod derive;
mod duration;
mod error;
mod mfa;
mod name_qualifier;
pub mod request;
mod session;
mod session_bytes;
pub mod signature;
mod tags;
mod token;
mod validate;
mod verifiers;

pub use authorization_message::{open_message, seal_message};
pub use credentials::{
    Credentials, access_key_id, account_of_access_key, entity_id, guid, mint, signin_token,
    web_identity_signature,
};
pub use duration::{
    Bound, CHAINING_LIMIT, DEFAULT_ROLE_SESSION, DEFAULT_ROOT_SESSION, DEFAULT_USER_SESSION,
    DEFAULT_WEB_IDENTITY_TOKEN, Duration, ROOT_USER_LIMIT, decide_duration, default_duration,
};
pub use error::StsError;
pub use mfa::{current_code, device_seed, verify_code};
pub use name_qualifier::saml_name_qualifier;
pub use session::{Mfa, Session, SessionKind, SessionTag};
pub use tags::{
    SESSION_POLICY_CHARACTERS, merge_session_tags, packed_size, packed_size_error,
    packed_tags_error, session_policy_size,
};
pub use token::{TokenError, open, seal};
pub use validate::{Limit, LimitRange, limit, role_arn, validate, validate_carried_tags};
pub use verifiers::{Check, ProviderKeys, Read, Verifiers};
