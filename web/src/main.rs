//! The playground's page: draws what the simulator finds.

mod app;
mod browser;
mod chunks;
mod components;
mod effects;
mod first_screen;
mod gallery;
mod panels;
mod state;
mod store;

use browser::beside;
use wasm_bindgen_futures::spawn_local;

/// Takes what the first screen shows, reads what the last visit left behind, then puts the application in place of the static shell.
async fn start() {
    if let Some(file) = beside::ask(beside::FIRST_SCREEN).text().await {
        first_screen::install(&file);
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
    if cfg!(target_arch = "wasm32") {
        browser::crash::show_when_it_happens();
        spawn_local(start());
    } else {
        // Natively it is a command of the build.
        first_screen::print::print();
    }
}
