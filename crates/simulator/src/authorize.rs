//! One authorization: every policy that has a say is asked, and [`decide`](crate::decide) folds the answers.
//!
//! The same traversal gives a bare verdict or a verdict with its explanation, depending on the recorder.
//! AWS: "Policy evaluation logic".

use std::rc::Rc;

use iam::{Action, Arn, Credentials, Decision, EntityKind, PolicyType, Principal, PrincipalKind};
use policy::{
    CompiledPolicy, Evidence, Explain, Explanation, Finding, Grant, NodeId, NodeKind,
    NotApplicable, Recorder, Request, Verdict, evaluate,
};

pub use crate::decide::{Decided, ResourceKind};
use crate::{
    decide::{Evidences, LayerEvidence, decide},
    outcome::AuthorizationOutcome,
};

/// Policies attached level by level above an account, root first; or the reason why they have no say.
#[derive(Debug, Clone)]
pub enum Levels {
    /// One list per level. A level whose list is empty allows nothing.
    Attached(Vec<Vec<Rc<CompiledPolicy>>>),
    /// They have no say.
    NotApplicable(NotApplicable),
}

/// Every policy that may have a say in one authorization, compiled.
#[derive(Debug, Clone)]
pub struct Policies {
    /// Of the user and its groups, or of the role.
    pub identity: Vec<Rc<CompiledPolicy>>,
    /// The permissions boundary, where one is attached.
    pub boundary: Option<Rc<CompiledPolicy>>,
    /// The session policies, where the session has any. `Some` of an empty list allows nothing: a federated user's
    /// session without a policy.
    pub session: Option<Vec<Rc<CompiledPolicy>>>,
    /// SCPs above the caller.
    pub service_control: Levels,
    /// RCPs above the resource.
    pub resource_control: Levels,
    /// The trust policy or the resource's own policy, where there is one.
    pub resource: Option<Rc<CompiledPolicy>>,
    /// The policy of the VPC endpoint through which the request comes; several are one set.
    pub endpoint: Vec<Rc<CompiledPolicy>>,
}

/// What is asked besides the request itself.
#[derive(Debug, Clone, Copy)]
pub struct Relation {
    /// What kind of resource.
    pub kind: ResourceKind,
    /// Whether caller and resource are in one account.
    pub same_account: bool,
    /// Whether the caller needs an allow of its own even where it is named directly.
    pub needs_own_allow: bool,
}

/// The answer alone, without a tree and without allocating.
#[must_use]
pub fn verdict(policies: &Policies, request: &Request<'_>, relation: Relation) -> Decided {
    authorize(policies, request, relation, &mut Verdict)
}

/// How many nodes an explanation usually has, so that its list grows once.
const USUAL_NODES: usize = 96;

/// The answer with everything that was looked at.
#[must_use]
pub fn explain(
    policies: &Policies,
    request: &Request<'_>,
    relation: Relation,
) -> (Decided, Explanation) {
    let mut recorder = Explain::with_room_for(USUAL_NODES);
    let decided = authorize(policies, request, relation, &mut recorder);
    (decided, recorder.into_explanation())
}

