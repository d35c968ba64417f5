//! Each assumption that only a chain can meet decides there, one way and the other, and the explanation names it. Those that
//! loose documents meet have their cases in `testdata/authorize/assumptions.json`.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use serde_json::{Value, json};
use simulator::{Scenario, expectation, narrate, simulate};

const R: &str = "arn:aws:iam::111111111111:role/R";
const T: &str = "arn:aws:iam::111111111111:role/T";

/// alice, a role R that everybody in the account may take, and a role T that R may take, under that condition.
fn world(start: Value, condition: Value, steps: Value) -> Value {
    let all = json!([{ "PolicyName": "P", "PolicyDocument": { "Version": "2012-10-17",
        "Statement": [{ "Effect": "Allow", "Action": "*", "Resource": "*" }] } }]);
    let trust = |principal: &str, condition: &Value| {
        json!({ "Version": "2012-10-17", "Statement": [
            { "Effect": "Allow", "Principal": { "AWS": principal }, "Action": "sts:AssumeRole", "Condition": condition },
            { "Effect": "Allow", "Principal": { "AWS": principal }, "Action": "sts:TagSession" },
        ] })
    };
    json!({
        "version": 1, "title": "t", "seed": "s", "start": start,
        "accounts": [{ "AccountId": "111111111111",
            "Users": [{ "UserName": "alice", "UserPolicyList": all }],
            "Roles": [
                { "RoleName": "R", "AssumeRolePolicyDocument": trust("111111111111", &json!({})), "RolePolicyList": all },
                { "RoleName": "T", "AssumeRolePolicyDocument": trust(R, &condition), "RolePolicyList": all,
                  "Tags": [{ "Key": "team", "Value": "ops" }] },
            ] }],
        "steps": steps,
    })
}

/// How the last step ends, and the assumption that its explanation names.
fn last(text: &str) -> (String, Option<String>) {
    let scenario = Scenario::read(text).unwrap();
    let outcome = simulate(&scenario);
    let step = outcome.steps.last().unwrap();
    let cause = narrate::cause(&scenario, &outcome, step).plain();
    let named = cause.split_once("the assumption ").and_then(|(_, rest)| rest.split(' ').next());
    let ended = step.error().map_or_else(
        || expectation::result_of(step).as_str().to_owned(),
        |error| error.message.to_string(),
    );
    (ended, named.map(str::to_owned))
}

fn alice(more: Value) -> Value {
    let mut start = json!({ "principal": "arn:aws:iam::111111111111:user/alice", "time": "2026-11-22T10:00:00Z" });
    start.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    start
}

fn call(role: &str, more: Value) -> Value {
    let mut call = json!({ "RoleArn": role, "RoleSessionName": "s1" });
    call.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    json!({ "id": role.rsplit('/').next(), "AssumeRole": call })
}

/// The step ends so by default and otherwise under the other value; both times the switch is named.
#[track_caller]
fn decides(
    switch: &str,
    (start, condition, steps): (Value, Value, Value),
    default: &str,
    other: (Value, &str),
) {
    decides_in(switch, &world(start, condition, steps), default, other);
}

/// The same for any scenario.
#[track_caller]
fn decides_in(switch: &str, world: &Value, default: &str, (value, otherwise): (Value, &str)) {
    let ask = |assumptions: Value| {
        let mut world = world.clone();
        world["assumptions"] = assumptions;
        last(&world.to_string())
    };
    let (ended, named) = ask(json!({}));
    assert_eq!((&*ended, named.as_deref()), (default, Some(switch)));
    let (ended, named) = ask(json!({ switch: value }));
    assert_eq!((&*ended, named.as_deref()), (otherwise, Some(switch)));
}

const DENIED: &str = "User: arn:aws:sts::111111111111:assumed-role/R/s1 is not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::111111111111:role/T";

// AWS: "Configuring MFA-protected API access".
#[test]
fn whether_a_role_session_remembers_the_mfa_of_the_session_that_made_it() {
    let start = alice(json!({ "credentials": "sessionToken", "mfa": true }));
    let condition = json!({ "Bool": { "aws:MultiFactorAuthPresent": "true" } });
    let steps = json!([call(R, json!({})), call(T, json!({}))]);
    decides("roleSessionMfa", (start, condition, steps), "succeeded", (json!("never"), DENIED));
}

// AWS: "Pass session tags in AWS STS".
#[test]
fn whether_inherited_tags_are_tags_of_the_request() {
    let condition = json!({ "StringEquals": { "aws:RequestTag/team": "web" } });
    let tagged =
        json!({ "Tags": [{ "Key": "team", "Value": "web" }], "TransitiveTagKeys": ["team"] });
    let steps = json!([call(R, tagged), call(T, json!({}))]);
    decides(
        "requestTagsIncludeInherited",
        (alice(json!({})), condition, steps),
        DENIED,
        (json!(true), "succeeded"),
    );
}

// AWS: "Pass session tags in AWS STS", section "Chaining roles with session tags".
#[test]
fn whether_an_inherited_tag_hides_the_roles_own_while_it_is_asked() {
    let condition = json!({ "StringEquals": { "aws:ResourceTag/team": "ops" } });
    let tagged =
        json!({ "Tags": [{ "Key": "team", "Value": "web" }], "TransitiveTagKeys": ["team"] });
    let steps = json!([call(R, tagged), call(T, json!({}))]);
    decides(
        "transitiveTagsHideResourceTags",
        (alice(json!({})), condition, steps),
        "succeeded",
        (json!(true), DENIED),
    );
}

