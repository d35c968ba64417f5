//! Panel: the chain as a diagram.

use yew::prelude::*;

/// The panel's root.
#[component]
pub(crate) fn Chain() -> Html {
    html! {}
}
