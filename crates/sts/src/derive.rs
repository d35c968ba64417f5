//! Everything that looks random: derived from the scenario's seed, so that the same scenario looks the same to everyone.

use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256, digest::array::Array};

/// Keeps these values apart from any other use of the same seed.
const DOMAIN: &[u8] = b"AssumeRole Playground, version 1";

/// 32 bytes for one purpose: HMAC-SHA-256 over the parts, under a key that is the hash of the seed.
///
/// Every field is preceded by its length, so that no two lists of fields read the same.
pub(crate) fn derive(seed: &str, purpose: &str, parts: &[&[u8]]) -> [u8; 32] {
    let mut root = Sha256::new();
    for field in [DOMAIN, seed.as_bytes()] {
        root.update(length(field));
        root.update(field);
    }
    // A key shorter than a block is padded with zeros by definition.
    let mut key = Array::from([0; 64]);
    key[..32].copy_from_slice(&root.finalize());
    let mut mac = Hmac::<Sha256>::new(&key);
    for field in [purpose.as_bytes()].into_iter().chain(parts.iter().copied()) {
        mac.update(&length(field));
        mac.update(field);
    }
    mac.finalize().into_bytes().into()
}

fn length(field: &[u8]) -> [u8; 8] {
    (field.len() as u64).to_be_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seed_purpose_and_every_part_count() {
        let one = derive("seed", "a", &[b"x", b"y"]);
        assert_eq!(one, derive("seed", "a", &[b"x", b"y"]));
        for other in [
            derive("seed\0", "a", &[b"x", b"y"]),
            derive("", "a", &[b"x", b"y"]),
            derive("seed", "b", &[b"x", b"y"]),
            derive("seed", "a", &[b"xy"]),
            derive("seed", "a", &[b"xy", b""]),
            derive("seed", "a", &[b"", b"xy"]),
            derive("seeda", "", &[b"x", b"y"]),
        ] {
            assert_ne!(one, other);
        }
    }

    #[test]
    fn the_bytes_are_the_same_on_every_platform() {
        let bytes = derive("seed", "purpose", &[b"part"]);
        // Computed with another implementation of SHA-256 and HMAC.
        assert_eq!(bytes[..8], [112, 197, 225, 193, 49, 122, 151, 50]);
    }
}
