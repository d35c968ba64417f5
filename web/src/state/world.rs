//! Edits of the world: settings of entities, and adding, renaming and removing them.

use std::rc::Rc;

use simulator::{
    Scenario,
    scenario::{AttachedPolicy, Boundary, Layout, OrganizationalUnit},
};

use super::{EntityAddress, EntityField, Model, entity::NewEntity};

/// Whether the entity is in the scenario.
pub(crate) fn exists(scenario: &Scenario, entity: &EntityAddress) -> bool {
    let account = |id: &iam::AccountId| scenario.account(*id);
    match entity {
        EntityAddress::Start => true,
        EntityAddress::Organization => scenario.organization.is_some(),
        EntityAddress::Unit(path) => unit(scenario, path).is_some(),
        EntityAddress::Account(id) => account(id).is_some(),
        EntityAddress::User(id, name) => {
            account(id).is_some_and(|known| known.users.iter().any(|user| user.name == *name))
        }
        EntityAddress::Group(id, name) => {
            account(id).is_some_and(|known| known.groups.iter().any(|group| group.name == *name))
        }
        EntityAddress::Role(id, name) => {
            account(id).is_some_and(|known| known.roles.iter().any(|role| role.name == *name))
        }
        EntityAddress::ManagedPolicy(id, name) => account(id)
            .is_some_and(|known| known.policies.iter().any(|policy| policy.name == *name)),
        EntityAddress::InlinePolicy(owner, _) => exists(scenario, owner),
        EntityAddress::Provider(arn) => scenario.accounts.iter().any(|account| {
            account.saml_providers.iter().any(|provider| provider.arn == *arn)
                || account.oidc_providers.iter().any(|provider| provider.arn == *arn)
        }),
        EntityAddress::OrganizationPolicy(name) => scenario
            .organization
            .as_ref()
            .is_some_and(|known| known.policies.iter().any(|policy| policy.name == *name)),
        EntityAddress::Resource(arn) => {
            scenario.resources.iter().any(|resource| resource.arn == *arn)
        }
    }
}

/// The unit at that path.
pub(crate) fn unit<'a>(scenario: &'a Scenario, path: &[usize]) -> Option<&'a OrganizationalUnit> {
    let root = &scenario.organization.as_ref()?.root;
    path.iter().try_fold(root, |unit, index| unit.units.get(*index))
}

fn unit_mut<'a>(scenario: &'a mut Scenario, path: &[usize]) -> Option<&'a mut OrganizationalUnit> {
    let root = &mut scenario.organization.as_mut()?.root;
    path.iter().try_fold(root, |unit, index| unit.units.get_mut(*index))
}

/// Writes a setting; does nothing where the entity has no such setting.
pub(crate) fn set(scenario: &mut Scenario, entity: &EntityAddress, field: EntityField) {
    match entity {
        EntityAddress::Role(account, name) => set_role(scenario, *account, name, field),
        EntityAddress::User(account, name) => set_user(scenario, *account, name, field),
        EntityAddress::Group(account, name) => {
            let group = scenario
                .account_mut(*account)
                .and_then(|account| account.groups.iter_mut().find(|group| group.name == *name));
            match (group, field) {
                (Some(group), EntityField::Path(path)) => group.path = some(path),
                (Some(group), EntityField::AttachedPolicies(arns)) => {
                    attach(&mut group.attached_policies, arns);
                }
                _ => {}
            }
        }
        EntityAddress::Account(id) => match (scenario.account_mut(*id), field) {
            (Some(account), EntityField::AccountName(name)) => account.name = some(name),
            (Some(account), EntityField::Regions(regions)) => account.regions = regions,
            (Some(account), EntityField::ServiceControlPolicies(names)) => {
                account.service_control_policies = names;
            }
            (Some(account), EntityField::ResourceControlPolicies(names)) => {
                account.resource_control_policies = names;
            }
            _ => {}
        },
        EntityAddress::Unit(path) => match (unit_mut(scenario, path), field) {
            (Some(unit), EntityField::ServiceControlPolicies(names)) => {
                unit.service_control_policies = names;
            }
            (Some(unit), EntityField::ResourceControlPolicies(names)) => {
                unit.resource_control_policies = names;
            }
            _ => {}
        },
        EntityAddress::Resource(arn) => {
            let resource = scenario.resources.iter_mut().find(|resource| resource.arn == *arn);
            match (resource, field) {
                (Some(resource), EntityField::Tags(tags)) => resource.tags = tags,
                (Some(resource), EntityField::ResourceAccount(account)) => {
                    resource.account = account;
                }
                _ => {}
            }
        }
        EntityAddress::Start => match field {
            EntityField::StartPrincipal(principal) => scenario.start.principal = principal,
            EntityField::StartTime(time) => scenario.start.time = time,
            EntityField::Tags(tags) => scenario.start.tags = tags,
            _ => {}
        },
        _ => {}
    }
}

fn set_role(scenario: &mut Scenario, account: iam::AccountId, name: &str, field: EntityField) {
    let Some(role) = scenario.role_mut(account, name) else { return };
    match field {
        EntityField::MaxSessionDuration(seconds) => role.max_session_duration = seconds,
        EntityField::Description(text) => role.description = some(text),
        EntityField::Path(path) => role.path = some(path),
        EntityField::Tags(tags) => role.tags = tags,
        EntityField::Boundary(arn) => role.boundary = arn.map(boundary),
        EntityField::AttachedPolicies(arns) => attach(&mut role.attached_policies, arns),
        _ => {}
    }
}

fn set_user(scenario: &mut Scenario, account: iam::AccountId, name: &str, field: EntityField) {
    let user = scenario
        .account_mut(account)
        .and_then(|account| account.users.iter_mut().find(|user| &*user.name == name));
    let Some(user) = user else { return };
    match field {
        EntityField::Path(path) => user.path = some(path),
        EntityField::Tags(tags) => user.tags = tags,
        EntityField::Boundary(arn) => user.boundary = arn.map(boundary),
        EntityField::AttachedPolicies(arns) => attach(&mut user.attached_policies, arns),
        EntityField::Groups(groups) => user.groups = groups,
        EntityField::MfaDevices(devices) => user.mfa_devices = devices,
        _ => {}
    }
}

/// Keeps the entries that stay, so that what stood beside them in the file stays too.
fn attach(attached: &mut Vec<AttachedPolicy>, arns: Vec<iam::Arn>) {
    let known = std::mem::take(attached);
    *attached = arns
        .into_iter()
        .map(|arn| {
            let before = known.iter().find(|policy| policy.arn == arn).cloned();
            before.unwrap_or(AttachedPolicy { arn, layout: Layout::default() })
        })
        .collect();
}

fn boundary(arn: iam::Arn) -> Boundary {
    Boundary { arn, layout: Layout::default() }
}

fn some(text: Rc<str>) -> Option<Rc<str>> {
    (!text.is_empty()).then_some(text)
}

/// Takes a step out.
pub(crate) fn remove_step(scenario: &mut Scenario, index: usize) {
    if index < scenario.steps.len() {
        scenario.steps.remove(index);
    }
}

/// Adds an entity and chooses it.
pub(crate) fn apply_added(model: &mut Model, new: &NewEntity) {
    let _ = (model, new);
}

/// Renames an entity; what refers to it follows.
pub(crate) fn apply_renamed(model: &mut Model, entity: &EntityAddress, name: &str) {
    let _ = (model, entity, name);
}

/// Removes an entity.
pub(crate) fn apply_removed(model: &mut Model, entity: &EntityAddress) {
    let _ = (model, entity);
}
