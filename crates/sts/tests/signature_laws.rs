//! Ten thousand requests signed by the vendor's own signer: each is accepted as it is, and refused with one change. What
//! our signer writes is the same.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot go on has failed"
)]
#![cfg(test)]

use std::time::{Duration, SystemTime};

use aws_credential_types::Credentials;
use aws_sigv4::{
    http_request::{
        SignableBody, SignableRequest, SignatureLocation, SigningSettings, sign as vendor_sign,
    },
    sign::v4,
};
use iam::Timestamp;
use proptest::{
    prelude::*,
    test_runner::{Config, RngAlgorithm, TestRng, TestRunner},
};
use sts::signature::{
    Endpoint, HttpRequest, KnownKey, SignatureError, Signer, presign, sign, verify,
};

const CASES: u32 = 10_000;

/// A request, who signs it, and when.
#[derive(Debug, Clone)]
struct Signing {
    request: HttpRequest,
    secret: String,
    token: Option<String>,
    region: String,
    service: String,
    now: i64,
    presigned: bool,
    change: u8,
}

fn encoded(text: &str, plain: &str) -> String {
    let mut encoded = String::new();
    for byte in text.bytes() {
        let character = char::from(byte);
        if character.is_ascii_alphanumeric() || plain.contains(character) {
            encoded.push(character);
        } else {
            encoded.push_str(&format!("%{byte:02X}"));
        }
    }
    encoded
}

fn signings() -> impl Strategy<Value = Signing> {
    let segment = "[a-zé .~*@:+%/-]{0,6}".prop_map(|text| encoded(&text, "-._~@:+*"));
    let path = prop::collection::vec(segment, 0..4).prop_map(|all| format!("/{}", all.join("/")));
    let text = || "[A-Za-z0-9é /=&%_.~-]{0,8}".prop_map(|text| encoded(&text, "-._~"));
    let query = prop::collection::vec((text(), text()), 0..4).prop_map(|all| {
        let pairs: Vec<_> = all.iter().map(|(name, value)| format!("a{name}={value}")).collect();
        pairs.join("&")
    });
    let header = ("x-[a-z]{1,4}|X-Amz-[A-F]{2}|Content-Type", "[!-~ ]{0,12}");
    let request = (
        prop_oneof![Just("GET"), Just("POST"), Just("PUT")],
        path,
        query,
        prop::collection::vec(header, 0..4),
        prop::collection::vec(any::<u8>(), 0..40),
    )
        .prop_map(|(method, path, query, headers, body)| {
            let mut headers: Vec<(String, String)> = headers;
            headers.insert(0, ("host".into(), "service.example".into()));
            HttpRequest { method: method.into(), path, query, headers, body }
        });
    let service = prop_oneof![Just("sts"), Just("iam"), Just("lambda")];
    (
        (request, "[A-Za-z0-9/+]{40}", prop::option::of("[A-Za-z0-9/+=]{1,60}")),
        ("[a-z]{2}-[a-z]{4}-[1-9]", service, 0..4_000_000_000_i64, any::<bool>(), any::<u8>()),
    )
        .prop_map(|((request, secret, token), (region, service, now, presigned, change))| {
            Signing {
                request,
                secret,
                token,
                region,
                service: service.into(),
                now,
                presigned,
                change,
            }
        })
}

/// The request with what the vendor's signer adds.
fn signed_by_the_vendor(signing: &Signing) -> HttpRequest {
    let Signing { request, secret, token, region, service, now, presigned, .. } = signing;
    let mut settings = SigningSettings::default();
    if *presigned {
        settings.signature_location = SignatureLocation::QueryParams;
        settings.expires_in = Some(Duration::from_secs(600));
    }
    let identity = Credentials::new("AKIDEXAMPLE", secret, token.clone(), None, "made up").into();
    let time = SystemTime::UNIX_EPOCH + Duration::from_secs(now.unsigned_abs());
    let params = v4::SigningParams::builder()
        .identity(&identity)
        .region(region)
        .name(service)
        .time(time)
        .settings(settings)
        .build()
        .unwrap()
        .into();
    let query =
        if request.query.is_empty() { String::new() } else { format!("?{}", request.query) };
    let uri = format!("https://service.example{}{query}", request.path);
    let headers = request.headers.iter().map(|(name, value)| (&**name, &**value));
    let signable =
        SignableRequest::new(&request.method, &uri, headers, SignableBody::Bytes(&request.body));
    let (instructions, _) = vendor_sign(signable.unwrap(), &params).unwrap().into_parts();
    let mut signed = request.clone();
    for (name, value) in instructions.headers() {
        signed.headers.push((name.to_owned(), value.to_owned()));
    }
    for (name, value) in instructions.params() {
        let value = encoded(value, "-._~");
        let and = if signed.query.is_empty() { "" } else { "&" };
        signed.query.push_str(&format!("{and}{name}={value}"));
    }
    signed
}

