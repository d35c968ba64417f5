//! Everything that has a say in one authorization, gathered from the world, and the authorization itself.

use std::rc::Rc;

use iam::{AccountId, Action, Arn, Decision, PolicyType, Principal, PrincipalKind, Tags};
use policy::{Effect, Finding, NodeKind, NotApplicable, Request};
use sts::StsError;

use super::{
    checks::{Run, Stop},
    encoded,
};
use crate::{
    authorize::{self, Levels, Policies, Relation, ResourceKind, outside_service_control},
    context::{self, Scene, StsKeys},
    message,
    outcome::{AuthorizationOutcome, Cause, CheckKind, CheckStatus, Trigger, Undecided},
    scenario::DocumentAddress,
    simulate,
    world::World,
};

/// What an authorization is about.
#[derive(Debug, Clone)]
pub(super) struct Question<'q> {
    pub(super) action: Action,
    pub(super) resource: Rc<str>,
    pub(super) trigger: Trigger,
    pub(super) kind: ResourceKind,
    /// The account that owns the resource.
    pub(super) account: Option<AccountId>,
    pub(super) tags: Tags,
    /// The resource's own policy, by number.
    pub(super) policy: Option<u32>,
    /// Why RCPs leave the resource alone, where they do.
    pub(super) outside_resource_control: Option<NotApplicable>,
    /// What the call brings along, for calls to STS.
    pub(super) keys: Option<&'q StsKeys>,
    /// Whether the caller needs its own allow even where it is named directly.
    pub(super) needs_own_allow: bool,
}

impl<'q> Question<'q> {
    /// A call to STS on what has no policy of its own.
    pub(super) fn of_sts(
        operation: &str,
        resource: Rc<str>,
        trigger: Trigger,
        account: Option<AccountId>,
        keys: Option<&'q StsKeys>,
    ) -> Self {
        Self {
            action: simulate::action("sts", operation),
            resource,
            trigger,
            kind: ResourceKind::Other,
            account,
            tags: Tags::new(),
            policy: None,
            outside_resource_control: Some(NotApplicable::UnsupportedService),
            keys,
            needs_own_allow: false,
        }
    }
}

