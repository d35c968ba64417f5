//! The head over what the centre shows below the chain: its name, which can be edited in place, what it is, and the way
//! back.

use std::rc::Rc;

use yew::prelude::*;

use super::entity::describe;
use crate::{
    components::{
        Glyph, Icon,
        menu::{Menu, MenuItem},
        name_field::NameField,
    },
    state::{
        Action, EntityAddress, Subject,
        duplicate::can_be_duplicated,
        moves::{self, Destinations},
        selectors, world,
    },
    store::Store,
};

/// The head.
pub(crate) fn view(
    store: &Store,
    glyph: Glyph,
    name: &str,
    kind: &str,
    renames: Option<&EntityAddress>,
    tools: Html,
) -> Html {
    let close = store.on(|_| Action::SubjectClosed);
    html! {
        <header class="panel-head panel-head-line">
            <Icon {glyph} />
            { match renames {
                Some(entity) => view_name(store, entity),
                None => html! { <h2 class="subject-name" title={name.to_owned()}>{ name }</h2> },
            } }
            if !kind.is_empty() { <span class="chip subject-kind">{ kind }</span> }
            <div class="panel-head-right">
                if let Some(entity) = renames {
                    { view_again(store, entity) }
                    { view_settings(store, entity) }
                }
                { tools }
                <button type="button" class="icon-button" aria-label="Close, show the steps" title="Close, show the steps" onclick={close}>
                    <Icon glyph={Glyph::Close} />
                </button>
            </div>
        </header>
    }
}

/// The name as a field: Enter or leaving it renames, Escape leaves the name as it was.
fn view_name(store: &Store, entity: &EntityAddress) -> Html {
    let name = selectors::entity_title(&store.simulation.scenario, entity);
    let on_named = {
        let (entity, old) = (entity.clone(), name.clone());
        let rename = store.on(move |name: AttrValue| Action::EntityRenamed {
            entity: entity.clone(),
            name: Rc::from(&*name),
        });
        Callback::from(move |name: AttrValue| {
            if name != old {
                rename.emit(name);
            }
        })
    };
    let refuses = {
        let (scenario, entity) = (Rc::clone(&store.simulation.scenario), entity.clone());
        Callback::from(move |name: AttrValue| {
            world::rename_refused(&scenario, &entity, &name).map(AttrValue::from)
        })
    };
    let size = name.chars().count().clamp(6, 40).to_string();
    html! {
        <>
            <h2 class="hidden-text">{ name.clone() }</h2>
            <NameField id="subject-name" class="subject-rename" label="Name; what refers to it follows"
                whose={format!("{entity:?}")} {name} {size} {refuses} {on_named} />
            // The field has a name of its own; what stands beside it leads into it too.
            <label for="subject-name" class="subject-pencil" title="Rename"><Icon glyph={Glyph::Edit} /></label>
        </>
    }
}

/// The way from a policy's document to what is kept beside it, which has no node of its own in the world.
fn view_settings(store: &Store, entity: &EntityAddress) -> Html {
    let is_policy =
        matches!(entity, EntityAddress::ManagedPolicy(_) | EntityAddress::OrganizationPolicy(_));
    let settings = Subject::Entity(entity.clone());
    if !is_policy || store.model().ui.subject.as_ref() == Some(&settings) {
        return html! {};
    }
    let onclick = store.on(move |_| Action::SubjectChosen(settings.clone()));
    html! { <button type="button" class="button button-quiet" {onclick}>{ "Settings" }</button> }
}

/// What makes another one of the same, and what moves it.
fn view_again(store: &Store, entity: &EntityAddress) -> Html {
    let copied = entity.clone();
    let duplicate = store.on(move |_| Action::EntityDuplicated(copied.clone()));
    let on_open = {
        let (store, entity) = (store.clone(), entity.clone());
        Callback::from(move |()| destinations(&store, &entity))
    };
    html! {
        <span class="head-again" data-edits="">
            if can_be_duplicated(entity) {
                <button type="button" class="icon-button" aria-label="Duplicate" title="Duplicate" onclick={duplicate}>
                    <Icon glyph={Glyph::Copy} />
                </button>
            }
            if moves::can_move(&store.simulation.scenario, entity) {
                <Menu id="subject-move" label="Move to…" glyph={Glyph::Folder} {on_open} />
            }
        </span>
    }
}

/// Every place to move it to.
fn destinations(store: &Store, entity: &EntityAddress) -> Vec<MenuItem> {
    let all = moves::destinations(&store.simulation.scenario, entity);
    if all.is_empty() {
        return vec![MenuItem::Heading("There is nowhere else yet".into())];
    }
    let of_kind = |kind: Destinations| {
        let places = kind.places.into_iter().map(|(into, name)| {
            let entity = entity.clone();
            let (glyph, _) = describe(&into);
            let run = store
                .on(move |()| Action::EntityMoved { entity: entity.clone(), into: into.clone() });
            MenuItem::new(glyph, name, run)
        });
        std::iter::once(MenuItem::Heading(kind.heading.into())).chain(places).collect::<Vec<_>>()
    };
    all.into_iter().flat_map(of_kind).collect()
}

/// The button that removes what the centre shows.
pub(crate) fn view_remove(store: &Store, action: Action) -> Html {
    let onclick = store.on(move |_| action.clone());
    html! {
        <button type="button" class="button button-quiet" {onclick}><Icon glyph={Glyph::Trash} />{ "Remove" }</button>
    }
}
