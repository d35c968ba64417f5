//! The clock: what lives at a moment, what was taken back, and what a step answers then.
//!
//! AWS: "Methods to assume a role", "IAM roles", section "Role chaining", "Revoke IAM role temporary security credentials".

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot go on has failed"
)]

use iam::Timestamp;
use simulator::{
    Outcome, Scenario,
    clock::{Answer, SessionState, Span, bars, next_expiry, probe, revocations},
    outcome::StepResult,
};
use testing::corpus::{example, files, simulate};

fn at(time: &str) -> Timestamp {
    Timestamp::parse_iso(&format!("2026-11-22T{time}Z")).unwrap()
}

/// How the sessions stand at a moment.
fn states((scenario, outcome): &(Scenario, Outcome), time: &str) -> Vec<SessionState> {
    probe(scenario, outcome, at(time)).sessions.iter().map(|session| session.state).collect()
}

/// What a step answers at a moment, in a word.
fn answer((scenario, outcome): &(Scenario, Outcome), time: &str, id: &str) -> String {
    let step = scenario.step_index(id).unwrap();
    let found = probe(scenario, outcome, at(time));
    let told = &found.steps[step].answer;
    match (told, told.step().map(|step| &step.result)) {
        (Answer::Change { made }, _) => format!("change made: {made}"),
        (Answer::NoCaller { needs }, _) => format!("needs {}", scenario.steps[*needs].id),
        (_, Some(StepResult::Refused(refusal))) => refusal.error.code.to_owned(),
        (_, Some(StepResult::Succeeded)) => "succeeds".to_owned(),
        (_, other) => format!("{other:?}"),
    }
}

#[test]
fn a_refused_call_could_have_had_the_hour_that_chaining_leaves() {
    let (_, outcome) = example("chained-hop-asks-two-hours");
    let told: Vec<_> =
        bars(&outcome).into_iter().map(|bar| (bar.step, bar.begins, bar.span)).collect();
    assert_eq!(
        told,
        [
            (None, at("10:00:00"), Span::Open),
            (Some(0), at("10:00:00"), Span::Until(at("14:00:00"))),
            (Some(1), at("10:02:00"), Span::Refused { possible: Some(3600), asked: Some(7200) }),
            (Some(2), at("10:03:00"), Span::Never),
        ]
    );
    assert_eq!(next_expiry(&outcome, at("10:00:00")), Some(at("14:00:00")));
    assert_eq!(next_expiry(&outcome, at("13:59:59")), Some(at("14:00:00")));
    assert_eq!(next_expiry(&outcome, at("14:00:00")), None);
}

#[test]
fn the_same_steps_have_as_many_bars_however_they_end() {
    let (_, refused) = example("chained-hop-asks-two-hours");
    let (_, allowed) = example("three-hop-chain");
    let steps = |outcome| bars(outcome).into_iter().map(|bar| bar.step).collect::<Vec<_>>();
    assert_eq!(steps(&refused), steps(&allowed));
    assert_eq!(steps(&refused), [None, Some(0), Some(1), Some(2)]);
}

#[test]
fn a_call_that_no_policy_allows_could_have_had_nothing() {
    let (_, outcome) = example("service-control-policy-blocks");
    let refused = outcome.steps.iter().position(|step| step.error().is_some()).unwrap();
    let bar = bars(&outcome).into_iter().find(|bar| bar.step == Some(refused)).unwrap();
    assert_eq!(bar.span, Span::Refused { possible: None, asked: None });
}