impl Run<'_, '_> {
    /// Asks every question in turn. The first that is not allowed ends the call; the others are asked all the same, so
    /// that a person sees what would come next.
    pub(super) fn check_authorizations(&mut self, questions: &[Question<'_>]) -> Result<(), Stop> {
        let mut refused = None;
        for (index, question) in questions.iter().enumerate() {
            let answer = self.ask(question)?;
            let status = match (refused, answer.decision) {
                (Some(_), _) => CheckStatus::NotMade,
                (None, Decision::Allowed) => CheckStatus::Passed,
                (None, _) => {
                    refused = Some(index);
                    CheckStatus::Failed
                }
            };
            self.outcome.authorizations.push(answer);
            let kind = CheckKind::Authorization(index);
            self.outcome.checks.push(crate::outcome::Check { kind, status });
        }
        let Some(index) = refused else { return Ok(()) };
        let error = message::access_denied(
            &self.actor.caller,
            &self.outcome.authorizations[index],
            &self.world.scenario().assumptions,
            &self.outcome.action,
            self.denying_policy(index, questions[index].account).as_deref(),
        );
        Err(Stop::refused(self.with_encoded_message(error, index), Cause::Authorization(index)))
    }

    /// The ARN of the policy that denies, where it has one and the caller may know it: where the resource's `owner` is the
    /// caller's account or one of its organization. AWS: "Troubleshoot access denied error messages".
    fn denying_policy(&self, refused: usize, owner: Option<AccountId>) -> Option<String> {
        let asked = &self.outcome.authorizations[refused];
        let organization = self.world.scenario().organization.as_ref();
        let own = self.actor.caller.principal.account?;
        let is_member = |id: AccountId| self.world.levels(id).is_some();
        let is_one_organization = || is_member(own) && owner.is_some_and(is_member);
        if !asked.same_account && !is_one_organization() {
            return None;
        }
        let nodes = asked.explanation.nodes.iter();
        let denying = nodes.filter_map(|node| match (node.kind, node.finding, node.place) {
            (
                NodeKind::Statement { effect: Some(Effect::Deny), .. },
                Finding::Matched,
                Some(place),
            ) => self.world.documents().get(place.document as usize),
            _ => None,
        });
        let mut denying = denying.filter(|document| Some(document.kind) == asked.named);
        match &denying.next()?.address {
            DocumentAddress::Managed { arn } => Some(arn.to_string()),
            DocumentAddress::BuiltIn { name } if name.starts_with("arn:") => Some(name.to_string()),
            DocumentAddress::Organization { name } => {
                let organization = organization?;
                let policy = organization.policies.iter().find(|policy| policy.name == *name)?;
                let kind = match policy.kind {
                    PolicyType::ResourceControl => "resource_control_policy",
                    _ => "service_control_policy",
                };
                let (account, id) = (organization.management_account, policy.id.as_ref()?);
                Some(format!(
                    "arn:aws:organizations::{account}:policy/{}/{kind}/{id}",
                    organization.id
                ))
            }
            _ => None,
        }
    }

    /// Puts the decision and its context behind the message, sealed, where the service does so.
    fn with_encoded_message(&self, error: StsError, refused: usize) -> StsError {
        let asked = &self.outcome.authorizations[refused];
        let Some(account) = self.actor.caller.principal.account else { return error };
        if !message::is_encoded(&self.outcome.action) {
            return error;
        }
        let content = encoded::content(&self.actor.caller, asked, self.world.documents());
        let sealed =
            sts::seal_message(&encoded::pack(&content), account, self.world.seed(), &self.step.id);
        let text = [&error.message, ".", message::ENCODED, &sealed].concat();
        StsError::new(error.code, error.status, text)
    }

    fn ask(&mut self, question: &Question<'_>) -> Result<AuthorizationOutcome, Stop> {
        let gathered = self.gather(question);
        if let Some(document) = self.world.unsavable(&gathered.numbers) {
            let kind = CheckKind::Authorization(self.outcome.authorizations.len());
            let status = CheckStatus::Failed;
            self.outcome.checks.push(crate::outcome::Check { kind, status });
            return Err(Stop::Undecided(Undecided::Document(document)));
        }
        let caller = &self.actor.caller;
        let scene = Scene {
            at: self.at,
            endpoint: self.step.endpoint.as_deref(),
            resource_account: question.account,
            resource_tags: question.tags.clone(),
            resource_is_role: question.kind == ResourceKind::Role,
            mfa_now: self.mfa_now,
            given: &self.step.context,
        };
        let tags = simulate::principal_tags(self.world, caller);
        let context =
            context::build(self.world, caller, &tags, &question.action, question.keys, &scene);
        let same_account =
            question.account.is_some() && caller.principal.account == question.account;
        let request = Request {
            action: &question.action,
            resource: &question.resource,
            caller: &caller.principal,
            context: &context,
            assumptions: &self.world.scenario().assumptions,
        };
        let relation = Relation {
            kind: question.kind,
            same_account,
            needs_own_allow: question.needs_own_allow,
        };
        let (decided, explanation) = authorize::explain(&gathered.policies, &request, relation);
        debug_assert_eq!(
            decided,
            authorize::verdict(&gathered.policies, &request, relation),
            "verdict and explanation differ"
        );
        let names = |world: &World<'_>, account: Option<AccountId>| -> Vec<Rc<str>> {
            let levels = account.and_then(|id| world.levels(id)).unwrap_or_default();
            levels.into_iter().map(|level| level.name).collect()
        };
        Ok(AuthorizationOutcome {
            action: question.action.clone(),
            resource: Rc::clone(&question.resource),
            trigger: question.trigger,
            decision: decided.decision,
            blocked_by: decided.blocked_by,
            named: decided.named,
            explanation,
            caller_levels: names(self.world, caller.principal.account),
            resource_levels: names(self.world, question.account),
            same_account,
            context,
        })
    }

