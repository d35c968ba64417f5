//! The documented answers, word for word; every rule's two sides stand in `testdata/validation.json`.

use super::*;
use crate::request::{
    self, AssumeRole, AssumeRoleWithSaml, GetFederationToken, GetSessionToken, RequestTag,
};

const ROLE: &str = "arn:aws:iam::111111111111:role/T";
const ARN_PATTERN: &str =
    r"[\u0009\u000A\u000D\u0020-\u007E\u0085\u00A0-\uD7FF\uE000-\uFFFD\u10000-\u10FFFF]+";

/// A well-formed call, changed by the test.
fn assume_role(change: impl FnOnce(&mut AssumeRole)) -> Call {
    let mut call = AssumeRole {
        role_arn: Some(ROLE.into()),
        role_session_name: Some("session".into()),
        ..AssumeRole::default()
    };
    change(&mut call);
    Call::AssumeRole(call)
}

fn refusal(call: &Call) -> Option<String> {
    validate(call).err().map(|error| error.to_string())
}

#[track_caller]
fn refused(call: &Call, text: &str) {
    assert_eq!(refusal(call).as_deref(), Some(text));
}

#[track_caller]
fn accepted(call: &Call) {
    assert_eq!(refusal(call), None);
}

#[test]
fn a_session_name_with_a_colon() {
    let text = r"ValidationError: 1 validation error detected: Value 'Session1:2' at 'roleSessionName' failed to satisfy constraint: Member must satisfy regular expression pattern: [\w+=,.@-]*";
    refused(&assume_role(|call| call.role_session_name = Some("Session1:2".into())), text);
    let odd_arn = assume_role(|call| {
        call.role_session_name = Some("Session1:2".into());
        call.role_arn = Some("arn:a:b:::something/test-role".into());
    });
    refused(&odd_arn, text);
}

#[test]
fn a_session_name_with_blanks() {
    refused(
        &assume_role(|call| {
            call.role_session_name = Some("Session Names cannot Hava Spaces!".into());
        }),
        r"ValidationError: 1 validation error detected: Value 'Session Names cannot Hava Spaces!' at 'roleSessionName' failed to satisfy constraint: Member must satisfy regular expression pattern: [\w+=,.@-]*",
    );
}

#[test]
fn a_session_name_too_long_too_short_or_missing() {
    let name = |name: Option<&str>| assume_role(|call| call.role_session_name = name.map(Rc::from));
    let long = "s".repeat(65);
    refused(
        &name(Some(&long)),
        &format!(
            "ValidationError: 1 validation error detected: Value '{long}' at 'roleSessionName' failed to satisfy constraint: Member must have length less than or equal to 64"
        ),
    );
    refused(
        &name(Some("a")),
        "ValidationError: 1 validation error detected: Value 'a' at 'roleSessionName' failed to satisfy constraint: Member must have length greater than or equal to 2",
    );
    refused(
        &name(None),
        "ValidationError: 1 validation error detected: Value null at 'roleSessionName' failed to satisfy constraint: Member must not be null",
    );
}

#[test]
fn an_arn_too_short_or_empty() {
    let arn = |arn: &str| assume_role(|call| call.role_arn = Some(arn.into()));
    refused(
        &arn("1234"),
        "ValidationError: 1 validation error detected: Value '1234' at 'roleArn' failed to satisfy constraint: Member must have length greater than or equal to 20",
    );
    refused(
        &arn("bogus"),
        "ValidationError: 1 validation error detected: Value 'bogus' at 'roleArn' failed to satisfy constraint: Member must have length greater than or equal to 20",
    );
    refused(
        &arn(""),
        &format!(
            "ValidationError: 2 validation errors detected: Value '' at 'roleArn' failed to satisfy constraint: Member must satisfy regular expression pattern: {ARN_PATTERN}; Value '' at 'roleArn' failed to satisfy constraint: Member must have length greater than or equal to 20"
        ),
    );
}

