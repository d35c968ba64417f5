//! Files that nobody writes by accident: everything is answered, nothing panics, and what comes back is bounded.
//!
//! Sizes are counted, never time. The sizes are such that work which grows with their square would not end.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot be set up has failed")]
#![allow(unsafe_code, reason = "an allocator that counts is an allocator")]

use std::{
    alloc::{GlobalAlloc, Layout, System},
    cell::Cell,
};

use proptest::{
    prelude::*,
    sample::{Index, select},
    test_runner::RngSeed,
};
use serde_json::{Value, json};
use simulator::{
    Scenario, loose, narrate,
    paste::{Case, recognise},
    scenario::MOST_STEPS,
};
use testing::corpus::simulate;
use testing::{case, fuzz};

mod common;

thread_local! {
    static ALLOCATED: Cell<u64> = const { Cell::new(0) };
}

/// Counts the bytes that this thread asks for.
struct Counting;

#[global_allocator]
static ALLOCATOR: Counting = Counting;

// SAFETY: every call is passed on unchanged to the system's allocator.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        let _ = ALLOCATED.try_with(|bytes| bytes.set(bytes.get() + layout.size() as u64));
        // SAFETY: as the caller promises.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        // SAFETY: as the caller promises.
        unsafe { System.dealloc(pointer, layout) }
    }
}

/// Reads, runs, tells, writes and reads again; gives how many errors the reader has.
fn survives(text: &str) -> usize {
    fuzz::scenario(text.as_bytes())
}

/// A scenario of the usual small world, with one of its members replaced.
fn with(path: &str, value: Value) -> String {
    let mut whole = case::scenario(&json!({
        "trust": [{ "Principal": { "AWS": "arn:aws:iam::111111111111:user/alice" } }],
        "identity": true,
    }));
    *whole.pointer_mut(path).unwrap() = value;
    whole.to_string()
}

fn many(count: usize, make: impl Fn(usize) -> Value) -> Value {
    (0..count).map(make).collect::<Vec<_>>().into()
}

const CONDITION: &str = "/accounts/0/Roles/1/AssumeRolePolicyDocument/Statement/0";

// ---- size -----------------------------------------------------------------------------------------------------------

#[test]
fn more_things_than_anybody_reads_are_one_error() {
    let account = |n: usize| json!({ "AccountId": format!("{:012}", 200_000_000_000 + n) });
    assert_eq!(survives(&with("/accounts", many(100_000, account))), 1);
    let step = |n: usize| json!({ "id": format!("s{n}"), "GetCallerIdentity": {} });
    assert_eq!(survives(&with("/steps", many(50_000, step))), 1);
}

#[test]
fn thousands_of_errors_end_in_a_count() {
    let unknown: serde_json::Map<String, Value> =
        (0..50_000).map(|n| (format!("x{n}"), json!(1))).collect();
    assert_eq!(survives(&with("/start", unknown.into())), 1001);
    let wrong =
        |n: usize| json!({ "id": format!("s{n}"), "as": format!("z{n}"), "GetCallerIdentity": {} });
    assert_eq!(survives(&with("/steps", many(MOST_STEPS, wrong))), MOST_STEPS);
    let attached = |n: usize| json!({ "PolicyName": format!("nothing-{n}") });
    let mut user = json!({ "UserName": "alice" });
    user["AttachedManagedPolicies"] = many(8000, attached);
    assert_eq!(survives(&with("/accounts/0/Users/0", user)), 1001);
    let errors = Scenario::read(&with("/start", json!({}))).unwrap_err();
    assert!(errors.iter().all(|error| !error.message.contains("not listed")));
}

