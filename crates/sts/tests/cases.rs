//! The cases of `testdata/validation.json`: for every rule of every parameter a value just inside and one just outside.
//!
//! A case changes a well-formed call: `parameters` sets what it names, and `null` takes away. `expected` is the message,
//! or `null` where the call is well-formed. In texts, `«65×s»` stands for 65 times `s`; in `«3×k#|, »` the number sign is
//! replaced by 1, 2, 3, and what follows the bar stands between. `{"repeat": 3, …}` is three elements of a list likewise.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot go on has failed"
)]
#![cfg(test)]

#[path = "made/texts.rs"]
mod made;

use std::rc::Rc;

use made::{expand, repeated};
use serde_json::{Map, Value, json};
use sts::{
    LimitRange, limit,
    request::{
        AssumeRole, AssumeRoleWithSaml, AssumeRoleWithWebIdentity, AssumeRoot, Call,
        DecodeAuthorizationMessage, GetAccessKeyInfo, GetDelegatedAccessToken, GetFederationToken,
        GetSessionToken, GetWebIdentityToken, ProvidedContext, RequestTag, Signed, TradeInToken,
    },
    validate,
};

const FILE: &str = "testdata/validation.json";

fn cases() -> Vec<Value> {
    serde_json::from_str(include_str!("../testdata/validation.json")).unwrap()
}

