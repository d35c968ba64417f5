//! Each assumption that only a chain can meet decides there, one way and the other, and the explanation names it. Those that
//! loose documents meet have their cases in `testdata/authorize/assumptions.json`.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use serde_json::{Value, json};
use simulator::{Scenario, expectation, narrate, simulate};

const R: &str = "arn:aws:iam::111111111111:role/R";
const T: &str = "arn:aws:iam::111111111111:role/T";

/// alice, a role R that everybody in the account may take, and a role T that R may take, under that condition.
fn world(start: Value, condition: Value, steps: Value, assumptions: Value) -> String {
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
        "steps": steps, "assumptions": assumptions,
    })
    .to_string()
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
    (value, otherwise): (Value, &str),
) {
    let ask =
        |assumptions| last(&world(start.clone(), condition.clone(), steps.clone(), assumptions));
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
