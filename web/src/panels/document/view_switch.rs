//! Text, form or both: the views of a document, and what stands in the form's place while it is loaded.

use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::Given;
use crate::{
    browser::resize,
    chunks,
    components::{Glyph, Icon},
    state::{Action, ShownAs},
    store::Store,
};

/// From this width of the window there is room for both side by side.
const ROOM: i32 = 1440;

/// Whether there is room for both side by side.
#[hook]
pub(super) fn use_room() -> bool {
    let has_room = use_state(|| resize::viewport().0 >= ROOM);
    let report = has_room.setter();
    use_effect_with((), move |()| {
        let listening = resize::of_window(move |(width, _)| report.set(width >= ROOM));
        move || drop(listening)
    });
    *has_room
}

/// The switch, for the head over the document.
pub(super) fn view(store: &Store, shown: ShownAs, has_room: bool) -> Html {
    let side = |words: &'static str, other: ShownAs| {
        let onclick = store.on(move |_| Action::ShownAsChosen(other));
        let pressed = (shown == other).to_string();
        html! { <button type="button" class="button" aria-pressed={pressed} {onclick}>{ words }</button> }
    };
    html! {
        <div class="view-switch" role="group" aria-label="Show the document as">
            { side("JSON", ShownAs::Text) }
            { side("Form", ShownAs::Form) }
            if has_room { { side("Both", ShownAs::Both) } }
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
