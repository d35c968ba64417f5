//! The tokens of the cases of `testdata/oidc.json`, see `oidc_cases.rs`; `crates/testing/src/page_cases.rs` gives them to
//! the page.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a case that cannot be made has failed")]

use data_encoding::BASE64URL_NOPAD;
use federation::oidc::{self, Algorithm, SigningKeys};
use serde_json::{Map, Value, json};

/// When they are issued: 2026-11-22T10:00:00Z.
const ISSUED: i64 = 1_795_341_600;

/// The token of a case.
pub(crate) fn token(case: &Value) -> String {
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
