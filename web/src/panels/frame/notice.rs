//! One line that tells what happened outside the chain: a removal with what it broke, a file that cannot be read.

use yew::prelude::*;

use crate::{
    components::{Glyph, Icon, inspector::with_code},
    state::Action,
    store::Store,
};

/// The line; nothing while there is nothing to tell.
pub(crate) fn view(store: &Store) -> Html {
    let notice = store.model().ui.notice.clone();
    let undo = {
        let store = store.clone();
        Callback::from(move |_| {
            store.dispatch(Action::NoticeDismissed);
            store.dispatch(Action::UndoRequested);
        })
    };
    html! {
        <div class="notice-place" role="status">
            if let Some(notice) = notice {
                <div class={classes!("notice", notice.is_warning.then_some("notice-warning"))}>
                    <Icon glyph={if notice.is_warning { Glyph::Warning } else { Glyph::Info }} />
                    <p>{ with_code(&notice.text) }</p>
                    if notice.can_undo {
                        <button type="button" class="button" onclick={undo}>{ "Undo" }</button>
                    }
                    <button type="button" class="icon-button" aria-label="Dismiss" title="Dismiss" onclick={store.on(|_| Action::NoticeDismissed)}>
                        <Icon glyph={Glyph::Close} />
                    </button>
                </div>
            }
        </div>
    }
}
