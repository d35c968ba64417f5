//! The requests of the cases of `testdata/signature.json`, see `signature_cases.rs`; `crates/testing/src/page_cases.rs`
//! gives them to the page.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a case that cannot be made has failed")]

use iam::Timestamp;
use serde_json::Value;
use sts::signature::{Endpoint, HttpRequest, Signer, presign, sign};

/// What signs.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Key<'k> {
    /// The access key id.
    pub(crate) id: &'k str,
    /// The secret access key.
    pub(crate) secret: &'k str,
    /// The session token, of a temporary key.
    pub(crate) token: Option<&'k str>,
}

/// The request of a case as it arrives, signed with the key of the name that the case gives.
pub(crate) fn arrived<'c, 'k: 'c>(case: &'c Value, key: impl Fn(&str) -> Key<'k>) -> HttpRequest {
    let text = |field: &str| case[field].as_str();
    let key = key(text("key").unwrap_or("long-term"));
    let signer = Signer {
        access_key_id: key.id,
        secret_access_key: text("secret").unwrap_or(key.secret),
        session_token: case.get("token").map_or(key.token, Value::as_str),
    };
    let endpoint =
        Endpoint::new(text("region").unwrap_or("us-east-1"), text("service").unwrap_or("sts"));
    let at = Timestamp::from_seconds(1_795_341_600);
    let mut request = HttpRequest {
        method: "GET".into(),
        path: "/".into(),
        query: "Action=GetCallerIdentity&Version=2011-06-15".into(),
        headers: vec![("Host".into(), "sts.us-east-1.amazonaws.com".into())],
        body: Vec::new(),
    };
    match text("form").unwrap() {
        "header" => sign(&mut request, &signer, &endpoint, at),
        "query" => {
            let expires = case["expires"].as_u64().unwrap_or(900);
            presign(&mut request, &signer, &endpoint, at, u32::try_from(expires).unwrap());
        }
        other => panic!("no form {other}"),
    }
    change(&mut request, case);
    request
}

/// What happens on the way. Every change must find its place, so that no case changes nothing.
fn change(request: &mut HttpRequest, case: &Value) {
    let name = case["name"].as_str().unwrap();
    for (header, value) in case["set"].as_object().into_iter().flatten() {
        request.headers.retain(|(known, _)| known != header);
        request.headers.push((header.clone(), value.as_str().unwrap().to_owned()));
    }
    for header in case["drop"].as_array().into_iter().flatten() {
        let before = request.headers.len();
        request.headers.retain(|(known, _)| known != header.as_str().unwrap());
        assert!(request.headers.len() < before, "{name} drops nothing");
    }
    if let Some([place, old, new]) = case["replace"].as_array().map(Vec::as_slice) {
        let (place, old) = (place.as_str().unwrap(), old.as_str().unwrap());
        let text = if place == "?" {
            &mut request.query
        } else {
            &mut request.headers.iter_mut().find(|(known, _)| known == place).unwrap().1
        };
        assert!(text.contains(old), "{name} replaces nothing");
        *text = text.replace(old, new.as_str().unwrap());
    }
    if let Some(at) = case["cut_query_at"].as_str() {
        let length = request.query.find(at).unwrap();
        request.query.truncate(length);
    }
}
