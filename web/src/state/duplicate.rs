//! Another one of the same: it gets a name of its own, and everything that refers to the original still does.

use std::rc::Rc;

use iam::{AccountId, Arn};
use simulator::{
    Scenario,
    scenario::{
        Account, Group, InlinePolicy, Layout, ManagedPolicy, OidcProvider, OrganizationPolicy,
        OrganizationalUnit, Resource, Role, SamlProvider, User,
        edit::{Refused, same_name},
    },
};

use super::{
    EntityAddress, Model, Notice, Offer,
    adding::{self, in_account},
    selectors,
    update::{go_on_with, try_edit},
    world,
};

/// The most characters in the name of a user or a role. AWS: "IAM and AWS STS quotas".
const ENTITY_NAME: usize = 64;
/// The most in the name of a group, a policy, a SAML provider or an organizational unit.
const LONG_NAME: usize = 128;
/// The most in the name of an account. AWS: "Quotas and service limits for AWS Organizations".
const ACCOUNT_NAME: usize = 50;

/// Whether there can be another one of the same.
pub(crate) fn can_be_duplicated(entity: &EntityAddress) -> bool {
    match entity {
        EntityAddress::Unit(path) => !path.is_empty(),
        EntityAddress::Scenario | EntityAddress::Start => false,
        _ => true,
    }
}

/// Puts another one of the same into the world and chooses it.
pub(crate) fn apply(model: &mut Model, entity: &EntityAddress) {
    let name = selectors::entity_title(model.scenario(), entity);
    let mut made = None;
    let done = try_edit(model, &format!("duplicate {name}"), None, |scenario| {
        let (copy, result) = duplicate(scenario, entity).unwrap_or((entity.clone(), Ok(())));
        made = Some(copy);
        result
    });
    if let (true, Some(copy)) = (done, made) {
        // In the tree one goes on with the copy: its name is what comes next.
        go_on_with(model, world::subject_of(&copy));
        let called = selectors::entity_title(model.scenario(), &copy);
        let text = format!("Added {called}, a copy of {name}.").into();
        model.ui.notice = Some(Notice { text, is_warning: false, offers: Some(Offer::Undo) });
    }
}

type Made = Option<(EntityAddress, Result<(), Refused>)>;

fn duplicate(scenario: &mut Scenario, entity: &EntityAddress) -> Made {
    match entity {
        EntityAddress::Account(id) => account(scenario, *id),
        EntityAddress::User(id, name) => {
            let account = scenario.account(*id)?;
            let user = account.users.iter().find(|known| known.name == *name)?.clone();
            let taken = |wish: &str| account.users.iter().any(|known| same_name(&known.name, wish));
            let name = fresh(name, ENTITY_NAME, taken);
            // A device belongs to one user.
            let user = User {
                name: Rc::clone(&name),
                unique_id: None,
                mfa_devices: Vec::new(),
                layout: Layout::default(),
                ..user
            };
            let done = in_account(scenario, *id, |account| account.users.push(user));
            Some((EntityAddress::User(*id, name), done))
        }
        EntityAddress::Group(id, name) => {
            let account = scenario.account(*id)?;
            let group = account.groups.iter().find(|known| known.name == *name)?.clone();
            let taken =
                |wish: &str| account.groups.iter().any(|known| same_name(&known.name, wish));
            let name = fresh(name, LONG_NAME, taken);
            let group = Group {
                name: Rc::clone(&name),
                unique_id: None,
                layout: Layout::default(),
                ..group
            };
            let done = in_account(scenario, *id, |account| account.groups.push(group));
            Some((EntityAddress::Group(*id, name), done))
        }
        EntityAddress::Role(id, name) => {
            let account = scenario.account(*id)?;
            let role = account.roles.iter().find(|known| known.name == *name)?.clone();
            let taken = |wish: &str| account.roles.iter().any(|known| same_name(&known.name, wish));
            let name = fresh(name, ENTITY_NAME, taken);
            let role =
                Role { name: Rc::clone(&name), unique_id: None, layout: Layout::default(), ..role };
            let done = in_account(scenario, *id, |account| account.roles.push(role));
            Some((EntityAddress::Role(*id, name), done))
        }
        EntityAddress::ManagedPolicy(arn) => {
            let id = scenario
                .accounts
                .iter()
                .map(|account| account.id)
                .find(|id| arn.account() == Some(*id))?;
            let account = scenario.account(id)?;
            let policy = account.policies.iter().find(|known| *known.name == *arn.name())?.clone();
            let taken =
                |wish: &str| account.policies.iter().any(|known| same_name(&known.name, wish));
            let name = fresh(&policy.name, LONG_NAME, taken);
            let copy = world::renamed(arn, &name);
            let policy =
                ManagedPolicy { name, unique_id: None, layout: Layout::default(), ..policy };
            let done = in_account(scenario, id, |account| account.policies.push(policy));
            Some((EntityAddress::ManagedPolicy(copy), done))
        }
        EntityAddress::InlinePolicy(owner, name) => {
            let mut copy = None;
            let done = scenario.edit(|edited| {
                let Some(policies) = world::inline_policies(edited, owner) else { return };
                let Some(policy) = policies.iter().find(|known| known.name == *name) else {
                    return;
                };
                let taken = |wish: &str| policies.iter().any(|known| &*known.name == wish);
                let name = fresh(name, LONG_NAME, taken);
                let policy = InlinePolicy {
                    name: Rc::clone(&name),
                    layout: Layout::default(),
                    ..policy.clone()
                };
                policies.push(policy);
                copy = Some(EntityAddress::InlinePolicy(owner.clone(), name));
            });
            Some((copy?, done))
        }
        EntityAddress::OrganizationPolicy(name) => {
            let known = &scenario.organization.as_ref()?.policies;
            let policy = known.iter().find(|known| known.name == *name)?;
            let name =
                fresh(name, LONG_NAME, |wish| known.iter().any(|known| &*known.name == wish));
            let policy = OrganizationPolicy {
                id: None,
                name: Rc::clone(&name),
                layout: Layout::default(),
                ..policy.clone()
            };
            let done = scenario.add_organization_policy(policy);
            Some((EntityAddress::OrganizationPolicy(name), done))
        }
        EntityAddress::Resource(arn) => {
            let resource = scenario.resources.iter().find(|known| known.arn == *arn)?.clone();
            let arn = adding::next_of_its_kind(scenario, arn).unwrap_or_else(|| {
                let taken = |wish: &str| {
                    let wish = world::renamed(arn, wish);
                    scenario.resources.iter().any(|known| known.arn == wish)
                };
                let name = selectors::short_name(arn.as_str());
                world::renamed(arn, &fresh(name, usize::MAX, taken))
            });
            let resource = Resource { arn: arn.clone(), layout: Layout::default(), ..resource };
            Some((EntityAddress::Resource(arn), scenario.add_resource(resource)))
        }
        EntityAddress::Unit(path) => unit(scenario, path),
        EntityAddress::Provider(arn) => provider(scenario, arn),
        EntityAddress::Scenario | EntityAddress::Start => None,
    }
}

