//! Moving things in the world: what is open goes with them.

use std::{collections::BTreeSet, rc::Rc};

use iam::AccountId;
use simulator::scenario::{
    Scenario,
    edit::{Refused, Thing},
};

use super::{EntityAddress, Model, Notice, Offer, selectors, update, world};

/// Places of one kind that something can be moved to, under what they are in.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Destinations {
    /// What is over them.
    pub(crate) heading: String,
    /// Each with its name.
    pub(crate) places: Vec<(EntityAddress, String)>,
}

/// Whether there is anywhere to move it.
pub(crate) fn can_move(scenario: &Scenario, entity: &EntityAddress) -> bool {
    match entity {
        EntityAddress::Account(_) => scenario.organization.is_some(),
        EntityAddress::Unit(path) => !path.is_empty(),
        EntityAddress::ManagedPolicy(arn) if arn.account().is_none() => false,
        EntityAddress::User(..)
        | EntityAddress::Group(..)
        | EntityAddress::Role(..)
        | EntityAddress::ManagedPolicy(_)
        | EntityAddress::Provider(_)
        | EntityAddress::Resource(_) => scenario.accounts.len() > 1,
        EntityAddress::InlinePolicy(..) => true,
        EntityAddress::OrganizationPolicy(_) | EntityAddress::Scenario | EntityAddress::Start => {
            false
        }
    }
}

/// Where it can be moved to, other than where it is.
pub(crate) fn destinations(scenario: &Scenario, entity: &EntityAddress) -> Vec<Destinations> {
    if !can_move(scenario, entity) {
        return Vec::new();
    }
    let mut all = match entity {
        EntityAddress::Unit(from) => {
            let parent = from.split_last().map_or(&[][..], |(_, parent)| parent);
            units(scenario, |path| path != parent && !path.starts_with(from))
        }
        EntityAddress::Account(id) => {
            let now = world::unit_of(scenario, *id);
            units(scenario, |path| now.as_deref() != Some(path))
        }
        EntityAddress::InlinePolicy(owner, _) => principals(scenario, owner),
        entity => {
            let now = account_of(scenario, entity);
            let others = scenario.accounts.iter().filter(|account| Some(account.id) != now);
            let places = others.map(|account| EntityAddress::Account(account.id));
            let places = places.map(|it| (it.clone(), selectors::entity_title(scenario, &it)));
            vec![Destinations { heading: "To account".to_owned(), places: places.collect() }]
        }
    };
    all.retain(|known| !known.places.is_empty());
    all
}

fn units(scenario: &Scenario, is_other: impl Fn(&[usize]) -> bool) -> Vec<Destinations> {
    let units = world::units(scenario).into_iter().filter(|(path, _)| is_other(path));
    let places = units.map(|(path, words)| (EntityAddress::Unit(path), words)).collect();
    vec![Destinations { heading: "To unit".to_owned(), places }]
}

/// Users, groups and roles; those of the owner's own account first.
fn principals(scenario: &Scenario, owner: &EntityAddress) -> Vec<Destinations> {
    let home = account_of(scenario, owner);
    let (own, others): (Vec<_>, Vec<_>) =
        scenario.accounts.iter().partition(|account| Some(account.id) == home);
    let in_account = own.into_iter().chain(others).map(|account| {
        let id = account.id;
        let users = account.users.iter().map(|it| EntityAddress::User(id, Rc::clone(&it.name)));
        let groups = account.groups.iter().map(|it| EntityAddress::Group(id, Rc::clone(&it.name)));
        let roles = account.roles.iter().map(|it| EntityAddress::Role(id, Rc::clone(&it.name)));
        let places = users.chain(groups).chain(roles).filter(|it| it != owner);
        let account = selectors::entity_title(scenario, &EntityAddress::Account(id));
        Destinations {
            heading: format!("To, in {account}"),
            places: places.map(|it| (it.clone(), selectors::entity_name(&it))).collect(),
        }
    });
    in_account.collect()
}

