//! Laws of the decision: what holds for every world, whatever its policies say.
//!
//! AWS: "Policy evaluation logic", "Permissions boundaries for IAM entities", "Policies and permissions in AWS IAM",
//! section "Session policies", "IAM roles", section "Role chaining", and "Pass session tags in AWS STS". The worlds are
//! generated, from a fixed seed, so that everybody sees the same ones.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot go on has failed"
)]

use iam::{Decision, PolicyType};
use proptest::{
    collection::vec,
    prelude::*,
    sample::select,
    strategy::ValueTree,
    test_runner::{RngSeed, TestCaseError},
};
use serde_json::{Value, json};
use simulator::{
    Outcome, Scenario, audit,
    lifetime::{self, Holds},
    outcome::{AuthorizationOutcome, StepResult},
};
use testing::corpus::simulate;
use testing::{
    case,
    chains::{self, Hop, KEYS, alice, chain},
    strategies::{self, Asked, Place, asked, statement_for},
};

fn worlds() -> ProptestConfig {
    ProptestConfig {
        cases: 400,
        failure_persistence: None,
        rng_seed: RngSeed::Fixed(2026),
        ..ProptestConfig::default()
    }
}

/// The answer about `sts:AssumeRole`.
fn answer(asked: &Asked) -> Result<AuthorizationOutcome, TestCaseError> {
    let outcome = case::run(&asked.row()).map_err(TestCaseError::fail)?;
    let first = outcome.steps[0].authorizations.first().cloned();
    first.ok_or_else(|| {
        let refused = outcome.documents.iter().flat_map(|document| {
            let findings = document.diagnostics.iter();
            findings.filter_map(|finding| Some((document.kind, finding.refusal.clone()?)))
        });
        let refused: Vec<_> = refused.collect();
        TestCaseError::fail(format!("{:?}: {refused:?}", outcome.steps[0].result))
    })
}

fn decision(asked: &Asked) -> Result<Decision, TestCaseError> {
    Ok(answer(asked)?.decision)
}

/// A statement that matches the call whoever makes it.
fn certain(place: Place, effect: &str) -> Value {
    match place {
        Place::Trust => {
            json!({ "Effect": effect, "Principal": { "AWS": "*" }, "Action": "sts:AssumeRole" })
        }
        Place::ResourceRoot => {
            json!({ "Effect": effect, "Principal": "*", "Action": "sts:AssumeRole", "Resource": "*" })
        }
        _ => json!({ "Effect": effect, "Action": "sts:AssumeRole", "Resource": "*" }),
    }
}

fn place() -> impl Strategy<Value = Place> {
    select(Place::ALL.to_vec())
}

/// A place and a statement that can stand there.
fn addition() -> impl Strategy<Value = (Place, Value)> {
    let more = |place| prop_oneof![statement_for(place), Just(certain(place, "Allow"))];
    place().prop_flat_map(move |place| (Just(place), more(place)))
}