#[test]
fn four_violations_in_one_call() {
    let call = Call::AssumeRoleWithSaml(AssumeRoleWithSaml {
        role_arn: Some("".into()),
        principal_arn: Some("".into()),
        assertion: Some(crate::request::Signed::Content(Default::default())),
        ..AssumeRoleWithSaml::default()
    });
    refused(
        &call,
        &format!(
            "ValidationError: 4 validation errors detected: Value '' at 'roleArn' failed to satisfy constraint: Member must satisfy regular expression pattern: {ARN_PATTERN}; Value '' at 'roleArn' failed to satisfy constraint: Member must have length greater than or equal to 20; Value '' at 'principalArn' failed to satisfy constraint: Member must satisfy regular expression pattern: {ARN_PATTERN}; Value '' at 'principalArn' failed to satisfy constraint: Member must have length greater than or equal to 20"
        ),
    );
}

#[test]
fn pattern_before_length_and_members_in_the_models_order() {
    let colons = ":".repeat(65);
    refused(
        &assume_role(|call| call.role_session_name = Some(colons.as_str().into())),
        &format!(
            r"ValidationError: 2 validation errors detected: Value '{colons}' at 'roleSessionName' failed to satisfy constraint: Member must satisfy regular expression pattern: [\w+=,.@-]*; Value '{colons}' at 'roleSessionName' failed to satisfy constraint: Member must have length less than or equal to 64"
        ),
    );
    refused(
        &assume_role(|call| {
            call.role_arn = Some("1234".into());
            call.role_session_name = Some("a b".into());
        }),
        r"ValidationError: 2 validation errors detected: Value '1234' at 'roleArn' failed to satisfy constraint: Member must have length greater than or equal to 20; Value 'a b' at 'roleSessionName' failed to satisfy constraint: Member must satisfy regular expression pattern: [\w+=,.@-]*",
    );
}

#[test]
fn what_is_no_arn_is_invalid() {
    for text in [
        "nothing-valid-in-here",
        "arn::b:::something/test-role",
        "arn:a::::something/test-role",
        "arn:a:::something/test-role",
        "arn:a:a::aaaaaaaaaa:",
    ] {
        accepted(&assume_role(|call| call.role_arn = Some(text.into())));
        assert_eq!(
            role_arn(text).unwrap_err().to_string(),
            format!("ValidationError: {text} is invalid")
        );
    }
    assert!(role_arn("ARN:aws:iam::111111111111:role/T").is_err());
}

#[test]
fn an_arn_of_anything_is_an_arn() {
    for text in [
        "arn:aws:iam::111111111111:user/alice",
        "arn:a:b:::something/test-role",
        "arn:aws:s3:::bucket-of-mine",
        ROLE,
    ] {
        accepted(&assume_role(|call| call.role_arn = Some(text.into())));
        assert_eq!(role_arn(text).unwrap().as_str(), text);
    }
}

#[test]
fn durations_out_of_range() {
    let asked = |seconds| assume_role(|call| call.duration_seconds = Some(seconds));
    for (seconds, constraint) in [
        (20, "greater than or equal to 900"),
        (899, "greater than or equal to 900"),
        (43_201, "less than or equal to 43200"),
        (345_600, "less than or equal to 43200"),
        (-1, "greater than or equal to 900"),
    ] {
        refused(
            &asked(seconds),
            &format!(
                "ValidationError: 1 validation error detected: Value '{seconds}' at 'durationSeconds' failed to satisfy constraint: Member must have value {constraint}"
            ),
        );
    }
    accepted(&asked(900));
    accepted(&asked(43_200));
    let session_token = |seconds| {
        Call::GetSessionToken(GetSessionToken {
            duration_seconds: Some(seconds),
            ..GetSessionToken::default()
        })
    };
    refused(
        &session_token(129_601),
        "ValidationError: 1 validation error detected: Value '129601' at 'durationSeconds' failed to satisfy constraint: Member must have value less than or equal to 129600",
    );
    accepted(&session_token(7200));
}

#[test]
fn a_federated_name_too_long() {
    let name = "n".repeat(36);
    let call = Call::GetFederationToken(GetFederationToken {
        name: Some(name.as_str().into()),
        ..GetFederationToken::default()
    });
    refused(
        &call,
        &format!(
            "ValidationError: 1 validation error detected: Value '{name}' at 'name' failed to satisfy constraint: Member must have length less than or equal to 32"
        ),
    );
}