// AWS: "AssumeRole" in the STS API reference, parameter DurationSeconds.
#[test]
fn which_of_two_limits_is_told() {
    let steps = json!([call(R, json!({})), call(T, json!({ "DurationSeconds": 7200 }))]);
    decides(
        "longerLimitNamedFirst",
        (alice(json!({})), json!({}), steps),
        "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.",
        (
            json!("role"),
            "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.",
        ),
    );
}

// AWS: "Temporary security credentials in IAM".
#[test]
fn whether_a_session_is_over_at_its_very_end() {
    let mut late = call(T, json!({}));
    late["after"] = json!(3600);
    let steps = json!([call(R, json!({})), late]);
    decides(
        "expiredAtExpiration",
        (alice(json!({})), json!({}), steps),
        "The security token included in the request is expired",
        (json!(false), "succeeded"),
    );
}

/// A role T that trusts everybody in every account, and alice, who takes it.
fn trusting_everybody() -> Value {
    let mut world = world(alice(json!({})), json!({}), json!([call(T, json!({}))]));
    let statement = &mut world["accounts"][0]["Roles"][1]["AssumeRolePolicyDocument"]["Statement"];
    statement[0]["Principal"] = json!({ "AWS": "*" });
    world
}

// AWS: "AWS JSON policy elements: Principal"; "Role trust policy unsupported wildcard in principal" in "IAM Access Analyzer
// policy validation check reference".
#[test]
fn whether_a_role_can_trust_everybody() {
    let world = trusting_everybody();
    let switch = "everyoneInTrustPolicyIsSaved";
    decides_in(switch, &world, "succeeded", (json!(false), "undecided"));
}

#[test]
fn whether_a_trust_policy_for_everybody_is_saved() {
    let mut world = trusting_everybody();
    let document = world["accounts"][0]["Roles"][1]["AssumeRolePolicyDocument"].take();
    world["accounts"][0]["Roles"].as_array_mut().unwrap().pop();
    world["steps"] = json!([{ "id": "made",
        "CreateRole": { "RoleName": "T", "AssumeRolePolicyDocument": document } }]);
    let switch = "everyoneInTrustPolicyIsSaved";
    let refused = "Invalid principal in policy: \"AWS\":\"*\"";
    decides_in(switch, &world, "succeeded", (json!(false), refused));
}

#[test]
fn where_nobody_is_let_in_by_the_star_it_is_not_said_to_decide() {
    let mut world = trusting_everybody();
    let statement = &mut world["accounts"][0]["Roles"][1]["AssumeRolePolicyDocument"]["Statement"];
    statement[0]["Condition"] = json!({ "StringEquals": { "aws:PrincipalTag/team": "web" } });
    assert_eq!(last(&world.to_string()).1, None);
}

/// A role that a person of the company directory takes, under that condition.
fn by_assertion(condition: Value, steps: Value) -> Value {
    let provider = "arn:aws:iam::111111111111:saml-provider/Directory";
    let federated = json!({ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow",
        "Principal": { "Federated": provider }, "Action": "sts:AssumeRoleWithSAML", "Condition": condition }] });
    let start = json!({ "principal": provider, "time": "2026-11-22T10:00:00Z" });
    let mut world = world(start, json!({}), steps);
    world["accounts"][0]["SAMLProviderList"] = json!([{ "Arn": provider }]);
    world["accounts"][0]["Roles"][0]["AssumeRolePolicyDocument"] = federated;
    world
}

fn sign_in() -> Value {
    let provider = "arn:aws:iam::111111111111:saml-provider/Directory";
    json!({ "id": "R", "AssumeRoleWithSAML": { "RoleArn": R, "PrincipalArn": provider, "SAMLAssertion": {
        "issuer": "https://idp.example.com", "audience": "https://signin.aws.amazon.com/saml",
        "nameId": "alice", "issued": "2026-11-22T10:00:00Z",
        "attributes": {
            "https://aws.amazon.com/SAML/Attributes/Role": format!("{R},{provider}"),
            "https://aws.amazon.com/SAML/Attributes/RoleSessionName": "s1",
            "mail": ["alice@example.com", "a.smith@example.com"],
        } } } })
}

// AWS: "AWS global condition context keys", `aws:FederatedProvider`; the data perimeter policy examples use it with SAML.
#[test]
fn whether_saml_carries_the_provider_while_the_role_is_taken() {
    let provider = "arn:aws:iam::111111111111:saml-provider/Directory";
    let condition = json!({ "StringEquals": { "aws:FederatedProvider": provider } });
    let refused = "Not authorized to perform sts:AssumeRoleWithSAML";
    let switch = "samlCarriesFederatedProvider";
    let world = by_assertion(condition, json!([sign_in()]));
    decides_in(switch, &world, refused, (json!(true), "succeeded"));
}

#[test]
fn whether_saml_carries_the_provider_in_the_session() {
    let steps = json!([sign_in(), call(T, json!({}))]);
    let mut world = by_assertion(json!({}), steps);
    let statement = &mut world["accounts"][0]["Roles"][1]["AssumeRolePolicyDocument"]["Statement"];
    statement[0]["Condition"] = json!({ "Null": { "aws:FederatedProvider": "true" } });
    let denied = DENIED;
    decides_in("samlCarriesFederatedProvider", &world, "succeeded", (json!(true), denied));
}

// AWS: "Available keys for SAML-based AWS STS federation" says list; "Actions, resources, and condition keys for AWS Security
// Token Service" says String.
#[test]
fn whether_an_attribute_of_saml_has_all_its_values() {
    let condition = json!({ "ForAnyValue:StringEquals": { "saml:mail": "a.smith@example.com" } });
    let refused = "Not authorized to perform sts:AssumeRoleWithSAML";
    let world = by_assertion(condition, json!([sign_in()]));
    decides_in("samlAttributesAreLists", &world, "succeeded", (json!(false), refused));
}