#[test]
fn as_many_steps_as_a_file_may_hold_are_run() {
    let hop = |n: usize| {
        let before = if n == 0 { "start".to_owned() } else { format!("s{}", n - 1) };
        json!({ "id": format!("s{n}"), "as": before, "AssumeRole": {
            "RoleArn": "arn:aws:iam::111111111111:role/T", "RoleSessionName": "session" } })
    };
    assert_eq!(survives(&with("/steps", many(MOST_STEPS, hop))), 0);
    let create = |n: usize| {
        json!({ "id": format!("s{n}"), "account": "111111111111", "CreateRole": { "RoleName": format!("N{n}"),
            "AssumeRolePolicyDocument": { "Version": "2012-10-17", "Statement": { "Effect": "Allow",
                "Principal": { "AWS": "arn:aws:iam::111111111111:user/alice" }, "Action": "sts:AssumeRole" } } } })
    };
    assert_eq!(survives(&with("/steps", many(MOST_STEPS, create))), 0);
}

#[test]
fn a_request_has_room_for_a_thousand_condition_keys() {
    let keys = |count: usize| -> Value {
        (0..count)
            .map(|n| (format!("aws:RequestTag/{n}"), json!("v")))
            .collect::<serde_json::Map<_, _>>()
            .into()
    };
    let step = |count| json!([{ "id": "call", "context": keys(count), "GetCallerIdentity": {} }]);
    assert_eq!(survives(&with("/steps", step(1000))), 0);
    assert_eq!(survives(&with("/steps", step(100_000))), 1);
}

#[test]
fn a_token_with_ten_thousand_tags_is_refused() {
    for (tags, message) in [
        (900, "Unable to validate tags"),
        (
            10_000,
            "1 validation error detected: Value at 'webIdentityToken' failed to satisfy \
             constraint: Member must have length less than or equal to 20000",
        ),
    ] {
        let text = with_tags_in_the_token(tags);
        assert_eq!(survives(&text), 0);
        let outcome = simulate(&Scenario::read(&text).unwrap());
        assert_eq!(&*outcome.steps[0].error().unwrap().message, message);
    }
}

fn with_tags_in_the_token(count: usize) -> String {
    let tags: serde_json::Map<String, Value> =
        (0..count).map(|n| (format!("k{n}"), json!(["v"]))).collect();
    with(
        "/steps",
        json!([{ "id": "call", "AssumeRoleWithWebIdentity": {
        "RoleArn": "arn:aws:iam::111111111111:role/T", "RoleSessionName": "session", "WebIdentityToken": { "claims": {
            "iss": "https://accounts.google.com", "aud": "app", "sub": "subject", "iat": 1_795_341_540, "exp": 1_795_345_200,
            "https://aws.amazon.com/tags": { "principal_tags": tags } } } } }]),
    )
}

#[test]
fn documents_of_a_megabyte_are_answered() {
    for text in
        ["a".repeat(1 << 20), "[".repeat(1 << 20), "\"".repeat(1 << 20), "{\"a\":".repeat(100_000)]
    {
        survives(&with("/accounts/0/Roles/1/AssumeRolePolicyDocument", json!(text)));
    }
    let statement =
        json!({ "Effect": "Allow", "Action": "s3:Get*", "Resource": "arn:aws:s3:::b/*" });
    let policy =
        json!({ "Version": "2012-10-17", "Statement": many(20_000, |_| statement.clone()) });
    let inline = json!([{ "PolicyName": "p", "PolicyDocument": policy }]);
    survives(&with("/accounts/0/Users/0/UserPolicyList", inline));
}

#[test]
fn stars_against_a_long_text_are_answered() {
    let pattern = "*a".repeat(1000) + "*b";
    let text = "a".repeat(20_000);
    for operator in ["StringLike", "StringNotLike", "ArnLike", "ForAllValues:StringLike"] {
        let mut whole: Value = serde_json::from_str(&with(
            CONDITION,
            json!({
                "Effect": "Allow", "Action": "sts:AssumeRole", "Principal": { "AWS": "*" },
                "Condition": { operator: { "aws:UserAgent": pattern } },
            }),
        ))
        .unwrap();
        whole["steps"][0]["context"] = json!({ "aws:UserAgent": text });
        assert_eq!(survives(&whole.to_string()), 0);
    }
}

