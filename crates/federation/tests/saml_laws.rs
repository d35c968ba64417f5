//! SAML against another implementation of canonicalization, and against every changed bit.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot go on has failed"
)]
#![cfg(test)]

use std::fmt::Write;

use bergshamra_c14n::{C14nMode, canonicalize_doc};
use bergshamra_xml::NodeSet;
use federation::{
    Algorithm,
    saml::{self, Form, Signed},
};
use iam::Timestamp;
use proptest::{
    prelude::*,
    test_runner::{Config, RngAlgorithm, TestRng, TestRunner},
};

fn now() -> Timestamp {
    Timestamp::from_seconds(1_795_341_600)
}

fn deterministic(cases: u32) -> TestRunner {
    let config = Config { cases, failure_persistence: None, ..Config::default() };
    TestRunner::new_with_rng(config, TestRng::deterministic_rng(RngAlgorithm::ChaCha))
}

/// The canonical form of the element with that `ID`, by the other implementation; its signature is taken out.
fn by_another(text: &str, id: &str, inclusive: &[&str]) -> String {
    let document = uppsala::parse(text).unwrap();
    let root = document.document_element().unwrap();
    let mut all = document.descendants(root);
    all.push(root);
    let named = |node: &&uppsala::NodeId| document.get_attribute(**node, "ID") == Some(id);
    let element = *all.iter().find(named).unwrap();
    let mut set = NodeSet::tree_without_comments(element, &document);
    let own = document.children(element).into_iter().find(|child| {
        let element = document.element(*child);
        element
            .is_some_and(|e| e.matches_name_ns("http://www.w3.org/2000/09/xmldsig#", "Signature"))
    });
    if let Some(signature) = own {
        set = set.subtract(&NodeSet::tree_with_comments(signature, &document));
    }
    let bytes = canonicalize_doc(&document, C14nMode::Exclusive, Some(&set), inclusive).unwrap();
    String::from_utf8(bytes).unwrap()
}

/// A part of a random document.
#[derive(Debug, Clone)]
enum Part {
    Text(String),
    Data(String),
    Comment(String),
    Instruction(String),
    Element {
        name: usize,
        declares: Vec<(usize, usize)>,
        attributes: Vec<(usize, String)>,
        parts: Vec<Part>,
    },
}

/// Prefixes, the empty one being the default.
const PREFIXES: [&str; 4] = ["", "a", "b", "xs"];
const NAMESPACES: [&str; 4] = ["urn:one", "urn:two", "urn:a?x=1&amp;y=2", ""];

fn parts() -> impl Strategy<Value = Part> {
    let text = || "[ a-cé<>&\"'\t\n\r]{0,6}";
    let leaf = prop_oneof![
        4 => text().prop_map(Part::Text),
        1 => "[ a-c<>&\"\n]{0,6}".prop_map(Part::Data),
        1 => "[ a-c<>&]{0,4}".prop_map(Part::Comment),
        1 => "[a-c <]{0,4}".prop_map(Part::Instruction),
    ];
    leaf.prop_recursive(4, 24, 4, move |inner| {
        (
            0..4_usize,
            prop::collection::vec((0..4_usize, 0..4_usize), 0..3),
            prop::collection::vec((0..5_usize, text()), 0..4),
            prop::collection::vec(inner, 0..4),
        )
            .prop_map(|(name, declares, attributes, parts)| Part::Element {
                name,
                declares,
                attributes,
                parts,
            })
    })
}

fn escaped(text: &str) -> String {
    let mut escaped = String::new();
    for character in text.chars() {
        match character {
            // A raw tab or line break in an attribute is a space; the other reader does not know.
            '<' | '&' | '"' | '\t' | '\n' | '\r' => {
                write!(escaped, "&#{};", u32::from(character)).unwrap()
            }
            '>' => escaped.push_str("&gt;"),
            _ => escaped.push(character),
        }
    }
    escaped
}

