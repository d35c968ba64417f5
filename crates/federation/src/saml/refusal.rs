//! Why an assertion is not accepted, and the service's words for that. AWS: "Troubleshoot SAML federation with IAM" and
//! "AssumeRoleWithSAML", section "Errors".

use std::fmt;

use sts::StsError;

/// One reason for each way in which a response can be wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SamlError {
    /// Longer than 100,000 characters.
    TooLong {
        /// How long.
        length: usize,
    },
    /// Not Base64 of a text.
    NotBase64,
    /// No XML; XML with a document type; too deep.
    NotXml(String),
    /// Neither a response nor an assertion.
    NotSaml {
        /// The name of the outermost element.
        found: String,
    },
    /// The provider answered that the sign-in failed.
    Status {
        /// The status code that it gave.
        code: String,
    },
    /// The assertion is encrypted, and the provider in IAM has no key to decrypt it.
    Encrypted,
    /// Not exactly one assertion, as a child of the response: something was wrapped around it or put beside it.
    Assertions {
        /// How many there are, at whatever place.
        found: usize,
    },
    /// An id that comes twice, so that a reference could mean either.
    DuplicateId {
        /// The id.
        id: String,
    },
    /// A signature at a place where none belongs.
    StraySignature,
    /// Neither response nor assertion is signed.
    NotSigned,
    /// A signature with a part missing, twice, or unknown.
    SignatureForm(&'static str),
    /// An algorithm that is not accepted: SHA-1, a canonicalization with comments, another transform.
    Algorithm {
        /// Its name.
        found: String,
    },
    /// The signature is about another element than the one that holds it.
    Reference {
        /// What it names.
        found: Option<String>,
    },
    /// The element was changed after it was signed.
    Digest,
    /// No key of the provider made the signature.
    Signature,
    /// The issuer is not the provider's entity id.
    Issuer {
        /// The issuer.
        found: String,
    },
    /// A value with a comment or an element inside.
    NotText {
        /// The name of the element around it.
        element: String,
    },
    /// A part that must be there is not.
    Missing {
        /// Its name.
        part: &'static str,
    },
    /// A moment that is not one of XML's.
    Moment {
        /// The attribute.
        attribute: &'static str,
    },
}

impl SamlError {
    /// What is wrong, as a sentence for whoever has the text in hand; the service's own words say less.
    #[must_use]
    pub fn reason(&self) -> String {
        match self {
            Self::TooLong { length } => {
                let most = super::LONGEST_ASSERTION;
                format!("It has {length} characters; at most {most} are allowed.")
            }
            Self::NotBase64 => "It is no text in Base64.".to_owned(),
            Self::NotXml(problem) => format!("Behind the Base64 stands no XML: {problem}."),
            Self::NotSaml { found } => {
                format!("Its outermost element is `{found}`; a SAML `Response` is wanted.")
            }
            Self::Status { code } => {
                format!("The provider answered that the sign-in failed: {code}.")
            }
            Self::Encrypted => "Its assertion is encrypted; a plain one is wanted.".to_owned(),
            Self::Assertions { found } => format!("One assertion is wanted; it has {found}."),
            Self::DuplicateId { id } => format!("The id `{id}` stands in it twice."),
            Self::StraySignature => "It has a signature where none belongs.".to_owned(),
            Self::NotSigned => "Neither the response nor the assertion is signed.".to_owned(),
            Self::SignatureForm(problem) => format!("Its signature has {problem}."),
            Self::Algorithm { found } => {
                format!("Its signature uses `{found}`, which is not accepted.")
            }
            Self::Reference { .. } => {
                "Its signature is about another element than the one that holds it.".to_owned()
            }
            Self::Digest => "It was changed after it was signed.".to_owned(),
            Self::Signature => "No key of the provider made its signature.".to_owned(),
            Self::Issuer { found } => format!("Its issuer `{found}` is not this provider."),
            Self::NotText { element } => {
                format!("A comment or an element stands in the text of `{element}`.")
            }
            Self::Missing { part } => format!("It lacks `{part}`."),
            Self::Moment { attribute } => format!("`{attribute}` is no moment as XML writes them."),
        }
    }

    /// The refusal as the service answers it.
    #[must_use]
    pub fn refusal(&self) -> StsError {
        match self {
            Self::TooLong { .. } => StsError::too_long("sAMLAssertion", super::LONGEST_ASSERTION),
            Self::NotBase64 => StsError::invalid_identity_token("Invalid base64 SAMLResponse"),
            Self::Assertions { .. }
            | Self::DuplicateId { .. }
            | Self::StraySignature
            | Self::NotSigned
            | Self::SignatureForm(_)
            | Self::Algorithm { .. }
            | Self::Reference { .. }
            | Self::Digest
            | Self::Signature => StsError::invalid_identity_token("Response signature invalid"),
            Self::Issuer { .. } => {
                StsError::invalid_identity_token("Issuer not present in specified provider")
            }
            Self::NotXml(_)
            | Self::NotSaml { .. }
            | Self::Status { .. }
            | Self::Encrypted
            | Self::NotText { .. }
            | Self::Missing { .. }
            | Self::Moment { .. } => StsError::token_not_validated(),
        }
    }
}

impl fmt::Display for SamlError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.refusal().fmt(f)
    }
}

impl std::error::Error for SamlError {}
