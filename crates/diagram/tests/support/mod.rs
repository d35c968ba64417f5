//! Chains made by hand, for looking at and for asking about.

#![allow(dead_code, reason = "each test crate uses a part")]

pub(crate) mod random;

use diagram::Model;
use diagram::model::{
    Account, Call, Change, Chip, ChipKind, ChipOrigin, Expiry, Node, NodeKind, NodeState, Verdict,
};

/// A chain in the making.
#[derive(Default)]
pub(crate) struct Chain {
    pub(crate) model: Model,
    steps: u32,
}

impl Chain {
    pub(crate) fn account(&mut self, name: &str, id: &str, path: &str) -> usize {
        let id = (!id.is_empty()).then(|| id.into());
        self.model.accounts.push(Account { id, name: name.into(), path: path.into() });
        self.model.accounts.len() - 1
    }

    pub(crate) fn node(&mut self, account: usize, kind: NodeKind, name: &str, sub: &str) -> usize {
        let state = NodeState::Present;
        let (name, sub, full) = (name.into(), sub.into(), format!("arn:aws:iam:::{name}").into());
        let (expiry, chips) = (None, Vec::new());
        self.model.nodes.push(Node { account, kind, state, name, sub, full, expiry, chips });
        self.model.nodes.len() - 1
    }

    pub(crate) fn session(&mut self, account: usize, name: &str, end: &str) -> usize {
        let node = self.node(account, NodeKind::Role, name, "session alice");
        self.model.nodes[node].expiry = Some(Expiry { text: end.into(), remaining: 400 });
        node
    }

    pub(crate) fn ghost(&mut self, account: usize, name: &str, state: NodeState) -> usize {
        let node = self.node(account, NodeKind::Role, name, "role, max 4 h");
        self.model.nodes[node].state = state;
        node
    }

    pub(crate) fn bucket(&mut self, account: usize, name: &str, state: NodeState) -> usize {
        let node = self.node(account, NodeKind::Resource, name, "S3 bucket");
        self.model.nodes[node].full = format!("arn:aws:s3:::{name}").into();
        self.model.nodes[node].state = state;
        node
    }

    pub(crate) fn carry(&mut self, node: usize, origin: ChipOrigin, things: &[&str]) {
        for thing in things {
            let (kind, key, value) = match thing.split_once('=') {
                Some((key, value)) => (ChipKind::Tag, key, value),
                None => (ChipKind::SourceIdentity, "SourceIdentity", *thing),
            };
            let (key, value) = (key.into(), value.into());
            self.model.nodes[node].chips.push(Chip { kind, origin, key, value });
        }
    }

    pub(crate) fn call(
        &mut self,
        caller: usize,
        action: &str,
        verdict: Verdict,
        figure: &[&str],
        target: Option<usize>,
    ) -> usize {
        self.steps += 1;
        self.model.calls.push(Call {
            number: self.steps,
            step: format!("step-{}", self.steps).into(),
            action: action.into(),
            verdict,
            figure: figure.iter().map(|words| (*words).into()).collect(),
            caller,
            target,
            is_hop: action.starts_with("sts:"),
        });
        self.model.calls.len() - 1
    }

    pub(crate) fn change(
        &mut self,
        account: usize,
        operation: &str,
        subject: &str,
        verdict: Verdict,
    ) {
        self.steps += 1;
        self.model.changes.push(Change {
            number: self.steps,
            step: format!("step-{}", self.steps).into(),
            operation: operation.into(),
            subject: subject.into(),
            verdict,
            account,
        });
    }
}

const ASSUME: &str = "sts:AssumeRole";
const LIMIT: [&str; 2] = ["7200 s, max 3600 s", "max 3600 s"];

