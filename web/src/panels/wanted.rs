//! What comes with the part of the page that knows cryptography, behind a button: it is loaded when it is first wanted.

use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::{
    chunks::{self, Federation},
    components::{Glyph, Icon},
};

/// Properties of [`Wanted`].
#[derive(PartialEq, Properties)]
pub(crate) struct Props {
    /// The words on the button.
    pub(crate) words: &'static str,
    /// Whether it was used before: then it is open at once, where the part is there.
    #[prop_or_default]
    pub(crate) used: bool,
    /// What the part draws.
    pub(crate) view: Callback<Federation, Html>,
}

/// The button, and below it what was wanted.
#[component]
pub(crate) fn Wanted(props: &Props) -> Html {
    let asked = use_state(|| props.used && chunks::federation().is_some());
    let failed = use_state(|| false);
    let onclick = {
        let (asked, failed) = (asked.clone(), failed.clone());
        Callback::from(move |_: MouseEvent| {
            let (asked, failed) = (asked.clone(), failed.clone());
            spawn_local(async move {
                let loaded = chunks::load_federation().await;
                failed.set(!loaded);
                asked.set(loaded && !*asked);
            });
        })
    };
    let part = chunks::federation().filter(|_| *asked);
    html! {
        <div class="field signing-fold">
            <button type="button" class="button" aria-expanded={part.is_some().to_string()} {onclick}>
                <Icon glyph={Glyph::Key} />{ props.words }
            </button>
            if *failed {
                <p class="field-note field-note-bad" role="status"><Icon glyph={Glyph::Error} />
                    { "This part of the page could not be loaded. Check the connection and try again." }</p>
            }
            if let Some(part) = part { { props.view.emit(part) } }
        </div>
    }
}
