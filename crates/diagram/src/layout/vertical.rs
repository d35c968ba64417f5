//! The chain as one spine read downward, for narrow canvases. Accounts are bands; a call stands beside the spine, which
//! runs through it. A branch begins by taking up its caller once more.

use super::cards::{self, ChipStyle, MARKER_HEIGHT, NodeStyle};
use super::lanes;
use super::plan::Plan;
use crate::describe;
use crate::model::{Model, Numbered};
use crate::scene::{
    Anchor, Density, Direction, Edge, Lane, Path, Point, Rect, Scene, Segment, Text, TextRole,
};

const MARGIN: i32 = 4;
const PAD: i32 = 12;
/// The spine; round ends of 48 pixels begin to be flat here.
const SPINE: i32 = PAD + 24;
const CALL_LEFT: i32 = SPINE + 24;
const CHIP_LEFT: i32 = SPINE + 16;
const HEADER: i32 = 32;
const TICKET: i32 = 60;
const PLAIN: i32 = 48;
const AGAIN: i32 = 32;
const CALL: i32 = 48;
const CORNER: i32 = 6;
const GAP: i32 = 8;
/// Between a call and its target in the same band: room for a head.
const REACH: i32 = 20;

/// The band that is open.
struct Band {
    account: usize,
    top: i32,
}

/// Where the drawing has come to.
struct Cursor<'a> {
    model: &'a Model,
    scene: Scene,
    y: i32,
    band: Option<Band>,
    /// The node that the spine comes from, with the bottom of its box.
    at: Option<(usize, i32)>,
    placed: Vec<bool>,
}

/// Steps in their order, as far as they can be drawn.
pub(super) fn steps(model: &Model, plan: &Plan) -> Vec<Numbered> {
    let calls = plan.calls.iter().filter_map(|index| {
        model.calls.get(*index).map(|call| (call.number, Numbered::Call(*index)))
    });
    let changes = model
        .changes
        .iter()
        .enumerate()
        .filter(|(_, change)| change.account < model.accounts.len());
    let changes = changes.map(|(index, change)| (change.number, Numbered::Change(index)));
    let mut steps: Vec<(u32, Numbered)> = calls.chain(changes).collect();
    iam::order::sort_by_key(&mut steps, |(number, _)| *number);
    steps.into_iter().map(|(_, step)| step).collect()
}

/// Lays out a model as a spine.
pub(super) fn lay_out(model: &Model, width: i32) -> Scene {
    let plan = Plan::columns(model);
    let mut cursor = Cursor {
        model,
        scene: Scene::empty(Density::Vertical, width.max(280), 0),
        y: MARGIN,
        band: None,
        at: None,
        placed: vec![false; model.nodes.len()],
    };
    if let Some(start) = plan.node_column.iter().position(|column| *column == Some(0)) {
        cursor.node(start);
    }
    for step in steps(model, &plan) {
        match step {
            Numbered::Change(index) => cursor.change(index),
            Numbered::Call(index) => cursor.call(index, plan.target[index]),
        }
    }
    // Principals who call nothing still belong to the picture.
    for (index, column) in plan.node_column.iter().enumerate() {
        if column.is_some() && !cursor.placed[index] {
            cursor.node(index);
        }
    }
    cursor.close();
    cursor.scene.height = (cursor.y - GAP).max(0) + MARGIN;
    cursor.scene
}

