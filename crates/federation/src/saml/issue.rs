//! A simulated provider's response: written, signed, encoded.

use std::fmt::Write;

use base64ct::{Base64, Encoding};
use iam::Timestamp;
use roxmltree::Document;
use sha2::{Digest, Sha256};

use super::{
    Form, Signed,
    canonical::canonicalize,
    dsig::{ENVELOPED, EXCLUSIVE},
    xml::{ASSERTION, PROTOCOL, SIGNATURE, escaped},
};
use crate::{Algorithm, SIMULATION_CERTIFICATE, keys::rsa_sign};

/// The response as the parameter `SAMLAssertion` wants it: in Base64.
#[must_use]
pub fn issue(form: &Form) -> String {
    Base64::encode_string(issue_xml(form).as_bytes())
}

/// The response as XML. The same form always makes the same.
#[must_use]
pub fn issue_xml(form: &Form) -> String {
    issue_changed(form, |assertion| assertion)
}

/// The response as XML, with the assertion changed before it is signed: what a form cannot say, a person may write.
#[must_use]
pub fn issue_changed(form: &Form, change: impl FnOnce(String) -> String) -> String {
    let id = base16ct::lower::encode_string(&Sha256::digest(format!("{form:?}"))[..16]);
    let assertion_id = format!("_a{id}");
    let response_id = format!("_r{id}");
    let unsigned = change(assertion(form, &assertion_id));
    let assertion = match form.signed {
        Signed::Response => unsigned,
        Signed::Assertion | Signed::Both => signed(&unsigned, &assertion_id),
    };
    let response = response(form, &response_id, &assertion);
    match form.signed {
        Signed::Assertion => response,
        Signed::Response | Signed::Both => signed(&response, &response_id),
    }
}

/// The element with a signature behind its issuer, which is its first child.
fn signed(element: &str, id: &str) -> String {
    let digest = Sha256::digest(canonical(element));
    let info = format!(
        "<ds:SignedInfo xmlns:ds=\"{SIGNATURE}\"><ds:CanonicalizationMethod Algorithm=\"{EXCLUSIVE}\"/>\
         <ds:SignatureMethod Algorithm=\"http://www.w3.org/2001/04/xmldsig-more#rsa-sha256\"/>\
         <ds:Reference URI=\"#{id}\"><ds:Transforms><ds:Transform Algorithm=\"{ENVELOPED}\"/>\
         <ds:Transform Algorithm=\"{EXCLUSIVE}\"/></ds:Transforms>\
         <ds:DigestMethod Algorithm=\"http://www.w3.org/2001/04/xmlenc#sha256\"/>\
         <ds:DigestValue>{}</ds:DigestValue></ds:Reference></ds:SignedInfo>",
        Base64::encode_string(&digest)
    );
    let value = rsa_sign(Algorithm::Rs256, canonical(&info).as_bytes());
    let certificate: String = SIMULATION_CERTIFICATE.lines().collect();
    let signature = format!(
        "<ds:Signature xmlns:ds=\"{SIGNATURE}\">{info}<ds:SignatureValue>{}</ds:SignatureValue>\
         <ds:KeyInfo><ds:X509Data><ds:X509Certificate>{certificate}</ds:X509Certificate></ds:X509Data>\
         </ds:KeyInfo></ds:Signature>",
        Base64::encode_string(&value)
    );
    let end = "</saml:Issuer>";
    let at = element.find(end).map_or(element.len(), |at| at + end.len());
    [&element[..at], &signature, &element[at..]].concat()
}

/// What is written here is well-formed, so it has a canonical form.
fn canonical(element: &str) -> String {
    let document = Document::parse(element);
    document.map(|document| canonicalize(document.root_element(), None, &[])).unwrap_or_default()
}

fn response(form: &Form, id: &str, assertion: &str) -> String {
    let Form { issuer, recipient, issued, .. } = form;
    format!(
        "<samlp:Response xmlns:samlp=\"{PROTOCOL}\" xmlns:saml=\"{ASSERTION}\" ID=\"{id}\" \
         Version=\"2.0\" IssueInstant=\"{issued}\" Destination=\"{}\"><saml:Issuer>{}</saml:Issuer>\
         <samlp:Status><samlp:StatusCode Value=\"urn:oasis:names:tc:SAML:2.0:status:Success\"/>\
         </samlp:Status>{assertion}</samlp:Response>",
        escaped(recipient),
        escaped(issuer)
    )
}

fn assertion(form: &Form, id: &str) -> String {
    let Form { issued, not_before, not_on_or_after, .. } = form;
    let session_end = form
        .session_not_on_or_after
        .map(|end: Timestamp| format!(" SessionNotOnOrAfter=\"{end}\""));
    let mut text = format!(
        "<saml:Assertion xmlns:saml=\"{ASSERTION}\" ID=\"{id}\" Version=\"2.0\" \
         IssueInstant=\"{issued}\"><saml:Issuer>{issuer}</saml:Issuer><saml:Subject>\
         <saml:NameID Format=\"{format}\">{name}</saml:NameID>\
         <saml:SubjectConfirmation Method=\"urn:oasis:names:tc:SAML:2.0:cm:bearer\">\
         <saml:SubjectConfirmationData NotOnOrAfter=\"{not_on_or_after}\" Recipient=\"{recipient}\"/>\
         </saml:SubjectConfirmation></saml:Subject>\
         <saml:Conditions NotBefore=\"{not_before}\" NotOnOrAfter=\"{not_on_or_after}\">\
         <saml:AudienceRestriction><saml:Audience>{audience}</saml:Audience></saml:AudienceRestriction>\
         </saml:Conditions><saml:AuthnStatement AuthnInstant=\"{issued}\"{session}><saml:AuthnContext>\
         <saml:AuthnContextClassRef>urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport\
         </saml:AuthnContextClassRef></saml:AuthnContext></saml:AuthnStatement><saml:AttributeStatement>",
        issuer = escaped(&form.issuer),
        format = escaped(&form.name_id_format),
        name = escaped(&form.name_id),
        recipient = escaped(&form.recipient),
        audience = escaped(&form.audience),
        session = session_end.unwrap_or_default(),
    );
    for (name, values) in form.all_attributes() {
        let _ = write!(text, "<saml:Attribute Name=\"{}\">", escaped(&name));
        for value in values {
            let _ = write!(text, "<saml:AttributeValue>{}</saml:AttributeValue>", escaped(&value));
        }
        text.push_str("</saml:Attribute>");
    }
    text.push_str("</saml:AttributeStatement></saml:Assertion>");
    text
}
