//! Federation's documents: tokens of OpenID Connect and SAML responses, issued by simulated providers and checked as the
//! Security Token Service checks them.
//!
//! ```
//! use federation::oidc::{self, Algorithm, SigningKeys};
//! use iam::Timestamp;
//!
//! let now = Timestamp::from_seconds(1_795_341_600);
//! let keys = SigningKeys::new("the scenario's seed");
//! let claims = oidc::presets()[0].claims(now);
//! let token = oidc::issue(&keys, Algorithm::Es256, &claims).unwrap();
//!
//! // Whoever reads the provider's published keys can tell that it signed these claims, and no others.
//! let published = oidc::read_key_set(&keys.published()).unwrap();
//! let verified = oidc::verify(&token, &published).unwrap();
//! let subject = verified.claims.get("sub").and_then(|value| value.as_str());
//! assert_eq!(subject, Some("repo:octo-org/octo-repo:ref:refs/heads/main"));
//!
//! let tampered = token.replacen('.', ".A", 1);
//! assert!(oidc::verify(&tampered, &published).is_err());
//! ```
//!
//! **Invariant:** nothing here reads a clock or a random source. Signatures are deterministic: ECDSA after RFC 6979, RSA
//! with the padding of PKCS #1 v1.5.
//!
//! **Invariant:** nothing here knows an account, a role, a policy or what time it is. It says what a token claims and
//! whether its provider said so; what the service makes of that, the simulator decides for tokens and for claims alike.

mod finding;
mod json;
mod keys;
pub mod oidc;
pub mod saml;
mod verifiers;

pub use finding::{ProviderFinding, key_set_finding, metadata_finding};
pub use keys::{Algorithm, PublicKey, SIMULATION_CERTIFICATE};
pub use verifiers::VERIFIERS;
