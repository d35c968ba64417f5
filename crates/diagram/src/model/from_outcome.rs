//! Outcome to model.
//!
//! **Invariant:** who calls whom from which account follows from the scenario's steps alone. How they end changes
//! verdicts, states and words, and nothing else.

use std::rc::Rc;

use iam::{AccountId, Arn, Credentials, EntityKind, Principal, PrincipalKind, Timestamp};
use simulator::outcome::{Caller, CheckKind, CheckStatus, StepOutcome, StepResult, Target};
use simulator::scenario::{Operation, OrganizationalUnit};
use simulator::{Outcome, Scenario};

use super::{
    Account, Call, Change, Expiry, Model, Node, NodeKind, NodeState, Verdict, carried, figure,
};

impl Model {
    /// What a scenario and its outcome look like.
    #[must_use]
    pub fn new(scenario: &Scenario, outcome: &Outcome) -> Self {
        let mut reader = Reader {
            scenario,
            outcome,
            model: Self::default(),
            lanes: Vec::new(),
            target_of: Vec::new(),
            principals: Vec::new(),
        };
        reader.principal(&outcome.start);
        for (index, step) in outcome.steps.iter().enumerate() {
            if step.is_change {
                reader.change(index, step);
            } else {
                reader.call(index, step);
            }
        }
        reader.model.make_visible();
        reader.model
    }
}

/// What a lane stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    Account(AccountId),
    Services,
    Outside,
}

struct Reader<'a> {
    scenario: &'a Scenario,
    outcome: &'a Outcome,
    model: Model,
    /// What each account of the model stands for.
    lanes: Vec<Place>,
    /// The target's node of each step.
    target_of: Vec<Option<usize>>,
    /// Callers with credentials of their own, by name and kind of credentials; the start among them.
    principals: Vec<(Rc<str>, Credentials, usize)>,
}