/// Asks every policy and decides. [`verdict`] and [`explain`] are this with one recorder each.
pub fn authorize<R: Recorder>(
    policies: &Policies,
    request: &Request<'_>,
    relation: Relation,
    recorder: &mut R,
) -> Decided {
    let whole = recorder.enter(NodeKind::Authorization, None);
    let has_no_policies = no_policies(request.caller);
    let is_root = request.caller.needs_no_allow();

    let side = recorder.enter(NodeKind::ResourceSide, None);
    let resource_control =
        levels(PolicyType::ResourceControl, &policies.resource_control, request, recorder);
    let resource_type =
        if relation.kind == ResourceKind::Role { PolicyType::Trust } else { PolicyType::Resource };
    let resource = if policies.resource.is_some() && is_bucket_owner(request, relation) {
        let layer = recorder.enter(NodeKind::Layer(resource_type), None);
        recorder.leave(layer, Finding::NotApplicable(NotApplicable::BucketOwner));
        LayerEvidence::default()
    } else {
        single(resource_type, policies.resource.as_ref(), request, recorder)
    };
    recorder.leave(side, folded(&[resource_control, resource], resource.allow));

    // In one account a grant that names the caller leaves less for the caller's own policies to say.
    let direct = relation.same_account && !relation.needs_own_allow;
    let without_identity = match resource.allow {
        Some(Grant::Direct | Grant::RoleArn) if direct => Some(NotApplicable::NamedDirectly),
        _ if has_no_policies => Some(caller_reason(request.caller)),
        _ if is_root => Some(NotApplicable::RootUser),
        _ => None,
    };
    let without_limits = match resource.allow {
        Some(Grant::Direct) if relation.same_account => Some(NotApplicable::NamedDirectly),
        _ => None,
    };

    let side = recorder.enter(NodeKind::CallerSide, None);
    let service_control =
        levels(PolicyType::ServiceControl, &policies.service_control, request, recorder);
    let identity = union(
        PolicyType::Identity,
        &policies.identity,
        !has_no_policies,
        without_identity,
        request,
        recorder,
    );
    let boundary = policies.boundary.as_slice();
    let boundary = union(
        PolicyType::PermissionsBoundary,
        boundary,
        policies.boundary.is_some(),
        without_limits,
        request,
        recorder,
    );
    // What a root session's task policy does not deny, the root user may: its silence is no obstacle.
    let is_root_session = request.caller.credentials == Credentials::RootSession;
    let mut session = union(
        PolicyType::Session,
        policies.session.as_deref().unwrap_or_default(),
        policies.session.is_some(),
        if is_root_session { Some(NotApplicable::RootUser) } else { without_limits },
        request,
        recorder,
    );
    session.applies &= !is_root_session;
    let endpoint = match &policies.endpoint[..] {
        [] => LayerEvidence::default(),
        policies => union(PolicyType::VpcEndpoint, policies, true, None, request, recorder),
    };

    let decided = decide(&Evidences {
        resource_control,
        service_control,
        resource,
        identity,
        boundary,
        session,
        endpoint,
        kind: relation.kind,
        same_account: relation.same_account,
        has_no_policies,
        is_root,
        needs_own_allow: relation.needs_own_allow,
    });
    let caller_blocks = decided.blocked_by.iter().any(is_on_the_callers_side);
    let finding = match (decided.decision, caller_blocks) {
        (Decision::ExplicitDeny, true) => Finding::Denies,
        (Decision::ImplicitDeny, true) => Finding::Silent,
        _ => Finding::Allows(Grant::Unranked),
    };
    recorder.leave(side, finding);
    recorder.leave(
        whole,
        match decided.decision {
            Decision::Allowed => Finding::Allows(resource.allow.unwrap_or(Grant::Unranked)),
            Decision::ExplicitDeny => Finding::Denies,
            Decision::ImplicitDeny => Finding::Silent,
        },
    );
    decided
}

/// Whether a policy type belongs to the caller's account rather than to the resource's.
#[must_use]
pub fn is_on_the_callers_side(kind: PolicyType) -> bool {
    !matches!(kind, PolicyType::ResourceControl | PolicyType::Resource | PolicyType::Trust)
}

/// Why SCPs have no say over a caller, whatever is attached above its account. `linked` says whether the caller is a
/// session of a service-linked role. AWS: "Service control policies (SCPs)", section "Tasks and entities not restricted
/// by SCPs".
#[must_use]
pub fn outside_service_control(caller: &Principal, linked: bool) -> Option<NotApplicable> {
    match caller.kind {
        PrincipalKind::Service => Some(NotApplicable::ServiceCaller),
        _ if caller.account.is_none() => Some(NotApplicable::UnsignedCaller),
        _ if linked => Some(NotApplicable::ServiceLinkedRole),
        _ => None,
    }
}

