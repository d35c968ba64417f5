//! `Principal` and `NotPrincipal`. AWS: "IAM JSON policy elements: Principal" and "IAM JSON policy elements:
//! NotPrincipal".
//!
//! A user or a role is compared by the unique id that its ARN stood for when the document was saved, and by its ARN
//! where that is not known.

use std::rc::Rc;

use iam::{
    AccountId, Arn, Assumptions, EntityKind, PolicyType, Principal, PrincipalKind, UniqueId,
    WildcardPrincipal,
};

use crate::{Effect, Grant, Mismatch, PrincipalPattern};

/// One value of `Principal`.
#[derive(Debug, Clone)]
pub(crate) enum Who {
    Everyone,
    Account(AccountId),
    Entity(Arn, Option<UniqueId>),
    UniqueId(UniqueId),
    Federated(Rc<str>),
    Service(Rc<str>),
    Nobody,
}

/// What decides whether a form covers a caller, beside both.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Setting<'a> {
    pub(crate) kind: PolicyType,
    pub(crate) effect: Effect,
    pub(crate) assumptions: &'a Assumptions,
}

impl Who {
    pub(crate) fn new(
        pattern: &PrincipalPattern,
        freeze: &dyn Fn(&Arn) -> Option<UniqueId>,
    ) -> Self {
        match pattern {
            PrincipalPattern::Everyone => Self::Everyone,
            PrincipalPattern::Account(account) => Self::Account(*account),
            PrincipalPattern::Entity(arn) => Self::Entity(arn.clone(), freeze(arn)),
            PrincipalPattern::UniqueId(id) => Self::UniqueId(id.clone()),
            PrincipalPattern::Federated(name) => Self::Federated(Rc::clone(name)),
            PrincipalPattern::Service(name) => Self::Service(Rc::clone(name)),
            PrincipalPattern::CanonicalUser(_) | PrincipalPattern::Invalid(_) => Self::Nobody,
        }
    }

    /// How directly this names the caller, or why it does not.
    pub(crate) fn covers(
        &self,
        caller: &Principal,
        setting: Setting<'_>,
    ) -> Result<Grant, Mismatch> {
        use PrincipalKind as Kind;
        match self {
            Self::Everyone => everyone(caller, setting),
            Self::Account(account) => match caller.kind {
                Kind::Service | Kind::WebIdentity | Kind::Saml | Kind::Anonymous => {
                    Err(Mismatch::OtherKindOfCaller)
                }
                _ if caller.account != Some(*account) => Err(Mismatch::OtherPrincipal),
                Kind::Root => root(setting, Grant::Direct),
                _ => Ok(Grant::Account),
            },
            Self::Entity(arn, frozen) => entity(arn, frozen.as_ref(), caller),
            Self::UniqueId(id) => match caller.kind {
                Kind::Service | Kind::WebIdentity | Kind::Saml | Kind::Anonymous => {
                    Err(Mismatch::OtherKindOfCaller)
                }
                _ if caller.unique_id.as_ref() != Some(id) => Err(Mismatch::OtherPrincipal),
                Kind::User => Ok(Grant::Direct),
                _ => Ok(Grant::RoleArn),
            },
            Self::Federated(provider) => match caller.kind {
                Kind::WebIdentity | Kind::Saml => {
                    let name = caller.arn.as_ref().map(Arn::as_str).or(caller.name.as_deref());
                    if name.is_some_and(|name| *name == **provider) {
                        Ok(Grant::Federated)
                    } else {
                        Err(Mismatch::OtherPrincipal)
                    }
                }
                _ => Err(Mismatch::OtherKindOfCaller),
            },
            Self::Service(service) => match caller.kind {
                Kind::Service if caller.name.as_ref() == Some(service) => Ok(Grant::Service),
                Kind::Service => Err(Mismatch::OtherPrincipal),
                _ => Err(Mismatch::OtherKindOfCaller),
            },
            Self::Nobody => Err(Mismatch::PolicyValueUnreadable),
        }
    }
}

/// `*`. In a control policy on resources and on a VPC endpoint it means whoever calls; elsewhere whether it means
/// services and federated callers depends on the effect.
pub(crate) fn everyone(caller: &Principal, setting: Setting<'_>) -> Result<Grant, Mismatch> {
    use PrincipalKind as Kind;
    let outsider = match caller.kind {
        Kind::Root => return root(setting, Grant::Account),
        // Whoever takes a role signs the call or brings a token. AWS: "Compare AWS STS credentials".
        Kind::Anonymous if setting.kind == PolicyType::Trust && setting.effect == Effect::Allow => {
            return Err(Mismatch::OtherKindOfCaller);
        }
        Kind::User | Kind::RoleSession | Kind::FederatedUser | Kind::Anonymous => {
            return Ok(Grant::Direct);
        }
        Kind::Service => Grant::Service,
        Kind::WebIdentity | Kind::Saml => Grant::Federated,
    };
    let covered = match setting.kind {
        PolicyType::ResourceControl | PolicyType::VpcEndpoint => true,
        _ => match setting.assumptions.wildcard_principal_covers_services {
            WildcardPrincipal::Always => true,
            WildcardPrincipal::Never => false,
            WildcardPrincipal::DenyOnly => setting.effect == Effect::Deny,
        },
    };
    if covered { Ok(outsider) } else { Err(Mismatch::OtherKindOfCaller) }
}

