//! The line that says that a newer version of the page waits: it comes only when somebody wants it.

use gloo::events::EventListener;
use yew::prelude::*;

use crate::{
    browser::newer,
    components::{Glyph, Icon},
};

/// The line; nothing while this version is the newest known.
#[component]
pub(crate) fn NewerVersion() -> Html {
    let waits = use_state(newer::waits);
    let put_off = use_state(|| false);
    {
        let waits = waits.clone();
        use_effect_with((), move |()| {
            let listener: EventListener = newer::listen(move || waits.set(true));
            move || drop(listener)
        });
    }
    if !*waits || *put_off {
        return html! {};
    }
    let later = Callback::from(move |_| put_off.set(true));
    html! {
        <div class="newer notice" role="status">
            <Icon glyph={Glyph::Info} />
            <p>{ "A newer version of the playground is there. Your work stays." }</p>
            <button type="button" class="button" onclick={Callback::from(|_| newer::take())}>{ "Load it" }</button>
            <button type="button" class="icon-button" aria-label="Later" title="Later" onclick={later}><Icon glyph={Glyph::Close} /></button>
        </div>
    }
}
