//! Credentials that look real and are recognisably not. AWS: "IAM identifiers" and "Credentials" of the API reference.

use std::{fmt, rc::Rc};

use base64ct::{Base64, Base64UrlUnpadded, Encoding};
use iam::{AccountId, Timestamp, UniqueId};

use crate::{Session, base32, derive::derive, token};

/// What a call that mints a session gives out.
#[derive(Clone, PartialEq, Eq)]
pub struct Credentials {
    /// `ASIA…`, 20 characters; the account id can be read from it.
    pub access_key_id: Rc<str>,
    /// 40 characters.
    pub secret_access_key: Rc<str>,
    /// The session, sealed.
    pub session_token: Rc<str>,
    /// When they end.
    pub expiration: Timestamp,
}

impl fmt::Debug for Credentials {
    /// Without the secret and the token: they are made up, but logs should not get used to them.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Credentials")
            .field("access_key_id", &self.access_key_id)
            .field("expiration", &self.expiration)
            .finish_non_exhaustive()
    }
}

/// Makes the credentials of a session. The same seed and label always make the same; `label` is unique per step.
///
/// Key id and secret depend on seed, label and account only, so they stay while a step is being edited; the token holds
/// the session, and has at least `least_token_size` characters (`MinimumSessionTokenSize`).
#[must_use]
pub fn mint(session: &Session, seed: &str, label: &str, least_token_size: usize) -> Credentials {
    Credentials {
        access_key_id: access_key_id("ASIA", session.principal.account, seed, label).into(),
        secret_access_key: secret(seed, label).into(),
        session_token: token::seal_padded(session, seed, label, least_token_size).into(),
        expiration: session.expires,
    }
}

/// An access key id: `ASIA` (temporary) or `AKIA` (long-term) and 16 characters from which the account can be read.
#[must_use]
pub fn access_key_id(prefix: &str, account: Option<AccountId>, seed: &str, label: &str) -> String {
    let random = derive(seed, "access key id", &[label.as_bytes()]);
    let account = account.map_or(0, AccountId::number);
    [prefix, &account_body(account, &random)].concat()
}

/// A GUID as request and event ids are: derived, so that the same seed, purpose and label always make the same.
#[must_use]
pub fn guid(seed: &str, purpose: &str, label: &str) -> String {
    let mut bytes = derive(seed, purpose, &[label.as_bytes()]);
    // RFC 9562, section 5.4: version and variant.
    bytes[6] = bytes[6] & 0x0F | 0x40;
    bytes[8] = bytes[8] & 0x3F | 0x80;
    let hex = base16ct::lower::encode_string(&bytes[..16]);
    [&hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..]].join("-")
}

/// What stands where the signature of a JSON Web Token would: derived from what is signed, recognisably no signature,
/// and as long as `algorithm` makes one.
#[must_use]
pub fn web_identity_signature(seed: &str, algorithm: &str, signed: &str) -> Vec<u8> {
    let length = if algorithm == "RS256" { 256 } else { 96 };
    let random = derive(seed, "web identity signature", &[algorithm.as_bytes(), signed.as_bytes()]);
    let mut signature = b"SIMULATED, no signature of AWS ".to_vec();
    signature.extend(random.iter().copied().cycle().take(length - signature.len()));
    signature
}

/// A sign-in token of the console's federation endpoint: derived from the credentials that it stands for, and recognisably
/// none of AWS's.
#[must_use]
pub fn signin_token(seed: &str, access_key_id: &str, label: &str) -> String {
    let parts = [access_key_id.as_bytes(), label.as_bytes()];
    let mut bytes = b"SIMULATED sign-in token; it opens nothing. ".to_vec();
    for purpose in ["sign-in token", "sign-in token, more"] {
        bytes.extend(derive(seed, purpose, &parts));
    }
    ["SIMULATED-", &Base64UrlUnpadded::encode_string(&bytes)].concat()
}

/// 40 characters, as of a real secret; the first say what it is.
fn secret(seed: &str, label: &str) -> String {
    let random = derive(seed, "secret access key", &[label.as_bytes()]);
    let mut secret = String::from("SIMULATED/");
    secret.push_str(&Base64::encode_string(&random[..24]));
    secret.truncate(40);
    secret
}

/// The account that an access key id encodes; nothing for ids of the older generation, which do not.
#[must_use]
pub fn account_of_access_key(access_key_id: &str) -> Option<AccountId> {
    let body = access_key_id.strip_prefix("ASIA").or_else(|| access_key_id.strip_prefix("AKIA"))?;
    if body.len() != BODY {
        return None;
    }
    let bits = body
        .bytes()
        .try_fold(0, |bits, byte| Some((bits << 5) | u128::from(base32::value(byte)?)))?;
    let newer_generation = bits >> 79 == 1;
    let account = (bits >> TAIL_BITS) as u64 & ((1 << 40) - 1);
    newer_generation.then(|| AccountId::from_number(account).ok())?
}

