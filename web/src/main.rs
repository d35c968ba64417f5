//! The playground's page: draws what the simulator finds.

mod app;
mod browser;
mod components;
mod panels;
mod state;
mod store;

fn main() {
    let shell = gloo::utils::document().get_element_by_id("app");
    match shell {
        Some(shell) => yew::Renderer::<app::App>::with_root(shell).render(),
        None => yew::Renderer::<app::App>::new().render(),
    };
}
