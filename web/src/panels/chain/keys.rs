//! Keys of the diagram: one tab stop, arrows along the lines, Enter chooses, Escape goes back to the chosen step.

use diagram::{
    Scene,
    scene::{Direction, Item},
};
use yew::prelude::*;

use crate::state::Zoom;

/// What a key asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Wish {
    /// Another item gets the focus.
    Go(Item),
    /// The item is chosen.
    Choose,
    /// Back to the chosen step.
    Back,
}

/// What a key asks for at an item; nothing where it is not for the diagram.
pub(super) fn wish(scene: &Scene, item: Item, event: &KeyboardEvent) -> Option<Wish> {
    if event.alt_key() || event.ctrl_key() || event.meta_key() || event.shift_key() {
        return None;
    }
    wish_of(scene, item, &event.key())
}

/// The size that a key asks for where it is drawn at so many percent; nothing where it asks for none.
pub(super) fn zoom(now: Zoom, percent: i32, event: &KeyboardEvent) -> Option<Zoom> {
    if event.alt_key() || event.ctrl_key() || event.meta_key() {
        return None;
    }
    match event.key().as_str() {
        "+" | "=" => Some(Zoom::larger(percent)),
        "-" => Some(Zoom::smaller(percent)),
        "0" => Some(now.fitted()),
        _ => None,
    }
}

fn wish_of(scene: &Scene, item: Item, key: &str) -> Option<Wish> {
    let direction = match key {
        "Enter" | " " => return Some(Wish::Choose),
        "Escape" => return Some(Wish::Back),
        "Home" => return scene.order.first().copied().map(Wish::Go),
        "End" => return scene.order.last().copied().map(Wish::Go),
        "ArrowLeft" => Direction::Left,
        "ArrowRight" => Direction::Right,
        "ArrowUp" => Direction::Up,
        "ArrowDown" => Direction::Down,
        _ => return None,
    };
    scene.neighbour(item, direction).map(Wish::Go)
}
