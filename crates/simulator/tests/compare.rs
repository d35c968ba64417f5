//! A chain played back, two outcomes side by side, and statements turned off. AWS: "Policy evaluation logic", "IAM roles",
//! section "Role chaining".

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot go on has failed"
)]

use policy::NodeKind;
use serde_json::json;
use simulator::{
    Scenario,
    compare::{Aspect, compare, decided_by},
    outcome::{CheckKind, StepResult},
    playback::moments,
    scenario::{DocumentAddress, Operation},
    switch_off::{all_switched, is_policy_off, policy_switched, statements, switched},
};
use sts::request::Call;
use testing::{
    case,
    corpus::{example, files, simulate},
};

// ---- playback -------------------------------------------------------------------------------------------------------

#[test]
fn a_refused_hop_is_played_to_the_check_that_refuses_it() {
    let (_, outcome) = example("chained-hop-asks-two-hours");
    let played = moments(&outcome);
    let second: Vec<_> = played.iter().filter(|moment| moment.step == 1).collect();
    let kinds: Vec<_> =
        second.iter().map(|moment| outcome.steps[1].checks[moment.check].kind).collect();
    assert_eq!(
        kinds,
        [
            CheckKind::Credentials,
            CheckKind::Parameters,
            CheckKind::CallerKind,
            CheckKind::Role,
            CheckKind::Authorization(0),
            CheckKind::Authorization(1),
            CheckKind::Authorization(2),
            CheckKind::TagsAndSourceIdentity,
            CheckKind::Duration,
        ]
    );
    assert!(second.last().unwrap().refuses);
    assert_eq!((second[8].number, second[8].of), (9, 9));
    // What follows was never called.
    assert!(played.iter().all(|moment| moment.step < 2));
    // The trust policy's or the role's own Allow is what lets it in.
    let statement = second[4].statement.unwrap();
    let node = outcome.steps[1].authorizations[0].explanation.get(statement.node).unwrap();
    assert!(matches!(node.kind, NodeKind::Statement { .. }));
}

#[test]
fn a_deny_is_shown_where_it_stands() {
    let (_, outcome) = example("service-control-policy-blocks");
    let last = moments(&outcome).into_iter().find(|moment| moment.refuses).unwrap();
    let statement = last.statement.unwrap();
    let asked = &outcome.steps[last.step].authorizations[statement.authorization];
    let place = asked.explanation.get(statement.node).unwrap().place.unwrap();
    let document = outcome.document(place.document).unwrap();
    assert_eq!(document.kind, iam::PolicyType::ServiceControl);
}

/// The kind of policy that the statement of the last authorization stands in, and its number there.
fn statement_shown(row: &serde_json::Value) -> (iam::PolicyType, u16) {
    let outcome = case::run(row).unwrap();
    let mut played =
        moments(&outcome).into_iter().filter_map(|moment| Some((moment.step, moment.statement?)));
    let (step, statement) = played.next_back().unwrap();
    let asked = &outcome.steps[step].authorizations[statement.authorization];
    let node = asked.explanation.get(statement.node).unwrap();
    let NodeKind::Statement { index, .. } = node.kind else { panic!("{node:?}") };
    (outcome.document(node.place.unwrap().document).unwrap().kind, index)
}

/// An organization lets everything through with `RCPFullAWSAccess`, which allows nothing. AWS: "Resource control policies
/// (RCPs)".
#[test]
fn what_lets_in_is_the_door_and_no_policy_of_an_organization() {
    let organization = json!({ "Id": "o-exampleorg1", "MasterAccountId": "222222222222",
        "Root": { "Accounts": ["111111111111", "222222222222"] } });
    let named = json!([{ "Principal": { "AWS": "arn:aws:iam::111111111111:user/alice" } }]);
    let row = json!({ "trust": named, "organization": organization });
    assert_eq!(statement_shown(&row), (iam::PolicyType::Trust, 0));
    let root = json!([{ "Principal": { "AWS": "arn:aws:iam::111111111111:root" } }]);
    let row = json!({ "trust": root, "identity": true, "organization": organization });
    assert_eq!(statement_shown(&row), (iam::PolicyType::Trust, 0));
    let row = json!({ "identity": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*" }],
        "organization": organization, "call": { "Action": "s3:GetObject", "Resource": "*" } });
    assert_eq!(statement_shown(&row), (iam::PolicyType::Identity, 0));
}

