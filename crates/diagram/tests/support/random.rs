//! Chains made at random: up to 10 calls over up to 6 accounts, with changes of the world among them.

use std::rc::Rc;

use diagram::model::{
    Account, Call, Change, Chip, ChipKind, ChipOrigin, Expiry, Model, Node, NodeKind, NodeState,
    Verdict,
};
use proptest::prelude::*;

pub(crate) fn name() -> impl Strategy<Value = Rc<str>> {
    prop_oneof![
        6 => "[A-Za-z][A-Za-z0-9+=,.@_-]{0,20}",
        2 => "[A-Za-z0-9+=,.@_-]{64}",
        1 => "[W@M%]{30,64}",
        1 => "[ \\PC]{0,40}",
        1 => "[生産環境の本番]{1,30}",
    ]
    .prop_map(|name| Rc::from(name.as_str()))
}

fn kind() -> impl Strategy<Value = NodeKind> {
    prop_oneof![
        6 => Just(NodeKind::Role),
        2 => Just(NodeKind::Resource),
        1 => Just(NodeKind::UserSession),
        1 => Just(NodeKind::FederatedUser),
    ]
}

fn own_kind() -> impl Strategy<Value = NodeKind> {
    prop_oneof![
        Just(NodeKind::User),
        Just(NodeKind::Root),
        Just(NodeKind::Service),
        Just(NodeKind::Saml),
        Just(NodeKind::Oidc),
        Just(NodeKind::Role),
        Just(NodeKind::Anonymous),
    ]
}

pub(crate) fn verdict() -> impl Strategy<Value = Verdict> {
    prop::sample::select(Verdict::ALL.to_vec())
}

pub(crate) fn state() -> impl Strategy<Value = NodeState> {
    prop::sample::select(vec![NodeState::Present, NodeState::NotIssued, NodeState::NotReached])
}

fn chips() -> impl Strategy<Value = Vec<Chip>> {
    let origin = prop::sample::select(vec![
        ChipOrigin::Set,
        ChipOrigin::Inherited,
        ChipOrigin::WouldCome,
        ChipOrigin::Conflict,
    ]);
    let tag = (name(), name(), origin.clone()).prop_map(|(key, value, origin)| Chip {
        kind: ChipKind::Tag,
        origin,
        key,
        value,
    });
    let identity = (name(), origin).prop_map(|(value, origin)| Chip {
        kind: ChipKind::SourceIdentity,
        origin,
        key: "SourceIdentity".into(),
        value,
    });
    (prop::option::of(identity), prop::collection::vec(tag, 0..4))
        .prop_map(|(identity, tags)| identity.into_iter().chain(tags).collect())
}

fn expiry() -> impl Strategy<Value = Option<Expiry>> {
    let text = prop::sample::select(vec!["10:30", "10:30:15", "01:30 +1 d"]);
    prop::option::of((text, 0..=1000_u16))
        .prop_map(|expiry| expiry.map(|(text, remaining)| Expiry { text: text.into(), remaining }))
}

#[derive(Debug, Clone)]
struct NodeSeed {
    account: prop::sample::Index,
    /// The account, where it is settled.
    lane: Option<usize>,
    kind: NodeKind,
    own_kind: NodeKind,
    state: NodeState,
    name: Rc<str>,
    sub: Rc<str>,
    expiry: Option<Expiry>,
    chips: Vec<Chip>,
}

impl NodeSeed {
    fn grow(&self, accounts: usize, own: bool) -> Node {
        Node {
            account: self.lane.unwrap_or_else(|| self.account.index(accounts)),
            kind: if own { self.own_kind } else { self.kind },
            state: if own { NodeState::Present } else { self.state },
            name: Rc::clone(&self.name),
            sub: Rc::clone(&self.sub),
            full: format!("arn:aws:s3:::{}", self.name).into(),
            expiry: self.expiry.clone(),
            chips: self.chips.clone(),
        }
    }
}

prop_compose! {
    fn node_seed()(
        account in any::<prop::sample::Index>(),
        kind in kind(),
        own_kind in own_kind(),
        state in state(),
        name in name(),
        sub in name(),
        expiry in expiry(),
        chips in chips(),
    ) -> NodeSeed {
        NodeSeed { account, lane: None, kind, own_kind, state, name, sub, expiry, chips }
    }
}

