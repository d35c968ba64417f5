//! The head over what the centre shows below the chain: its name, what it is, and the way back.

use yew::prelude::*;

use crate::{
    components::{Glyph, Icon},
    state::Action,
    store::use_store,
};

/// Properties of [`SubjectHead`].
#[derive(PartialEq, Properties)]
pub(crate) struct Props {
    /// Its icon.
    pub(crate) glyph: Glyph,
    /// Its name.
    pub(crate) name: AttrValue,
    /// What it is and where it is attached.
    pub(crate) kind: AttrValue,
    /// More at the right.
    #[prop_or_default]
    pub(crate) children: Html,
}

/// The head.
#[component]
pub(crate) fn SubjectHead(props: &Props) -> Html {
    let store = use_store();
    let close = store.on(|_| Action::SubjectClosed);
    html! {
        <header class="panel-head panel-head-line">
            <Icon glyph={props.glyph} />
            <h2 class="subject-name">{ props.name.clone() }</h2>
            if !props.kind.is_empty() { <span class="chip subject-kind">{ props.kind.clone() }</span> }
            <div class="panel-head-right">
                { props.children.clone() }
                <button type="button" class="icon-button" aria-label="Close, show the hops" title="Close, show the hops" onclick={close}>
                    <Icon glyph={Glyph::Close} />
                </button>
            </div>
        </header>
    }
}
