//! The chain as lanes and columns: accounts from top to bottom, calls from left to right.

use std::rc::Rc;

use super::cards::{self, ChipStyle, MARKER_HEIGHT, NodeStyle};
use super::plan::{Plan, Way};
use crate::describe;
use crate::model::{Model, Room, Verdict};
use crate::scene::{
    Anchor, Density, Direction, Edge, EdgeKind, Lane, Path, Point, Rect, Scene, Segment, Text,
    TextRole,
};

/// Outside the lanes.
const MARGIN: i32 = 4;
/// From the canvas to the first and after the last box.
const PAD: i32 = 16;

/// The heights of one density.
#[derive(Debug, Clone, Copy)]
struct Heights {
    /// Of an account's name.
    header: i32,
    /// Of a box.
    cell: i32,
    /// From one row to the next.
    row: i32,
    /// Below the last boxes of a lane.
    foot: i32,
    /// Below the boxes where sessions stand among them: chips, and room below those.
    foot_of_sessions: i32,
    /// Between lanes.
    gap: i32,
}

impl Heights {
    fn of(density: Density) -> Self {
        let chips = ChipStyle::of(density).below();
        if density == Density::Low {
            let (cell, foot_of_sessions) = (48, chips + 3);
            return Self { header: 23, cell, row: cell + 17, foot: 6, foot_of_sessions, gap: 3 };
        }
        Self {
            header: 32,
            cell: 60,
            row: 60 + chips + 8,
            foot: 12,
            foot_of_sessions: chips + 8,
            gap: 8,
        }
    }
}

const MARKER_ROW: i32 = MARKER_HEIGHT + 4;
const MARKER_MOST: i32 = 264;
const CORNER: i32 = 4;
const BRIDGE: i32 = 5;
/// What a label keeps from a line.
const CLEAR: i32 = 12;

const WIDE_MIN: i32 = 170;
const WIDE_MAX: i32 = 232;
const WIDE_GUTTER: i32 = 24;
const COMPACT_MIN: i32 = 144;
const COMPACT_MAX: i32 = 168;
const COMPACT_GUTTER: i32 = 16;
const LOW_GUTTER: i32 = 12;

fn gutter(density: Density) -> i32 {
    match density {
        Density::Wide => WIDE_GUTTER,
        Density::Low => LOW_GUTTER,
        _ => COMPACT_GUTTER,
    }
}

/// Low lanes are for places where something is missing, so their columns are narrower too: the more there are, the
/// narrower, since they would shrink below what can be read. `AssumeRole` and `Not reached` fit the narrowest.
fn low_min(columns: i32) -> i32 {
    match columns {
        ..=5 => 140,
        _ => 132,
    }
}

/// The widest columns that fit.
fn pitch(columns: i32, width: i32, density: Density) -> i32 {
    (width - 2 * PAD + gutter(density)) / columns.max(1) / 4 * 4
}

/// Wide where the columns have room for it.
pub(super) fn density(model: &Model, width: i32) -> Density {
    let columns = count(Plan::columns(model).calls.len()) + 1;
    if pitch(columns, width, Density::Wide) >= WIDE_MIN { Density::Wide } else { Density::Compact }
}

fn count(number: usize) -> i32 {
    i32::try_from(number).unwrap_or(i32::MAX / 4096)
}

/// The measures of one drawing.
struct Grid {
    pitch: i32,
    gutter: i32,
    width: i32,
    heights: Heights,
    style: NodeStyle,
    chips: ChipStyle,
    /// Top of each lane.
    lane_top: Vec<i32>,
    /// Top of the first row of each lane.
    first_row: Vec<i32>,
    lane_bottom: Vec<i32>,
}

impl Grid {
    fn left(&self, column: usize) -> i32 {
        PAD + count(column) * self.pitch
    }

    fn cell(&self, column: usize, lane: usize, row: usize) -> Rect {
        let top = self.first_row.get(lane).copied().unwrap_or(0);
        let Heights { row: pitch, cell, .. } = self.heights;
        Rect::new(self.left(column), top + count(row) * pitch, self.pitch - self.gutter, cell)
    }
}

