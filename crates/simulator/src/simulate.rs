//! Scenario to outcome: one step after the other, each session the next step's caller.

use std::rc::Rc;

use iam::{Action, Arn, Credentials, EntityKind, Principal, PrincipalKind, Tag, Tags, Timestamp};
use sts::{Bound, Mfa, Session, SessionKind, SessionTag, Verifiers};

use crate::{
    Outcome, Scenario, change, console, expectation, operation,
    outcome::{Caller, StepOutcome, StepResult, Target},
    scenario::{DocumentAddress, Operation, StartCredentials, Step},
    service,
    world::World,
};

/// A caller and the documents that its session carries.
#[derive(Debug, Clone)]
pub(crate) struct Actor {
    pub(crate) caller: Caller,
    /// Numbers of the session policies; nothing where the session has none.
    pub(crate) session_policies: Option<Vec<u32>>,
}

/// Runs the chain. Cannot fail: what the service refuses is a result. A step with a signed text is undecided, see
/// [`simulate_with`].
#[must_use]
pub fn simulate(scenario: &Scenario) -> Outcome {
    simulate_with(scenario, None)
}

/// The same with what reads and checks signed texts.
#[must_use]
pub fn simulate_with(scenario: &Scenario, verifiers: Option<Verifiers>) -> Outcome {
    run(World::new(scenario), scenario, verifiers)
}

/// The same, sooner: documents that say what they said in an earlier run are not read again.
#[must_use]
pub fn simulate_after(
    before: &Outcome,
    scenario: &Scenario,
    verifiers: Option<Verifiers>,
) -> Outcome {
    run(World::after(&before.documents, scenario), scenario, verifiers)
}

fn run<'s>(mut world: World<'s>, scenario: &'s Scenario, verifiers: Option<Verifiers>) -> Outcome {
    world.verifiers = verifiers;
    let start = start_actor(&mut world);
    // What each step has minted, by its place.
    let mut minted: Vec<Option<Actor>> = Vec::with_capacity(scenario.steps.len());
    // Who called each step.
    let mut callers: Vec<Option<Actor>> = Vec::with_capacity(scenario.steps.len());
    let mut last_hop = None;
    let mut at = scenario.start.time;
    let mut steps: Vec<StepOutcome> = Vec::with_capacity(scenario.steps.len());
    for (index, step) in scenario.steps.iter().enumerate() {
        at = at.plus_seconds(step.after.unwrap_or_default());
        let mut called_by = None;
        let (mut outcome, session) = match &step.operation {
            Operation::Change(operation) => (change::run(&mut world, step, operation, at), None),
            _ => match caller_of(&mut world, scenario, step, &start, &minted, last_hop) {
                Ok(mut actor) => {
                    if matches!(step.operation, Operation::SwitchRole(_)) {
                        actor = switching(scenario, &callers, actor);
                        actor = console::signed_in(&world, actor, at);
                    }
                    called_by = Some(actor.clone());
                    operation::run(&mut world, step, &steps, actor, at)
                }
                Err(needs) => (not_reached(step, at, needs), None),
            },
        };
        callers.push(called_by);
        if outcome.is_hop {
            last_hop = Some(index);
        }
        outcome.differences =
            step.expect.as_ref().map(|expected| expectation::differences(expected, &outcome));
        minted.push(session);
        steps.push(outcome);
    }
    Outcome { start: start.caller, steps, documents: world.into_documents(), verifiers }
}

/// Who switches: the console asks with the credentials of the sign-in, whatever role is worn at the moment. AWS: "Switch
/// from a user to an IAM role (console)".
fn switching(scenario: &Scenario, callers: &[Option<Actor>], mut actor: Actor) -> Actor {
    while let Some(index) = actor.caller.minted_by {
        let is_switch = scenario
            .steps
            .get(index)
            .is_some_and(|step| matches!(step.operation, Operation::SwitchRole(_)));
        let before = callers.get(index).cloned().flatten().filter(|_| is_switch);
        let Some(before) = before else { break };
        actor = before;
    }
    actor
}

