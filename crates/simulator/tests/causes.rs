//! The list of usual causes: what decides on scenarios of the corpus, written by hand from what each teaches, and what
//! holds of every step.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use simulator::{
    Outcome, Scenario,
    narrate::{
        self,
        causes::{Part, PossibleCause},
    },
    outcome::{Cause, StepResult},
};
use testing::corpus::simulate;

const TRUST: &str = "The trust policy does not let the caller in";
const IDENTITY: &str = "No identity policy of the caller allows it";
const EXTERNAL_ID: &str = "The ExternalId is missing or another";
const MFA: &str = "The trust policy asks for MFA";
const CONDITION: &str = "Another condition of the trust policy fails";
const ROLE: &str = "The role does not exist, or its path was left out";
const CHAINING: &str = "More seconds than the hour of role chaining";
const MAXIMUM: &str = "More seconds than the role's MaxSessionDuration";
const TAGS: &str = "Session tags without an allow of their own";
const SOURCE_IDENTITY: &str = "A source identity without an allow of its own";
const CONTRADICTION: &str = "Tags or source identity contradict the calling session";
const SCP: &str = "A service control policy blocks it";
const BOUNDARY: &str = "A permissions boundary blocks it";
const SESSION: &str = "The session policy of the caller's session blocks it";
const RCP: &str = "A resource control policy blocks it";
const ENDPOINT: &str = "The policy of a VPC endpoint blocks it";
const CREDENTIALS: &str = "The credentials are not good any more";
const REGION: &str = "The Region of the endpoint is not activated";
const KIND: &str = "This kind of caller may not make the call";
const PARAMETER: &str = "A parameter is malformed";

fn scenario(name: &str) -> (Scenario, Outcome) {
    let (_, text) = testing::corpus::files().into_iter().find(|(known, _)| known == name).unwrap();
    let scenario = Scenario::read(&text).unwrap();
    let outcome = simulate(&scenario);
    (scenario, outcome)
}

fn causes(name: &str, step: &str) -> Vec<PossibleCause> {
    let (scenario, outcome) = scenario(name);
    let step = outcome.step(step).unwrap_or_else(|| panic!("{name} has no step {step}"));
    narrate::possible_causes(&scenario, &outcome, step)
}

fn with(all: &[PossibleCause], part: Part) -> Vec<&'static str> {
    all.iter().filter(|cause| cause.part == part).map(|cause| cause.name).collect()
}