/// Of two that deny, the one that the message names. AWS: "Troubleshoot access denied error messages".
#[test]
fn of_two_denies_the_one_that_the_message_names_is_shown() {
    let row = json!({
        "trust": [{ "Principal": { "AWS": "arn:aws:iam::111111111111:user/alice" } },
            { "Effect": "Deny", "Principal": { "AWS": "arn:aws:iam::111111111111:user/alice" } }],
        "organization": { "Id": "o-exampleorg1", "MasterAccountId": "222222222222",
            "Root": { "Accounts": ["111111111111", "222222222222"], "ServiceControlPolicies": ["FullAWSAccess", "NoSts"] },
            "Policies": [{ "Name": "NoSts", "Type": "SERVICE_CONTROL_POLICY", "Content": {
                "Version": "2012-10-17",
                "Statement": [{ "Effect": "Deny", "Action": "sts:AssumeRole", "Resource": "*" }] } }] },
    });
    assert_eq!(statement_shown(&row), (iam::PolicyType::ServiceControl, 0));
}

/// As many moments as checks were made, in their order; the last of a step that is refused or undecided is the one
/// that ends it, and no other does.
#[test]
fn every_check_that_was_made_is_one_moment() {
    for (name, text) in files() {
        let outcome = simulate(&Scenario::read(&text).unwrap());
        let played = moments(&outcome);
        let mut all = played.iter();
        for (index, step) in outcome.steps.iter().enumerate() {
            let made = step.checks.iter().filter(|check| check.status.was_made());
            for check in made {
                let moment = all.next().unwrap();
                assert_eq!((moment.step, step.checks[moment.check]), (index, *check), "{name}");
            }
            let refused = matches!(step.result, StepResult::Refused(_) | StepResult::Undecided(_));
            let own: Vec<_> = played.iter().filter(|moment| moment.step == index).collect();
            let refusing = own.iter().filter(|moment| moment.refuses).count();
            assert_eq!(refusing, usize::from(refused), "{name}, {}", step.id);
            assert!(!refused || own.last().unwrap().refuses, "{name}, {}", step.id);
        }
        assert!(all.next().is_none(), "{name}");
    }
}

// ---- two outcomes ---------------------------------------------------------------------------------------------------

#[test]
fn an_hour_instead_of_two_opens_the_rest_of_the_chain() {
    let (mut scenario, before) = example("chained-hop-asks-two-hours");
    if let Operation::Sts(call) = &mut scenario.steps[1].operation
        && let Call::AssumeRole(call) = &mut call.call
    {
        call.duration_seconds = Some(3600);
    }
    let after = simulate(&scenario);
    let pairs = compare(&before, &after);
    let ids: Vec<&str> = pairs.iter().map(|pair| &*pair.id).collect();
    assert_eq!(ids, ["deploy", "prod", "logs", "read"]);
    assert!(pairs[0].is_same());
    use Aspect::{Caller, Code, Duration, Expiry, Session, Verdict};
    assert_eq!(pairs[1].different, [Verdict, Code, Session, Duration, Expiry]);
    assert_eq!(pairs[2].different, [Verdict, Caller, Session, Duration, Expiry]);
    assert_eq!(pairs[3].different, [Verdict, Caller]);
}

#[test]
fn a_shorter_session_differs_in_its_times_only() {
    let (mut scenario, before) = example("chained-hop-asks-two-hours");
    if let Operation::Sts(call) = &mut scenario.steps[0].operation
        && let Call::AssumeRole(call) = &mut call.call
    {
        call.duration_seconds = Some(900);
    }
    let pairs = compare(&before, &simulate(&scenario));
    assert_eq!(pairs[0].different, [Aspect::Duration, Aspect::Expiry]);
    assert!(pairs[1..].iter().all(|pair| pair.is_same()));
}

#[test]
fn steps_that_are_new_or_gone_have_a_row() {
    let (mut scenario, before) = example("chained-hop-asks-two-hours");
    let gone = scenario.steps.remove(1);
    scenario.steps[1].id = "other".into();
    let pairs = compare(&before, &simulate(&scenario));
    let told: Vec<_> = pairs.iter().map(|pair| (&*pair.id, pair.before, pair.after)).collect();
    assert_eq!(
        told,
        [
            ("deploy", Some(0), Some(0)),
            ("other", None, Some(1)),
            (&*gone.id, Some(1), None),
            ("logs", Some(2), None),
            ("read", Some(3), Some(2)),
        ]
    );
}

#[test]
fn an_outcome_differs_from_itself_in_nothing() {
    for (name, text) in files() {
        let outcome = simulate(&Scenario::read(&text).unwrap());
        let pairs = compare(&outcome, &outcome);
        assert_eq!(pairs.len(), outcome.steps.len(), "{name}");
        assert!(pairs.iter().all(simulator::compare::Pair::is_same), "{name}");
    }
}

