//! Model to scene: where everything stands.
//!
//! Guarantees, each held by a test on random chains:
//! - No box or label overlaps another; every label lies inside the canvas and inside its box.
//! - Lines begin and end on the borders of their boxes, and cross no box and no label. A denied line ends in a bar
//!   before its target. Where two lines must cross, one steps over the other.
//! - The same model gives the same scene.
//! - Verdicts, states, figures, names and expiries move nothing: boxes of lanes, nodes and calls depend only on who calls
//!   whom from which account, and on which kinds of things there are.
//! - Adding or taking away the last call changes the height of no lane but its caller's and its target's; the order of
//!   the lanes is that of the model.
//! - An edit of one hop moves no other lane, whichever hop it is and whatever account it then leads to, where the model
//!   keeps the lanes of before ([`Model::keeping`]). Where a lane of that hop itself comes to need more rows than it ever
//!   had, those below it go down by just so much. What is taken away takes its room along ([`Model::in_order_of`]).

mod cards;
mod focus;
mod lanes;
mod plan;
mod strip;
mod vertical;

use crate::model::{Model, Room};
use crate::scene::{Density, Scene};

/// Below this width a chain is read downward.
pub const VERTICAL_BELOW: i32 = 560;

/// Lays out a model for a canvas of that width, in the density that fits.
#[must_use]
pub fn lay_out(model: &Model, width: i32) -> Scene {
    let density =
        if width < VERTICAL_BELOW { Density::Vertical } else { lanes::density(model, width) };
    lay_out_as(model, width, density)
}

/// The room of each lane of a model.
pub(crate) fn rooms(model: &Model) -> Vec<Room> {
    lanes::rooms(model)
}

/// Lays out a model for a place of that size: low lanes where they make it larger than shrinking the usual ones would. What
/// shrinks for its height leaves room at its sides, which its columns take.
#[must_use]
pub fn lay_out_in(model: &Model, width: i32, height: i32) -> Scene {
    let scene = dense_enough(model, width, height);
    match percent(&scene, width, height).max(LEGIBLE) {
        _ if scene.density == Density::Vertical => scene,
        100 => scene,
        percent => lay_out_as(model, width * 100 / percent, scene.density),
    }
}

fn dense_enough(model: &Model, width: i32, height: i32) -> Scene {
    let usual = lay_out(model, width);
    if usual.density == Density::Vertical || percent(&usual, width, height) >= NEARLY {
        return usual;
    }
    let low = lay_out_as(model, width, Density::Low);
    if percent(&low, width, height) > percent(&usual, width, height) { low } else { usual }
}

/// The smallest size, in percent, at which the drawing's words are still read with ease: names have 10 pixels left.
/// What does not fit then is scrolled.
pub const LEGIBLE: i32 = 78;

/// A drawing that shrinks no more than to so many percent keeps its usual lanes.
const NEARLY: i32 = 88;

/// The size, in percent of its own, at which the whole scene is in sight; 100 at most.
#[must_use]
pub fn percent(scene: &Scene, width: i32, height: i32) -> i32 {
    let side = |place: i32, scene: i32| place.max(0).saturating_mul(100) / scene.max(1);
    side(width, scene.width).min(side(height, scene.height)).min(100)
}

/// Lays out a model in that density.
#[must_use]
pub fn lay_out_as(model: &Model, width: i32, density: Density) -> Scene {
    let mut scene = match density {
        Density::Wide | Density::Compact | Density::Low => lanes::lay_out(model, width, density),
        Density::Vertical => vertical::lay_out(model, width),
        Density::Strip => strip::lay_out(model, width),
    };
    focus::complete(model, &mut scene);
    scene.caption = crate::describe::caption(model);
    scene
}
