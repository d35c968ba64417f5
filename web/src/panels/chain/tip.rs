//! What is not drawn in full, and why a call was refused, told beside it: under the pointer, at the keyboard's focus, and under a finger.

use std::collections::BTreeMap;

use diagram::{
    Model, Scene,
    scene::{Item, Rect},
    shapes, text,
};
use simulator::outcome::StepResult;
use yew::prelude::*;

use crate::{panels::cause::cause, store::Simulation};

const SIZE: i32 = 12;
const LINE: i32 = 17;
const PAD: i32 = 8;
/// The widest line.
const ROOM: i32 = 300;
/// Between an item and its tip.
const GAP: i32 = 8;
/// What a tip keeps from the edge of the drawing.
const EDGE: i32 = 4;

/// The words of every item that is not drawn in full.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Tips(BTreeMap<(u8, usize), String>);

impl Tips {
    /// Those of a scene.
    pub(super) fn of(model: &Model, scene: &Scene) -> Self {
        let mut tips = BTreeMap::new();
        let cut_lanes: BTreeMap<usize, &str> = scene
            .lanes
            .iter()
            .filter(|lane| lane.texts.iter().any(diagram::scene::Text::is_cut))
            .map(|lane| (lane.account, lane.label.as_str()))
            .collect();
        for node in scene.nodes.iter().filter(|node| !node.again) {
            let account = model.nodes.get(node.node).map(|known| known.account);
            let lane = account.and_then(|account| cut_lanes.get(&account));
            let is_cut = node.texts.iter().any(diagram::scene::Text::is_cut);
            if is_cut || lane.is_some() {
                let place = lane.map(|lane| format!("; {lane}")).unwrap_or_default();
                tips.insert(key(Item::Node(node.node)), format!("{}{place}", node.label));
            }
        }
        for chip in scene.chips.iter().filter(|chip| chip.text.is_cut()) {
            let Some(node) = scene.nodes.iter().find(|node| node.node == chip.node) else {
                continue;
            };
            tips.entry(key(Item::Node(chip.node))).or_insert_with(|| node.label.clone());
        }
        for call in &scene.calls {
            let mut cut = call.texts.iter().filter(|text| text.is_elided());
            if let Some(text) = cut.next() {
                // The sentence says "assumes" for what is called AssumeRole.
                let action = match call.label.contains(&*text.full) {
                    true => String::new(),
                    false => format!("; {}", text.full),
                };
                tips.insert(key(Item::Call(call.call)), format!("{}{action}", call.label));
            }
        }
        for marker in &scene.markers {
            if marker.texts.iter().any(diagram::scene::Text::is_cut) {
                tips.insert(key(Item::Change(marker.change)), marker.label.clone());
            }
        }
        Self(tips)
    }

    /// The same, with why each refused call was refused.
    pub(super) fn with_reasons(mut self, model: &Model, simulation: &Simulation) -> Self {
        let outcome = &simulation.outcome;
        for (index, call) in model.calls.iter().enumerate() {
            let place = (call.number as usize).saturating_sub(1);
            let step = outcome.steps.get(place);
            if !step.is_some_and(|step| matches!(step.result, StepResult::Refused(_))) {
                continue;
            }
            let Some(reason) = cause(simulation, place).map(|told| told.plain()) else { continue };
            let words = match self.0.remove(&key(Item::Call(index))) {
                Some(cut) => format!("{cut}. {reason}"),
                None => reason,
            };
            self.0.insert(key(Item::Call(index)), words);
        }
        self
    }

    /// The words about an item; nothing where it is drawn in full.
    pub(super) fn about(&self, item: Item) -> Option<&str> {
        self.0.get(&key(item)).map(String::as_str)
    }
}

fn key(item: Item) -> (u8, usize) {
    match item {
        Item::Node(index) => (0, index),
        Item::Call(index) => (1, index),
        Item::Change(index) => (2, index),
    }
}

/// A tip below its item, or above where there is more room.
pub(super) fn view(scene: &Scene, item: Item, words: &str) -> Html {
    let Some(beside) = scene.rect(item) else { return html! {} };
    let lines = text::lines(words, SIZE, false, ROOM.min(scene.width - 2 * (PAD + EDGE)));
    let rect = place(scene, beside, &lines);
    html! {
        <g class="d-tip" id="chain-tip" aria-hidden="true">
            <path class="d-tip-box" d={shapes::rounded(rect, shapes::CARD_RADIUS)} />
            { for (1..).zip(&lines).map(|(number, line)| html! {
                <text class="d-text" x={(rect.x + PAD).to_string()} y={(rect.y + PAD + number * LINE - 5).to_string()}
                    font-size={SIZE.to_string()}>{ line.clone() }</text>
            }) }
        </g>
    }
}

fn place(scene: &Scene, beside: Rect, lines: &[String]) -> Rect {
    let widest = lines.iter().map(|line| text::width(line, SIZE, false)).max().unwrap_or(0);
    let count = i32::try_from(lines.len()).unwrap_or(0);
    let (w, h) = (widest + 2 * PAD, count * LINE + 2 * PAD - 2);
    let x = (beside.centre() - w / 2).min(scene.width - EDGE - w).max(EDGE);
    let (above, below) = (beside.y - GAP - h, beside.bottom() + GAP);
    let y = if below + h <= scene.height - EDGE || above < EDGE { below } else { above };
    Rect::new(x, y, w, h)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gallery;

    fn scene(width: i32) -> (Model, Scene) {
        let simulation = Simulation::of(gallery::example("three-hop-chain").unwrap().scenario);
        let model = Model::new(&simulation.scenario, &simulation.outcome);
        let scene = diagram::lay_out(&model, width);
        (model, scene)
    }

    #[test]
    fn why_a_call_was_refused_is_told_on_the_drawing() {
        let example = gallery::example("chained-hop-asks-two-hours").unwrap();
        let simulation = Simulation::of(example.scenario);
        let model = Model::new(&simulation.scenario, &simulation.outcome);
        let scene = diagram::lay_out(&model, 744);
        let tips = Tips::of(&model, &scene).with_reasons(&model, &simulation);
        let told = |call| tips.about(Item::Call(call)).unwrap_or_default();
        assert!(told(1).contains("A chained session lasts at most 1 hour."), "{}", told(1));
        assert!(!told(0).contains("hour."), "{}", told(0));
    }

    #[test]
    fn what_is_cut_is_told_in_full_and_inside_the_drawing() {
        for width in [390, 600, 744] {
            let (model, scene) = scene(width);
            let tips = Tips::of(&model, &scene);
            for node in &scene.nodes {
                let item = Item::Node(node.node);
                let is_cut = node.texts.iter().any(diagram::scene::Text::is_cut);
                let Some(words) = tips.about(item) else {
                    assert!(!is_cut, "{} at {width}", node.label);
                    continue;
                };
                assert!(words.contains(&*model.nodes[node.node].name), "{words}");
                let lines = text::lines(words, SIZE, false, ROOM);
                let rect = place(&scene, node.rect, &lines);
                let canvas = Rect::new(0, 0, scene.width, scene.height);
                assert!(canvas.contains(rect), "{rect:?} at {width}");
                assert!(!rect.overlaps(node.rect));
            }
        }
        let (model, scene) = scene(600);
        let tips = Tips::of(&model, &scene);
        let bucket =
            model.nodes.iter().position(|node| &*node.name == "prod-release-logs").unwrap();
        assert!(tips.about(Item::Node(bucket)).is_some());
    }
}