proptest! {
    #![proptest_config(worlds())]

    #[test]
    fn default_is_deny(mut asked in asked()) {
        asked.trust.retain(|statement| statement["Effect"] == "Deny");
        prop_assert_ne!(decision(&asked)?, Decision::Allowed);
        let nothing = Asked {
            trust: Vec::new(), identity: Vec::new(), boundary: None, session: None,
            organization: None, ..asked
        };
        prop_assert_eq!(decision(&nothing)?, Decision::ImplicitDeny);
    }

    #[test]
    fn explicit_deny_wins(mut asked in asked(), place in place()) {
        let Some(statements) = asked.statements(place) else { return Ok(()) };
        statements.push(certain(place, "Deny"));
        let answer = answer(&asked)?;
        prop_assert_eq!(answer.decision, Decision::ExplicitDeny);
        prop_assert!(answer.blocked_by.contains(place.policy_type()), "{:?}", answer.blocked_by);
    }

    #[test]
    fn boundary_never_grants(asked in asked(), statements in vec(strategies::statement(), 1..4)) {
        let without = Asked { boundary: None, ..asked.clone() };
        let with = Asked { boundary: Some(statements), ..asked };
        if decision(&with)? == Decision::Allowed {
            prop_assert_eq!(decision(&without)?, Decision::Allowed);
        }
    }

    #[test]
    fn session_policy_never_widens_a_role_session(
        mut asked in asked(), statements in vec(strategies::statement(), 1..4), foreign in any::<bool>(),
    ) {
        asked.caller = if foreign { "arn:aws:iam::222222222222:role/Q" } else { "arn:aws:iam::111111111111:role/R" };
        let without = Asked { session: None, ..asked.clone() };
        let with = Asked { session: Some(statements), ..asked };
        if decision(&with)? == Decision::Allowed {
            prop_assert_eq!(decision(&without)?, Decision::Allowed);
        }
    }

    #[test]
    fn adding_an_allow_never_denies(asked in asked(), (place, mut more) in addition()) {
        let mut richer = asked.clone();
        let Some(statements) = richer.statements(place) else { return Ok(()) };
        if place == Place::ResourceRoot {
            // RCPs of customers can only deny; another one leaves it at that.
            return Ok(());
        }
        more["Effect"] = json!("Allow");
        statements.push(more);
        match decision(&asked)? {
            Decision::Allowed => prop_assert_eq!(decision(&richer)?, Decision::Allowed),
            Decision::ExplicitDeny => prop_assert_eq!(decision(&richer)?, Decision::ExplicitDeny),
            Decision::ImplicitDeny => prop_assert_ne!(decision(&richer)?, Decision::ExplicitDeny),
        }
    }

    #[test]
    fn adding_a_deny_never_allows(asked in asked(), (place, mut more) in addition()) {
        let mut stricter = asked.clone();
        let Some(statements) = stricter.statements(place) else { return Ok(()) };
        more["Effect"] = json!("Deny");
        statements.push(more);
        match decision(&asked)? {
            Decision::Allowed => {}
            Decision::ImplicitDeny => prop_assert_ne!(decision(&stricter)?, Decision::Allowed),
            Decision::ExplicitDeny => prop_assert_eq!(decision(&stricter)?, Decision::ExplicitDeny),
        }
    }

    #[test]
    fn statement_order_is_irrelevant(asked in asked()) {
        let mut turned = asked.clone();
        for place in Place::ALL {
            if let Some(statements) = turned.statements(place) {
                statements.reverse();
            }
        }
        let (one, two) = (answer(&asked)?, answer(&turned)?);
        prop_assert_eq!(
            (one.decision, one.blocked_by, one.named),
            (two.decision, two.blocked_by, two.named)
        );
    }

    #[test]
    fn same_scenario_same_outcome(asked in asked()) {
        let scenario = case::read(&case::scenario(&asked.row())).map_err(TestCaseError::fail)?;
        prop_assert_eq!(format!("{:?}", simulate(&scenario)), format!("{:?}", simulate(&scenario)));
    }
}

fn hop() -> impl Strategy<Value = Hop> {
    (
        select(vec![None, Some(900), Some(3600), Some(3601), Some(7200), Some(43_200)]),
        select(vec![3600, 7200, 43_200]),
        vec(0..KEYS.len(), 0..3),
        any::<bool>(),
        select(vec![None, None, Some("anna"), Some("otto")]),
        select(vec![0, 1, 1800]),
    )
        .prop_map(|(asked_seconds, maximum, mut tags, transitive, source_identity, after)| {
            tags.sort_unstable();
            tags.dedup_by_key(|key| KEYS[*key].to_lowercase());
            Hop { asked_seconds, maximum, tags, transitive, source_identity, after }
        })
}

fn run_chain(hops: &[Hop]) -> Result<Outcome, TestCaseError> {
    let scenario = case::read(&chain(hops, alice())).map_err(TestCaseError::fail)?;
    Ok(simulate(&scenario))
}

/// Every session that was made together with the session that made it, where that was a role session.
fn links(outcome: &Outcome) -> impl Iterator<Item = (&sts::Session, &sts::Session)> {
    outcome.steps.iter().filter_map(|step| {
        let before = step.caller.as_ref()?.session.as_deref()?;
        Some((before, &*step.minted.as_ref()?.session))
    })
}

