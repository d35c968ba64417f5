//! From what each policy type says to one answer: the decision table.
//!
//! AWS: "Policy evaluation logic", "Cross-account policy evaluation logic", and "How permissions for each method of
//! creating temporary security credentials are compared".

use iam::{Decision, PolicyType, PolicyTypes};
use policy::Grant;

/// What one policy type says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct LayerEvidence {
    /// Whether it has a say: something is attached, and the caller or resource is not exempt.
    pub applies: bool,
    /// The most direct Allow that applies.
    pub allow: Option<Grant>,
    /// Whether a Deny applies.
    pub deny: bool,
}

impl LayerEvidence {
    /// Whether it stands in the way by its silence.
    fn is_missing(self) -> bool {
        self.applies && self.allow.is_none()
    }
}

/// What kind of resource is asked for; it decides whether one side suffices in one account.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ResourceKind {
    /// A role that is to be assumed: its trust policy must allow, always.
    Role,
    /// A KMS key: its key policy must allow, always.
    Key,
    /// What no policy of another account guards, wherever it is: the caller's side alone decides. So it is with a member
    /// account's root user, for AssumeRoot.
    Unguarded,
    /// Anything else: in one account, either side suffices.
    Other,
}

/// Everything that the table looks at.
#[derive(Debug, Clone, Copy)]
pub struct Evidences {
    /// Resource control policies, all levels together.
    pub resource_control: LayerEvidence,
    /// Service control policies, all levels together.
    pub service_control: LayerEvidence,
    /// The trust policy or the resource's own policy.
    pub resource: LayerEvidence,
    /// Identity-based policies.
    pub identity: LayerEvidence,
    /// The permissions boundary.
    pub boundary: LayerEvidence,
    /// The session policies.
    pub session: LayerEvidence,
    /// The VPC endpoint's policy.
    pub endpoint: LayerEvidence,
    /// What is asked for.
    pub kind: ResourceKind,
    /// Whether caller and resource are in one account.
    pub same_account: bool,
    /// An AWS service or an unsigned call: no policies of its own.
    pub has_no_policies: bool,
    /// The root user of its account, which needs no allow.
    pub is_root: bool,
    /// Whether the caller needs an allow of its own even where it is named directly.
    pub needs_own_allow: bool,
}

/// The answer and what it rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Decided {
    /// The answer.
    pub decision: Decision,
    /// With an explicit deny, the types that deny; else those whose missing allow stands in the way.
    pub blocked_by: PolicyTypes,
    /// The one type that the service's message is about.
    pub named: Option<PolicyType>,
}

/// The order in which one of several denying types is named.
const DENY_ORDER: [PolicyType; 8] = [
    PolicyType::ServiceControl,
    PolicyType::ResourceControl,
    PolicyType::Trust,
    PolicyType::Resource,
    PolicyType::Identity,
    PolicyType::PermissionsBoundary,
    PolicyType::Session,
    PolicyType::VpcEndpoint,
];

