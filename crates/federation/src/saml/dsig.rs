//! XML signatures as SAML allows them: RSA, enveloped, over the element that holds them. "XML Signature Syntax and
//! Processing"; SAML 2.0 core, section 5.4.

use roxmltree::Node;

use super::{
    SamlError,
    canonical::canonicalize,
    xml::{SIGNATURE, base64, only_child, text},
};
use crate::{Algorithm, PublicKey};

pub(super) const EXCLUSIVE: &str = "http://www.w3.org/2001/10/xml-exc-c14n#";
pub(super) const ENVELOPED: &str = "http://www.w3.org/2000/09/xmldsig#enveloped-signature";

const METHODS: [(&str, Algorithm); 3] = [
    ("http://www.w3.org/2001/04/xmldsig-more#rsa-sha256", Algorithm::Rs256),
    ("http://www.w3.org/2001/04/xmldsig-more#rsa-sha384", Algorithm::Rs384),
    ("http://www.w3.org/2001/04/xmldsig-more#rsa-sha512", Algorithm::Rs512),
];

const DIGESTS: [(&str, Algorithm); 3] = [
    ("http://www.w3.org/2001/04/xmlenc#sha256", Algorithm::Rs256),
    ("http://www.w3.org/2001/04/xmldsig-more#sha384", Algorithm::Rs384),
    ("http://www.w3.org/2001/04/xmlenc#sha512", Algorithm::Rs512),
];

/// Checks the signature that is a child of an element, if there is one.
///
/// # Errors
/// When there is one and it does not sign exactly this element with one of the keys.
pub(super) fn check(element: Node<'_, '_>, keys: &[PublicKey]) -> Result<bool, SamlError> {
    let is_signature = |child: &Node<'_, '_>| child.has_tag_name((SIGNATURE, "Signature"));
    let mut signatures = element.children().filter(is_signature);
    let Some(signature) = signatures.next() else { return Ok(false) };
    if signatures.next().is_some() {
        return Err(SamlError::SignatureForm("more than one signature on an element"));
    }
    let info = required(signature, "SignedInfo")?;
    let inclusive_of_info = canonicalization(required(info, "CanonicalizationMethod")?)?;
    let method = algorithm(required(info, "SignatureMethod")?, &METHODS)?;
    reference(element, signature, required(info, "Reference")?)?;
    let value = text(required(signature, "SignatureValue")?)?;
    let value = base64(&value).ok_or(SamlError::SignatureForm("a value that is not Base64"))?;
    let signed = canonicalize(info, None, &inclusive_of_info);
    let by_one = keys.iter().any(|key| key.verify(method, signed.as_bytes(), &value));
    if by_one { Ok(true) } else { Err(SamlError::Signature) }
}

/// The only reference names this element by its id, takes only its own signature away, and has its digest.
fn reference(
    element: Node<'_, '_>,
    signature: Node<'_, '_>,
    reference: Node<'_, '_>,
) -> Result<(), SamlError> {
    let id = element.attribute("ID").unwrap_or("");
    let named = reference.attribute("URI").and_then(|uri| uri.strip_prefix('#'));
    if id.is_empty() || named != Some(id) {
        return Err(SamlError::Reference { found: reference.attribute("URI").map(str::to_owned) });
    }
    let transforms = required(reference, "Transforms")?;
    let transforms: Vec<_> = transforms.children().filter(Node::is_element).collect();
    let [enveloped, exclusive] = *transforms else {
        return Err(SamlError::SignatureForm("transforms other than enveloped and exclusive"));
    };
    let names = [enveloped, exclusive].map(|node| node.has_tag_name((SIGNATURE, "Transform")));
    if names != [true, true] || enveloped.attribute("Algorithm") != Some(ENVELOPED) {
        return Err(SamlError::SignatureForm("transforms other than enveloped and exclusive"));
    }
    let inclusive = canonicalization(exclusive)?;
    let digest = algorithm(required(reference, "DigestMethod")?, &DIGESTS)?;
    let value = base64(&text(required(reference, "DigestValue")?)?);
    let canonical = canonicalize(element, Some(signature.id()), &inclusive);
    let (ours, _) = digest.digest(canonical.as_bytes());
    if value.as_deref() == Some(&*ours) { Ok(()) } else { Err(SamlError::Digest) }
}

fn required<'a, 'i>(node: Node<'a, 'i>, name: &'static str) -> Result<Node<'a, 'i>, SamlError> {
    only_child(node, SIGNATURE, name)
        .ok_or(SamlError::SignatureForm("a part that is missing or comes twice"))
}

fn algorithm(node: Node<'_, '_>, known: &[(&str, Algorithm); 3]) -> Result<Algorithm, SamlError> {
    let found = node.attribute("Algorithm").unwrap_or("");
    let algorithm = known.iter().find(|(name, _)| *name == found).map(|(_, algorithm)| *algorithm);
    algorithm.ok_or_else(|| SamlError::Algorithm { found: found.to_owned() })
}

/// The list of prefixes of a method that must be exclusive canonicalization without comments.
fn canonicalization<'a>(node: Node<'a, '_>) -> Result<Vec<&'a str>, SamlError> {
    let found = node.attribute("Algorithm").unwrap_or("");
    if found != EXCLUSIVE {
        return Err(SamlError::Algorithm { found: found.to_owned() });
    }
    let list = node.children().find(Node::is_element);
    if list.is_some_and(|list| !list.has_tag_name((EXCLUSIVE, "InclusiveNamespaces"))) {
        return Err(SamlError::SignatureForm("an unknown part of a canonicalization"));
    }
    let prefixes = list.and_then(|list| list.attribute("PrefixList")).unwrap_or("");
    Ok(prefixes.split_ascii_whitespace().collect())
}
