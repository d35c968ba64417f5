//! How a decision came about: the tree from the authorization down to one value, each node with its words.

use policy::{Finding as EngineFinding, NodeId, NodeKind};
use serde::Serialize;
use simulator::{
    Outcome,
    narrate::node_line,
    outcome::{AuthorizationOutcome, StepOutcome},
};

use crate::{
    place::{Place, Ruler},
    words,
};

/// A node and everything below it.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Node {
    id: NodeId,
    #[serde(flatten)]
    kind: Kind,
    finding: Finding,
    name: String,
    fact: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    place: Option<Place>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    children: Vec<Node>,
}

/// What a node stands for.
#[derive(Debug, Serialize)]
#[serde(tag = "type", rename_all = "camelCase", rename_all_fields = "camelCase")]
enum Kind {
    Authorization,
    CallerSide,
    ResourceSide,
    Layer {
        policy_type: &'static str,
    },
    Level {
        index: u16,
    },
    Policy,
    Statement {
        index: u16,
        #[serde(skip_serializing_if = "Option::is_none")]
        effect: Option<&'static str>,
    },
    Principal {
        negated: bool,
    },
    Action {
        negated: bool,
    },
    Resource {
        negated: bool,
    },
    Condition {
        index: u16,
        operator: String,
        key: String,
    },
    Value {
        index: u16,
    },
}

/// What a node came to.
#[derive(Debug, Serialize)]
#[serde(tag = "type", rename_all = "camelCase")]
enum Finding {
    Matched,
    NotMatched { mismatch: &'static str },
    Allows { grant: &'static str },
    Denies,
    Silent,
    NotApplicable { reason: &'static str },
}

impl From<EngineFinding> for Finding {
    fn from(finding: EngineFinding) -> Self {
        match finding {
            EngineFinding::Matched => Self::Matched,
            EngineFinding::NotMatched(reason) => {
                Self::NotMatched { mismatch: words::mismatch(reason) }
            }
            EngineFinding::Allows(grant) => Self::Allows { grant: words::grant(grant) },
            EngineFinding::Denies => Self::Denies,
            EngineFinding::Silent => Self::Silent,
            EngineFinding::NotApplicable(reason) => {
                Self::NotApplicable { reason: words::not_applicable(reason) }
            }
        }
    }
}

/// An authorization of a step, for building its tree.
#[derive(Clone, Copy)]
pub(crate) struct Tree<'a> {
    pub(crate) outcome: &'a Outcome,
    pub(crate) step: &'a StepOutcome,
    pub(crate) index: usize,
    pub(crate) asked: &'a AuthorizationOutcome,
    pub(crate) rulers: &'a [Ruler<'a>],
}

impl Tree<'_> {
    /// The node with that id; `statement` is the number of the statement around it.
    pub(crate) fn node(self, id: NodeId, statement: usize) -> Option<Node> {
        let node = self.asked.explanation.get(id)?;
        let statement = match node.kind {
            NodeKind::Statement { index, .. } => usize::from(index),
            _ => statement,
        };
        let ruler = node.place.and_then(|place| self.rulers.get(place.document as usize));
        let line = node_line(self.outcome, self.step, self.index, id);
        let children = self.asked.explanation.children(id);
        Some(Node {
            id,
            kind: self.kind(node, statement),
            finding: node.finding.into(),
            name: line.name,
            fact: line.fact,
            place: node
                .place
                .zip(ruler)
                .map(|(place, ruler)| ruler.place(place.document, place.span)),
            children: children.filter_map(|(child, _)| self.node(child, statement)).collect(),
        })
    }

    fn kind(self, node: &policy::Node, statement: usize) -> Kind {
        match node.kind {
            NodeKind::Authorization => Kind::Authorization,
            NodeKind::CallerSide => Kind::CallerSide,
            NodeKind::ResourceSide => Kind::ResourceSide,
            NodeKind::Layer(kind) => Kind::Layer { policy_type: kind.as_str() },
            NodeKind::Level(index) => Kind::Level { index },
            NodeKind::Policy => Kind::Policy,
            NodeKind::Statement { index, effect } => {
                Kind::Statement { index, effect: effect.map(words::effect) }
            }
            NodeKind::Principal { negated } => Kind::Principal { negated },
            NodeKind::Action { negated } => Kind::Action { negated },
            NodeKind::Resource { negated } => Kind::Resource { negated },
            NodeKind::Condition { index } => {
                let document = node.place.and_then(|place| self.outcome.document(place.document));
                let test = document
                    .and_then(|known| known.compiled.condition(statement, usize::from(index)));
                Kind::Condition {
                    index,
                    operator: test.as_ref().map(|t| t.operator.to_owned()).unwrap_or_default(),
                    key: test.map(|test| test.key.to_string()).unwrap_or_default(),
                }
            }
            NodeKind::Value(index) => Kind::Value { index },
        }
    }
}