proptest! {
    #![proptest_config(worlds())]

    #[test]
    fn chained_session_never_exceeds_one_hour(hops in vec(hop(), 2..6)) {
        let outcome = run_chain(&hops)?;
        for (_, made) in links(&outcome) {
            prop_assert!(made.expires.seconds() - made.issued.seconds() <= 3600);
        }
        // The first hop is none, and may last as long as its role allows.
        if let (Some(minted), Some(seconds)) = (&outcome.steps[0].minted, hops[0].asked_seconds) {
            let session = &minted.session;
            prop_assert_eq!(session.expires.seconds() - session.issued.seconds(), seconds);
        }
    }

    #[test]
    fn transitive_tags_never_change(hops in vec(hop(), 2..6)) {
        for (before, made) in links(&run_chain(&hops)?) {
            for held in before.tags.iter().filter(|tag| tag.transitive) {
                let kept = made.tags.iter().find(|tag| tag.tag.key == held.tag.key);
                prop_assert!(kept.is_some_and(|tag| tag.transitive && tag.tag == held.tag));
            }
            // What was not transitive is left behind.
            for tag in made.tags.iter().filter(|tag| tag.inherited) {
                prop_assert!(before.tags.iter().any(|held| held.transitive && held.tag == tag.tag));
            }
        }
    }

    #[test]
    fn source_identity_never_changes(hops in vec(hop(), 2..6)) {
        for (before, made) in links(&run_chain(&hops)?) {
            if before.source_identity.is_some() {
                prop_assert_eq!(&before.source_identity, &made.source_identity);
            }
        }
    }

    #[test]
    fn token_decodes_to_its_session(hops in vec(hop(), 1..4)) {
        for minted in run_chain(&hops)?.steps.iter().filter_map(|step| step.minted.as_ref()) {
            let token = &minted.credentials.session_token;
            let opened = sts::open(token, "chain");
            prop_assert_eq!(opened.as_ref(), Ok(&*minted.session));
            prop_assert!(sts::open(token, "another seed").is_err());
            let mut changed = token.to_string();
            let last = changed.pop();
            changed.push(if last == Some('A') { 'B' } else { 'A' });
            prop_assert!(sts::open(&changed, "chain").is_err());
        }
    }

    #[test]
    fn expired_session_calls_nothing(
        seconds in 900_i64..=3600, late in 0_i64..4000,
        action in select(vec!["s3:GetObject", "sts:DecodeAuthorizationMessage", "sqs:SendMessage"]),
    ) {
        let hops = [Hop { asked_seconds: Some(seconds), maximum: 3600, tags: Vec::new(), transitive: false, source_identity: None, after: 0 }];
        let start = json!({ "principal": "arn:aws:iam::111111111111:user/alice", "time": "2026-11-22T10:00:00Z" });
        let mut whole = chain(&hops, start);
        let calls = [
            json!({ "id": "late", "after": seconds + late, "Action": action }),
            json!({ "id": "again", "AssumeRole": { "RoleArn": "arn:aws:iam::111111111111:role/Hop0", "RoleSessionName": "again" } }),
        ];
        if let Some(steps) = whole["steps"].as_array_mut() {
            steps.extend(calls);
        }
        let outcome = simulate(&case::read(&whole).map_err(TestCaseError::fail)?);
        for step in &outcome.steps[1..] {
            prop_assert_eq!(step.error().map(|error| error.code), Some("ExpiredToken"));
        }
        // A second before the end it still calls.
        whole["steps"][1]["after"] = json!(seconds - 1);
        let outcome = simulate(&case::read(&whole).map_err(TestCaseError::fail)?);
        prop_assert_eq!(outcome.steps[1].error().map(|error| error.code), None);
    }
}

/// The chains that are asked in `WebAssembly` and in the page too, and more of them.
#[test]
fn every_law_of_sessions_holds_for_chains_of_ten_hops() {
    let (broken, seen) = chains::ask(0..500);
    assert!(broken.is_empty(), "{}", broken.join("\n"));
    assert_eq!(seen.rare(500), [""; 0], "{seen:?}");
}

