//! The Allow statement that comes nearest to a request, and its first element that does not fit.

use iam::PolicyType;
use policy::{Effect, Finding, Mismatch, NodeId, NodeKind};

use super::{test::Test, view::View};

/// An Allow statement that does not apply.
#[derive(Debug, Clone)]
pub(super) struct Nearest<'a> {
    pub(super) statement: NodeId,
    pub(super) why: Why<'a>,
    /// Its tests that are false, whatever else does not fit.
    pub(super) tests: Vec<Test<'a>>,
}

impl<'a> Nearest<'a> {
    /// The one test that decides: nothing else of the statement stands in the way.
    pub(super) fn decisive(&self) -> Option<&Test<'a>> {
        match (&self.why, &self.tests[..]) {
            (Why::Tests(_), [only]) => Some(only),
            _ => None,
        }
    }

    /// What would make its tests true, one clause for each; of one that no call can meet, what it asks for.
    pub(super) fn tests_mended(&self) -> Vec<String> {
        let clause = |test: &Test<'_>| {
            test.remedy().unwrap_or_else(|| format!("it also has to be a call {}", test.asks()))
        };
        self.tests.iter().map(clause).collect()
    }
}

/// The first element of a statement that does not fit.
#[derive(Debug, Clone)]
pub(super) enum Why<'a> {
    /// Another action.
    Action,
    /// Somebody else.
    Principal(NodeId, Mismatch),
    /// Another resource.
    Resource(NodeId, Mismatch),
    /// Tests that are false, in order.
    Tests(Vec<Test<'a>>),
    /// A part is missing or broken.
    Incomplete,
}

/// What it costs that an element does not fit; the smaller, the nearer.
fn cost(kind: NodeKind, reason: Mismatch) -> u32 {
    let nearly = matches!(reason, Mismatch::LetterCase | Mismatch::OtherUniqueId);
    match kind {
        NodeKind::Action { .. } => 40,
        NodeKind::Principal { .. } | NodeKind::Resource { .. } if nearly => 8,
        NodeKind::Principal { .. } => 20,
        NodeKind::Resource { .. } => 20,
        NodeKind::Condition { .. } => 3,
        _ => 0,
    }
}

/// The nearest Allow statement below a layer or a policy; nothing where there is none.
pub(super) fn nearest(view: View<'_>, around: NodeId) -> Option<Nearest<'_>> {
    let allows = view.statements(around).filter(|(.., effect)| *effect == Some(Effect::Allow));
    let failing = allows.filter(|(id, ..)| view.finding(*id) != Finding::Matched);
    let scored = failing.map(|(id, ..)| {
        let sum: u32 = view
            .children(id)
            .filter_map(|(_, node)| match node.finding {
                Finding::NotMatched(reason) => Some(cost(node.kind, reason)),
                _ => None,
            })
            .sum();
        // What was turned off is the last to be looked at.
        let is_off = Test::all(view, id).iter().any(|test| test.is_off);
        (sum + service_cost(view, id) + if is_off { 1000 } else { 0 }, id)
    });
    let (_, statement) = scored.min()?;
    let tests = Test::all(view, statement).into_iter().filter(|test| !test.is_true());
    Some(Nearest { statement, why: why(view, statement), tests: tests.collect() })
}

/// A statement about another service is further away than one about another action.
fn service_cost(view: View<'_>, statement: NodeId) -> u32 {
    let service = view.asked.action.service();
    let strange = view.children(statement).any(|(id, node)| {
        matches!(node.kind, NodeKind::Action { negated: false })
            && node.finding != Finding::Matched
            && !view.values(id).iter().any(|value| {
                value.text.split(':').next().is_some_and(|own| own.eq_ignore_ascii_case(service))
            })
    });
    u32::from(strange) * 10
}

/// The first element that does not fit, in the order that says most: the action, then who, then on what, then tests.
pub(super) fn why(view: View<'_>, statement: NodeId) -> Why<'_> {
    let mismatch = |wanted: fn(NodeKind) -> bool| {
        view.children(statement).find_map(|(id, node)| match node.finding {
            Finding::NotMatched(reason) if wanted(node.kind) => Some((id, reason)),
            _ => None,
        })
    };
    if mismatch(|kind| matches!(kind, NodeKind::Action { .. })).is_some() {
        return Why::Action;
    }
    if let Some((id, reason)) = mismatch(|kind| matches!(kind, NodeKind::Principal { .. })) {
        return Why::Principal(id, reason);
    }
    if let Some((id, reason)) = mismatch(|kind| matches!(kind, NodeKind::Resource { .. })) {
        return Why::Resource(id, reason);
    }
    let tests: Vec<Test<'_>> =
        Test::all(view, statement).into_iter().filter(|test| !test.is_true()).collect();
    if tests.is_empty() { Why::Incomplete } else { Why::Tests(tests) }
}

/// The nearest statement of the layer of that kind.
pub(super) fn nearest_of(view: View<'_>, kind: PolicyType) -> Option<Nearest<'_>> {
    nearest(view, view.layer(kind)?)
}
