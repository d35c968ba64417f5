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

#[path = "made/oidc.rs"]
mod made;

use federation::oidc::{self, SigningKeys};
use serde_json::{Value, json};

const FILE: &str = "testdata/oidc.json";
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
    let found = oidc::verify(&made::token(case), &published).err();
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
