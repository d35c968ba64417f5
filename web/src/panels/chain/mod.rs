//! Panel: the chain as a diagram. The scene comes from the crate `diagram`; here it gets its colours by classes, and
//! its keys.

mod beyond;
mod calls;
pub(crate) mod carried;
mod drawing;
pub(crate) mod export;
mod gestures;
mod hops;
mod keys;
mod measure;
mod nodes;
mod tip;
mod words;

use std::rc::Rc;

use diagram::{
    Density, Model, Scene,
    layout::{self, LEGIBLE},
    scene::Item,
};
use simulator::outcome::StepResult;
use yew::prelude::*;

use super::{playback, step::use_report};
use crate::{
    browser::{focus, scroll},
    state::{Action, InspectorTab, Lit, Played, Zoom, selectors},
    store::{Simulation, use_store},
};
use drawing::Drawing;

/// Below this height there is room for one line only.
const STRIP_BELOW: i32 = 120;

/// Properties of [`Chain`].
#[derive(PartialEq, Properties)]
pub(crate) struct ChainProps {
    /// Told how the chain is drawn.
    pub(crate) on_shown: Callback<Shown>,
}

/// How the chain is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Shown {
    /// In percent of its own size.
    pub(crate) percent: i32,
    /// Whether the whole of it is in sight.
    pub(crate) is_whole: bool,
    /// Whether it is another size when the whole of it is asked for: what is read downward is not.
    pub(crate) fits_otherwise: bool,
}

/// The panel's root.
#[component]
pub(crate) fn Chain(props: &ChainProps) -> Html {
    let store = use_store();
    let selected = selectors::selected_step(store.model(), Some(&store.simulation.outcome));
    let on_action = use_report();
    let zoom = store.model().ui.zoom;
    let played = store.model().ui.played;
    let lit = store.model().ui.lit.clone();
    // In somebody's document the wheel is the document's.
    let calm = store.model().embed.is_some();
    html! { <ChainView simulation={store.simulation.clone()} {selected} {zoom} {played} {lit} {calm} {on_action} on_shown={props.on_shown.clone()} /> }
}

/// What the panel is given.
#[derive(Debug, Clone, PartialEq, Properties)]
pub(crate) struct Props {
    /// The scenario with its outcome.
    pub(crate) simulation: Simulation,
    /// The chosen step, by index.
    pub(crate) selected: Option<usize>,
    /// How large it is drawn.
    pub(crate) zoom: Zoom,
    /// The check that is played back.
    #[prop_or_default]
    pub(crate) played: Option<Played>,
    /// What is lit wherever it is carried.
    #[prop_or_default]
    pub(crate) lit: Option<Lit>,
    /// Whether it takes no wheel until somebody presses on it.
    #[prop_or_default]
    pub(crate) calm: bool,
    /// What a person did.
    pub(crate) on_action: Callback<Action>,
    /// Told how it is drawn.
    pub(crate) on_shown: Callback<Shown>,
}

