//! Changes of the world by its administrator. No permission is asked; the service's own checks of what is saved apply.
//!
//! AWS: "AWS Identity and Access Management API Reference", section "Actions".

use std::rc::Rc;

use iam::{AccountId, Arn, PolicyType, Timestamp};
use sts::StsError;

use crate::{
    inline_quota,
    outcome::{Cause, Check, CheckKind, CheckStatus, Obstacle, Refusal, StepOutcome, StepResult},
    scenario::{
        AttachedPolicy, Boundary, Change, ChangeOperation as Op, Document, DocumentAddress,
        InlinePolicy, Layout, Role, Step, TagEntry, User, managed,
    },
    simulate,
    world::World,
};

/// Why a change is refused.
type Refused = (StsError, Cause);

/// Makes one change.
pub(crate) fn run(
    world: &mut World<'_>,
    step: &Step,
    change: &Change,
    at: Timestamp,
) -> StepOutcome {
    let mut outcome = simulate::blank(step, at);
    let status = match apply(world, step, change) {
        Ok(()) => CheckStatus::Passed,
        Err((error, cause)) => {
            outcome.result = StepResult::Refused(Refusal {
                error,
                operation: change.operation.as_str().into(),
                cause,
            });
            CheckStatus::Failed
        }
    };
    outcome.checks.push(Check { kind: CheckKind::Parameters, status });
    outcome
}

fn refused(code: &'static str, status: u16, text: String) -> Refused {
    (StsError::new(code, status, text), Cause::Change { document: None })
}

fn apply(world: &mut World<'_>, step: &Step, change: &Change) -> Result<(), Refused> {
    let only = world.scenario().accounts.first().map(|account| account.id);
    let Some(account) = step.account.or(only) else {
        return Err(refused("NoSuchEntity", 404, "There is no account.".to_owned()));
    };
    match change.operation {
        Op::CreateRole
        | Op::DeleteRole
        | Op::UpdateRole
        | Op::UpdateAssumeRolePolicy
        | Op::PutRolePolicy
        | Op::DeleteRolePolicy
        | Op::AttachRolePolicy
        | Op::DetachRolePolicy
        | Op::PutRolePermissionsBoundary
        | Op::DeleteRolePermissionsBoundary
        | Op::TagRole => role_change(world, step, change, account),
        Op::CreateUser
        | Op::DeleteUser
        | Op::PutUserPolicy
        | Op::DeleteUserPolicy
        | Op::AttachUserPolicy
        | Op::DetachUserPolicy
        | Op::PutUserPermissionsBoundary
        | Op::DeleteUserPermissionsBoundary
        | Op::TagUser => user_change(world, step, change, account),
        Op::CreatePolicyVersion => policy_version(world, step, change),
    }
}

/// A document that is to be saved: what the service says of it first.
fn checked(
    world: &mut World<'_>,
    step: &Step,
    change: &Change,
    kind: PolicyType,
) -> Result<Document, Refused> {
    checked_as(world, step, change, (kind, kind))
}

/// The same for a document of one kind that is held to what those of another are held to.
fn checked_as(
    world: &mut World<'_>,
    step: &Step,
    change: &Change,
    (kind, grammar): (PolicyType, PolicyType),
) -> Result<Document, Refused> {
    let document = change.document.clone().unwrap_or_default();
    let address = DocumentAddress::Change { step: Rc::clone(&step.id) };
    let number = world.read_document(&address, kind, grammar, document.shared());
    let refusal = world.documents()[number as usize]
        .diagnostics
        .iter()
        .find_map(|finding| finding.refusal.clone());
    match refusal {
        None => Ok(document),
        Some(text) => {
            let error = match text.strip_prefix("LimitExceeded: ") {
                Some(text) => StsError::new("LimitExceeded", 409, text),
                None => StsError::malformed_policy(text),
            };
            Err((error, Cause::Change { document: Some(number) }))
        }
    }
}

