//! Attacks that leave a good signature in place and have another assertion read: signature wrapping in its eight published
//! forms ("On Breaking SAML: Be Whoever You Want to Be"), comments in values, and references that could mean two elements.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot go on has failed"
)]
#![cfg(test)]

use federation::saml::{self, Form, Metadata, SamlError, Signed};
use iam::Timestamp;

const WHO: &str = "sample-user@example.com";

fn now() -> Timestamp {
    Timestamp::from_seconds(1_795_341_600)
}

fn form(signed: Signed) -> Form {
    let session_name = Some(WHO.to_owned());
    Form { signed, name_id: WHO.to_owned(), session_name, ..saml::presets()[1].form(now()) }
}

fn provider() -> Metadata {
    saml::read_metadata(&saml::metadata(&form(Signed::Both).issuer)).unwrap()
}

fn verify(text: &str) -> Result<saml::Assertion, SamlError> {
    saml::verify_xml(text, &provider())
}

/// What stands from one text up to the end of another, both included.
fn cut<'t>(text: &'t str, start: &str, end: &str) -> &'t str {
    let from = text.find(start).unwrap();
    let to = text.rfind(end).unwrap() + end.len();
    &text[from..to]
}

fn assertion(text: &str) -> &str {
    cut(text, "<saml:Assertion", "</saml:Assertion>")
}

fn signature(text: &str) -> &str {
    cut(text, "<ds:Signature ", "</ds:Signature>")
}

/// The same with another name and another id, and without its signature.
fn evil(text: &str) -> String {
    let bare = text.replace(signature(text), "");
    bare.replace(WHO, "admin@example.com").replace("ID=\"_", "ID=\"_evil")
}

#[test]
fn each_of_the_eight_ways_of_wrapping_is_refused() {
    // A signed response.
    let honest = saml::issue_xml(&form(Signed::Response));
    assert_eq!(verify(&honest).unwrap().name_id.as_deref(), Some(WHO));
    let signed = signature(&honest);
    let original = honest.replace(signed, "");
    let other = evil(&honest);
    let issuer_end = "</saml:Issuer>";
    let after_issuer =
        |text: &str, added: &str| text.replacen(issuer_end, &format!("{issuer_end}{added}"), 1);
    let with_original = signed.replace("</ds:Signature>", &format!("{original}</ds:Signature>"));
    let mut wrapped = vec![
        ("1: the response inside the signature of another", after_issuer(&other, &with_original)),
        (
            "2: the response beside its signature in another",
            after_issuer(&other, &format!("{original}{signed}")),
        ),
    ];

    // A signed assertion.
    let honest = saml::issue_xml(&form(Signed::Assertion));
    assert_eq!(verify(&honest).unwrap().name_id.as_deref(), Some(WHO));
    let whole = assertion(&honest);
    let signed = signature(whole);
    let bare = whole.replace(signed, "");
    let other = evil(whole);
    let replaced = |by: &str| honest.replace(whole, by);
    let inside = |tag: &str| other.replace("</saml:Assertion>", &format!("{tag}</saml:Assertion>"));
    let with_bare =
        |inner: &str| signed.replace("</ds:Signature>", &format!("{inner}</ds:Signature>"));
    let object = format!("<ds:Object>{bare}</ds:Object>");
    wrapped.extend([
        ("3: another assertion before it", replaced(&format!("{other}{whole}"))),
        ("4: another assertion around it", replaced(&inside(whole))),
        (
            "5: its signature in another, itself behind that",
            replaced(&format!("{}{bare}", after_issuer(&other, signed))),
        ),
        (
            "6: itself inside its signature in another",
            replaced(&after_issuer(&other, &with_bare(&bare))),
        ),
        (
            "7: another among extensions before it",
            replaced(&format!("<samlp:Extensions>{other}</samlp:Extensions>{whole}")),
        ),
        (
            "8: itself as an object of its signature in another",
            replaced(&after_issuer(&other, &with_bare(&object))),
        ),
    ]);
    assert_eq!(wrapped.len(), 8);
    for (way, text) in wrapped {
        assert!(text.contains("admin@example.com"), "{way}");
        let found = verify(&text);
        assert_eq!(found, Err(SamlError::Assertions { found: 2 }), "{way}");
        assert_eq!(&*found.unwrap_err().refusal().message, "Response signature invalid");
    }
}

