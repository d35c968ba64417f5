//! Rules of AWS's documents that the vectors and the golden rows leave out, each by a small case of its own.

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

fn long_policy() -> Value {
    let actions: Vec<String> =
        (0..100).map(|n| format!("s3:GetSomethingWithALongName{n}")).collect();
    document(&json!([{ "Effect": "Allow", "Action": actions, "Resource": "*" }]))
}