#[test]
fn a_token_code_too_short_or_of_letters() {
    let code = |code: &str| assume_role(|call| call.token_code = Some(code.into()));
    refused(
        &code("12345"),
        "ValidationError: 1 validation error detected: Value '12345' at 'tokenCode' failed to satisfy constraint: Member must have length greater than or equal to 6",
    );
    refused(
        &code("abcde"),
        r"ValidationError: 2 validation errors detected: Value 'abcde' at 'tokenCode' failed to satisfy constraint: Member must satisfy regular expression pattern: [\d]*; Value 'abcde' at 'tokenCode' failed to satisfy constraint: Member must have length greater than or equal to 6",
    );
}

fn tag(key: &str, value: &str) -> RequestTag {
    RequestTag { key: key.into(), value: value.into() }
}

#[test]
fn a_tag_is_named_by_its_place_in_the_list() {
    refused(
        &assume_role(|call| call.tags = vec![tag("NOWAY!", "x")]),
        r"ValidationError: 1 validation error detected: Value 'NOWAY!' at 'tags.1.member.key' failed to satisfy constraint: Member must satisfy regular expression pattern: [\p{L}\p{Z}\p{N}_.:/=+\-@]+",
    );
    let long = "v".repeat(257);
    refused(
        &assume_role(|call| call.tags = vec![tag("key", &long)]),
        &format!(
            "ValidationError: 1 validation error detected: Value '{long}' at 'tags.1.member.value' failed to satisfy constraint: Member must have length less than or equal to 256"
        ),
    );
    refused(
        &assume_role(|call| {
            call.tags = (1..=6).map(|n| tag(&format!("key{n}"), "")).collect();
            call.tags[5].value = long.as_str().into();
        }),
        &format!(
            "ValidationError: 1 validation error detected: Value '{long}' at 'tags.6.member.value' failed to satisfy constraint: Member must have length less than or equal to 256"
        ),
    );
}

#[test]
fn a_list_of_texts_has_one_violation_with_all_constraints_of_its_elements() {
    refused(
        &assume_role(|call| call.transitive_tag_keys = vec!["NOWAY!".into()]),
        r"ValidationError: 1 validation error detected: Value '[NOWAY!]' at 'transitiveTagKeys' failed to satisfy constraint: Member must satisfy constraint: [Member must have length less than or equal to 128, Member must have length greater than or equal to 1, Member must satisfy regular expression pattern: [\p{L}\p{Z}\p{N}_.:/=+\-@]+]",
    );
}

#[test]
fn duplicate_and_unknown_tag_keys_are_no_matter_of_form() {
    accepted(&assume_role(|call| {
        call.tags = vec![tag("a", "1"), tag("A", "2")];
        call.transitive_tag_keys = vec!["b".into()];
    }));
}

#[test]
fn lengths_count_utf_16_code_units() {
    // 𝒜 is a letter of two code units.
    let letters = |count| "𝒜".repeat(count);
    accepted(&assume_role(|call| call.tags = vec![tag(&letters(64), &letters(128))]));
    let long = letters(65);
    refused(
        &assume_role(|call| call.tags = vec![tag(&long, "")]),
        &format!(
            "ValidationError: 1 validation error detected: Value '{long}' at 'tags.1.member.key' failed to satisfy constraint: Member must have length less than or equal to 128"
        ),
    );
}

#[test]
fn a_call_without_parameters_is_well_formed() {
    accepted(&Call::GetCallerIdentity);
    accepted(&Call::GetSessionToken(GetSessionToken::default()));
}

