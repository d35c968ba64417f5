//! The form of a small outcome, written by hand from `docs/wire.md`.

#![recursion_limit = "256"]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use serde_json::{Value, json};
use simulator::{Scenario, simulate};

/// alice asks for R without the ExternalId that its trust policy wants; the step behind it has no caller.
const SCENARIO: &str = r#"{
  "version": 1,
  "title": "Small",
  "seed": "small",
  "start": { "principal": "arn:aws:iam::111111111111:user/alice", "time": "2026-11-22T10:00:00Z" },
  "accounts": [{
    "AccountId": "111111111111",
    "AccountName": "Only",
    "Users": [{ "UserName": "alice", "UserId": "AIDAALICEEXAMPLE00001" }],
    "Roles": [{
      "RoleName": "R",
      "AssumeRolePolicyDocument": {
        "Version": "2012-10-17",
        "Statement": [{
          "Effect": "Allow",
          "Principal": { "AWS": "arn:aws:iam::111111111111:user/alice" },
          "Action": "sts:AssumeRole",
          "Condition": { "StringEquals": { "sts:ExternalId": "x1" } }
        }]
      }
    }]
  }],
  "steps": [
    { "id": "take", "title": "Without the id",
      "AssumeRole": { "RoleArn": "arn:aws:iam::111111111111:role/R", "RoleSessionName": "a1" },
      "expect": { "result": "succeeded" } },
    { "id": "use", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::b/o" }
  ]
}"#;

fn form(text: &str) -> Value {
    let scenario = Scenario::read(text).unwrap();
    serde_json::to_value(wire::outcome(&scenario, &simulate(&scenario))).unwrap()
}

#[track_caller]
fn check(actual: &Value, expect: &Value) {
    let pretty = |value: &Value| serde_json::to_string_pretty(value).unwrap();
    assert_eq!(pretty(actual), pretty(expect));
}

fn alice() -> Value {
    json!({
        "kind": "user",
        "credentials": "longTerm",
        "displayArn": "arn:aws:iam::111111111111:user/alice",
        "arn": "arn:aws:iam::111111111111:user/alice",
        "accountId": "111111111111",
        "accountName": "Only",
        "uniqueId": "AIDAALICEEXAMPLE00001",
        "isStart": true
    })
}

#[test]
fn the_outermost_members() {
    let outcome = form(SCENARIO);
    let members: Vec<&String> = outcome.as_object().unwrap().keys().collect();
    assert_eq!(members, ["documents", "meetsExpectations", "start", "steps", "title", "version"]);
    check(&outcome["version"], &json!(1));
    check(&outcome["title"], &json!("Small"));
    check(&outcome["meetsExpectations"], &json!(false));
    check(&outcome["start"], &alice());
}

#[test]
fn a_document_has_its_address_and_its_text() {
    let documents = &form(SCENARIO)["documents"];
    assert_eq!(documents.as_array().unwrap().len(), 1);
    let document = &documents[0];
    assert!(document["text"].as_str().unwrap().starts_with("{\n  \"Version\": \"2012-10-17\",\n"));
    check(&document["number"], &json!(0));
    check(&document["policyType"], &json!("trust"));
    check(&document["name"], &json!("R"));
    check(
        &document["address"],
        &json!({ "type": "trust", "accountId": "111111111111", "role": "R" }),
    );
    check(&document["diagnostics"], &json!([]));
}

