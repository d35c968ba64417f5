//! The keys that simulated providers sign with: they are known to everybody and protect nothing.
//!
//! The key on P-256 is derived from the scenario's seed. The RSA key is one fixed key in a file, since to look for primes
//! would freeze the page for a second.

use p256::ecdsa::{Signature, SigningKey, signature::Signer};
use rsa::{BigUint, RsaPrivateKey, RsaPublicKey};
use sha2::{Digest, Sha256};

use super::Algorithm;

/// The certificate of the RSA key, as Base64 in lines.
pub const SIMULATION_CERTIFICATE: &str = include_str!("simulation_certificate.txt");

const KEY: &str = include_str!("simulation_key.txt");

/// What stands under a name in the key's file.
fn part(name: &str) -> BigUint {
    let lines = KEY.lines().skip_while(|line| *line != name).skip(1);
    let digits: String = lines.take_while(|line| line.len() > 1).collect();
    BigUint::from_bytes_be(&base16ct::lower::decode_vec(digits).unwrap_or_default())
}

fn rsa_key() -> Option<RsaPrivateKey> {
    let primes = vec![part("p"), part("q")];
    RsaPrivateKey::from_components(part("n"), BigUint::from(65537_u32), part("d"), primes).ok()
}

/// The public half of the fixed key.
pub(crate) fn rsa_public_key() -> Option<RsaPublicKey> {
    rsa_key().map(|key| key.to_public_key())
}

/// Signs with the fixed key. The file is part of the program, so there is always a signature.
pub(crate) fn rsa_sign(algorithm: Algorithm, message: &[u8]) -> Vec<u8> {
    let (hash, padding) = algorithm.digest(message);
    rsa_key().and_then(|key| key.sign(padding, &hash).ok()).unwrap_or_default()
}

/// A key on P-256 that belongs to a seed.
pub(crate) struct EcKey(SigningKey);

impl EcKey {
    pub(crate) fn new(seed: &str) -> Self {
        let mut hash = Sha256::new();
        hash.update(b"AssumeRole Playground, version 1, key of the OpenID Connect provider");
        hash.update((seed.len() as u64).to_be_bytes());
        hash.update(seed);
        let mut candidate = hash.finalize();
        loop {
            // All but one of 2^32 candidates are a key.
            match SigningKey::from_slice(&candidate) {
                Ok(key) => return Self(key),
                Err(_) => candidate = Sha256::digest(candidate),
            }
        }
    }

    /// The coordinates of the public point.
    pub(crate) fn coordinates(&self) -> (Vec<u8>, Vec<u8>) {
        let point = self.0.verifying_key().to_sec1_point(false);
        let bytes = point.as_bytes();
        (bytes[1..33].to_vec(), bytes[33..].to_vec())
    }

    /// Signs with a nonce made of key and message (RFC 6979).
    pub(crate) fn sign(&self, message: &[u8]) -> Vec<u8> {
        let signature: Signature = self.0.sign(message);
        signature.to_bytes().to_vec()
    }
}
