//! The chain as one line of the same shapes, where something else needs the height. It has no lanes.

use super::cards::{self, NodeStyle};
use super::plan::Plan;
use super::vertical::steps;
use crate::model::{Model, Numbered};
use crate::scene::{Density, Direction, Edge, Path, Point, Rect, Scene, Segment};

const HEIGHT: i32 = 48;
const BOX: i32 = 32;
const MARGIN: i32 = 8;
/// Between a caller and its call.
const ASK: i32 = 8;
/// Between a call and its target: room for a head.
const REACH: i32 = 16;
/// Between what no line joins.
const APART: i32 = 24;
const MARKER: i32 = 132;
const CALL_WITH_WORD: i32 = 136;
const CALL: i32 = 48;
const NODE_MIN: i32 = 124;
const NODE_MAX: i32 = 176;

/// What stands in the line, from left to right.
#[derive(Debug, Clone, Copy)]
enum Piece {
    Node { index: usize, again: bool, reached_by: Option<usize> },
    Call(usize),
    Change(usize),
}

fn pieces(model: &Model) -> Vec<Piece> {
    let plan = Plan::columns(model);
    let mut pieces = Vec::new();
    let mut placed = vec![false; model.nodes.len()];
    let mut at = None;
    let mut node = |pieces: &mut Vec<Piece>, index: usize, reached_by: Option<usize>| {
        if let Some(placed) = placed.get_mut(index) {
            pieces.push(Piece::Node { index, again: *placed, reached_by });
            *placed = true;
        }
    };
    if let Some(start) = plan.node_column.iter().position(|column| *column == Some(0)) {
        node(&mut pieces, start, None);
        at = Some(start);
    }
    for step in steps(model, &plan) {
        match step {
            Numbered::Change(index) => {
                pieces.push(Piece::Change(index));
                at = None;
            }
            Numbered::Call(index) => {
                let caller = model.calls.get(index).map(|call| call.caller);
                if let Some(caller) = caller.filter(|caller| at != Some(*caller)) {
                    node(&mut pieces, caller, None);
                }
                pieces.push(Piece::Call(index));
                at = plan.target[index];
                if let Some(target) = at {
                    node(&mut pieces, target, Some(index));
                }
            }
        }
    }
    let silent = plan.node_column.iter().enumerate().filter(|(_, column)| column.is_some());
    for (index, _) in silent {
        let known =
            |piece: &Piece| matches!(piece, Piece::Node { index: other, .. } if *other == index);
        if !pieces.iter().any(known) {
            pieces.push(Piece::Node { index, again: false, reached_by: None });
        }
    }
    pieces
}

/// What a piece keeps from the one before it.
fn gap(before: Option<Piece>, piece: Piece) -> i32 {
    match (before, piece) {
        (None, _) => 0,
        (Some(Piece::Node { .. }), Piece::Call(_)) => ASK,
        (_, Piece::Node { reached_by: Some(_), .. }) => REACH,
        _ => APART,
    }
}

/// Lays out a model as a strip.
pub(super) fn lay_out(model: &Model, width: i32) -> Scene {
    let pieces = pieces(model);
    let before = |at: usize| at.checked_sub(1).and_then(|at| pieces.get(at)).copied();
    let mut nodes = 0;
    let mut rest = 2 * MARGIN;
    let mut calls = 0;
    for (at, piece) in pieces.iter().enumerate() {
        rest += gap(before(at), *piece);
        match piece {
            Piece::Node { .. } => nodes += 1,
            Piece::Call(_) => calls += 1,
            Piece::Change(_) => rest += MARKER,
        }
    }
    let node_width = |call: i32| (width - rest - calls * call) / nodes.max(1) / 4 * 4;
    let call_width = if node_width(CALL_WITH_WORD) >= NODE_MIN { CALL_WITH_WORD } else { CALL };
    let node_width = node_width(call_width).clamp(NODE_MIN, NODE_MAX);
    let total = rest + calls * call_width + nodes * node_width;

    let mut scene = Scene::empty(Density::Strip, width.max(total), HEIGHT);
    let mut x = MARGIN;
    let middle = MARGIN + BOX / 2;
    for (at, piece) in pieces.iter().enumerate() {
        let from = Point::new(x, middle);
        x += gap(before(at), *piece);
        let to = Point::new(x, middle);
        match *piece {
            Piece::Node { index, again, reached_by } => {
                let Some(node) = model.nodes.get(index) else { continue };
                let rect = Rect::new(x, MARGIN, node_width, BOX);
                let mut drawn = cards::node(model, index, node, rect, NodeStyle::Small);
                drawn.again = again;
                scene.nodes.push(drawn);
                if let Some((call, verdict)) =
                    reached_by.and_then(|call| Some((call, model.calls.get(call)?.verdict)))
                {
                    let begun = vec![Segment::Move(from)];
                    let right = Direction::Right;
                    scene.edges.push(Edge::reach(call, verdict, index, begun, from, to, right));
                }
                x += node_width;
            }
            Piece::Call(index) => {
                let Some(call) = model.calls.get(index) else { continue };
                let rect = Rect::new(x, MARGIN, call_width, BOX);
                scene.calls.push(cards::small_call(model, index, call, rect));
                let path = Path(vec![Segment::Move(from), Segment::Line(to)]);
                scene.edges.push(Edge::ask(index, call.verdict, call.caller, path, from, to));
                x += call_width;
            }
            Piece::Change(index) => {
                let Some(change) = model.changes.get(index) else { continue };
                scene.markers.push(cards::marker(
                    model,
                    index,
                    change,
                    x,
                    MARGIN + 4,
                    (x, x + MARKER),
                ));
                x += MARKER;
            }
        }
    }
    scene
}