fn attachable(world: &World<'_>, arn: Option<&str>) -> Result<Arn, Refused> {
    match arn.and_then(|arn| arn.parse::<Arn>().ok()) {
        Some(arn)
            if world.managed_address(&arn).is_some() && !managed::is_root_task(arn.as_str()) =>
        {
            Ok(arn)
        }
        Some(arn) => Err(refused(
            "NoSuchEntity",
            404,
            format!("Policy {arn} does not exist or is not attachable."),
        )),
        None => Err((
            StsError::validation("Invalid ARN:  Could not be parsed!"),
            Cause::Change { document: None },
        )),
    }
}

/// The inline policies of a user or role are small enough together, white space aside. AWS: "IAM and AWS STS quotas".
fn within_quota(
    policies: &[InlinePolicy],
    change: &Change,
    quota: usize,
    whose: &str,
) -> Result<(), Refused> {
    let size = |document: &Document| document.text().chars().filter(|c| !c.is_whitespace()).count();
    let others = policies.iter().filter(|known| Some(&known.name) != change.policy_name.as_ref());
    let all = others.map(|known| &known.document).chain(&change.document);
    if all.map(size).sum::<usize>() <= quota {
        return Ok(());
    }
    Err(refused("LimitExceeded", 409, inline_quota::refusal(quota, whose)))
}

fn put_inline(policies: &mut Vec<InlinePolicy>, name: &Rc<str>, document: Document) {
    match policies.iter_mut().find(|known| known.name == *name) {
        Some(known) => known.document = document,
        None => policies.push(InlinePolicy {
            name: Rc::clone(name),
            document,
            layout: Layout::default(),
        }),
    }
}

fn set_tags(tags: &mut Vec<TagEntry>, new: &[TagEntry]) {
    for tag in new {
        match tags.iter_mut().find(|known| iam::fold(&known.key) == iam::fold(&tag.key)) {
            Some(known) => *known = tag.clone(),
            None => tags.push(tag.clone()),
        }
    }
}

/// Whose a role is where not its account's. Tags may be changed all the same: TagRole knows no `UnmodifiableEntity`.
/// AWS: "Create a service-linked role", "PutRolePolicy" and "Revoke IAM role temporary security credentials".
fn only_modifiable_by_aws(role: &Role, operation: Op) -> Option<Obstacle> {
    let path = role.path.as_deref().unwrap_or("/");
    match operation {
        Op::TagRole => None,
        _ if path.starts_with("/aws-service-role/") => Some(Obstacle::ServiceLinkedRole),
        _ if path.starts_with("/aws-reserved/") => Some(Obstacle::IdentityCenterRole),
        _ => None,
    }
}

