//! Checking that a provider sent a response. Whether it is for AWS and in time is for whoever knows the call.

use std::collections::BTreeSet;

use roxmltree::{Document, Node};

use super::{
    Assertion, Metadata, SamlError, dsig,
    xml::{self, ASSERTION, PROTOCOL, SIGNATURE, only_child},
};

/// How long the parameter may be. AWS: "AssumeRoleWithSAML", parameter `SAMLAssertion`.
pub const LONGEST_ASSERTION: usize = 100_000;

/// The XML of a response in Base64, line breaks allowed.
///
/// # Errors
/// When it is too long, or no Base64 of a text.
pub fn decode(response: &str) -> Result<String, SamlError> {
    let length = response.chars().map(char::len_utf16).sum();
    if length > LONGEST_ASSERTION {
        return Err(SamlError::TooLong { length });
    }
    let bytes = xml::base64(response).ok_or(SamlError::NotBase64)?;
    String::from_utf8(bytes).map_err(|_| SamlError::NotBase64)
}

/// Reads a response in Base64. Nothing in it is proven yet.
///
/// # Errors
/// The first reason for which it cannot be read.
pub fn read(response: &str) -> Result<Assertion, SamlError> {
    let text = decode(response)?;
    let document = xml::read(&text)?;
    Assertion::read(the_assertion(&document, document.root_element())?)
}

/// Checks a response in Base64: form, issuer and signature, in this order.
///
/// # Errors
/// The first reason for which it is refused.
pub fn verify(response: &str, provider: &Metadata) -> Result<Assertion, SamlError> {
    verify_xml(&decode(response)?, provider)
}

/// The same for a response as XML.
///
/// # Errors
/// The first reason for which it is refused.
pub fn verify_xml(text: &str, provider: &Metadata) -> Result<Assertion, SamlError> {
    if text.len() > LONGEST_ASSERTION {
        return Err(SamlError::TooLong { length: text.len() });
    }
    let document = xml::read(text)?;
    let root = document.root_element();
    let node = the_assertion(&document, root)?;
    let assertion = Assertion::read(node)?;
    let of_response = only_child(root, ASSERTION, "Issuer").map(xml::text).transpose()?;
    let of_response = of_response.filter(|_| root != node);
    for issuer in [Some(&assertion.issuer), of_response.as_ref()].into_iter().flatten() {
        if *issuer != provider.issuer {
            return Err(SamlError::Issuer { found: issuer.clone() });
        }
    }
    ids_and_signatures(&document, root, node)?;
    let outer = root != node && dsig::check(root, &provider.keys)?;
    let inner = dsig::check(node, &provider.keys)?;
    if outer || inner { Ok(assertion) } else { Err(SamlError::NotSigned) }
}

/// The only assertion: the document itself, or a child of the response.
fn the_assertion<'a, 'i>(
    document: &'a Document<'i>,
    root: Node<'a, 'i>,
) -> Result<Node<'a, 'i>, SamlError> {
    let is_response = root.has_tag_name((PROTOCOL, "Response"));
    if !is_response && !root.has_tag_name((ASSERTION, "Assertion")) {
        return Err(SamlError::NotSaml { found: root.tag_name().name().to_owned() });
    }
    if is_response {
        let code = only_child(root, PROTOCOL, "Status")
            .and_then(|status| only_child(status, PROTOCOL, "StatusCode"))
            .and_then(|code| code.attribute("Value"))
            .unwrap_or("");
        if code != "urn:oasis:names:tc:SAML:2.0:status:Success" {
            return Err(SamlError::Status { code: code.to_owned() });
        }
    }
    let named =
        |name| document.descendants().filter(move |node| node.has_tag_name((ASSERTION, name)));
    if named("EncryptedAssertion").next().is_some() {
        return Err(SamlError::Encrypted);
    }
    let mut assertions = named("Assertion");
    match (assertions.next(), assertions.next()) {
        (Some(only), None) if only == root || only.parent() == Some(root) => Ok(only),
        _ => Err(SamlError::Assertions { found: named("Assertion").count() }),
    }
}

/// No id twice, and no signature but those of the response and of the assertion.
fn ids_and_signatures(
    document: &Document<'_>,
    root: Node<'_, '_>,
    assertion: Node<'_, '_>,
) -> Result<(), SamlError> {
    let mut ids = BTreeSet::new();
    for node in document.descendants() {
        let of_ids = |name: &str| name.eq_ignore_ascii_case("id");
        for attribute in node.attributes().filter(|attribute| of_ids(attribute.name())) {
            if !ids.insert(attribute.value()) {
                return Err(SamlError::DuplicateId { id: attribute.value().to_owned() });
            }
        }
        let parent = node.parent();
        if node.has_tag_name((SIGNATURE, "Signature"))
            && parent != Some(root)
            && parent != Some(assertion)
        {
            return Err(SamlError::StraySignature);
        }
    }
    Ok(())
}
