//! Verdict and explanation are one thing: the same answer with and without the tree, the answer folded once more from
//! the tree, and a tree whose every node follows from the nodes below it.
//!
//! It is held on every authorization of the gallery and of every table of cases, and on generated ones, broken documents
//! among them.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot go on has failed"
)]

use std::{
    fs,
    path::{Path, PathBuf},
};

use iam::{
    Action, Assumptions, Decision, MultivaluedKey, PolicyType, PrincipalKind, WildcardPrincipal,
};
use policy::{Effect, Explanation, Finding, Grant, NodeId, NodeKind, NotApplicable};
use proptest::{collection::vec, prelude::*, test_runner::RngSeed};
use serde_json::Value;
use simulator::{
    Outcome, Scenario,
    authorize::{self, Decided, Relation, ResourceKind},
    decide::{Evidences, LayerEvidence, decide},
    outcome::{AuthorizationOutcome, Caller},
};
use testing::corpus::simulate;
use testing::{
    case,
    strategies::{Place, asked, broken_statement},
};

/// Every scenario at hand: the gallery's and those of every table.
fn scenarios() -> Vec<(String, Scenario)> {
    let read = |(name, text): (String, String)| (name, Scenario::read(&text).unwrap());
    let mut all: Vec<_> = testing::corpus::files().into_iter().map(read).collect();
    let mut files: Vec<PathBuf> = ["vectors.json", "golden.json", "rules.json"]
        .iter()
        .map(|name| testdata().join(name))
        .collect();
    files.extend(fs::read_dir(testdata().join("sts")).unwrap().map(|entry| entry.unwrap().path()));
    files.sort();
    for file in files {
        let table: Value = serde_json::from_str(&fs::read_to_string(&file).unwrap()).unwrap();
        let rows = table.as_array().or_else(|| table["cases"].as_array()).unwrap();
        for row in rows.iter().flat_map(case::with_variants) {
            let name = format!("{}, {}", file.display(), row["title"]);
            all.push((name, case::read(&case::scenario(&row)).unwrap()));
        }
    }
    assert!(all.len() > 1_000, "only {} scenarios", all.len());
    all
}

fn testdata() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("testdata")
}

/// The answer that follows from what the statements in the tree came to, by another way than the traversal's own.
fn folded(
    explanation: &Explanation,
    kind: ResourceKind,
    same_account: bool,
    needs_own_allow: bool,
    caller: PrincipalKind,
) -> Decided {
    let has_no_policies = matches!(
        caller,
        PrincipalKind::Service
            | PrincipalKind::WebIdentity
            | PrincipalKind::Saml
            | PrincipalKind::Anonymous
    );
    let mut evidences = Evidences {
        resource_control: LayerEvidence::default(),
        service_control: LayerEvidence::default(),
        resource: LayerEvidence::default(),
        identity: LayerEvidence::default(),
        boundary: LayerEvidence::default(),
        session: LayerEvidence::default(),
        endpoint: LayerEvidence::default(),
        kind,
        same_account,
        has_no_policies,
        is_root: caller == PrincipalKind::Root,
        needs_own_allow,
    };
    for (id, node) in (0..).zip(&explanation.nodes) {
        let NodeKind::Layer(layer) = node.kind else { continue };
        let levels: Vec<NodeId> = explanation
            .children(id)
            .filter(|(_, child)| matches!(child.kind, NodeKind::Level(_)))
            .map(|(level, _)| level)
            .collect();
        let evidence = LayerEvidence {
            applies: !matches!(node.finding, Finding::NotApplicable(_)),
            allow: match &levels[..] {
                [] => allow_below(explanation, id),
                levels => {
                    let each = levels.iter().map(|level| allow_below(explanation, *level));
                    each.collect::<Option<Vec<_>>>().map(|_| Grant::Unranked)
                }
            },
            deny: explanation.descendants(id).any(|(_, below)| {
                matches!(below.kind, NodeKind::Statement { effect: Some(Effect::Deny), .. })
                    && below.finding == Finding::Matched
            }),
        };
        *match layer {
            PolicyType::ResourceControl => &mut evidences.resource_control,
            PolicyType::ServiceControl => &mut evidences.service_control,
            PolicyType::Resource | PolicyType::Trust => &mut evidences.resource,
            PolicyType::Identity => &mut evidences.identity,
            PolicyType::PermissionsBoundary => &mut evidences.boundary,
            PolicyType::Session => &mut evidences.session,
            PolicyType::VpcEndpoint => &mut evidences.endpoint,
        } = evidence;
    }
    decide(&evidences)
}

