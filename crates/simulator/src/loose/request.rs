//! A question about prepared documents, checked and ready to be asked, once or many times.

use std::rc::Rc;

use iam::{AccountId, Action, Arn, Assumptions, Context, Principal, PrincipalKind};
use policy::NotApplicable;

use super::{Prepared, Question, Refused, caller::caller};
use crate::authorize::{
    self, Decided, Levels, Policies, Relation, ResourceKind, outside_resource_control,
    outside_service_control,
};

/// One question about prepared documents.
#[derive(Debug, Clone)]
pub struct Request {
    pub(super) prepared: Rc<Prepared>,
    pub(super) caller: Principal,
    pub(super) action: Action,
    pub(super) resource: Rc<str>,
    pub(super) context: Context,
    pub(super) kind: ResourceKind,
    pub(super) same_account: bool,
    pub(super) policies: Policies,
}

impl Prepared {
    /// Makes a question about these documents ready.
    ///
    /// # Errors
    /// Everything because of which it cannot be answered: a principal that is nobody, a resource that is no ARN or lies
    /// in another partition than the caller, a role to be assumed that is none, facts that contradict each other.
    pub fn request(self: &Rc<Self>, question: &Question) -> Result<Request, Vec<Refused>> {
        let mut refused = Vec::new();
        let caller = caller(question, &mut refused);
        let arn = resource(question, &mut refused);
        let account = account(question, arn.as_ref(), &mut refused);
        let Some(mut caller) = caller else { return Err(refused) };
        other_partition(&caller, arn.as_ref(), &mut refused);
        let kind = authorize::resource_kind(&question.action, arn.as_ref());
        needs_a_role(question, kind, &mut refused);
        if kind == ResourceKind::Role {
            vouched_for(&caller, &question.action, arn.as_ref(), &mut refused);
        }
        if !refused.is_empty() {
            return Err(refused);
        }
        caller.has_boundary = self.policies.boundary.is_some();
        let context = context(question, &caller, account);
        let account = account.or(caller.account);
        Ok(Request {
            policies: self.policies_for(question, &caller, arn.as_ref(), account, kind),
            prepared: Rc::clone(self),
            same_account: account.is_some() && caller.account == account,
            caller,
            action: question.action.clone(),
            resource: Rc::clone(&question.resource),
            context,
            kind,
        })
    }

    /// The policies that have a say in one question.
    fn policies_for(
        &self,
        question: &Question,
        caller: &Principal,
        arn: Option<&Arn>,
        account: Option<AccountId>,
        kind: ResourceKind,
    ) -> Policies {
        let linked = question.service_linked_role.unwrap_or_else(|| caller.is_service_linked());
        let is_management = |account: Option<AccountId>| {
            account.is_some()
                && account == self.management_account
                && self.management_account.is_some()
        };
        let mut policies = self.policies.clone();
        policies.resource = self.resource_policy(kind);
        if caller.account.is_none() {
            policies.identity.clear();
            policies.boundary = None;
            policies.session = None;
        } else if caller.kind == PrincipalKind::FederatedUser {
            policies.session.get_or_insert_default();
        }
        let outside = |levels: &mut Levels, outside: Option<NotApplicable>, management: bool| {
            if let Levels::Attached(_) = levels {
                let management = management.then_some(NotApplicable::ManagementAccount);
                if let Some(reason) = outside.or(management) {
                    *levels = Levels::NotApplicable(reason);
                }
            }
        };
        outside(
            &mut policies.service_control,
            outside_service_control(caller, linked),
            is_management(caller.account),
        );
        outside(
            &mut policies.resource_control,
            outside_resource_control(linked, &question.action, arn),
            is_management(account),
        );
        policies
    }
}

impl Request {
    /// The answer alone. Nothing is allocated.
    #[must_use]
    pub fn verdict(&self) -> Decided {
        self.verdict_under(&self.prepared.assumptions)
    }

    /// The same under other switches.
    pub(super) fn verdict_under(&self, assumptions: &Assumptions) -> Decided {
        authorize::verdict(&self.policies, &self.asked(assumptions), self.relation(assumptions))
    }

    pub(super) fn asked<'r>(&'r self, assumptions: &'r Assumptions) -> policy::Request<'r> {
        policy::Request {
            action: &self.action,
            resource: &self.resource,
            caller: &self.caller,
            context: &self.context,
            assumptions,
        }
    }

    pub(super) fn relation(&self, assumptions: &Assumptions) -> Relation {
        Relation {
            kind: self.kind,
            same_account: self.same_account,
            // AWS: "Monitor and control actions taken with assumed roles", section "Permissions required to set source
            // identity".
            needs_own_allow: assumptions.source_identity_needs_identity_allow
                && self.kind == ResourceKind::Role
                && self.caller.kind == PrincipalKind::RoleSession
                && self.action.is("sts:SetSourceIdentity"),
        }
    }

