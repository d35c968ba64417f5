//! What can be added to the world: first what fits the chosen entity, then the rest.

use std::rc::Rc;

use iam::AccountId;
use yew::prelude::*;

use super::account_of;
use crate::{
    browser::focus,
    components::{
        Glyph,
        menu::{Menu, MenuItem},
    },
    state::{Action, EntityAddress, Subject, entity::NewEntity},
    store::Store,
};

/// The menu.
pub(super) fn view(store: &Store) -> Html {
    let items = parts(store).into_iter().flat_map(|(heading, kinds)| {
        let kinds = kinds.into_iter().map(|(glyph, label, new)| {
            let store = store.clone();
            let add = Callback::from(move |()| {
                store.dispatch(Action::EntityAdded(new.clone()));
                // Its name comes next, and no letter of it is a shortcut.
                focus::select("subject-name");
            });
            MenuItem::new(glyph, label, add)
        });
        std::iter::once(MenuItem::Heading(heading.into())).chain(kinds).collect::<Vec<_>>()
    });
    html! { <Menu id="world-add" label="Add to the world" glyph={Glyph::Add} items={items.collect::<Vec<_>>()} /> }
}

/// What can be added, each in a few words of its own.
pub(crate) fn additions(store: &Store) -> Vec<(Glyph, String, NewEntity)> {
    let all = parts(store).into_iter().flat_map(|(heading, kinds)| {
        let to = heading.replacen("To ", "to ", 1);
        kinds.into_iter().map(move |(glyph, label, new)| (glyph, format!("Add: {label} {to}"), new))
    });
    all.collect()
}

type Kind = (Glyph, &'static str, NewEntity);

/// What can be added, by what it is added to.
fn parts(store: &Store) -> Vec<(String, Vec<Kind>)> {
    let scenario = &store.simulation.scenario;
    let subject = store.model().ui.subject.as_ref();
    let account = subject.and_then(account_of).or(scenario.accounts.first().map(|known| known.id));
    let mut parts = Vec::new();
    if let Some(Subject::Entity(entity)) = subject {
        parts.extend(to_entity(entity));
    }
    parts.extend(account.map(|account| to_account(store, account)));
    let mut to_scenario = vec![(Glyph::Account, "Account", NewEntity::Account)];
    if scenario.organization.is_none() {
        to_scenario.push((Glyph::Organization, "Organization", NewEntity::Organization));
    } else {
        to_scenario.extend([
            (Glyph::Folder, "Organizational unit", NewEntity::Unit(Rc::default())),
            (Glyph::Document, "SCP", NewEntity::ServiceControlPolicy),
            (Glyph::Document, "RCP", NewEntity::ResourceControlPolicy),
        ]);
    }
    parts.push(("To the scenario".to_owned(), to_scenario));
    parts
}

fn to_entity(entity: &EntityAddress) -> Option<(String, Vec<Kind>)> {
    let (name, new) = match entity {
        EntityAddress::User(_, name)
        | EntityAddress::Group(_, name)
        | EntityAddress::Role(_, name) => {
            (name.to_string(), ("Inline policy", NewEntity::InlinePolicy(entity.clone())))
        }
        EntityAddress::Unit(path) => {
            ("the unit".to_owned(), ("Organizational unit", NewEntity::Unit(Rc::clone(path))))
        }
        _ => return None,
    };
    Some((format!("To {name}"), vec![(Glyph::Document, new.0, new.1)]))
}

fn to_account(store: &Store, account: AccountId) -> (String, Vec<Kind>) {
    let known = store.simulation.scenario.account(account).and_then(|known| known.name.clone());
    let name = known.map_or_else(|| account.to_string(), |name| name.to_string());
    let kinds = vec![
        (Glyph::User, "User", NewEntity::User(account)),
        (Glyph::Group, "Group", NewEntity::Group(account)),
        (Glyph::Role, "Role", NewEntity::Role(account)),
        (Glyph::Document, "Managed policy", NewEntity::ManagedPolicy(account)),
        (Glyph::Bucket, "Bucket", NewEntity::Bucket(account)),
    ];
    (format!("To {name}"), kinds)
}
