//! The session token: the session itself, sealed with XChaCha20-Poly1305 under a key derived from the scenario's seed.
//!
//! Visibly simulated, and worth nothing outside the playground: the text begins with `SIMULATED`, and what it decodes to
//! says so in a sentence.
//!
//! **Invariant:** equal nonces mean equal plaintexts, since the nonce is derived from the plaintext. A token that opens
//! is byte for byte one that [`seal`] made under the same seed.

use std::fmt;

use base64ct::{Base64, Encoding};
use chacha20poly1305::{AeadInOut, KeyInit, XChaCha20Poly1305, XNonce};

use crate::{Session, derive::derive, session_bytes};

/// How every token begins: what it is, and the version. Twelve characters, so that the whole stays Base64.
const MARK: &str = "SIMULATED/1/";

/// What stands in front of the nonce for whoever decodes a token elsewhere. 48 bytes, a multiple of three.
const NOTICE: &[u8; 48] = b"simulated session token; no credentials of AWS\n\n";

/// Bytes of the nonce, which stands in front of the sealed bytes.
const NONCE: usize = 24;

/// Why a token is not accepted. Every reason gives `InvalidClientTokenId`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TokenError {
    /// Not of the form of a simulated token.
    NotAToken,
    /// It was changed, or sealed under another seed.
    NotAuthentic,
    /// It is authentic but says nothing that this version reads.
    Unreadable,
}

impl fmt::Display for TokenError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NotAToken => "not a simulated session token",
            Self::NotAuthentic => "changed, cut, or from another scenario",
            Self::Unreadable => "sealed by another version",
        })
    }
}

impl std::error::Error for TokenError {}

/// What is sealed: how the text begins, what it says to whoever decodes it elsewhere, and what its keys are derived for.
pub(crate) struct Envelope {
    /// A multiple of four characters, so that the whole stays Base64.
    mark: &'static str,
    /// A multiple of three bytes.
    notice: &'static [u8],
    key: &'static str,
    nonce: &'static str,
}

const TOKEN: Envelope =
    Envelope { mark: MARK, notice: NOTICE, key: "session token key", nonce: "session token nonce" };

impl Envelope {
    pub(crate) const fn new(
        mark: &'static str,
        notice: &'static [u8],
        key: &'static str,
        nonce: &'static str,
    ) -> Self {
        Self { mark, notice, key, nonce }
    }

    pub(crate) fn seal(&self, mut sealed: Vec<u8>, seed: &str, label: &str) -> String {
        let random = derive(seed, self.nonce, &[label.as_bytes(), &sealed]);
        let mut nonce = XNonce::default();
        nonce.copy_from_slice(&random[..NONCE]);
        // Fails only beyond 256 GiB, which nothing reaches; the text would then not open.
        let _ = self.cipher(seed).encrypt_in_place(&nonce, self.mark.as_bytes(), &mut sealed);
        let mut text = String::from(self.mark);
        text.push_str(&Base64::encode_string(&[self.notice, nonce.as_slice(), &sealed].concat()));
        text
    }

    pub(crate) fn open(&self, text: &str, seed: &str) -> Result<Vec<u8>, TokenError> {
        let text = text.strip_prefix(self.mark).ok_or(TokenError::NotAToken)?;
        let bytes = Base64::decode_vec(text).map_err(|_| TokenError::NotAToken)?;
        let rest = bytes.strip_prefix(self.notice).ok_or(TokenError::NotAToken)?;
        let (nonce, sealed) = rest.split_at_checked(NONCE).ok_or(TokenError::NotAToken)?;
        let nonce = XNonce::try_from(nonce).map_err(|_| TokenError::NotAToken)?;
        let mut plain = sealed.to_vec();
        self.cipher(seed)
            .decrypt_in_place(&nonce, self.mark.as_bytes(), &mut plain)
            .map_err(|_| TokenError::NotAuthentic)?;
        Ok(plain)
    }

    fn cipher(&self, seed: &str) -> XChaCha20Poly1305 {
        XChaCha20Poly1305::new(&derive(seed, self.key, &[]).into())
    }
}

/// Seals a session. The same session, seed and label always make the same token.
#[must_use]
pub fn seal(session: &Session, seed: &str, label: &str) -> String {
    seal_padded(session, seed, label, 0)
}

/// Seals a session in a token of at least that many characters: zero bytes behind the session fill it.
pub(crate) fn seal_padded(session: &Session, seed: &str, label: &str, least: usize) -> String {
    let mut sealed = session_bytes::encode(session);
    // Four characters hold three bytes, of which 16 prove that nothing was changed.
    let room = least.saturating_sub(MARK.len()).div_ceil(4) * 3;
    let room = room.saturating_sub(NOTICE.len() + NONCE + 16);
    sealed.resize(sealed.len().max(room), 0);
    TOKEN.seal(sealed, seed, label)
}