    /// Whether caller and resource are in one account.
    #[must_use]
    pub fn same_account(&self) -> bool {
        self.same_account
    }

    /// The documents with this question's own resource or trust policy.
    #[must_use]
    pub fn prepared(&self) -> &Prepared {
        &self.prepared
    }

    /// What kind of resource is asked for.
    #[must_use]
    pub fn kind(&self) -> ResourceKind {
        self.kind
    }
}

fn resource(question: &Question, refused: &mut Vec<Refused>) -> Option<Arn> {
    let text = &*question.resource;
    if text == "*" {
        return None;
    }
    let arn = text.parse::<Arn>();
    if arn.is_err() {
        refused.push(Refused::new(
            "Resource",
            format!("{} is no ARN.", crate::scenario::shown(text)),
            "Write an ARN such as arn:aws:s3:::reports/2026.csv, or `*`.",
        ));
    }
    arn.ok()
}

/// Roles are assumed one by one: a call names its role, and no policy is asked whether one may assume `*`.
/// AWS: "Actions, resources, and condition keys for AWS Security Token Service".
fn needs_a_role(question: &Question, kind: ResourceKind, refused: &mut Vec<Refused>) {
    if kind != ResourceKind::Role
        && refused.is_empty()
        && question.action.folded().starts_with("sts:assumerole")
    {
        refused.push(Refused::new(
            "Resource",
            format!(
                "{} is asked about one role, and {} names none.",
                question.action.name(),
                crate::scenario::shown(&question.resource)
            ),
            "Write the ARN of the role that is to be assumed: arn:aws:iam::111111111111:role/Reader.",
        ));
    }
}

/// The account that owns the resource, as far as the question says it.
fn account(
    question: &Question,
    arn: Option<&Arn>,
    refused: &mut Vec<Refused>,
) -> Option<AccountId> {
    let written = arn.and_then(Arn::account);
    match (question.resource_account, written) {
        (Some(given), Some(written)) if given != written => {
            refused.push(Refused::new(
                "resourceAccount",
                format!("The resource's ARN says account {written}, and this says {given}."),
                "Keep one of the two.",
            ));
            None
        }
        (given, written) => given.or(written),
    }
}

fn other_partition(caller: &Principal, arn: Option<&Arn>, refused: &mut Vec<Refused>) {
    let own = caller.arn.as_ref().map(Arn::partition);
    if let (Some(own), Some(other)) = (own, arn.map(Arn::partition))
        && own != other
    {
        refused.push(Refused::new(
            "Resource",
            format!("The caller is in partition {own} and the resource in {other}."),
            "No credentials reach from one partition into another; ask within one.",
        ));
    }
}

/// Whom a provider vouches for takes a role by the call of that kind of provider, and only in the provider's account.
/// AWS: "AssumeRoleWithWebIdentity" and "AssumeRoleWithSAML".
fn vouched_for(
    caller: &Principal,
    action: &Action,
    role: Option<&Arn>,
    refused: &mut Vec<Refused>,
) {
    let own = match caller.kind {
        PrincipalKind::WebIdentity => "sts:AssumeRoleWithWebIdentity",
        PrincipalKind::Saml => "sts:AssumeRoleWithSAML",
        _ => return,
    };
    if action.folded().starts_with("sts:assumerole") && !action.is(own) {
        refused.push(Refused::new(
            "Action",
            format!("Whom such a provider vouches for does not call {}.", action.name()),
            format!("Ask for `{own}`."),
        ));
    }
    let provider = caller.arn.as_ref().and_then(Arn::account);
    if let (Some(provider), Some(role)) = (provider, role.and_then(Arn::account))
        && provider != role
    {
        refused.push(Refused::new(
            "principal",
            format!("The provider is in account {provider} and the role in {role}."),
            "A provider vouches for callers of roles in its own account; name one of that account.",
        ));
    }
}

/// The condition keys: what the ARNs say, and what is given.
/// AWS: "AWS global condition context keys", section "Properties of the principal".
fn context(question: &Question, caller: &Principal, account: Option<AccountId>) -> Context {
    let mut context = Context::new();
    context.set_one("aws:PrincipalType", crate::context::principal_type(caller.kind));
    if let (Some(account), Some(arn)) = (caller.account, &caller.arn) {
        context.set_one("aws:PrincipalArn", arn.shared());
        context.set_one("aws:PrincipalAccount", account.to_string());
        if caller.kind == PrincipalKind::User {
            context.set_one("aws:username", arn.name());
        }
    }
    if matches!(
        caller.kind,
        PrincipalKind::WebIdentity | PrincipalKind::Saml | PrincipalKind::Anonymous
    ) {
        context.set_one("aws:PrincipalAccount", crate::context::NO_ACCOUNT);
    }
    if let Some(account) = account {
        context.set_one("aws:ResourceAccount", account.to_string());
    }
    for (key, values) in &question.context {
        match values {
            Some(values) => context.set(key, values.iter().cloned()),
            None => context.remove(key),
        }
    }
    context
}
