//! Signed requests. AWS: "AWS Signature Version 4 for API requests" and "Create a signed AWS API request".
//!
//! ```
//! use iam::Timestamp;
//! use sts::signature::{Endpoint, HttpRequest, KnownKey, Signer, sign, verify};
//!
//! let endpoint = Endpoint::new("us-east-1", "sts");
//! let now = Timestamp::from_seconds(1_795_341_600);
//! let mut request = HttpRequest {
//!     method: "POST".into(),
//!     path: "/".into(),
//!     headers: vec![("Host".into(), "sts.us-east-1.amazonaws.com".into())],
//!     body: b"Action=GetCallerIdentity&Version=2011-06-15".to_vec(),
//!     ..HttpRequest::default()
//! };
//! let signer = Signer { access_key_id: "AKIAEXAMPLE", secret_access_key: "made up", session_token: None };
//! sign(&mut request, &signer, &endpoint, now);
//!
//! let known = |id: &str| (id == "AKIAEXAMPLE").then(|| KnownKey::long_term("made up"));
//! assert_eq!(verify(&request, &endpoint, now, known).unwrap().access_key_id, "AKIAEXAMPLE");
//!
//! // Sixteen minutes later it has expired.
//! let later = now.plus_seconds(16 * 60);
//! let refusal = verify(&request, &endpoint, later, known).unwrap_err();
//! assert!(refusal.error().message.starts_with("Signature expired: 20261122T100000Z is now earlier than"));
//! ```
//!
//! **Invariant:** nothing here knows a key. The signer brings one, the verifier is asked for one.

mod authorization;
mod canonical;
mod credential;
mod moment;
mod percent;
mod refusal;
mod sign;
mod text;
mod verify;

pub use canonical::{PathStyle, canonical_request, string_to_sign};
pub use credential::{Endpoint, KnownKey, Signer, signing_key};
pub use refusal::SignatureError;
pub use sign::{presign, sign};
pub use text::NotARequest;
pub use verify::{Verified, verify};

/// The only algorithm: HMAC with SHA-256 over a string to sign.
const ALGORITHM: &str = "AWS4-HMAC-SHA256";

/// What of an HTTP request can be signed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct HttpRequest {
    /// `GET`, `POST`.
    pub method: String,
    /// The path as it is sent, percent signs and all; begins with a slash.
    pub path: String,
    /// What follows the question mark as it is sent; empty without one.
    pub query: String,
    /// Names in any letter case with their values, `Host` among them.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: Vec<u8>,
}

impl HttpRequest {
    /// The first header of that name, without regard to letter case.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        let found = self.headers.iter().find(|(known, _)| known.eq_ignore_ascii_case(name))?;
        Some(&found.1)
    }

    /// The operation that it names, in its query or in the form that it sends.
    #[must_use]
    pub fn action(&self) -> Option<String> {
        let body = std::str::from_utf8(&self.body).unwrap_or_default().trim_end();
        let mut pairs = percent::pairs(&self.query).chain(percent::pairs(body));
        let (_, action) = pairs.find(|(name, _)| name == b"Action")?;
        String::from_utf8(action).ok()
    }

    /// The decoded value of the first query parameter of that name.
    fn parameter(&self, name: &str) -> Option<String> {
        let found = percent::pairs(&self.query).find(|(known, _)| known == name.as_bytes())?;
        String::from_utf8(found.1).ok()
    }
}