/// Three hops over three accounts; the second asks for too long.
pub(crate) fn three_hops_refused() -> Model {
    let mut chain = Chain::default();
    let dev = chain.account("Development", "111111111111", "Root / Workloads");
    let tooling = chain.account("Tooling", "222222222222", "Root / Workloads");
    let prod = chain.account("Production", "333333333333", "Root / Workloads");
    let alice = chain.node(dev, NodeKind::User, "alice", "IAM user, MFA");
    let deploy = chain.session(tooling, "DeployRole", "10:30");
    chain.carry(deploy, ChipOrigin::Set, &["alice", "team=web"]);
    let admin = chain.ghost(prod, "ProdAdmin", NodeState::NotIssued);
    chain.carry(admin, ChipOrigin::WouldCome, &["alice", "team=web"]);
    let bucket = chain.bucket(prod, "prod-artifacts", NodeState::NotReached);
    chain.call(alice, ASSUME, Verdict::Allowed, &["granted 3600 s", "3600 s"], Some(deploy));
    chain.call(deploy, ASSUME, Verdict::Denied, &LIMIT, Some(admin));
    chain.call(admin, "s3:GetObject", Verdict::NotReached, &["needs hop 2"], Some(bucket));
    chain.model
}

/// A user takes a role of its own account, after a change of its trust policy.
pub(crate) fn same_account() -> Model {
    let mut chain = Chain::default();
    let dev = chain.account("Development", "111111111111", "Root / NonProd");
    let alice = chain.node(dev, NodeKind::User, "alice", "IAM user");
    let refused = chain.ghost(dev, "Elevated", NodeState::NotIssued);
    let elevated = chain.session(dev, "Elevated", "01:30 +1 d");
    let again = chain.session(dev, "PowerUser", "11:00");
    chain.call(
        alice,
        ASSUME,
        Verdict::Denied,
        &["no allow, trust policy", "no allow, trust", "trust policy"],
        Some(refused),
    );
    chain.change(dev, "UpdateAssumeRolePolicy", "Elevated", Verdict::Allowed);
    chain.call(alice, ASSUME, Verdict::Allowed, &["default 3600 s", "3600 s"], Some(elevated));
    chain.call(elevated, ASSUME, Verdict::Allowed, &["granted 900 s", "900 s"], Some(again));
    chain.model
}

/// A session calls again after the chain has gone on, and one call goes back up.
pub(crate) fn return_to_older_session() -> Model {
    let mut chain = Chain::default();
    let dev = chain.account("Development", "111111111111", "Root / NonProd");
    let hub = chain.account("Hub", "222222222222", "Root / Infrastructure / Shared");
    let prod = chain.account("Production", "333333333333", "Root / Prod");
    let alice = chain.node(dev, NodeKind::User, "alice", "IAM user, MFA");
    let hubs = chain.session(hub, "HubRole", "11:00");
    chain.carry(hubs, ChipOrigin::Set, &["alice", "team=web", "cost-centre=4711"]);
    let reader = chain.session(prod, "Reader", "10:45");
    chain.carry(reader, ChipOrigin::Inherited, &["alice", "team=web"]);
    let bucket = chain.bucket(prod, "reports-of-the-whole-company", NodeState::Present);
    let back = chain.session(dev, "DevReader", "10:50");
    chain.carry(back, ChipOrigin::Inherited, &["alice", "team=web"]);
    let writer = chain.ghost(prod, "Writer", NodeState::NotIssued);
    chain.carry(writer, ChipOrigin::Conflict, &["team=ops"]);
    chain.call(alice, ASSUME, Verdict::Allowed, &["granted 3600 s", "3600 s"], Some(hubs));
    chain.call(hubs, ASSUME, Verdict::Allowed, &["granted 2700 s", "2700 s"], Some(reader));
    chain.call(reader, "s3:GetObject", Verdict::Allowed, &[], Some(bucket));
    chain.change(hub, "PutRolePolicy", "HubRole", Verdict::Allowed);
    chain.call(hubs, ASSUME, Verdict::Allowed, &["granted 3000 s", "3000 s"], Some(back));
    chain.call(hubs, ASSUME, Verdict::Denied, &["tag team is inherited", "tag team"], Some(writer));
    chain.call(alice, "sts:GetCallerIdentity", Verdict::Allowed, &[], None);
    chain.model
}

