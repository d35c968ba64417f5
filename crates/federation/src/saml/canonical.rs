//! Exclusive XML Canonicalization 1.0, without comments: one spelling for an element, wherever it stands.

use std::fmt::Write;

use roxmltree::{Node, NodeId};

use super::xml::{self, SIGNATURE};

/// The namespaces that an element's output ancestors have declared: prefix (empty for the default) and name.
type Rendered<'a> = Vec<(&'a str, &'a str)>;

/// What a signature on the element with that `ID` signs: its canonical form without the signature itself.
///
/// Nothing when the text is no XML, or no element or several have the id.
#[must_use]
pub fn signed_form(text: &str, id: &str, inclusive: &[&str]) -> Option<String> {
    let document = xml::read(text).ok()?;
    let mut found = document.descendants().filter(|node| node.attribute("ID") == Some(id));
    let element = found.next().filter(|_| found.next().is_none())?;
    let own = xml::children(element, SIGNATURE, "Signature").next().map(|node| node.id());
    Some(canonicalize(element, own, inclusive))
}

/// The canonical form of an element. `left_out` is the signature that is inside of what it signs; `inclusive` are the
/// prefixes of its list `InclusiveNamespaces`, `#default` among them.
#[must_use]
pub(super) fn canonicalize(
    element: Node<'_, '_>,
    left_out: Option<NodeId>,
    inclusive: &[&str],
) -> String {
    let mut writer = Writer { text: String::new(), left_out, inclusive };
    writer.element(element, &mut Vec::new());
    writer.text
}

struct Writer<'l> {
    text: String,
    left_out: Option<NodeId>,
    inclusive: &'l [&'l str],
}

impl Writer<'_> {
    fn element<'a>(&mut self, element: Node<'a, '_>, rendered: &mut Rendered<'a>) {
        let before = rendered.len();
        let name = qualified_name(element);
        self.text.push('<');
        self.text.push_str(name);
        for (prefix, uri) in self.to_declare(element, name, rendered) {
            rendered.push((prefix, uri));
            let colon = if prefix.is_empty() { "" } else { ":" };
            let _ = write!(self.text, " xmlns{colon}{prefix}=\"");
            self.attribute_text(uri);
            self.text.push('"');
        }
        let mut attributes: Vec<_> = element.attributes().collect();
        attributes.sort_by_key(|attribute| (attribute.namespace(), attribute.name()));
        let source = element.document().input_text();
        for attribute in attributes {
            let _ = write!(self.text, " {}=\"", &source[attribute.range_qname()]);
            self.attribute_text(attribute.value());
            self.text.push('"');
        }
        self.text.push('>');
        let left_out = self.left_out;
        for child in element.children().filter(|child| Some(child.id()) != left_out) {
            if child.is_element() {
                self.element(child, rendered);
            } else if child.is_text() {
                self.plain_text(child.text().unwrap_or(""));
            } else if let Some(instruction) = child.pi() {
                let value = instruction.value.map(|value| format!(" {value}"));
                let _ =
                    write!(self.text, "<?{}{}?>", instruction.target, value.unwrap_or_default());
            }
        }
        let _ = write!(self.text, "</{name}>");
        rendered.truncate(before);
    }

    /// What the element or an attribute of it uses, or the list names, and no output ancestor has declared; by prefix.
    fn to_declare<'a>(
        &self,
        element: Node<'a, '_>,
        name: &'a str,
        rendered: &Rendered<'a>,
    ) -> Rendered<'a> {
        let source = element.document().input_text();
        let mut prefixes = vec![prefix(name)];
        prefixes.extend(element.attributes().filter_map(|attribute| {
            Some(prefix(&source[attribute.range_qname()])).filter(|prefix| !prefix.is_empty())
        }));
        let listed = element.namespaces().map(|known| known.name().unwrap_or(""));
        prefixes.extend(listed.filter(|known| {
            let name = if known.is_empty() { "#default" } else { known };
            self.inclusive.contains(&name)
        }));
        prefixes.sort_unstable();
        prefixes.dedup();
        let uri = |prefix: &str| {
            let named = Some(prefix).filter(|prefix| !prefix.is_empty());
            element.lookup_namespace_uri(named).unwrap_or("")
        };
        let known = |prefix: &str| {
            let last = rendered.iter().rev().find(|(known, _)| *known == prefix);
            last.map_or("", |(_, uri)| *uri)
        };
        let wanted = prefixes.into_iter().filter(|prefix| *prefix != "xml");
        let all = wanted.map(|prefix| (prefix, uri(prefix)));
        all.filter(|(prefix, uri)| known(prefix) != *uri).collect()
    }

    fn attribute_text(&mut self, text: &str) {
        for character in text.chars() {
            match character {
                '&' => self.text.push_str("&amp;"),
                '<' => self.text.push_str("&lt;"),
                '"' => self.text.push_str("&quot;"),
                '\t' => self.text.push_str("&#x9;"),
                '\n' => self.text.push_str("&#xA;"),
                '\r' => self.text.push_str("&#xD;"),
                _ => self.text.push(character),
            }
        }
    }

    fn plain_text(&mut self, text: &str) {
        for character in text.chars() {
            match character {
                '&' => self.text.push_str("&amp;"),
                '<' => self.text.push_str("&lt;"),
                '>' => self.text.push_str("&gt;"),
                '\r' => self.text.push_str("&#xD;"),
                _ => self.text.push(character),
            }
        }
    }
}

/// The element's name as it is written, prefix and all.
fn qualified_name<'a>(element: Node<'a, '_>) -> &'a str {
    let source = &element.document().input_text()[element.range()];
    let name = source.strip_prefix('<').unwrap_or(source);
    let end = name.find([' ', '\t', '\n', '\r', '/', '>']).unwrap_or(name.len());
    &name[..end]
}

fn prefix(name: &str) -> &str {
    name.split_once(':').map_or("", |(prefix, _)| prefix)
}
