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
    state::{
        Action, EntityAddress, Subject,
        entity::{NewEntity, ResourceKind},
        selectors, world,
    },
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

/// What can be added, by what it is added to; what is rarer comes last.
fn parts(store: &Store) -> Vec<(String, Vec<Kind>)> {
    let scenario = &store.simulation.scenario;
    let subject = store.model().ui.subject.as_ref();
    let chosen = subject.and_then(account_of);
    let account = chosen.or(scenario.accounts.first().map(|known| known.id));
    let mut parts = Vec::new();
    if let Some(Subject::Entity(entity)) = subject {
        parts.extend(to_entity(store, entity));
    }
    parts.extend(account.map(|account| to_account(store, account)));
    // One account after the other goes into a unit.
    let home = chosen.and_then(|account| world::unit_of(scenario, account));
    parts.extend(home.and_then(|unit| to_entity(store, &EntityAddress::Unit(unit))));
    let mut to_scenario = vec![(Glyph::Account, "Account", NewEntity::Account(None))];
    if scenario.organization.is_none() {
        to_scenario.push((Glyph::Organization, "Organization", NewEntity::Organization));
    } else {
        to_scenario.extend([
            (Glyph::Folder, "Organizational unit", NewEntity::Unit(Rc::default())),
            (Glyph::Document, "SCP", NewEntity::ServiceControlPolicy(Rc::default())),
            (Glyph::Document, "RCP", NewEntity::ResourceControlPolicy(Rc::default())),
        ]);
    }
    parts.push(("To the scenario".to_owned(), to_scenario));
    parts.extend(account.map(|account| resources(store, account)));
    parts
}

fn to_entity(store: &Store, entity: &EntityAddress) -> Option<(String, Vec<Kind>)> {
    let kinds = match entity {
        EntityAddress::User(..) | EntityAddress::Group(..) | EntityAddress::Role(..) => {
            vec![(Glyph::Document, "Inline policy", NewEntity::InlinePolicy(entity.clone()))]
        }
        EntityAddress::Unit(path) => vec![
            (Glyph::Account, "Account", NewEntity::Account(Some(Rc::clone(path)))),
            (Glyph::Folder, "Organizational unit", NewEntity::Unit(Rc::clone(path))),
            (Glyph::Document, "SCP", NewEntity::ServiceControlPolicy(Rc::clone(path))),
            (Glyph::Document, "RCP", NewEntity::ResourceControlPolicy(Rc::clone(path))),
        ],
        _ => return None,
    };
    Some((format!("To {}", selectors::entity_title(&store.simulation.scenario, entity)), kinds))
}

fn to_account(store: &Store, account: AccountId) -> (String, Vec<Kind>) {
    let name =
        selectors::entity_title(&store.simulation.scenario, &EntityAddress::Account(account));
    let kinds = vec![
        (Glyph::User, "User", NewEntity::User(account)),
        (Glyph::Group, "Group", NewEntity::Group(account)),
        (Glyph::Role, "Role", NewEntity::Role(account)),
        (Glyph::Document, "Managed policy", NewEntity::ManagedPolicy(account)),
        (Glyph::Fingerprint, "SAML provider", NewEntity::SamlProvider(account)),
        (Glyph::Fingerprint, "OIDC provider", NewEntity::OidcProvider(account)),
    ];
    (format!("To {name}"), kinds)
}

fn resources(store: &Store, account: AccountId) -> (String, Vec<Kind>) {
    let name =
        selectors::entity_title(&store.simulation.scenario, &EntityAddress::Account(account));
    let kinds = vec![
        (Glyph::Bucket, "Bucket", NewEntity::Resource(account, ResourceKind::Bucket)),
        (Glyph::Key, "KMS key", NewEntity::Resource(account, ResourceKind::Key)),
        (Glyph::Resource, "Queue", NewEntity::Resource(account, ResourceKind::Queue)),
        (Glyph::Resource, "Topic", NewEntity::Resource(account, ResourceKind::Topic)),
        (Glyph::Lock, "Secret", NewEntity::Resource(account, ResourceKind::Secret)),
        (Glyph::Resource, "Function", NewEntity::Resource(account, ResourceKind::Function)),
        (Glyph::Resource, "VPC endpoint", NewEntity::Resource(account, ResourceKind::VpcEndpoint)),
        (Glyph::Resource, "Other resource", NewEntity::Resource(account, ResourceKind::Other)),
    ];
    (format!("To {name}, a resource"), kinds)
}
