//! The root: makes the store, tells the browser what to keep, and arranges the views.

use yew::prelude::*;

use crate::{
    browser::launched,
    chunks,
    components::field::FieldForms,
    effects,
    panels::{frame::NewerVersion, gallery::Gallery, waiting::Waiting},
    state::{Action, Model, Opening, Place, Sight, View, action::Restored, update},
    store::{Store, use_new_store},
};

/// Properties of [`App`].
#[derive(PartialEq, Properties)]
pub(crate) struct Props {
    /// What it begins with.
    pub(crate) start: Start,
}

/// What the page begins with; never the same as another, so that it is taken once.
#[derive(Debug, Clone)]
pub(crate) struct Start {
    /// What the last visit left behind.
    pub(crate) restored: Restored,
    /// What the page's address names.
    pub(crate) place: Place,
    /// What of it is looked at.
    pub(crate) sight: Sight,
}

impl PartialEq for Start {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

/// The root of the page.
#[component]
pub(crate) fn App(props: &Props) -> Html {
    let start = props.start.clone();
    let store = use_new_store(move || first_model(start));
    effects::use_effects(&store);
    use_launched_files(&store);
    let said = effects::use_announcement(&store);
    effects::use_focus_of_views(&store);
    html! {
        <ContextProvider<Store> context={store.clone()}>
            <div class="page" data-ready="">
                { match (store.model().view(), chunks::workbench()) {
                    (View::Gallery, _) => html! { <Gallery /> },
                    (View::OwnCase, Some(part)) => (part.view_own_case)(),
                    (View::Question, Some(part)) => (part.view_question)(),
                    (View::Workbench, Some(part)) => (part.view_workbench)(),
                    (_, None) => html! { <Waiting /> },
                } }
                if let Some(part) = chunks::workbench().filter(|_| store.model().ui.palette_open) {
                    { (part.view_palette)() }
                }
                <NewerVersion />
                if let Some(part) = chunks::workbench() { { (part.view_apart)() } }
                <FieldForms />
                <p class="hidden-text" aria-live="polite">{ said }</p>
            </div>
        </ContextProvider<Store>>
    }
}

/// The first screen, then whatever the last visit left behind, then what the address names.
fn first_model(Start { restored, place, sight }: Start) -> Model {
    let model = Model { sight: Some(sight), ..Model::new() };
    let model = update(&model, Action::WorkRestored(Box::new(restored)));
    match place {
        // An address that names nothing asks for nothing.
        Place::Gallery => model,
        place => update(&model, Action::PlaceVisited(place)),
    }
}

/// Opens what the system opens with the installed page.
#[hook]
fn use_launched_files(store: &Store) {
    let store = store.clone();
    use_effect_with((), move |()| {
        launched::listen(move |text| {
            store.dispatch(Action::OpeningAsked(Opening::File(text.into())));
        });
    });
}
