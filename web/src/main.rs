//! The playground's page: draws what the simulator finds.

use yew::prelude::*;

/// The root of the page.
#[component]
fn App() -> Html {
    html! {
        <main data-ready="">
            <h1>{ "AssumeRole Playground" }</h1>
        </main>
    }
}

fn main() {
    let shell = gloo::utils::document().get_element_by_id("app");
    match shell {
        Some(shell) => yew::Renderer::<App>::with_root(shell).render(),
        None => yew::Renderer::<App>::new().render(),
    };
}
