//! A provider's metadata: who it is and which keys it signs with. AWS: "Create a SAML identity provider in IAM".

use std::fmt;

use iam::Span;

use super::{
    SamlError, certificate,
    xml::{self, METADATA, SIGNATURE, base64, escaped},
};
use crate::{PublicKey, SIMULATION_CERTIFICATE};

/// What an account keeps of a provider.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Metadata {
    /// The entity id, which is the issuer of its assertions.
    pub issuer: String,
    /// The keys that it may sign with.
    pub keys: Vec<PublicKey>,
}

/// What is wrong with a metadata document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MetadataError {
    /// Shorter than 1,000 or longer than 10,000,000 characters.
    Length(usize),
    /// No XML, or XML with a document type.
    NotXml(String),
    /// No `EntityDescriptor` with an `entityID`, or more than one.
    NoEntity,
    /// No `IDPSSODescriptor` in it: it describes no identity provider.
    NoProvider,
    /// A certificate that is not Base64, or has no RSA key.
    Certificate,
    /// No certificate to check signatures with.
    NoKey,
}

impl fmt::Display for MetadataError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Length(found) => {
                return write!(f, "expected 1,000 to 10,000,000 characters, found {found}");
            }
            Self::NotXml(problem) => return write!(f, "expected XML: {problem}"),
            Self::NoEntity => "expected one EntityDescriptor with an entityID",
            Self::NoProvider => "expected an IDPSSODescriptor",
            Self::Certificate => "expected certificates with RSA keys, in Base64",
            Self::NoKey => "expected a certificate in a KeyDescriptor for signing",
        })
    }
}

impl std::error::Error for MetadataError {}

/// Reads a metadata document.
///
/// # Errors
/// When it does not describe one identity provider with a key.
pub fn read_metadata(text: &str) -> Result<Metadata, MetadataError> {
    let length = text.chars().count();
    if !(1000..=10_000_000).contains(&length) {
        return Err(MetadataError::Length(length));
    }
    let document = xml::read(text).map_err(|error| match error {
        SamlError::NotXml(problem) => MetadataError::NotXml(problem),
        _ => MetadataError::NoEntity,
    })?;
    let mut entities =
        document.descendants().filter(|node| node.has_tag_name((METADATA, "EntityDescriptor")));
    let (Some(entity), None) = (entities.next(), entities.next()) else {
        return Err(MetadataError::NoEntity);
    };
    let issuer = entity.attribute("entityID").ok_or(MetadataError::NoEntity)?;
    let mut described = xml::children(entity, METADATA, "IDPSSODescriptor").peekable();
    if described.peek().is_none() {
        return Err(MetadataError::NoProvider);
    }
    let mut keys = Vec::new();
    let descriptors = described.flat_map(|node| xml::children(node, METADATA, "KeyDescriptor"));
    for descriptor in descriptors.filter(|node| node.attribute("use") != Some("encryption")) {
        let is_certificate =
            |node: &roxmltree::Node<'_, '_>| node.has_tag_name((SIGNATURE, "X509Certificate"));
        for certificate in descriptor.descendants().filter(is_certificate) {
            let text = xml::text(certificate).map_err(|_| MetadataError::Certificate)?;
            let key = base64(&text).and_then(|bytes| certificate::key(&bytes));
            keys.push(key.ok_or(MetadataError::Certificate)?);
        }
    }
    if keys.is_empty() {
        return Err(MetadataError::NoKey);
    }
    Ok(Metadata { issuer: issuer.to_owned(), keys })
}

/// Where in the document the reason lies.
pub(crate) fn place_of_metadata_error(text: &str, error: &MetadataError) -> Option<Span> {
    let options = roxmltree::ParsingOptions { allow_dtd: true, ..Default::default() };
    let document = match roxmltree::Document::parse_with_options(text, options) {
        Ok(document) => document,
        Err(error) => {
            let at = error.pos();
            let line = text.split_inclusive('\n').take(at.row.saturating_sub(1) as usize);
            let start: usize = line.map(str::len).sum();
            let column = text[start..].chars().take(at.col.saturating_sub(1) as usize);
            let at = start + column.map(char::len_utf8).sum::<usize>();
            return Some(Span::new(at, at));
        }
    };
    let node = match error {
        MetadataError::NoProvider | MetadataError::NoKey => {
            let is_entity =
                |node: &roxmltree::Node<'_, '_>| node.has_tag_name((METADATA, "EntityDescriptor"));
            document.descendants().find(is_entity)
        }
        MetadataError::Certificate => document.descendants().find(|node| {
            node.has_tag_name((SIGNATURE, "X509Certificate"))
                && xml::text(*node)
                    .ok()
                    .and_then(|text| base64(&text))
                    .and_then(|bytes| certificate::key(&bytes))
                    .is_none()
        }),
        _ => None,
    };
    let range = node?.range();
    Some(Span::new(range.start, range.end))
}