/// Writes a part; every element gets the next id.
fn write(part: &Part, document: &mut String, next: &mut usize) {
    match part {
        Part::Text(text) => document.push_str(&escaped(text)),
        Part::Data(text) => write!(document, "<![CDATA[{text}]]>").unwrap(),
        Part::Comment(text) => write!(document, "<!--{text}-->").unwrap(),
        Part::Instruction(text) => write!(document, "<?p {text}?>").unwrap(),
        Part::Element { name, declares, attributes, parts } => {
            let colon = if PREFIXES[*name].is_empty() { "" } else { ":" };
            let name = format!("{}{colon}e", PREFIXES[*name]);
            write!(document, "<{name} ID='i{next}'").unwrap();
            *next += 1;
            let mut seen = Vec::new();
            for (prefix, namespace) in declares {
                let (prefix, namespace) = (PREFIXES[*prefix], NAMESPACES[*namespace]);
                let nothing = namespace.is_empty() && !prefix.is_empty();
                if !seen.contains(&prefix) && !nothing {
                    seen.push(prefix);
                    let colon = if prefix.is_empty() { "" } else { ":" };
                    write!(document, "\n  xmlns{colon}{prefix} = \"{namespace}\"").unwrap();
                }
            }
            for (index, (prefix, value)) in attributes.iter().enumerate() {
                let prefix = ["", "a:", "b:", "xs:", "xml:"][*prefix];
                write!(document, " {prefix}n{}=\"{}\"", 9 - index, escaped(value)).unwrap();
            }
            document.push('>');
            for part in parts {
                write(part, document, next);
            }
            write!(document, "</{name} >").unwrap();
        }
    }
}

#[test]
fn every_element_has_the_canonical_form_that_another_implementation_gives() {
    let lists: [&[&str]; 4] = [&[], &["xs"], &["#default", "a"], &["a", "b", "xs", "unknown"]];
    let input = (prop::collection::vec(parts(), 1..4), 0..4_usize);
    let outcome = deterministic(3000).run(&input, |(parts, list)| {
        let mut document =
            "<?xml version=\"1.0\"?>\n<e xmlns:a=\"urn:one\" xmlns:b=\"urn:b\" xmlns:xs=\"urn:xs\" \
             xmlns=\"urn:two\" ID=\"i0\">"
                .to_owned();
        let mut next = 1;
        for part in &parts {
            write(part, &mut document, &mut next);
        }
        document.push_str("</e>");
        for id in (0..next).map(|number| format!("i{number}")) {
            let ours = saml::signed_form(&document, &id, lists[list]);
            let theirs = by_another(&document, &id, lists[list]);
            prop_assert_eq!(ours.as_deref(), Some(&*theirs), "{}: {}", id, document);
        }
        Ok(())
    });
    outcome.unwrap();
}

fn forms() -> impl Strategy<Value = Form> {
    let text = || "[ -~é<>&\"\t\n\r]{0,12}";
    let signed = prop_oneof![Just(Signed::Assertion), Just(Signed::Response), Just(Signed::Both)];
    let attributes = prop::collection::vec((text(), prop::collection::vec(text(), 0..3)), 0..3);
    (0..5_usize, text(), text(), attributes, prop::collection::vec((text(), text()), 0..3), signed)
        .prop_map(|(preset, name_id, issuer, attributes, tags, signed)| Form {
            name_id: format!("x{name_id}"),
            issuer: format!("x{issuer}"),
            attributes,
            tags,
            signed,
            ..saml::presets()[preset].form(now())
        })
}

/// White space around a value is not part of it.
fn trimmed(text: &str) -> &str {
    text.trim_matches([' ', '\t', '\n', '\r'])
}

#[test]
fn what_is_issued_is_what_is_read_and_the_digest_is_of_what_another_implementation_reads() {
    let outcome = deterministic(300).run(&forms(), |form| {
        let text = saml::issue_xml(&form);
        let provider = saml::Metadata {
            issuer: trimmed(&form.issuer).to_owned(),
            keys: saml::read_metadata(&saml::metadata("x")).unwrap().keys,
        };
        let assertion = saml::verify(&saml::issue(&form), &provider).unwrap();
        prop_assert_eq!(assertion.name_id.as_deref(), Some(trimmed(&form.name_id)));
        prop_assert_eq!(assertion.name_id_format.as_ref(), Some(&form.name_id_format));
        prop_assert_eq!(assertion.not_before, Some(form.not_before));
        let expected: Vec<(String, Vec<String>)> = form
            .all_attributes()
            .into_iter()
            .map(|(name, values)| {
                (name, values.iter().map(|value| trimmed(value).to_owned()).collect())
            })
            .collect();
        prop_assert_eq!(&assertion.attributes, &expected);

        // Every signature, taken apart without the code that it came from.
        let mut count = 0;
        for signature in text.split("<ds:Signature ").skip(1) {
            let between = |start: &str, end: &str| {
                let (_, rest) = signature.split_once(start).unwrap();
                rest.split_once(end).unwrap().0.to_owned()
            };
            let id = between("URI=\"#", "\"");
            let digest = between("<ds:DigestValue>", "<");
            use sha2::{Digest, Sha256};
            let theirs = Sha256::digest(by_another(&text, &id, &[]));
            prop_assert_eq!(data_encoding::BASE64.encode(&theirs), digest);
            let info = format!(
                "<ds:SignedInfo ID='info'{}</ds:SignedInfo>",
                between("<ds:SignedInfo", "</ds:SignedInfo>")
            );
            let canonical = by_another(&info, "info", &[]).replacen(" ID=\"info\"", "", 1);
            let value = between("<ds:SignatureValue>", "<");
            let value = data_encoding::BASE64.decode(value.as_bytes()).unwrap();
            let key = &provider.keys[0];
            prop_assert!(key.verify(Algorithm::Rs256, canonical.as_bytes(), &value));
            count += 1;
        }
        prop_assert_eq!(count, if form.signed == Signed::Both { 2 } else { 1 });
        Ok(())
    });
    outcome.unwrap();
}