/// A unit with the units in it and what is attached to them, beside it. Accounts stand in one place: they stay.
fn unit(scenario: &mut Scenario, path: &[usize]) -> Made {
    fn without_accounts(unit: &mut OrganizationalUnit) {
        unit.id = None;
        unit.accounts.clear();
        unit.units.iter_mut().for_each(without_accounts);
    }
    let (_, parent) = path.split_last()?;
    let mut copy = scenario.unit(path)?.clone();
    without_accounts(&mut copy);
    let beside = &scenario.unit(parent)?.units;
    let taken = |wish: &str| beside.iter().any(|known| known.name.as_deref() == Some(wish));
    copy.name = Some(fresh(copy.name.as_deref().unwrap_or("Unit"), LONG_NAME, taken));
    copy.layout = Layout::default();
    let place = parent.iter().copied().chain([beside.len()]).collect();
    Some((EntityAddress::Unit(place), scenario.add_unit(parent, copy)))
}

/// A provider of another name, which for OpenID Connect is another issuer.
fn provider(scenario: &mut Scenario, arn: &Arn) -> Made {
    let id = arn.account()?;
    let account = scenario.account(id)?;
    let renamed = |name: &str| world::renamed_provider(arn, name);
    let taken = |new: &Arn| {
        account.saml_providers.iter().any(|known| known.arn == *new)
            || account.oidc_providers.iter().any(|known| known.arn == *new)
    };
    let name = selectors::provider_name(arn);
    if let Some(known) = account.saml_providers.iter().find(|known| known.arn == *arn) {
        let copy = renamed(&fresh(name, LONG_NAME, |wish| taken(&renamed(wish))));
        let provider =
            SamlProvider { arn: copy.clone(), layout: Layout::default(), ..known.clone() };
        let done = in_account(scenario, id, |account| account.saml_providers.push(provider));
        return Some((EntityAddress::Provider(copy), done));
    }
    let known = account.oidc_providers.iter().find(|known| known.arn == *arn)?;
    // The number goes to the first word of the host.
    let (first, rest) = name.split_at(name.find(['.', ':', '/']).unwrap_or(name.len()));
    let host = |first: &str| format!("{first}{rest}");
    let first = fresh(first, usize::MAX, |wish| taken(&renamed(&host(wish))));
    let copy = renamed(&host(&first));
    let provider = OidcProvider {
        arn: copy.clone(),
        url: known.url.as_ref().map(|url| url.replacen(name, &host(&first), 1).into()),
        layout: Layout::default(),
        ..known.clone()
    };
    let done = in_account(scenario, id, |account| account.oidc_providers.push(provider));
    Some((EntityAddress::Provider(copy), done))
}

