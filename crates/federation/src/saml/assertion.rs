//! The content of an assertion. SAML 2.0 core, section 2.

use iam::Timestamp;
use roxmltree::Node;

use super::{
    SamlError,
    xml::{ASSERTION, children, only_child, text},
};

/// What an assertion says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assertion {
    /// Its id, which the audit trail names.
    pub id: String,
    /// Who issued it.
    pub issuer: String,
    /// When.
    pub issued: Timestamp,
    /// Whom it is about; the service refuses an assertion without it later, together with what policies refuse.
    pub name_id: Option<String>,
    /// The format of that.
    pub name_id_format: Option<String>,
    /// Where its bearer may bring it.
    pub recipient: Option<String>,
    /// Until when the bearer may bring it.
    pub confirmed_until: Option<Timestamp>,
    /// From when it holds.
    pub not_before: Option<Timestamp>,
    /// Until when it holds.
    pub not_on_or_after: Option<Timestamp>,
    /// For whom it is.
    pub audiences: Vec<String>,
    /// Until when a session from it may last.
    pub session_not_on_or_after: Option<Timestamp>,
    /// The attributes in their order; one that comes twice stands here twice.
    pub attributes: Vec<(String, Vec<String>)>,
}

impl Assertion {
    /// The values of the first attribute of that name; none when it is missing.
    #[must_use]
    pub fn attribute(&self, name: &str) -> &[String] {
        let found = self.attributes.iter().find(|(known, _)| known == name);
        found.map_or(&[], |(_, values)| values)
    }

    /// Reads the element `Assertion`.
    pub(super) fn read(node: Node<'_, '_>) -> Result<Self, SamlError> {
        let child = |name| children(node, ASSERTION, name).next();
        let issuer = text(required(node, "Issuer")?)?;
        let subject = child("Subject");
        let name = subject.and_then(|subject| only_child(subject, ASSERTION, "NameID"));
        let confirmation = subject
            .and_then(|subject| children(subject, ASSERTION, "SubjectConfirmation").find(is_bearer))
            .and_then(|bearer| only_child(bearer, ASSERTION, "SubjectConfirmationData"));
        let conditions = child("Conditions");
        let statement = child("AuthnStatement");
        let recipient = confirmation.and_then(|data| data.attribute("Recipient"));
        Ok(Self {
            id: node.attribute("ID").unwrap_or("").to_owned(),
            issuer,
            issued: moment(Some(node), "IssueInstant")?
                .ok_or(SamlError::Missing { part: "IssueInstant" })?,
            name_id: name.map(text).transpose()?.filter(|name| !name.is_empty()),
            name_id_format: name.and_then(|name| name.attribute("Format")).map(str::to_owned),
            recipient: recipient.map(str::to_owned),
            confirmed_until: moment(confirmation, "NotOnOrAfter")?,
            not_before: moment(conditions, "NotBefore")?,
            not_on_or_after: moment(conditions, "NotOnOrAfter")?,
            audiences: audiences(conditions)?,
            session_not_on_or_after: moment(statement, "SessionNotOnOrAfter")?,
            attributes: attributes(node)?,
        })
    }
}

fn is_bearer(confirmation: &Node<'_, '_>) -> bool {
    confirmation.attribute("Method") == Some("urn:oasis:names:tc:SAML:2.0:cm:bearer")
}

fn required<'a, 'i>(node: Node<'a, 'i>, part: &'static str) -> Result<Node<'a, 'i>, SamlError> {
    only_child(node, ASSERTION, part).ok_or(SamlError::Missing { part })
}

fn moment(node: Option<Node<'_, '_>>, name: &'static str) -> Result<Option<Timestamp>, SamlError> {
    let text = node.and_then(|node| node.attribute(name));
    let read = text.map(|text| text.parse().map_err(|_| SamlError::Moment { attribute: name }));
    read.transpose()
}

fn audiences(conditions: Option<Node<'_, '_>>) -> Result<Vec<String>, SamlError> {
    let restrictions =
        conditions.into_iter().flat_map(|node| children(node, ASSERTION, "AudienceRestriction"));
    restrictions.flat_map(|node| children(node, ASSERTION, "Audience")).map(text).collect()
}

fn attributes(node: Node<'_, '_>) -> Result<Vec<(String, Vec<String>)>, SamlError> {
    let statements = children(node, ASSERTION, "AttributeStatement");
    let all = statements.flat_map(|statement| children(statement, ASSERTION, "Attribute"));
    all.map(|attribute| {
        let name = attribute.attribute("Name").ok_or(SamlError::Missing { part: "Name" })?;
        let values = children(attribute, ASSERTION, "AttributeValue").map(text);
        Ok((name.to_owned(), values.collect::<Result<_, _>>()?))
    })
    .collect()
}