/// What an account would keep of a simulated provider of that entity id.
#[must_use]
pub fn simulated(issuer: &str) -> Metadata {
    let key = base64(SIMULATION_CERTIFICATE).and_then(|bytes| certificate::key(&bytes));
    Metadata { issuer: issuer.to_owned(), keys: key.into_iter().collect() }
}

/// The metadata of a simulated provider of that entity id.
#[must_use]
pub fn metadata(issuer: &str) -> String {
    let issuer = escaped(issuer);
    format!(
        r#"<?xml version="1.0" encoding="UTF-8"?>
<md:EntityDescriptor xmlns:md="{METADATA}" entityID="{issuer}">
  <md:IDPSSODescriptor WantAuthnRequestsSigned="false" protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">
    <md:KeyDescriptor use="signing">
      <ds:KeyInfo xmlns:ds="{SIGNATURE}">
        <ds:X509Data>
          <ds:X509Certificate>
{SIMULATION_CERTIFICATE}          </ds:X509Certificate>
        </ds:X509Data>
      </ds:KeyInfo>
    </md:KeyDescriptor>
    <md:NameIDFormat>urn:oasis:names:tc:SAML:2.0:nameid-format:persistent</md:NameIDFormat>
    <md:SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" Location="https://idp.example/sso"/>
  </md:IDPSSODescriptor>
</md:EntityDescriptor>
"#
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problem(change: impl Fn(String) -> String) -> MetadataError {
        read_metadata(&change(metadata("https://idp.example"))).unwrap_err()
    }

    #[test]
    fn a_simulated_providers_metadata_says_who_it_is_and_has_one_key() {
        let read = read_metadata(&metadata("https://idp.example/?a=1&b=\"2\"")).unwrap();
        assert_eq!(read.issuer, "https://idp.example/?a=1&b=\"2\"");
        assert_eq!(read.keys.len(), 1);
    }

    #[test]
    fn keys_for_both_uses_and_without_a_use_check_signatures() {
        let text = metadata("x");
        let from = text.find("<md:KeyDescriptor").unwrap();
        let to = text.find("<md:NameIDFormat").unwrap();
        let nameless = text[from..to].replace(" use=\"signing\"", "");
        let encrypts = text[from..to].replace("signing", "encryption");
        let text = format!("{}{nameless}{encrypts}{}", &text[..from], &text[from..]);
        assert_eq!(read_metadata(&text).unwrap().keys.len(), 2);
    }

    #[test]
    fn what_describes_no_provider_is_refused_with_the_reason() {
        assert_eq!(read_metadata("<x/>"), Err(MetadataError::Length(4)));
        assert_eq!(read_metadata(&" ".repeat(10_000_001)), Err(MetadataError::Length(10_000_001)));
        let replaced = |old: &'static str, new: &'static str| {
            problem(|text| {
                assert!(text.contains(old), "{old}");
                text.replace(old, new)
            })
        };
        assert!(matches!(replaced("</md:EntityDescriptor>", ""), MetadataError::NotXml(_)));
        let with_type = |text: String| text.replace("<md:Entity", "<!DOCTYPE x><md:Entity");
        assert!(matches!(problem(with_type), MetadataError::NotXml(_)));
        assert_eq!(replaced("EntityDescriptor", "EntitiesDescriptor"), MetadataError::NoEntity);
        assert_eq!(replaced("entityID", "entityId"), MetadataError::NoEntity);
        let two = "<md:EntityDescriptor/></md:EntityDescriptor>";
        let inside = problem(|text| text.replace("</md:EntityDescriptor>", two));
        assert_eq!(inside, MetadataError::NoEntity);
        assert_eq!(replaced("IDPSSODescriptor", "SPSSODescriptor"), MetadataError::NoProvider);
        assert_eq!(replaced("use=\"signing\"", "use=\"encryption\""), MetadataError::NoKey);
        assert_eq!(replaced("MIIDP", "MIIDQ"), MetadataError::Certificate);
        assert_eq!(replaced("MIIDP", "?"), MetadataError::Certificate);
    }
}