/// An upright line of a call.
#[derive(Debug, Clone, Copy)]
struct Upright {
    x: i32,
    top: i32,
    bottom: i32,
}

/// Lays out a model in lanes.
pub(super) fn lay_out(model: &Model, width: i32, density: Density) -> Scene {
    let plan = Plan::new(model);
    let grid = measure(model, &plan, width, density);
    let height = grid.lane_bottom.last().map_or(0, |bottom| bottom + MARGIN);
    let mut scene = Scene::empty(density, grid.width, height);
    place_nodes(model, &plan, &grid, &mut scene);
    let uprights = place_calls(model, &plan, &grid, &mut scene);
    place_asks(model, &plan, &grid, &uprights, &mut scene);
    place_markers(model, &plan, &grid, &uprights, &mut scene);
    place_lanes(model, &grid, &uprights, &mut scene);
    scene
}

fn measure(model: &Model, plan: &Plan, width: i32, density: Density) -> Grid {
    let columns = count(plan.calls.len()) + 1;
    let fitting = pitch(columns, width, density);
    let pitch = match density {
        Density::Wide => fitting.clamp(WIDE_MIN / 4 * 4 + 4, WIDE_MAX),
        Density::Low => fitting.clamp(low_min(columns), COMPACT_MAX),
        _ => fitting.clamp(COMPACT_MIN, COMPACT_MAX),
    };
    let gutter = gutter(density);
    let mut needed = 2 * PAD + columns * pitch - gutter;
    for (slot, changes) in slots(model, plan) {
        if count(slot) + 1 == columns && !changes.is_empty() {
            needed = 2 * PAD + columns * pitch + pitch / 2;
        }
    }
    let mut grid = Grid {
        pitch,
        gutter,
        width: width.max(needed),
        heights: Heights::of(density),
        style: if density == Density::Low { NodeStyle::Low } else { NodeStyle::Tall },
        chips: ChipStyle::of(density),
        lane_top: Vec::new(),
        first_row: Vec::new(),
        lane_bottom: Vec::new(),
    };
    let heights = grid.heights;
    let mut top = MARGIN;
    for Room { rows, markers, chips } in rooms_of(model, plan) {
        let first_row = top + heights.header + count(markers) * MARKER_ROW;
        let below = if chips { heights.foot_of_sessions } else { heights.foot };
        let bottom = match count(rows) {
            0 => first_row,
            rows => first_row + (rows - 1) * heights.row + heights.cell + below,
        };
        grid.lane_top.push(top);
        grid.first_row.push(first_row);
        grid.lane_bottom.push(bottom);
        top = bottom + heights.gap;
    }
    grid
}

/// The room of each lane: what it needs, and what it has kept.
pub(super) fn rooms(model: &Model) -> Vec<Room> {
    rooms_of(model, &Plan::new(model))
}

fn rooms_of(model: &Model, plan: &Plan) -> Vec<Room> {
    let slots = slots(model, plan);
    let room = |lane: usize| {
        let here = |changes: &[usize]| {
            changes.iter().filter(|change| account(model, **change) == Some(lane)).count()
        };
        let needed = Room {
            rows: plan.rows.get(lane).copied().unwrap_or(0),
            markers: slots.iter().map(|(_, changes)| here(changes)).max().unwrap_or(0),
            chips: last_row_carries(model, plan, lane),
        };
        needed.or(model.rooms.get(lane).copied().unwrap_or_default())
    };
    (0..model.accounts.len()).map(room).collect()
}

/// Whether a session stands in the last row of a lane: then there is room for chips, whether it carries something or not.
fn last_row_carries(model: &Model, plan: &Plan, lane: usize) -> bool {
    let last = plan.rows.get(lane).copied().unwrap_or(0).saturating_sub(1);
    model.nodes.iter().enumerate().any(|(index, node)| {
        node.account == lane
            && node.kind.is_ticket()
            && plan.node_column[index].is_some()
            && plan.node_row[index] == last
    })
}