/// Who makes a step's call; the id of the step that should have minted the caller where that did not happen.
fn caller_of(
    world: &mut World<'_>,
    scenario: &Scenario,
    step: &Step,
    start: &Actor,
    minted: &[Option<Actor>],
    last_hop: Option<usize>,
) -> Result<Actor, Rc<str>> {
    let of_step = |index: usize| match minted.get(index).cloned().flatten() {
        Some(actor) => Ok(actor),
        None => Err(scenario.steps.get(index).map_or_else(|| "".into(), |s| Rc::clone(&s.id))),
    };
    match step.caller.as_deref() {
        // Unsigned calls have no caller of their own: their token or assertion says who it is.
        None if operation::is_unsigned(&step.operation) => Ok(start.clone()),
        None => last_hop.map_or_else(|| Ok(start.clone()), of_step),
        Some("start") => Ok(start.clone()),
        Some(name) => match scenario.steps[..minted.len()].iter().position(|s| &*s.id == name) {
            Some(index) => of_step(index),
            None => Ok(Actor {
                caller: Caller {
                    principal: named_principal(world, name, None),
                    session: None,
                    minted_by: None,
                    is_start: name == &*scenario.start.principal,
                },
                session_policies: None,
            }),
        },
    }
}

/// The caller whom a text names: the ARN of a user, a role, root or a federated user; a service; a provider.
pub(crate) fn named_principal(
    world: &World<'_>,
    text: &str,
    asked: Option<StartCredentials>,
) -> Principal {
    let mut principal = Principal::new(PrincipalKind::Anonymous, Credentials::None);
    let Ok(arn) = text.parse::<Arn>() else {
        principal.name = Some(text.into());
        principal.kind = if BUILT_IN_PROVIDERS.contains(&text) {
            PrincipalKind::WebIdentity
        } else {
            PrincipalKind::Service
        };
        return principal;
    };
    principal.account = arn.account();
    principal.unique_id = world.unique_id(&arn);
    let long_term = match asked {
        Some(StartCredentials::SessionToken) => Credentials::SessionToken,
        _ => Credentials::LongTerm,
    };
    (principal.kind, principal.credentials) = match arn.entity() {
        Some(EntityKind::Root) => (PrincipalKind::Root, long_term),
        Some(EntityKind::User) => (PrincipalKind::User, long_term),
        Some(EntityKind::Role) => (PrincipalKind::RoleSession, Credentials::RoleSession),
        Some(EntityKind::FederatedUser) => {
            (PrincipalKind::FederatedUser, Credentials::FederationToken)
        }
        Some(EntityKind::OidcProvider) => (PrincipalKind::WebIdentity, Credentials::None),
        Some(EntityKind::SamlProvider) => (PrincipalKind::Saml, Credentials::None),
        _ => (PrincipalKind::Anonymous, Credentials::None),
    };
    if matches!(principal.kind, PrincipalKind::WebIdentity | PrincipalKind::Saml) {
        principal.account = None;
    }
    principal.arn = Some(arn);
    principal.has_boundary = world.boundary(&principal).is_some();
    principal
}

/// Providers that need not be registered. AWS: "IAM JSON policy elements: Principal".
pub(crate) const BUILT_IN_PROVIDERS: [&str; 4] = [
    "accounts.google.com",
    "cognito-identity.amazonaws.com",
    "graph.facebook.com",
    "www.amazon.com",
];

