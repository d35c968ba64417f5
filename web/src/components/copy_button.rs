//! A button that copies a text and says so.

use yew::prelude::*;

use super::{Glyph, Icon};
use crate::browser::clipboard;

/// Properties of [`CopyButton`].
#[derive(PartialEq, Properties)]
pub(crate) struct Props {
    /// What is copied.
    pub(crate) text: AttrValue,
    /// What it is: "message", "access key id".
    pub(crate) what: AttrValue,
}

/// The button.
#[component]
pub(crate) fn CopyButton(props: &Props) -> Html {
    let copied = use_state(|| false);
    let onclick = {
        let (copied, text) = (copied.clone(), props.text.clone());
        Callback::from(move |_| {
            clipboard::copy(&text);
            copied.set(true);
        })
    };
    let onblur = {
        let copied = copied.clone();
        Callback::from(move |_| copied.set(false))
    };
    let label = format!("{} {}", if *copied { "Copied" } else { "Copy" }, props.what);
    html! {
        <button type="button" class="icon-button" aria-label={label.clone()} title={label} {onclick} {onblur}>
            <Icon glyph={if *copied { Glyph::Check } else { Glyph::Copy }} />
        </button>
    }
}
