//! A provider's published keys (RFC 7517), as its `jwks_uri` shows them or as somebody pasted them.

use std::fmt;

use base64ct::{Base64Url, Base64UrlUnpadded, Encoding};
use iam::json::{Error, Value};

use crate::{
    Algorithm, PublicKey,
    json::{self, text as member},
};

/// How many keys of each kind the service takes. AWS: "Create an OpenID Connect (OIDC) identity provider in IAM".
const MOST_KEYS: usize = 100;

/// The keys that can check a signature, in their order.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct KeySet {
    keys: Vec<Key>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Key {
    id: Option<String>,
    /// The only algorithm it is meant for.
    algorithm: Option<String>,
    key: PublicKey,
}

/// What is wrong with a key set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum KeySetError {
    /// It is not JSON.
    NotJson(Error),
    /// It has no list named `keys`.
    NoKeys,
    /// A key, counted from 0, is not what it says it is.
    Key {
        /// Its place in the list.
        index: usize,
        /// What it has or lacks.
        problem: &'static str,
    },
    /// More than 100 RSA keys or more than 100 EC keys.
    TooMany,
}

impl fmt::Display for KeySetError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotJson(error) => f.write_str(&error.message),
            Self::NoKeys => f.write_str("expected an object with a list `keys`"),
            Self::Key { index, problem } => write!(f, "the key with index {index} has {problem}"),
            Self::TooMany => f.write_str("expected at most 100 RSA keys and 100 EC keys"),
        }
    }
}

impl std::error::Error for KeySetError {}

/// Reads a key set. Keys of other kinds, and keys that encrypt, are passed over, as every reader of key sets must.
///
/// # Errors
/// When it is no key set, has too many keys, or a key of it is broken.
pub fn read_key_set(text: &str) -> Result<KeySet, KeySetError> {
    let set = json::read(text).map_err(KeySetError::NotJson)?;
    let list = set.get("keys").and_then(Value::elements).ok_or(KeySetError::NoKeys)?;
    let of_kind = |kind| list.iter().filter(|key| member(key, "kty") == Some(kind)).count();
    if of_kind("RSA") > MOST_KEYS || of_kind("EC") > MOST_KEYS {
        return Err(KeySetError::TooMany);
    }
    let mut keys = Vec::new();
    for (index, key) in list.iter().enumerate() {
        let broken = |problem| KeySetError::Key { index, problem };
        if member(key, "use").is_some_and(|intended| intended != "sig") {
            continue;
        }
        let part = |name| {
            let text = member(key, name).ok_or(broken("a part missing: n and e, or x and y"))?;
            decode(text).ok_or(broken("a part that is not Base64url"))
        };
        let read = match member(key, "kty") {
            Some("RSA") => PublicKey::rsa(&part("n")?, &part("e")?),
            Some("EC") => PublicKey::ec(member(key, "crv").unwrap_or(""), &part("x")?, &part("y")?),
            _ => continue,
        };
        keys.push(Key {
            id: member(key, "kid").map(str::to_owned),
            algorithm: member(key, "alg").map(str::to_owned),
            key: read.map_err(broken)?,
        });
    }
    Ok(KeySet { keys })
}

/// Some tools pad, though RFC 7515 says not to.
fn decode(text: &str) -> Option<Vec<u8>> {
    Base64UrlUnpadded::decode_vec(text).or_else(|_| Base64Url::decode_vec(text)).ok()
}

impl KeySet {
    /// The keys that may have made a signature: those of that id if the token names one, of the algorithm's kind.
    pub fn candidates<'s>(
        &'s self,
        id: Option<&'s str>,
        algorithm: Algorithm,
    ) -> impl Iterator<Item = &'s PublicKey> {
        let named = move |key: &&Key| id.is_none_or(|id| key.id.as_deref() == Some(id));
        let meant = move |key: &&Key| {
            key.algorithm.as_deref().is_none_or(|meant| meant == algorithm.name())
                && key.key.fits(algorithm)
        };
        self.keys.iter().filter(named).filter(meant).map(|key| &key.key)
    }

    /// How many keys can check signatures.
    #[must_use]
    pub fn len(&self) -> usize {
        self.keys.len()
    }

    /// Whether no key can.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.keys.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The key of RFC 7515, appendix A.3.
    const EC: &str = r#"{"kty":"EC","crv":"P-256","kid":"a",
        "x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",
        "y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"}"#;

    fn set(keys: &[&str]) -> Result<KeySet, KeySetError> {
        read_key_set(&format!(r#"{{"keys":[{}]}}"#, keys.join(",")))
    }

    fn problem(key: &str) -> &'static str {
        match set(&[EC, key]) {
            Err(KeySetError::Key { index: 1, problem }) => problem,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn the_example_of_the_rfc_checks_its_signature() {
        let keys = set(&[EC]).unwrap();
        let key = keys.candidates(Some("a"), Algorithm::Es256).next().unwrap();
        let signed = "eyJhbGciOiJFUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly\
            9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ";
        let signature = decode(
            "DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q",
        );
        assert!(key.verify(Algorithm::Es256, signed.as_bytes(), &signature.unwrap()));
    }

    #[test]
    fn keys_are_chosen_by_id_and_by_what_they_are_for() {
        let named = |id: &str| EC.replace(r#""kid":"a""#, id);
        let other = named(r#""kid":"b","alg":"ES256""#);
        let encrypts = named(r#""kid":"c","use":"enc""#);
        let nameless = named(r#""alg":"ES384""#);
        let keys = set(&[EC, &other, &encrypts, &nameless, r#"{"kty":"oct","k":"AA"}"#]).unwrap();
        assert_eq!(keys.len(), 3);
        let count = |id, algorithm| keys.candidates(id, algorithm).count();
        assert_eq!(count(Some("a"), Algorithm::Es256), 1);
        assert_eq!(count(Some("b"), Algorithm::Es256), 1);
        assert_eq!(count(Some("c"), Algorithm::Es256), 0);
        assert_eq!(count(None, Algorithm::Es256), 2, "the nameless key is for another algorithm");
        assert_eq!(count(None, Algorithm::Es384), 0, "it is on the wrong curve for that");
        assert_eq!(count(Some("a"), Algorithm::Rs256), 0);
    }

    #[test]
    fn a_broken_key_is_told_by_its_place() {
        assert_eq!(problem(r#"{"kty":"RSA","n":"AQAB"}"#), "a part missing: n and e, or x and y");
        assert_eq!(problem(r#"{"kty":"RSA","n":"?","e":"AQAB"}"#), "a part that is not Base64url");
        assert_eq!(
            problem(r#"{"kty":"RSA","n":"","e":"AQAB"}"#),
            "no RSA key of at most 8192 bits"
        );
        assert_eq!(
            problem(&EC.replace("P-256", "secp256k1")),
            "a curve other than P-256, P-384 and P-521"
        );
        assert_eq!(
            problem(&EC.replace("P-256", "P-384")),
            "coordinates of another length than the curve's"
        );
        assert_eq!(problem(&EC.replace("f83O", "g83O")), "a point that is not on the curve");
        assert_eq!(set(&["1"]).map(|keys| keys.len()), Ok(0));
        assert_eq!(read_key_set("{}"), Err(KeySetError::NoKeys));
        assert!(matches!(read_key_set("<html>"), Err(KeySetError::NotJson(_))));
    }

    #[test]
    fn a_hundred_keys_of_a_kind_are_read_and_no_more() {
        assert_eq!(set(&[EC; 100]).map(|keys| keys.len()), Ok(100));
        assert_eq!(set(&[EC; 101]), Err(KeySetError::TooMany));
    }
}
