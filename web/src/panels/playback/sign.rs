//! The flag at a call in the drawing: the name of the check that is played. It covers no words.

use diagram::{
    Scene,
    scene::{Item, Rect, Text, TextRole},
    shapes,
};
use yew::prelude::*;

/// Height of the flag.
const HEIGHT: i32 = 18;
/// Air at both ends of its words.
const AIR: i32 = 8;
/// How far it is from the call, whose ring it meets.
const OFF: i32 = 3;
/// How far it is pushed at a time while words are in the way.
const PUSH: i32 = 6;

/// The flag at a call; none where it would cover words, which the bar above the drawing tells as well.
pub(crate) fn view(scene: &Scene, item: Item, words: &str) -> Html {
    let Some(flag) = place(scene, item, words) else { return Html::default() };
    let (x, y) = (flag.centre().to_string(), (flag.y + 13).to_string());
    html! {
        <g class="d-played" aria-hidden="true">
            <path class="d-played-box" d={shapes::rounded(flag, 4)} />
            <text class="d-played-text" {x} {y} text-anchor="middle">{ words.to_owned() }</text>
        </g>
    }
}

/// Its box: above the call, else below or beside it, as near to where the call begins as the words around leave room.
fn place(scene: &Scene, item: Item, words: &str) -> Option<Rect> {
    let call = scene.rect(item)?;
    // It is set in a heavier weight than what the width is known of.
    let width = TextRole::Expiry.width(words) * 11 / 10 + 2 * AIR;
    let flag = |x, y| Rect::new(x, y, width, HEIGHT);
    let (above, below) = (call.y - OFF - HEIGHT + 4, call.bottom() + OFF);
    let pushed = |y: i32| {
        let right = (call.x..call.right()).step_by(PUSH as usize);
        let left = (call.x - width + PUSH..call.x).rev().step_by(PUSH as usize);
        right.chain(left).map(move |x| flag(x, y))
    };
    let middle = call.middle() - HEIGHT / 2;
    let beside = [flag(call.right() + OFF, middle), flag(call.x - OFF - width, middle)];
    let canvas = Rect::new(0, 0, scene.width, scene.height);
    let taken = taken(scene);
    let mut places = pushed(above).chain(pushed(below)).chain(beside);
    places.find(|flag| {
        canvas.contains(*flag) && !taken.iter().any(|words| words.outset(1).overlaps(*flag))
    })
}

/// Everything that is written in the drawing, with discs and icons beside it.
fn taken(scene: &Scene) -> Vec<Rect> {
    let lanes = scene.lanes.iter().flat_map(|lane| &lane.texts);
    let nodes = scene.nodes.iter().flat_map(|node| &node.texts);
    let calls = scene.calls.iter().flat_map(|call| &call.texts);
    let markers = scene.markers.iter().flat_map(|marker| &marker.texts);
    let words = lanes.chain(nodes).chain(calls).chain(markers).map(Text::extent);
    words.chain(scene.chips.iter().map(|chip| chip.rect)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        gallery::{self, SECTIONS},
        store::Simulation,
    };

    #[test]
    fn the_flag_covers_no_words_and_is_nearly_always_there() {
        let (mut there, mut all) = (0, 0);
        for example in SECTIONS.iter().flat_map(gallery::Section::examples) {
            let chain = Simulation::of(example.scenario).chain;
            for (width, height) in [(360, 700), (744, 330), (744, 540), (1200, 700)] {
                let scene = diagram::lay_out_in(&chain, width, height);
                for call in &scene.calls {
                    all += 1;
                    let item = Item::Call(call.call);
                    let Some(flag) = place(&scene, item, "sts:SetSourceIdentity") else { continue };
                    there += 1;
                    let covered = taken(&scene).into_iter().find(|words| words.overlaps(flag));
                    assert_eq!(covered, None, "{} at {width}: {flag:?}", example.id);
                    let near = call.rect.outset(OFF + HEIGHT + 1).overlaps(flag);
                    assert!(near, "{} at {width}: {flag:?} of {:?}", example.id, call.rect);
                }
            }
        }
        assert!(there * 50 > all * 49, "{there} of {all}");
    }
}