/// The laws above would hold trivially if every generated world came to the same answer.
#[test]
fn generated_worlds_come_to_every_answer_and_every_blocker() {
    let mut runner = proptest::test_runner::TestRunner::new(worlds());
    let (mut answers, mut blockers) = ([0_u32; 3], [0_u32; 8]);
    for _ in 0..600 {
        let asked = asked().new_tree(&mut runner).unwrap().current();
        let answer = answer(&asked).unwrap();
        answers[answer.decision as usize] += 1;
        for kind in answer.blocked_by.iter() {
            blockers[kind as usize] += 1;
        }
    }
    assert!(answers.iter().all(|count| *count >= 60), "{answers:?}");
    let seen = [
        PolicyType::ResourceControl,
        PolicyType::ServiceControl,
        PolicyType::Trust,
        PolicyType::Identity,
        PolicyType::PermissionsBoundary,
        PolicyType::Session,
    ];
    for kind in seen {
        assert!(blockers[kind as usize] >= 10, "{kind}: {blockers:?}");
    }
}

// ---- time and trail -------------------------------------------------------------------------------------------------

/// The same scenario, cut behind a step that comes that many seconds later than it does.
fn later(scenario: &Scenario, step: usize, seconds: i64) -> Outcome {
    let mut cut = scenario.clone();
    cut.steps.truncate(step + 1);
    cut.steps[step].after = Some(cut.steps[step].after.unwrap_or_default() + seconds);
    simulate(&cut)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, ..worlds() })]

    /// Until the moment that is told a step succeeds, and at that moment it fails.
    #[test]
    fn a_step_holds_until_the_moment_that_is_told(hops in vec(hop(), 1..5), wait in 0_i64..3600) {
        let mut whole = chain(&hops, alice());
        let last = whole["steps"].as_array().map_or(0, Vec::len);
        whole["steps"][last - 1]["after"] = json!(wait);
        let scenario = case::read(&whole).map_err(TestCaseError::fail)?;
        let outcome = simulate(&scenario);
        for (index, step) in outcome.steps.iter().enumerate() {
            let succeeds = |seconds| later(&scenario, index, seconds).steps[index].result == StepResult::Succeeded;
            match lifetime::holds(&scenario, &outcome, index) {
                Holds::NotNow => prop_assert!(step.result != StepResult::Succeeded),
                Holds::Always => prop_assert!(succeeds(400_000)),
                Holds::Unknown => prop_assert!(false, "no policy here compares the time as text"),
                Holds::Until { moment, .. } => {
                    let left = moment.seconds() - step.at.seconds();
                    prop_assert!(left > 0 && succeeds(left - 1) && !succeeds(left), "{left}");
                }
            }
        }
    }

    /// A successful call is in the trail of its caller and of its role, under one request id, and its secret in neither.
    #[test]
    fn the_trail_tells_both_accounts_and_no_secret(hops in vec(hop(), 1..5)) {
        let scenario = case::read(&chain(&hops, alice())).map_err(TestCaseError::fail)?;
        let outcome = simulate(&scenario);
        let events = audit::events(&scenario, &outcome);
        // Not in the trail of its own call, and not in that of the calls that it signs.
        for minted in outcome.steps.iter().filter_map(|step| step.minted.as_ref()) {
            let secret = &*minted.credentials.secret_access_key;
            prop_assert!(events.iter().all(|event| !policy::json::print(&event.record).contains(secret)));
        }
        for (index, step) in outcome.steps.iter().enumerate() {
            let records: Vec<String> = events
                .iter()
                .filter(|event| event.step == index)
                .map(|event| policy::json::print(&event.record))
                .collect();
            if let Some(minted) = &step.minted {
                prop_assert!(!records.is_empty());
                for record in &records {
                    prop_assert!(record.contains(&*minted.credentials.access_key_id));
                }
                let origin = audit::origin(&outcome, index);
                prop_assert!(origin.is_some_and(|origin| origin.links.len() == index));
            } else {
                prop_assert!(records.len() <= 1, "a refused call is told once");
            }
        }
    }
}
