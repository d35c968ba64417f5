//! The switch between the editor that helps and a plain field; this browser remembers it.

use yew::prelude::*;

use crate::{state::Action, store::Store};

/// The switch, for the head over a document.
pub(super) fn view(store: &Store) -> Html {
    let plain = store.model().ui.plain_editor;
    let onclick = store.on(move |_| Action::PlainEditorChosen(!plain));
    html! {
        <button type="button" class="button button-quiet" aria-pressed={plain.to_string()} title="A plain text field, without completion and folding" {onclick}>
            { "Plain editor" }
        </button>
    }
}
