//! The key in an X.509 certificate (RFC 5280). The service looks at nothing else in it, not even at its dates. AWS: "Create
//! a SAML identity provider in IAM".

use crate::PublicKey;

/// `1.2.840.113549.1.1.1`: an RSA key.
const RSA: [u8; 9] = [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x01];

const INTEGER: u8 = 0x02;
const BIT_STRING: u8 = 0x03;
const OBJECT_IDENTIFIER: u8 = 0x06;
const SEQUENCE: u8 = 0x30;
const VERSION: u8 = 0xa0;

/// The RSA key of a certificate in DER; nothing when it is no certificate or has a key of another kind.
pub(super) fn key(certificate: &[u8]) -> Option<PublicKey> {
    let mut certificate = Der(Der(certificate).next(SEQUENCE)?);
    let mut body = Der(certificate.next(SEQUENCE)?);
    if body.0.first() == Some(&VERSION) {
        body.next(VERSION)?;
    }
    // Serial number, algorithm, issuer, validity, subject.
    body.next(INTEGER)?;
    for _ in 0..4 {
        body.next(SEQUENCE)?;
    }
    let mut info = Der(body.next(SEQUENCE)?);
    let algorithm = Der(info.next(SEQUENCE)?).next(OBJECT_IDENTIFIER)?;
    // The first byte says how many bits at the end are unused.
    let bits = info.next(BIT_STRING)?.strip_prefix(&[0])?;
    let mut numbers = Der(Der(bits).next(SEQUENCE)?);
    let (modulus, exponent) = (numbers.next(INTEGER)?, numbers.next(INTEGER)?);
    if algorithm == RSA { PublicKey::rsa(modulus, exponent).ok() } else { None }
}

/// What is left of a sequence of values.
struct Der<'a>(&'a [u8]);

impl<'a> Der<'a> {
    /// The inside of the next value, which must have that tag.
    fn next(&mut self, tag: u8) -> Option<&'a [u8]> {
        let (&found, rest) = self.0.split_first()?;
        let (&first, mut rest) = rest.split_first()?;
        let mut length = usize::from(first);
        if first >= 0x80 {
            let count = usize::from(first & 0x7f);
            let (bytes, after) = rest.split_at_checked(count).filter(|_| count <= 3)?;
            length = bytes.iter().fold(0, |length, byte| length << 8 | usize::from(*byte));
            rest = after;
        }
        let (inside, after) = rest.split_at_checked(length)?;
        self.0 = after;
        (found == tag).then_some(inside)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{SIMULATION_CERTIFICATE, keys::rsa_public_key, saml::xml::base64};

    #[test]
    fn the_key_of_the_simulated_providers_is_in_its_certificate() {
        let certificate = base64(SIMULATION_CERTIFICATE).unwrap();
        let expected = PublicKey::Rsa(Box::new(rsa_public_key().unwrap()));
        assert_eq!(key(&certificate), Some(expected));
    }

    #[test]
    fn what_is_cut_has_no_key() {
        let certificate = base64(SIMULATION_CERTIFICATE).unwrap();
        for end in 0..certificate.len() {
            assert_eq!(key(&certificate[..end]), None, "{end}");
        }
        assert_eq!(key(b"-----BEGIN CERTIFICATE-----"), None);
    }
}
