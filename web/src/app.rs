//! The root: makes the store, tells the browser what to keep, and arranges the regions.

use yew::prelude::*;

/// The root of the page.
#[component]
pub(crate) fn App() -> Html {
    html! {
        <main data-ready="">
            <h1>{ "AssumeRole Playground" }</h1>
        </main>
    }
}