#[derive(Debug, Clone)]
struct StepSeed {
    /// 0 and 1: a change; 2 and 3: a principal of its own calls; else a known node calls.
    what: u8,
    caller: prop::sample::Index,
    principal: NodeSeed,
    target: Option<NodeSeed>,
    verdict: Verdict,
    action: Rc<str>,
    figure: Vec<Rc<str>>,
}

prop_compose! {
    fn step_seed()(
        what in 0..16_u8,
        caller in any::<prop::sample::Index>(),
        principal in node_seed(),
        target in prop::option::weighted(0.9, node_seed()),
        verdict in verdict(),
        action in prop_oneof![
            Just(Rc::from("sts:AssumeRole")),
            Just(Rc::from("sts:AssumeRoleWithWebIdentity")),
            Just(Rc::from("s3:GetObject")),
            Just(Rc::from("secretsmanager:BatchGetSecretValueOfEverything")),
        ],
        figure in prop::collection::vec(name(), 0..3),
    ) -> StepSeed {
        StepSeed { what, caller, principal, target, verdict, action, figure }
    }
}

/// A third of the chains is as large as the page promises to draw: ten hops over six accounts.
pub(crate) fn model() -> impl Strategy<Value = Model> {
    let any = (
        prop::collection::vec(account(), 1..=6),
        node_seed(),
        prop::collection::vec(step_seed(), 0..=10),
    );
    let large = (
        prop::collection::vec(account(), 6),
        node_seed(),
        prop::collection::vec(step_seed(), 10),
        prop::collection::vec(node_seed(), 10),
        Just([0, 1, 2, 3, 4, 5]).prop_shuffle(),
    );
    prop_oneof![
        2 => any.prop_map(|(accounts, start, steps)| chain(accounts, &start, steps)),
        1 => large.prop_map(|(accounts, start, mut steps, targets, lanes)| {
            for ((step, target), number) in steps.iter_mut().zip(targets).zip(0_usize..) {
                // A hop each, and the first five lead into accounts of their own.
                step.what = step.what.max(4);
                step.target.get_or_insert(target).lane = lanes.get(number + 1).copied();
            }
            let start = NodeSeed { lane: lanes.first().copied(), ..start };
            chain(accounts, &start, steps)
        }),
    ]
}

type AccountSeed = (Rc<str>, Option<u8>, Rc<str>);

fn account() -> impl Strategy<Value = AccountSeed> {
    (name(), prop::option::weighted(0.9, 0..6_u8), name())
}

fn chain(accounts: Vec<AccountSeed>, start: &NodeSeed, steps: Vec<StepSeed>) -> Model {
    let mut model = Model::default();
    for (name, id, path) in accounts {
        let id = id.map(|id| Rc::from(format!("{id}").repeat(12)));
        model.accounts.push(Account { id, name, path });
    }
    let lanes = model.accounts.len();
    model.nodes.push(start.grow(lanes, true));
    for (number, step) in (1..).zip(steps) {
        if step.what < 2 {
            model.changes.push(Change {
                number,
                step: format!("step-{number}").into(),
                operation: "UpdateAssumeRolePolicy".into(),
                subject: step.principal.name,
                verdict: step.verdict,
                account: step.principal.account.index(lanes),
            });
            continue;
        }
        let caller = if step.what < 4 {
            model.nodes.push(step.principal.grow(lanes, true));
            model.nodes.len() - 1
        } else if step.what < 10 {
            // Most chains go on from where they are.
            model.nodes.len() - 1
        } else {
            step.caller.index(model.nodes.len())
        };
        let target = step.target.map(|target| {
            model.nodes.push(target.grow(lanes, false));
            model.nodes.len() - 1
        });
        model.calls.push(Call {
            number,
            step: format!("step-{number}").into(),
            is_hop: step.action.starts_with("sts:"),
            action: step.action,
            verdict: step.verdict,
            figure: step.figure,
            caller,
            target,
        });
    }
    model
}