/// The root user as part of its account. Roles may not be assumed by root at all; elsewhere it needs no other permission.
/// AWS: "Compare AWS STS credentials".
fn root(setting: Setting<'_>, grant: Grant) -> Result<Grant, Mismatch> {
    match (setting.kind, setting.effect) {
        (PolicyType::Trust, Effect::Allow) => Err(Mismatch::OtherKindOfCaller),
        _ => Ok(grant),
    }
}

fn entity(arn: &Arn, frozen: Option<&UniqueId>, caller: &Principal) -> Result<Grant, Mismatch> {
    use PrincipalKind as Kind;
    if matches!(caller.kind, Kind::Service | Kind::WebIdentity | Kind::Saml | Kind::Anonymous) {
        return Err(Mismatch::OtherKindOfCaller);
    }
    let is = |own: &Option<Arn>| own.as_ref() == Some(arn);
    let by_name = match caller.kind {
        Kind::User | Kind::FederatedUser if is(&caller.arn) => Some(Grant::Direct),
        Kind::FederatedUser if is(&caller.federating_user) => Some(Grant::RoleArn),
        Kind::RoleSession if is(&caller.arn) => Some(Grant::RoleArn),
        _ if is(&caller.session_arn) => Some(Grant::Direct),
        _ => None,
    };
    if let Some(frozen) = frozen {
        let same = caller.unique_id.as_ref() == Some(frozen);
        match (by_name, same) {
            (Some(_), false) => return Err(Mismatch::OtherUniqueId),
            // The entity has another name now; a session's name belongs to the session and does not change.
            (None, true) if arn.entity() != Some(EntityKind::RoleSession) => {
                return Ok(if caller.kind == Kind::User { Grant::Direct } else { Grant::RoleArn });
            }
            _ => {}
        }
    }
    by_name.ok_or_else(|| {
        let by_case = |own: &Option<Arn>| {
            own.as_ref().is_some_and(|own| own.as_str().eq_ignore_ascii_case(arn.as_str()))
        };
        if by_case(&caller.arn) || by_case(&caller.session_arn) {
            Mismatch::LetterCase
        } else {
            Mismatch::OtherPrincipal
        }
    })
}

/// Whether the `NotPrincipal` list of a Deny leaves the caller out of the statement. It does only when it covers every
/// identity of the caller: the account, the user or role, and the session; and never whoever has a permissions boundary.
pub(crate) fn excludes<'w>(
    list: impl Iterator<Item = &'w Who> + Clone,
    caller: &Principal,
    setting: Setting<'_>,
) -> bool {
    use PrincipalKind as Kind;
    let lists = |test: &dyn Fn(&Who) -> bool| list.clone().any(test);
    if caller.has_boundary {
        return false;
    }
    if lists(&|who| matches!(who, Who::Everyone)) {
        return true;
    }
    match caller.kind {
        Kind::Anonymous => false,
        Kind::Service | Kind::WebIdentity | Kind::Saml => {
            lists(&|who| who.covers(caller, setting).is_ok())
        }
        Kind::Root | Kind::User | Kind::RoleSession | Kind::FederatedUser => {
            let account =
                lists(&|who| matches!(who, Who::Account(a) if caller.account == Some(*a)));
            let session = |arn: &Arn| {
                lists(&|who| match who {
                    Who::Entity(named, None) => named == arn,
                    Who::Entity(named, id) => named == arn && caller.unique_id == *id,
                    _ => false,
                })
            };
            let own = |arn: &Arn| {
                lists(&|who| match who {
                    Who::Entity(named, None) => named == arn,
                    Who::Entity(named, id) => {
                        named.entity() != Some(EntityKind::RoleSession) && caller.unique_id == *id
                    }
                    Who::UniqueId(id) => caller.unique_id.as_ref() == Some(id),
                    _ => false,
                })
            };
            account
                // A session whose name is not known is on no list.
                && match (caller.kind, &caller.session_arn) {
                    (Kind::RoleSession, arn) => arn.as_ref().is_some_and(session),
                    (_, arn) => arn.as_ref().is_none_or(session),
                }
                && (caller.needs_no_allow() || caller.federating_user.as_ref().is_none_or(own))
                && match (caller.kind, &caller.arn) {
                    (Kind::Root, _) | (_, None) => true,
                    (Kind::FederatedUser, Some(arn)) => session(arn),
                    (_, Some(arn)) => own(arn),
                }
        }
    }
}
