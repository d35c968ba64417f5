//! The checks as a list of lines: every check in the service's order, and below an authorization everything that was
//! looked at. Open along the deciding path; what a person folds or unfolds is kept on top of that.

use std::collections::BTreeSet;

use policy::{Effect, Explanation, Finding, Node, NodeId, NodeKind, Span};
use simulator::{
    Outcome,
    narrate::{self, CheckLine},
    outcome::{
        AuthorizationOutcome, Cause, Check, CheckKind, CheckStatus, StepOutcome, StepResult,
    },
    scenario::DocumentAddress,
};

/// Which line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Key {
    /// A check, by its place in the list.
    Check(usize),
    /// A node of an authorization's explanation.
    Node(usize, NodeId),
}

impl Key {
    /// The id of its element.
    pub(super) fn element_id(self) -> String {
        match self {
            Self::Check(check) => format!("check-{check}"),
            Self::Node(authorization, node) => format!("check-{authorization}-{node}"),
        }
    }
}

/// What a line came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Status {
    /// It passed, allows or matches.
    Passed,
    /// It stops the call.
    Denied,
    /// It cannot be decided, and the call ends here.
    Undecided,
    /// It does not match, and that stops nothing by itself.
    NoMatch,
    /// There is nothing to check.
    NotApplicable,
    /// An earlier check failed.
    NotMade,
}

/// A line.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Row {
    pub(super) key: Key,
    /// The line it lies below.
    pub(super) parent: Option<Key>,
    /// Depth, from 1.
    pub(super) level: u16,
    /// Place among its siblings, from 1, and how many they are.
    pub(super) position: (usize, usize),
    pub(super) status: Status,
    pub(super) line: CheckLine,
    /// Whether it is open; nothing where there is nothing below it.
    pub(super) open: Option<bool>,
    /// Whether it is the line that decides.
    pub(super) decides: bool,
    /// Whether its name could be pasted.
    pub(super) is_code: bool,
    /// Its place in a document.
    pub(super) place: Option<(DocumentAddress, Span)>,
    /// The field of the request that it is about, by its element's id.
    pub(super) field: Option<&'static str>,
}

/// The lines that are in sight. A line is open as the deciding path has it, or the other way round where toggled.
pub(super) fn rows(outcome: &Outcome, step: &StepOutcome, toggled: &BTreeSet<Key>) -> Vec<Row> {
    let mut list = List { outcome, step, toggled, rows: Vec::new() };
    for (index, check) in step.checks.iter().enumerate() {
        list.check(index, check);
    }
    list.rows
}

/// What is to be toggled besides for the last of these lines to be in sight; each of them lies below the one before.
pub(super) fn opened(
    outcome: &Outcome,
    step: &StepOutcome,
    way: &[Key],
    toggled: &BTreeSet<Key>,
) -> BTreeSet<Key> {
    let mut toggled = toggled.clone();
    for above in way.split_last().map_or(way, |(_, above)| above) {
        let known = rows(outcome, step, &toggled);
        let is_folded = known.iter().any(|row| row.key == *above && row.open == Some(false));
        if is_folded && !toggled.remove(above) {
            toggled.insert(*above);
        }
    }
    toggled
}

/// How many checks were made, as the playback counts them, of how many for which there is something to check.
pub(super) fn made(step: &StepOutcome) -> (usize, usize) {
    let count = |counts: fn(CheckStatus) -> bool| {
        step.checks.iter().filter(|check| counts(check.status)).count()
    };
    (count(CheckStatus::was_made), count(|status| status != CheckStatus::NotApplicable))
}

struct List<'a> {
    outcome: &'a Outcome,
    step: &'a StepOutcome,
    toggled: &'a BTreeSet<Key>,
    rows: Vec<Row>,
}

/// An authorization with the nodes that decide it.
struct Tree<'a> {
    index: usize,
    authorization: &'a AuthorizationOutcome,
    deciding: Vec<NodeId>,
}

