//! The documents of an entity, each a way to its text.

use std::rc::Rc;

use iam::Credentials;
use simulator::scenario::DocumentAddress;
use yew::prelude::*;

use crate::{
    components::{Glyph, Icon},
    panels::request::WIDE,
    state::{
        Action, EntityAddress, EntityField, StartPart, Subject, entity::NewEntity, selectors, world,
    },
    store::Store,
};

/// The documents, and the way to add one where the entity may have more.
pub(super) fn view(store: &Store, entity: &EntityAddress) -> Html {
    let documents = documents(store, entity);
    let new = match entity {
        EntityAddress::User(..) | EntityAddress::Group(..) | EntityAddress::Role(..) => {
            Some(("Add inline policy", NewEntity::InlinePolicy(entity.clone())))
        }
        EntityAddress::Resource(arn) if documents.is_empty() => {
            Some(("Add resource policy", NewEntity::ResourcePolicy(arn.clone())))
        }
        _ => None,
    };
    let limits =
        (*entity == EntityAddress::Start && may_have_policy(store)).then(|| {
            match documents.is_empty() {
                true => ("Add session policy", Some(WIDE.into())),
                false => ("Leave the session policy out", None),
            }
        });
    if documents.is_empty() && new.is_none() && limits.is_none() {
        return html! {};
    }
    html! {
        <div class="field">
            <h3 class="field-label">{ "Documents" }</h3>
            <ul class="list-field">{ for documents.into_iter().map(|address| view_document(store, address)) }</ul>
            if let Some((words, new)) = new {
                <button type="button" class="button button-quiet tags-add" onclick={store.on(move |_| Action::EntityAdded(new.clone()))}>
                    <Icon glyph={Glyph::Add} />{ words }
                </button>
            }
            if let Some((words, policy)) = limits {
                <button type="button" class="button button-quiet tags-add" onclick={store.on(move |_| with_policy(policy.clone()))}>{ words }</button>
            }
        </div>
    }
}

/// Whether the start is a session that a policy can limit.
fn may_have_policy(store: &Store) -> bool {
    let credentials = store.simulation.outcome.start.principal.credentials;
    matches!(credentials, Credentials::RoleSession | Credentials::FederationToken)
}

fn with_policy(policy: Option<Rc<str>>) -> Action {
    let field = EntityField::Start(StartPart::Policy(policy));
    Action::EntityEdited { entity: EntityAddress::Start, field }
}

fn view_document(store: &Store, address: DocumentAddress) -> Html {
    let name = selectors::document_title(&store.simulation.scenario, &address);
    let onclick =
        store.on(move |_| Action::DocumentOpened { address: address.clone(), reveal: None });
    html! {
        <li><button type="button" class="link-button" {onclick}>{ name }</button></li>
    }
}

fn documents(store: &Store, entity: &EntityAddress) -> Vec<DocumentAddress> {
    let scenario = &store.simulation.scenario;
    match entity {
        EntityAddress::Role(account, name) => {
            let (account, role) = (*account, Rc::clone(name));
            let known = scenario.account(account);
            let known = known.and_then(|known| known.roles.iter().find(|known| known.name == role));
            let mut list = vec![DocumentAddress::Trust { account, role: Rc::clone(&role) }];
            list.extend(known.into_iter().flat_map(|known| &known.inline_policies).map(|policy| {
                let policy = Rc::clone(&policy.name);
                DocumentAddress::RolePolicy { account, role: Rc::clone(&role), policy }
            }));
            list
        }
        EntityAddress::User(account, name) => {
            let (account, user) = (*account, Rc::clone(name));
            let known = scenario.account(account);
            let known = known.and_then(|known| known.users.iter().find(|known| known.name == user));
            let inline = known.into_iter().flat_map(|known| &known.inline_policies);
            inline
                .map(|policy| {
                    let policy = Rc::clone(&policy.name);
                    DocumentAddress::UserPolicy { account, user: Rc::clone(&user), policy }
                })
                .collect()
        }
        EntityAddress::Group(account, name) => {
            let (account, group) = (*account, Rc::clone(name));
            let known = scenario.account(account);
            let known =
                known.and_then(|known| known.groups.iter().find(|known| known.name == group));
            let inline = known.into_iter().flat_map(|known| &known.inline_policies);
            inline
                .map(|policy| {
                    let policy = Rc::clone(&policy.name);
                    DocumentAddress::GroupPolicy { account, group: Rc::clone(&group), policy }
                })
                .collect()
        }
        EntityAddress::ManagedPolicy(_) | EntityAddress::OrganizationPolicy(_) => {
            match world::subject_of(entity) {
                Subject::Document(address) => vec![address],
                _ => Vec::new(),
            }
        }
        EntityAddress::Start => {
            let policy = scenario.start.policy.as_ref();
            policy.map(|_| DocumentAddress::StartSession).into_iter().collect()
        }
        EntityAddress::Resource(arn) => {
            let has =
                scenario.resources.iter().any(|known| known.arn == *arn && known.policy.is_some());
            has.then(|| DocumentAddress::Resource { arn: arn.clone() }).into_iter().collect()
        }
        _ => Vec::new(),
    }
}
