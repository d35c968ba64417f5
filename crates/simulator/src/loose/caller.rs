//! Who asks, from what is written. AWS: "IAM identifiers" and "AWS JSON policy elements: Principal".

use std::rc::Rc;

use iam::{AccountId, Arn, Credentials, EntityKind, Principal, PrincipalKind, UniqueId};

use super::{Question, Refused};
use crate::scenario::{BUILT_IN_PROVIDERS, fields::Rule};

/// The word for an unsigned call.
const ANONYMOUS: &str = "anonymous";

/// The caller of a question; whether a boundary is attached is not known here.
pub(super) fn caller(question: &Question, refused: &mut Vec<Refused>) -> Option<Principal> {
    let principal = named(question, refused)?;
    let principal = Principal {
        unique_id: unique_id(question, &principal, refused),
        federating_user: federating_user(question, &principal, refused),
        ..principal
    };
    let is_session = principal.kind == PrincipalKind::RoleSession;
    if question.service_linked_role == Some(true) && !is_session {
        refused.push(Refused::new(
            "serviceLinkedRole",
            "Only a session of a role can be one of a service-linked role.",
            "Leave it out, or give the ARN of a session as `principal`.",
        ));
    }
    Some(principal)
}

fn named(question: &Question, refused: &mut Vec<Refused>) -> Option<Principal> {
    let (text, role_path) = (&*question.principal, question.role_path.as_deref());
    let is_session = |arn: &Arn| arn.entity() == Some(EntityKind::RoleSession);
    if role_path.is_some() && !text.parse::<Arn>().is_ok_and(|arn| is_session(&arn)) {
        refused.push(Refused::new(
            "rolePath",
            "Only a session's ARN leaves out the path of its role.",
            "Leave `rolePath` out; in every other ARN the path stands before the name.",
        ));
    }
    if text == ANONYMOUS {
        return Some(Principal::new(PrincipalKind::Anonymous, Credentials::None));
    }
    if let Ok(account) = text.parse::<AccountId>() {
        // What an account id stands for depends on the resource; it is in the same partition.
        let resource = question.resource.parse::<Arn>().ok();
        let partition = resource.as_ref().map_or("aws", Arn::partition);
        return Some(Principal {
            account: Some(account),
            arn: Some(Arn::iam(partition, account, "root")),
            ..Principal::new(PrincipalKind::Root, Credentials::LongTerm)
        });
    }
    if BUILT_IN_PROVIDERS.contains(&text) {
        let name = Some(Rc::from(text));
        return Some(Principal {
            name,
            ..Principal::new(PrincipalKind::WebIdentity, Credentials::None)
        });
    }
    if Rule::Service.accepts(text) {
        let name = Some(Rc::from(text));
        return Some(Principal {
            name,
            ..Principal::new(PrincipalKind::Service, Credentials::None)
        });
    }
    let read = text.parse::<Arn>().ok().and_then(|arn| by_arn(arn, role_path.unwrap_or("/")));
    if read.is_none() {
        refused.push(Refused::new(
            "principal",
            format!("{} is not somebody who can ask.", crate::scenario::shown(text)),
            "Write the ARN of a user, a role, a role session, a federated user, root or a provider, \
             an account id, a service such as `ec2.amazonaws.com`, or `anonymous`.",
        ));
    }
    read
}

fn by_arn(arn: Arn, role_path: &str) -> Option<Principal> {
    let account = arn.account()?;
    let (kind, credentials) = match arn.entity()? {
        EntityKind::Root => (PrincipalKind::Root, Credentials::LongTerm),
        EntityKind::User => (PrincipalKind::User, Credentials::LongTerm),
        EntityKind::Role | EntityKind::RoleSession => {
            (PrincipalKind::RoleSession, Credentials::RoleSession)
        }
        EntityKind::FederatedUser => (PrincipalKind::FederatedUser, Credentials::FederationToken),
        EntityKind::OidcProvider => (PrincipalKind::WebIdentity, Credentials::None),
        EntityKind::SamlProvider => (PrincipalKind::Saml, Credentials::None),
        EntityKind::Group | EntityKind::Policy | EntityKind::MfaDevice => return None,
    };
    let mut principal = Principal::new(kind, credentials);
    // Whom only a provider knows belongs to no account, though the provider does.
    if !matches!(kind, PrincipalKind::WebIdentity | PrincipalKind::Saml) {
        principal.account = Some(account);
    }
    if arn.name().is_empty() {
        return None;
    }
    if arn.entity() == Some(EntityKind::RoleSession) {
        let mut parts = arn.resource().split('/').skip(1);
        let (Some(role), Some(session), None) = (parts.next(), parts.next(), parts.next()) else {
            return None;
        };
        if role.is_empty() || session.is_empty() {
            return None;
        }
        let role = Arn::iam(arn.partition(), account, &format!("role{role_path}{role}"));
        principal.arn = Some(role);
        principal.session_arn = Some(arn);
    } else {
        principal.arn = Some(arn);
    }
    Some(principal)
}

fn unique_id(
    question: &Question,
    principal: &Principal,
    refused: &mut Vec<Refused>,
) -> Option<UniqueId> {
    let text = question.unique_id.as_deref()?;
    let prefix = match principal.kind {
        PrincipalKind::User => "AIDA",
        PrincipalKind::RoleSession => "AROA",
        _ => {
            refused.push(Refused::new(
                "uniqueId",
                "Only users and roles have a unique id.",
                "Leave it out.",
            ));
            return None;
        }
    };
    if !Rule::UniqueId(prefix).accepts(text) {
        refused.push(Refused::new(
            "uniqueId",
            format!("{} is not the unique id of this caller.", crate::scenario::shown(text)),
            format!("Write {}.", Rule::UniqueId(prefix).wanted()),
        ));
        return None;
    }
    Some(UniqueId::new(text))
}

fn federating_user(
    question: &Question,
    principal: &Principal,
    refused: &mut Vec<Refused>,
) -> Option<Arn> {
    let arn = question.federating_user.as_ref()?;
    let message = if principal.kind != PrincipalKind::FederatedUser {
        "Only a federated user's session is made by GetFederationToken."
    } else if !matches!(arn.entity(), Some(EntityKind::User | EntityKind::Root)) {
        "GetFederationToken is called by a user or by root."
    } else if arn.account() != principal.account {
        "A federated user belongs to the account of the user who made the session."
    } else {
        return Some(arn.clone());
    };
    refused.push(Refused::new(
        "federatingUser",
        message,
        "Write the ARN of the user, or of root, whose session this is; or leave it out.",
    ));
    None
}