/// The request with one thing changed that the signature covers.
fn changed(signed: &HttpRequest, signing: &Signing) -> HttpRequest {
    let mut changed = signed.clone();
    match signing.change % 7 {
        0 => changed.method.push('X'),
        1 => changed.path.push('x'),
        2 => changed.query = format!("{}&zz=1", changed.query),
        3 => {
            let at = usize::from(signing.change) % signing.request.headers.len();
            changed.headers[at].1.push('x');
        }
        4 => changed.body.push(signing.change),
        5 => {
            let place = if signing.presigned {
                &mut changed.query
            } else {
                let mut all = changed.headers.iter_mut();
                &mut all.find(|(name, _)| name.eq_ignore_ascii_case("authorization")).unwrap().1
            };
            let at = place.find("Signature=").unwrap() + "Signature=".len();
            let other = if place[at..].starts_with('0') { "1" } else { "0" };
            place.replace_range(at..=at, other);
        }
        // The moment of the signature, by a second.
        _ => {
            let date = |moment: i64| {
                let text = Timestamp::from_seconds(moment).to_string();
                text.replace(['-', ':'], "")
            };
            let (old, new) = (date(signing.now), date(signing.now + 1));
            changed.query = changed.query.replace(&old, &new);
            for (name, value) in &mut changed.headers {
                if name.eq_ignore_ascii_case("x-amz-date") {
                    value.clone_from(&new);
                }
            }
        }
    }
    changed
}

#[test]
fn what_the_vendors_signer_signs_is_accepted_and_one_change_is_refused() {
    let config = Config { cases: CASES, failure_persistence: None, ..Config::default() };
    let rng = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
    let outcome = TestRunner::new_with_rng(config, rng).run(&signings(), |signing| {
        let signed = signed_by_the_vendor(&signing);
        let endpoint = Endpoint::new(&signing.region, &signing.service);
        let now = Timestamp::from_seconds(signing.now);
        let key = KnownKey {
            session_token: signing.token.as_deref(),
            ..KnownKey::long_term(&signing.secret)
        };
        let known = |id: &str| (id == "AKIDEXAMPLE").then_some(key);
        let verified = verify(&signed, &endpoint, now, known);
        prop_assert!(verified.is_ok(), "{:?}", verified);

        let refused = verify(&changed(&signed, &signing), &endpoint, now, known);
        prop_assert!(refused.is_err(), "change {}", signing.change % 7);
        let wrong = KnownKey { secret_access_key: "another", ..key };
        let refused = verify(&signed, &endpoint, now, |_| Some(wrong));
        let by_signature = matches!(refused, Err(SignatureError::Mismatch { .. }));
        prop_assert!(by_signature);

        let signer = Signer {
            access_key_id: "AKIDEXAMPLE",
            secret_access_key: &signing.secret,
            session_token: signing.token.as_deref(),
        };
        let mut ours = signing.request.clone();
        if signing.presigned {
            presign(&mut ours, &signer, &endpoint, now, 600);
            let of =
                |query: &str| query.rsplit_once("X-Amz-Signature=").unwrap().1[..64].to_owned();
            prop_assert_eq!(of(&ours.query), of(&signed.query));
        } else {
            sign(&mut ours, &signer, &endpoint, now);
            prop_assert_eq!(ours.header("authorization"), signed.header("authorization"));
        }
        Ok(())
    });
    outcome.unwrap();
}
