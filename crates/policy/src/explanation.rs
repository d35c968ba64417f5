//! How a decision came about: one flat tree in the order of the traversal, each node with its place in its document.
//!
//! The evaluation reports to a [`Recorder`]. [`Verdict`] keeps nothing, [`Explain`] keeps the tree; both are fed by the
//! same traversal, so they cannot disagree. Nodes hold no text: the text is in the documents and in the request.

use iam::PolicyType;

use crate::{CompiledPolicy, Effect, Evidence, Grant, Request, Span, evaluate::traverse};

/// Index of a node in its explanation; the same for the same scenario.
pub type NodeId = u32;

/// A place in one of the documents of an outcome.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// Which document, as numbered by whoever compiled it.
    pub document: u32,
    /// Where in its text.
    pub span: Span,
}

/// What a node stands for, from the whole authorization down to one value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NodeKind {
    /// One action asked of one resource.
    Authorization,
    /// The caller's account: its identity policies, boundary, session policies, SCPs.
    CallerSide,
    /// The resource's account: its policy and RCPs.
    ResourceSide,
    /// Everything of one policy type.
    Layer(PolicyType),
    /// One level of an organization, counted from the root.
    Level(u16),
    /// One policy document.
    Policy,
    /// One statement, counted from 0.
    Statement {
        /// Its place in the list.
        index: u16,
        /// What it does when it applies; nothing where the document does not say.
        effect: Option<Effect>,
    },
    /// `Principal`, or `NotPrincipal` when negated.
    Principal {
        /// With `Not`.
        negated: bool,
    },
    /// `Action`, or `NotAction` when negated.
    Action {
        /// With `Not`.
        negated: bool,
    },
    /// `Resource`, or `NotResource` when negated.
    Resource {
        /// With `Not`.
        negated: bool,
    },
    /// One test under `Condition`: the place is that of key and values.
    Condition {
        /// Index of the test in the compiled statement.
        index: u16,
    },
    /// One value of an element or a test, counted from 0.
    Value(u16),
}

/// What a node came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Finding {
    /// A value, an element or a test matches; a statement applies.
    Matched,
    /// It does not, and why.
    NotMatched(Mismatch),
    /// A policy, a layer, a side or the whole allows; for a policy with principals, how directly.
    Allows(Grant),
    /// A Deny statement applies.
    Denies,
    /// Nothing applies: no allow, no deny.
    Silent,
    /// It has no say here, and why.
    NotApplicable(NotApplicable),
}

/// Why something does not match. One variant per reason; the sentence is made elsewhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mismatch {
    /// The key is not in the request: a positive operator is then false.
    MissingKey,
    /// The key is there and none of its values fits.
    Different,
    /// It would fit but for letter case.
    LetterCase,
    /// Several values under an operator without a set qualifier.
    SeveralValues,
    /// Some value of the request is not covered by the policy (`ForAllValues`).
    NotAllCovered,
    /// The policy lists no value.
    EmptyList,
    /// A policy variable has no value in this request.
    VariableMissing,
    /// The policy's value cannot be read as what the operator compares.
    PolicyValueUnreadable,
    /// The request's value cannot be read as what the operator compares.
    RequestValueUnreadable,
    /// The operator is negated and a value fits.
    NegatedAndFits,
    /// `Null` asks for a missing key and it is there.
    KeyPresent,
    /// No such operator.
    UnknownOperator,
    /// Another action.
    OtherAction,
    /// Another resource.
    OtherResource,
    /// Somebody else.
    OtherPrincipal,
    /// The named entity was deleted; a namesake has another unique id.
    OtherUniqueId,
    /// A form that does not cover this kind of caller (services, federated callers).
    OtherKindOfCaller,
    /// The list is negated and covers the request.
    Excluded,
    /// `NotPrincipal` names nobody whom an Allow could let in.
    AllowWithNotPrincipal,
    /// A part that the statement needs is missing or broken.
    Incomplete,
    /// For a statement: one of its elements does not match; see its children.
    Element,
}

/// Why something has no say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotApplicable {
    /// None is attached or was passed.
    NoneAttached,
    /// The account is in no organization.
    NoOrganization,
    /// The policy type is switched off in the organization.
    SwitchedOff,
    /// The management account is outside SCPs and RCPs.
    ManagementAccount,
    /// Service-linked roles are outside SCPs and RCPs.
    ServiceLinkedRole,
    /// The service does not support RCPs.
    UnsupportedService,
    /// An AWS service calls; it has no policies of its own.
    ServiceCaller,
    /// The call is unsigned; the caller has no policies of its own.
    UnsignedCaller,
    /// The caller is the root user of its account and needs no allow.
    RootUser,
    /// A bucket's policy does not keep the root user of the bucket's account from the policy itself.
    BucketOwner,
    /// Trust or resource policy names the caller itself, which suffices in one account.
    NamedDirectly,
    /// The trust policy does not let the caller in, so this would not help.
    NotReached,
    /// The request does not come through a VPC endpoint that is known.
    NoEndpoint,
}

