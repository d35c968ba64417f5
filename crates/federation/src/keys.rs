//! Public keys and the signatures they check: RSA with PKCS #1 v1.5, ECDSA on the curves of NIST.

mod simulation;

use rsa::{BigUint, Pkcs1v15Sign, RsaPublicKey};
use sha2::{Digest, Sha256, Sha384, Sha512};

pub use simulation::SIMULATION_CERTIFICATE;
pub(crate) use simulation::{EcKey, rsa_public_key, rsa_sign};

/// The algorithms that the service accepts. AWS: "AssumeRoleWithWebIdentity", parameter `WebIdentityToken`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Algorithm {
    /// RSA with SHA-256.
    Rs256,
    /// RSA with SHA-384.
    Rs384,
    /// RSA with SHA-512.
    Rs512,
    /// ECDSA on P-256 with SHA-256.
    Es256,
    /// ECDSA on P-384 with SHA-384.
    Es384,
    /// ECDSA on P-521 with SHA-512.
    Es512,
}

impl Algorithm {
    /// Every algorithm.
    pub const ALL: [Self; 6] =
        [Self::Rs256, Self::Rs384, Self::Rs512, Self::Es256, Self::Es384, Self::Es512];

    /// Its name in a token's header.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Rs256 => "RS256",
            Self::Rs384 => "RS384",
            Self::Rs512 => "RS512",
            Self::Es256 => "ES256",
            Self::Es384 => "ES384",
            Self::Es512 => "ES512",
        }
    }

    /// The algorithm of that name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|algorithm| algorithm.name() == name)
    }

    /// The hash, and what stands before it in PKCS #1 v1.5 (RFC 8017, section 9.2).
    pub(crate) fn digest(self, message: &[u8]) -> (Vec<u8>, Pkcs1v15Sign) {
        let (hash, number) = match self {
            Self::Rs256 | Self::Es256 => (Sha256::digest(message).to_vec(), 1),
            Self::Rs384 | Self::Es384 => (Sha384::digest(message).to_vec(), 2),
            Self::Rs512 | Self::Es512 => (Sha512::digest(message).to_vec(), 3),
        };
        let length = hash.len() as u8;
        let mut prefix = vec![0x30, 17 + length, 0x30, 0x0d, 0x06, 0x09];
        prefix.extend([0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, number]);
        prefix.extend([0x05, 0x00, 0x04, length]);
        let padding = Pkcs1v15Sign { hash_len: Some(hash.len()), prefix: prefix.into() };
        (hash, padding)
    }
}

/// A key that checks signatures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PublicKey {
    /// RSA.
    Rsa(Box<RsaPublicKey>),
    /// ECDSA on P-256.
    P256(p256::ecdsa::VerifyingKey),
    /// ECDSA on P-384.
    P384(p384::ecdsa::VerifyingKey),
    /// ECDSA on P-521.
    P521(p521::ecdsa::VerifyingKey),
}

/// The longest modulus that is computed with: more would freeze the page.
const LONGEST_MODULUS: usize = 8192;

impl PublicKey {
    /// An RSA key of a modulus and a public exponent, or what is wrong with them.
    pub(crate) fn rsa(modulus: &[u8], exponent: &[u8]) -> Result<Self, &'static str> {
        let (n, e) = (BigUint::from_bytes_be(modulus), BigUint::from_bytes_be(exponent));
        let key = RsaPublicKey::new_with_max_size(n, e, LONGEST_MODULUS);
        key.map(|key| Self::Rsa(Box::new(key))).map_err(|_| "no RSA key of at most 8192 bits")
    }

    /// A key on a curve of a point, or what is wrong with it.
    pub(crate) fn ec(curve: &str, x: &[u8], y: &[u8]) -> Result<Self, &'static str> {
        let length = match curve {
            "P-256" => 32,
            "P-384" => 48,
            "P-521" => 66,
            _ => return Err("a curve other than P-256, P-384 and P-521"),
        };
        if x.len() != length || y.len() != length {
            return Err("coordinates of another length than the curve's");
        }
        let point = [&[4][..], x, y].concat();
        let key = match length {
            32 => p256::ecdsa::VerifyingKey::from_sec1_bytes(&point).map(Self::P256),
            48 => p384::ecdsa::VerifyingKey::from_sec1_bytes(&point).map(Self::P384),
            _ => p521::ecdsa::VerifyingKey::from_sec1_bytes(&point).map(Self::P521),
        };
        key.map_err(|_| "a point that is not on the curve")
    }

    /// Whether a signature under that algorithm can be of this key.
    #[must_use]
    pub fn fits(&self, algorithm: Algorithm) -> bool {
        use Algorithm::{Es256, Es384, Es512, Rs256, Rs384, Rs512};
        matches!(
            (self, algorithm),
            (Self::Rsa(_), Rs256 | Rs384 | Rs512)
                | (Self::P256(_), Es256)
                | (Self::P384(_), Es384)
                | (Self::P521(_), Es512)
        )
    }

    /// Whether the signature is this key's over the message.
    #[must_use]
    pub fn verify(&self, algorithm: Algorithm, message: &[u8], signature: &[u8]) -> bool {
        use p256::ecdsa::signature::Verifier;
        if !self.fits(algorithm) {
            return false;
        }
        match self {
            Self::Rsa(key) => {
                use rsa::traits::PublicKeyParts;
                let (hash, padding) = algorithm.digest(message);
                // As long as the modulus, so that no two texts are one signature.
                signature.len() == key.size() && key.verify(padding, &hash, signature).is_ok()
            }
            Self::P256(key) => p256::ecdsa::Signature::from_slice(signature)
                .is_ok_and(|signature| key.verify(message, &signature).is_ok()),
            Self::P384(key) => p384::ecdsa::Signature::from_slice(signature)
                .is_ok_and(|signature| key.verify(message, &signature).is_ok()),
            Self::P521(key) => p521::ecdsa::Signature::from_slice(signature)
                .is_ok_and(|signature| key.verify(message, &signature).is_ok()),
        }
    }
}