/// The most direct allow of the policies below a node. How direct a policy's allow is stands in the policy's own node;
/// where a Deny covers it, that no longer matters.
fn allow_below(explanation: &Explanation, id: NodeId) -> Option<Grant> {
    explanation
        .descendants(id)
        .filter_map(|(below, node)| match (node.kind, node.finding) {
            (NodeKind::Policy, Finding::Allows(grant)) => Some(grant),
            (NodeKind::Policy, _) => explanation
                .children(below)
                .any(|(_, statement)| {
                    matches!(
                        statement.kind,
                        NodeKind::Statement { effect: Some(Effect::Allow), .. }
                    ) && statement.finding == Finding::Matched
                })
                .then_some(Grant::Unranked),
            _ => None,
        })
        .max()
}

fn refolded(answer: &AuthorizationOutcome, caller: &Caller, assumptions: &Assumptions) -> Decided {
    let is_role =
        answer.explanation.nodes.iter().any(|node| node.kind == NodeKind::Layer(PolicyType::Trust));
    let kind = match answer.resource.split(':').nth(2) {
        _ if is_role => ResourceKind::Role,
        // An alias has no policy of its own.
        Some("kms") if answer.resource.contains(":key/") => ResourceKind::Key,
        _ if answer.action.is("sts:AssumeRoot") => ResourceKind::Unguarded,
        _ => ResourceKind::Other,
    };
    let needs_own_allow = assumptions.source_identity_needs_identity_allow
        && caller.principal.kind == PrincipalKind::RoleSession
        && answer.action.is("sts:SetSourceIdentity");
    let caller = caller.principal.kind;
    folded(&answer.explanation, kind, answer.same_account, needs_own_allow, caller)
}

/// What is wrong with a tree: a node that does not follow from those below it.
fn inconsistencies(explanation: &Explanation) -> Vec<String> {
    let mut wrong = Vec::new();
    for (id, node) in (0..).zip(&explanation.nodes) {
        let matched = |(_, child): (NodeId, &policy::Node)| child.finding == Finding::Matched;
        let mut children = explanation.children(id);
        let expected = match node.kind {
            // A statement that could not be read whole never applies.
            NodeKind::Statement { .. } => {
                let whole = node.finding != Finding::NotMatched(policy::Mismatch::Incomplete);
                Some(whole && children.all(matched))
            }
            NodeKind::Action { negated } | NodeKind::Resource { negated } => {
                Some(children.any(matched) != negated)
            }
            NodeKind::Principal { negated: false } => Some(children.any(matched)),
            _ => None,
        };
        if expected.is_some_and(|expected| expected != (node.finding == Finding::Matched)) {
            wrong.push(format!("node {id} {:?} says {:?}", node.kind, node.finding));
        }
        if node.end as usize > explanation.nodes.len() || node.end <= id {
            wrong.push(format!("node {id} ends at {}", node.end));
        }
    }
    wrong
}

fn authorizations(outcome: &Outcome) -> impl Iterator<Item = (&Caller, &AuthorizationOutcome)> {
    outcome.steps.iter().flat_map(|step| {
        let caller = step.caller.iter();
        caller.flat_map(|caller| step.authorizations.iter().map(move |answer| (caller, answer)))
    })
}