fn role_change(
    world: &mut World<'_>,
    step: &Step,
    change: &Change,
    account: AccountId,
) -> Result<(), Refused> {
    let name = Rc::clone(&change.target);
    // Names are unique without regard to letter case. The entity itself may be large and is not copied.
    let known = world
        .account(account)
        .and_then(|known| known.roles.iter().find(|role| role.name.eq_ignore_ascii_case(&name)));
    if change.operation == Op::CreateRole {
        if known.is_some() {
            let text = format!("Role with name {name} already exists.");
            return Err(refused("EntityAlreadyExists", 409, text));
        }
        let trust_policy = checked(world, step, change, PolicyType::Trust)?;
        let role = Role {
            name: Rc::clone(&name),
            path: change.path.clone(),
            unique_id: None,
            description: None,
            max_session_duration: change.max_session_duration,
            trust_policy,
            inline_policies: Vec::new(),
            attached_policies: Vec::new(),
            boundary: boundary(world, change)?,
            tags: change.tags.clone(),
            layout: Layout::default(),
        };
        let arn = role.arn_in(account);
        if let Some(account) = world.change().account_mut(account) {
            account.roles.push(role);
        }
        world.entity_created(&arn);
        world.document_saved(&DocumentAddress::Trust { account, role: name });
        return Ok(());
    }
    let Some(role) = known else {
        let text = format!("The role with name {name} cannot be found.");
        return Err(refused("NoSuchEntity", 404, text));
    };
    if let Some(owner) = only_modifiable_by_aws(role, change.operation) {
        let text = format!(
            "Cannot perform the operation on the protected role '{}' - this role is only modifiable by AWS",
            role.name
        );
        let error = StsError::new("UnmodifiableEntity", 400, text);
        return Err((error, Cause::Obstacle(owner)));
    }
    let name = Rc::clone(&role.name);
    let policy = change.policy_name.clone().unwrap_or_else(|| "".into());
    match change.operation {
        Op::DeleteRole => {
            if !role.inline_policies.is_empty() || !role.attached_policies.is_empty() {
                let text = if role.inline_policies.is_empty() {
                    "Cannot delete entity, must detach all policies first."
                } else {
                    "Cannot delete entity, must delete policies first."
                };
                return Err(refused("DeleteConflict", 409, text.to_owned()));
            }
            let arn = role.arn_in(account);
            // The id is asked for while the role still stands, so that documents that named it keep it.
            let id = world.unique_id(&arn);
            if let Some(account) = world.change().account_mut(account) {
                account.roles.retain(|known| known.name != name);
            }
            world.entity_deleted(&arn, id);
        }
        Op::UpdateRole => {
            let seconds = change.max_session_duration;
            with_role(world, account, &name, |role| role.max_session_duration = seconds);
        }
        Op::UpdateAssumeRolePolicy => {
            let document = checked(world, step, change, PolicyType::Trust)?;
            with_role(world, account, &name, |role| role.trust_policy = document);
            world.document_saved(&DocumentAddress::Trust { account, role: name });
        }
        Op::PutRolePolicy => {
            within_quota(
                &role.inline_policies,
                change,
                inline_quota::OF_ROLE,
                &format!("role {name}"),
            )?;
            let document = checked(world, step, change, PolicyType::Identity)?;
            with_role(world, account, &name, |role| {
                put_inline(&mut role.inline_policies, &policy, document);
            });
        }
        Op::DeleteRolePolicy => {
            if !role.inline_policies.iter().any(|known| known.name == policy) {
                let text = format!("The role policy with name {policy} cannot be found.");
                return Err(refused("NoSuchEntity", 404, text));
            }
            with_role(world, account, &name, |role| {
                role.inline_policies.retain(|known| known.name != policy);
            });
        }
        Op::AttachRolePolicy => {
            let arn = attachable(world, change.policy_arn.as_deref())?;
            with_role(world, account, &name, |role| attach(&mut role.attached_policies, arn));
        }
        Op::DetachRolePolicy => {
            let arn = attached(&role.attached_policies, change.policy_arn.as_deref())?;
            with_role(world, account, &name, |role| {
                role.attached_policies.retain(|known| known.arn != arn);
            });
        }
        Op::PutRolePermissionsBoundary => {
            let boundary = boundary(world, change)?;
            with_role(world, account, &name, |role| role.boundary = boundary);
        }
        Op::DeleteRolePermissionsBoundary => {
            with_role(world, account, &name, |role| role.boundary = None);
        }
        Op::TagRole => {
            with_role(world, account, &name, |role| set_tags(&mut role.tags, &change.tags));
        }
        _ => {}
    }
    Ok(())
}