/// Decides.
#[must_use]
pub fn decide(e: &Evidences) -> Decided {
    let resource_type =
        if e.kind == ResourceKind::Role { PolicyType::Trust } else { PolicyType::Resource };
    let layers = [
        (PolicyType::ResourceControl, e.resource_control),
        (PolicyType::ServiceControl, e.service_control),
        (resource_type, e.resource),
        (PolicyType::Identity, e.identity),
        (PolicyType::PermissionsBoundary, e.boundary),
        (PolicyType::Session, e.session),
        (PolicyType::VpcEndpoint, e.endpoint),
    ];

    // A Deny anywhere is final.
    let mut denying = PolicyTypes::NONE;
    for (kind, layer) in layers {
        if layer.deny {
            denying.insert(kind);
        }
    }
    if !denying.is_empty() {
        let named = DENY_ORDER.into_iter().find(|kind| denying.contains(*kind));
        return Decided { decision: Decision::ExplicitDeny, blocked_by: denying, named };
    }

    // What the organizations and the network must allow, whoever is asked for what.
    let mut missing = PolicyTypes::NONE;
    for (kind, layer) in [layers[0], layers[1], layers[6]] {
        if layer.is_missing() {
            missing.insert(kind);
        }
    }

    // What the caller's own account must allow.
    let identity_missing = !e.is_root && e.identity.allow.is_none();
    let limits = |missing: &mut PolicyTypes| {
        if e.boundary.is_missing() {
            missing.insert(PolicyType::PermissionsBoundary);
        }
        if e.session.is_missing() {
            missing.insert(PolicyType::Session);
        }
    };
    let caller_side = |missing: &mut PolicyTypes| {
        if identity_missing {
            missing.insert(PolicyType::Identity);
        }
        limits(missing);
    };

    // How far the resource's own policy goes, by what it names. Where it could have opened the way and need not have, it
    // stands in the way too, and the service does not speak of it.
    let mut unnamed = None;
    match (e.kind, e.resource.allow) {
        // Services and unsigned callers bring nothing; they must be let in by name.
        (_, Some(Grant::Service | Grant::Federated)) => {}
        (_, _) if e.has_no_policies => match e.resource.allow {
            Some(Grant::Direct) => {}
            _ => missing.insert(resource_type),
        },
        // Nobody enters a role or uses a key without its policy. From another account the caller's side counts too.
        (ResourceKind::Role | ResourceKind::Key, None) => {
            missing.insert(resource_type);
            if !e.same_account {
                caller_side(&mut missing);
            }
        }
        (ResourceKind::Unguarded, None) => caller_side(&mut missing),
        // Another account: both sides, whatever the grant names.
        (_, None) if !e.same_account => {
            missing.insert(resource_type);
            caller_side(&mut missing);
        }
        (_, Some(_)) if !e.same_account => caller_side(&mut missing),
        // One account: a grant to the caller itself suffices.
        (_, Some(Grant::Direct)) => {
            if e.needs_own_allow && identity_missing {
                missing.insert(PolicyType::Identity);
            }
        }
        // A grant to the role: what limits the session still limits.
        (_, Some(Grant::RoleArn)) => {
            if e.needs_own_allow && identity_missing {
                missing.insert(PolicyType::Identity);
            }
            limits(&mut missing);
        }
        // A grant to the account leaves the rest to the account.
        (_, Some(Grant::Account | Grant::Unranked)) => caller_side(&mut missing),
        // No grant: the caller's own side can still carry it.
        (ResourceKind::Other, None) => {
            caller_side(&mut missing);
            if missing.contains(PolicyType::Identity) && e.resource.applies {
                unnamed = Some(resource_type);
            }
        }
    }

    let named = layers.into_iter().map(|(kind, _)| kind).find(|kind| missing.contains(*kind));
    if let Some(kind) = unnamed {
        missing.insert(kind);
    }
    let decision = if missing.is_empty() { Decision::Allowed } else { Decision::ImplicitDeny };
    Decided { decision, blocked_by: missing, named }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALLOWS: LayerEvidence =
        LayerEvidence { applies: true, allow: Some(Grant::Unranked), deny: false };
    const SILENT: LayerEvidence = LayerEvidence { applies: true, allow: None, deny: false };
    const DENIES: LayerEvidence = LayerEvidence { applies: true, allow: None, deny: true };
    const ABSENT: LayerEvidence = LayerEvidence { applies: false, allow: None, deny: false };

    fn grants(grant: Grant) -> LayerEvidence {
        LayerEvidence { applies: true, allow: Some(grant), deny: false }
    }

    #[test]
    fn what_nothing_guards_is_left_to_the_callers_side() {
        let other = Evidences { same_account: false, ..role(ABSENT, ALLOWS) };
        let decided = |kind, identity| decide(&Evidences { kind, identity, ..other });
        let allowed = decided(ResourceKind::Unguarded, ALLOWS);
        assert_eq!(allowed.decision, Decision::Allowed);
        assert_eq!(decided(ResourceKind::Other, ALLOWS).decision, Decision::ImplicitDeny);
        let silent = decided(ResourceKind::Unguarded, SILENT);
        assert_eq!(silent.blocked_by.iter().collect::<Vec<_>>(), [PolicyType::Identity]);
    }

    fn role(trust: LayerEvidence, identity: LayerEvidence) -> Evidences {
        Evidences {
            resource_control: ABSENT,
            service_control: ABSENT,
            resource: trust,
            identity,
            boundary: ABSENT,
            session: ABSENT,
            endpoint: ABSENT,
            kind: ResourceKind::Role,
            same_account: true,
            has_no_policies: false,
            is_root: false,
            needs_own_allow: false,
        }
    }

    fn blocked(e: Evidences) -> Vec<PolicyType> {
        decide(&e).blocked_by.iter().collect()
    }

    #[test]
    fn an_account_grant_needs_the_callers_own_allow() {
        assert_eq!(blocked(role(grants(Grant::Account), SILENT)), [PolicyType::Identity]);
        assert_eq!(decide(&role(grants(Grant::Account), ALLOWS)).decision, Decision::Allowed);
    }

    #[test]
    fn a_direct_grant_suffices_in_one_account_and_not_across_accounts() {
        let direct = role(grants(Grant::Direct), SILENT);
        assert_eq!(decide(&direct).decision, Decision::Allowed);
        assert_eq!(blocked(Evidences { same_account: false, ..direct }), [PolicyType::Identity]);
    }

    #[test]
    fn a_role_grant_is_limited_by_boundary_and_session_policy() {
        let named = role(grants(Grant::RoleArn), SILENT);
        assert_eq!(decide(&named).decision, Decision::Allowed);
        let both = Evidences { boundary: SILENT, session: SILENT, ..named };
        assert_eq!(blocked(both), [PolicyType::PermissionsBoundary, PolicyType::Session]);
        let direct = Evidences { resource: grants(Grant::Direct), ..both };
        assert_eq!(decide(&direct).decision, Decision::Allowed);
    }

    #[test]
    fn an_explicit_deny_wins_and_the_first_type_is_named() {
        let e = Evidences {
            identity: DENIES,
            service_control: DENIES,
            ..role(grants(Grant::Direct), DENIES)
        };
        let decided = decide(&e);
        assert_eq!(decided.decision, Decision::ExplicitDeny);
        assert_eq!(decided.named, Some(PolicyType::ServiceControl));
        assert_eq!(decided.blocked_by.iter().count(), 2);
    }

    #[test]
    fn a_role_without_trust_is_closed_whatever_the_caller_may() {
        assert_eq!(blocked(role(SILENT, ALLOWS)), [PolicyType::Trust]);
        let foreign = Evidences { same_account: false, ..role(SILENT, SILENT) };
        assert_eq!(blocked(foreign), [PolicyType::Trust, PolicyType::Identity]);
    }

    #[test]
    fn in_one_account_the_identity_policy_alone_opens_a_bucket_but_not_a_key() {
        let bucket = Evidences { kind: ResourceKind::Other, ..role(SILENT, ALLOWS) };
        assert_eq!(decide(&bucket).decision, Decision::Allowed);
        let key = Evidences { kind: ResourceKind::Key, ..bucket };
        assert_eq!(blocked(key), [PolicyType::Resource]);
    }

    #[test]
    fn a_service_must_be_named() {
        let service = Evidences { has_no_policies: true, ..role(SILENT, ABSENT) };
        assert_eq!(blocked(service), [PolicyType::Trust]);
        let named = Evidences { resource: grants(Grant::Service), ..service };
        assert_eq!(decide(&named).decision, Decision::Allowed);
    }

    #[test]
    fn a_silent_organization_level_blocks_even_a_direct_grant() {
        let e = Evidences { service_control: SILENT, ..role(grants(Grant::Direct), SILENT) };
        assert_eq!(blocked(e), [PolicyType::ServiceControl]);
    }

    #[test]
    fn the_switch_for_source_identity_asks_for_the_callers_own_allow() {
        let e = Evidences { needs_own_allow: true, ..role(grants(Grant::RoleArn), SILENT) };
        assert_eq!(blocked(e), [PolicyType::Identity]);
    }
}