fn account(model: &Model, change: usize) -> Option<usize> {
    model.changes.get(change).map(|change| change.account)
}

/// Changes by the gutter they stand in: after so many calls.
fn slots(model: &Model, plan: &Plan) -> Vec<(usize, Vec<usize>)> {
    let mut slots: Vec<(usize, Vec<usize>)> = Vec::new();
    for (index, change) in model.changes.iter().enumerate() {
        let earlier =
            |call: &&usize| model.calls.get(**call).is_some_and(|call| call.number < change.number);
        let slot = plan.calls.iter().filter(earlier).count();
        match slots.iter_mut().find(|(known, _)| *known == slot) {
            Some((_, changes)) => changes.push(index),
            None => slots.push((slot, vec![index])),
        }
    }
    slots
}

fn place_nodes(model: &Model, plan: &Plan, grid: &Grid, scene: &mut Scene) {
    for (index, node) in model.nodes.iter().enumerate() {
        let Some(column) = plan.node_column[index] else { continue };
        let rect = grid.cell(column, node.account, plan.node_row[index]);
        scene.nodes.push(cards::node(model, index, node, rect, grid.style));
        if !node.kind.is_ticket() {
            continue;
        }
        let from_below = plan.made_by[index].is_some_and(|call| plan.way(model, call) == Way::Up);
        scene.chips.extend(cards::chips(index, node, rect, grid.chips, from_below));
    }
}

fn call_rect(model: &Model, plan: &Plan, grid: &Grid, call: usize) -> Option<Rect> {
    let caller = model.nodes.get(model.calls.get(call)?.caller)?;
    Some(grid.cell(plan.call_column.get(call).copied()??, caller.account, plan.call_row[call]))
}

/// Cards, and the lines from them to their targets.
fn place_calls(model: &Model, plan: &Plan, grid: &Grid, scene: &mut Scene) -> Vec<Upright> {
    let mut uprights = Vec::new();
    for index in &plan.calls {
        let (Some(call), Some(rect)) =
            (model.calls.get(*index), call_rect(model, plan, grid, *index))
        else {
            continue;
        };
        scene.calls.push(cards::call(model, *index, call, rect));
        let Some(target) = plan.target[*index] else { continue };
        let Some(node) = model.nodes.get(target) else { continue };
        let Some(column) = plan.node_column[target] else { continue };
        let target_rect = grid.cell(column, node.account, plan.node_row[target]);
        let way = plan.way(model, *index);
        let edge = reach(*index, call.verdict, rect, target, target_rect, way);
        let (top, bottom) = match way {
            Way::Down => (rect.bottom(), target_rect.y),
            Way::Up => (target_rect.bottom(), rect.y),
        };
        uprights.push(Upright { x: rect.centre(), top, bottom });
        scene.edges.push(edge);
    }
    uprights
}

fn reach(call: usize, verdict: Verdict, from: Rect, node: usize, to: Rect, way: Way) -> Edge {
    let x = from.centre();
    let (start, border, direction) = match way {
        Way::Down => (Point::new(x, from.bottom()), Point::new(x, to.y), Direction::Down),
        Way::Up => (Point::new(x, from.y), Point::new(x, to.bottom()), Direction::Up),
    };
    Edge::reach(call, verdict, node, vec![Segment::Move(start)], start, border, direction)
}