fn user_change(
    world: &mut World<'_>,
    step: &Step,
    change: &Change,
    account: AccountId,
) -> Result<(), Refused> {
    let name = Rc::clone(&change.target);
    // Names are unique without regard to letter case. The entity itself may be large and is not copied.
    let known = world
        .account(account)
        .and_then(|known| known.users.iter().find(|user| user.name.eq_ignore_ascii_case(&name)));
    if change.operation == Op::CreateUser {
        if known.is_some() {
            let text = format!("User with name {name} already exists.");
            return Err(refused("EntityAlreadyExists", 409, text));
        }
        let user = User {
            name,
            path: change.path.clone(),
            tags: change.tags.clone(),
            boundary: boundary(world, change)?,
            ..User::default()
        };
        let arn = user.arn_in(account);
        if let Some(account) = world.change().account_mut(account) {
            account.users.push(user);
        }
        world.entity_created(&arn);
        return Ok(());
    }
    let Some(user) = known else {
        let text = format!("The user with name {name} cannot be found.");
        return Err(refused("NoSuchEntity", 404, text));
    };
    let name = Rc::clone(&user.name);
    let policy = change.policy_name.clone().unwrap_or_else(|| "".into());
    match change.operation {
        Op::DeleteUser => {
            if !user.inline_policies.is_empty() || !user.attached_policies.is_empty() {
                let text = "Cannot delete entity, must delete policies first.";
                return Err(refused("DeleteConflict", 409, text.to_owned()));
            }
            let arn = user.arn_in(account);
            let id = world.unique_id(&arn);
            if let Some(account) = world.change().account_mut(account) {
                account.users.retain(|known| known.name != name);
            }
            world.entity_deleted(&arn, id);
        }
        Op::PutUserPolicy => {
            within_quota(
                &user.inline_policies,
                change,
                inline_quota::OF_USER,
                &format!("user {name}"),
            )?;
            let document = checked(world, step, change, PolicyType::Identity)?;
            with_user(world, account, &name, |user| {
                put_inline(&mut user.inline_policies, &policy, document);
            });
        }
        Op::DeleteUserPolicy => {
            if !user.inline_policies.iter().any(|known| known.name == policy) {
                let text = format!("The user policy with name {policy} cannot be found.");
                return Err(refused("NoSuchEntity", 404, text));
            }
            with_user(world, account, &name, |user| {
                user.inline_policies.retain(|known| known.name != policy);
            });
        }
        Op::AttachUserPolicy => {
            let arn = attachable(world, change.policy_arn.as_deref())?;
            with_user(world, account, &name, |user| attach(&mut user.attached_policies, arn));
        }
        Op::DetachUserPolicy => {
            let arn = attached(&user.attached_policies, change.policy_arn.as_deref())?;
            with_user(world, account, &name, |user| {
                user.attached_policies.retain(|known| known.arn != arn);
            });
        }
        Op::PutUserPermissionsBoundary => {
            let boundary = boundary(world, change)?;
            with_user(world, account, &name, |user| user.boundary = boundary);
        }
        Op::DeleteUserPermissionsBoundary => {
            with_user(world, account, &name, |user| user.boundary = None);
        }
        Op::TagUser => {
            with_user(world, account, &name, |user| set_tags(&mut user.tags, &change.tags));
        }
        _ => {}
    }
    Ok(())
}

fn policy_version(world: &mut World<'_>, step: &Step, change: &Change) -> Result<(), Refused> {
    let arn = attachable(world, Some(&change.target))?;
    if world.managed_policy(&arn).is_none() {
        let text = "Cannot create policy version for AWS managed policies.";
        return Err(refused("AccessDenied", 403, text.to_owned()));
    }
    // What a boundary is held to is what every managed policy is held to.
    let kinds = (PolicyType::Identity, PolicyType::PermissionsBoundary);
    let document = checked_as(world, step, change, kinds)?;
    let address = DocumentAddress::Managed { arn };
    world.change().set_document_text(&address, document.text());
    world.document_saved(&address);
    Ok(())
}

fn boundary(world: &World<'_>, change: &Change) -> Result<Option<Boundary>, Refused> {
    match &change.policy_arn {
        None => Ok(None),
        Some(arn) => {
            let arn = attachable(world, Some(arn))?;
            Ok(Some(Boundary { arn, layout: Layout::default() }))
        }
    }
}

fn attach(policies: &mut Vec<AttachedPolicy>, arn: Arn) {
    if policies.iter().all(|known| known.arn != arn) {
        policies.push(AttachedPolicy { arn, layout: Layout::default() });
    }
}

fn attached(policies: &[AttachedPolicy], arn: Option<&str>) -> Result<Arn, Refused> {
    let name = arn.unwrap_or_default();
    match policies.iter().find(|known| known.arn.as_str() == name) {
        Some(known) => Ok(known.arn.clone()),
        None => {
            let text = format!("Policy {name} was not found.");
            Err(refused("NoSuchEntity", 404, text))
        }
    }
}

fn with_role(world: &mut World<'_>, account: AccountId, name: &str, edit: impl FnOnce(&mut Role)) {
    if let Some(role) = world.change().role_mut(account, name) {
        edit(role);
    }
}

fn with_user(world: &mut World<'_>, account: AccountId, name: &str, edit: impl FnOnce(&mut User)) {
    if let Some(user) = world.change().user_mut(account, name) {
        edit(user);
    }
}
