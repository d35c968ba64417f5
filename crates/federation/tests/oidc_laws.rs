//! Tokens against other readers and writers: the crate `jsonwebtoken`, `serde_json`, and tokens signed with OpenSSL.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot go on has failed"
)]
#![cfg(test)]

use data_encoding::BASE64URL_NOPAD;
use federation::oidc::{self, Algorithm, SigningKeys, TokenError};
use iam::{Timestamp, json};
use jsonwebtoken::{DecodingKey, Validation, jwk::JwkSet};
use proptest::{
    prelude::*,
    test_runner::{Config, RngAlgorithm, TestRng, TestRunner},
};
use serde_json::{Map, Value, json as value};

const NOW: i64 = 1_795_341_600;

fn now() -> Timestamp {
    Timestamp::from_seconds(NOW)
}

fn deterministic(cases: u32) -> TestRunner {
    let config = Config { cases, failure_persistence: None, ..Config::default() };
    TestRunner::new_with_rng(config, TestRng::deterministic_rng(RngAlgorithm::ChaCha))
}

fn values() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<String>().prop_map(Value::from),
    ];
    leaf.prop_recursive(3, 12, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::btree_map(any::<String>(), inner, 0..4)
                .prop_map(|members| Value::Object(members.into_iter().collect())),
        ]
    })
}

/// The claims that must be there, with any others.
fn claims() -> impl Strategy<Value = Value> {
    let others = prop::collection::btree_map("[a-z:/_]{4,20}", values(), 0..5);
    (others, "[!-~]{1,30}", 1..100_000_i64).prop_map(|(others, subject, lifetime)| {
        let mut claims: Map<String, Value> = others.into_iter().collect();
        let required = value!({
            "iss": "https://issuer.example", "sub": subject, "aud": "client",
            "iat": NOW, "exp": NOW + lifetime,
        });
        claims.extend(required.as_object().unwrap().clone());
        Value::Object(claims)
    })
}

#[test]
fn another_library_reads_the_same_claims_and_no_changed_bit_is_accepted() {
    let keys = SigningKeys::new("seed");
    let set: JwkSet = serde_json::from_str(&keys.published()).unwrap();
    let published = oidc::read_key_set(&keys.published()).unwrap();
    let client_ids = ["client"];
    let input = (claims(), any::<bool>(), any::<prop::sample::Index>(), 0..8_u8);
    let outcome = deterministic(256).run(&input, |(claims, rsa, at, bit)| {
        let (ours, theirs) = if rsa {
            (Algorithm::Rs256, jsonwebtoken::Algorithm::RS256)
        } else {
            (Algorithm::Es256, jsonwebtoken::Algorithm::ES256)
        };
        let token = oidc::issue(&keys, ours, &claims.to_string()).unwrap();

        let header = jsonwebtoken::decode_header(&token).unwrap();
        let key = DecodingKey::from_jwk(set.find(&header.kid.unwrap()).unwrap()).unwrap();
        let mut validation = Validation::new(theirs);
        validation.set_audience(&client_ids);
        validation.set_issuer(&["https://issuer.example"]);
        validation.validate_exp = false;
        let read = jsonwebtoken::decode::<Value>(&token, &key, &validation).unwrap();
        prop_assert_eq!(&read.claims, &claims);

        let verified = oidc::verify(&token, &published).unwrap();
        let read: Value = serde_json::from_str(&json::print_compact(&verified.claims)).unwrap();
        prop_assert_eq!(&read, &claims);

        let segments: Vec<&str> = token.split('.').collect();
        let which = at.index(3);
        let mut bytes = BASE64URL_NOPAD.decode(segments[which].as_bytes()).unwrap();
        let place = at.index(bytes.len());
        bytes[place] ^= 1 << bit;
        let flipped = BASE64URL_NOPAD.encode(&bytes);
        let mut changed = segments.clone();
        changed[which] = &flipped;
        let refused = oidc::verify(&changed.join("."), &published);
        prop_assert!(refused.is_err(), "segment {}, byte {}, bit {}", which, place, bit);
        Ok(())
    });
    outcome.unwrap();
}