impl Cursor<'_> {
    fn right(&self) -> i32 {
        self.scene.width - PAD
    }

    /// Opens the band of that account, unless it is open.
    fn open(&mut self, account: usize) {
        if self.band.as_ref().is_some_and(|band| band.account == account) {
            return;
        }
        self.close();
        self.band = Some(Band { account, top: self.y });
        self.y += HEADER;
    }

    fn close(&mut self) {
        let Some(Band { account, top }) = self.band.take() else { return };
        let rect = Rect::new(MARGIN, top, self.scene.width - 2 * MARGIN, self.y - top);
        let Some(known) = self.model.accounts.get(account) else { return };
        let base = top + 20;
        let square = Rect::new(CHIP_LEFT, base - 8, 8, 8);
        let left = square.right() + 8;
        let right = rect.right() - 12;
        let mut texts = lanes::names(known, left, base, right - left);
        if let Some(id) = texts.get_mut(1) {
            id.x = right;
            id.anchor = Anchor::End;
        }
        self.scene.lanes.push(Lane {
            account,
            rect,
            square,
            colour: lanes::colour(self.model, account),
            texts,
            label: describe::lane_label(self.model, account),
        });
        self.y += GAP;
    }

    fn node(&mut self, index: usize) {
        let Some(node) = self.model.nodes.get(index) else { return };
        let again = self.placed[index];
        self.open(node.account);
        let (h, style) = match (again, node.kind.is_ticket()) {
            (true, _) => (AGAIN, NodeStyle::Small),
            (false, true) => (TICKET, NodeStyle::Tall),
            (false, false) => (PLAIN, NodeStyle::Tall),
        };
        let rect = Rect::new(PAD, self.y, self.right() - PAD, h);
        let mut drawn = cards::node(self.model, index, node, rect, style);
        drawn.again = again;
        if again {
            self.refer(index, &mut drawn.texts, rect);
        }
        self.scene.nodes.push(drawn);
        self.y = rect.bottom() + GAP;
        if !again && node.kind.is_ticket() && !node.chips.is_empty() {
            let room = Rect::new(CHIP_LEFT, rect.y, self.right() - CHIP_LEFT, h);
            let style = ChipStyle::of(Density::Vertical);
            self.scene.chips.extend(cards::chips(index, node, room, style, false));
            self.y = rect.bottom() + style.below() + GAP;
        }
        self.placed[index] = true;
        self.at = Some((index, rect.bottom()));
    }

    /// Says where a node that is taken up again stands first.
    fn refer(&self, index: usize, texts: &mut Vec<Text>, rect: Rect) {
        let made_by = self.model.made_by(index).and_then(|call| self.model.calls.get(call));
        let words: String = match made_by {
            Some(call) => format!("from hop {}", call.number),
            None => "again".to_owned(),
        };
        let x = rect.right() - 24;
        let room = TextRole::Sub.width(&words);
        let refer =
            cards::text(x, rect.middle() + 4, Anchor::End, TextRole::Sub, &words.into(), room);
        if let Some(name) = texts.first_mut() {
            name.words = name.role.cut(&name.full, refer.extent().x - 8 - name.x);
        }
        texts.push(refer);
    }

    fn change(&mut self, index: usize) {
        let Some(change) = self.model.changes.get(index) else { return };
        if self.band.as_ref().is_some_and(|band| band.account != change.account) {
            self.close();
        }
        let limits = (CALL_LEFT, self.right());
        let marker = cards::marker(self.model, index, change, CALL_LEFT, self.y, limits);
        self.scene.markers.push(marker);
        self.y += MARKER_HEIGHT + GAP;
    }

    fn call(&mut self, index: usize, target: Option<usize>) {
        let Some(call) = self.model.calls.get(index) else { return };
        if self.at.is_none_or(|(node, _)| node != call.caller) {
            self.node(call.caller);
        }
        let Some((_, bottom)) = self.at else { return };
        let account = |node: usize| self.model.nodes.get(node).map(|node| node.account);
        if target.is_some_and(|target| account(target) != account(call.caller)) {
            self.close();
        }
        let rect = Rect::new(CALL_LEFT, self.y, self.right() - CALL_LEFT, CALL);
        self.scene.calls.push(cards::flat_call(self.model, index, call, rect));
        let (start, enter) = (Point::new(SPINE, bottom), rect.y + 14);
        let end = Point::new(rect.x, enter);
        let path = Path(vec![
            Segment::Move(start),
            Segment::Line(Point::new(SPINE, enter - CORNER)),
            Segment::Corner(Point::new(SPINE, enter), Point::new(SPINE + CORNER, enter)),
            Segment::Line(end),
        ]);
        self.scene.edges.push(Edge::ask(index, call.verdict, call.caller, path, start, end));
        self.y = rect.bottom() + GAP;
        let Some(target) = target else { return };
        self.y += if self.band.is_some() { REACH - GAP } else { 0 };
        self.node(target);
        let Some(top) = self.scene.nodes.last().map(|node| node.rect.y) else { return };
        let start = Point::new(rect.x, rect.bottom() - 14);
        let begun = vec![
            Segment::Move(start),
            Segment::Line(Point::new(SPINE + CORNER, start.y)),
            Segment::Corner(Point::new(SPINE, start.y), Point::new(SPINE, start.y + CORNER)),
        ];
        let border = Point::new(SPINE, top);
        let edge = Edge::reach(index, call.verdict, target, begun, start, border, Direction::Down);
        self.scene.edges.push(edge);
    }
}
