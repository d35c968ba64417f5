//! Every case of calls to the Security Token Service as a scenario, with what is expected of its step `call`: for hosts
//! that cannot read a row by themselves. The walk `web/walks/cases.walk.mjs` gives them to the page.

use data_encoding::BASE64;
use federation::{oidc::SigningKeys, saml};
use serde_json::{Map, Value, json};

use crate::{case, corpus};

#[path = "../../federation/tests/made/oidc.rs"]
mod oidc_made;
#[path = "../../sts/tests/made/request.rs"]
mod request_made;
#[path = "../../federation/tests/made/saml.rs"]
mod saml_made;
#[path = "../../sts/tests/made/texts.rs"]
mod texts;

/// All of them: `{ "name", "scenario", "expect" }`.
#[must_use]
pub fn all() -> Vec<Value> {
    let [validation, oidc, saml] = [validation(), oidc(), saml()];
    calls().into_iter().chain(validation).chain(oidc).chain(saml).collect()
}

/// The cases of whole calls, and the rows of the service's own words.
fn calls() -> Vec<Value> {
    let golden = include_str!("../../simulator/testdata/golden.json");
    let files = corpus::json_files("simulator/testdata/sts").into_iter();
    let files = files.chain([("golden.json".to_owned(), format!(r#"{{ "cases": {golden} }}"#))]);
    let cases = files.flat_map(|(name, text)| {
        let file: Value = serde_json::from_str(&text).unwrap_or_default();
        let rows = file["cases"].as_array().cloned().unwrap_or_default();
        let rows = rows.iter().flat_map(case::with_variants).collect::<Vec<_>>();
        rows.into_iter().map(move |row| told(&name, &row))
    });
    cases.collect()
}

fn told(file: &str, row: &Value) -> Value {
    json!({
        "name": format!("{file}: {}", row["title"].as_str().unwrap_or_default()),
        "scenario": case::scenario(row),
        "expect": row["expect"],
    })
}

fn rows(text: &str) -> Vec<Value> {
    serde_json::from_str(text).unwrap_or_default()
}

/// The row of a case that gives its name as `name`, with these fields.
fn row(case: &Value, fields: Value) -> Value {
    let mut row = fields;
    row["title"] = case["name"].clone();
    row
}

/// What is expected where a text is `400 InvalidIdentityToken: the message`, or nothing where the call succeeds.
fn refusal(expected: &Value) -> Value {
    let Some((status, (code, message))) = expected
        .as_str()
        .and_then(|text| text.split_once(' '))
        .and_then(|(status, rest)| Some((status, rest.split_once(": ")?)))
    else {
        return json!({ "result": "succeeded" });
    };
    let status = status.parse::<u16>().unwrap_or_default();
    json!({ "result": "refused", "error": code, "status": status, "message": message })
}

/// For every rule of every parameter a call just inside and one just outside. That a call is `wellFormed` says that no
/// parameter is in its way; whether it is allowed is another question.
#[must_use]
pub fn validation() -> Vec<Value> {
    let cases = rows(include_str!("../../sts/testdata/validation.json"));
    let cases = cases.iter().map(|case| {
        let operation = case["operation"].as_str().unwrap_or_default();
        let mut parameters = well_formed(operation);
        for (name, value) in case["parameters"].as_object().into_iter().flatten() {
            match written_out(value) {
                Value::Null => parameters.remove(name),
                given => parameters.insert(name.clone(), as_passed(name, given)),
            };
        }
        let expect = match case["expected"].as_str().map(texts::expand) {
            Some(message) => json!({
                "result": "refused", "error": "ValidationError", "status": 400, "message": message,
            }),
            None => json!({ "wellFormed": true }),
        };
        told(
            "validation.json",
            &row(case, json!({ "call": { operation: parameters }, "expect": expect })),
        )
    });
    cases.collect()
}

/// The parameters that an operation wants.
fn well_formed(operation: &str) -> Map<String, Value> {
    let role = "arn:aws:iam::111111111111:role/T";
    let root_task = "arn:aws:iam::aws:policy/root-task/S3UnlockBucketPolicy";
    let parameters = match operation {
        "AssumeRole" => json!({ "RoleArn": role, "RoleSessionName": "session" }),
        "AssumeRoleWithSAML" => json!({
            "RoleArn": role, "PrincipalArn": "arn:aws:iam::111111111111:saml-provider/P",
            "SAMLAssertion": {
                "issuer": "https://idp.example/saml", "nameId": "ana@example.com",
                "audience": "https://signin.aws.amazon.com/saml",
            },
        }),
        "AssumeRoleWithWebIdentity" => json!({
            "RoleArn": role, "RoleSessionName": "session",
            "WebIdentityToken": { "claims": { "iss": "https://ci.example", "aud": "deploy", "sub": "one" } },
        }),
        "GetFederationToken" => json!({ "Name": "Bob" }),
        "AssumeRoot" => json!({
            "TargetPrincipal": "111111111111", "TaskPolicyArn": { "arn": root_task },
        }),
        "DecodeAuthorizationMessage" => json!({ "EncodedMessage": "message" }),
        "GetAccessKeyInfo" => json!({ "AccessKeyId": "ASIARZPUZDIKAAAAAAAA" }),
        "GetWebIdentityToken" => {
            json!({ "Audience": ["https://api.example"], "SigningAlgorithm": "ES384" })
        }
        "GetDelegatedAccessToken" => {
            json!({ "TradeInToken": { "principal": "arn:aws:iam::222222222222:role/Q" } })
        }
        _ => json!({}),
    };
    parameters.as_object().cloned().unwrap_or_default()
}

/// A managed policy is passed as an object with its ARN.
fn as_passed(name: &str, value: Value) -> Value {
    match (name, value) {
        ("TaskPolicyArn", arn @ Value::String(_)) => json!({ "arn": arn }),
        ("PolicyArns", Value::Array(arns)) => {
            arns.into_iter().map(|arn| json!({ "arn": arn })).collect()
        }
        (_, value) => value,
    }
}

/// The value with everything in it written out that stands short.
fn written_out(value: &Value) -> Value {
    match value {
        Value::String(text) => json!(texts::expand(text)),
        Value::Array(list) => texts::repeated(list).iter().map(written_out).collect(),
        Value::Object(members) => {
            let own = members.iter().filter(|(name, _)| *name != "repeat");
            own.map(|(name, value)| (name.clone(), written_out(value))).collect()
        }
        other => other.clone(),
    }
}

/// Tokens of an OpenID Connect provider, each with one thing about it changed.
#[must_use]
pub fn oidc() -> Vec<Value> {
    let provider = "arn:aws:iam::111111111111:oidc-provider/issuer.example/tenant";
    let cases = rows(include_str!("../../federation/testdata/oidc.json"));
    let cases = cases.iter().map(|case| {
        let fields = json!({
            "trust": [{ "Principal": { "Federated": provider }, "Action": "sts:AssumeRoleWithWebIdentity" }],
            "patch": { "111111111111": { "OpenIDConnectProviderList": [{
                "Arn": provider, "ClientIDList": ["client"],
                "Jwks": SigningKeys::new("seed").published(),
            }] } },
            "call": { "AssumeRoleWithWebIdentity": {
                "RoleArn": "arn:aws:iam::111111111111:role/T", "RoleSessionName": "session",
                "WebIdentityToken": oidc_made::token(case),
            } },
            "expect": refusal(&case["expected"]),
        });
        told("oidc.json", &row(case, fields))
    });
    cases.collect()
}

/// Responses of a SAML provider, each with one thing about it changed.
#[must_use]
pub fn saml() -> Vec<Value> {
    let cases = rows(include_str!("../../federation/testdata/saml.json"));
    let cases = cases.iter().map(|case| {
        let mut form = saml_made::form(case);
        let (role, provider) = (
            "arn:aws:iam::111111111111:role/T",
            "arn:aws:iam::111111111111:saml-provider/idp",
        );
        form.roles = vec![(role.to_owned(), provider.to_owned())];
        let mut metadata = saml::metadata(case["provider"].as_str().unwrap_or(&form.issuer));
        if case["other_key"] == true {
            metadata = with_another_key(&metadata);
        }
        let fields = json!({
            "trust": [{ "Principal": { "Federated": provider }, "Action": ["sts:AssumeRoleWithSAML", "sts:TagSession"] }],
            "patch": { "111111111111": { "SAMLProviderList": [{
                "Arn": provider, "SAMLMetadataDocument": metadata,
            }] } },
            "call": { "AssumeRoleWithSAML": {
                "RoleArn": role, "PrincipalArn": provider,
                "SAMLAssertion": saml_made::response(case, &form),
            } },
            "expect": refusal(case.get("whole").unwrap_or(&case["expected"])),
        });
        told("saml.json", &row(case, fields))
    });
    cases.collect()
}

/// A scenario with two sessions, of which one (`ended`) is over at 10:00, and requests that their keys sign then: `{ "name",
/// "text", "now", "expected" }`, where `expected` is `403 Code: message`, or nothing where the request is accepted.
///
/// The page knows the keys that steps mint, and no long-term keys, which have no token. So a session takes their place,
/// but in the cases that are about that difference.
///
/// # Panics
/// Where the scenario mints no sessions: then there is nothing to sign with.
#[must_use]
#[expect(clippy::expect_used, reason = "a test that cannot be set up has failed")]
pub fn requests() -> (Value, Vec<Value>) {
    let role = "arn:aws:iam::111111111111:role/T";
    let scenario = case::scenario(&json!({
        "title": "Signed requests", "start": { "time": "2026-11-22T09:00:00Z" }, "identity": true,
        "trust": [{ "Principal": { "AWS": "arn:aws:iam::111111111111:user/alice" } }],
        "before": [{ "id": "ended", "AssumeRole": {
            "RoleArn": role, "RoleSessionName": "ended", "DurationSeconds": 900 } }],
        "step": { "as": "start", "after": 3300 },
    }));
    let outcome = case::read(&scenario).map(|scenario| corpus::simulate(&scenario));
    let outcome = outcome.expect("the scenario is one");
    let credentials = |step: &str| {
        let minted = outcome.step(step).and_then(|step| step.minted.as_ref());
        &minted.expect("the step mints a session").credentials
    };
    let (live, ended) = (credentials("call"), credentials("ended"));
    let about_long_term_keys = [
        "a long-term key with somebody's token",
        "a token that was signed is dropped and another key is named",
    ];
    let cut = live.session_token.get(..live.session_token.len() - 1).unwrap_or_default();
    let written = include_str!("../../sts/testdata/signature.json")
        .replace("AKIDEXAMPLE", &live.access_key_id)
        .replace("\"the toke\"", &json!(cut).to_string());
    let cases = rows(&written);
    let cases =
        cases.iter().filter(|case| !about_long_term_keys.iter().any(|name| case["name"] == *name));
    let requests = cases.map(|case| {
        let request = request_made::arrived(case, |name| {
            let own = if name == "expired" { ended } else { live };
            request_made::Key {
                id: if name == "unknown" { "ASIAUNKNOWNUNKNOWNUN" } else { &own.access_key_id },
                secret: &own.secret_access_key,
                token: Some(&own.session_token),
            }
        });
        let is_link = case["form"] == "query";
        json!({
            "name": format!("signature.json: {}", case["name"].as_str().unwrap_or_default()),
            "text": if is_link { request.address() } else { request.lines() },
            "now": case["now"].as_str().unwrap_or("2026-11-22T10:00:00Z"),
            "expected": case["expected"],
        })
    });
    let requests = requests.collect();
    (scenario, requests)
}

/// The metadata with a certificate of another key: a byte of its modulus is another one.
fn with_another_key(metadata: &str) -> String {
    let (start, end) = ("<ds:X509Certificate>", "</ds:X509Certificate>");
    let Some((before, rest)) = metadata.split_once(start) else { return metadata.to_owned() };
    let Some((certificate, after)) = rest.split_once(end) else { return metadata.to_owned() };
    let letters: String = certificate.split_whitespace().collect();
    let mut bytes = BASE64.decode(letters.as_bytes()).unwrap_or_default();
    // A whole number of 257 bytes, the first of them zero.
    let modulus = bytes.windows(5).position(|window| window == [0x02, 0x82, 0x01, 0x01, 0x00]);
    if let Some(byte) = modulus.and_then(|at| bytes.get_mut(at + 105)) {
        *byte ^= 1;
    }
    format!("{before}{start}{}{end}{after}", BASE64.encode(&bytes))
}
