//! One authorization of a step, opened for questions: its layers, policies, statements, elements and values.

use iam::PolicyType;
use policy::{CompiledPolicy, Effect, Finding, Node, NodeId, NodeKind, json};

use super::names::Names;
use crate::{
    outcome::{AuthorizationOutcome, DocumentSource},
    scenario::Document,
};

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
        count_look();
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
        let mut current = id;
        std::iter::from_fn(move || {
            let parent = self.node(current)?.parent;
            let around = (parent != current).then(|| self.node(parent)).flatten()?;
            current = parent;
            Some((parent, around))
        })
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

    /// Whether what stands for the role's trust policy only stands in for one that is not known.
    pub(super) fn trust_is_unknown(self) -> bool {
        let policy = self.layer(PolicyType::Trust).and_then(|layer| self.policies(layer).next());
        let document = policy.and_then(|(id, _)| self.document(id));
        document.is_some_and(|document| Document::is_unknown_trust(&document.text))
    }

    /// Whether what allows in that layer only stands in for policies that nobody pasted: then nobody knows that they do.
    pub(super) fn is_taken_as_allowing(self, kind: PolicyType) -> bool {
        let Some(layer) = self.layer(kind) else { return false };
        matches!(self.finding(layer), Finding::Allows(_))
            && self.policies(layer).any(|(id, _)| {
                self.document(id)
                    .is_some_and(|document| Document::is_taken_as_allowing(&document.text))
            })
    }

    /// Whether a node belongs to what stands in for a policy of which only a message tells.
    pub(super) fn is_stand_in(self, id: NodeId) -> bool {
        self.document(id).is_some_and(|document| Document::is_taken_as_refusing(&document.text))
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
        self.document(id).is_some_and(|document| document.compiled.has_variables())
    }

    /// The values of an element or a test.
    pub(super) fn values(self, id: NodeId) -> Vec<Value> {
        self.children(id)
            .filter(|(_, node)| matches!(node.kind, NodeKind::Value(_)))
            .map(|(value, node)| Value { text: self.text(value), finding: node.finding })
            .collect()
    }

    /// The values of `Resource` or `NotResource` with their variables filled in, where they have values.
    pub(super) fn resources(self, id: NodeId) -> Vec<Value> {
        let mut values = self.values(id);
        let compiled = self.document(id).map(|document| &document.compiled);
        let Some((compiled, (_, statement))) = compiled.zip(self.statement_of(id)) else {
            return values;
        };
        let with_variables = values.iter_mut().enumerate().filter(|(_, v)| v.text.contains("${"));
        for (index, value) in with_variables {
            let context = &self.asked.context;
            let resolved = compiled.resolved_resource(usize::from(statement), index, context);
            value.text = resolved.unwrap_or_else(|| std::mem::take(&mut value.text));
        }
        values
    }

    /// The statement that an element belongs to, and its number.
    pub(super) fn statement_of(self, id: NodeId) -> Option<(NodeId, u16)> {
        let around = self.node(id).map(|node| (id, node)).into_iter().chain(self.above(id));
        around.into_iter().find_map(|(id, node)| match node.kind {
            NodeKind::Statement { index, .. } => Some((id, index)),
            _ => None,
        })
    }

    /// The policy that a test stands in, the number of its statement there and its own number in the statement.
    pub(super) fn compiled(self, id: NodeId) -> Option<(&'a CompiledPolicy, usize, usize)> {
        let NodeKind::Condition { index } = self.node(id)?.kind else { return None };
        let (_, statement) = self.statement_of(id)?;
        Some((&self.document(id)?.compiled, usize::from(statement), usize::from(index)))
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

/// Counts the nodes that are looked at, so that tests can bound the work without a clock.
#[inline]
fn count_look() {
    #[cfg(test)]
    tests::LOOKS.with(|looks| looks.set(looks.get() + 1));
}

#[cfg(test)]
mod tests;