/// A service hands out the first session.
pub(crate) fn service_start() -> Model {
    let mut chain = Chain::default();
    let aws = chain.account("AWS services", "", "");
    let app = chain.account("Application", "111111111111", "Root / Workloads");
    let data = chain.account("Data", "222222222222", "Root / Workloads");
    let ec2 = chain.node(aws, NodeKind::Service, "ec2.amazonaws.com", "AWS service");
    let instance = chain.session(app, "InstanceRole", "16:00");
    let broken = chain.ghost(data, "Reader", NodeState::NotIssued);
    chain.call(ec2, ASSUME, Verdict::Allowed, &["default 21600 s", "21600 s"], Some(instance));
    chain.call(
        instance,
        ASSUME,
        Verdict::Undecided,
        &["trust policy not valid", "not valid"],
        Some(broken),
    );
    chain.model
}

/// Somebody of a company's directory, and somebody of a code host.
pub(crate) fn federated_start() -> Model {
    let mut chain = Chain::default();
    let main = chain.account("Main", "111111111111", "Root");
    let saml = chain.node(main, NodeKind::Saml, "CorpIdP", "SAML provider");
    let staff = chain.session(main, "StaffRole", "18:00");
    chain.carry(staff, ChipOrigin::Set, &["jane@example.com", "department=finance", "cost=1"]);
    let oidc = chain.node(main, NodeKind::Oidc, "token.actions.example.com", "OIDC provider");
    let deploy = chain.session(main, "Deploy", "11:00");
    chain.call(
        saml,
        "sts:AssumeRoleWithSAML",
        Verdict::Allowed,
        &["granted 28800 s", "28800 s"],
        Some(staff),
    );
    chain.call(
        oidc,
        "sts:AssumeRoleWithWebIdentity",
        Verdict::Allowed,
        &["default 3600 s", "3600 s"],
        Some(deploy),
    );
    chain.model
}

/// One call that a guardrail denies.
pub(crate) fn one_denied() -> Model {
    let mut chain = Chain::default();
    let dev = chain.account("Development", "111111111111", "Root / NonProd");
    let prod = chain.account("Production", "333333333333", "Root / Prod");
    let alice = chain.node(dev, NodeKind::User, "alice", "IAM user, MFA");
    let admin = chain.ghost(prod, "ProdAdmin", NodeState::NotIssued);
    chain.call(alice, ASSUME, Verdict::Denied, &["explicit deny, SCP"], Some(admin));
    chain.model
}

/// Two tenants and their vendor; one of them is somebody else's.
pub(crate) fn two_tenants() -> Model {
    let mut chain = Chain::default();
    let vendor = chain.account("Vendor", "999999999999", "");
    let first = chain.account("Customer A with a long account name", "111111111111", "Root / A");
    let second = chain.account("Customer B", "222222222222", "Root / B");
    let service = chain.session(vendor, "Collector", "12:00");
    let a = chain.session(first, "VendorAccess", "11:00");
    let b = chain.ghost(second, "VendorAccess", NodeState::NotIssued);
    let mallory = chain.node(first, NodeKind::User, "mallory", "IAM user");
    let c = chain.session(second, "VendorAccess", "11:20");
    chain.call(service, ASSUME, Verdict::Allowed, &["default 3600 s", "3600 s"], Some(a));
    chain.call(
        service,
        ASSUME,
        Verdict::Denied,
        &["no allow, trust policy", "no allow, trust", "trust policy"],
        Some(b),
    );
    chain.call(mallory, ASSUME, Verdict::Allowed, &["default 3600 s", "3600 s"], Some(c));
    chain.model
}

/// Every chain of this file with its name.
pub(crate) fn all() -> Vec<(&'static str, Model)> {
    vec![
        ("three-hops-refused", three_hops_refused()),
        ("same-account", same_account()),
        ("return", return_to_older_session()),
        ("service", service_start()),
        ("federated", federated_start()),
        ("one-denied", one_denied()),
        ("two-tenants", two_tenants()),
    ]
}
