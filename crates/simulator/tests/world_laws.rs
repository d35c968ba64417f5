//! Laws of the world: what plays no part in an answer. AWS: "Policy evaluation logic", whose rules know neither an order
//! of accounts and policies nor anybody who is not asked for.
//!
//! Held on every scenario of the gallery, under changes that are chosen from a fixed seed.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot be set up has failed")]

use iam::{Assumptions, DenialReasons, RoleSessionMfa};
use proptest::{
    prelude::*,
    sample::Index,
    test_runner::{RngSeed, TestCaseError},
};
use serde_json::{Value, json};
use simulator::{Outcome, Scenario, expectation};
use testing::corpus::simulate;

mod common;

/// Everything that somebody can tell two outcomes apart by, except the numbers of documents.
fn told(outcome: &Outcome) -> Value {
    outcome
        .steps
        .iter()
        .map(|step| {
            let asked = step.authorizations.iter().map(|asked| {
                let mut keys: Vec<String> =
                    asked.context.iter().map(|(key, values)| format!("{key}={values:?}")).collect();
                keys.sort_unstable();
                json!([
                    asked.action.as_str(),
                    &*asked.resource,
                    asked.decision.as_str(),
                    asked.blocked_by.iter().map(iam::PolicyType::as_str).collect::<Vec<_>>(),
                    keys,
                ])
            });
            let minted = step.minted.as_ref().map(|minted| {
                json!([
                    &*minted.credentials.access_key_id,
                    &*minted.session.user_id,
                    minted.session.issued.to_string(),
                    minted.session.expires.to_string(),
                    minted.packed_policy_size,
                ])
            });
            json!([
                &*step.id,
                expectation::result_of(step).as_str(),
                step.error().map(|error| error.to_string()),
                asked.collect::<Vec<_>>(),
                minted,
            ])
        })
        .collect()
}

fn run(whole: &Value) -> Result<Value, TestCaseError> {
    match Scenario::read(&whole.to_string()) {
        Ok(scenario) => Ok(told(&simulate(&scenario))),
        Err(errors) => Err(TestCaseError::fail(format!("{errors:?}"))),
    }
}

/// A scenario of the gallery as a value.
fn scenario(which: Index) -> Value {
    serde_json::from_str(&which.get(&common::corpus()).1).unwrap()
}

/// Lists whose order says nothing.
const UNORDERED: [&str; 16] = [
    "accounts",
    "resources",
    "Users",
    "Groups",
    "Roles",
    "Policies",
    "UserPolicyList",
    "GroupPolicyList",
    "RolePolicyList",
    "AttachedManagedPolicies",
    "GroupList",
    "OrganizationalUnits",
    "Accounts",
    "ServiceControlPolicies",
    "ResourceControlPolicies",
    "MFADevices",
];

/// Turns every such list by so many places.
fn turn(value: &mut Value, by: usize) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(|item| turn(item, by)),
        Value::Object(members) => {
            for (name, member) in members {
                if name == "steps" || name == "PolicyDocument" {
                    continue;
                }
                turn(member, by);
                if let (true, Some(list)) =
                    (UNORDERED.contains(&name.as_str()), member.as_array_mut())
                    && !list.is_empty()
                {
                    let by = by % list.len();
                    list.rotate_left(by);
                }
            }
        }
        _ => {}
    }
}

/// An account with everything that could get into the way: the names of all roles and users of the others, open to all.
fn stranger(whole: &Value) -> Value {
    let open = json!({ "Version": "2012-10-17", "Statement": { "Effect": "Allow", "Action": "*", "Resource": "*" } });
    let trust = json!({ "Version": "2012-10-17", "Statement": { "Effect": "Allow", "Principal": { "AWS": "*" },
        "Action": ["sts:AssumeRole", "sts:TagSession", "sts:SetSourceIdentity"] } });
    let inline = json!([{ "PolicyName": "Open", "PolicyDocument": open }]);
    let names = |list: &str, name: &str| -> Vec<String> {
        let accounts = whole["accounts"].as_array().into_iter().flatten();
        let all = accounts.flat_map(|account| account[list].as_array().into_iter().flatten());
        let names: std::collections::BTreeSet<String> =
            all.filter_map(|entity| entity[name].as_str()).map(str::to_lowercase).collect();
        names.into_iter().collect()
    };
    let users = names("Users", "UserName");
    let roles = names("Roles", "RoleName");
    json!({
        "AccountId": "987654321098",
        "Users": users.iter().map(|name| json!({ "UserName": name, "UserPolicyList": inline })).collect::<Vec<_>>(),
        "Roles": roles.iter().map(|name| json!({ "RoleName": name, "RolePolicyList": inline,
            "AssumeRolePolicyDocument": trust })).collect::<Vec<_>>(),
        "Policies": [{ "PolicyName": "Open", "PolicyDocument": open }],
    })
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 300,
        failure_persistence: None,
        rng_seed: RngSeed::Fixed(2026),
        ..ProptestConfig::default()
    })]

    #[test]
    fn the_order_of_accounts_entities_and_policies_changes_nothing(which in any::<Index>(), by in 1usize..5) {
        let whole = scenario(which);
        let mut turned = whole.clone();
        turn(&mut turned, by);
        prop_assert_eq!(run(&turned)?, run(&whole)?);
    }

    #[test]
    fn an_account_that_nobody_asks_changes_nothing(which in any::<Index>(), first in any::<bool>()) {
        let mut whole = scenario(which);
        let id = whole["accounts"][0]["AccountId"].clone();
        for step in whole["steps"].as_array_mut().unwrap() {
            // With one account a change need not say where; with two it must.
            let changes = simulator::scenario::ChangeOperation::ALL.iter().any(|known| !step[known.as_str()].is_null());
            if changes && step["account"].is_null() {
                step["account"] = id.clone();
            }
        }
        let alone = run(&whole)?;
        let added = stranger(&whole);
        let accounts = whole["accounts"].as_array_mut().unwrap();
        let at = if first { 0 } else { accounts.len() };
        accounts.insert(at, added);
        prop_assert_eq!(run(&whole)?, alone);
    }

    #[test]
    fn writing_and_reading_changes_no_answer(which in any::<Index>(), switched in any::<bool>()) {
        let (name, text) = which.get(&common::corpus()).clone();
        let mut scenario = Scenario::read(&text).unwrap();
        if switched {
            scenario.assumptions = Assumptions {
                session_token_chains: false,
                role_session_mfa: RoleSessionMfa::Never,
                denial_reasons: DenialReasons::All,
                denying_policy_named: true,
                everyone_in_trust_policy_is_saved: false,
                ..Assumptions::default()
            };
        }
        let again = Scenario::read(&scenario.write());
        let again = again.map_err(|errors| TestCaseError::fail(format!("{name}: {errors:?}")))?;
        prop_assert_eq!(told(&simulate(&again)), told(&simulate(&scenario)), "{}", name);
    }

    #[test]
    fn steps_that_only_ask_change_nothing_for_those_behind(which in any::<Index>(), at in any::<Index>()) {
        let whole = scenario(which);
        let mut asked = whole.clone();
        let steps = asked["steps"].as_array_mut().unwrap();
        let at = at.index(steps.len() + 1);
        steps.insert(at, json!({ "id": "only-asks", "as": "start", "Action": "s3:ListAllMyBuckets" }));
        let mut answers = run(&asked)?;
        answers.as_array_mut().unwrap().remove(at);
        prop_assert_eq!(answers, run(&whole)?);
    }
}
