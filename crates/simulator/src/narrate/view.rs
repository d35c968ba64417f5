//! One authorization of a step, opened for questions: its layers, policies, statements, elements and values.

use iam::PolicyType;
use policy::{ConditionView, Effect, Finding, Node, NodeId, NodeKind, Version, json};

use super::names::Names;
use crate::outcome::{AuthorizationOutcome, DocumentSource};

/// An authorization with everything that its sentences look at.
#[derive(Debug, Clone, Copy)]
pub(super) struct View<'a> {
    pub(super) names: Names<'a>,
    pub(super) index: usize,
    pub(super) asked: &'a AuthorizationOutcome,
}

/// A value of an element or a test.
#[derive(Debug, Clone)]
pub(super) struct Value {
    pub(super) text: String,
    pub(super) finding: Finding,
}

impl<'a> View<'a> {
    pub(super) fn new(names: Names<'a>, index: usize) -> Option<Self> {
        let asked = names.step.authorizations.get(index)?;
        Some(Self { names, index, asked })
    }

    pub(super) fn node(self, id: NodeId) -> Option<&'a Node> {
        self.asked.explanation.get(id)
    }

    pub(super) fn finding(self, id: NodeId) -> Finding {
        self.node(id).map_or(Finding::Silent, |node| node.finding)
    }

    pub(super) fn children(self, id: NodeId) -> impl Iterator<Item = (NodeId, &'a Node)> {
        self.asked.explanation.children(id)
    }

    /// The layer of a kind of policy.
    pub(super) fn layer(self, kind: PolicyType) -> Option<NodeId> {
        self.find(|node| node.kind == NodeKind::Layer(kind))
    }

    fn find(self, wanted: impl Fn(&Node) -> bool) -> Option<NodeId> {
        let at = self.asked.explanation.nodes.iter().position(wanted)?;
        NodeId::try_from(at).ok()
    }

    /// The nodes around a node, the nearest first.
    pub(super) fn above(self, id: NodeId) -> impl Iterator<Item = (NodeId, &'a Node)> {
        (0..id)
            .rev()
            .filter_map(move |at| Some((at, self.node(at)?)))
            .filter(move |(_, n)| n.end > id)
    }

    /// Every statement below a node, with its effect.
    pub(super) fn statements(
        self,
        id: NodeId,
    ) -> impl Iterator<Item = (NodeId, u16, Option<Effect>)> {
        self.asked.explanation.descendants(id).filter_map(|(id, node)| match node.kind {
            NodeKind::Statement { index, effect } => Some((id, index, effect)),
            _ => None,
        })
    }

    /// The Deny statements below a node that apply.
    pub(super) fn denying(self, id: NodeId) -> Vec<NodeId> {
        self.statements(id)
            .filter(|(id, _, effect)| {
                *effect == Some(Effect::Deny) && self.finding(*id) == Finding::Matched
            })
            .map(|(id, ..)| id)
            .collect()
    }

    /// Every policy below a node.
    pub(super) fn policies(self, id: NodeId) -> impl Iterator<Item = (NodeId, &'a Node)> {
        let all = self.asked.explanation.descendants(id);
        all.filter(|(_, node)| node.kind == NodeKind::Policy)
    }

    /// The document that a node stands in.
    pub(super) fn document(self, id: NodeId) -> Option<&'a DocumentSource> {
        self.names.outcome.document(self.node(id)?.place?.document)
    }

    /// The line on which a node begins.
    pub(super) fn line(self, id: NodeId) -> Option<u32> {
        let place = self.node(id)?.place?;
        let document = self.names.outcome.document(place.document)?;
        Some(place.span.line_column(&document.text).line)
    }

    /// The text of a value, its quotes and escapes resolved.
    pub(super) fn text(self, id: NodeId) -> String {
        let Some(place) = self.node(id).and_then(|node| node.place) else { return String::new() };
        let Some(document) = self.names.outcome.document(place.document) else {
            return String::new();
        };
        let written = place.span.of(&document.text);
        match json::parse(written).0 {
            Some(value) => value.as_str().map_or_else(|| written.to_owned(), str::to_owned),
            None => written.to_owned(),
        }
    }

    /// Whether policy variables have a meaning in the document of a node.
    pub(super) fn has_variables(self, id: NodeId) -> bool {
        self.document(id).is_some_and(|document| {
            let (parsed, _) = policy::parse(&document.text, document.kind);
            parsed.version.is_some_and(|version| version.value == Version::V2012)
        })
    }

    /// A text with its variables filled in, where they have one value.
    pub(super) fn resolved(self, id: NodeId, text: &str) -> String {
        if !text.contains("${") || !self.has_variables(id) {
            return text.to_owned();
        }
        let mut resolved = String::new();
        let mut rest = text;
        while let Some((before, after)) = rest.split_once("${") {
            resolved.push_str(before);
            let Some((name, behind)) = after.split_once('}') else {
                resolved.push_str("${");
                rest = after;
                continue;
            };
            match self.asked.context.get_named(name) {
                Some([value]) => resolved.push_str(value),
                _ => resolved.push_str(&format!("${{{name}}}")),
            }
            rest = behind;
        }
        resolved.push_str(rest);
        resolved
    }

    /// The values of an element or a test.
    pub(super) fn values(self, id: NodeId) -> Vec<Value> {
        self.children(id)
            .filter(|(_, node)| matches!(node.kind, NodeKind::Value(_)))
            .map(|(value, node)| Value { text: self.text(value), finding: node.finding })
            .collect()
    }

    /// The statement that an element belongs to, and its number.
    pub(super) fn statement_of(self, id: NodeId) -> Option<(NodeId, u16)> {
        let around = self.node(id).map(|node| (id, node)).into_iter().chain(self.above(id));
        around.into_iter().find_map(|(id, node)| match node.kind {
            NodeKind::Statement { index, .. } => Some((id, index)),
            _ => None,
        })
    }

    /// The test that a node stands for.
    pub(super) fn condition(self, id: NodeId) -> Option<ConditionView<'a>> {
        let NodeKind::Condition { index } = self.node(id)?.kind else { return None };
        let (_, statement) = self.statement_of(id)?;
        self.document(id)?.compiled.condition(usize::from(statement), usize::from(index))
    }

    /// The name of the organization's level that a node belongs to.
    pub(super) fn level(self, id: NodeId) -> Option<String> {
        let own = self.node(id).map(|node| (id, node)).into_iter();
        let mut number = None;
        for (_, node) in own.chain(self.above(id)) {
            match node.kind {
                NodeKind::Level(level) => number = Some(usize::from(level)),
                NodeKind::Layer(PolicyType::ServiceControl) => {
                    return self.asked.caller_levels.get(number?).map(ToString::to_string);
                }
                NodeKind::Layer(_) => {
                    return self.asked.resource_levels.get(number?).map(ToString::to_string);
                }
                _ => {}
            }
        }
        None
    }
}