fn start_actor(world: &mut World<'_>) -> Actor {
    let start = world.scenario().start.clone();
    let mut principal = named_principal(world, &start.principal, start.credentials);
    if principal.kind == PrincipalKind::FederatedUser
        && let Some(user) = &start.federating_user
    {
        // Such a session has the policies, the boundary and the tags of whoever made it.
        principal.unique_id = world.unique_id(user);
        principal.federating_user = Some(user.clone());
        principal.has_boundary = world.boundary(&principal).is_some();
    }
    let session_name = start.role_session_name.clone().unwrap_or_else(|| "session".into());
    let issued = start.issued.unwrap_or(start.time);
    let default_length =
        if principal.credentials == Credentials::RoleSession { 3600 } else { 43_200 };
    let mut session = None;
    let mut session_policies = None;
    if principal.credentials.are_temporary() {
        if let (PrincipalKind::RoleSession, Some(arn), Some(account)) =
            (principal.kind, &principal.arn, principal.account)
        {
            let resource = format!("assumed-role/{}/{session_name}", arn.name());
            principal.session_arn = Some(Arn::sts(arn.partition(), account, &resource));
        }
        let id = principal.unique_id.as_ref().map(|id| id.as_str().to_owned());
        let account = principal.account.map(|id| id.to_string()).unwrap_or_default();
        let user_id: Rc<str> = match principal.kind {
            PrincipalKind::RoleSession => {
                format!("{}:{session_name}", id.unwrap_or_default()).into()
            }
            PrincipalKind::FederatedUser => {
                let name = principal.arn.as_ref().map(Arn::name).unwrap_or_default();
                format!("{account}:{name}").into()
            }
            PrincipalKind::Root => account.into(),
            _ => id.unwrap_or_default().into(),
        };
        let is_transitive = |key: &str| {
            start.transitive_tag_keys.iter().any(|known| iam::fold(known) == iam::fold(key))
        };
        let tags = start.tags.iter().map(|tag| SessionTag {
            tag: Tag { key: Rc::clone(&tag.key), value: Rc::clone(&tag.value) },
            transitive: is_transitive(&tag.key),
            inherited: false,
        });
        let mfa = match (principal.credentials, start.mfa) {
            (Credentials::FederationToken, _) => Mfa::Missing,
            (_, Some(true)) => Mfa::Present(issued),
            _ => Mfa::Absent,
        };
        session = Some(Rc::new(Session {
            kind: match principal.credentials {
                Credentials::SessionToken => SessionKind::SessionToken,
                Credentials::FederationToken => SessionKind::FederationToken,
                _ if start.delivered_by.is_some() => SessionKind::Service,
                _ => SessionKind::AssumeRole,
            },
            principal: principal.clone(),
            name: if principal.credentials == Credentials::RoleSession {
                session_name
            } else {
                principal.arn.as_ref().map(Arn::name).unwrap_or_default().into()
            },
            user_id,
            issued,
            expires: issued.plus_seconds(start.duration_seconds.unwrap_or(default_length)),
            bound: Bound::Given,
            tags: tags.collect(),
            source_identity: start.source_identity.clone(),
            mfa,
            policy: start.policy.as_ref().map(crate::scenario::Document::shared),
            policy_arns: start.policy_arns.clone(),
            federated_provider: None,
            provider_keys: service::session_keys(
                start.delivered_by.as_deref(),
                &start.session_keys,
            ),
            delivered_by: start.delivered_by.clone(),
        }));
        session_policies = operation::session_documents(
            world,
            &DocumentAddress::StartSession,
            start.policy.as_ref().map(crate::scenario::Document::shared),
            &start.policy_arns,
        )
        // A session policy that leads nowhere allows nothing; it never counts as none.
        .unwrap_or_else(|_| Some(Vec::new()));
        if session_policies.is_none() && principal.kind == PrincipalKind::FederatedUser {
            session_policies = Some(Vec::new());
        }
    }
    Actor {
        caller: Caller { principal, session, minted_by: None, is_start: true },
        session_policies,
    }
}

/// The tags that `aws:PrincipalTag` shows: those of the user or role as they are now, overridden by the session's.
pub(crate) fn principal_tags(world: &World<'_>, caller: &Caller) -> Tags {
    let mut tags = Tags::new();
    if let Some(arn) = world.owner(&caller.principal) {
        let entries = match (world.user(&arn), world.role(&arn)) {
            (Some((_, user)), _) => &user.tags[..],
            (None, Some((_, role))) => &role.tags[..],
            (None, None) => &[],
        };
        for entry in entries {
            tags.set(Tag { key: Rc::clone(&entry.key), value: Rc::clone(&entry.value) });
        }
    }
    for session_tag in caller.session.iter().flat_map(|session| &session.tags) {
        tags.set(session_tag.tag.clone());
    }
    tags
}

fn not_reached(step: &Step, at: Timestamp, needs: Rc<str>) -> StepOutcome {
    let mut outcome = blank(step, at);
    outcome.result = StepResult::NotReached { needs };
    outcome
}

/// A step's outcome before anything happened.
pub(crate) fn blank(step: &Step, at: Timestamp) -> StepOutcome {
    StepOutcome {
        id: Rc::clone(&step.id),
        at,
        action: operation::action_of(&step.operation),
        is_hop: operation::is_hop(&step.operation),
        is_change: matches!(step.operation, Operation::Change(_)),
        caller: None,
        target: operation::target_of(&step.operation),
        presented: None,
        judged: Vec::new(),
        result: StepResult::Succeeded,
        checks: Vec::new(),
        asks: Vec::new(),
        authorizations: Vec::new(),
        minted: None,
        answer: None,
        limits: None,
        differences: None,
    }
}

/// The action of a service's operation; the names are ours, so they are well formed.
pub(crate) fn action(service: &str, operation: &str) -> Action {
    format!("{service}:{operation}").parse().unwrap_or_else(|_| unknown_action())
}

fn unknown_action() -> Action {
    // INVARIANT: every operation that steps can name is a well-formed action.
    match "sts:Unknown".parse() {
        Ok(action) => action,
        Err(_) => unreachable!("a literal action parses"),
    }
}

/// What a target is called in messages.
impl Target {
    /// The ARN or name that is acted on, if any.
    #[must_use]
    pub fn text(&self) -> Option<&str> {
        match self {
            Self::Role(text)
            | Self::Resource(text)
            | Self::FederatedUser(text)
            | Self::World(text) => Some(text),
            Self::Caller => None,
        }
    }
}
