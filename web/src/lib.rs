//! The playground's page: draws what the simulator finds.

mod app;
mod browser;
mod chunks;
mod components;
mod effects;
mod first_screen;
mod gallery;
mod guest;
mod panels;
mod state;
mod store;

use browser::beside;
use first_screen::FirstScreen;
use wasm_bindgen_futures::spawn_local;

/// Starts the page in the document that it is loaded into.
pub fn start() {
    browser::crash::show_when_it_happens();
    spawn_local(draw());
}

/// What the first screen shows of the examples, one fact on a line, found by the engine: the file that `cargo xtask build`
/// puts beside the page, so that the first screen needs no engine.
///
/// `examples` is what the page itself will read: a line `ID<tab>JSON` for each scenario. Nothing comes of a file in which
/// the first example is not.
#[must_use]
pub fn first_screen(examples: String) -> String {
    gallery::install(examples);
    first_screen::made::text(&FirstScreen::made())
}

/// Takes what the first screen shows, reads what the last visit left behind, then puts the application in place of the static shell.
/// A guest in somebody's document has neither of the two.
async fn draw() {
    let place = state::Place::named(&browser::address::fragment());
    let query = browser::address::query();
    if let Some(embed) = state::Embed::named(&query) {
        // The browser has it already, and would wonder that nobody takes it.
        drop(beside::ask(beside::FIRST_SCREEN));
        return show::<guest::Guest>(guest::Props {
            embed,
            place,
            sight: state::Sight::named(&query),
        });
    }
    if let Some(file) = beside::ask(beside::FIRST_SCREEN).text().await {
        first_screen::install(&file);
    }
    browser::storage::go_on_from_here();
    let restored = state::saved::restore(|key| browser::storage::read(key.name()));
    let start = app::Start { restored, place, sight: state::Sight::named(&query) };
    show::<app::App>(app::Props { start });
}

fn show<Root: yew::BaseComponent>(props: Root::Properties) {
    match gloo::utils::document().get_element_by_id("app") {
        Some(shell) => yew::Renderer::<Root>::with_root_and_props(shell, props).render(),
        None => yew::Renderer::<Root>::with_props(props).render(),
    };
}