impl Tree<'_> {
    fn explanation(&self) -> &Explanation {
        &self.authorization.explanation
    }

    /// Whether a node that decides is the node itself or lies below it.
    fn leads_to_decision(&self, id: NodeId, node: &Node) -> bool {
        self.deciding.iter().any(|deciding| (id..node.end).contains(deciding))
    }

    /// Whether the node decides and nothing below it does.
    fn decides(&self, id: NodeId, node: &Node) -> bool {
        self.deciding.contains(&id)
            && !self.deciding.iter().any(|deciding| (id + 1..node.end).contains(deciding))
    }
}

impl<'a> List<'a> {
    fn check(&mut self, index: usize, check: &Check) {
        let key = Key::Check(index);
        let failed = check.status == CheckStatus::Failed;
        let tree = match check.kind {
            CheckKind::Authorization(index) => self.tree(index),
            _ => None,
        };
        // What stopped the call is open; where nothing did, what allowed the call itself.
        let opens = failed
            || (self.step.result == StepResult::Succeeded
                && tree.as_ref().is_some_and(|tree| tree.index == 0));
        let open = tree.as_ref().map(|_| opens != self.toggled.contains(&key));
        self.rows.push(Row {
            key,
            parent: None,
            level: 1,
            position: (index + 1, self.step.checks.len()),
            status: check_status(self.step, check.status),
            line: narrate::check_line(self.outcome, self.step, check),
            open,
            decides: failed && tree.is_none(),
            is_code: false,
            place: None,
            field: field_of(check.kind).filter(|_| !self.step.is_change),
        });
        if let (Some(tree), Some(true)) = (tree, open) {
            self.children(&tree, key, 0, 2);
        }
    }

    fn tree(&self, index: usize) -> Option<Tree<'a>> {
        let step = self.step;
        let authorization = step.authorizations.get(index)?;
        let refused = matches!(
            &self.step.result,
            StepResult::Refused(refusal) if refusal.cause == Cause::Authorization(index)
        );
        let deciding = if refused { authorization.deciding() } else { Vec::new() };
        (!authorization.explanation.nodes.is_empty()).then_some(Tree {
            index,
            authorization,
            deciding,
        })
    }

    fn children(&mut self, tree: &Tree<'_>, parent: Key, of: NodeId, level: u16) {
        let children: Vec<(NodeId, Node)> =
            tree.explanation().children(of).map(|(id, node)| (id, *node)).collect();
        for (at, (id, node)) in children.iter().enumerate() {
            self.node(tree, (*id, node), parent, level, (at + 1, children.len()));
        }
    }

    fn node(
        &mut self,
        tree: &Tree<'_>,
        (id, node): (NodeId, &Node),
        parent: Key,
        level: u16,
        position: (usize, usize),
    ) {
        let key = Key::Node(tree.index, id);
        let open = (node.end > id + 1)
            .then(|| opens(tree, id, node, position.1) != self.toggled.contains(&key));
        self.rows.push(Row {
            key,
            parent: Some(parent),
            level,
            position,
            status: node_status(tree, id, node),
            line: narrate::node_line(self.outcome, self.step, tree.index, id),
            open,
            decides: tree.decides(id, node),
            is_code: matches!(node.kind, NodeKind::Value(_)),
            place: node.place.and_then(|place| {
                Some((self.outcome.document(place.document)?.address.clone(), place.span))
            }),
            field: None,
        });
        if open == Some(true) {
            self.children(tree, key, id, level + 1);
        }
    }
}

/// Whether a node is open before anybody touches it: on the way to the decision, both sides of an authorization, and
/// what is alone below its parent.
fn opens(tree: &Tree<'_>, id: NodeId, node: &Node, siblings: usize) -> bool {
    let way = tree.deciding.iter().any(|deciding| (id + 1..node.end).contains(deciding));
    match node.kind {
        NodeKind::CallerSide | NodeKind::ResourceSide => true,
        NodeKind::Level(_) | NodeKind::Policy => way || siblings == 1,
        NodeKind::Statement { .. } => way || tree.decides(id, node),
        _ => way || (tree.decides(id, node) && matches!(node.kind, NodeKind::Layer(_))),
    }
}