/// Comparing takes the product of both lengths, so both are bounded. AWS: "AWS KMS quotas".
#[test]
fn neither_a_pattern_nor_what_it_is_compared_with_grows_beyond_measure() {
    let step = |length: usize| {
        json!([{ "id": "call", "context": { "aws:UserAgent": ["a".repeat(length)] }, "Action": "s3:ListBucket",
                 "Resource": "arn:aws:s3:::b" }])
    };
    assert_eq!(survives(&with("/steps", step(20_000))), 0);
    assert_eq!(survives(&with("/steps", step(20_001))), 1);
    let claim = json!([{ "id": "call", "AssumeRoleWithWebIdentity": { "RoleArn": "arn:aws:iam::111111111111:role/T",
        "RoleSessionName": "session", "WebIdentityToken": { "claims": { "sub": "a".repeat(20_001) } } } }]);
    assert_eq!(survives(&with("/steps", claim)), 1);
    let mut whole: Value = serde_json::from_str(&with("/steps", step(20_000))).unwrap();
    for (length, result) in [(1000, "refused"), (100_000, "undecided")] {
        whole["resources"] = json!([{ "Arn": "arn:aws:s3:::b", "AccountId": "111111111111", "Policy": {
            "Version": "2012-10-17", "Statement": [{ "Effect": "Deny", "Principal": "*", "Action": "*", "Resource": "*",
                "Condition": { "StringLike": { "aws:UserAgent": format!("*{}b", "a".repeat(length)) } } }] } }]);
        assert_eq!(survives(&whole.to_string()), 0);
        let outcome = simulate(&Scenario::read(&whole.to_string()).unwrap());
        assert_eq!(simulator::expectation::result_of(&outcome.steps[0]).as_str(), result);
    }
}

#[test]
fn brackets_are_counted_before_anything_else_looks() {
    for open in ["[", "{\"a\":"] {
        assert!(survives(&open.repeat(10_000)) <= 2);
    }
}

/// How many bytes are asked for while everything is told about an answer from loose documents.
fn telling(members: &Value) -> u64 {
    let mut case = json!({ "principal": "arn:aws:iam::111111111111:user/alice", "Action": "s3:GetObject",
        "Resource": "arn:aws:s3:::b/x", "resourceAccount": "222222222222" });
    case.as_object_mut().unwrap().extend(members.as_object().unwrap().clone());
    let request = loose::cases(&case.to_string()).unwrap().next().unwrap().request.unwrap();
    let outcome = request.explain();
    let step = &outcome.steps[0];
    let before = ALLOCATED.get();
    assert!(!request.cause(&outcome).plain().is_empty());
    let _ = narrate::deciding_fact(&outcome, step);
    let nodes = step.authorizations[0].explanation.nodes.len();
    for node in (0..).take(nodes) {
        assert!(!narrate::node_line(&outcome, step, 0, node).name.is_empty());
    }
    ALLOCATED.get() - before
}

/// Ten times as much to tell of takes about ten times the work, not a hundred times.
#[test]
fn telling_takes_as_much_work_as_there_is_to_tell() {
    let check = |what: &str, members: &dyn Fn(usize) -> Value| {
        let (few, many) = (telling(&members(100)), telling(&members(1000)));
        assert!(many < few * 13, "{what}: {few} bytes for 100, {many} for 1,000");
    };
    let policy = |statement: Value| json!({ "Version": "2012-10-17", "Statement": [statement] });
    let identity = |mut statement: Value| {
        statement["Effect"] = json!("Allow");
        statement["Action"] = json!("s3:GetObject");
        json!({ "identityPolicies": [policy(statement)] })
    };
    check("condition keys", &|count| {
        let keys: serde_json::Map<_, _> =
            (0..count).map(|n| (format!("aws:RequestTag/k{n:04}"), json!("v"))).collect();
        identity(json!({ "Resource": "*", "Condition": { "StringEquals": keys } }))
    });
    check("values with variables", &|count| {
        let value = |n| json!(format!("arn:aws:s3:::b/${{aws:PrincipalTag/t{n:04}}}"));
        identity(json!({ "Resource": many(count, value) }))
    });
    check("values of a test with variables", &|count| {
        let value = |n| json!(format!("${{aws:PrincipalTag/t{n:04}}}"));
        identity(json!({ "Resource": "*",
            "Condition": { "StringEquals": { "aws:UserAgent": many(count, value) } } }))
    });
    check("principals", &|count| {
        let account = |n| json!(format!("{:012}", 200_000_000_000_u64 + n as u64));
        json!({ "resourcePolicy": policy(json!({ "Effect": "Allow", "Action": "s3:GetObject",
            "Resource": "*", "Principal": { "AWS": many(count, account) } })) })
    });
    check("levels of an organization", &|count| {
        let statement = json!({ "Effect": "Deny", "Action": "s3:PutObject", "Resource": "*" });
        json!({ "serviceControlPolicies": many(count, |_| json!([policy(statement.clone())])) })
    });
}

