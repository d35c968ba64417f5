//! Rules of AWS's documents that the vectors and the golden rows leave out, each by a small case of its own.
//!
//! Most are rows of `testdata/rules.json`, which name their document; those here were wrong once. All expectations are
//! written by hand.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot go on has failed"
)]

use serde_json::{Value, json};
use testing::case;

/// Runs a row and compares the step `call` with what the row expects.
fn holds(row: &Value) {
    let found = match case::run(row) {
        Ok(outcome) => case::differences(row, &outcome),
        Err(errors) => vec![errors],
    };
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn every_row_comes_to_what_its_document_says() {
    let rows: Vec<Value> = serde_json::from_str(include_str!("../testdata/rules.json")).unwrap();
    let mut wrong = String::new();
    for row in &rows {
        let found = match case::run(row) {
            Ok(outcome) => case::differences(row, &outcome),
            Err(errors) => vec![errors],
        };
        for difference in found {
            wrong += &format!("{}: {difference}\n", row["title"]);
        }
        assert!(row["source"].is_string(), "{} says no document", row["title"]);
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

const ALICE: &str = "arn:aws:iam::111111111111:user/alice";
const BOB: &str = "arn:aws:iam::222222222222:user/bob";
const ROLE_R: &str = "arn:aws:iam::111111111111:role/R";
const ROLE_T: &str = "arn:aws:iam::111111111111:role/T";

fn trusts(principal: &str) -> Value {
    json!([{ "Principal": { "AWS": principal },
             "Action": ["sts:AssumeRole", "sts:TagSession", "sts:SetSourceIdentity"] }])
}

fn document(statements: &Value) -> Value {
    json!({ "Version": "2012-10-17", "Statement": statements })
}

fn inline(statements: &Value) -> Value {
    json!([{ "PolicyName": "Inline", "PolicyDocument": document(statements) }])
}

// ---- context --------------------------------------------------------------------------------------------------------

/// AWS: "AWS global condition context keys", section "aws:SourceIp".
#[test]
fn taking_the_endpoint_key_away_leaves_the_source_address() {
    holds(&json!({
        "trust": [{ "Principal": { "AWS": ALICE },
                    "Condition": { "IpAddress": { "aws:SourceIp": "203.0.113.0/24" } } }],
        "step": { "context": { "aws:SourceVpce": null } },
        "expect": { "result": "succeeded" },
    }));
}

/// AWS: "Pass session tags in AWS STS", section "Session tags when federating users with GetFederationToken": the
/// session has the user's tags, and those that are passed override them.
#[test]
fn a_federated_user_has_the_tags_of_the_user_who_made_the_session() {
    for (passed, value, result) in [
        (json!([]), "web", "succeeded"),
        (json!([{ "Key": "Team", "Value": "ops" }]), "ops", "succeeded"),
        (json!([{ "Key": "Team", "Value": "ops" }]), "web", "refused"),
    ] {
        holds(&json!({
            "patch": { ALICE: {
                "Tags": [{ "Key": "team", "Value": "web" }],
                "UserPolicyList": inline(&json!([{ "Effect": "Allow", "Action": "*", "Resource": "*" }])) } },
            "before": [{ "id": "federated", "GetFederationToken": {
                "Name": "Bob", "Tags": passed,
                "Policy": document(&json!([{ "Effect": "Allow", "Action": "s3:*", "Resource": "*",
                    "Condition": { "StringEquals": { "aws:PrincipalTag/team": value } } }])) } }],
            "call": { "Action": "s3:ListAllMyBuckets" },
            "expect": { "result": result },
        }));
    }
}

/// AWS: "GetFederationToken": the root user may call; what limits its session is the session policy.
#[test]
fn a_session_federated_by_root_may_do_what_its_policy_says() {
    for (action, result) in [("s3:ListAllMyBuckets", "succeeded"), ("sqs:ListQueues", "refused")] {
        holds(&json!({
            "start": { "principal": "arn:aws:iam::111111111111:root" },
            "before": [{ "id": "federated", "GetFederationToken": { "Name": "Bob",
                "Policy": document(&json!([{ "Effect": "Allow", "Action": "s3:*", "Resource": "*" }])) } }],
            "call": { "Action": action },
            "expect": { "result": result },
        }));
    }
}

/// AWS: "GetFederationToken": the session has what the user's policies and the passed policy both allow. The same where
/// the session is there from the start.
#[test]
fn a_federated_user_who_begins_has_the_policies_of_the_user_who_made_the_session() {
    let all = document(&json!([{ "Effect": "Allow", "Action": "s3:*", "Resource": "*" }]));
    let federated = "arn:aws:sts::111111111111:federated-user/Bob";
    for (start, result) in [
        (json!({ "federatingUser": ALICE, "Policy": all }), "succeeded"),
        (json!({ "federatingUser": "arn:aws:iam::111111111111:root", "Policy": all }), "succeeded"),
        (json!({ "federatingUser": ALICE }), "refused"),
        (json!({ "Policy": all }), "refused"),
    ] {
        let mut start = start;
        start["principal"] = federated.into();
        holds(&json!({
            "patch": { ALICE: {
                "UserPolicyList": inline(&json!([{ "Effect": "Allow", "Action": "*", "Resource": "*" }])) } },
            "start": start,
            "call": { "Action": "s3:ListAllMyBuckets" },
            "expect": { "result": result },
        }));
    }
}

/// AWS: "AssumeRoleWithWebIdentity" and "Create an OpenID Connect (OIDC) identity provider in IAM": a token has to carry
/// `exp`, `iat` and `sub`.
#[test]
fn a_token_without_its_moments_or_its_subject_is_refused() {
    let provider = "arn:aws:iam::111111111111:oidc-provider/id.example.com";
    let whole = json!({ "iss": "https://id.example.com", "aud": "app", "sub": "subject", "iat": 1_795_341_540,
        "exp": 1_795_345_200 });
    for missing in ["", "exp", "iat", "sub"] {
        let mut claims = whole.clone();
        claims.as_object_mut().unwrap().remove(missing);
        let expect = match missing {
            "" => json!({ "result": "succeeded" }),
            claim => {
                json!({ "error": "InvalidIdentityToken", "message": format!("Missing a required claim: {claim}") })
            }
        };
        holds(&json!({
            "patch": { "111111111111": { "OpenIDConnectProviderList": [{ "Arn": provider, "ClientIDList": ["app"] }] } },
            "trust": [{ "Principal": { "Federated": provider }, "Action": "sts:AssumeRoleWithWebIdentity" }],
            "call": { "AssumeRoleWithWebIdentity": { "RoleArn": ROLE_T, "RoleSessionName": "web",
                "WebIdentityToken": { "claims": claims } } },
            "expect": expect,
        }));
    }
}

/// AWS: "IAM JSON policy elements: NotPrincipal": whoever has a permissions boundary is always denied, from the moment
/// on at which it is attached.
#[test]
fn a_boundary_that_is_attached_later_counts_for_not_principal() {
    let full = json!([{ "Effect": "Allow", "Action": "*", "Resource": "*" }]);
    for (before, result) in [
        (json!([]), "succeeded"),
        (
            json!([{ "id": "bound", "account": "111111111111", "PutRolePermissionsBoundary": {
            "RoleName": "R", "PermissionsBoundary": "arn:aws:iam::aws:policy/AdministratorAccess" } }]),
            "refused",
        ),
    ] {
        let row = json!({
            "start": { "principal": ROLE_R, "RoleSessionName": "one" },
            "identity": full,
            "resources": [{ "Arn": "arn:aws:s3:::b", "AccountId": "111111111111",
                "Policy": document(&json!([{ "Effect": "Deny", "Action": "s3:*", "Resource": "*", "NotPrincipal": { "AWS": [
                    "arn:aws:iam::111111111111:root", ROLE_R,
                    "arn:aws:sts::111111111111:assumed-role/R/one"] } }])) }],
            "before": before,
            "call": { "Action": "s3:ListBucket", "Resource": "arn:aws:s3:::b" },
            "expect": { "result": result },
        });
        holds(&row);
    }
}

// ---- messages -------------------------------------------------------------------------------------------------------

/// AWS: "Troubleshoot access denied error messages".
#[test]
fn a_refused_action_without_a_resource_names_none() {
    let row = json!({
        "patch": { ALICE: { "UserPolicyList": inline(&json!([{ "Effect": "Allow", "Action": "*", "Resource": "*" }])) } },
        "before": [{ "id": "federated", "GetFederationToken": { "Name": "Bob" } }],
        "call": { "Action": "iam:ListUsers" },
        "expect": { "error": "AccessDenied", "message":
            "User: arn:aws:sts::111111111111:federated-user/Bob is not authorized to perform: iam:ListUsers" },
    });
    holds(&row);
}

/// AWS: "Troubleshoot SAML 2.0 federation with IAM" and "AssumeRoleWithWebIdentity": a missing `sts:TagSession` is told
/// in the name of the call.
#[test]
fn a_federated_caller_is_refused_in_the_name_of_the_call() {
    let provider = "arn:aws:iam::111111111111:oidc-provider/id.example.com";
    let row = json!({
        "patch": { "111111111111": { "OpenIDConnectProviderList": [{ "Arn": provider, "ClientIDList": ["app"] }] } },
        "trust": [{ "Principal": { "Federated": provider }, "Action": "sts:AssumeRoleWithWebIdentity" }],
        "call": { "AssumeRoleWithWebIdentity": { "RoleArn": ROLE_T, "RoleSessionName": "web", "WebIdentityToken": { "claims": {
            "iss": "https://id.example.com", "aud": "app", "sub": "subject", "iat": 1_795_341_540, "exp": 1_795_345_200,
            "https://aws.amazon.com/tags": { "principal_tags": { "team": ["web"] } } } } } },
        "expect": { "error": "AccessDenied", "authorization": "sts:TagSession",
            "message": "Not authorized to perform sts:AssumeRoleWithWebIdentity" },
    });
    holds(&row);
}

/// AWS: "AssumeRoleWithSAML".
#[test]
fn a_saml_call_for_something_that_is_no_role_is_refused() {
    holds(&json!({
        "call": { "AssumeRoleWithSAML": { "RoleArn": ALICE, "PrincipalArn": "arn:aws:iam::111111111111:saml-provider/IdP",
            "SAMLAssertion": { "issuer": "https://id.example.com", "audience": "https://signin.aws.amazon.com/saml", "nameId": "x",
            "attributes": {} } } },
        "expect": { "error": "ValidationError", "message": "Request ARN is invalid" },
    }));
}

/// In one account either side suffices, so the silence of a bucket's policy is not what the message tells.
/// AWS: "Troubleshoot access denied error messages", section "Access denied due to identity-based policies – implicit
/// denial".
#[test]
fn in_one_account_the_missing_identity_policy_is_named() {
    holds(&json!({
        "resources": [{ "Arn": "arn:aws:s3:::b", "AccountId": "111111111111",
            "Policy": document(&json!([{ "Effect": "Allow", "Action": "s3:*", "Resource": "*", "Principal": { "AWS": BOB } }])) }],
        "call": { "Action": "s3:ListBucket", "Resource": "arn:aws:s3:::b" },
        "expect": { "error": "AccessDenied", "message": "User: arn:aws:iam::111111111111:user/alice is not authorized to perform: s3:ListBucket on resource: arn:aws:s3:::b because no identity-based policy allows the s3:ListBucket action" },
    }));
}

// ---- credentials ----------------------------------------------------------------------------------------------------

/// AWS: "Common errors", `InvalidClientTokenId`: keys go with their user, and a new user of that name has other keys.
#[test]
fn the_keys_of_a_deleted_user_are_not_known_any_more() {
    let delete =
        json!({ "id": "delete", "account": "111111111111", "DeleteUser": { "UserName": "alice" } });
    let create =
        json!({ "id": "create", "account": "111111111111", "CreateUser": { "UserName": "alice" } });
    for before in [json!([delete]), json!([delete, create])] {
        for call in [json!({ "GetCallerIdentity": {} }), json!({ "Action": "s3:ListAllMyBuckets" })]
        {
            let row = json!({ "before": before, "call": call, "expect": {
                "error": "InvalidClientTokenId", "status": 403 } });
            holds(&row);
        }
    }
    let row = json!({ "before": [delete, create], "step": { "as": ALICE },
        "call": { "GetCallerIdentity": {} }, "expect": { "result": "succeeded" } });
    holds(&row);
}

/// AWS: "Temporary security credentials in IAM", section "Manage AWS STS in an AWS Region".
#[test]
fn a_region_that_is_not_activated_gives_no_credentials() {
    for call in [
        json!({ "GetSessionToken": {} }),
        json!({ "GetFederationToken": { "Name": "Bob" } }),
        json!({ "AssumeRole": { "RoleArn": ROLE_T, "RoleSessionName": "session" } }),
    ] {
        holds(&json!({
            "trust": trusts(ALICE),
            "patch": { "111111111111": { "Regions": ["us-east-1"] },
                ALICE: { "UserPolicyList": inline(&json!([{ "Effect": "Allow", "Action": "*", "Resource": "*" }])) } },
            "step": { "endpoint": "eu-west-1" },
            "call": call,
            "expect": { "error": "RegionDisabledException", "status": 403, "message": "STS is not activated in this region for account:111111111111. Your account administrator can activate STS in this region using the IAM Console." },
        }));
    }
}

// ---- documents ------------------------------------------------------------------------------------------------------

/// AWS: "IAM and AWS STS quotas".
#[test]
fn a_trust_policy_over_its_quota_is_a_limit_that_is_exceeded() {
    let names: Vec<String> =
        (0..60).map(|n| format!("team-with-a-long-name-{n:04}-and-more-of-it")).collect();
    holds(&json!({
        "call": { "UpdateAssumeRolePolicy": { "RoleName": "T", "PolicyDocument": document(&json!([{ "Effect": "Allow",
            "Principal": { "AWS": ALICE }, "Action": "sts:AssumeRole", "Condition": { "StringEquals": { "aws:PrincipalTag/team": names } } }])) } },
        "step": { "account": "111111111111" },
        "expect": { "error": "LimitExceeded", "status": 409, "message": "Cannot exceed quota for ACLSizePerRole: 2048" },
    }));
}

fn long_policy() -> Value {
    let actions: Vec<String> =
        (0..100).map(|n| format!("s3:GetSomethingWithALongName{n}")).collect();
    document(&json!([{ "Effect": "Allow", "Action": actions, "Resource": "*" }]))
}

/// AWS: "AssumeRole", parameter `Policy`.
#[test]
fn a_session_policy_over_2048_characters_is_too_large() {
    holds(&json!({
        "trust": trusts(ALICE),
        "request": { "Policy": long_policy() },
        "expect": { "error": "PackedPolicyTooLarge", "status": 400 },
    }));
}

/// Only the ARN of a managed session policy counts. AWS: "AssumeRole", parameter `PolicyArns`.
#[test]
fn a_managed_session_policy_may_be_as_long_as_a_managed_policy() {
    holds(&json!({
        "trust": trusts(ALICE),
        "patch": { "111111111111": { "Policies": [{ "PolicyName": "Long", "PolicyDocument": long_policy() }] } },
        "request": { "PolicyArns": [{ "arn": "arn:aws:iam::111111111111:policy/Long" }] },
        "expect": { "result": "succeeded" },
    }));
}

/// AWS: "Pass session tags in AWS STS", section "Things to know about passing session tags".
#[test]
fn session_tags_that_are_too_large_are_named_as_the_reason() {
    let tags: Vec<Value> =
        (0..50).map(|n| json!({ "Key": format!("key-{n}"), "Value": "v".repeat(40) })).collect();
    let row = json!({ "trust": trusts(ALICE), "request": { "Tags": tags } });
    let outcome = case::run(&row).unwrap();
    let error = outcome.steps[0].error().unwrap();
    assert_eq!(error.code, "PackedPolicyTooLarge");
    assert!(
        error.message.starts_with("Packed size of session tags consumes "),
        "{}",
        error.message
    );
}

/// AWS: "Pass session tags in AWS STS": tags in a token or an assertion are held to what passed ones are held to.
#[test]
fn tags_that_a_token_carries_are_held_to_the_same() {
    let provider = "arn:aws:iam::111111111111:oidc-provider/id.example.com";
    for (key, value) in [("NOWAY!", "x".to_owned()), ("team", "x".repeat(257))] {
        holds(&json!({
            "patch": { "111111111111": { "OpenIDConnectProviderList": [{ "Arn": provider, "ClientIDList": ["app"] }] } },
            "trust": [{ "Principal": { "Federated": provider }, "Action": ["sts:AssumeRoleWithWebIdentity", "sts:TagSession"] }],
            "call": { "AssumeRoleWithWebIdentity": { "RoleArn": ROLE_T, "RoleSessionName": "web", "WebIdentityToken": { "claims": {
                "iss": "https://id.example.com", "aud": "app", "sub": "subject", "iat": 1_795_341_540, "exp": 1_795_345_200,
                "https://aws.amazon.com/tags": { "principal_tags": { key: [value] } } } } } },
            "expect": { "error": "ValidationError", "message": "Unable to validate tags" },
        }));
    }
}

/// AWS: "Configure SAML assertions for the authentication response", attribute `SessionNotOnOrAfter`.
#[test]
fn an_assertion_whose_session_is_over_gives_none() {
    let provider = "arn:aws:iam::111111111111:saml-provider/IdP";
    for (end, result) in
        [("2026-11-22T10:30:00Z", "succeeded"), ("2026-11-22T09:59:00Z", "refused")]
    {
        holds(&json!({
            "patch": { "111111111111": { "SAMLProviderList": [{ "Arn": provider }] } },
            "trust": [{ "Principal": { "Federated": provider }, "Action": "sts:AssumeRoleWithSAML" }],
            "call": { "AssumeRoleWithSAML": { "RoleArn": ROLE_T, "PrincipalArn": provider, "SAMLAssertion": {
                "issuer": "https://id.example.com", "audience": "https://signin.aws.amazon.com/saml", "nameId": "x",
                "sessionNotOnOrAfter": end, "attributes": {
                "https://aws.amazon.com/SAML/Attributes/RoleSessionName": "session",
                "https://aws.amazon.com/SAML/Attributes/Role": format!("{ROLE_T},{provider}") } } } },
            "expect": { "result": result },
        }));
    }
}
