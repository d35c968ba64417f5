//! Panel: the selected step's verdict, its cause and the checks.

use yew::prelude::*;

/// The panel's root.
#[component]
pub(crate) fn Why() -> Html {
    html! {}
}