/// Opens a token.
///
/// # Errors
/// When the token is not one of this seed, down to the last bit.
pub fn open(token: &str, seed: &str) -> Result<Session, TokenError> {
    let plain = TOKEN.open(token, seed)?;
    let (session, filling) =
        session_bytes::decode_beginning(&plain).ok_or(TokenError::Unreadable)?;
    if filling.iter().all(|byte| *byte == 0) { Ok(session) } else { Err(TokenError::Unreadable) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::session::tests::{session, sessions};
    use proptest::prelude::*;

    #[test]
    fn a_token_says_at_sight_and_decoded_that_it_is_simulated() {
        let token = seal(&session(), "seed", "hop 1");
        assert!(token.starts_with("SIMULATED/1/c2ltdWxhdGVk"));
        assert!(!token.contains("IQoJ"));
        let decoded = Base64::decode_vec(&token).unwrap();
        assert_eq!(&decoded[9..57], NOTICE);
    }

    #[test]
    fn the_same_session_makes_the_same_token_on_every_platform() {
        // Sealed by another implementation of SHA-256, HMAC and XChaCha20-Poly1305.
        let token = include_str!("../testdata/session_token.txt").trim_end();
        assert_eq!(seal(&session(), "seed", "hop 1"), token);
        assert_eq!(open(token, "seed"), Ok(session()));
    }

    #[test]
    fn no_changed_bit_is_accepted() {
        let token = seal(&session(), "seed", "hop 1");
        for at in 0..token.len() {
            for bit in 0..8 {
                let mut bytes = token.clone().into_bytes();
                bytes[at] ^= 1 << bit;
                // What is no longer UTF-8 cannot even be asked about.
                if let Ok(changed) = String::from_utf8(bytes) {
                    assert!(open(&changed, "seed").is_err(), "byte {at}, bit {bit}");
                }
            }
        }
    }

    #[test]
    fn no_changed_bit_of_the_decoded_token_is_accepted() {
        let token = seal(&session(), "seed", "hop 1");
        let decoded = Base64::decode_vec(&token).unwrap();
        for bit in 0..decoded.len() * 8 {
            let mut changed = decoded.clone();
            changed[bit / 8] ^= 1 << (bit % 8);
            assert!(open(&Base64::encode_string(&changed), "seed").is_err(), "bit {bit}");
        }
    }

    #[test]
    fn no_cut_or_lengthened_token_is_accepted() {
        let token = seal(&session(), "seed", "hop 1");
        for end in 0..token.len() {
            assert!(open(&token[..end], "seed").is_err(), "cut at {end}");
            assert!(open(&token[end + 1..], "seed").is_err(), "begun at {end}");
        }
        for more in ["A", "=", "AAAA", " ", "\n"] {
            assert!(open(&format!("{token}{more}"), "seed").is_err(), "{more:?}");
        }
    }

    #[test]
    fn a_token_of_another_seed_is_not_authentic() {
        let token = seal(&session(), "seed", "hop 1");
        for seed in ["", "Seed", "seed ", "seed\0"] {
            assert_eq!(open(&token, seed), Err(TokenError::NotAuthentic), "{seed:?}");
        }
    }

    #[test]
    fn what_is_authentic_but_of_another_version_is_unreadable() {
        let nonce = XNonce::default();
        let mut sealed = vec![255, 1, 2, 3];
        TOKEN.cipher("seed").encrypt_in_place(&nonce, MARK.as_bytes(), &mut sealed).unwrap();
        let bytes = [NOTICE, nonce.as_slice(), &sealed].concat();
        let token = format!("{MARK}{}", Base64::encode_string(&bytes));
        assert_eq!(open(&token, "seed"), Err(TokenError::Unreadable));
    }

    #[test]
    fn a_real_looking_token_is_not_one() {
        assert_eq!(open("IQoJb3JpZ2luX2VjEXAMPLE", "seed"), Err(TokenError::NotAToken));
        assert_eq!(open("", "seed"), Err(TokenError::NotAToken));
        assert_eq!(open(MARK, "seed"), Err(TokenError::NotAToken));
    }

    #[test]
    fn a_token_can_be_filled_up_to_a_size() {
        let plain = seal(&session(), "seed", "hop 1");
        assert_eq!(seal_padded(&session(), "seed", "hop 1", plain.len() - 4), plain);
        for least in [plain.len(), plain.len() + 1, plain.len() + 2, 2000, 4095, 4096] {
            let token = seal_padded(&session(), "seed", "hop 1", least);
            assert!((least..least + 4).contains(&token.len()), "{least}: {}", token.len());
            assert_eq!(open(&token, "seed"), Ok(session()));
        }
    }

    proptest! {
        #[test]
        fn token_decodes_to_its_session(session in sessions(), seed: String, label: String) {
            let token = seal(&session, &seed, &label);
            prop_assert_eq!(&token, &seal(&session, &seed, &label));
            prop_assert_eq!(open(&token, &seed), Ok(session));
        }

        #[test]
        fn tampered_token_is_refused(
            session in sessions(),
            at: prop::sample::Index,
            bit in 0_u8..8,
        ) {
            let mut bytes = seal(&session, "seed", "hop").into_bytes();
            let at = at.index(bytes.len());
            bytes[at] ^= 1 << bit;
            if let Ok(changed) = String::from_utf8(bytes) {
                prop_assert!(open(&changed, "seed").is_err());
            }
        }

        #[test]
        fn any_text_is_refused_without_a_panic(text: String) {
            prop_assert!(open(&text, "seed").is_err());
            let marked = format!("{MARK}{text}");
            prop_assert!(open(&marked, "seed").is_err());
        }
    }
}
