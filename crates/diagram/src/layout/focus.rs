//! Reading order, and where the arrow keys lead: along the lines first, then to what is nearest that way.

use super::plan::Plan;
use super::vertical::steps;
use crate::model::{Model, Numbered};
use crate::scene::{Density, Direction, EdgeKind, Item, Neighbours, Rect, Scene};

/// Fills in order and neighbours.
pub(super) fn complete(model: &Model, scene: &mut Scene) {
    let slots = Slots([model.nodes.len(), model.calls.len(), model.changes.len()]);
    let rects = rects(scene, slots);
    scene.order = order(model, slots, &rects);
    let at = vec![None; rects.len()];
    let mut map = Map { scene, slots, rects: Vec::new(), at, ways: Vec::new() };
    for (at, item) in map.scene.order.iter().enumerate() {
        let slot = slots.of(*item);
        if let Some(slot) = slot {
            map.at[slot] = Some(at);
        }
        map.rects.push(slot.and_then(|slot| rects[slot]).unwrap_or_default());
    }
    map.ways = map.along();
    for at in 0..map.rects.len() {
        for direction in DIRECTIONS {
            map.ways[at][direction as usize] =
                map.ways[at][direction as usize].or_else(|| map.elsewhere(at, direction));
        }
    }
    map.join();
    let item = |at: Option<usize>| at.and_then(|at| map.scene.order.get(at)).copied();
    let neighbours = map.ways.iter().map(|[left, right, up, down]| Neighbours {
        left: item(*left),
        right: item(*right),
        up: item(*up),
        down: item(*down),
    });
    scene.neighbours = neighbours.collect();
}

/// Up to so many items, keys lead to what is nearest.
const MOST_COMPARED: usize = 1000;

const DIRECTIONS: [Direction; 4] =
    [Direction::Left, Direction::Right, Direction::Up, Direction::Down];

/// One number for every item of a model: so many nodes, then calls, then changes.
#[derive(Clone, Copy)]
struct Slots([usize; 3]);

impl Slots {
    fn count(self) -> usize {
        self.0.iter().sum()
    }

    /// The number of an item; nothing for one that the model does not have.
    fn of(self, item: Item) -> Option<usize> {
        let (kind, index) = match item {
            Item::Node(node) => (0, node),
            Item::Call(call) => (1, call),
            Item::Change(change) => (2, change),
        };
        let before: usize = self.0[..kind].iter().sum();
        (index < self.0[kind]).then_some(before + index)
    }
}

/// Where every item is drawn, by its slot; nothing for those that are not.
fn rects(scene: &Scene, slots: Slots) -> Vec<Option<Rect>> {
    let nodes = scene.nodes.iter().filter(|node| !node.again);
    let nodes = nodes.map(|node| (Item::Node(node.node), node.rect));
    let calls = scene.calls.iter().map(|call| (Item::Call(call.call), call.rect));
    let changes = scene.markers.iter().map(|marker| (Item::Change(marker.change), marker.rect));
    let mut rects = vec![None; slots.count()];
    for (item, rect) in nodes.chain(calls).chain(changes) {
        if let Some(slot) = slots.of(item) {
            rects[slot] = Some(rect);
        }
    }
    rects
}