// ---- values ---------------------------------------------------------------------------------------------------------

#[test]
fn numbers_at_the_edge_are_answered() {
    for number in [i64::MIN, i64::MIN + 1, -1, 0, 899, 43_201, i64::MAX - 1, i64::MAX] {
        for request in [
            json!({ "AssumeRole": { "RoleArn": "arn:aws:iam::111111111111:role/T", "RoleSessionName": "session",
                "DurationSeconds": number } }),
            json!({ "GetSessionToken": { "DurationSeconds": number } }),
            json!({ "GetFederationToken": { "Name": "Bob", "DurationSeconds": number } }),
        ] {
            let mut step = request;
            step["id"] = json!("call");
            assert_eq!(survives(&with("/steps", json!([step]))), 0, "{number}");
            step["after"] = json!(number);
            survives(&with("/steps", json!([step])));
        }
    }
    for spelled in ["1e999999", "-0", "1E400", "0.1", "123456789012345678901234567890"] {
        let text = with(
            "/steps",
            json!([{ "id": "call", "GetSessionToken": { "DurationSeconds": 777 } }]),
        );
        assert_ne!(survives(&text.replace("777", spelled)), 0, "{spelled}");
        let document = format!(
            r#"{{"Version":"2012-10-17","Statement":{{"Effect":"Allow","Action":"sts:AssumeRole",
            "Principal":{{"AWS":"*"}},"Condition":{{"NumericLessThan":{{"aws:MultiFactorAuthAge":{spelled}}},
            "DateLessThan":{{"aws:CurrentTime":{spelled}}}}}}}}}"#
        );
        assert_eq!(
            survives(&with("/accounts/0/Roles/1/AssumeRolePolicyDocument", json!(document))),
            0,
            "{spelled}"
        );
    }
}

#[test]
fn the_first_and_the_last_moment_are_answered() {
    for time in ["0000-01-01T00:00:00Z", "1969-12-31T23:59:59Z", "9999-12-31T23:59:59.999Z"] {
        let mut whole: Value = serde_json::from_str(&with("/start/time", json!(time))).unwrap();
        let call =
            json!({ "SerialNumber": "arn:aws:iam::111111111111:mfa/alice", "TokenCode": "123456" });
        whole["steps"] = many(300, |n| {
            json!({ "id": format!("s{n}"), "as": "start", "after": 3_155_760_000_u64,
            "GetSessionToken": call })
        });
        assert_eq!(survives(&whole.to_string()), 0, "{time}");
    }
}

#[test]
fn circles_and_doubles_are_named() {
    let unit = |name: &str| json!({ "Id": name, "Accounts": ["111111111111"] });
    let mut whole: Value = serde_json::from_str(&with("/title", json!("circles"))).unwrap();
    whole["organization"] = json!({ "Id": "o-exampleorgid", "MasterAccountId": "111111111111",
        "Policies": [], "Root": { "Id": "r-root", "Accounts": ["111111111111"],
            "OrganizationalUnits": [unit("ou-root-11111111"), unit("ou-root-11111111")] } });
    assert_eq!(survives(&whole.to_string()), 3);
    let double =
        json!([{ "id": "a", "GetCallerIdentity": {} }, { "id": "a", "GetCallerIdentity": {} }]);
    assert_eq!(survives(&with("/steps", double)), 1);
    let itself = json!([{ "id": "a", "as": "a", "GetSessionToken": {} }]);
    assert_eq!(survives(&with("/steps", itself)), 1);
}

