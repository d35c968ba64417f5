//! Policies of which only a message tells: a stand-in refuses in their place, so that the chain ends as the message says.
//! AWS: "Troubleshoot access denied error messages".

use std::rc::Rc;

use iam::{AccountId, Action, Arn, Decision, DenialReasons, PolicyType};
use sts::request::Call;

use super::{
    CALLER_ACCOUNT, Caller, MANAGEMENT_ACCOUNT, Making, ROLE_ACCOUNT, Target, Unknown,
    asks_for_role, get_role, known_account,
};
use crate::{
    Outcome,
    paste::{Message, Missing},
    scenario::{
        AttachedPolicy, Boundary, Document, InlinePolicy, ManagedPolicy, Operation, Organization,
        OrganizationPolicy, Resource, fields::Rule, stand_in,
    },
};

/// The name of a policy that stands in for one that nobody pasted.
pub(super) const NOT_PASTED: &str = "NotPasted";

/// The endpoint that stands for the one that nobody named.
const ENDPOINT: &str = "vpce-0123456789abcdef0";

/// The reason that a message states: a type of policy that denies, or that does not allow.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Stated {
    pub(super) kind: PolicyType,
    pub(super) denies: bool,
    action: Action,
    resource: Option<Rc<str>>,
    /// The policy that the message names.
    policy: Option<Arn>,
}

impl Stated {
    pub(super) fn of(message: &Message) -> Option<Self> {
        let reason = message.reason.as_deref()?;
        let kind = match reason.strip_suffix("sessions policy") {
            Some(_) => PolicyType::Session,
            None => PolicyType::ALL.into_iter().find(|kind| reason.ends_with(kind.label()))?,
        };
        Some(Self {
            // Of a role, its trust policy is the resource's.
            kind: match kind {
                PolicyType::Resource if asks_for_role(message) => PolicyType::Trust,
                kind => kind,
            },
            denies: message.explicit_deny,
            action: message.action.as_deref()?.parse().ok()?,
            resource: message.resource.clone().filter(|arn| Rule::Arn.accepts(arn)),
            policy: message.policy.as_deref().and_then(|arn| arn.parse().ok()),
        })
    }

    /// Whether a call is refused for that reason.
    pub(super) fn is_met(&self, outcome: &Outcome) -> bool {
        let decision = if self.denies { Decision::ExplicitDeny } else { Decision::ImplicitDeny };
        outcome.steps.iter().flat_map(|step| &step.authorizations).any(|asked| {
            asked.action == self.action
                && asked.decision == decision
                && asked.blocked_by.contains(self.kind)
                && self.resource.as_ref().is_none_or(|known| *known == asked.resource)
        })
    }

    /// What stands in for the policy.
    fn document(&self) -> Document {
        let resource = self.resource.as_deref().unwrap_or("*");
        match self.denies {
            true => Document::taken_as_denying(self.kind, self.action.as_str(), resource),
            false => Document::taken_as_silent(self.kind, self.action.as_str()),
        }
    }

    fn is_of_organization(&self) -> bool {
        matches!(self.kind, PolicyType::ServiceControl | PolicyType::ResourceControl)
    }
}