#[test]
fn a_refused_call_but_for_its_authorization() {
    let mut step = form(SCENARIO)["steps"][0].take();
    step["authorizations"] = Value::Null;
    check(
        &step,
        &json!({
            "id": "take",
            "number": 1,
            "title": "Without the id",
            "at": "2026-11-22T10:00:00Z",
            "action": "sts:AssumeRole",
            "isHop": true,
            "isChange": false,
            "caller": alice(),
            "target": { "type": "role", "arn": "arn:aws:iam::111111111111:role/R" },
            "result": {
                "type": "refused",
                "operation": "AssumeRole",
                "error": {
                    "code": "AccessDenied",
                    "status": 403,
                    "message": "User: arn:aws:iam::111111111111:user/alice is not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::111111111111:role/R"
                },
                "cause": { "type": "authorization", "authorization": 0 }
            },
            "narration": {
                "cause": "The trust policy of R lets alice in only with ExternalId x1; this call passes none.",
                "remedy": "Pass ExternalId x1.",
                "cliMessage": {
                    "text": "An error occurred (AccessDenied) when calling the AssumeRole operation: User: arn:aws:iam::111111111111:user/alice is not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::111111111111:role/R",
                    "status": 403,
                    "namesTheCause": false,
                    "leavesOut": "A role that does not exist, a trust policy without this caller and a wrong ExternalId all read like this."
                },
                "decidingFact": {
                    "type": "statement",
                    "title": "Statement 1, line 4, of the trust policy of R",
                    "document": 0,
                    "authorization": 0,
                    "node": 5,
                    "elements": [
                        { "name": "Principal", "value": "arn:aws:iam::111111111111:user/alice", "matched": true, "reason": "matches alice", "node": 6 },
                        { "name": "Action", "value": "sts:AssumeRole", "matched": true, "reason": "matches the call", "node": 8 },
                        { "name": "StringEquals", "value": "sts:ExternalId x1", "matched": false, "reason": "false: this call passes no ExternalId", "node": 10 }
                    ],
                    "comparison": { "key": "sts:ExternalId", "actual": null, "wanted": "x1", "liftsADeny": false }
                }
            },
            "checks": [
                { "kind": "credentials", "status": "passed", "name": "Caller", "fact": "alice, long-term key" },
                { "kind": "parameters", "status": "passed", "name": "Request", "fact": "well formed" },
                { "kind": "callerKind", "status": "passed", "name": "Caller kind", "fact": "IAM user" },
                { "kind": "mfa", "status": "notApplicable", "name": "MFA", "fact": "no code passed" },
                { "kind": "role", "status": "passed", "name": "Role", "fact": "R" },
                { "kind": "authorization", "authorization": 0, "status": "failed", "name": "sts:AssumeRole", "fact": "no allow: role trust policy" },
                { "kind": "tagsAndSourceIdentity", "status": "notMade", "name": "Tags and source identity", "fact": "not made" },
                { "kind": "duration", "status": "notMade", "name": "Duration", "fact": "not made" },
                { "kind": "sessionPolicy", "status": "notMade", "name": "Session policy", "fact": "not made" },
                { "kind": "mint", "status": "notMade", "name": "Credentials", "fact": "not made" }
            ],
            "authorizations": null,
            "differences": [
                { "field": "result", "expected": "succeeded", "actual": "refused" }
            ]
        }),
    );
}

#[test]
fn an_authorization_with_its_tree() {
    let mut asked = form(SCENARIO)["steps"][0]["authorizations"][0].take();
    let context = asked["context"].take();
    check(
        &context[3],
        &json!({ "key": "aws:PrincipalArn", "values": ["arn:aws:iam::111111111111:user/alice"] }),
    );
    let place = |start: u32, end: u32, line: u32, column: u32| json!({ "document": 0, "start": start, "end": end, "line": line, "column": column });
    let bare = |id: u32, policy_type: &str, reason: &str, name: &str, fact: &str| {
        json!({
            "id": id, "type": "layer", "policyType": policy_type, "name": name, "fact": fact,
            "finding": { "type": "notApplicable", "reason": reason }
        })
    };
    let statement = json!({
        "id": 5, "type": "statement", "index": 0, "effect": "Allow",
        "finding": { "type": "notMatched", "mismatch": "element" },
        "name": "Statement 1, Allow", "fact": "this call passes no ExternalId",
        "place": place(50, 298, 4, 5),
        "children": [
            {
                "id": 6, "type": "principal", "negated": false,
                "finding": { "type": "matched" },
                "name": "Principal", "fact": "matches alice",
                "place": place(83, 159, 6, 7),
                "children": [{
                    "id": 7, "type": "value", "index": 0,
                    "finding": { "type": "matched" },
                    "name": "arn:aws:iam::111111111111:user/alice", "fact": "matches",
                    "place": place(113, 151, 7, 16)
                }]
            },
            {
                "id": 8, "type": "action", "negated": false,
                "finding": { "type": "matched" },
                "name": "Action", "fact": "matches the call",
                "place": place(167, 193, 9, 7),
                "children": [{
                    "id": 9, "type": "value", "index": 0,
                    "finding": { "type": "matched" },
                    "name": "sts:AssumeRole", "fact": "matches",
                    "place": place(177, 193, 9, 17)
                }]
            },
            {
                "id": 10, "type": "condition", "index": 0,
                "operator": "StringEquals", "key": "sts:ExternalId",
                "finding": { "type": "notMatched", "mismatch": "missingKey" },
                "name": "StringEquals sts:ExternalId",
                "fact": "false: this call passes no ExternalId",
                "place": place(252, 274, 12, 11),
                "children": [{
                    "id": 11, "type": "value", "index": 0,
                    "finding": { "type": "notMatched", "mismatch": "missingKey" },
                    "name": "x1", "fact": "the key is missing",
                    "place": place(270, 274, 12, 29)
                }]
            }
        ]
    });
    check(
        &asked,
        &json!({
            "action": "sts:AssumeRole",
            "resource": "arn:aws:iam::111111111111:role/R",
            "trigger": "call",
            "decision": "implicitDeny",
            "blockedBy": ["trust"],
            "named": "trust",
            "sameAccount": true,
            "callerLevels": [],
            "resourceLevels": [],
            "context": null,
            "deciding": [3],
            "explanation": {
                "id": 0, "type": "authorization", "finding": { "type": "silent" },
                "name": "sts:AssumeRole", "fact": "no allow: role trust policy",
                "children": [
                    {
                        "id": 1, "type": "resourceSide", "finding": { "type": "silent" },
                        "name": "Side of R", "fact": "an allow is missing",
                        "children": [
                            bare(2, "resourceControl", "noOrganization", "RCPs", "account is in no organization"),
                            {
                                "id": 3, "type": "layer", "policyType": "trust",
                                "finding": { "type": "silent" },
                                "name": "Trust policy", "fact": "does not allow",
                                "children": [{
                                    "id": 4, "type": "policy", "finding": { "type": "silent" },
                                    "name": "R", "fact": "says nothing",
                                    "place": place(0, 304, 1, 1),
                                    "children": [statement]
                                }]
                            }
                        ]
                    },
                    {
                        "id": 12, "type": "callerSide",
                        "finding": { "type": "allows", "grant": "unranked" },
                        "name": "Side of alice", "fact": "nothing stands in the way",
                        "children": [
                            bare(13, "serviceControl", "noOrganization", "SCPs", "account is in no organization"),
                            {
                                "id": 14, "type": "layer", "policyType": "identity",
                                "finding": { "type": "silent" },
                                "name": "Identity policies", "fact": "none"
                            },
                            bare(15, "permissionsBoundary", "noneAttached", "Permissions boundary", "none attached"),
                            bare(16, "session", "noneAttached", "Session policy", "none passed")
                        ]
                    }
                ]
            }
        }),
    );
}