/// The chain, as large as its place allows.
#[component]
pub(crate) fn ChainView(props: &Props) -> Html {
    let place = use_node_ref();
    let size = measure::use_size(&place);
    let chain = use_memo((props.simulation.clone(), size), |(simulation, size)| {
        Laid::new(simulation, *size)
    });
    let selected = props.selected.and_then(|step| chain.item_of(step));
    let target = selected.map(|item| chain.element_id(item));
    // A chain that goes well is read from its beginning; what is refused is brought into sight at once.
    let is_first = use_mut_ref(|| true);
    let goes_well = props.selected.is_some_and(|step| {
        let step = props.simulation.outcome.steps.get(step);
        step.is_some_and(|step| matches!(step.result, StepResult::Succeeded))
    });
    use_effect_with((target, chain.scene.density), move |(target, _)| {
        let is_read_from_its_beginning = is_first.replace(false) && goes_well;
        target.iter().for_each(|id| {
            if !is_read_from_its_beginning {
                scroll::within(".chain-place", id);
            }
            // On a phone the sheet below tells of the chosen step, so that one is in sight.
            page_to(id);
        });
    });
    let sign = props.played.and_then(|played| playback::sign(&props.simulation, played));
    let sign = sign.and_then(|(step, words)| Some((chain.item_of(step)?, words)));
    let on_choose = use_choice(&chain, &props.on_action);
    let percent = percent(props.zoom, &chain.scene, size);
    let on_shown = props.on_shown.clone();
    let is_whole = percent <= layout::percent(&chain.scene, size.0, size.1);
    let fits_otherwise = self::percent(props.zoom.fitted(), &chain.scene, size) != percent;
    let shown = Shown { percent, is_whole, fits_otherwise };
    use_effect_with(shown, move |shown| on_shown.emit(*shown));
    let is_calm = gestures::use_gestures(&place, props.calm, percent, &props.on_action);
    let on_key = {
        let (zoom, on_action) = (props.zoom, props.on_action.clone());
        Callback::from(move |event: KeyboardEvent| {
            if let Some(zoom) = keys::zoom(zoom, percent, &event) {
                event.prevent_default();
                on_action.emit(Action::ZoomChosen(zoom));
            }
        })
    };
    let on_lit = props.on_action.reform(Action::CarriedLit);
    let drawn = (chain.scene.width * percent / 100, chain.scene.height * percent / 100);
    let (signs, onscroll) = beyond::use_signs(&place, (size, drawn));
    html! {
        <figure class="chain" data-density={chain.scene.density.token()}>
            { carried::view_sign(&chain.model, props.lit.as_ref(), &on_lit) }
            <div class="chain-view">
                <div class={classes!("chain-place", is_calm.then_some("chain-calm"))} ref={place} onkeydown={on_key} {onscroll}>
                    <Drawing chain={(*chain).clone()} {percent} {selected} {sign} {on_choose} pinned={props.lit.clone()} {on_lit} />
                </div>
                { signs }
            </div>
            <figcaption class="hidden-text" id="chain-caption">{ chain.scene.caption.clone() }</figcaption>
            { hops::view(&props.simulation, &chain.model, props.lit.as_ref()) }
        </figure>
    }
}

/// Scrolls a phone's page, which the drawing is as high as, to a step of it.
pub(crate) fn page_to_step(step: usize) {
    page_to(&step_id(step));
}

fn page_to(id: &str) {
    scroll::page_between(".bar", ".peek", id);
}

/// The element id of what stands for a step.
fn step_id(step: usize) -> String {
    format!("chain-step-{step}")
}

/// The size of the drawing in percent of its own. What is read downward is as large as it is.
fn percent(zoom: Zoom, scene: &Scene, (width, height): (i32, i32)) -> i32 {
    let whole = || layout::percent(scene, width, height);
    match (zoom, scene.density) {
        (Zoom::Percent(percent), density) if density != Density::Strip => percent,
        (_, Density::Strip | Density::Vertical) => 100,
        (Zoom::Whole, _) => whole().max(25),
        (Zoom::Fit | Zoom::Percent(_), _) => whole().max(LEGIBLE),
    }
}

/// A chain with everything placed.
#[derive(Debug, Clone, PartialEq)]
struct Laid {
    model: Rc<Model>,
    scene: Rc<Scene>,
    /// The step of every call and every change, by index.
    calls: Vec<usize>,
    changes: Vec<usize>,
    /// What is told of items that are not drawn in full, and of refused calls.
    tips: Rc<tip::Tips>,
}

impl Laid {
    fn new(simulation: &Simulation, (width, height): (i32, i32)) -> Self {
        let model = &*simulation.chain;
        let is_strip = height < STRIP_BELOW && width >= layout::VERTICAL_BELOW;
        let scene = match is_strip {
            true => diagram::lay_out_as(model, width, Density::Strip),
            false => diagram::lay_out_in(model, width, height),
        };
        let step = |number: u32| (number as usize).saturating_sub(1);
        Self {
            calls: model.calls.iter().map(|call| step(call.number)).collect(),
            changes: model.changes.iter().map(|change| step(change.number)).collect(),
            tips: Rc::new(tip::Tips::of(model, &scene).with_reasons(model, simulation)),
            model: Rc::clone(&simulation.chain),
            scene: Rc::new(scene),
        }
    }

    /// What stands for a step.
    fn item_of(&self, step: usize) -> Option<Item> {
        let call = self.calls.iter().position(|known| *known == step).map(Item::Call);
        call.or_else(|| self.changes.iter().position(|known| *known == step).map(Item::Change))
    }

