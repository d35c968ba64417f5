//! The cases of `testdata/oidc.json`: a token of a simulated provider, with one thing about it changed.
//!
//! `set` replaces claims (`null` takes one away) before the token is signed, `tamper` afterwards, `header` replaces the
//! header afterwards; `token` and `append` replace or lengthen the text. `seed` is of the keys that sign, `algorithm` what
//! they sign with. `expected` is status, code and message, or `null`; `place` is the segment and the member.
//!
//! What the service makes of the claims of a token is asked in `crates/simulator/testdata/sts/federation.json`.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot go on has failed"
)]
#![cfg(test)]

use data_encoding::BASE64URL_NOPAD;
use federation::oidc::{self, Algorithm, SigningKeys};
use serde_json::{Map, Value, json};

const FILE: &str = "testdata/oidc.json";
const ISSUED: i64 = 1_795_341_600;
const FIELDS: [&str; 11] = [
    "name",
    "expected",
    "place",
    "set",
    "tamper",
    "header",
    "token",
    "append",
    "seed",
    "algorithm",
    "long",
];

#[test]
pub(crate) fn every_case_of_oidc_holds() {
    let cases: Vec<Value> = serde_json::from_str(include_str!("../testdata/oidc.json")).unwrap();
    let failures: Vec<String> = cases.iter().filter_map(failure).collect();
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

#[test]
fn a_wrong_expectation_is_told() {
    let case = json!({ "name": "x", "expected": "no", "place": "header" });
    assert_eq!(
        failure(&case).unwrap(),
        "testdata/oidc.json: x\n  expected: (Some(\"no\"), Some(\"header\"))\n  found: (None, None)"
    );
}

fn failure(case: &Value) -> Option<String> {
    let name = case["name"].as_str().unwrap();
    for field in case.as_object().unwrap().keys() {
        assert!(FIELDS.contains(&&**field), "{FILE}: {name} has an unknown field {field}");
    }
    let keys = SigningKeys::new("seed");
    let published = oidc::read_key_set(&keys.published()).unwrap();
    let found = oidc::verify(&token(case), &published).err();
    let place = found.as_ref().map(|error| {
        let (segment, claim) = error.place();
        let words = segment.map(|segment| segment.name()).into_iter().chain(claim);
        words.collect::<Vec<_>>().join(" ")
    });
    let found = found.map(|error| format!("{} {error}", error.refusal().status));
    let text = |field: &str| case[field].as_str().map(str::to_owned);
    let (expected, found) = ((text("expected"), text("place")), (found, place));
    (expected != found)
        .then(|| format!("{FILE}: {name}\n  expected: {expected:?}\n  found: {found:?}"))
}

fn token(case: &Value) -> String {
    if let Some(token) = case["token"].as_str() {
        return token.to_owned();
    }
    let mut claims = json!({
        "iss": "https://issuer.example/tenant", "sub": "somebody", "aud": "client",
        "iat": ISSUED, "exp": ISSUED + 3600,
    });
    change(claims.as_object_mut().unwrap(), &case["set"]);
    if case["long"] == true {
        claims["filler"] = "x".repeat(15_000).into();
    }
    let keys = SigningKeys::new(case["seed"].as_str().unwrap_or("seed"));
    let algorithm = Algorithm::named(case["algorithm"].as_str().unwrap_or("ES256")).unwrap();
    let signed = oidc::issue(&keys, algorithm, &claims.to_string()).unwrap();
    let [header, payload, signature] = *signed.split('.').collect::<Vec<_>>() else { panic!() };
    let (mut header, mut payload) = (header.to_owned(), payload.to_owned());
    if case["header"].is_object() {
        header = BASE64URL_NOPAD.encode(case["header"].to_string().as_bytes());
    }
    if case["tamper"].is_object() {
        change(claims.as_object_mut().unwrap(), &case["tamper"]);
        payload = BASE64URL_NOPAD.encode(claims.to_string().as_bytes());
    }
    format!("{header}.{payload}.{signature}{}", case["append"].as_str().unwrap_or(""))
}

fn change(claims: &mut Map<String, Value>, changes: &Value) {
    for (name, value) in changes.as_object().into_iter().flatten() {
        if value.is_null() {
            claims.remove(name);
        } else {
            claims.insert(name.clone(), value.clone());
        }
    }
}
