//! XML as far as SAML needs it: no document type, no depth, no comment inside a value.

use base64ct::{Base64, Encoding};
use roxmltree::{Document, Node, ParsingOptions};

use super::SamlError;

pub(super) const ASSERTION: &str = "urn:oasis:names:tc:SAML:2.0:assertion";
pub(super) const PROTOCOL: &str = "urn:oasis:names:tc:SAML:2.0:protocol";
pub(super) const METADATA: &str = "urn:oasis:names:tc:SAML:2.0:metadata";
pub(super) const SIGNATURE: &str = "http://www.w3.org/2000/09/xmldsig#";

/// Deeper than any response; what walks the tree may then call itself.
const DEPTH: usize = 64;

/// More nodes than any response has.
const NODES: u32 = 50_000;

/// Reads a document. A document type is refused, and with it every entity of its own.
pub(super) fn read(text: &str) -> Result<Document<'_>, SamlError> {
    let options = ParsingOptions { allow_dtd: false, nodes_limit: NODES, ..Default::default() };
    let document = Document::parse_with_options(text, options)
        .map_err(|error| SamlError::NotXml(error.to_string()))?;
    // An empty document type is no error of the parser.
    if text.contains("<!DOCTYPE") {
        return Err(SamlError::NotXml("a document type is not allowed".to_owned()));
    }
    let mut depths = vec![0_usize];
    for node in document.root().descendants().skip(1) {
        let parent = node.parent().map_or(0, |parent| depths[parent.id().get_usize()]);
        if parent >= DEPTH {
            return Err(SamlError::NotXml("elements are nested too deeply".to_owned()));
        }
        let id = node.id().get_usize();
        depths.resize(depths.len().max(id + 1), 0);
        depths[id] = parent + 1;
    }
    Ok(document)
}

/// The child elements of that name.
pub(super) fn children<'a, 'i: 'a>(
    node: Node<'a, 'i>,
    namespace: &'static str,
    name: &'static str,
) -> impl Iterator<Item = Node<'a, 'i>> {
    node.children().filter(move |child| child.has_tag_name((namespace, name)))
}

/// The only child element of that name; nothing when there is none or another.
pub(super) fn only_child<'a, 'i: 'a>(
    node: Node<'a, 'i>,
    namespace: &'static str,
    name: &'static str,
) -> Option<Node<'a, 'i>> {
    let mut found = children(node, namespace, name);
    let first = found.next()?;
    found.next().is_none().then_some(first)
}

/// The text of an element that holds nothing else. A comment in it would be passed over by the signature, and readers
/// differ in what they make of the text around it.
pub(super) fn text(node: Node<'_, '_>) -> Result<String, SamlError> {
    let mut text = String::new();
    for child in node.children() {
        if !child.is_text() {
            return Err(SamlError::NotText { element: node.tag_name().name().to_owned() });
        }
        text.push_str(child.text().unwrap_or(""));
    }
    Ok(text.trim_matches([' ', '\t', '\n', '\r']).to_owned())
}

/// Base64 with line breaks, as XML carries it.
pub(super) fn base64(text: &str) -> Option<Vec<u8>> {
    let text: String = text.chars().filter(|character| !character.is_ascii_whitespace()).collect();
    Base64::decode_vec(&text).ok()
}

/// Text for the inside of an element or a quoted attribute.
pub(super) fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\t' => escaped.push_str("&#9;"),
            '\n' => escaped.push_str("&#10;"),
            '\r' => escaped.push_str("&#13;"),
            // XML has no way to say these.
            ..'\u{20}' | '\u{fffe}' | '\u{ffff}' => escaped.push('\u{fffd}'),
            _ => escaped.push(character),
        }
    }
    escaped
}
