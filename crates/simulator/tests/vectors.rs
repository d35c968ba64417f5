//! The decision table, row by row: who calls, whom the trust policy names, what else has a say, and what comes of it.
//!
//! The rows are in `testdata/vectors.json`; their expectations are written by hand from "Policy evaluation logic",
//! "Cross-account policy evaluation logic" and the pages about each condition operator. Rows that hang on a switch are
//! run under each of its values.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot go on has failed"
)]

use std::rc::Rc;

use iam::{Action, Assumptions, Context, Credentials, Decision, PolicyType, PrincipalKind};
use serde_json::Value;
use simulator::authorize::{self, Levels, Policies, Relation, ResourceKind};
use testing::case;

fn rows() -> Vec<Value> {
    serde_json::from_str(include_str!("../testdata/vectors.json")).unwrap()
}

#[test]
fn every_row_comes_to_what_the_documents_say() {
    let mut wrong = String::new();
    for row in rows().iter().flat_map(case::with_variants) {
        let found = match case::run(&row) {
            Ok(outcome) => case::differences(&row, &outcome),
            Err(errors) => vec![errors],
        };
        for difference in found {
            wrong += &format!("row {}, {}: {difference}\n", row["row"], row["title"]);
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

#[test]
fn no_row_is_missing() {
    let numbers: Vec<u64> = rows().iter().filter_map(|row| row["row"].as_u64()).collect();
    // Row 46 is about text that was never saved here; it is a test of its own below.
    let expected: Vec<u64> = (1..=51).filter(|row| *row != 46).collect();
    assert_eq!(numbers, expected);
}

#[test]
fn a_wrong_expectation_is_found() {
    let mut row = rows().remove(0);
    row["expect"]["blockedBy"] = serde_json::json!(["trust"]);
    let found = case::differences(&row, &case::run(&row).unwrap());
    assert_eq!(found, [r#"blockedBy: expected ["trust"], came to ["identity"]"#]);
}

/// Row 46: the user is called `Alice`, and the text of a policy, never saved in this world, names `alice`. In a scenario
/// such a policy is one that IAM would refuse to save, so this row asks the authorization itself.
#[test]
fn letter_case_of_a_users_name_counts_in_a_principal() {
    let trust = r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow",
        "Principal":{"AWS":"arn:aws:iam::111111111111:user/alice"},"Action":"sts:AssumeRole"}}"#;
    let (document, _) = policy::parse(trust, PolicyType::Trust);
    let compiled = policy::compile(&document, PolicyType::Trust, 0, &|_| None);
    let nothing = || Levels::NotApplicable(policy::NotApplicable::NoOrganization);
    let policies = Policies {
        identity: Vec::new(),
        boundary: None,
        session: None,
        service_control: nothing(),
        resource_control: nothing(),
        resource: Some(Rc::new(compiled)),
        endpoint: Vec::new(),
    };
    for (name, decision) in [("Alice", Decision::ImplicitDeny), ("alice", Decision::Allowed)] {
        let caller = iam::Principal {
            kind: PrincipalKind::User,
            credentials: Credentials::LongTerm,
            account: "111111111111".parse().ok(),
            arn: format!("arn:aws:iam::111111111111:user/{name}").parse().ok(),
            session_arn: None,
            unique_id: None,
            name: None,
            federating_user: None,
            has_boundary: false,
        };
        let action: Action = "sts:AssumeRole".parse().unwrap();
        let request = policy::Request {
            action: &action,
            resource: "arn:aws:iam::111111111111:role/T",
            caller: &caller,
            context: &Context::new(),
            assumptions: &Assumptions::default(),
        };
        let relation =
            Relation { kind: ResourceKind::Role, same_account: true, needs_own_allow: false };
        assert_eq!(authorize::verdict(&policies, &request, relation).decision, decision, "{name}");
    }
}