#[test]
pub(crate) fn every_case_of_validation_holds() {
    let failures: Vec<String> = cases().iter().filter_map(failure).collect();
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

#[test]
fn a_wrong_expectation_is_told_by_file_case_and_difference() {
    let case = json!({
        "name": "too short",
        "operation": "GetFederationToken",
        "parameters": { "Name": "«1×a»" },
        "expected": null,
    });
    let told = failure(&case).unwrap();
    assert!(told.starts_with("testdata/validation.json: too short\n  expected: none\n"), "{told}");
    assert!(told.contains("found: 1 validation error detected: Value 'a' at 'name'"), "{told}");
    let case = json!({
        "name": "short enough",
        "operation": "GetFederationToken",
        "parameters": {},
        "expected": "«2×no»",
    });
    assert_eq!(
        failure(&case).unwrap(),
        "testdata/validation.json: short enough\n  expected: nono\n  found: none"
    );
}

#[test]
fn every_parameter_has_a_case_on_either_side() {
    let cases = cases();
    for (operation, parameters) in PARAMETERS {
        for parameter in *parameters {
            let sides: Vec<bool> = cases
                .iter()
                .filter(|case| {
                    let changes = case["parameters"].as_object().unwrap();
                    case["operation"] == *operation
                        && changes.len() == 1
                        && changes.contains_key(*parameter)
                })
                .map(|case| case["expected"].is_null())
                .collect();
            let given_as_content = *parameter == "TradeInToken";
            assert!(sides.contains(&true) || given_as_content, "{operation}, {parameter}: inside");
            assert!(sides.contains(&false), "{operation}, {parameter}: outside");
        }
    }
}

/// The last value inside of each limit and the first one beyond it, the pattern and the absence: none of these cells may be
/// empty, and the limits are those that requests are checked by.
#[test]
fn every_limit_has_a_case_just_inside_and_one_just_outside() {
    let cases = cases();
    let mut empty = Vec::new();
    for (operation, parameters) in PARAMETERS {
        let well_formed = call(operation, &Map::new());
        for parameter in *parameters {
            let limit = limit(&well_formed, parameter).unwrap();
            let rows: Vec<(&Value, Option<&str>)> = cases
                .iter()
                .filter(|case| case["operation"] == *operation)
                .filter(|case| case["parameters"].as_object().unwrap().len() == 1)
                .filter_map(|case| Some((case["parameters"].get(*parameter)?, &case["expected"])))
                .map(|(value, expected)| (value, expected.as_str()))
                .collect();
            let mut need = |what: String, found: &dyn Fn(&Value, Option<&str>) -> bool| {
                if !rows.iter().any(|(value, expected)| found(value, *expected)) {
                    empty.push(format!("{operation}, {parameter}: {what}"));
                }
            };
            if limit.required {
                need("absent".to_owned(), &|value, expected| value.is_null() && expected.is_some());
            }
            if limit.pattern.is_some() {
                need("against its pattern".to_owned(), &|_, expected| {
                    expected.is_some_and(|message| message.contains("expression pattern"))
                });
            }
            for (size, inside) in edges(limit.range, parameter) {
                let side = if inside { "inside" } else { "outside" };
                need(format!("{size}, {side}"), &|value, expected| {
                    size_of(value) == Some(size) && expected.is_none() == inside
                });
            }
        }
    }
    assert!(empty.is_empty(), "no case:\n{}", empty.join("\n"));
}

/// The sizes at the edges of a limit, and whether each is inside of it.
fn edges(range: LimitRange, parameter: &str) -> Vec<(i64, bool)> {
    let whole = |size: usize| i64::try_from(size).unwrap();
    // These are given as their content, whose length is counted elsewhere.
    if ["SAMLAssertion", "WebIdentityToken", "TradeInToken"].contains(&parameter) {
        return Vec::new();
    }
    let (least, most) = match range {
        LimitRange::Any => return Vec::new(),
        LimitRange::Characters { least, most } => (Some(whole(least)), most.map(whole)),
        LimitRange::Digits(digits) => (Some(whole(digits)), Some(whole(digits))),
        LimitRange::Value { least, most } => (Some(least), Some(most)),
        LimitRange::Elements { most } => (None, Some(whole(most))),
    };
    let low = least.into_iter().flat_map(|least| [(least, true), (least - 1, false)]);
    let high = most.into_iter().flat_map(|most| [(most, true), (most + 1, false)]);
    low.chain(high).collect()
}

/// The characters of a text, the elements of a list, or the number itself.
fn size_of(value: &Value) -> Option<i64> {
    match value {
        Value::String(text) => i64::try_from(expand(text).encode_utf16().count()).ok(),
        Value::Array(list) => i64::try_from(repeated(list).len()).ok(),
        other => other.as_i64(),
    }
}

const PARAMETERS: &[(&str, &[&str])] = &[
    (
        "AssumeRole",
        &[
            "RoleArn",
            "RoleSessionName",
            "PolicyArns",
            "Policy",
            "DurationSeconds",
            "Tags",
            "TransitiveTagKeys",
            "ExternalId",
            "SerialNumber",
            "TokenCode",
            "SourceIdentity",
            "ProvidedContexts",
            "MinimumSessionTokenSize",
        ],
    ),
    (
        "AssumeRoleWithSAML",
        &[
            "RoleArn",
            "PrincipalArn",
            "SAMLAssertion",
            "PolicyArns",
            "Policy",
            "DurationSeconds",
            "MinimumSessionTokenSize",
        ],
    ),
    (
        "AssumeRoleWithWebIdentity",
        &[
            "RoleArn",
            "RoleSessionName",
            "WebIdentityToken",
            "ProviderId",
            "PolicyArns",
            "Policy",
            "DurationSeconds",
            "MinimumSessionTokenSize",
        ],
    ),
    (
        "GetSessionToken",
        &["DurationSeconds", "SerialNumber", "TokenCode", "MinimumSessionTokenSize"],
    ),
    (
        "GetFederationToken",
        &["Name", "Policy", "PolicyArns", "DurationSeconds", "Tags", "MinimumSessionTokenSize"],
    ),
    (
        "AssumeRoot",
        &["TargetPrincipal", "TaskPolicyArn", "DurationSeconds", "MinimumSessionTokenSize"],
    ),
    ("DecodeAuthorizationMessage", &["EncodedMessage"]),
    ("GetAccessKeyInfo", &["AccessKeyId"]),
    ("GetWebIdentityToken", &["Audience", "DurationSeconds", "SigningAlgorithm", "Tags"]),
    ("GetDelegatedAccessToken", &["TradeInToken"]),
];

/// What is wrong with a case, if anything.
fn failure(case: &Value) -> Option<String> {
    let name = case["name"].as_str().unwrap();
    let call = call(case["operation"].as_str().unwrap(), case["parameters"].as_object().unwrap());
    let found = validate(&call).err();
    if let Some(error) = &found {
        assert_eq!((error.code, error.status), ("ValidationError", 400), "{FILE}: {name}");
    }
    let expected = case["expected"].as_str().map(expand);
    let found = found.map(|error| error.message.to_string());
    let printed = |text: &Option<String>| text.clone().unwrap_or_else(|| "none".to_owned());
    (expected != found).then(|| {
        format!("{FILE}: {name}\n  expected: {}\n  found: {}", printed(&expected), printed(&found))
    })
}

/// A well-formed call with these changes.
fn call(operation: &str, changes: &Map<String, Value>) -> Call {
    let names = PARAMETERS.iter().find(|(known, _)| *known == operation).map(|(_, names)| *names);
    for name in changes.keys() {
        assert!(names.unwrap_or_default().contains(&name.as_str()), "{operation} has no {name}");
    }
    let value = |name: &str, otherwise: Value| changes.get(name).cloned().unwrap_or(otherwise);
    let text = |name: &str, otherwise: Option<&str>| {
        value(name, otherwise.into()).as_str().map(|text| Rc::from(expand(text)))
    };
    let list = |name: &str| -> Vec<Value> {
        repeated(value(name, Value::Null).as_array().map_or(&[], Vec::as_slice))
    };
    let texts = |name: &str| -> Vec<Rc<str>> {
        list(name).iter().map(|text| Rc::from(expand(text.as_str().unwrap()))).collect()
    };
    let tags = || -> Vec<RequestTag> {
        let text = |text: &Value| Rc::from(expand(text.as_str().unwrap()));
        list("Tags")
            .iter()
            .map(|tag| RequestTag { key: text(&tag["Key"]), value: text(&tag["Value"]) })
            .collect()
    };
    let given = |name: &str| !value(name, true.into()).is_null();
    fn content<T: Default>(text: Option<Rc<str>>, given: bool) -> Option<Signed<T>> {
        text.map(Signed::Text).or_else(|| given.then(|| Signed::Content(T::default())))
    }
    let role = Some("arn:aws:iam::111111111111:role/T");
    let duration_seconds = value("DurationSeconds", Value::Null).as_i64();
    let minimum_session_token_size = value("MinimumSessionTokenSize", Value::Null).as_i64();
    let provided_contexts = || -> Vec<ProvidedContext> {
        let text = |text: &Value| Rc::from(expand(text.as_str().unwrap()));
        let contexts = list("ProvidedContexts");
        let contexts = contexts.iter().map(|one| ProvidedContext {
            provider_arn: text(&one["ProviderArn"]),
            context_assertion: text(&one["ContextAssertion"]),
        });
        contexts.collect()
    };
    match operation {
        "AssumeRole" => Call::AssumeRole(AssumeRole {
            role_arn: text("RoleArn", role),
            role_session_name: text("RoleSessionName", Some("session")),
            policy_arns: texts("PolicyArns"),
            policy: text("Policy", None),
            duration_seconds,
            tags: tags(),
            transitive_tag_keys: texts("TransitiveTagKeys"),
            external_id: text("ExternalId", None),
            serial_number: text("SerialNumber", None),
            token_code: text("TokenCode", None),
            source_identity: text("SourceIdentity", None),
            provided_contexts: provided_contexts(),
            minimum_session_token_size,
        }),
        "AssumeRoleWithSAML" => Call::AssumeRoleWithSaml(AssumeRoleWithSaml {
            role_arn: text("RoleArn", role),
            principal_arn: text("PrincipalArn", Some("arn:aws:iam::111111111111:saml-provider/P")),
            assertion: content(text("SAMLAssertion", None), given("SAMLAssertion")),
            policy_arns: texts("PolicyArns"),
            policy: text("Policy", None),
            duration_seconds,
            minimum_session_token_size,
        }),
        "AssumeRoleWithWebIdentity" => Call::AssumeRoleWithWebIdentity(AssumeRoleWithWebIdentity {
            role_arn: text("RoleArn", role),
            role_session_name: text("RoleSessionName", Some("session")),
            token: content(text("WebIdentityToken", None), given("WebIdentityToken")),
            provider_id: text("ProviderId", None),
            policy_arns: texts("PolicyArns"),
            policy: text("Policy", None),
            duration_seconds,
            minimum_session_token_size,
        }),
        "GetSessionToken" => Call::GetSessionToken(GetSessionToken {
            duration_seconds,
            serial_number: text("SerialNumber", None),
            token_code: text("TokenCode", None),
            minimum_session_token_size,
        }),
        "GetFederationToken" => Call::GetFederationToken(GetFederationToken {
            name: text("Name", Some("Bob")),
            policy: text("Policy", None),
            policy_arns: texts("PolicyArns"),
            duration_seconds,
            tags: tags(),
            minimum_session_token_size,
        }),
        "AssumeRoot" => Call::AssumeRoot(AssumeRoot {
            target_principal: text("TargetPrincipal", Some("111111111111")),
            task_policy_arn: text(
                "TaskPolicyArn",
                Some("arn:aws:iam::aws:policy/root-task/S3UnlockBucketPolicy"),
            ),
            duration_seconds,
            minimum_session_token_size,
        }),
        "DecodeAuthorizationMessage" => {
            Call::DecodeAuthorizationMessage(DecodeAuthorizationMessage {
                encoded_message: text("EncodedMessage", Some("message")),
            })
        }
        "GetAccessKeyInfo" => Call::GetAccessKeyInfo(GetAccessKeyInfo {
            access_key_id: text("AccessKeyId", Some("ASIARZPUZDIKAAAAAAAA")),
        }),
        "GetWebIdentityToken" => Call::GetWebIdentityToken(GetWebIdentityToken {
            audience: match changes.get("Audience") {
                Some(_) => texts("Audience"),
                None => vec!["https://api.example".into()],
            },
            duration_seconds,
            signing_algorithm: text("SigningAlgorithm", Some("ES384")),
            tags: tags(),
        }),
        "GetDelegatedAccessToken" => Call::GetDelegatedAccessToken(GetDelegatedAccessToken {
            token: given("TradeInToken").then(TradeInToken::default),
        }),
        "GetCallerIdentity" => Call::GetCallerIdentity,
        _ => panic!("{FILE}: no operation {operation}"),
    }
}
