//! The service's own words, one fact a row, run from end to end.
//!
//! The rows are in `testdata/golden.json`; texts and figures are written by hand from "AWS Security Token Service API
//! Reference", "Troubleshoot access denied error messages" and recorded answers of the service. Rows of the table that
//! are not in the file:
//!
//! - 58: a policy's ARN that leads nowhere. A file that holds one is not read, so this one is made by hand below.
//! - 59 and 60: they are asked directly below, row 59 as a call in `testdata/sts/get-access-key-info.json` as well.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot go on has failed"
)]

use serde_json::Value;
use simulator::scenario::Operation;
use testing::case;
use testing::corpus::simulate;

/// Rows that no scenario file can reach; see above.
const NOT_IN_A_FILE: [u64; 3] = [58, 59, 60];

fn rows() -> Vec<Value> {
    serde_json::from_str(include_str!("../testdata/golden.json")).unwrap()
}

#[test]
fn every_row_comes_to_the_services_own_words() {
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
    let expected: Vec<u64> = (1..=60).filter(|row| !NOT_IN_A_FILE.contains(row)).collect();
    assert_eq!(numbers, expected);
}

#[test]
fn a_policy_that_cannot_be_attached_is_refused() {
    let row = serde_json::json!({
        "step": { "account": case::ACCOUNT },
        "call": { "AttachRolePolicy": {
            "RoleName": "R", "PolicyArn": "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess" } },
    });
    let scenario = case::read(&case::scenario(&row)).unwrap();
    for arn in [
        "arn:aws:iam::111111111111:policy/Nothing",
        "arn:aws:iam::aws:policy/root-task/S3UnlockBucketPolicy",
    ] {
        let mut edited = scenario.clone();
        let Operation::Change(change) = &mut edited.steps[0].operation else { panic!() };
        change.policy_arn = Some(arn.into());
        let outcome = simulate(&edited);
        let error = outcome.steps[0].error().expect(arn);
        let message = format!("Policy {arn} does not exist or is not attachable.");
        assert_eq!((error.code, error.status, &*error.message), ("NoSuchEntity", 404, &*message));
    }
}

#[test]
fn an_access_key_holds_its_account() {
    for (key, account) in [
        ("ASIARZPUZDIKAAAAAAAA", "123456789012"),
        ("ASIARTXV5AHDQAAAAAAA", "111111111111"),
        ("ASIAY34FZKBOKMUTVV7A", "609629065308"),
        ("ASIAQNZGKIQY56JQ7WML", "029608264753"),
        ("AKIARZPUZDIKGB2VALC4", "123456789012"),
        ("ASIAQAAAAAAAGMKEM7X5", "000000000000"),
        ("ASIATHPL2AOHAAAAAAAA", "222222222222"),
    ] {
        let found = sts::account_of_access_key(key).map(|account| account.to_string());
        assert_eq!(found.as_deref(), Some(account), "{key}");
    }
    // The documentation's key is of the old kind, which holds no account.
    assert_eq!(sts::account_of_access_key("AKIAIOSFODNN7EXAMPLE"), None);
}

#[test]
fn a_minted_access_key_holds_the_roles_account() {
    let row = serde_json::json!({ "trust": [{ "Principal": { "AWS": "arn:aws:iam::111111111111:user/alice" } }] });
    let outcome = case::run(&row).unwrap();
    let minted = outcome.steps[0].minted.as_ref().unwrap();
    let key = &minted.credentials.access_key_id;
    assert!(key.starts_with("ASIA") && key.len() == 20, "{key}");
    let account = sts::account_of_access_key(key).map(|account| account.to_string());
    assert_eq!(account.as_deref(), Some(case::ACCOUNT));
}

#[test]
fn a_saml_name_qualifier_is_the_hash_of_issuer_account_and_provider() {
    let qualifier =
        sts::saml_name_qualifier("https://example.com/saml", "123456789012", "MySAMLIdP");
    assert_eq!(qualifier, "1uAJanUnBc2XeUkHURMht+xam2c=");
}