/// The unique id of an entity: prefix (`AIDA`, `AROA`, `AGPA`, `ANPA`) and 17 characters derived from the seed, the
/// account, the name and how many namesakes came before.
///
/// The first 16 are laid out like those of a key id, as ids of the newer generation are.
#[must_use]
pub fn entity_id(
    prefix: &str,
    account: AccountId,
    name: &str,
    generation: u32,
    seed: &str,
) -> UniqueId {
    let random = derive(
        seed,
        "unique id",
        &[
            prefix.as_bytes(),
            &account.number().to_be_bytes(),
            name.as_bytes(),
            &generation.to_be_bytes(),
        ],
    );
    let mut id = String::from(prefix);
    id.push_str(&account_body(account.number(), &random));
    id.push(base32::character(random[31].into()));
    UniqueId::new(&id)
}

/// Characters of a key id after its prefix.
const BODY: usize = 16;

/// Bits of a key id below the account's.
const TAIL_BITS: u32 = 39;

/// 16 Base32 characters, 80 bits: a one, the account in 40 bits, and 39 bits of the random bytes.
fn account_body(account: u64, random: &[u8; 32]) -> String {
    let tail = random[..8].iter().fold(0, |tail: u128, byte| (tail << 8) | u128::from(*byte));
    let bits = 1 << 79 | u128::from(account) << TAIL_BITS | (tail & ((1 << TAIL_BITS) - 1));
    (0..BODY).rev().map(|place| base32::character(bits >> (5 * place))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::session::tests::session;

    fn account(key: &str) -> Option<String> {
        account_of_access_key(key).map(|account| account.to_string())
    }

    #[test]
    fn a_key_id_tells_its_account() {
        for (key, expected) in [
            ("ASIAY34FZKBOKMUTVV7A", "609629065308"),
            ("ASIAQNZGKIQY56JQ7WML", "029608264753"),
            ("AKIARZPUZDIKGB2VALC4", "123456789012"),
            ("ASIAQAAAAAAAGMKEM7X5", "000000000000"),
            ("ASIARZPUZDIKAAAAAAAA", "123456789012"),
            ("ASIARTX3GSDSQAAAAAAA", "111122223333"),
            ("ASIARTXV5AHDQAAAAAAA", "111111111111"),
            ("ASIATHPL2AOHAAAAAAAA", "222222222222"),
            ("ASIAQAAAAAAAAAAAAAAA", "000000000000"),
            ("ASIA6RVFFB77QAAAAAAA", "999999999999"),
        ] {
            assert_eq!(account(key).as_deref(), Some(expected), "{key}");
        }
    }

    #[test]
    fn an_account_makes_its_key_id() {
        for (number, tail, body) in [
            (123_456_789_012, 0, "RZPUZDIKAAAAAAAA"),
            (111_122_223_333, 0, "RTX3GSDSQAAAAAAA"),
            (111_111_111_111, 0, "RTXV5AHDQAAAAAAA"),
            (222_222_222_222, 0, "THPL2AOHAAAAAAAA"),
            (0, 0, "QAAAAAAAAAAAAAAA"),
            (999_999_999_999, 0, "6RVFFB77QAAAAAAA"),
            (999_999_999_999, u64::MAX, "6RVFFB7777777777"),
        ] {
            let mut random = [0; 32];
            random[..8].copy_from_slice(&tail.to_be_bytes());
            assert_eq!(account_body(number, &random), body);
        }
    }

    #[test]
    fn key_ids_of_the_older_generation_tell_nothing() {
        for key in ["AKIAIOSFODNN7EXAMPLE", "AKIAI44QH8DHBEXAMPLE", "ASIAJ55555555555555A"] {
            assert_eq!(account(key), None, "{key}");
        }
    }

    #[test]
    fn what_is_not_a_key_id_tells_nothing() {
        for key in [
            "",
            "ASIA",
            "ASIARZPUZDIKAAAAAAA",
            "ASIARZPUZDIKAAAAAAAAA",
            "AROARZPUZDIKAAAAAAAA",
            "ASIARZPUZDIKAAAAAAA1",
            "asiarzpuzdikaaaaaaaa",
            "ASIA7777777777777777",
            "ASIAéééééééé",
        ] {
            assert_eq!(account(key), None, "{key}");
        }
    }

    #[test]
    fn minted_credentials_have_the_form_of_real_ones() {
        let session = session();
        let minted = mint(&session, "seed", "hop 1", 0);
        assert_eq!(minted.access_key_id.len(), 20);
        assert!(minted.access_key_id.starts_with("ASIA"));
        assert_eq!(account_of_access_key(&minted.access_key_id), session.principal.account);
        assert_eq!(minted.secret_access_key.len(), 40);
        assert!(minted.secret_access_key.starts_with("SIMULATED/"));
        assert!(
            minted
                .secret_access_key
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'/' | b'+'))
        );
        assert_eq!(minted.expiration, session.expires);
        assert_eq!(token::open(&minted.session_token, "seed").unwrap(), session);
    }

    #[test]
    fn the_same_seed_and_label_make_the_same_on_every_platform() {
        // Derived by another implementation of SHA-256, HMAC, Base32 and Base64.
        let minted = mint(&session(), "seed", "hop 1", 0);
        assert_eq!(&*minted.access_key_id, "ASIATHPL2AOHLLTGMXKU");
        assert_eq!(&*minted.secret_access_key, "SIMULATED/ztvmDa3NQTAUS4ofGC2f+t7UA/El09");
        let account = "111111111111".parse().unwrap();
        let id = entity_id("AROA", account, "Deploy", 0, "seed");
        assert_eq!(id.as_str(), "AROARTXV5AHDWW4NOEDXR");
    }

    #[test]
    fn credentials_depend_on_seed_and_label_and_nothing_else() {
        let session = session();
        let minted = mint(&session, "seed", "hop 1", 0);
        assert_eq!(minted, mint(&session, "seed", "hop 1", 0));
        for other in [mint(&session, "other", "hop 1", 0), mint(&session, "seed", "hop 2", 0)] {
            assert_ne!(minted.access_key_id, other.access_key_id);
            assert_ne!(minted.secret_access_key, other.secret_access_key);
            assert_ne!(minted.session_token, other.session_token);
        }
    }

    #[test]
    fn printing_credentials_for_debugging_hides_secret_and_token() {
        let minted = mint(&session(), "seed", "hop 1", 0);
        let printed = format!("{minted:?}");
        assert!(printed.contains(&*minted.access_key_id));
        assert!(!printed.contains(&*minted.secret_access_key));
        assert!(!printed.contains(&*minted.session_token));
        assert!(!printed.contains("SIMULATED"));
    }

    #[test]
    fn a_guid_says_that_it_is_one() {
        let id = guid("seed", "event", "hop 1");
        let fields: Vec<usize> = id.split('-').map(str::len).collect();
        assert_eq!(fields, [8, 4, 4, 4, 12]);
        assert_eq!((&id[14..15], "89ab".contains(&id[19..20])), ("4", true), "{id}");
        assert_eq!(id, guid("seed", "event", "hop 1"));
        for other in [
            guid("other", "event", "hop 1"),
            guid("seed", "request", "hop 1"),
            guid("seed", "event", "hop 2"),
        ] {
            assert_ne!(id, other);
        }
    }

    #[test]
    fn what_stands_for_a_signature_says_that_it_is_none() {
        for (algorithm, length) in [("RS256", 256), ("ES384", 96)] {
            let signature = web_identity_signature("seed", algorithm, "header.payload");
            assert_eq!(signature.len(), length);
            assert!(signature.starts_with(b"SIMULATED"));
            assert_ne!(signature, web_identity_signature("seed", algorithm, "header.other"));
        }
    }

    #[test]
    fn unique_ids_differ_by_account_name_and_generation() {
        let one: AccountId = "111111111111".parse().unwrap();
        let two: AccountId = "222222222222".parse().unwrap();
        let id = entity_id("AROA", one, "Deploy", 0, "seed");
        assert_eq!(id.as_str().len(), 21);
        assert!(id.as_str().starts_with("AROARTXV5AHD"));
        assert!(UniqueId::is_entity_id(id.as_str()));
        assert_eq!(id, entity_id("AROA", one, "Deploy", 0, "seed"));
        for other in [
            entity_id("AROA", two, "Deploy", 0, "seed"),
            entity_id("AROA", one, "deploy", 0, "seed"),
            entity_id("AROA", one, "Deploy", 1, "seed"),
            entity_id("AROA", one, "Deploy", 0, "other"),
        ] {
            assert_ne!(id, other);
        }
        assert_ne!(id.as_str()[4..], entity_id("AIDA", one, "Deploy", 0, "seed").as_str()[4..]);
    }
}