/// In a build with debug assertions the simulation itself asks every authorization once more for its verdict alone, and
/// stops where that differs from the explained one.
#[test]
fn verdict_explanation_and_tree_agree_on_every_scenario() {
    let asks_twice = cfg!(debug_assertions);
    assert!(asks_twice, "without debug assertions the verdict alone is not asked");
    let mut count = 0;
    for (name, scenario) in scenarios() {
        let outcome = simulate(&scenario);
        for (caller, answer) in authorizations(&outcome) {
            count += 1;
            let stored = Decided {
                decision: answer.decision,
                blocked_by: answer.blocked_by,
                named: answer.named,
            };
            let folded = refolded(answer, caller, &scenario.assumptions);
            assert_eq!(stored, folded, "{name}: {} on {}", answer.action, answer.resource);
            assert_eq!(inconsistencies(&answer.explanation), [""; 0], "{name}: {}", answer.action);
        }
    }
    assert!(count > 300, "only {count} authorizations");
}

fn switches() -> impl Strategy<Value = Assumptions> {
    any::<[bool; 7]>().prop_map(|on| Assumptions {
        multivalued_key_without_qualifier: if on[0] {
            MultivaluedKey::NoMatch
        } else {
            MultivaluedKey::AnyValue
        },
        wildcard_principal_covers_services: match (on[1], on[2]) {
            (true, _) => WildcardPrincipal::DenyOnly,
            (false, true) => WildcardPrincipal::Never,
            (false, false) => WildcardPrincipal::Always,
        },
        unparsable_value_satisfies_negation: on[3],
        middle_star_crosses_colons: on[4],
        for_any_value_if_exists_when_missing: on[5],
        empty_string_is_present: on[6],
        ..Assumptions::default()
    })
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 3000,
        failure_persistence: None,
        rng_seed: RngSeed::Fixed(2026),
        ..ProptestConfig::default()
    })]

    #[test]
    fn verdict_and_explanation_agree_on_generated_authorizations(
        mut asked in asked(),
        broken in vec((0..Place::ALL.len(), broken_statement()), 0..3),
        assumptions in switches(),
        needs_own_allow in any::<bool>(),
        kind in prop_oneof![
            Just(ResourceKind::Role),
            Just(ResourceKind::Key),
            Just(ResourceKind::Unguarded),
            Just(ResourceKind::Other),
        ],
    ) {
        for (place, statement) in broken {
            if let Some(statements) = asked.statements(Place::ALL[place]) {
                statements.push(statement);
            }
        }
        let compiled = asked.compiled();
        for action in ["sts:AssumeRole", "sts:TagSession", "s3:GetObject"] {
            let action: Action = action.parse().unwrap();
            let request = policy::Request {
                action: &action,
                resource: "arn:aws:iam::111111111111:role/T",
                caller: &compiled.caller,
                context: &compiled.context,
                assumptions: &assumptions,
            };
            let relation = Relation { kind, same_account: compiled.same_account, needs_own_allow };
            let verdict = authorize::verdict(&compiled.policies, &request, relation);
            let (decided, explanation) = authorize::explain(&compiled.policies, &request, relation);
            prop_assert_eq!(verdict, decided);
            let again = folded(
                &explanation, kind, compiled.same_account, needs_own_allow, compiled.caller.kind,
            );
            prop_assert_eq!(verdict, again);
            let wrong = inconsistencies(&explanation);
            prop_assert!(wrong.is_empty(), "{wrong:?}");
        }
    }
}

/// What is said to have no say cannot have decided.
#[test]
fn a_layer_without_a_say_never_blocks() {
    for (name, scenario) in scenarios() {
        let outcome = simulate(&scenario);
        for (_, answer) in authorizations(&outcome) {
            for node in &answer.explanation.nodes {
                if let (NodeKind::Layer(kind), Finding::NotApplicable(reason)) =
                    (node.kind, node.finding)
                {
                    // For an identity policy that was not needed, or not there.
                    let may_be_missing = kind == PolicyType::Identity
                        && matches!(reason, NotApplicable::NoneAttached);
                    let is_resource = matches!(kind, PolicyType::Resource | PolicyType::Trust);
                    assert!(
                        !answer.blocked_by.contains(kind) || may_be_missing || is_resource,
                        "{name}: {kind} has no say ({reason:?}) and blocks"
                    );
                }
            }
            let blocked = !answer.blocked_by.is_empty();
            assert_eq!(blocked, answer.decision != Decision::Allowed, "{name}");
            assert_eq!(blocked, answer.named.is_some(), "{name}");
        }
    }
}
