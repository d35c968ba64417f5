//! Checking a response as the service does, down to the point where the role's own rules begin.

use std::collections::BTreeSet;

use iam::Timestamp;
use roxmltree::{Document, Node};

use super::{
    Assertion, Metadata, SamlError, dsig,
    xml::{self, ASSERTION, PROTOCOL, SIGNATURE, only_child},
};

/// How long the parameter may be. AWS: "AssumeRoleWithSAML", parameter `SAMLAssertion`.
pub const LONGEST_ASSERTION: usize = 100_000;

/// Seconds within which an assertion must be used.
const REDEEMED_WITHIN: i64 = 300;

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

/// Checks a response in Base64: form, issuer, signature, times, audience and recipient, in this order.
///
/// # Errors
/// The first reason for which it is refused.
pub fn verify(response: &str, provider: &Metadata, now: Timestamp) -> Result<Assertion, SamlError> {
    verify_xml(&decode(response)?, provider, now)
}

/// The same for a response as XML.
///
/// # Errors
/// The first reason for which it is refused.
pub fn verify_xml(text: &str, provider: &Metadata, now: Timestamp) -> Result<Assertion, SamlError> {
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
    if !outer && !inner {
        return Err(SamlError::NotSigned);
    }
    times(&assertion, now)?;
    if !assertion.audiences.iter().any(|audience| is_audience(audience)) {
        return Err(SamlError::Audience { found: assertion.audiences });
    }
    if !assertion.recipient.as_deref().is_some_and(is_recipient) {
        return Err(SamlError::Recipient { found: assertion.recipient });
    }
    Ok(assertion)
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

fn times(assertion: &Assertion, now: Timestamp) -> Result<(), SamlError> {
    let issued = assertion.issued;
    if now.seconds() - issued.seconds() > REDEEMED_WITHIN {
        return Err(SamlError::Late { issued });
    }
    if let Some(moment) = assertion.not_before.filter(|moment| now < *moment) {
        return Err(SamlError::Conditions { condition: "NotBefore", moment });
    }
    let ends = [assertion.not_on_or_after, assertion.confirmed_until];
    match ends.into_iter().flatten().find(|moment| now >= *moment) {
        Some(moment) => Err(SamlError::Conditions { condition: "NotOnOrAfter", moment }),
        None => Ok(()),
    }
}

/// `urn:amazon:webservices`, in other partitions with an ending, or the place of the sign-in.
fn is_audience(audience: &str) -> bool {
    const NAME: &str = "urn:amazon:webservices";
    audience == NAME
        || audience.strip_prefix(NAME).is_some_and(|end| end.starts_with(':'))
        || is_recipient(audience)
}

/// The sign-in of AWS, of one Region or all, in any partition.
fn is_recipient(url: &str) -> bool {
    let Some((host, path)) = url.strip_prefix("https://").and_then(|rest| rest.split_once('/'))
    else {
        return false;
    };
    let host_fits = ["signin.aws.amazon.com", "signin.amazonaws.cn", "signin.amazonaws-us-gov.com"]
        .iter()
        .any(|known| host.strip_suffix(known).is_some_and(|r| r.is_empty() || r.ends_with('.')));
    host_fits && (path == "saml" || path.starts_with("saml/acs/"))
}