/// The field of the request that a check is about, by its element's id.
pub(super) fn field_of(check: CheckKind) -> Option<&'static str> {
    Some(match check {
        CheckKind::Credentials | CheckKind::CallerKind => "field-as",
        CheckKind::Mfa => "field-SerialNumber",
        CheckKind::Role => "field-RoleArn",
        CheckKind::TagsAndSourceIdentity => "field-Tags",
        CheckKind::Duration => "field-DurationSeconds",
        CheckKind::SessionPolicy => "field-Policy",
        _ => return None,
    })
}

fn check_status(step: &StepOutcome, status: CheckStatus) -> Status {
    match status {
        CheckStatus::Failed if matches!(step.result, StepResult::Undecided { .. }) => {
            Status::Undecided
        }
        CheckStatus::Passed => Status::Passed,
        CheckStatus::Failed => Status::Denied,
        CheckStatus::NotApplicable => Status::NotApplicable,
        CheckStatus::NotMade => Status::NotMade,
    }
}

fn node_status(tree: &Tree<'_>, id: NodeId, node: &Node) -> Status {
    let denies = matches!(node.kind, NodeKind::Statement { effect: Some(Effect::Deny), .. });
    match node.finding {
        Finding::Denies => Status::Denied,
        Finding::Matched if denies => Status::Denied,
        Finding::Matched | Finding::Allows(_) => Status::Passed,
        Finding::NotApplicable(_) => Status::NotApplicable,
        Finding::Silent if tree.leads_to_decision(id, node) => Status::Denied,
        Finding::Silent | Finding::NotMatched(_) => Status::NoMatch,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gallery::{self, SECTIONS};

    /// Every step of every example.
    fn each_step(mut check: impl FnMut(&str, &Outcome, &StepOutcome)) {
        for id in SECTIONS.iter().flat_map(gallery::Section::examples) {
            let outcome = testing::corpus::simulate(&id.scenario);
            outcome.steps.iter().for_each(|step| check(id.id, &outcome, step));
        }
    }

    #[test]
    fn lines_are_distinct_and_stand_below_their_parents() {
        each_step(|id, outcome, step| {
            let rows = rows(outcome, step, &BTreeSet::new());
            for (at, row) in rows.iter().enumerate() {
                assert!(rows[..at].iter().all(|other| other.key != row.key), "{id} {}", step.id);
                let above =
                    row.parent.map(|parent| rows[..at].iter().any(|other| other.key == parent));
                assert_ne!(above, Some(false), "{id} {}", step.id);
            }
        });
    }

    #[test]
    fn the_checks_are_counted_as_they_are_played() {
        each_step(|id, outcome, step| {
            let moments = simulator::playback::moments(outcome);
            let played = moments.iter().filter(|known| outcome.steps[known.step].id == step.id);
            let (made, all) = made(step);
            assert_eq!(made, played.count(), "{id} {}", step.id);
            let succeeded = matches!(step.result, StepResult::Succeeded);
            assert!(if succeeded { made == all } else { made <= all }, "{id} {}", step.id);
        });
    }

    #[test]
    fn what_decides_a_refusal_is_in_sight_at_once() {
        each_step(|id, outcome, step| {
            let rows = rows(outcome, step, &BTreeSet::new());
            let refused = matches!(step.result, StepResult::Refused(_));
            let decides = rows.iter().any(|row| row.decides && row.status == Status::Denied);
            assert!(!refused || decides, "{id} {}", step.id);
        });
    }

    #[test]
    fn a_toggled_line_is_the_other_way_round() {
        each_step(|_, outcome, step| {
            let before = rows(outcome, step, &BTreeSet::new());
            let Some(line) = before.iter().find(|row| row.open.is_some()) else { return };
            let after = rows(outcome, step, &BTreeSet::from([line.key]));
            let same = after.iter().find(|row| row.key == line.key).unwrap();
            assert_eq!(same.open, line.open.map(|open| !open));
        });
    }
}