impl Reader<'_> {
    fn lane(&mut self, place: Place) -> usize {
        if let Some(known) = self.lanes.iter().position(|known| *known == place) {
            return known;
        }
        self.lanes.push(place);
        self.model.accounts.push(match place {
            Place::Account(id) => account(self.scenario, id),
            Place::Services => outside("AWS services"),
            Place::Outside => outside("Outside AWS"),
        });
        self.lanes.len() - 1
    }

    /// The node of a caller that no step of the chain minted.
    fn principal(&mut self, caller: &Caller) -> usize {
        let principal = &caller.principal;
        let name: Rc<str> = principal.display_arn().into();
        let known = self.principals.iter().find(|(known, credentials, _)| {
            *known == name && *credentials == principal.credentials
        });
        if let Some((_, _, node)) = known {
            return *node;
        }
        let place = place_of(principal);
        let account = self.lane(place);
        let (kind, name_of, sub) = self.face(caller);
        let expiry = caller.session.as_ref().map(|s| self.expiry(s.issued, s.expires));
        self.model.nodes.push(Node {
            account,
            kind,
            state: NodeState::Present,
            name: name_of,
            sub,
            full: Rc::clone(&name),
            expiry,
            chips: carried::by_caller(caller),
        });
        let node = self.model.nodes.len() - 1;
        self.principals.push((name, principal.credentials, node));
        node
    }

    /// Kind, name, and the line under the name.
    fn face(&self, caller: &Caller) -> (NodeKind, Rc<str>, Rc<str>) {
        let principal = &caller.principal;
        let arn = principal.arn.as_ref();
        let short: Rc<str> = arn.map(Arn::name).or(principal.name.as_deref()).unwrap_or("?").into();
        let session = caller.session.as_ref();
        match principal.kind {
            PrincipalKind::User | PrincipalKind::Root if session.is_some() => {
                let mfa = caller.is_start && self.scenario.start.mfa == Some(true);
                let sub = if mfa { "user session, MFA" } else { "user session" };
                (NodeKind::UserSession, short, sub.into())
            }
            PrincipalKind::User => {
                let has_mfa = arn.is_some_and(|arn| self.has_device(arn));
                let sub = if has_mfa { "IAM user, MFA" } else { "IAM user" };
                (NodeKind::User, short, sub.into())
            }
            PrincipalKind::Root => (NodeKind::Root, "root".into(), "root user".into()),
            PrincipalKind::RoleSession => {
                let sub = match session {
                    Some(session) => format!("session {}", session.name).into(),
                    None => "role".into(),
                };
                (NodeKind::Role, short, sub)
            }
            PrincipalKind::FederatedUser => {
                (NodeKind::FederatedUser, short, "federated user".into())
            }
            PrincipalKind::Service => (NodeKind::Service, short, "AWS service".into()),
            PrincipalKind::Saml => (NodeKind::Saml, short, "SAML provider".into()),
            PrincipalKind::WebIdentity => {
                let name = arn.and_then(|arn| arn.resource().split_once('/')).map(|(_, name)| name);
                let name = name.map_or(short, Rc::from);
                let sub = if arn.is_some() { "OIDC provider" } else { "identity provider" };
                (NodeKind::Oidc, name, sub.into())
            }
            PrincipalKind::Anonymous => (NodeKind::Anonymous, short, "unsigned".into()),
        }
    }

    fn has_device(&self, user: &Arn) -> bool {
        let account = user.account().and_then(|id| self.scenario.account(id));
        account.is_some_and(|account| {
            account
                .users
                .iter()
                .any(|known| *known.name == *user.name() && !known.mfa_devices.is_empty())
        })
    }

    /// The node that makes a step's call.
    fn caller(&mut self, step: &StepOutcome) -> usize {
        let minted_by = match (&step.caller, &step.result) {
            (Some(caller), _) => caller.minted_by,
            (None, StepResult::NotReached { needs }) => self.step_named(needs),
            (None, _) => None,
        };
        let minted = minted_by.and_then(|step| self.target_of.get(step).copied().flatten());
        match (minted, &step.caller) {
            (Some(node), _) => node,
            (None, Some(caller)) if self.is_start(caller) => 0,
            (None, Some(caller)) => self.principal(caller),
            // INVARIANT: the start is the first node.
            (None, None) => 0,
        }
    }

    /// Whether the start makes the call. An unsigned call is the start's only where the start is a provider's.
    fn is_start(&self, caller: &Caller) -> bool {
        caller.is_start && caller.principal.kind == self.outcome.start.principal.kind
    }

    fn step_named(&self, id: &str) -> Option<usize> {
        self.outcome.steps.iter().position(|step| &*step.id == id)
    }

    fn call(&mut self, index: usize, step: &StepOutcome) {
        let caller = self.caller(step);
        let target = self.target(step, caller);
        self.target_of.push(target);
        let needs = match &step.result {
            StepResult::NotReached { needs } => self.step_named(needs).map(|needs| needs + 1),
            _ => None,
        };
        self.model.calls.push(Call {
            number: number(index),
            step: Rc::clone(&step.id),
            action: step.action.as_str().into(),
            verdict: verdict(&step.result),
            figure: figure::of(self.outcome, step, needs),
            caller,
            target,
            is_hop: step.is_hop,
        });
    }

    /// The node of a step's target, new for every step.
    fn target(&mut self, step: &StepOutcome, caller: usize) -> Option<usize> {
        let caller_place = self
            .model
            .nodes
            .get(caller)
            .and_then(|node| self.lanes.get(node.account))
            .copied()
            .unwrap_or(Place::Outside);
        let (place, mut node) = match &step.target {
            Target::Role(text) => {
                let arn = text.parse::<Arn>().ok();
                let place = arn.as_ref().and_then(Arn::account).map(Place::Account);
                let name = match &arn {
                    Some(arn) => arn.name(),
                    None if text.is_empty() => "no role",
                    None => text,
                };
                let sub = self.role(step, arn.as_ref());
                (place.unwrap_or(caller_place), blank(NodeKind::Role, name, &sub, text))
            }
            Target::FederatedUser(name) => {
                (caller_place, blank(NodeKind::FederatedUser, name, "federated user", name))
            }
            Target::Caller if step.is_hop => {
                let user = self.model.nodes.get(caller);
                let name = user.map_or("", |node| &node.name);
                let full = user.map_or("", |node| &node.full);
                let made = |check: &simulator::outcome::Check| {
                    check.kind == CheckKind::Mfa && check.status == CheckStatus::Passed
                };
                let mfa = step.checks.iter().any(made);
                let sub = if mfa { "user session, MFA" } else { "user session" };
                (caller_place, blank(NodeKind::UserSession, name, sub, full))
            }
            Target::Resource(text) if &**text != "*" => {
                let (place, node) = self.resource(text);
                (place.unwrap_or(caller_place), node)
            }
            Target::Caller | Target::Resource(_) | Target::World(_) => return None,
        };
        node.state = match (&step.result, node.kind) {
            (StepResult::NotReached { .. }, _) => NodeState::NotReached,
            (StepResult::Succeeded, _) | (_, NodeKind::Resource) => NodeState::Present,
            _ => NodeState::NotIssued,
        };
        if let Some(minted) = &step.minted {
            let session = &minted.session;
            if node.kind == NodeKind::Role {
                node.sub = format!("session {}", session.name).into();
            }
            node.full = session.principal.display_arn().into();
            node.expiry = Some(self.expiry(session.issued, session.expires));
            node.chips = carried::by_minted(minted, step.caller.as_ref());
        } else if step.is_hop {
            let held = self.model.nodes.get(caller).map_or(&[][..], |node| &node.chips);
            node.chips = carried::would_have_come(step, held);
        }
        node.account = self.lane(place);
        self.model.nodes.push(node);
        Some(self.model.nodes.len() - 1)
    }

    /// What is said of a role that was not assumed.
    fn role(&self, step: &StepOutcome, arn: Option<&Arn>) -> String {
        let known = arn.and_then(|arn| {
            let account = self.scenario.account(arn.account()?)?;
            account.roles.iter().find(|role| role.arn_in(account.id) == *arn)
        });
        let scenario_maximum = known.map(|role| role.max_session_duration.unwrap_or(3600));
        match step.limits.and_then(|limits| limits.role_maximum).or(scenario_maximum) {
            Some(seconds) => format!("role, max {}", figure::span(seconds)),
            None => "role".to_owned(),
        }
    }

    fn resource(&self, text: &Rc<str>) -> (Option<Place>, Node) {
        let arn = text.parse::<Arn>().ok();
        let Some(arn) = arn else {
            return (None, blank(NodeKind::Resource, text, "resource", text));
        };
        let bucket = arn.resource().split('/').next().unwrap_or_default();
        let is_entry = |entry: &&simulator::scenario::Resource| {
            entry.arn == arn || (arn.service() == "s3" && entry.arn.resource() == bucket)
        };
        let entry = self.scenario.resources.iter().find(is_entry);
        let account =
            entry.and_then(|entry| entry.account.or(entry.arn.account())).or(arn.account());
        let (name, sub) = resource_face(&arn);
        (account.map(Place::Account), blank(NodeKind::Resource, name, &sub, text))
    }

    fn expiry(&self, issued: Timestamp, expires: Timestamp) -> Expiry {
        let now = self.outcome.steps.last().map_or(self.scenario.start.time, |step| step.at);
        let whole = expires.seconds() - issued.seconds();
        let left = (expires.seconds() - now.seconds()).clamp(0, whole.max(0));
        let remaining = if whole > 0 { left * 1000 / whole } else { 0 };
        Expiry {
            text: figure::clock(expires, self.scenario.start.time).into(),
            remaining: u16::try_from(remaining).unwrap_or(1000),
        }
    }

    fn change(&mut self, index: usize, step: &StepOutcome) {
        self.target_of.push(None);
        let given = self.scenario.steps.get(index).and_then(|step| step.account);
        let only = self.scenario.accounts.first().map(|account| account.id);
        let account = self.lane(given.or(only).map_or(Place::Outside, Place::Account));
        let subject = match self.scenario.steps.get(index).map(|step| &step.operation) {
            Some(Operation::Change(change)) => Rc::clone(&change.target),
            _ => step.target.text().unwrap_or_default().into(),
        };
        self.model.changes.push(Change {
            number: number(index),
            step: Rc::clone(&step.id),
            operation: step.action.name().into(),
            subject: subject.rsplit('/').next().unwrap_or_default().into(),
            verdict: verdict(&step.result),
            account,
        });
    }
}

