//! The encoded message of a refusal: what EC2 and some other services put behind "Encoded authorization failure message",
//! and DecodeAuthorizationMessage reads. AWS: "DecodeAuthorizationMessage".
//!
//! What it says is the caller's matter; here it is sealed as a session token is, under keys of its own.

use iam::AccountId;

use crate::token::Envelope;

const MESSAGE: Envelope = Envelope::new(
    "SIMULATED/m/",
    b"simulated authorization message, of no real call",
    "authorization message key",
    "authorization message nonce",
);

/// Seals what a message says. The same content, account, seed and label always make the same text.
#[must_use]
pub fn seal_message(content: &[u8], account: AccountId, seed: &str, label: &str) -> String {
    let mut plain = account.number().to_be_bytes().to_vec();
    plain.extend_from_slice(content);
    MESSAGE.seal(plain, seed, label)
}

/// What a message says: nothing where it was changed, cut, sealed for another account or under another seed.
#[must_use]
pub fn open_message(text: &str, account: AccountId, seed: &str) -> Option<Vec<u8>> {
    let plain = MESSAGE.open(text, seed).ok()?;
    plain.strip_prefix(&account.number().to_be_bytes()[..]).map(<[u8]>::to_vec)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn account(number: u64) -> AccountId {
        AccountId::from_number(number).unwrap()
    }

    #[test]
    fn a_message_is_for_one_account_and_one_seed() {
        let text = seal_message(b"{}", account(1), "seed", "step");
        assert!(text.starts_with("SIMULATED/m/c2ltdWxhdGVk"), "{text}");
        assert_eq!(open_message(&text, account(1), "seed").as_deref(), Some(&b"{}"[..]));
        assert_eq!(open_message(&text, account(2), "seed"), None);
        assert_eq!(open_message(&text, account(1), "other"), None);
    }

    #[test]
    fn no_token_is_a_message() {
        let token = crate::seal(&crate::session::tests::session(), "seed", "hop 1");
        assert_eq!(open_message(&token, account(1), "seed"), None);
        let body = token.trim_start_matches("SIMULATED/1/");
        assert_eq!(open_message(&format!("SIMULATED/m/{body}"), account(1), "seed"), None);
    }

    #[test]
    fn no_changed_bit_and_no_cut_is_accepted() {
        let text = seal_message(b"{\"allowed\":false}", account(7), "seed", "step");
        for at in 0..text.len() {
            for bit in 0..8 {
                let mut bytes = text.clone().into_bytes();
                bytes[at] ^= 1 << bit;
                if let Ok(changed) = String::from_utf8(bytes) {
                    assert_eq!(open_message(&changed, account(7), "seed"), None, "{at}, {bit}");
                }
            }
            assert_eq!(open_message(&text[..at], account(7), "seed"), None, "cut at {at}");
        }
    }

    proptest! {
        #[test]
        fn a_message_opens_to_what_was_sealed(
            content: Vec<u8>,
            number in 0_u64..1_000_000_000_000,
            seed: String,
            label: String,
        ) {
            let text = seal_message(&content, account(number), &seed, &label);
            prop_assert_eq!(open_message(&text, account(number), &seed), Some(content));
        }
    }
}
