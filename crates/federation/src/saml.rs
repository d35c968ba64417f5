//! SAML 2.0: a provider's metadata, its signed responses, and how they are checked. AWS: "AssumeRoleWithSAML",
//! "Configure SAML assertions for the authentication response" and "Create a SAML identity provider in IAM".
//!
//! ```
//! use federation::saml;
//! use iam::Timestamp;
//!
//! let now = Timestamp::from_seconds(1_795_341_600);
//! let mut form = saml::presets()[0].form(now);
//! form.session_name = Some("sample-user".to_owned());
//! let response = saml::issue(&form);
//!
//! let metadata = saml::read_metadata(&saml::metadata(&form.issuer)).unwrap();
//! let assertion = saml::verify(&response, &metadata).unwrap();
//! assert_eq!(assertion.attribute("https://aws.amazon.com/SAML/Attributes/RoleSessionName"), ["sample-user"]);
//! ```
//!
//! **Invariant:** what is read is what was signed: the one assertion of the response, inside the element that the checked
//! signature names, with no comment in a value.

mod assertion;
mod canonical;
mod certificate;
mod dsig;
mod form;
mod issue;
mod metadata;
mod preset;
mod refusal;
mod verify;
mod xml;

pub use assertion::Assertion;
pub use canonical::signed_form;
pub use form::{Form, Signed};
pub use issue::{issue, issue_changed, issue_xml};
pub(crate) use metadata::place_of_metadata_error;
pub use metadata::{Metadata, MetadataError, metadata, read_metadata, simulated};
pub use preset::{Preset, presets};
pub use refusal::SamlError;
pub use verify::{LONGEST_ASSERTION, decode, read, verify, verify_xml};