#[test]
fn tokens_of_another_signer_are_accepted_under_every_algorithm() {
    let data: Value = serde_json::from_str(include_str!("../testdata/other_signers.json")).unwrap();
    let keys = oidc::read_key_set(&value!({ "keys": data["keys"] }).to_string()).unwrap();
    assert_eq!(keys.len(), 4);
    for algorithm in Algorithm::ALL {
        let token = data["tokens"][algorithm.name()].as_str().unwrap();
        let verified = oidc::verify(token, &keys);
        assert!(verified.is_ok(), "{}: {verified:?}", algorithm.name());
        let (signed, signature) = token.rsplit_once('.').unwrap();
        let mut signature = BASE64URL_NOPAD.decode(signature.as_bytes()).unwrap();
        for bit in 0..signature.len() * 8 {
            signature[bit / 8] ^= 1 << (bit % 8);
            // The curve of P-521 is slow without optimization; its neighbours prove the same.
            if algorithm != Algorithm::Es512 || bit % 97 == 0 {
                let token = format!("{signed}.{}", BASE64URL_NOPAD.encode(&signature));
                let refused = oidc::verify(&token, &keys);
                assert_eq!(refused, Err(TokenError::Signature), "{}, bit {bit}", algorithm.name());
            }
            signature[bit / 8] ^= 1 << (bit % 8);
        }
    }
}

#[test]
fn every_preset_issues_a_token_that_its_provider_published_the_key_of() {
    let keys = SigningKeys::new("seed");
    let published = oidc::read_key_set(&keys.published()).unwrap();
    for preset in oidc::presets() {
        for algorithm in [Algorithm::Es256, Algorithm::Rs256] {
            let token = oidc::issue(&keys, algorithm, &preset.claims(now())).unwrap();
            let verified = oidc::verify(&token, &published);
            assert!(verified.is_ok(), "{}: {verified:?}", preset.id);
        }
    }
}

#[test]
fn every_preset_has_the_subject_and_the_issuer_of_its_provider() {
    let found: Vec<(&str, String, String)> = oidc::presets()
        .iter()
        .map(|preset| {
            let claims: Value = serde_json::from_str(&preset.claims(now())).unwrap();
            let text = |name: &str| claims[name].as_str().unwrap().to_owned();
            assert_eq!(text("iss"), format!("https://{}", preset.issuer));
            (preset.id, text("sub"), claims["amr"].to_string())
        })
        .collect();
    let expected = [
        ("github", "repo:octo-org/octo-repo:ref:refs/heads/main", "null"),
        ("github-immutable", "repo:octo-org@65/octo-repo@74:ref:refs/heads/main", "null"),
        ("gitlab", "project_path:my-group/my-project:ref_type:branch:ref:main", "null"),
        ("eks", "system:serviceaccount:default:my-service-account", "null"),
        ("google", "110169484474386276334", "null"),
        ("login-with-amazon", "amzn1.account.EXAMPLE", "null"),
        ("facebook", "10000000000000001", "null"),
        (
            "cognito-authenticated",
            "us-east-1:12345678-ffff-ffff-ffff-123456789012",
            r#"["authenticated","login.provider.example","login.provider.example:us-east-1:OIDC:sample-user"]"#,
        ),
        (
            "cognito-guest",
            "us-east-1:12345678-ffff-ffff-ffff-123456789012",
            r#"["unauthenticated"]"#,
        ),
    ];
    let expected =
        expected.map(|(id, subject, methods)| (id, subject.to_owned(), methods.to_owned()));
    assert_eq!(found, expected);
}

#[test]
fn the_same_seed_signs_the_same_token() {
    let claims = oidc::presets()[0].claims(now());
    for algorithm in [Algorithm::Es256, Algorithm::Rs256] {
        let token = |seed| oidc::issue(&SigningKeys::new(seed), algorithm, &claims).unwrap();
        assert_eq!(token("seed"), token("seed"));
        assert_eq!(token("seed") == token("other"), algorithm == Algorithm::Rs256);
    }
}
