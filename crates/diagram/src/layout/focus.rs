//! Reading order, and where the arrow keys lead: along the lines first, then to what is nearest that way.

use super::plan::Plan;
use super::vertical::steps;
use crate::model::{Model, Numbered};
use crate::scene::{Density, Direction, EdgeKind, Item, Neighbours, Point, Rect, Scene};

/// Fills in order and neighbours.
pub(super) fn complete(model: &Model, scene: &mut Scene) {
    scene.order = order(model, scene);
    scene.neighbours = (0..scene.order.len()).map(|at| neighbours(scene, at)).collect();
}

fn order(model: &Model, scene: &Scene) -> Vec<Item> {
    let plan = Plan::columns(model);
    let mut order = Vec::new();
    let mut add = |item: Item| {
        if scene.rect(item).is_some() && !order.contains(&item) {
            order.push(item);
        }
    };
    if let Some(start) = plan.node_column.iter().position(|column| *column == Some(0)) {
        add(Item::Node(start));
    }
    for step in steps(model, &plan) {
        match step {
            Numbered::Change(index) => add(Item::Change(index)),
            Numbered::Call(index) => {
                if let Some(call) = model.calls.get(index) {
                    add(Item::Node(call.caller));
                }
                add(Item::Call(index));
                if let Some(target) = plan.target[index] {
                    add(Item::Node(target));
                }
            }
        }
    }
    for node in 0..model.nodes.len() {
        add(Item::Node(node));
    }
    order
}

fn neighbours(scene: &Scene, at: usize) -> Neighbours {
    let towards = |direction: Direction| neighbour(scene, at, direction);
    Neighbours {
        left: towards(Direction::Left),
        right: towards(Direction::Right),
        up: towards(Direction::Up),
        down: towards(Direction::Down),
    }
}

fn neighbour(scene: &Scene, at: usize, direction: Direction) -> Option<Item> {
    let next = || scene.order.get(at + 1).copied();
    let previous = || at.checked_sub(1).and_then(|at| scene.order.get(at)).copied();
    // What is read in one line is walked in one line.
    match (scene.density, direction) {
        (Density::Vertical, Direction::Down) | (Density::Strip, Direction::Right) => return next(),
        (Density::Vertical, Direction::Up) | (Density::Strip, Direction::Left) => {
            return previous();
        }
        (Density::Vertical | Density::Strip, _) => return None,
        _ => {}
    }
    let item = *scene.order.get(at)?;
    let rect = scene.rect(item)?;
    along(scene, item, rect, direction).or_else(|| nearest(scene, item, rect, direction)).or_else(
        || match direction {
            Direction::Right => next(),
            Direction::Left => previous(),
            Direction::Up | Direction::Down => None,
        },
    )
}

/// The other end of a line that leaves that way.
fn along(scene: &Scene, item: Item, rect: Rect, direction: Direction) -> Option<Item> {
    let mut ends: Vec<(i32, Item)> = Vec::new();
    for edge in &scene.edges {
        let Some(call) = edge.call else { continue };
        let (from, to) = match edge.kind {
            EdgeKind::Ask => (Item::Node(edge.node), Item::Call(call)),
            EdgeKind::Reach => (Item::Call(call), Item::Node(edge.node)),
            EdgeKind::Trunk => continue,
        };
        let other = if from == item {
            to
        } else if to == item {
            from
        } else {
            continue;
        };
        let Some(other_rect) = scene.rect(other) else { continue };
        let leaves = match (edge.kind, direction) {
            (EdgeKind::Ask, Direction::Right) => other_rect.x > rect.x,
            (EdgeKind::Ask, Direction::Left) => other_rect.x < rect.x,
            (EdgeKind::Reach, Direction::Down) => other_rect.y > rect.y,
            (EdgeKind::Reach, Direction::Up) => other_rect.y < rect.y,
            _ => false,
        };
        if leaves {
            ends.push((distance(rect, other_rect, direction), other));
        }
    }
    ends.into_iter().min_by_key(|(distance, _)| *distance).map(|(_, other)| other)
}

/// What is nearest that way, off the axis counting double.
fn nearest(scene: &Scene, item: Item, rect: Rect, direction: Direction) -> Option<Item> {
    let others = scene.order.iter().filter(|other| **other != item);
    others
        .filter_map(|other| {
            let other_rect = scene.rect(*other)?;
            let lies_there = match direction {
                Direction::Left => other_rect.right() <= rect.x,
                Direction::Right => other_rect.x >= rect.right(),
                Direction::Up => other_rect.bottom() <= rect.y,
                Direction::Down => other_rect.y >= rect.bottom(),
            };
            lies_there.then(|| (distance(rect, other_rect, direction), *other))
        })
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, other)| other)
}

fn distance(from: Rect, to: Rect, direction: Direction) -> i32 {
    let offset =
        Point::new((to.centre() - from.centre()).abs(), (to.middle() - from.middle()).abs());
    match direction {
        Direction::Left | Direction::Right => offset.x + 2 * offset.y,
        Direction::Up | Direction::Down => offset.y + 2 * offset.x,
    }
}
