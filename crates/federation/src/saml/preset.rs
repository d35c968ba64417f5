//! Responses as well-known providers send them, ready to be edited.
//!
//! AWS: "Integrate third-party SAML solution providers with AWS". Entity id, subject, which element is signed and how long a
//! response holds are what each provider does unless it is told otherwise; everything can be changed in the form.

use iam::Timestamp;

use super::{Form, Signed};

/// A provider with a response of its kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Preset {
    /// Short and stable: `okta`.
    pub id: &'static str,
    /// As people call it.
    pub title: &'static str,
    /// Its entity id.
    pub issuer: &'static str,
    name_id: &'static str,
    name_id_format: &'static str,
    /// Seconds before its issue from which a response holds, and after it until which it holds.
    holds: (i64, i64),
    session_duration: Option<i64>,
    tags: &'static [(&'static str, &'static str)],
    attributes: &'static [(&'static str, &'static str)],
    signed: Signed,
}

impl Preset {
    /// The form of a response that is issued now.
    #[must_use]
    pub fn form(&self, now: Timestamp) -> Form {
        let owned = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
        let (before, after) = self.holds;
        Form {
            issuer: self.issuer.to_owned(),
            recipient: "https://signin.aws.amazon.com/saml".to_owned(),
            audience: "urn:amazon:webservices".to_owned(),
            name_id: self.name_id.to_owned(),
            name_id_format: self.name_id_format.to_owned(),
            issued: now,
            not_before: now.plus_seconds(-before),
            not_on_or_after: now.plus_seconds(after),
            session_not_on_or_after: None,
            roles: vec![(
                "arn:aws:iam::111111111111:role/Federated".to_owned(),
                format!("arn:aws:iam::111111111111:saml-provider/{}", self.id),
            )],
            session_name: Some("sample-user@example.com".to_owned()),
            session_duration: self.session_duration,
            source_identity: None,
            tags: self.tags.iter().map(owned).collect(),
            transitive_tag_keys: Vec::new(),
            attributes: self
                .attributes
                .iter()
                .map(|(name, value)| ((*name).to_owned(), vec![(*value).to_owned()]))
                .collect(),
            signed: self.signed,
        }
    }
}

/// Every preset, in the order in which they are offered.
#[must_use]
pub fn presets() -> &'static [Preset] {
    &PRESETS
}

const EMAIL: &str = "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress";
const PERSISTENT: &str = "urn:oasis:names:tc:SAML:2.0:nameid-format:persistent";
const UNSPECIFIED: &str = "urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified";

const PRESETS: [Preset; 5] = [
    Preset {
        id: "entra-id",
        title: "Microsoft Entra ID",
        issuer: "https://sts.windows.net/00000000-aaaa-bbbb-cccc-000000000000/",
        name_id: "sample-user@example.com",
        name_id_format: EMAIL,
        holds: (300, 3900),
        session_duration: Some(3600),
        tags: &[],
        attributes: &[
            (
                "http://schemas.microsoft.com/identity/claims/tenantid",
                "00000000-aaaa-bbbb-cccc-000000000000",
            ),
            (
                "http://schemas.microsoft.com/identity/claims/objectidentifier",
                "00000000-1111-2222-3333-000000000000",
            ),
            ("http://schemas.microsoft.com/identity/claims/displayname", "Sample User"),
            (
                "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress",
                "sample-user@example.com",
            ),
        ],
        signed: Signed::Assertion,
    },
    Preset {
        id: "okta",
        title: "Okta",
        issuer: "http://www.okta.com/exkexample",
        name_id: "sample-user@example.com",
        name_id_format: UNSPECIFIED,
        holds: (300, 300),
        session_duration: Some(3600),
        tags: &[],
        attributes: &[],
        signed: Signed::Both,
    },
    Preset {
        id: "google-workspace",
        title: "Google Workspace",
        issuer: "https://accounts.google.com/o/saml2?idpid=C0example",
        name_id: "sample-user@example.com",
        name_id_format: PERSISTENT,
        holds: (300, 300),
        session_duration: Some(43_200),
        tags: &[],
        attributes: &[],
        signed: Signed::Response,
    },
    Preset {
        id: "ad-fs",
        title: "AD FS",
        issuer: "http://adfs.example.com/adfs/services/trust",
        name_id: "EXAMPLE\\sample-user",
        name_id_format: PERSISTENT,
        holds: (0, 3600),
        session_duration: None,
        tags: &[],
        attributes: &[],
        signed: Signed::Assertion,
    },
    Preset {
        id: "identity-center",
        title: "IAM Identity Center",
        issuer: "https://portal.sso.us-east-1.amazonaws.com/saml/assertion/example",
        name_id: "sample-user",
        name_id_format: PERSISTENT,
        holds: (300, 300),
        session_duration: Some(3600),
        tags: &[("department", "engineering")],
        attributes: &[],
        signed: Signed::Both,
    },
];