/// The lines from callers to their calls.
fn place_asks(model: &Model, plan: &Plan, grid: &Grid, uprights: &[Upright], scene: &mut Scene) {
    for (node, calls) in plan.calls_of.iter().enumerate() {
        let (Some(caller), Some(column)) = (model.nodes.get(node), plan.node_column[node]) else {
            continue;
        };
        let from = grid.cell(column, caller.account, plan.node_row[node]);
        let border = Point::new(from.right(), from.middle());
        let bus = from.right() + grid.gutter / 2;
        let targets: Vec<(usize, Rect)> = calls
            .iter()
            .filter_map(|call| Some((*call, call_rect(model, plan, grid, *call)?)))
            .collect();
        let heights = || targets.iter().map(|(_, rect)| rect.middle());
        let (highest, lowest) =
            (heights().min().unwrap_or(border.y), heights().max().unwrap_or(border.y));
        if targets.len() > 1 {
            scene.edges.push(trunk(node, border, bus, highest, lowest));
        }
        for (call, rect) in &targets {
            let y = rect.middle();
            let start = match (targets.len(), y) {
                (0 | 1, _) => border,
                (_, y) if y != border.y && (y == highest || y == lowest) => {
                    Point::new(bus + CORNER, y)
                }
                (_, y) => Point::new(bus, y),
            };
            let Some(verdict) = model.calls.get(*call).map(|call| call.verdict) else { continue };
            let end = Point::new(rect.x, y);
            let path = across(start, end, uprights);
            scene.edges.push(Edge::ask(*call, verdict, node, path, start, end));
        }
    }
}

fn trunk(node: usize, border: Point, bus: i32, highest: i32, lowest: i32) -> Edge {
    let mut path = vec![Segment::Move(border), Segment::Line(Point::new(bus, border.y))];
    let mut end = Point::new(bus, border.y);
    for (y, back) in [(highest, 1), (lowest, -1)] {
        if y != border.y {
            end = Point::new(bus + CORNER, y);
            path.push(Segment::Move(Point::new(bus, border.y)));
            path.push(Segment::Line(Point::new(bus, y + back * CORNER)));
            path.push(Segment::Corner(Point::new(bus, y), end));
        }
    }
    Edge {
        kind: EdgeKind::Trunk,
        call: None,
        node,
        verdict: None,
        path: Path(path),
        start: border,
        end,
        head: None,
    }
}

/// A level line that steps over the upright ones.
fn across(start: Point, end: Point, uprights: &[Upright]) -> Path {
    let mut path = vec![Segment::Move(start)];
    let mut crossings: Vec<i32> = uprights
        .iter()
        .filter(|upright| {
            start.x < upright.x
                && upright.x < end.x
                && upright.top < start.y
                && start.y < upright.bottom
        })
        .map(|upright| upright.x)
        .collect();
    iam::order::sort(&mut crossings);
    for x in crossings {
        path.push(Segment::Line(Point::new(x - BRIDGE, start.y)));
        path.push(Segment::Bridge(Point::new(x + BRIDGE, start.y)));
    }
    path.push(Segment::Line(end));
    Path(path)
}

/// Changes stand under the header of their lane, in the gutter of their moment, as wide as lines and neighbours allow.
fn place_markers(model: &Model, plan: &Plan, grid: &Grid, uprights: &[Upright], scene: &mut Scene) {
    let centre = |slot: usize| grid.left(slot) + grid.pitch - grid.gutter / 2;
    // Lane, place in the stack, gutter, change.
    let mut places: Vec<(usize, i32, usize, usize)> = Vec::new();
    for (slot, changes) in slots(model, plan) {
        for change in changes {
            let Some(lane) = account(model, change) else { continue };
            let stacked = places.iter().filter(|place| place.0 == lane && place.2 == slot).count();
            places.push((lane, count(stacked), slot, change));
        }
    }
    for (lane, row, slot, index) in &places {
        let (Some(change), Some(top)) = (model.changes.get(*index), grid.lane_top.get(*lane))
        else {
            continue;
        };
        let (middle, y) = (centre(*slot), top + grid.heights.header + row * MARKER_ROW - 2);
        let crossing = uprights.iter().filter(|line| line.top < y + MARKER_ROW && line.bottom > y);
        let beside = places
            .iter()
            .filter(|place| place.0 == *lane && place.1 == *row && place.2 != *slot)
            .map(|place| (centre(place.2) + middle) / 2);
        let (mut from, mut to) = (middle - MARKER_MOST / 2, middle + MARKER_MOST / 2);
        for (x, clear) in crossing.map(|line| (line.x, CLEAR + 4)).chain(beside.map(|x| (x, 4))) {
            if x < middle {
                from = from.max(x + clear);
            } else {
                to = to.min(x - clear);
            }
        }
        let limits = (from.max(PAD), to.min(grid.width - PAD));
        scene.markers.push(cards::marker(model, *index, change, middle, y, limits));
    }
    iam::order::sort_by_key(&mut scene.markers, |marker| marker.change);
}

