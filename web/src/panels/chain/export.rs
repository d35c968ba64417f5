//! The drawing as a file: SVG, PNG, and as text for whoever draws Mermaid or Graphviz.

use std::rc::Rc;

use diagram::{Model, Theme, dot, lay_out, mermaid, svg};
use yew::prelude::*;

use crate::{
    browser::download,
    components::{
        Glyph,
        menu::{Menu, MenuItem},
    },
    state::selectors,
    store::{Simulation, Store},
};

/// Wide enough for every column in full.
const WIDTH: i32 = 1200;
/// Pixels of a picture for each of the drawing's own.
const SHARPNESS: i32 = 2;

/// The menu.
pub(crate) fn view(store: &Store) -> Html {
    html! { <Menu id="export-chain" label="Export the drawing" glyph={Glyph::Download} items={items(store)} /> }
}

/// A command for each kind of file.
pub(crate) fn items(store: &Store) -> Vec<MenuItem> {
    let item = |label: &'static str, run: fn(&Simulation)| {
        let simulation = store.simulation.clone();
        MenuItem::new(Glyph::Download, label, Callback::from(move |()| run(&simulation)))
    };
    vec![
        item("SVG, light", |simulation| save_svg(simulation, &Theme::LIGHT, "svg")),
        item("SVG, dark", |simulation| save_svg(simulation, &Theme::DARK, "dark.svg")),
        item("PNG, light", |simulation| save_png(simulation, &Theme::LIGHT, "png")),
        item("PNG, dark", |simulation| save_png(simulation, &Theme::DARK, "dark.png")),
        item("Mermaid flowchart", |simulation| {
            let chart = mermaid::flowchart(&model(simulation));
            download::file(&name(simulation, "mmd"), "text/plain", &chart);
        }),
        item("DOT, for Graphviz", |simulation| {
            let graph = dot::digraph(&model(simulation));
            download::file(&name(simulation, "dot"), "text/vnd.graphviz", &graph);
        }),
    ]
}

/// The chain without what an edit kept in its place.
fn model(simulation: &Simulation) -> Rc<Model> {
    Rc::new(Model::new(&simulation.scenario, &simulation.outcome))
}

/// The drawing with its width and height.
fn draw(simulation: &Simulation, theme: &Theme) -> (String, i32, i32) {
    let scene = lay_out(&model(simulation), WIDTH);
    let drawing = svg::draw(&scene, &simulation.scenario.title, theme);
    (drawing, scene.width, scene.height)
}

fn save_svg(simulation: &Simulation, theme: &Theme, ending: &str) {
    let (drawing, ..) = draw(simulation, theme);
    download::file(&name(simulation, ending), "image/svg+xml", &drawing);
}

fn save_png(simulation: &Simulation, theme: &Theme, ending: &str) {
    let (drawing, width, height) = draw(simulation, theme);
    let size = (width * SHARPNESS, height * SHARPNESS);
    download::picture(&name(simulation, ending), &drawing, size);
}

fn name(simulation: &Simulation, kind: &str) -> String {
    format!("{}.{kind}", selectors::file_stem(&simulation.scenario.title))
}