#[test]
fn a_step_that_is_not_reached() {
    check(
        &form(SCENARIO)["steps"][1],
        &json!({
            "id": "use",
            "number": 2,
            "at": "2026-11-22T10:00:00Z",
            "action": "s3:GetObject",
            "isHop": false,
            "isChange": false,
            "target": { "type": "resource", "arn": "arn:aws:s3:::b/o" },
            "result": { "type": "notReached", "needs": "take" },
            "narration": {
                "cause": "Hop 1 gave no session, so there is nobody to make this call.",
                "remedy": "Mend hop 1; this one follows by itself.",
                "decidingFact": {
                    "type": "absence", "title": "Not reached", "note": "Hop 1 gave no session."
                }
            },
            "checks": [],
            "authorizations": []
        }),
    );
}

#[test]
fn a_granted_session_with_its_credentials() {
    let text = SCENARIO.replace(
        "\"RoleSessionName\": \"a1\"",
        "\"RoleSessionName\": \"a1\", \"ExternalId\": \"x1\"",
    );
    let step = &form(&text)["steps"][0];
    check(&step["result"], &json!({ "type": "succeeded" }));
    check(&step["differences"], &json!([]));
    check(&step["limits"], &json!({ "roleMaximum": 3600, "chained": false, "granted": 3600 }));
    let minted = &step["minted"];
    check(
        &minted["principal"]["displayArn"],
        &json!("arn:aws:sts::111111111111:assumed-role/R/a1"),
    );
    check(&minted["session"]["madeBy"], &json!("AssumeRole"));
    check(&minted["session"]["seconds"], &json!(3600));
    check(&minted["session"]["mfa"], &json!("false"));
    check(&minted["credentials"]["expiration"], &json!("2026-11-22T11:00:00Z"));
    let key = minted["credentials"]["accessKeyId"].as_str().unwrap();
    assert!(key.starts_with("ASIA") && key.len() == 20, "{key}");
}

#[test]
fn places_count_as_javascript_counts() {
    let text = SCENARIO.replace(
        "\"AssumeRolePolicyDocument\": {\n        \"Version\"",
        "\"AssumeRolePolicyDocument\": {\n        \"Id\": \"Größe\", \"Version\"",
    );
    assert_ne!(text, SCENARIO);
    let outcome = form(&text);
    let written: Vec<u16> =
        outcome["documents"][0]["text"].as_str().unwrap().encode_utf16().collect();
    let value = &outcome["steps"][0]["authorizations"][0]["explanation"]["children"][0]["children"]
        [1]["children"][0]["children"][0]["children"][1]["children"][0];
    let at = |member: &str| usize::try_from(value["place"][member].as_u64().unwrap()).unwrap();
    let slice = String::from_utf16(&written[at("start")..at("end")]).unwrap();
    assert_eq!(slice, "\"sts:AssumeRole\"");
}

#[test]
fn what_is_wrong_with_a_file() {
    let errors = Scenario::read("{\n  \"version\": 1,\n  \"titel\": \"x\"\n}").unwrap_err();
    let problems = serde_json::to_value(wire::problems(&errors)).unwrap();
    let misspelled = problems
        .as_array()
        .unwrap()
        .iter()
        .find(|problem| problem["path"] == "titel")
        .unwrap_or_else(|| panic!("{problems:#}"));
    check(&misspelled["line"], &json!(3));
    check(&misspelled["column"], &json!(3));
    assert!(misspelled["message"].as_str().unwrap().contains("titel"));
}