/// A session policy that leads nowhere would otherwise count as none, and the session could do more.
#[test]
fn a_start_with_a_session_policy_that_leads_nowhere_is_an_error() {
    let start = json!({ "principal": "arn:aws:iam::111111111111:role/R", "time": "2026-11-22T10:00:00Z",
        "PolicyArns": [{ "arn": "arn:aws:iam::111111111111:policy/Nothing" }] });
    let errors = Scenario::read(&with("/start", start)).unwrap_err();
    assert_eq!(errors[0].path, "start.PolicyArns[0].arn");
    assert_eq!(errors.len(), 1);
}

// ---- anything at all ------------------------------------------------------------------------------------------------

/// Texts that break what does not expect them.
const TEXTS: [&str; 20] = [
    "",
    " ",
    "\0",
    "\u{202e}gpj.exe",
    "</script><script>alert(1)</script>",
    "*",
    "arn:::::",
    "arn:aws:iam::111111111111:role/",
    "arn:aws:iam::111111111111:role//",
    "arn:aws:sts::111111111111:assumed-role/",
    "arn:aws:sts::111111111111:assumed-role/T/",
    "arn:aws:sts::111111111111:federated-user/x",
    "${aws:username}",
    "${",
    "𝒳é\u{301}ß",
    "2026-11-22T10:00:00Z",
    "9223372036854775807",
    "start",
    "123456789012",
    "%s%n${*}?*",
];

/// Every place in a value, from the root down.
fn places(value: &Value, path: &str, found: &mut Vec<String>) {
    found.push(path.to_owned());
    match value {
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                places(item, &format!("{path}/{index}"), found);
            }
        }
        Value::Object(members) => {
            for (name, member) in members {
                let name = name.replace('~', "~0").replace('/', "~1");
                places(member, &format!("{path}/{name}"), found);
            }
        }
        _ => {}
    }
}

fn hostile() -> impl Strategy<Value = Value> {
    prop_oneof![
        select(TEXTS.to_vec()).prop_map(|text| json!(text)),
        select(vec![i64::MIN, -1, 0, 1, i64::MAX]).prop_map(|number| json!(number)),
        select(vec![
            json!(null),
            json!(true),
            json!([]),
            json!({}),
            json!([[]]),
            json!([null]),
            json!({ "": "" })
        ]),
        (1usize..3000).prop_map(|length| json!("x".repeat(length))),
    ]
}