/// Why RCPs have no say over a resource, whatever is attached above its account: the caller or the role that is asked
/// for is service-linked, or the service does not support them. AWS: "Resource control policies (RCPs)", sections
/// "Resources and entities not restricted by RCPs" and "List of AWS services that support RCPs".
#[must_use]
pub fn outside_resource_control(
    linked: bool,
    action: &Action,
    resource: Option<&Arn>,
) -> Option<NotApplicable> {
    let role = resource.filter(|arn| arn.entity() == Some(EntityKind::Role));
    if linked || role.is_some_and(|arn| arn.path().starts_with("/aws-service-role/")) {
        return Some(NotApplicable::ServiceLinkedRole);
    }
    let supported = match action.service() {
        // Of what STS does, RCPs reach what it does to roles.
        "sts" => role.is_some(),
        service => RESOURCE_CONTROL_SERVICES.contains(&service),
    };
    (!supported).then_some(NotApplicable::UnsupportedService)
}

/// Services whose resources RCPs reach. AWS: "Resource control policies (RCPs)", section "List of AWS services that
/// support RCPs".
const RESOURCE_CONTROL_SERVICES: [&str; 11] = [
    "s3",
    "kms",
    "sqs",
    "secretsmanager",
    "cognito-identity",
    "cognito-idp",
    "logs",
    "dynamodb",
    "ecr",
    "aoss",
    "s3express",
];

/// What kind of resource an action asks for. Of what KMS has, keys alone have a policy of their own.
/// AWS: "Key policies in AWS KMS".
#[must_use]
pub fn resource_kind(action: &Action, resource: Option<&Arn>) -> ResourceKind {
    let Some(arn) = resource else { return ResourceKind::Other };
    if arn.entity() == Some(EntityKind::Role) && action.assumes().is_some() {
        ResourceKind::Role
    } else if arn.service() == "kms" && arn.resource().starts_with("key/") {
        ResourceKind::Key
    } else {
        ResourceKind::Other
    }
}

/// Whether the root user of a bucket's account asks for the bucket's policy, which then cannot lock it out; SCPs, RCPs and
/// endpoint policies still can. AWS: "GetBucketPolicy", "PutBucketPolicy" and "DeleteBucketPolicy".
fn is_bucket_owner(request: &Request<'_>, relation: Relation) -> bool {
    const OWN: [&str; 3] = ["s3:GetBucketPolicy", "s3:PutBucketPolicy", "s3:DeleteBucketPolicy"];
    relation.same_account
        && request.caller.kind == PrincipalKind::Root
        && OWN.iter().any(|action| request.action.is(action))
}

fn no_policies(caller: &Principal) -> bool {
    matches!(
        caller.kind,
        PrincipalKind::Service
            | PrincipalKind::WebIdentity
            | PrincipalKind::Saml
            | PrincipalKind::Anonymous
    )
}

fn caller_reason(caller: &Principal) -> NotApplicable {
    if caller.kind == PrincipalKind::Service {
        NotApplicable::ServiceCaller
    } else {
        NotApplicable::UnsignedCaller
    }
}

/// Several policies of one type: one Allow suffices, one Deny suffices.
fn union<R: Recorder>(
    kind: PolicyType,
    policies: &[Rc<CompiledPolicy>],
    applies: bool,
    not_needed: Option<NotApplicable>,
    request: &Request<'_>,
    recorder: &mut R,
) -> LayerEvidence {
    let layer = recorder.enter(NodeKind::Layer(kind), None);
    let mut evidence = Evidence::default();
    for policy in policies {
        evidence = evidence.and(evaluate(policy, request, recorder));
    }
    let evidence = LayerEvidence { applies, allow: evidence.allow, deny: evidence.deny };
    let finding = match (not_needed, evidence) {
        (_, LayerEvidence { deny: true, .. }) => Finding::Denies,
        (_, LayerEvidence { allow: Some(grant), .. }) => Finding::Allows(grant),
        (_, LayerEvidence { applies: false, .. }) if not_needed.is_none() => {
            Finding::NotApplicable(NotApplicable::NoneAttached)
        }
        (Some(_), LayerEvidence { applies: false, .. }) if kind != PolicyType::Identity => {
            Finding::NotApplicable(NotApplicable::NoneAttached)
        }
        (Some(reason), _) => Finding::NotApplicable(reason),
        (None, _) => Finding::Silent,
    };
    recorder.leave(layer, finding);
    evidence
}