fn blank(kind: NodeKind, name: &str, sub: &str, full: &str) -> Node {
    Node {
        account: 0,
        kind,
        state: NodeState::Present,
        name: name.into(),
        sub: sub.into(),
        full: full.into(),
        expiry: None,
        chips: Vec::new(),
    }
}

fn number(index: usize) -> u32 {
    u32::try_from(index + 1).unwrap_or(u32::MAX)
}

fn verdict(result: &StepResult) -> Verdict {
    match result {
        StepResult::Succeeded => Verdict::Allowed,
        StepResult::Refused(_) => Verdict::Denied,
        StepResult::NotReached { .. } => Verdict::NotReached,
        StepResult::Undecided { .. } => Verdict::Undecided,
    }
}

fn place_of(principal: &Principal) -> Place {
    // Whoever a provider knows stands beside the account that trusts the provider.
    let account = principal.account.or(principal.arn.as_ref().and_then(Arn::account));
    match (account, principal.kind) {
        (Some(account), _) => Place::Account(account),
        (None, PrincipalKind::Service) => Place::Services,
        (None, _) => Place::Outside,
    }
}

fn outside(name: &str) -> Account {
    Account { id: None, name: name.into(), path: "".into() }
}

fn account(scenario: &Scenario, id: AccountId) -> Account {
    let digits: Rc<str> = id.to_string().into();
    let known = scenario.account(id);
    let name = known.and_then(|known| known.name.as_ref().or(known.aliases.first()));
    let mut path = Vec::new();
    if let Some(organization) = &scenario.organization {
        find(&organization.root, id, "Root", &mut path);
    }
    Account {
        name: name.cloned().unwrap_or_else(|| Rc::clone(&digits)),
        id: Some(digits),
        path: path.join(" / ").into(),
    }
}

