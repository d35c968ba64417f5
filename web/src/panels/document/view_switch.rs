//! Text or form: the two views of a document, and what stands in the form's place while it is loaded.

use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::Given;
use crate::{
    chunks,
    components::{Glyph, Icon},
    state::Action,
    store::Store,
};

/// The switch, for the head over the document.
pub(super) fn view(store: &Store) -> Html {
    let as_form = store.model().ui.as_form;
    let side = |words: &'static str, form: bool| {
        let onclick = store.on(move |_| Action::FormChosen(form));
        let pressed = (as_form == form).to_string();
        html! { <button type="button" class="button" aria-pressed={pressed} {onclick}>{ words }</button> }
    };
    html! {
        <div class="view-switch" role="group" aria-label="Show the document as">
            { side("JSON", false) }
            { side("Form", true) }
        </div>
    }
}

/// Properties of [`AsForm`].
#[derive(PartialEq, Properties)]
pub(super) struct Props {
    /// What the form is given.
    pub(super) given: Given,
}

/// The form, once its part of the page is there.
#[component]
pub(super) fn AsForm(props: &Props) -> Html {
    let state = use_state(|| chunks::form().is_some().then_some(true));
    {
        let state = state.clone();
        use_effect_with(*state, move |known| {
            if known.is_none() {
                spawn_local(async move { state.set(Some(chunks::load_form().await)) });
            }
        });
    }
    let again = {
        let state = state.clone();
        Callback::from(move |_: MouseEvent| state.set(None))
    };
    match (*state, chunks::form()) {
        (_, Some(part)) => (part.view)(props.given.clone()),
        (Some(false), None) => html! {
            <div class="subject-note" role="status">
                <Icon glyph={Glyph::Warning} />
                { " The form could not be loaded. Check the connection; the text is still there. " }
                <button type="button" class="link-button" onclick={again}>{ "Try again" }</button>
            </div>
        },
        _ => html! { <div class="policy-form" aria-busy="true" /> },
    }
}