fn order(model: &Model, slots: Slots, rects: &[Option<Rect>]) -> Vec<Item> {
    let plan = Plan::columns(model);
    let mut order = Vec::new();
    let mut seen = vec![false; rects.len()];
    let mut add = |item: Item| {
        let Some(slot) = slots.of(item) else { return };
        if rects[slot].is_some() && !std::mem::replace(&mut seen[slot], true) {
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

/// Items by their place in the reading order.
struct Map<'a> {
    scene: &'a Scene,
    slots: Slots,
    rects: Vec<Rect>,
    /// The place of every item that is drawn, by its slot.
    at: Vec<Option<usize>>,
    /// Left, right, up, down of every item.
    ways: Vec<[Option<usize>; 4]>,
}

impl Map<'_> {
    fn place(&self, item: Item) -> Option<usize> {
        self.at[self.slots.of(item)?]
    }

    /// The other ends of the lines that leave an item, the nearest each way.
    fn along(&self) -> Vec<[Option<usize>; 4]> {
        let mut ways = vec![[None; 4]; self.rects.len()];
        if matches!(self.scene.density, Density::Vertical | Density::Strip) {
            return ways;
        }
        let mut link = |from: usize, to: usize, direction: Direction| {
            let known: &mut Option<usize> = &mut ways[from][direction as usize];
            let far = |to: usize| distance(self.rects[from], self.rects[to], direction);
            if known.is_none_or(|known| far(to) < far(known)) {
                *known = Some(to);
            }
        };
        for edge in &self.scene.edges {
            let Some(call) = edge.call.and_then(|call| self.place(Item::Call(call))) else {
                continue;
            };
            let Some(node) = self.place(Item::Node(edge.node)) else { continue };
            let down = self.rects[node].y > self.rects[call].y;
            match (edge.kind, down) {
                (EdgeKind::Ask, _) => {
                    link(node, call, Direction::Right);
                    link(call, node, Direction::Left);
                }
                (EdgeKind::Reach, true) => {
                    link(call, node, Direction::Down);
                    link(node, call, Direction::Up);
                }
                (EdgeKind::Reach, false) => {
                    link(call, node, Direction::Up);
                    link(node, call, Direction::Down);
                }
                (EdgeKind::Trunk, _) => {}
            }
        }
        ways
    }

    /// Where no line leads: what is nearest that way, else the next or the last in reading order.
    fn elsewhere(&self, at: usize, direction: Direction) -> Option<usize> {
        let next = Some(at + 1).filter(|next| *next < self.rects.len());
        let previous = at.checked_sub(1);
        match (self.scene.density, direction) {
            // What is read in one line is walked in one line.
            (Density::Vertical, Direction::Down) | (Density::Strip, Direction::Right) => next,
            (Density::Vertical, Direction::Up) | (Density::Strip, Direction::Left) => previous,
            (Density::Vertical | Density::Strip, _) => None,
            (_, Direction::Right) => self.nearest(at, direction).or(next),
            (_, Direction::Left) => self.nearest(at, direction).or(previous),
            (_, Direction::Up | Direction::Down) => self.nearest(at, direction),
        }
    }

    /// What is nearest that way, off the axis counting double.
    fn nearest(&self, at: usize, direction: Direction) -> Option<usize> {
        // Every item asks about every other one. Nobody walks through thousands of boxes.
        if self.rects.len() > MOST_COMPARED {
            return None;
        }
        let rect = self.rects[at];
        let lies_there = |other: &Rect| match direction {
            Direction::Left => other.right() <= rect.x,
            Direction::Right => other.x >= rect.right(),
            Direction::Up => other.bottom() <= rect.y,
            Direction::Down => other.y >= rect.bottom(),
        };
        let there = self.rects.iter().enumerate().filter(|(_, other)| lies_there(other));
        there.min_by_key(|(_, other)| distance(rect, **other, direction)).map(|(other, _)| other)
    }

    /// Takes what cannot be reached from the first item into the way of the item before it.
    fn join(&mut self) {
        loop {
            let reached = self.reached();
            let Some(lost) = reached.iter().position(|reached| !reached) else { return };
            let Some(before) = lost.checked_sub(1) else { return };
            let (from, to) = (self.rects[before], self.rects[lost]);
            let (there, back) = if to.x >= from.right() {
                (Direction::Right, Direction::Left)
            } else if to.y >= from.bottom() {
                (Direction::Down, Direction::Up)
            } else if to.bottom() <= from.y {
                (Direction::Up, Direction::Down)
            } else {
                (Direction::Left, Direction::Right)
            };
            let beyond = self.ways[before][there as usize].replace(lost);
            if beyond.is_some() {
                self.ways[lost][there as usize] = beyond;
            }
            self.ways[lost][back as usize] = Some(before);
        }
    }

    fn reached(&self) -> Vec<bool> {
        let mut reached = vec![false; self.ways.len()];
        let mut open = Vec::new();
        if let Some(first) = reached.first_mut() {
            *first = true;
            open.push(0);
        }
        while let Some(at) = open.pop() {
            for next in self.ways[at].iter().copied().flatten() {
                if !reached[next] {
                    reached[next] = true;
                    open.push(next);
                }
            }
        }
        reached
    }
}

fn distance(from: Rect, to: Rect, direction: Direction) -> i32 {
    let (x, y) = ((to.centre() - from.centre()).abs(), (to.middle() - from.middle()).abs());
    match direction {
        Direction::Left | Direction::Right => x + 2 * y,
        Direction::Up | Direction::Down => y + 2 * x,
    }
}
