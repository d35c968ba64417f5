//! Federation's documents: tokens of OpenID Connect and SAML responses, issued by simulated providers and checked as the
//! Security Token Service checks them.
//!
//! ```
//! use federation::oidc::{self, Algorithm, Provider, SigningKeys};
//! use iam::Timestamp;
//!
//! let now = Timestamp::from_seconds(1_795_341_600);
//! let keys = SigningKeys::new("the scenario's seed");
//! let claims = oidc::presets()[0].claims(now);
//! let token = oidc::issue(&keys, Algorithm::Es256, &claims).unwrap();
//!
//! // The service knows the provider by its URL, its client ids and its published keys.
//! let published = oidc::read_key_set(&keys.published()).unwrap();
//! let github = Provider {
//!     issuer: "token.actions.githubusercontent.com",
//!     client_ids: Some(&["sts.amazonaws.com"]),
//!     keys: &published,
//! };
//! let verified = oidc::verify(&token, &[github], now).unwrap();
//! assert_eq!(verified.text("sub"), Some("repo:octo-org/octo-repo:ref:refs/heads/main"));
//!
//! let tampered = token.replacen('.', ".A", 1);
//! assert!(oidc::verify(&tampered, &[github], now).is_err());
//! ```
//!
//! **Invariant:** nothing here reads a clock or a random source. Signatures are deterministic: ECDSA after RFC 6979, RSA
//! with the padding of PKCS #1 v1.5.
//!
//! **Invariant:** nothing here knows a role or a policy. It says what a token claims and whether its provider said so.

pub mod json;
mod keys;
pub mod oidc;
mod refusal;
pub mod saml;

pub use keys::{Algorithm, PublicKey, SIMULATION_CERTIFICATE};
pub use refusal::Refusal;