#[test]
fn a_session_is_issued_lives_is_revoked_and_ends() {
    use SessionState::{Expired, Live, NotIssued, Revoked};
    // The first session lasts from 10:00:00 to 11:00:00 and is revoked at 10:10:00, for what was issued before 10:10:30;
    // the second begins at 10:12:05.
    let known = example("revoked-sessions");
    assert_eq!(states(&known, "09:59:59"), [NotIssued, NotIssued]);
    assert_eq!(states(&known, "10:00:00"), [Live { left: 3600 }, NotIssued]);
    assert_eq!(states(&known, "10:09:59"), [Live { left: 3001 }, NotIssued]);
    assert_eq!(states(&known, "10:10:00"), [Revoked, NotIssued]);
    assert_eq!(states(&known, "10:20:00"), [Revoked, Live { left: 3125 }]);
    assert_eq!(states(&known, "10:59:59"), [Revoked, Live { left: 726 }]);
    assert_eq!(states(&known, "11:00:00"), [Expired, Live { left: 725 }]);
    assert_eq!(states(&known, "11:12:05"), [Expired, Expired]);
    let told = revocations(&known.0, &known.1);
    assert_eq!(told.len(), 1);
    assert_eq!((told[0].step, told[0].at), (1, at("10:10:00")));
    assert_eq!(told[0].sessions, [Some(0)]);
}

#[test]
fn revoking_a_role_leaves_the_sessions_that_were_chained_from_it() {
    let (scenario, outcome) = example("revoked-role-leaves-chained-session");
    let told = revocations(&scenario, &outcome);
    assert_eq!(told.len(), 1);
    assert_eq!(told[0].sessions, [Some(0)]);
}

#[test]
fn a_step_answers_as_the_world_is_at_that_moment() {
    let known = example("revoked-sessions");
    assert_eq!(answer(&known, "09:59:59", "blocked"), "needs old");
    assert_eq!(answer(&known, "10:05:00", "blocked"), "succeeds");
    assert_eq!(answer(&known, "10:10:00", "blocked"), "AccessDenied");
    assert_eq!(answer(&known, "11:00:00", "blocked"), "ExpiredToken");
    assert_eq!(answer(&known, "10:05:00", "revoke"), "change made: false");
    assert_eq!(answer(&known, "10:10:00", "revoke"), "change made: true");
    assert_eq!(answer(&known, "10:05:00", "works"), "needs fresh");
    assert_eq!(answer(&known, "10:30:00", "works"), "succeeds");
    // Asked again later, the first hop is taken again.
    assert_eq!(answer(&known, "10:30:00", "old"), "succeeds");
}

/// At its own moment every step answers as it did: the probe is the same engine at another time, and not another one.
#[test]
fn at_its_own_moment_every_step_answers_as_it_did() {
    let mut given = 0;
    for (name, text) in files() {
        let scenario = Scenario::read(&text).unwrap();
        let outcome = simulate(&scenario);
        for (index, step) in outcome.steps.iter().enumerate() {
            match &probe(&scenario, &outcome, step.at).steps[index].answer {
                Answer::Given(run) => {
                    given += 1;
                    let again = run.steps.last().unwrap();
                    assert_eq!(again.result, step.result, "{name}, {}", step.id);
                    let ids = |step: &simulator::outcome::StepOutcome| {
                        step.minted.as_ref().map(|minted| minted.credentials.access_key_id.clone())
                    };
                    assert_eq!(ids(again), ids(step), "{name}, {}", step.id);
                }
                Answer::NoCaller { .. } => {
                    assert!(matches!(step.result, StepResult::NotReached { .. }), "{name}");
                }
                Answer::Change { made } => assert!(step.is_change && *made, "{name}"),
            }
        }
    }
    assert!(given > 100, "{given}");
}

/// Where nothing comes between, a step succeeds until the moment that [`simulator::lifetime::holds`] tells.
#[test]
fn the_last_step_holds_until_its_moment() {
    use simulator::lifetime::{Holds, holds};
    let mut told = 0;
    for (name, text) in files() {
        let scenario = Scenario::read(&text).unwrap();
        let outcome = simulate(&scenario);
        let last = outcome.steps.len() - 1;
        let Holds::Until { moment, .. } = holds(&scenario, &outcome, last) else { continue };
        told += 1;
        let succeeds = |at| {
            let found = probe(&scenario, &outcome, at);
            let step = found.steps[last].answer.step().unwrap();
            step.result == StepResult::Succeeded
        };
        assert!(succeeds(moment.plus_seconds(-1)), "{name}");
        assert!(!succeeds(moment), "{name}");
    }
    assert!(told > 10, "{told}");
}