fn account_of(scenario: &Scenario, entity: &EntityAddress) -> Option<AccountId> {
    match entity {
        EntityAddress::User(id, _) | EntityAddress::Group(id, _) | EntityAddress::Role(id, _) => {
            Some(*id)
        }
        EntityAddress::Resource(arn) => {
            let known = scenario.resources.iter().find(|known| known.arn == *arn);
            known.and_then(|known| known.account).or_else(|| arn.account())
        }
        EntityAddress::ManagedPolicy(arn) | EntityAddress::Provider(arn) => arn.account(),
        _ => None,
    }
}

/// Moves something into a unit, an account, or under a user, group or role, and goes on with it there.
pub(super) fn apply(model: &mut Model, entity: &EntityAddress, into: &EntityAddress) {
    let title = selectors::entity_title(model.scenario(), entity);
    let before = Rc::clone(model.scenario());
    let mut place = None;
    let is_done = update::try_edit(model, &format!("move {title}"), None, |scenario| {
        place = Some(moved(scenario, entity, into)?);
        Ok(())
    });
    let Some(place) = place.filter(|_| is_done) else { return };
    if **model.scenario() != *before {
        let there = selectors::entity_title(model.scenario(), into);
        let along = match into {
            EntityAddress::Account(to) => came_along(&before, model.scenario(), *to, &place),
            _ => Vec::new(),
        };
        let along = match along.as_slice() {
            [] => String::new(),
            [one] => format!(" {one} came along as a copy."),
            all => format!(" Copies of these came along: {}.", all.join(", ")),
        };
        let text = format!("Moved {title} to {there}.{along}").into();
        model.ui.notice = Some(Notice { text, is_warning: false, offers: Some(Offer::Undo) });
    }
    update::go_on_with(model, world::subject_of(&place));
}

/// Groups and policies that the account did not have, other than what was moved.
fn came_along(
    before: &Scenario,
    after: &Scenario,
    to: AccountId,
    moved: &EntityAddress,
) -> Vec<String> {
    let is_copy = |entity: &EntityAddress| {
        let is_of_kind =
            matches!(entity, EntityAddress::Group(..) | EntityAddress::ManagedPolicy(_));
        is_of_kind && account_of(after, entity) == Some(to) && entity != moved
    };
    let copies = world::entities(after).into_iter().filter(is_copy);
    let came = copies.filter(|entity| !world::exists(before, entity));
    let names: BTreeSet<String> = came.map(|entity| selectors::entity_name(&entity)).collect();
    names.into_iter().collect()
}

fn moved(
    scenario: &mut Scenario,
    entity: &EntityAddress,
    into: &EntityAddress,
) -> Result<EntityAddress, Refused> {
    match (entity, into) {
        (EntityAddress::Unit(from), EntityAddress::Unit(under)) => {
            Ok(EntityAddress::Unit(scenario.move_unit(from, under)?.into()))
        }
        (EntityAddress::Account(id), EntityAddress::Unit(under)) => {
            scenario.place_account(*id, Some(under))?;
            Ok(entity.clone())
        }
        (EntityAddress::InlinePolicy(owner, name), into) => {
            if let (Some(from), Some(to)) = (world::thing(owner), world::thing(into)) {
                scenario.move_inline_policy(&from, name, &to)?;
            }
            Ok(EntityAddress::InlinePolicy(Box::new(into.clone()), Rc::clone(name)))
        }
        (entity, EntityAddress::Account(to)) => {
            let Some(thing) = world::thing(entity) else { return Ok(entity.clone()) };
            Ok(match scenario.move_to_account(&thing, *to)? {
                Thing::User(id, name) => EntityAddress::User(id, name),
                Thing::Group(id, name) => EntityAddress::Group(id, name),
                Thing::Role(id, name) => EntityAddress::Role(id, name),
                Thing::ManagedPolicy(arn) => EntityAddress::ManagedPolicy(arn),
                Thing::Provider(arn) => EntityAddress::Provider(arn),
                Thing::Resource(arn) => EntityAddress::Resource(arn),
                _ => entity.clone(),
            })
        }
        (entity, _) => Ok(entity.clone()),
    }
}