/// An account with everything in it; what is in it refers to the copy, what is outside to the original.
fn account(scenario: &mut Scenario, id: AccountId) -> Made {
    let new = adding::fresh_account(scenario);
    let mut moved = scenario.clone();
    if let Err(refused) = moved.change_account_id(id, new) {
        return Some((EntityAddress::Account(id), Err(refused)));
    }
    let mut copy = moved.account(new)?.clone();
    copy.aliases.clear();
    copy.layout = Layout::default();
    copy.name = copy.name.map(|name| {
        fresh(&name, ACCOUNT_NAME, |wish| {
            scenario.accounts.iter().any(|known| known.name.as_deref() == Some(wish))
        })
    });
    forget_ids(&mut copy);
    let unit = world::unit_of(scenario, id);
    let done = scenario.add_account(copy).and_then(|()| match &unit {
        Some(unit) => scenario.place_account(new, Some(unit)),
        None => Ok(()),
    });
    Some((EntityAddress::Account(new), done))
}

/// AWS gives every user, group, role and policy an id that nothing else ever has.
fn forget_ids(account: &mut Account) {
    account.users.iter_mut().for_each(|user| user.unique_id = None);
    account.groups.iter_mut().for_each(|group| group.unique_id = None);
    account.roles.iter_mut().for_each(|role| role.unique_id = None);
    account.policies.iter_mut().for_each(|policy| policy.unique_id = None);
}

/// The name with the next number that is free, in at most so many characters.
fn fresh(name: &str, most: usize, taken: impl Fn(&str) -> bool) -> Rc<str> {
    let stem = name.rsplit_once('-').filter(|(_, end)| end.len() < 4 && end.parse::<u32>().is_ok());
    let stem = stem.map_or(name, |(stem, _)| stem);
    (2_u32..)
        .map(|number| {
            let end = format!("-{number}");
            let stem: String = stem.chars().take(most - end.len()).collect();
            stem + &end
        })
        .find(|wish| !taken(wish))
        .unwrap_or_default()
        .into()
}

#[cfg(test)]
mod tests {
    use simulator::{Outcome, outcome::StepResult, scenario::Operation};

    use super::*;
    use crate::{
        gallery,
        state::{Action, Origin, Subject, update::update},
    };

    fn opened(id: &str) -> Model {
        let scenario = gallery::example(id).unwrap().scenario;
        update(&Model::new(), Action::ScenarioOpened { scenario, origin: Origin::Own })
    }

    fn duplicated(model: &Model, entity: EntityAddress) -> Model {
        update(model, Action::EntityDuplicated(entity))
    }

    #[test]
    fn everything_in_every_example_has_a_copy_that_changes_no_answer() {
        for (id, _) in testing::corpus::files() {
            let model = opened(&id);
            let before = simulator::simulate(model.scenario());
            for entity in world::entities(model.scenario()) {
                if !can_be_duplicated(&entity) {
                    continue;
                }
                let after = duplicated(&model, entity.clone());
                let notice = after.ui.notice.as_ref().map(|notice| &notice.text);
                assert!(after.history.depth() == 1, "{id}: {entity:?}: {notice:?}");
                let read = Scenario::read(&after.scenario().write());
                assert!(read.is_ok(), "{id}: {entity:?}: {:?}", read.err());
                let outcome = simulator::simulate(after.scenario());
                let succeeded = |outcome: &Outcome| {
                    let steps = outcome.steps.iter();
                    steps.map(|step| step.result == StepResult::Succeeded).collect::<Vec<_>>()
                };
                // What is changed on the way may meet the copy: a role with a policy left cannot be deleted.
                let is_changed = model
                    .scenario()
                    .steps
                    .iter()
                    .any(|step| matches!(step.operation, Operation::Change(_)));
                assert!(
                    is_changed || succeeded(&before) == succeeded(&outcome),
                    "{id}: {entity:?}"
                );
                assert!(world::is_there(after.scenario(), after.ui.subject.as_ref().unwrap()));
                assert_eq!(update(&after, Action::UndoRequested).scenario(), model.scenario());
            }
        }
    }

    #[test]
    fn a_copy_has_the_next_name_and_says_the_same() {
        let mut model = opened("three-hop-chain");
        let id: AccountId = "222222222222".parse().unwrap();
        for name in ["DeployRole", "DeployRole-2"] {
            model = duplicated(&model, EntityAddress::Role(id, name.into()));
        }
        let account = model.scenario().account(id).unwrap();
        let role = |name: &str| account.roles.iter().find(|role| &*role.name == name).unwrap();
        assert_eq!(role("DeployRole-3").trust_policy, role("DeployRole").trust_policy);
        assert_eq!(model.undoable(), Some("duplicate DeployRole-2"));
        let chosen = Subject::Entity(EntityAddress::Role(id, "DeployRole-3".into()));
        assert_eq!(model.ui.subject, Some(chosen));
    }

    #[test]
    fn what_is_in_the_copy_of_an_account_refers_to_the_copy() {
        let model = opened("account-trust-needs-identity");
        let id = model.scenario().accounts[0].id;
        let after = duplicated(&model, EntityAddress::Account(id));
        let copy = after.scenario().accounts.last().unwrap();
        assert_ne!(copy.id, id);
        let text = after.scenario().write();
        let theirs = text.matches(&id.to_string()).count();
        assert_eq!(theirs, model.scenario().write().matches(&id.to_string()).count(), "{text}");
        assert!(text.matches(&copy.id.to_string()).count() > 1);
    }
}