impl Making<'_> {
    /// Whether a message says that no policy of that type allows the call.
    pub(super) fn is_silent(&self, kind: PolicyType) -> bool {
        self.stated.iter().any(|stated| stated.kind == kind && !stated.denies)
    }

    /// What stands for a trust policy that nobody pasted, and what is said of it.
    pub(super) fn unknown_trust(&self, caller: &Caller, target: &Target) -> (Document, String) {
        let stated = self.stated.iter().find(|stated| {
            stated.kind == PolicyType::Trust
                && stated.resource.as_deref().is_none_or(|role| role == target.arn)
        });
        let lets_nobody_in = "is not known; a placeholder that lets nobody in stands in its place";
        match (stated, self.unknown) {
            (Some(stated), _) if stated.denies => (
                stated.document(),
                "is not known; a placeholder that denies the call, as the message says, stands in its place".to_owned(),
            ),
            (Some(_), _) | (None, Unknown::Nothing) => {
                (Document::unknown_trust(target.account), lets_nobody_in.to_owned())
            }
            (None, Unknown::Everything) => {
                // Within one account whoever is let in by name needs nothing else.
                let needs_more =
                    [PolicyType::Identity, PolicyType::PermissionsBoundary, PolicyType::Session]
                        .into_iter()
                        .any(|kind| self.is_silent(kind));
                let account = Some(caller.account()).filter(|_| needs_more);
                let refused = self.refused_beside();
                let but = refused.map(|action| format!(" all but {action}, as the message says"));
                (
                    Document::trust_taken_as_allowing_but(account, refused),
                    format!("is not known; it is taken as allowing{}", but.unwrap_or_default()),
                )
            }
        }
    }

    /// An organization with the id and the management account that a message names.
    pub(super) fn new_organization(&self) -> Organization {
        let named = self.facts.messages.iter().find_map(|message| {
            let arn: Arn = message.policy.as_deref()?.parse().ok()?;
            let id = arn.resource().split('/').nth(1)?.to_owned();
            let is_id = arn.service() == "organizations" && Rule::OrganizationId.accepts(&id);
            Some((id, arn.account()?)).filter(|_| is_id)
        });
        match named {
            Some((id, management)) => Organization::new(&id, management),
            None => Organization::new("o-owncase000", known_account(MANAGEMENT_ACCOUNT)),
        }
    }

    /// What stands in for the organization's policies that messages name.
    pub(super) fn unknown_organization_policies(&self) -> Vec<OrganizationPolicy> {
        let of_organization = self.stated.iter().filter(|stated| stated.is_of_organization());
        of_organization
            .map(|stated| {
                let id = stated.policy.as_ref().and_then(|arn| arn.resource().rsplit('/').next());
                let id = id.filter(|id| Rule::OrganizationPolicyId.accepts(id));
                let listed = self.facts.listed.iter().find(|known| Some(&*known.id) == id);
                let word = stated.kind.short_label();
                let name = listed.map_or_else(
                    || format!("{NOT_PASTED}-{word}"),
                    |listed| listed.name.to_string(),
                );
                let policy = OrganizationPolicy::new(&name, stated.kind, stated.document());
                OrganizationPolicy { id: id.map(Rc::from), ..policy }
            })
            .collect()
    }

    /// The account of what an RCP protects: of the role, or of what a message names.
    pub(super) fn protected_account(&self, caller: &Caller, targets: &[Target]) -> AccountId {
        let named = self.stated.iter().find_map(|stated| {
            let arn: Arn = stated.resource.as_deref()?.parse().ok()?;
            arn.account().filter(|_| stated.kind == PolicyType::ResourceControl)
        });
        named.or(targets.last().map(|target| target.account)).unwrap_or_else(|| caller.account())
    }

    /// Puts the stand-ins where the world has the policies.
    pub(super) fn stand_in(&mut self, caller: &Caller) {
        for stated in self.stated.clone() {
            match (stated.kind, stated.denies) {
                (PolicyType::Identity, true) => self.stand_in_identity(caller, &stated),
                (PolicyType::PermissionsBoundary, _) => self.stand_in_boundary(caller, &stated),
                (PolicyType::Session, _) => {
                    let start = &mut self.draft.scenario.start;
                    if matches!(caller, Caller::Session(..) | Caller::Federated(..)) {
                        start.policy.get_or_insert_with(|| stated.document());
                    }
                }
                (PolicyType::VpcEndpoint, _) => self.stand_in_endpoint(caller, &stated),
                (PolicyType::Resource, _) => self.stand_in_resource(caller, &stated),
                // Those of the organization and of the role stand there already; without an allow there is no policy.
                _ => {}
            }
        }
        // The message shows how the service words it.
        let assumptions = &mut self.draft.scenario.assumptions;
        for message in &self.facts.messages {
            assumptions.denying_policy_named |= message.policy.is_some();
            if message.reason.as_deref() == Some("no role trust policy") {
                assumptions.denial_reasons = DenialReasons::All;
            }
        }
    }

    fn stand_in_identity(&mut self, caller: &Caller, stated: &Stated) {
        let document = stated.document();
        match self.managed(caller, stated) {
            Some(arn) => self.give_caller(caller, |_, attached, _| {
                attached.push(AttachedPolicy::new(arn));
            }),
            None => {
                let policy = InlinePolicy::new(&format!("{NOT_PASTED}-Deny"), document);
                self.give_caller(caller, |inline, _, _| inline.push(policy));
            }
        }
    }

    fn stand_in_boundary(&mut self, caller: &Caller, stated: &Stated) {
        let arn = self.managed(caller, stated).unwrap_or_else(|| {
            let policy = ManagedPolicy::new(NOT_PASTED, stated.document());
            let arn = policy.arn_in(caller.account());
            self.account(caller.account()).policies.push(policy);
            arn
        });
        self.give_caller(caller, |_, _, boundary| {
            boundary.get_or_insert_with(|| Boundary::new(arn));
        });
    }

    /// Makes the caller's managed policy that the message names, where there is none of that name.
    fn managed(&mut self, caller: &Caller, stated: &Stated) -> Option<Arn> {
        let arn = stated.policy.clone()?;
        let is_own = arn.service() == "iam"
            && arn.account() == Some(caller.account())
            && arn.resource().starts_with("policy/");
        let policies = &mut self.account(caller.account()).policies;
        let stands = policies.iter().any(|known| known.name.eq_ignore_ascii_case(arn.name()));
        if !is_own || stands {
            return None;
        }
        let mut policy = ManagedPolicy::new(arn.name(), stated.document());
        policy.path = (arn.path() != "/").then(|| arn.path().into());
        policies.push(policy);
        Some(arn)
    }

    /// The request comes through an endpoint with such a policy.
    fn stand_in_endpoint(&mut self, caller: &Caller, stated: &Stated) {
        let Some(at) = self.step_of(stated) else { return };
        let account = caller.account();
        let arn = format!("arn:aws:ec2:us-east-1:{account}:vpc-endpoint/{ENDPOINT}");
        let Ok(arn) = arn.parse() else { return };
        let endpoint = Resource { policy: Some(stated.document()), ..Resource::new(arn, None) };
        self.draft.scenario.resources.push(endpoint);
        let key = ("aws:SourceVpce".into(), Some(vec![ENDPOINT.into()]));
        self.draft.scenario.steps[at].context.push(key);
    }

    /// What is asked for exists, with a policy that denies; or, of another account, without one.
    fn stand_in_resource(&mut self, caller: &Caller, stated: &Stated) {
        let Some(arn) = stated.resource.as_deref().and_then(|arn| arn.parse::<Arn>().ok()) else {
            return;
        };
        let own = caller.account();
        let other = [ROLE_ACCOUNT, CALLER_ACCOUNT].map(known_account);
        let owner = if stated.denies { Some(own) } else { other.into_iter().find(|id| *id != own) };
        let owner = owner.filter(|_| arn.account().is_none());
        let policy = stated.denies.then(|| stated.document());
        self.draft.scenario.resources.push(Resource { policy, ..Resource::new(arn, owner) });
        if let Some(owner) = owner.filter(|owner| *owner != own) {
            self.account(owner);
            self.assume(
                "Within one account the caller's own policies would do, so what is asked for is taken as another account's.",
            );
        }
    }

    /// The step that a message is about.
    fn step_of(&self, stated: &Stated) -> Option<usize> {
        let steps = &self.draft.scenario.steps;
        let is_meant = |step: &crate::scenario::Step| match &step.operation {
            Operation::Sts(call) => match &call.call {
                Call::AssumeRole(call) => {
                    stated.action.service() == "sts"
                        && (stated.resource.is_none() || call.role_arn == stated.resource)
                }
                _ => false,
            },
            Operation::Action { action, .. } => *action == stated.action,
            _ => false,
        };
        steps.iter().rposition(is_meant)
    }

    /// Asks for the policies that messages name, before anything else.
    pub(super) fn ask_of_stated(&mut self, caller: &Caller, targets: &[Target]) {
        for stated in self.stated.clone() {
            let kind = stated.kind;
            let (what, command) = self.real_one(caller, targets, &stated);
            let stands =
                |one: &Missing| one.command == command && command.is_some() || one.what == what;
            if kind == PolicyType::Trust {
                // It is asked for already, like that of every role.
                continue;
            }
            let label = kind.label();
            self.assume(match (kind, stated.denies) {
                (PolicyType::Identity | PolicyType::Resource, false) => {
                    format!("As the message says, no {label} allows {}; none is assumed.", stated.action)
                }
                (_, true) => format!(
                    "The {label} that the message names is not known; one that denies {} stands in its place.",
                    stated.action
                ),
                (_, false) => format!(
                    "The {label} that the message names is not known; one that does not allow {} stands in its place.",
                    stated.action
                ),
            });
            let by_list = stated.is_of_organization() && command.is_none();
            self.draft.missing.retain(|one| !stands(one));
            if !by_list {
                self.draft.missing.insert(0, Missing { what, command });
            }
        }
    }

    /// The policy that a message names, in words, and the command that prints it.
    fn real_one(
        &self,
        caller: &Caller,
        targets: &[Target],
        stated: &Stated,
    ) -> (String, Option<String>) {
        let label = stated.kind.label();
        let named = format!("the {label} that the message names");
        let printed = stated.policy.as_ref().filter(|arn| arn.service() == "iam");
        if let Some(arn) = printed {
            return (
                format!("the document of {arn}, the {label} that the message names"),
                Some(super::print_policy(arn)),
            );
        }
        match stated.kind {
            PolicyType::ServiceControl | PolicyType::ResourceControl => {
                let id = stated.policy.as_ref().and_then(|arn| arn.resource().rsplit('/').next());
                let listed = self.facts.listed.iter().any(|known| known.kind == stated.kind);
                let (account, filter) = match stated.kind {
                    PolicyType::ServiceControl => (caller.account(), "SERVICE_CONTROL_POLICY"),
                    _ => (self.protected_account(caller, targets), "RESOURCE_CONTROL_POLICY"),
                };
                let command = match id {
                    Some(id) => Some(super::ask::describe(id)),
                    // Which there are is known; what each says is asked for by its name.
                    None if listed => None,
                    None => Some(super::ask::attached(account, filter)),
                };
                (named, command)
            }
            PolicyType::VpcEndpoint => (named, Some(super::ask::ENDPOINTS.to_owned())),
            PolicyType::PermissionsBoundary => {
                let command = match caller {
                    Caller::User(_, _, name) => Some(format!(
                        "aws iam get-user --user-name {}",
                        super::ask::user_name(name)
                    )),
                    Caller::Session(_, name, _) => Some(get_role(name)),
                    _ => None,
                };
                ("the caller's permissions boundary".to_owned(), command)
            }
            PolicyType::Identity => {
                let filter = match caller {
                    Caller::Session(..) => "Role",
                    _ => "User Group",
                };
                let who = match caller {
                    Caller::User(_, _, name) if !stand_in::is_stand_in(name) => {
                        format!(", those of the user {name}")
                    }
                    Caller::Session(_, name, _) if !stand_in::is_stand_in(name) => {
                        format!(", those of the role {name}")
                    }
                    _ => String::new(),
                };
                (
                    format!("the caller's identity policies{who}"),
                    Some(format!(
                        "aws iam get-account-authorization-details --filter {filter} LocalManagedPolicy"
                    )),
                )
            }
            PolicyType::Resource => {
                let arn = stated.resource.as_deref().unwrap_or("the resource");
                let bucket =
                    arn.strip_prefix("arn:aws:s3:::").and_then(|path| path.split('/').next());
                let command =
                    bucket.map(|bucket| format!("aws s3api get-bucket-policy --bucket {bucket}"));
                (format!("the policy of {arn}"), command)
            }
            PolicyType::Session | PolicyType::Trust => (named, None),
        }
    }
}
