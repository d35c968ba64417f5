//! What a document shows of the page: everything, the chain, or why a step is allowed or refused; with the scenario's title
//! and the way into the playground over it.

use std::rc::Rc;

use simulator::share;
use yew::prelude::*;

use super::{
    notice,
    peek::PinnedLine,
    strip::{self, Strip},
    workbench::Workbench,
};
use crate::{
    browser::{address, parent::Parent, resize},
    components::{Glyph, Icon, inspector::with_code},
    panels::{chain::Chain, why::Why},
    state::{Action, embed::Panel, selectors},
    store::{Simulation, Store, use_store},
};

/// The smallest size, in percent, at which the chain's words are still read with ease; smaller, it is scrolled.
const LEGIBLE: i32 = 70;
/// Heights that a chain asks for, in pixels.
const LEAST: i32 = 200;
const MOST: i32 = 800;

/// What a document shows, for whoever may not name its parts: see `chunks.rs`.
pub(crate) fn view_embedded() -> Html {
    html! { <Embedded /> }
}

#[component]
fn Embedded() -> Html {
    let store = use_store();
    let panel = store.model().embed.as_ref().map(|embed| embed.panel).unwrap_or_default();
    let class = classes!(
        "embed",
        format!("embed-{}", panel.word()),
        selectors::reads_only(store.model()).then_some("embed-reads-only"),
    );
    let place = use_node_ref();
    use_telling_height(&store, panel, &place);
    html! {
        <div {class} ref={place}>
            { match panel {
                Panel::Whole => html! { <Workbench /> },
                Panel::Chain => view_chain(&store),
                Panel::Why => view_why(&store),
            } }
        </div>
    }
}

/// Tells the document how high the part would like to be; everything takes the height that it is given.
#[hook]
fn use_telling_height(store: &Store, panel: Panel, place: &NodeRef) {
    let (store, place) = (store.clone(), place.clone());
    use_effect_with((panel, Rc::as_ptr(&store.simulation.outcome)), move |(panel, _)| {
        let panel = *panel;
        let parent = store.model().embed.as_ref().and_then(Parent::of);
        let simulation = store.simulation.clone();
        let observed = parent.zip(place.cast()).and_then(|(parent, element)| {
            let tell = move |(width, height): (i32, i32)| match panel {
                Panel::Why => parent.tell_height(height),
                Panel::Chain => parent.tell_height(chain_height(&simulation, width)),
                Panel::Whole => {}
            };
            resize::observe(&element, tell)
        });
        move || drop(observed)
    });
}

/// What the chain takes at that width, with the bar over it and the sentence below it.
fn chain_height(simulation: &Simulation, width: i32) -> i32 {
    const AROUND: i32 = 40 + 72;
    let model = diagram::Model::new(&simulation.scenario, &simulation.outcome);
    let scene = diagram::lay_out(&model, width);
    let percent = (width * 100 / scene.width.max(1)).clamp(LEGIBLE, 100);
    (AROUND + scene.height * percent / 100).clamp(LEAST, MOST)
}

/// The bar over a document's part: the title and the way into the playground.
#[component]
pub(super) fn EmbedHead() -> Html {
    let store = use_store();
    let scenario = Rc::clone(store.model().scenario());
    let title = AttrValue::from(iam::visible(&scenario.title).into_owned());
    let open = use_memo(scenario, |scenario| {
        AttrValue::from(format!("{}#{}", address::alone(), share::encode(scenario)))
    });
    html! {
        <header class="embed-head">
            <h1 class="embed-title" title={title.clone()}>{ title }</h1>
            <a class="embed-open" href={(*open).clone()} target="_blank" rel="noopener">
                { "Open in the playground" }<Icon glyph={Glyph::Link} />
            </a>
        </header>
    }
}

fn view_strip(store: &Store) -> Html {
    let simulation = &store.simulation;
    let selected = selectors::selected_step(store.model(), Some(&simulation.outcome));
    let number = selected.and_then(|index| u32::try_from(index + 1).ok());
    let model = diagram::Model::new(&simulation.scenario, &simulation.outcome);
    let on_select = store.on(Action::StepSelected);
    strip::view(&Strip::of(&model), number, Some(&on_select))
}

fn view_chain(store: &Store) -> Html {
    html! {
        <>
            <EmbedHead />
            { notice::view(store) }
            <main class="embed-drawing"><Chain on_shown={Callback::noop()} /></main>
            <PinnedLine />
        </>
    }
}

fn view_why(store: &Store) -> Html {
    let teaches = store.simulation.scenario.teaches.as_deref();
    html! {
        <>
            <EmbedHead />
            { notice::view(store) }
            <main class="embed-content">
                if let Some(teaches) = teaches { <p class="embed-teaches secondary">{ with_code(teaches) }</p> }
                { view_strip(store) }
                <Why />
            </main>
        </>
    }
}
