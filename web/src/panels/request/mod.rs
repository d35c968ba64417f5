//! Panel: the selected step's parameters.

use yew::prelude::*;

/// The panel's root.
#[component]
pub(crate) fn Request() -> Html {
    html! {}
}
