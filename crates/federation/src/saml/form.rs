//! What a provider is asked to say. AWS: "Configure SAML assertions for the authentication response".

mod rows;

use iam::Timestamp;

/// Which element the provider signs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Signed {
    /// The assertion.
    Assertion,
    /// The response around it.
    Response,
    /// Both, the assertion first.
    Both,
}

/// An assertion before it is issued; every field can be edited.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Form {
    /// The provider's entity id.
    pub issuer: String,
    /// Where the response is sent: `https://signin.aws.amazon.com/saml`.
    pub recipient: String,
    /// For whom it is: `urn:amazon:webservices`.
    pub audience: String,
    /// Whom it is about.
    pub name_id: String,
    /// The format of that, as a URI.
    pub name_id_format: String,
    /// When it is issued.
    pub issued: Timestamp,
    /// From when it holds.
    pub not_before: Timestamp,
    /// Until when it may be used.
    pub not_on_or_after: Timestamp,
    /// Until when a session from it may last.
    pub session_not_on_or_after: Option<Timestamp>,
    /// Pairs of a role's ARN and a provider's.
    pub roles: Vec<(String, String)>,
    /// `RoleSessionName`.
    pub session_name: Option<String>,
    /// `SessionDuration`, in seconds.
    pub session_duration: Option<i64>,
    /// `SourceIdentity`.
    pub source_identity: Option<String>,
    /// `PrincipalTag:…`, keys with values.
    pub tags: Vec<(String, String)>,
    /// `TransitiveTagKeys`.
    pub transitive_tag_keys: Vec<String>,
    /// Further attributes: names with values.
    pub attributes: Vec<(String, Vec<String>)>,
    /// Which element is signed.
    pub signed: Signed,
}

/// How the names of the attributes begin that the service reads.
pub(super) const AWS_ATTRIBUTE: &str = "https://aws.amazon.com/SAML/Attributes/";

impl Form {
    /// Every attribute with its values, those of the service first.
    #[must_use]
    pub fn all_attributes(&self) -> Vec<(String, Vec<String>)> {
        let mut all = Vec::new();
        let mut add = |name: &str, values: Vec<String>| {
            if !values.is_empty() {
                all.push((format!("{AWS_ATTRIBUTE}{name}"), values));
            }
        };
        let pair = |(role, provider): &(String, String)| format!("{role},{provider}");
        add("Role", self.roles.iter().map(pair).collect());
        add("RoleSessionName", self.session_name.iter().cloned().collect());
        add("SessionDuration", self.session_duration.iter().map(i64::to_string).collect());
        add("SourceIdentity", self.source_identity.iter().cloned().collect());
        for (key, value) in &self.tags {
            add(&format!("PrincipalTag:{key}"), vec![value.clone()]);
        }
        add("TransitiveTagKeys", self.transitive_tag_keys.clone());
        all.extend(self.attributes.iter().cloned());
        all
    }
}