fn place_lanes(model: &Model, grid: &Grid, uprights: &[Upright], scene: &mut Scene) {
    for (index, account) in model.accounts.iter().enumerate() {
        let (Some(top), Some(bottom)) = (grid.lane_top.get(index), grid.lane_bottom.get(index))
        else {
            continue;
        };
        let rect = Rect::new(MARGIN, *top, grid.width - 2 * MARGIN, bottom - top);
        let mut lines: Vec<i32> = uprights
            .iter()
            .filter(|line| line.top < top + grid.heights.header && line.bottom > *top)
            .map(|line| line.x)
            .collect();
        iam::order::sort(&mut lines);
        // What is said of the account stands clear of the ring around a card of its first row.
        let base = top + grid.heights.header / 2 + 3;
        let square = Rect::new(PAD, base - 8, 8, 8);
        let left = square.right() + 8;
        let right = rect.right() - 12;
        let limit = lines.first().map_or(right, |x| x - CLEAR);
        let mut texts = names(account, left, base, limit - left);
        let begin = texts.last().map_or(left, |text: &Text| text.extent().right()) + 24;
        if !account.path.is_empty() {
            texts.extend(path(&account.path, base, begin, right, &lines));
        }
        scene.lanes.push(Lane {
            account: index,
            rect,
            square,
            colour: colour(model, index),
            texts,
            label: describe::lane_label(model, index),
        });
    }
}

/// The account's name and number from the left, the name cut so that the number keeps its place in full.
pub(super) fn names(account: &crate::model::Account, left: i32, base: i32, room: i32) -> Vec<Text> {
    let mut texts = Vec::with_capacity(3);
    let number = account.id.as_ref().filter(|id| ***id != *account.name);
    let number_width = number.map_or(0, |id| TextRole::AccountId.width(id) + 8);
    let name_room = (room - number_width).max(room.min(40));
    let name =
        cards::text(left, base, Anchor::Start, TextRole::AccountName, &account.name, name_room);
    let next = name.extent().right() + 8;
    texts.push(name);
    if let Some(id) = number {
        let number =
            cards::text(next, base, Anchor::Start, TextRole::AccountId, id, left + room - next);
        if !number.words.is_empty() {
            texts.push(number);
        }
    }
    texts
}

/// The place in the organization, as far right as the lines leave it whole.
fn path(full: &Rc<str>, base: i32, begin: i32, right: i32, lines: &[i32]) -> Option<Text> {
    let wanted = TextRole::AccountPath.width(full);
    let mut end = right;
    let mut widest = (0, right);
    for line in lines.iter().rev().map(|x| x + CLEAR).chain([begin]) {
        let from = line.max(begin);
        let room = end - from;
        if room >= wanted {
            return Some(cards::text(end, base, Anchor::End, TextRole::AccountPath, full, room));
        }
        if room > widest.0 {
            widest = (room, end);
        }
        end = line - 2 * CLEAR;
    }
    let (room, end) = widest;
    (room >= 48)
        .then(|| cards::text(end, base, Anchor::End, TextRole::AccountPath, full, room))
        .filter(|text| !text.words.is_empty())
}

/// Colours go round; what is in no account has none.
pub(super) fn colour(model: &Model, index: usize) -> u8 {
    let Some(account) = model.accounts.get(index) else { return 0 };
    if account.id.is_none() {
        return 0;
    }
    let earlier = model.accounts.iter().take(index).filter(|account| account.id.is_some()).count();
    u8::try_from(earlier % 6).unwrap_or(0) + 1
}
