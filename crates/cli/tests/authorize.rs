//! `assume-role authorize` as it is run.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use std::{
    fmt::Write as _,
    io::Write as _,
    process::{Command, Output, Stdio},
    thread,
};

use serde_json::{Value, json};

fn run(arguments: &[&str], input: &[u8]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_assume-role"));
    command.arg("authorize").args(arguments);
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let input = input.to_vec();
    // Answers come while cases are still written, so neither waits for the other.
    let writer = thread::spawn(move || stdin.write_all(&input));
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap().unwrap();
    output
}

fn answers(output: &Output) -> Value {
    serde_json::from_slice(&output.stdout).unwrap()
}

fn case(name: &str, action: &str) -> Value {
    json!({
        "name": name,
        "principal": "arn:aws:iam::111111111111:user/alice",
        "Action": action,
        "Resource": "arn:aws:s3:::reports/2026.csv",
        "identityPolicies": [{
            "Version": "2012-10-17",
            "Statement": [{ "Effect": "Allow", "Action": "s3:Get*", "Resource": "*" }, { "Action": "s3:*" }],
        }],
    })
}

#[test]
fn one_case_has_one_answer_with_its_explanation() {
    let output = run(&[], case("one", "s3:PutObject").to_string().as_bytes());
    assert_eq!(output.status.code(), Some(0));
    let answer = answers(&output);
    assert_eq!(answer["name"], "one");
    assert_eq!(answer["decision"], "implicitDeny");
    assert_eq!(answer["blockedBy"], json!(["identity"]));
    assert_eq!(answer["named"], "identity");
    assert_eq!(
        answer["message"],
        json!({
            "code": "AccessDenied",
            "status": 403,
            "text": "User: arn:aws:iam::111111111111:user/alice is not authorized to perform: s3:PutObject on \
                     resource: arn:aws:s3:::reports/2026.csv because no identity-based policy allows the \
                     s3:PutObject action",
        })
    );
    assert_eq!(answer["cause"], "No identity policy of alice allows s3:PutObject.");
    assert_eq!(answer["context"][0], json!({ "key": "aws:PrincipalType", "values": ["User"] }));
    let document = &answer["documents"][0];
    assert_eq!(document["field"], "identityPolicies[0]");
    let refused = &answer["refusedOnSave"][0];
    assert_eq!(refused["field"], "identityPolicies[0]");
    assert_eq!(refused["words"], "Syntax errors in policy.");
    // Places index into the document's text.
    let place = |place: &Value| {
        let text: Vec<u16> = document["text"].as_str().unwrap().encode_utf16().collect();
        let at = |name: &str| usize::try_from(place[name].as_u64().unwrap()).unwrap();
        String::from_utf16(&text[at("start")..at("end")]).unwrap()
    };
    // The second statement lacks its Effect.
    assert_eq!((place(&refused["place"]), &refused["place"]["line"]), ("{".to_owned(), &json!(8)));
    let deciding = answer["deciding"][0].as_u64().unwrap();
    let node = find(&answer["explanation"], deciding).unwrap();
    assert_eq!((&node["type"], &node["policyType"]), (&json!("layer"), &json!("identity")));
    let action = &node["children"][0]["children"][0]["children"][0];
    assert_eq!(action["type"], "action");
    assert_eq!(place(&action["children"][0]["place"]), "\"s3:Get*\"");
}

fn find(node: &Value, id: u64) -> Option<&Value> {
    if node["id"] == id {
        return Some(node);
    }
    node["children"].as_array()?.iter().find_map(|child| find(child, id))
}

#[test]
fn the_verdict_leaves_the_tree_out() {
    let output = run(&["--verdict-only"], case("one", "s3:GetObject").to_string().as_bytes());
    let answer = answers(&output);
    let members: Vec<&String> = answer.as_object().unwrap().keys().collect();
    assert_eq!(members, ["blockedBy", "decision", "name", "refusedOnSave", "sameAccount"]);
    assert_eq!(answer["decision"], "allowed");
}

#[test]
fn many_cases_are_answered_in_their_order_and_a_bad_one_stops_no_other() {
    let mut text = String::from("[");
    for number in 0..10_000 {
        let action = if number % 3 == 0 { "s3:PutObject" } else { "s3:GetObject" };
        write!(
            text,
            "{}{}",
            if number > 0 { ",\n" } else { "" },
            case(&number.to_string(), action)
        )
        .unwrap();
    }
    // One is not even JSON, one nests too deep, one is no case.
    let deep = format!("{{ \"context\": {}{} }}", "[".repeat(10_000), "]".repeat(10_000));
    write!(text, ",\n{{ \"Action\": }},\n{deep},\n7,\n{}]", case("last", "s3:GetObject")).unwrap();
    let output = run(&["--verdict-only"], text.as_bytes());
    assert_eq!(output.status.code(), Some(1));
    let answers = answers(&output);
    let answers = answers.as_array().unwrap();
    assert_eq!(answers.len(), 10_004);
    for (number, answer) in answers[..10_000].iter().enumerate() {
        assert_eq!(answer["name"], number.to_string());
        let expected = if number % 3 == 0 { "implicitDeny" } else { "allowed" };
        assert_eq!(answer["decision"], expected);
    }
    for (answer, line) in answers[10_000..10_003].iter().zip(10_001..) {
        assert_eq!(answer["errors"][0]["line"], line);
        assert!(answer.get("decision").is_none());
    }
    assert_eq!(answers[10_001]["errors"][0]["path"], "[10001]");
    assert_eq!(answers[10_003]["decision"], "allowed");
}

#[test]
fn what_is_no_input_is_told_as_one_object() {
    for (text, code) in [("", 2), ("[{]", 2), ("[", 2), ("{", 1), ("7", 1)] {
        let output = run(&[], text.as_bytes());
        assert_eq!(output.status.code(), Some(code), "{text}");
        assert!(answers(&output)["errors"][0]["message"].is_string(), "{text}");
    }
    let output = run(&[], b"[]");
    assert_eq!((output.status.code(), answers(&output)), (Some(0), json!([])));
    let output = run(&[], b"\xff\xfe");
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).starts_with("The input cannot be read: "));
}

#[test]
fn a_mark_in_front_of_the_text_is_passed_over() {
    let text = format!("\u{feff}{}", case("one", "s3:GetObject"));
    let output = run(&["--verdict-only"], text.as_bytes());
    assert_eq!(answers(&output)["decision"], "allowed");
}