#[test]
fn every_member_is_told_what_its_shape_expects() {
    // A value whose kind does not fit its shape would never be checked.
    fn fits<T: Default>(members: &[Member<T>], full: &T) {
        for Member { name, shape, value, .. } in members {
            let fits = matches!(
                (shape, value(full)),
                (Shape::Text(_), Value::Text(_))
                    | (Shape::Number(_), Value::Number(_))
                    | (Shape::Texts { .. }, Value::Texts(_))
                    | (Shape::Structures { .. }, Value::Structures(_))
                    | (Shape::Structure(..), Value::Text(_))
                    | (Shape::Sensitive { .. }, Value::Size(_))
            );
            assert!(fits, "{name}");
        }
    }
    let some = || Some(Rc::from("x"));
    fits(
        operation::ASSUME_ROLE,
        &AssumeRole {
            role_arn: some(),
            role_session_name: some(),
            policy_arns: Vec::new(),
            policy: some(),
            duration_seconds: Some(1),
            tags: Vec::new(),
            transitive_tag_keys: Vec::new(),
            external_id: some(),
            serial_number: some(),
            token_code: some(),
            source_identity: some(),
            provided_contexts: Vec::new(),
            minimum_session_token_size: Some(1),
        },
    );
    fits(
        operation::ASSUME_ROLE_WITH_SAML,
        &AssumeRoleWithSaml {
            role_arn: some(),
            principal_arn: some(),
            assertion: Some(crate::request::Signed::Content(Default::default())),
            policy_arns: Vec::new(),
            policy: some(),
            duration_seconds: Some(1),
            minimum_session_token_size: Some(1),
        },
    );
    fits(
        operation::ASSUME_ROLE_WITH_WEB_IDENTITY,
        &crate::request::AssumeRoleWithWebIdentity {
            role_arn: some(),
            role_session_name: some(),
            token: Some(crate::request::Signed::Content(Default::default())),
            provider_id: some(),
            policy_arns: Vec::new(),
            policy: some(),
            duration_seconds: Some(1),
            minimum_session_token_size: Some(1),
        },
    );
    fits(
        operation::GET_SESSION_TOKEN,
        &GetSessionToken {
            duration_seconds: Some(1),
            serial_number: some(),
            token_code: some(),
            minimum_session_token_size: Some(1),
        },
    );
    fits(
        operation::GET_FEDERATION_TOKEN,
        &GetFederationToken {
            name: some(),
            policy: some(),
            policy_arns: Vec::new(),
            duration_seconds: Some(1),
            tags: Vec::new(),
            minimum_session_token_size: Some(1),
        },
    );
    fits(
        operation::ASSUME_ROOT,
        &request::AssumeRoot {
            target_principal: some(),
            task_policy_arn: some(),
            duration_seconds: Some(1),
            minimum_session_token_size: Some(1),
        },
    );
    fits(
        operation::DECODE_AUTHORIZATION_MESSAGE,
        &request::DecodeAuthorizationMessage { encoded_message: some() },
    );
    fits(operation::GET_ACCESS_KEY_INFO, &request::GetAccessKeyInfo { access_key_id: some() });
    fits(
        operation::GET_WEB_IDENTITY_TOKEN,
        &request::GetWebIdentityToken {
            audience: vec!["x".into()],
            duration_seconds: Some(1),
            signing_algorithm: some(),
            tags: Vec::new(),
        },
    );
    fits(
        operation::GET_DELEGATED_ACCESS_TOKEN,
        &request::GetDelegatedAccessToken { token: Some(request::TradeInToken::default()) },
    );
}

#[test]
fn a_token_or_an_assertion_can_be_too_long() {
    let long: Rc<str> = "x".repeat(20_000).into();
    let token = request::WebIdentityToken {
        claims: vec![("sub".into(), request::Claim::Text(Rc::clone(&long)))],
    };
    let call = Call::AssumeRoleWithWebIdentity(request::AssumeRoleWithWebIdentity {
        role_arn: Some(ROLE.into()),
        role_session_name: Some("session".into()),
        token: Some(request::Signed::Content(token)),
        ..Default::default()
    });
    refused(
        &call,
        "ValidationError: 1 validation error detected: Value at 'webIdentityToken' failed to satisfy constraint: Member must have length less than or equal to 20000",
    );
    let assertion = request::SamlAssertion {
        attributes: vec![("name".into(), vec![Rc::clone(&long); 4])],
        ..Default::default()
    };
    let call = Call::AssumeRoleWithSaml(AssumeRoleWithSaml {
        role_arn: Some(ROLE.into()),
        principal_arn: Some(ROLE.into()),
        assertion: Some(request::Signed::Content(assertion)),
        ..Default::default()
    });
    refused(
        &call,
        "ValidationError: 1 validation error detected: Value at 'sAMLAssertion' failed to satisfy constraint: Member must have length less than or equal to 100000",
    );
}