/// One node of an explanation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Node {
    /// What it stands for.
    pub kind: NodeKind,
    /// What it came to.
    pub finding: Finding,
    /// Its place, where it has one.
    pub place: Option<Place>,
    /// The node that it stands in; the root stands in itself.
    pub parent: NodeId,
    /// One past the last node below it; its first child, if any, comes right after it.
    pub end: NodeId,
}

/// A tree of nodes in the order of the traversal, parents before children.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Explanation {
    /// The nodes; the first is the root.
    pub nodes: Vec<Node>,
}

impl Explanation {
    /// The node with that id.
    #[must_use]
    pub fn get(&self, id: NodeId) -> Option<&Node> {
        self.nodes.get(id as usize)
    }

    /// The children of a node, in order.
    pub fn children(&self, id: NodeId) -> impl Iterator<Item = (NodeId, &Node)> {
        let end = self.get(id).map_or(0, |node| node.end);
        let mut next = id + 1;
        std::iter::from_fn(move || {
            let current = next;
            let node = (current < end).then(|| self.get(current)).flatten()?;
            next = node.end;
            Some((current, node))
        })
    }

    /// Every node below the given one, in order.
    pub fn descendants(&self, id: NodeId) -> impl Iterator<Item = (NodeId, &Node)> {
        let end = self.get(id).map_or(0, |node| node.end);
        (id + 1..end).filter_map(|id| Some((id, self.get(id)?)))
    }
}

/// What an evaluation reports to, node by node.
pub trait Recorder {
    /// Whether anything is kept. Where not, the evaluation may stop at the first element that fails.
    const EXPLAINS: bool;

    /// Opens a node and gives the handle with which it is closed.
    fn enter(&mut self, kind: NodeKind, place: Option<Place>) -> NodeId;

    /// Closes the node that was opened last.
    fn leave(&mut self, node: NodeId, finding: Finding);

    /// Says that about so many nodes come.
    fn expect(&mut self, nodes: usize) {
        let _ = nodes;
    }

    /// Asks one policy and reports to this recorder; see [`evaluate`](crate::evaluate()).
    ///
    /// Each recorder says it itself, so that the traversal is compiled in this crate, which is made fast, and not in the
    /// one that asks, which is made small.
    fn evaluate(&mut self, policy: &CompiledPolicy, request: &Request<'_>) -> Evidence;
}

/// Keeps nothing: for the verdict alone.
#[derive(Debug, Clone, Copy, Default)]
pub struct Verdict;

impl Recorder for Verdict {
    const EXPLAINS: bool = false;

    #[inline]
    fn enter(&mut self, _: NodeKind, _: Option<Place>) -> NodeId {
        0
    }

    #[inline]
    fn leave(&mut self, _: NodeId, _: Finding) {}

    fn evaluate(&mut self, policy: &CompiledPolicy, request: &Request<'_>) -> Evidence {
        traverse(policy, request, self)
    }
}

/// Keeps the tree.
#[derive(Debug, Clone, Default)]
pub struct Explain {
    explanation: Explanation,
    /// The node that was opened last and is not closed yet.
    open: NodeId,
}

impl Explain {
    /// An empty tree with room for so many nodes; more are kept all the same.
    #[must_use]
    pub fn with_room_for(nodes: usize) -> Self {
        Self { explanation: Explanation { nodes: Vec::with_capacity(nodes) }, open: 0 }
    }

    /// The tree so far.
    #[must_use]
    pub fn into_explanation(self) -> Explanation {
        self.explanation
    }
}

impl Recorder for Explain {
    const EXPLAINS: bool = true;

    fn expect(&mut self, nodes: usize) {
        self.explanation.nodes.reserve(nodes);
    }

    #[inline]
    fn enter(&mut self, kind: NodeKind, place: Option<Place>) -> NodeId {
        let id = NodeId::try_from(self.explanation.nodes.len()).unwrap_or(NodeId::MAX);
        let (finding, parent) = (Finding::Silent, self.open);
        self.explanation.nodes.push(Node { kind, finding, place, parent, end: id + 1 });
        self.open = id;
        id
    }

    #[inline]
    fn leave(&mut self, node: NodeId, finding: Finding) {
        let end = NodeId::try_from(self.explanation.nodes.len()).unwrap_or(NodeId::MAX);
        if let Some(open) = self.explanation.nodes.get_mut(node as usize) {
            open.finding = finding;
            open.end = end;
            self.open = open.parent;
        }
    }

    fn evaluate(&mut self, policy: &CompiledPolicy, request: &Request<'_>) -> Evidence {
        traverse(policy, request, self)
    }
}
