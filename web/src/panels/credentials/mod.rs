//! Panel: what the selected step minted.

use yew::prelude::*;

/// The panel's root.
#[component]
pub(crate) fn Credentials() -> Html {
    html! {}
}
