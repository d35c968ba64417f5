//! The head over what the centre shows below the chain: its name, what it is, and the way back.

use yew::prelude::*;

use crate::{
    components::{Glyph, Icon},
    state::Action,
    store::Store,
};

/// The head.
pub(crate) fn view(store: &Store, glyph: Glyph, name: &str, kind: &str, tools: Html) -> Html {
    let close = store.on(|_| Action::SubjectClosed);
    html! {
        <header class="panel-head panel-head-line">
            <Icon {glyph} />
            <h2 class="subject-name">{ name }</h2>
            if !kind.is_empty() { <span class="chip subject-kind">{ kind }</span> }
            <div class="panel-head-right">
                { tools }
                <button type="button" class="icon-button" aria-label="Close, show the hops" title="Close, show the hops" onclick={close}>
                    <Icon glyph={Glyph::Close} />
                </button>
            </div>
        </header>
    }
}
