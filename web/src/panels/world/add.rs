//! What can be added to the world: first what fits the chosen entity, then the rest.

use std::rc::Rc;

use iam::AccountId;
use yew::prelude::*;

use super::account_of;
use crate::{
    components::{
        Glyph,
        menu::{Menu, MenuItem},
    },
    state::{Action, EntityAddress, Subject, entity::NewEntity},
    store::Store,
};

/// The menu.
pub(super) fn view(store: &Store) -> Html {
    let scenario = &store.simulation.scenario;
    let subject = store.model().ui.subject.as_ref();
    let account = subject.and_then(account_of).or(scenario.accounts.first().map(|known| known.id));
    let mut items = Vec::new();
    if let Some(Subject::Entity(entity)) = subject {
        add_to_entity(store, entity, &mut items);
    }
    if let Some(account) = account {
        add_to_account(store, account, &mut items);
    }
    items.push(MenuItem::Heading("To the scenario".into()));
    items.push(item(store, Glyph::Account, "Account", NewEntity::Account));
    if scenario.organization.is_none() {
        items.push(item(store, Glyph::Organization, "Organization", NewEntity::Organization));
    } else {
        items.push(item(
            store,
            Glyph::Folder,
            "Organizational unit",
            NewEntity::Unit(Rc::default()),
        ));
        items.push(item(store, Glyph::Document, "SCP", NewEntity::ServiceControlPolicy));
        items.push(item(store, Glyph::Document, "RCP", NewEntity::ResourceControlPolicy));
    }
    html! { <Menu id="world-add" label="Add to the world" glyph={Glyph::Add} {items} /> }
}

fn add_to_entity(store: &Store, entity: &EntityAddress, items: &mut Vec<MenuItem>) {
    let (name, new) = match entity {
        EntityAddress::User(_, name)
        | EntityAddress::Group(_, name)
        | EntityAddress::Role(_, name) => {
            (name.to_string(), ("Inline policy", NewEntity::InlinePolicy(entity.clone())))
        }
        EntityAddress::Unit(path) => {
            ("the unit".to_owned(), ("Organizational unit", NewEntity::Unit(Rc::clone(path))))
        }
        _ => return,
    };
    items.push(MenuItem::Heading(format!("To {name}").into()));
    items.push(item(store, Glyph::Document, new.0, new.1));
}

fn add_to_account(store: &Store, account: AccountId, items: &mut Vec<MenuItem>) {
    let known = store.simulation.scenario.account(account).and_then(|known| known.name.clone());
    let name = known.map_or_else(|| account.to_string(), |name| name.to_string());
    items.push(MenuItem::Heading(format!("To {name}").into()));
    items.push(item(store, Glyph::User, "User", NewEntity::User(account)));
    items.push(item(store, Glyph::Group, "Group", NewEntity::Group(account)));
    items.push(item(store, Glyph::Role, "Role", NewEntity::Role(account)));
    items.push(item(store, Glyph::Document, "Managed policy", NewEntity::ManagedPolicy(account)));
    items.push(item(store, Glyph::Bucket, "Bucket", NewEntity::Bucket(account)));
}

fn item(store: &Store, glyph: Glyph, label: &'static str, new: NewEntity) -> MenuItem {
    MenuItem::new(glyph, label, store.on(move |()| Action::EntityAdded(new.clone())))
}
