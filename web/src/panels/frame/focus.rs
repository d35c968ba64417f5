//! Where the keyboard's focus is while things in the workbench are opened and closed, come and go.

use wasm_bindgen::JsCast;
use web_sys::Element;
use yew::prelude::*;

use crate::{
    browser::{focus, focus_keeper},
    state::Action,
    store::Store,
};

/// The element id of the part in which documents, entities and the source are opened.
pub(crate) const BELOW: &str = "below";

/// What goes away hands the focus on; what was opened from Why has it, and what was closed gives it back.
#[hook]
pub(super) fn use_kept_focus(store: &Store) {
    use_effect_with((), |()| {
        let watching = focus_keeper::watch(BELOW);
        move || drop(watching)
    });
    let subject = store.model().ui.subject.clone();
    let before = use_mut_ref(|| subject.clone());
    use_effect_with((subject, store.model().ui.reveal), move |(subject, _)| {
        let was_open = before.replace(subject.clone()).is_some();
        match subject {
            Some(_) => focus_keeper::follow_from("#why-step", BELOW),
            None if was_open => focus_keeper::go_back(BELOW),
            None => {}
        }
    });
    // After every drawing: nothing tells which of them takes away what has the focus.
    use_effect(|| focus_keeper::keep(BELOW));
}

/// Escape leads out of the text, and out of what is open.
pub(super) fn on_escape(store: &Store) -> Callback<KeyboardEvent> {
    let is_open = store.model().ui.subject.is_some();
    let close = store.on(|()| Action::SubjectClosed);
    Callback::from(move |event: KeyboardEvent| {
        if event.key() != "Escape" || event.default_prevented() || !is_open {
            return;
        }
        let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        let is = |selector| target.as_ref().is_some_and(|at| at.matches(selector).unwrap_or(false));
        // The editor closes what is open in it first: see `web/editor/editor.js`.
        if is("[data-keeps-escape]") {
            return;
        }
        if is("textarea, [contenteditable=true], [data-typed]") {
            focus::by_id(BELOW);
        } else if !is("input, select") {
            close.emit(());
        }
        event.prevent_default();
    })
}