#[test]
fn what_decides_is_marked_as_the_cause_and_nothing_else() {
    let table: [(&str, &str, &[&str]); 25] = [
        ("only-two-users-trusted", "carol", &[TRUST]),
        ("account-trust-needs-identity", "bob", &[IDENTITY]),
        ("vendor-with-external-id", "without", &[EXTERNAL_ID]),
        ("vendor-with-external-id", "wrong-case", &[EXTERNAL_ID]),
        ("same-account-elevation-with-mfa", "without-code", &[MFA]),
        ("every-element-has-to-match", "bobs-role", &[TRUST, EXTERNAL_ID]),
        ("every-element-has-to-match", "one-of-two", &[MFA]),
        ("every-element-has-to-match", "neither", &[EXTERNAL_ID, MFA]),
        ("break-glass-by-time-and-address", "too-early", &[CONDITION]),
        ("role-with-path", "without-path", &[ROLE]),
        ("chained-hop-asks-two-hours", "prod", &[CHAINING]),
        ("twelve-hours-from-default-role", "twelve-hours", &[MAXIMUM]),
        ("next-trust-lacks-tag-session", "refused", &[TAGS]),
        ("source-identity-must-be-carried", "trust-silent", &[SOURCE_IDENTITY]),
        ("source-identity-cannot-change", "change", &[CONTRADICTION]),
        ("service-control-policy-blocks", "prod", &[SCP]),
        ("boundary-blocks", "by-account", &[BOUNDARY]),
        ("session-policy-blocks-the-next-hop", "rollback", &[SESSION]),
        ("resource-control-policy-blocks", "mallory", &[RCP]),
        ("vpc-endpoint-policy", "strange", &[ENDPOINT]),
        ("region-not-activated", "spain", &[REGION]),
        ("root-cannot-assume-roles", "with-keys", &[KIND]),
        ("fifteen-minutes-is-the-least", "ten-minutes", &[PARAMETER]),
        ("deny-only-trust", "carol", &[TRUST]),
        ("fifteen-minutes-is-the-least", "expired", &[CREDENTIALS]),
    ];
    let mut wrong = String::new();
    for (name, step, expected) in table {
        let found = with(&causes(name, step), Part::Decides);
        if found != expected {
            wrong += &format!("{name}, {step}: {found:?}, expected {expected:?}\n");
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

#[test]
fn what_would_refuse_next_and_what_is_in_order_is_told_with_its_evidence() {
    let (_, text) =
        testing::corpus::files().into_iter().find(|(name, _)| name == "boundary-blocks").unwrap();
    let mut file: serde_json::Value = serde_json::from_str(&text).unwrap();
    file["steps"][0]["AssumeRole"]["DurationSeconds"] = 43_200.into();
    file["steps"][0]["AssumeRole"]["Tags"] = serde_json::json!([{ "Key": "team", "Value": "web" }]);
    let scenario = Scenario::read(&file.to_string()).unwrap();
    let outcome = simulate(&scenario);
    let all = narrate::possible_causes(&scenario, &outcome, &outcome.steps[0]);
    assert_eq!(with(&all, Part::Decides), [BOUNDARY]);
    // The trust policy allows sts:AssumeRole alone, and the role's maximum is one hour.
    assert_eq!(with(&all, Part::WouldRefuse), [MAXIMUM, TAGS]);
    let said = |name: &str| all.iter().find(|cause| cause.name == name).unwrap();
    assert_eq!(
        said(MAXIMUM).evidence.plain(),
        "This call asks for 12 hours, and 1 hour is the most."
    );
    assert_eq!(said(TRUST).part, Part::InOrder);
    assert_eq!(said(TRUST).evidence.plain(), "It allows this call.");
    assert_eq!(said(EXTERNAL_ID).part, Part::DoesNotApply);
    assert_eq!(said(CHAINING).part, Part::DoesNotApply);
    assert!(said(BOUNDARY).node.is_some(), "it leads to the boundary");
}

/// The types of policies that a line is about.
fn is_about(name: &str, kind: iam::PolicyType) -> bool {
    use iam::PolicyType;
    match kind {
        PolicyType::Trust => [TRUST, EXTERNAL_ID, MFA, CONDITION].contains(&name),
        PolicyType::Identity => name == IDENTITY,
        PolicyType::Resource => name == "The resource's own policy does not allow it",
        PolicyType::ServiceControl => name == SCP,
        PolicyType::ResourceControl => name == RCP,
        PolicyType::PermissionsBoundary => name == BOUNDARY,
        PolicyType::Session => name == SESSION,
        PolicyType::VpcEndpoint => name == ENDPOINT,
    }
}

#[test]
fn the_causes_of_every_refusal_are_exactly_what_blocks_it() {
    let mut seen = 0;
    for (name, text) in testing::corpus::files() {
        let scenario = Scenario::read(&text).unwrap();
        let outcome = simulate(&scenario);
        for step in &outcome.steps {
            let place = format!("{name}, {}", step.id);
            let all = narrate::possible_causes(&scenario, &outcome, step);
            let deciding = with(&all, Part::Decides);
            let StepResult::Refused(refusal) = &step.result else {
                assert_eq!(all, [], "{place}");
                continue;
            };
            if step.is_change || step.caller.is_none() {
                continue;
            }
            assert!(!deciding.is_empty(), "{place}: nothing is the cause");
            for cause in &all {
                let evidence = cause.evidence.plain();
                assert!(
                    evidence.ends_with('.') && evidence.len() > 3,
                    "{place}: {}: {evidence}",
                    cause.name
                );
            }
            let Cause::Authorization(0) = refusal.cause else { continue };
            seen += 1;
            let blocked = step.authorizations[0].blocked_by;
            for kind in blocked.iter() {
                let told = deciding.iter().any(|cause| is_about(cause, kind));
                assert!(told, "{place}: {kind:?} blocks and is no cause: {deciding:?}");
            }
            for cause in &deciding {
                let blocks = blocked.iter().any(|kind| is_about(cause, kind));
                assert!(blocks, "{place}: {cause} is told as the cause");
            }
        }
    }
    assert!(seen > 60, "{seen}");
}