/// What people paste, one of each kind.
const PASTES: [&str; 8] = [
    "aws sts assume-role --role-arn arn:aws:iam::222222222222:role/R --role-session-name 'a b' \\\n  --tags Key=a,Value=b\n\
     An error occurred (AccessDenied) when calling the AssumeRole operation: User: arn:aws:iam::111111111111:user/alice \
     is not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::222222222222:role/R with an explicit deny in a \
     service control policy: arn:aws:organizations::111111111111:policy/o-exampleorg1/service_control_policy/p-one",
    "❌ Error: User: arn:aws:iam::111111111111:user/alice is not authorized to perform: iam:PassRole on resource: \
     \"arn:aws:iam::222222222222:role/R\" because no identity-based policy allows the iam:PassRole action",
    "operation error STS: AssumeRole, https response error StatusCode: 403, api error AccessDenied: User: \
     arn:aws:sts::111111111111:assumed-role/R/s is not authorized to perform: sts:TagSession (Service: AWSSecurityToken\
     Service; Status Code: 403; Error Code: AccessDenied; Request ID: one)",
    "│ Error: Cannot assume IAM Role\n│ api error AccessDenied: User: arn:aws:iam::111111111111:user/alice is not authori\n\
     │ zed to perform: sts:AssumeRole on resource: arn:aws:iam::222222222222:role/R\n╵",
    "[profile deploy]\nrole_arn = arn:aws:iam::222222222222:role/R\nsource_profile = base\nregion=eu-west-1\n\n[base]\n",
    "{\"Role\": {\"Path\": \"/\", \"RoleName\": \"R\", \"Arn\": \"arn:aws:iam::222222222222:role/R\", \
     \"AssumeRolePolicyDocument\": \"%7B%22Statement%22%3A%5B%5D%7D\"}} {\"Version\": \"2012-10-17\", \"Statement\": \
     [{\"Effect\": \"Allow\", \"Action\": \"sts:AssumeRole\", \"Resource\": \"*\"}]}",
    "policy = \"{\\\"Statement\\\":[{\\\"Effect\\\":\\\"Allow\\\",\\\"Principal\\\":\\\"*\\\"}]}\" %7B%22Statement%22%3A%5B%7B%22\
     Effect%22%3A%22Allow%22%2C%22Principal%22%3A%22%2A%22%7D%5D%7D",
    "resource \"aws_iam_role\" \"R\" {\n  assume_role_policy = jsonencode({ Statement = [] })\n}\nRole:\n  Type: AWS::IAM::Role\n",
];

/// Letters of several bytes, white space and blanks without width among them, at every place of everything that is
/// pasted, once and to the end. What is recognised makes a scenario that reads; that is tried at every 32nd place.
#[test]
fn letters_of_several_bytes_stand_anywhere_in_what_is_pasted() {
    let time = iam::Timestamp::from_seconds(1_795_341_600);
    for paste in PASTES {
        let places = paste.char_indices().map(|(at, _)| at).chain([paste.len()]);
        for (number, at) in places.enumerate() {
            let (before, behind) = paste.split_at(at);
            let letters = ['я', '❌', '𐍈', '\u{2028}', '\u{200b}'];
            let within = letters.map(|letter| format!("{before}{letter}{behind}"));
            let after = ["я", "❌", "a𐍈"].map(|letters| format!("{before}{}", letters.repeat(80)));
            for text in within.iter().chain(&after) {
                let pieces = recognise(text);
                for piece in &pieces {
                    assert!(text.get(piece.span.range()).is_some(), "{text}");
                    for finding in &piece.diagnostics {
                        assert!(text.get(finding.span.range()).is_some(), "{text}");
                    }
                }
                if number % 32 == 0 {
                    let mut case = Case::new(time);
                    pieces.into_iter().for_each(|piece| case.add(piece));
                    assert_eq!(case.scenario().problems(), [], "{text}");
                }
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 600,
        failure_persistence: None,
        rng_seed: RngSeed::Fixed(2026),
        ..ProptestConfig::default()
    })]

    #[test]
    fn any_value_anywhere_in_any_scenario_is_answered(
        which in any::<Index>(), changes in prop::collection::vec((any::<Index>(), hostile()), 1..4),
    ) {
        let corpus = common::corpus();
        let mut whole: Value = serde_json::from_str(&which.get(&corpus).1).unwrap();
        for (place, value) in changes {
            let mut all = Vec::new();
            places(&whole, "", &mut all);
            *whole.pointer_mut(&all[place.index(all.len())]).unwrap() = value;
        }
        survives(&whole.to_string());
    }

    #[test]
    fn any_cut_and_any_letter_in_any_scenario_is_answered(
        which in any::<Index>(), at in any::<Index>(), letter in any::<Option<char>>(),
    ) {
        let corpus = common::corpus();
        let text = &which.get(&corpus).1;
        let letters: Vec<char> = text.chars().collect();
        let at = at.index(letters.len());
        let mut edited: String = letters[..at].iter().collect();
        if let Some(letter) = letter {
            edited.push(letter);
            edited.extend(&letters[at + 1..]);
        }
        survives(&edited);
    }
}