/// Names of the levels above an account, from the root.
fn find(unit: &OrganizationalUnit, id: AccountId, unnamed: &str, path: &mut Vec<String>) -> bool {
    let name = unit.name.as_deref().or(unit.id.as_deref()).unwrap_or(unnamed);
    path.push(name.to_owned());
    if unit.accounts.contains(&id) || unit.units.iter().any(|unit| find(unit, id, "OU", path)) {
        return true;
    }
    path.pop();
    false
}

/// Name and kind of a resource.
fn resource_face(arn: &Arn) -> (&str, String) {
    let resource = arn.resource();
    if arn.service() == "s3" {
        return match resource.split_once('/') {
            Some((bucket, key)) if !key.is_empty() => (bucket, format!("object {key}")),
            _ => (resource.trim_end_matches('/'), "S3 bucket".to_owned()),
        };
    }
    if matches!(arn.entity(), Some(EntityKind::Role | EntityKind::User | EntityKind::Policy)) {
        let kind = resource.split('/').next().unwrap_or_default();
        return (arn.name(), format!("IAM {kind}"));
    }
    let (kind, name) = resource.split_once([':', '/']).unwrap_or(("", resource));
    let name = if name.is_empty() { resource } else { name };
    let words = match arn.service() {
        "kms" => "KMS key".to_owned(),
        "secretsmanager" => "secret".to_owned(),
        "sqs" => "SQS queue".to_owned(),
        "sns" => "SNS topic".to_owned(),
        "lambda" => "Lambda function".to_owned(),
        "dynamodb" => "DynamoDB table".to_owned(),
        service => format!("{} {kind}", service.to_ascii_uppercase()).trim_end().to_owned(),
    };
    (name, words)
}
