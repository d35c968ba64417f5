//! A panel with nothing to show: one sentence that teaches, and at most one way on.

use yew::prelude::*;

/// Properties of [`Empty`].
#[derive(PartialEq, Properties)]
pub(crate) struct Props {
    /// The sentence.
    pub(crate) sentence: AttrValue,
    /// The way on.
    #[prop_or_default]
    pub(crate) children: Html,
}

/// The sentence and the way on.
#[component]
pub(crate) fn Empty(props: &Props) -> Html {
    html! {
        <div class="inspector-empty">
            <p class="secondary">{ props.sentence.clone() }</p>
            { props.children.clone() }
        </div>
    }
}