#[test]
fn another_assertion_under_the_id_of_the_signed_one_is_refused() {
    let honest = saml::issue_xml(&form(Signed::Assertion));
    let same_id = assertion(&honest).replace(WHO, "admin@example.com");
    assert_eq!(verify(&honest.replace(assertion(&honest), &same_id)), Err(SamlError::Digest));
    // The id once more, elsewhere and under another name of the attribute.
    let id = cut(assertion(&honest), "ID=\"", "\" Version").split('"').nth(1).unwrap();
    for name in ["ID", "Id", "id", "xml:id"] {
        let added =
            format!("<samlp:Extensions><x {name}=\"{id}\"/></samlp:Extensions><samlp:Status>");
        let text = honest.replacen("<samlp:Status>", &added, 1);
        assert_eq!(verify(&text), Err(SamlError::DuplicateId { id: id.to_owned() }), "{name}");
    }
}

#[test]
fn a_signed_response_covers_its_assertion() {
    let honest = saml::issue_xml(&form(Signed::Response));
    let other = evil_name(assertion(&honest));
    assert_eq!(verify(&honest.replace(assertion(&honest), &other)), Err(SamlError::Digest));
    // Where both are signed, both must hold.
    let honest = saml::issue_xml(&form(Signed::Both));
    let with_other_status = honest.replace("Destination=\"https", "Destination=\"http");
    assert_eq!(verify(&with_other_status), Err(SamlError::Digest));
}

fn evil_name(text: &str) -> String {
    text.replace(WHO, "admin@example.com")
}

#[test]
fn a_comment_in_a_value_is_refused_though_the_signature_does_not_see_it() {
    for signed in [Signed::Assertion, Signed::Response, Signed::Both] {
        let honest = saml::issue_xml(&form(signed));
        for (inside, element) in [
            ("<saml:NameID", "NameID"),
            ("/RoleSessionName\"><saml:AttributeValue", "AttributeValue"),
        ] {
            let at = honest.find(inside).unwrap();
            let at = at + honest[at..].find(WHO).unwrap() + "sample-user@example.com".len();
            for hidden in ["<!---->", "<!-- .evil.example -->", "<?x y?>", "<b/>"] {
                let text = format!("{}{hidden}{}", &honest[..at], &honest[at..]);
                let expected = SamlError::NotText { element: element.to_owned() };
                assert_eq!(verify(&text), Err(expected), "{hidden}");
            }
        }
        // Elsewhere a comment changes nothing.
        let commented = honest.replacen("<saml:Subject>", "<!-- x --><saml:Subject>", 1);
        assert_eq!(verify(&commented), verify(&honest));
    }
}

#[test]
fn entities_and_depth_are_refused_before_anything_is_read() {
    let honest = saml::issue_xml(&form(Signed::Assertion));
    for kind in ["<!DOCTYPE x>", "<!DOCTYPE x []>", "<!DOCTYPE x [<!ENTITY a \"b\">]>"] {
        assert!(matches!(verify(&format!("{kind}{honest}")), Err(SamlError::NotXml(_))), "{kind}");
    }
    let deep = format!("{}{}", "<a>".repeat(10_000), "</a>".repeat(10_000));
    assert!(matches!(verify(&deep), Err(SamlError::NotXml(_))));
}

#[test]
fn the_key_that_comes_along_is_not_believed() {
    let text = saml::issue_xml(&form(Signed::Assertion));
    let nobody = Metadata { keys: Vec::new(), ..provider() };
    assert_eq!(saml::verify_xml(&text, &nobody), Err(SamlError::Signature));
}