fn single<R: Recorder>(
    kind: PolicyType,
    policy: Option<&Rc<CompiledPolicy>>,
    request: &Request<'_>,
    recorder: &mut R,
) -> LayerEvidence {
    let policies = policy.map_or(&[][..], std::slice::from_ref);
    union(kind, policies, policy.is_some(), None, request, recorder)
}

/// Levels of an organization: every one must allow, and any one may deny.
fn levels<R: Recorder>(
    kind: PolicyType,
    levels: &Levels,
    request: &Request<'_>,
    recorder: &mut R,
) -> LayerEvidence {
    let layer = recorder.enter(NodeKind::Layer(kind), None);
    let attached = match levels {
        Levels::Attached(attached) => attached,
        Levels::NotApplicable(reason) => {
            recorder.leave(layer, Finding::NotApplicable(*reason));
            return LayerEvidence::default();
        }
    };
    let mut all = LayerEvidence { applies: true, allow: Some(Grant::Unranked), deny: false };
    for (number, policies) in attached.iter().enumerate() {
        let number = u16::try_from(number).unwrap_or(u16::MAX);
        let level = recorder.enter(NodeKind::Level(number), None);
        let mut evidence = Evidence::default();
        for policy in policies {
            evidence = evidence.and(evaluate(policy, request, recorder));
        }
        recorder.leave(level, finding_of(evidence));
        all.deny |= evidence.deny;
        if evidence.allow.is_none() {
            all.allow = None;
        }
    }
    let finding = match all {
        LayerEvidence { deny: true, .. } => Finding::Denies,
        LayerEvidence { allow: Some(grant), .. } => Finding::Allows(grant),
        _ => Finding::Silent,
    };
    recorder.leave(layer, finding);
    all
}

fn finding_of(evidence: Evidence) -> Finding {
    match evidence {
        Evidence { deny: true, .. } => Finding::Denies,
        Evidence { allow: Some(grant), .. } => Finding::Allows(grant),
        Evidence { allow: None, deny: false } => Finding::Silent,
    }
}

fn folded(layers: &[LayerEvidence], grant: Option<Grant>) -> Finding {
    if layers.iter().any(|layer| layer.deny) {
        Finding::Denies
    } else if layers.iter().all(|layer| !layer.applies || layer.allow.is_some()) {
        Finding::Allows(grant.unwrap_or(Grant::Unranked))
    } else {
        Finding::Silent
    }
}

/// The nodes that decide: with a deny the Deny statements that apply; else the silent layers that stand in the way, a
/// silent level of an organization rather than its whole layer; for an allow nothing.
pub(crate) fn deciding(outcome: &AuthorizationOutcome) -> Vec<NodeId> {
    let nodes = &outcome.explanation.nodes;
    let ids = 0..NodeId::try_from(nodes.len()).unwrap_or(NodeId::MAX);
    match outcome.decision {
        Decision::Allowed => Vec::new(),
        Decision::ExplicitDeny => ids
            .filter(|id| {
                let node = &nodes[*id as usize];
                matches!(node.kind, NodeKind::Statement { effect: Some(policy::Effect::Deny), .. })
                    && node.finding == Finding::Matched
            })
            .collect(),
        Decision::ImplicitDeny => {
            let mut deciding = Vec::new();
            for id in ids {
                let node = &nodes[id as usize];
                let NodeKind::Layer(kind) = node.kind else { continue };
                if !outcome.blocked_by.contains(kind) {
                    continue;
                }
                let silent_levels = outcome.explanation.children(id).filter(|(_, child)| {
                    matches!(child.kind, NodeKind::Level(_)) && child.finding == Finding::Silent
                });
                let before = deciding.len();
                deciding.extend(silent_levels.map(|(level, _)| level));
                if deciding.len() == before {
                    deciding.push(id);
                }
            }
            deciding
        }
    }
}