    fn gather(&mut self, question: &Question<'_>) -> Gathered {
        let principal = self.actor.caller.principal.clone();
        let mut numbers = identity_numbers(self.world, &principal);
        let identity = numbers.clone();
        let boundary = boundary_number(self.world, &principal);
        numbers.extend(boundary);
        numbers.extend(self.actor.session_policies.iter().flatten());
        let (service_control, scp_numbers) = service_control(self.world, &principal);
        numbers.extend(scp_numbers);
        let (resource_control, rcp_numbers) = resource_control(self.world, question);
        numbers.extend(rcp_numbers);
        numbers.extend(question.policy);
        let endpoint = self.endpoint_number();
        numbers.extend(endpoint);
        let world = &*self.world;
        let compiled =
            |numbers: &[u32]| numbers.iter().filter_map(|n| world.compiled(*n)).collect();
        let policies = Policies {
            identity: compiled(&identity),
            boundary: boundary.and_then(|number| world.compiled(number)),
            session: self.actor.session_policies.as_deref().map(compiled),
            service_control,
            resource_control,
            resource: question.policy.and_then(|number| world.compiled(number)),
            endpoint: endpoint.and_then(|number| world.compiled(number)).into_iter().collect(),
        };
        Gathered { policies, numbers }
    }

    /// The policy of the VPC endpoint that the step's context names.
    fn endpoint_number(&mut self) -> Option<u32> {
        let named = |key: &Rc<str>| key.eq_ignore_ascii_case("aws:SourceVpce");
        let (_, values) = self.step.context.iter().find(|(key, _)| named(key))?;
        let endpoint = self.world.endpoint(values.as_ref()?.first()?)?;
        let address = DocumentAddress::Resource { arn: endpoint.arn.clone() };
        self.world.document(&address, PolicyType::VpcEndpoint)
    }
}

struct Gathered {
    policies: Policies,
    numbers: Vec<u32>,
}

/// The policies of the user, its groups, or the role, as they are now.
fn identity_numbers(world: &mut World<'_>, principal: &Principal) -> Vec<u32> {
    let (Some(owner), Some(account)) = (world.owner(principal), principal.account) else {
        return Vec::new();
    };
    match principal.kind {
        PrincipalKind::User | PrincipalKind::FederatedUser if world.user(&owner).is_some() => {
            world.user_policies(account, owner.name())
        }
        PrincipalKind::RoleSession if world.role(&owner).is_some() => {
            world.role_policies(account, owner.name())
        }
        _ => Vec::new(),
    }
}

fn boundary_number(world: &mut World<'_>, principal: &Principal) -> Option<u32> {
    let boundary = world.boundary(principal)?.arn.clone();
    let address = world.managed_address(&boundary)?;
    world.document(&address, PolicyType::PermissionsBoundary)
}

fn service_control(world: &mut World<'_>, principal: &Principal) -> (Levels, Vec<u32>) {
    let outside = outside_service_control(principal, principal.is_service_linked());
    match (outside, principal.account) {
        (None, Some(account)) => world.service_control(account),
        (reason, _) => {
            let reason = reason.unwrap_or(NotApplicable::UnsignedCaller);
            (Levels::NotApplicable(reason), Vec::new())
        }
    }
}

fn resource_control(world: &mut World<'_>, question: &Question<'_>) -> (Levels, Vec<u32>) {
    match (question.outside_resource_control, question.account) {
        (Some(reason), _) => (Levels::NotApplicable(reason), Vec::new()),
        (None, Some(account)) => world.resource_control(account),
        (None, None) => (Levels::NotApplicable(NotApplicable::NoOrganization), Vec::new()),
    }
}

/// The numbers of the session policies of a call: the passed document and the managed ones. Nothing where neither was
/// passed.
///
/// # Errors
/// The ARN that leads nowhere.
pub(crate) fn session_documents(
    world: &mut World<'_>,
    address: &DocumentAddress,
    policy: Option<Rc<str>>,
    arns: &[Rc<str>],
) -> Result<Option<Vec<u32>>, Rc<str>> {
    let mut numbers = Vec::new();
    if let Some(text) = &policy {
        numbers.push(world.text_document(address, PolicyType::Session, Rc::clone(text)));
    }
    for text in arns {
        let managed = text.parse::<Arn>().ok().and_then(|arn| world.managed_address(&arn));
        let number = managed.and_then(|address| world.document(&address, PolicyType::Session));
        numbers.push(number.ok_or_else(|| Rc::clone(text))?);
    }
    Ok((policy.is_some() || !arns.is_empty()).then_some(numbers))
}
