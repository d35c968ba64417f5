//! The playground's page: draws what the simulator finds.

mod app;
mod browser;
mod chunks;
mod components;
mod effects;
mod gallery;
mod panels;
mod state;
mod store;

use wasm_bindgen_futures::spawn_local;

/// Takes the gallery's file, reads what the last visit left behind, then puts the application in place of the static shell.
async fn start() {
    if let Some(file) = browser::examples::load().await {
        gallery::install(file);
    }
    let mut kept = Vec::new();
    for key in state::saved::Key::ALL {
        kept.push((key, browser::storage::read(key.name()).await));
    }
    let of = |key| kept.iter().find(|(known, _)| *known == key).and_then(|(_, text)| text.clone());
    let props = app::Props { restored: app::Start(state::saved::restore(of)) };
    let shell = gloo::utils::document().get_element_by_id("app");
    match shell {
        Some(shell) => yew::Renderer::<app::App>::with_root_and_props(shell, props).render(),
        None => yew::Renderer::<app::App>::with_props(props).render(),
    };
}

fn main() {
    browser::crash::show_when_it_happens();
    spawn_local(start());
}
