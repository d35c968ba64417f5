//! Loose documents: every case file holds, every kind of policy is seen to allow, to stay silent and to deny, and a
//! verdict allocates nothing.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test fails by panicking, and shows what it covers"
)]

use std::{fs, path::Path, rc::Rc};

use iam::Decision;
use simulator::loose::{self, Documents, Prepared, Question};
use testing::{corpus, loose::Run};

fn files() -> Vec<(String, String)> {
    corpus::json_files("simulator/testdata/authorize")
}

#[test]
fn every_case_comes_to_what_the_documents_say() {
    let mut run = Run::default();
    for (file, text) in files() {
        run.file(&file, &text);
    }
    println!("{} cases\n{}", run.cases, run.matrix);
    assert!(run.cases >= 250, "only {} cases", run.cases);
    assert!(run.failures.is_empty(), "\n{}", run.failures.join("\n"));
    assert_eq!(run.matrix.empty_cells(), Vec::<String>::new(), "\n{}", run.matrix);
}

#[test]
fn a_wrong_expectation_and_an_empty_cell_are_told() {
    let (file, text) = files().into_iter().find(|(file, _)| file == "trust.json").unwrap();
    let mut run = Run::default();
    run.file(
        &file,
        &text.replacen("\"blockedBy\": [\"identity\"]", "\"blockedBy\": [\"trust\"]", 1),
    );
    assert_eq!(
        run.failures,
        ["trust.json: a trust policy that names the account needs an identity policy: blockedBy: \
          expected [trust], came to [identity]"]
    );
    let empty = run.matrix.empty_cells();
    assert!(empty.contains(&"vpcEndpoint, allow, cross-account".to_owned()), "{empty:?}");
    assert!(!empty.iter().any(|cell| cell.starts_with("trust, implicit")), "{empty:?}");
}

/// The two examples of `docs/authorize.md` come to what stands there.
#[test]
fn the_documented_examples_hold() {
    let docs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/authorize.md");
    let text = fs::read_to_string(docs).unwrap();
    let blocks: Vec<&str> =
        text.split("```json\n").skip(1).map(|part| part.split("```").next().unwrap()).collect();
    assert_eq!(blocks.len(), 4);
    for pair in blocks.chunks(2) {
        let request = loose::cases(pair[0]).unwrap().next().unwrap().request.unwrap();
        let expected: serde_json::Value = serde_json::from_str(pair[1]).unwrap();
        let decided = request.verdict();
        assert_eq!(expected["decision"], decided.decision.as_str());
        let blocked: Vec<&str> = decided.blocked_by.iter().map(iam::PolicyType::as_str).collect();
        assert_eq!(expected["blockedBy"], serde_json::json!(blocked));
        assert_eq!(expected["sameAccount"], request.same_account());
        assert_eq!(request.refused_on_save().count(), 0);
    }
}

#[test]
fn a_bad_case_stops_no_other() {
    let good = r#"{ "name": "good", "principal": "111111111111", "Action": "s3:GetObject" }"#;
    let text = format!("[{good},\n {{ \"name\": \"bad\", \"Akshun\": 1 }},\n {{ x }},\n {good}]");
    let read: Vec<_> = loose::cases(&text).unwrap().collect();
    let names: Vec<Option<&str>> = read.iter().map(|read| read.name.as_deref()).collect();
    assert_eq!(names, [Some("good"), Some("bad"), None, Some("good")]);
    let answered: Vec<bool> = read.iter().map(|read| read.request.is_ok()).collect();
    assert_eq!(answered, [true, false, false, true]);
    let errors = read[1].request.as_ref().unwrap_err();
    let places: Vec<_> = errors.iter().map(|e| (e.path.as_str(), e.at.line, e.at.column)).collect();
    // What is missing is told at the opening brace of its case.
    assert_eq!(places, [("[1]", 2, 2), ("[1]", 2, 2), ("[1].Akshun", 2, 19)]);
    let broken = read[2].request.as_ref().unwrap_err();
    assert_eq!((broken[0].path.as_str(), broken[0].at.line), ("[2]", 3));
}

#[test]
fn prepared_documents_are_asked_many_questions() {
    let prepared = Rc::new(
        Prepared::new(&Documents {
            resource: Some(
                r#"{"Version":"2012-10-17","Statement":[
                {"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111111111111:user/alice"},
                 "Action":["s3:GetObject","sts:AssumeRole"],"Resource":"arn:aws:s3:::reports/*"}]}"#
                    .into(),
            ),
            ..Documents::default()
        })
        .unwrap(),
    );
    let ask = |principal: &str, action: &str, resource: &str| {
        let question = Question {
            resource: resource.into(),
            ..Question::new(principal, action.parse().unwrap())
        };
        prepared.request(&question).unwrap()
    };
    let alice = "arn:aws:iam::111111111111:user/alice";
    let object = "arn:aws:s3:::reports/x";
    assert_eq!(ask(alice, "s3:GetObject", object).verdict().decision, Decision::Allowed);
    let bill = "arn:aws:iam::111111111111:user/bill";
    assert_eq!(ask(bill, "s3:GetObject", object).verdict().decision, Decision::ImplicitDeny);
    // The same document is a trust policy where a role is asked for, and then its Resource is none.
    let role = ask(alice, "sts:AssumeRole", "arn:aws:iam::111111111111:role/T");
    assert_eq!(role.verdict().decision, Decision::Allowed);
    assert_eq!(role.refused_on_save().count(), 1);
    assert_eq!(ask(alice, "s3:GetObject", object).refused_on_save().count(), 0);
}