    /// The id of an item's element.
    fn element_id(&self, item: Item) -> String {
        match (item, self.step_of(item)) {
            (Item::Call(_) | Item::Change(_), Some(step)) => step_id(step),
            (Item::Call(index) | Item::Change(index) | Item::Node(index), _) => {
                format!("chain-node-{index}")
            }
        }
    }

    /// The step that an item belongs to; the start belongs to none.
    fn step_of(&self, item: Item) -> Option<usize> {
        match item {
            Item::Call(index) => self.calls.get(index).copied(),
            Item::Change(index) => self.changes.get(index).copied(),
            Item::Node(index) => self.calls.get(self.model.made_by(index)?).copied(),
        }
    }
}

/// Chooses an item: a call opens its reason, a session what it carries, the start its settings.
#[hook]
fn use_choice(chain: &Rc<Laid>, on_action: &Callback<Action>) -> Callback<(Item, bool)> {
    let (chain, on_action) = (Rc::clone(chain), on_action.clone());
    Callback::from(move |(item, by_key): (Item, bool)| {
        let Some(step) = chain.step_of(item) else {
            on_action.emit(Action::SubjectChosen(crate::state::Subject::Entity(
                crate::state::EntityAddress::Start,
            )));
            return;
        };
        let is_session = matches!(item, Item::Node(_)) && chain.is_minted(item);
        on_action.emit(Action::StepSelected(step));
        on_action.emit(Action::InspectorTabChosen(match is_session {
            true => InspectorTab::Credentials,
            false => InspectorTab::Why,
        }));
        if by_key && !is_session {
            focus::by_id("why-step");
        }
    })
}

impl Laid {
    fn is_minted(&self, item: Item) -> bool {
        let Item::Node(index) = item else { return false };
        self.model.nodes.get(index).is_some_and(|node| {
            node.kind.is_ticket() && node.state == diagram::model::NodeState::Present
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gallery::{self, SECTIONS};

    #[test]
    fn the_whole_chain_fits_its_place() {
        let example = gallery::example("three-hop-chain").unwrap();
        let laid = Laid::new(&Simulation::of(example.scenario), (740, 4000));
        let scene = &laid.scene;
        let whole = percent(Zoom::Whole, scene, (740, scene.height / 2));
        assert!((49..=50).contains(&whole), "{whole}");
        assert_eq!(percent(Zoom::Fit, scene, (740, scene.height / 2)), LEGIBLE);
        assert_eq!(percent(Zoom::Fit, scene, (4000, 4000)), 100);
        assert_eq!(percent(Zoom::Percent(150), scene, (740, 100)), 150);
    }

    /// Its two tenants take five rows, which are scrolled beside a document.
    const HIGHEST: &str = "vendor-confused-deputy";

    #[test]
    fn every_chain_of_three_hops_is_whole_and_legible_beside_a_document_too() {
        for example in SECTIONS.iter().flat_map(gallery::Section::examples) {
            let simulation = Simulation::of(Rc::clone(&example.scenario));
            if simulation.outcome.steps.len() > 4 {
                continue;
            }
            for size in [(744, 540), (744, 330)] {
                let laid = Laid::new(&simulation, size);
                let whole = layout::percent(&laid.scene, size.0, size.1);
                let is_scrolled = example.id == HIGHEST && size.1 == 330;
                assert!(whole >= LEGIBLE || is_scrolled, "{}: {whole} % in {size:?}", example.id);
            }
        }
    }

    #[test]
    fn every_step_of_every_example_has_its_place_in_every_density() {
        for example in SECTIONS.iter().flat_map(gallery::Section::examples) {
            let simulation = Simulation::of(Rc::clone(&example.scenario));
            for (width, height) in [(360, 700), (700, 700), (700, 300), (1200, 700), (700, 100)] {
                let laid = Laid::new(&simulation, (width, height));
                let is_strip = laid.scene.density == Density::Strip;
                for step in 0..simulation.outcome.steps.len() {
                    let item = laid.item_of(step).unwrap();
                    assert_eq!(laid.step_of(item), Some(step), "{}", example.id);
                    assert!(is_strip || laid.scene.rect(item).is_some(), "{} {width}", example.id);
                }
            }
        }
    }
}