// ---- statements off and on ------------------------------------------------------------------------------------------

const TRUST: &str = r#"{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": "*",
      "Action": "sts:AssumeRole"
    },
    { "Effect": "Deny", "Principal": "*", "Action": "*", "Condition": { "Bool": { "aws:SecureTransport": "false" } } },
    { "Effect": "Deny", "Principal": "*", "Action": "*", "Condition": { "Null": { "aws:PrincipalOrgID": "true" } } }
  ]
}"#;

#[test]
fn a_statement_that_is_off_says_so_in_its_conditions() {
    let off = switched(TRUST, 0, true).unwrap();
    assert!(off.contains("\"Action\": \"sts:AssumeRole\",\n      \"Condition\": { \"Null\": { \"aws:CurrentTime\": \"true\" } }\n    }"), "{off}");
    assert_eq!(statements(&off).unwrap(), [true, false, false]);
    let off = switched(TRUST, 1, true).unwrap();
    assert!(off.contains("{ \"Bool\": { \"aws:SecureTransport\": \"false\" }, \"Null\": { \"aws:CurrentTime\": \"true\" } }"), "{off}");
    let off = switched(TRUST, 2, true).unwrap();
    assert!(
        off.contains(
            "\"Null\": { \"aws:PrincipalOrgID\": \"true\", \"aws:CurrentTime\": \"true\" }"
        ),
        "{off}"
    );
    assert_eq!(switched(TRUST, 3, true), None);
    // The console writes empty conditions, and they stay.
    let console = r#"{ "Statement": { "Effect": "Allow", "Action": "*", "Condition": {} } }"#;
    let off = switched(console, 0, true).unwrap();
    assert!(off.contains(r#""Condition": {"Null": { "aws:CurrentTime": "true" }} }"#), "{off}");
    assert_eq!(switched(&off, 0, false).as_deref(), Some(console));
    assert_eq!(switched("{", 0, true), None);
}

#[test]
fn turned_on_again_every_document_is_what_it_was() {
    let mut turned = 0;
    for (name, text) in files() {
        let outcome = simulate(&Scenario::read(&text).unwrap());
        for document in &outcome.documents {
            let Some(count) = statements(&document.text).map(|known| known.len()) else { continue };
            for index in 0..count {
                let Some(off) = switched(&document.text, index, true) else { continue };
                turned += 1;
                assert!(statements(&off).unwrap()[index], "{name}: {off}");
                assert_eq!(
                    switched(&off, index, false).as_deref(),
                    Some(&*document.text),
                    "{name}"
                );
                assert_eq!(switched(&off, index, true).as_deref(), Some(&*off), "{name}");
            }
            if let Some(off) = all_switched(&document.text, true) {
                assert!(statements(&off).unwrap().iter().all(|off| *off), "{name}");
                assert_eq!(all_switched(&off, false).as_deref(), Some(&*document.text), "{name}");
            }
        }
    }
    assert!(turned > 300, "{turned}");
}

/// A limit that is off is as if it were not there: what it stopped goes through, and what it let through goes on doing so.
#[test]
fn a_limiting_policy_that_is_off_limits_nothing() {
    use iam::PolicyType::{PermissionsBoundary, ServiceControl, Session, VpcEndpoint};
    for (name, kind, step) in [
        ("boundary-blocks", PermissionsBoundary, "by-account"),
        ("service-control-policy-silent", ServiceControl, "restore"),
        ("session-policy-blocks-the-next-hop", Session, "rollback"),
        ("session-policy-blocks-the-next-hop", Session, "read"),
        ("vpc-endpoint-policy", VpcEndpoint, "ours"),
    ] {
        let (mut scenario, before) = example(name);
        for document in before.documents.iter().filter(|known| known.kind == kind) {
            let own = !matches!(document.address, DocumentAddress::BuiltIn { .. });
            let Some(text) = scenario.document_text(&document.address).filter(|_| own) else {
                continue;
            };
            let off = policy_switched(&text, kind, true).unwrap();
            assert_eq!(is_policy_off(&off, kind), Some(true), "{name}: {off}");
            assert_eq!(policy_switched(&off, kind, false).as_deref(), Some(&*text), "{name}");
            scenario.set_document_text(&document.address, &off);
        }
        let after = simulate(&scenario);
        let result = &after.step(step).unwrap().result;
        assert!(matches!(result, StepResult::Succeeded), "{name} {step}: {result:?}");
    }
}

#[test]
fn a_policy_that_is_turned_on_again_is_what_it_was() {
    let mut turned = 0;
    for (name, text) in files() {
        for document in &simulate(&Scenario::read(&text).unwrap()).documents {
            for kind in iam::PolicyType::ALL {
                let Some(off) = policy_switched(&document.text, kind, true) else { continue };
                turned += 1;
                let again = policy_switched(&off, kind, false);
                assert_eq!(again.as_deref(), Some(&*document.text), "{name}: {off}");
            }
        }
    }
    assert!(turned > 1000, "{turned}");
    // One statement without a list gets one, and loses it again; so does an empty list.
    for text in [
        r#"{ "Statement": { "Effect": "Allow", "Action": "sts:*", "Resource": "*" } }"#,
        r#"{ "Statement": [ { "Effect": "Deny", "Action": "*", "Resource": "*" } ] }"#,
        r#"{ "Statement": [] }"#,
    ] {
        let off = policy_switched(text, iam::PolicyType::Session, true).unwrap();
        assert!(off.contains("TurnedOff"), "{off}");
        let again = policy_switched(&off, iam::PolicyType::Session, false);
        assert_eq!(again.as_deref(), Some(text), "{off}");
    }
}

/// Why says that a statement is off, and asks for no call that no one can make.
#[test]
fn what_is_turned_off_is_told_as_such() {
    let (mut scenario, before) = example("three-hop-chain");
    let trust = before.documents.iter().find(|known| known.kind == iam::PolicyType::Trust).unwrap();
    let off = all_switched(&trust.text, true).unwrap();
    scenario.set_document_text(&trust.address, &off);
    let after = simulate(&scenario);
    let refused = after.steps.iter().find(|step| step.error().is_some()).unwrap();
    let cause = simulator::narrate::cause(&scenario, &after, refused).plain();
    assert!(cause.contains("only by a statement that is turned off here"), "{cause}");
    let remedy = simulator::narrate::remedy(&scenario, &after, refused).unwrap().plain();
    assert!(remedy.contains("Turn the statement on again"), "{remedy}");
}

/// What denies denies no more, and nothing else is needed: the one Deny of an organization is turned off.
#[test]
fn without_the_deny_of_the_organization_the_call_goes_through() {
    let (mut scenario, before) = example("service-control-policy-blocks");
    let refused = before.steps.iter().find(|step| step.error().is_some()).unwrap();
    let names = decided_by(&before, refused);
    assert_eq!(names.len(), 1, "{names:?}");
    let document = before
        .documents
        .iter()
        .find(|known| {
            names[0].ends_with(&*known.name) && known.kind == iam::PolicyType::ServiceControl
        })
        .unwrap();
    assert!(matches!(document.address, DocumentAddress::Organization { .. }));
    let off = all_switched(&document.text, true).unwrap();
    scenario.set_document_text(&document.address, &off);
    let after = simulate(&scenario);
    let pair = compare(&before, &after).into_iter().find(|pair| pair.id == refused.id).unwrap();
    assert!(
        pair.different.contains(&Aspect::Verdict) && pair.different.contains(&Aspect::DecidedBy)
    );
    assert!(matches!(after.step(&refused.id).unwrap().result, StepResult::Succeeded));
}

/// With every statement of every trust policy off, nobody takes a role whose trust policy has the word.
#[test]
fn a_trust_policy_that_is_off_lets_nobody_in() {
    let mut refused = 0;
    for (name, text) in files() {
        let mut scenario = Scenario::read(&text).unwrap();
        let before = simulate(&scenario);
        for document in before.documents.iter().filter(|known| known.kind == iam::PolicyType::Trust)
        {
            if let Some(off) = all_switched(&document.text, true) {
                scenario.set_document_text(&document.address, &off);
            }
        }
        let after = simulate(&scenario);
        for (index, step) in before.steps.iter().enumerate() {
            let is_call = matches!(
                &scenario.steps[index].operation,
                Operation::Sts(call) if matches!(call.call, Call::AssumeRole(_))
            );
            let is_changed = before.steps.iter().any(|step| step.is_change);
            if is_call && step.result == StepResult::Succeeded && !is_changed {
                refused += 1;
                let now = &after.steps[index].result;
                assert!(
                    !matches!(now, StepResult::Succeeded | StepResult::Undecided(_)),
                    "{name}, {}: {now:?}",
                    step.id
                );
            }
        }
    }
    assert!(refused > 30, "{refused}");
}