/// Every bit of the response as it travels, each turned alone; where only one of the two is signed, one bit of every byte.
#[test]
fn a_response_with_a_changed_bit_is_refused_or_says_the_same() {
    for signed in [Signed::Assertion, Signed::Response, Signed::Both] {
        let form = Form { signed, ..saml::presets()[0].form(now()) };
        let provider = saml::read_metadata(&saml::metadata(&form.issuer)).unwrap();
        let text = saml::issue_xml(&form);
        let honest = saml::verify_xml(&text, &provider).unwrap();
        let accepted: usize = std::thread::scope(|scope| {
            let part = |from: usize| {
                let (text, provider, honest) = (&text, &provider, &honest);
                scope.spawn(move || {
                    let mut accepted = 0;
                    let all = signed == Signed::Both;
                    let bits = (from..text.len() * 8).step_by(2);
                    for bit in bits.filter(|bit| all || bit % 8 == bit / 8 % 8) {
                        let mut changed = text.clone().into_bytes();
                        changed[bit / 8] ^= 1 << (bit % 8);
                        let response = data_encoding::BASE64.encode(&changed);
                        if let Ok(assertion) = saml::verify(&response, provider) {
                            assert_eq!(assertion, *honest, "bit {bit} of {text}");
                            accepted += 1;
                        }
                    }
                    accepted
                })
            };
            let halves = [part(0), part(1)];
            halves.into_iter().map(|half| half.join().unwrap()).sum()
        });
        // What no signature covers: the key that comes along, and the response around a signed assertion.
        assert!(accepted > 0 && accepted < text.len() * 4, "{accepted}");
    }
}

#[test]
fn the_same_form_makes_the_same_response_and_every_preset_is_accepted() {
    for preset in saml::presets() {
        let form = preset.form(now());
        assert_eq!(saml::issue(&form), saml::issue(&form));
        let provider = saml::read_metadata(&saml::metadata(preset.issuer)).unwrap();
        let verified = saml::verify(&saml::issue(&form), &provider);
        assert!(verified.is_ok(), "{}: {verified:?}", preset.id);
    }
}

/// Signed with the simulation key by the library bergshamra 0.11, in the layout of a well-known provider: indented, with
/// other prefixes, typed values and a list of inclusive prefixes.
#[test]
fn responses_that_another_library_signed_are_read() {
    let provider = saml::read_metadata(&saml::metadata("http://www.okta.com/exkexample")).unwrap();
    for text in [
        include_str!("../testdata/another_signer_sha256.xml"),
        include_str!("../testdata/another_signer_sha384.xml"),
        include_str!("../testdata/another_signer_sha512.xml"),
    ] {
        let assertion = saml::verify_xml(text, &provider).unwrap();
        assert_eq!(assertion.name_id.as_deref(), Some("sample-user@example.com"));
        assert_eq!(assertion.issued, Timestamp::from_millis(1_795_341_600_125));
        let roles = assertion.attribute("https://aws.amazon.com/SAML/Attributes/Role");
        assert_eq!(
            roles,
            [
                "arn:aws:iam::111111111111:saml-provider/okta,arn:aws:iam::111111111111:role/Federated",
                "arn:aws:iam::111111111111:saml-provider/okta,arn:aws:iam::111111111111:role/Second",
            ]
        );
        let changed = text.replace("role/Second", "role/Admin");
        assert_eq!(saml::verify_xml(&changed, &provider), Err(saml::SamlError::Digest));
        let without_prefix = text.replace("PrefixList=\"xs\"", "PrefixList=\"\"");
        assert!(saml::verify_xml(&without_prefix, &provider).is_err());
        // Windows' line ends are line ends.
        let windows = text.replace('\n', "\r\n");
        assert_eq!(saml::verify_xml(&windows, &provider), Ok(assertion));
    }
}
