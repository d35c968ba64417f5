//! What holds for every drawing, on 1,000 random chains of up to 10 calls over up to 6 accounts in every density.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot go on has failed"
)]

mod support;

use std::{collections::BTreeSet, rc::Rc};

use diagram::model::{Account, Model, Verdict};
use diagram::scene::{
    Direction, Edge, EdgeKind, HeadKind, Item, Path, Point, Rect, Scene, Segment, Text, TextRole,
};
use diagram::{Density, Theme, lay_out, lay_out_as, layout, svg};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use support::random::{model, name, state, verdict};

const WIDTHS: [(Density, i32); 7] = [
    (Density::Wide, 744),
    (Density::Wide, 1400),
    (Density::Compact, 600),
    (Density::Low, 600),
    (Density::Vertical, 390),
    (Density::Vertical, 320),
    (Density::Strip, 744),
];

/// What the ring of what is chosen takes around a card and around a marker, its stroke included.
const CARD_RING: i32 = 5;
const MARKER_RING: i32 = 4;

// The laws.

fn boxes(scene: &Scene) -> Vec<(String, Rect)> {
    let nodes = scene.nodes.iter().map(|node| (format!("node {}", node.node), node.rect));
    let calls = scene.calls.iter().map(|call| (format!("call {}", call.call), call.rect));
    let chips = scene.chips.iter().map(|chip| (format!("chip of {}", chip.node), chip.rect));
    let markers =
        scene.markers.iter().map(|marker| (format!("marker {}", marker.change), marker.rect));
    nodes.chain(calls).chain(chips).chain(markers).collect()
}

fn labels(scene: &Scene) -> Vec<Label> {
    let mut labels = Vec::new();
    let mut add = |texts: &[Text], home: Rect| {
        for text in texts {
            labels.push(Label { text: text.clone(), extent: text.extent(), home });
        }
    };
    for lane in &scene.lanes {
        add(&lane.texts, lane.rect);
    }
    for node in &scene.nodes {
        add(&node.texts, node.rect);
    }
    for call in &scene.calls {
        add(&call.texts, call.rect);
    }
    for chip in &scene.chips {
        add(std::slice::from_ref(&chip.text), chip.rect);
    }
    for marker in &scene.markers {
        add(&marker.texts, marker.rect);
    }
    labels
}

/// A label with the box that it must stay inside.
struct Label {
    text: Text,
    extent: Rect,
    home: Rect,
}

/// The straight parts of a path. A bridge counts as a gap.
fn straights(path: &Path) -> Vec<(Point, Point)> {
    let mut at = Point::default();
    let mut straights = Vec::new();
    for segment in &path.0 {
        match *segment {
            Segment::Move(to) | Segment::Bridge(to) => at = to,
            Segment::Line(to) => {
                straights.push((at, to));
                at = to;
            }
            Segment::Corner(corner, to) => {
                straights.push((at, corner));
                straights.push((corner, to));
                at = to;
            }
        }
    }
    straights
}

/// The area of a straight line, thickened by one pixel to all sides.
fn area((from, to): (Point, Point)) -> Rect {
    let (x, y) = (from.x.min(to.x), from.y.min(to.y));
    Rect::new(x, y, (from.x - to.x).abs(), (from.y - to.y).abs()).outset(1)
}

/// What a box takes inside its border.
fn inside(rect: Rect) -> Rect {
    rect.outset(-1)
}

fn on_border(rect: Rect, point: Point) -> bool {
    let level = rect.x <= point.x && point.x <= rect.right();
    let upright = rect.y <= point.y && point.y <= rect.bottom();
    (level && (point.y == rect.y || point.y == rect.bottom()))
        || (upright && (point.x == rect.x || point.x == rect.right()))
}

fn nothing_overlaps(scene: &Scene) -> Result<(), TestCaseError> {
    let canvas = Rect::new(0, 0, scene.width, scene.height);
    let boxes = boxes(scene);
    for (index, (what, rect)) in boxes.iter().enumerate() {
        prop_assert!(canvas.contains(*rect), "{what} {rect:?} leaves {canvas:?}");
        for (other, other_rect) in &boxes[index + 1..] {
            prop_assert!(!rect.overlaps(*other_rect), "{what} {rect:?} on {other} {other_rect:?}");
        }
    }
    for (index, lane) in scene.lanes.iter().enumerate() {
        prop_assert!(canvas.contains(lane.rect));
        prop_assert!(lane.rect.contains(lane.square));
        for other in &scene.lanes[index + 1..] {
            prop_assert!(!lane.rect.overlaps(other.rect));
        }
        for text in &lane.texts {
            for (what, rect) in &boxes {
                prop_assert!(!text.extent().overlaps(*rect), "{text:?} on {what}");
            }
            let rings = scene.calls.iter().map(|call| call.rect.outset(CARD_RING));
            let rings =
                rings.chain(scene.markers.iter().map(|marker| marker.rect.outset(MARKER_RING)));
            for ring in rings {
                prop_assert!(!text.extent().overlaps(ring), "{text:?} on the ring {ring:?}");
            }
        }
    }
    Ok(())
}

fn labels_have_room(scene: &Scene) -> Result<(), TestCaseError> {
    let labels = labels(scene);
    for (index, Label { text, extent, home }) in labels.iter().enumerate() {
        prop_assert!(home.contains(*extent), "{text:?} leaves {home:?}");
        prop_assert!(text.role.size() >= 11);
        for other in &labels[index + 1..] {
            prop_assert!(!extent.overlaps(other.extent), "{text:?} on {:?}", other.text);
        }
    }
    let icons = scene.nodes.iter().map(|node| (node.icon, node.rect, &node.texts));
    let icons = icons.chain(scene.calls.iter().map(|call| (call.icon, call.rect, &call.texts)));
    for (icon, home, texts) in icons {
        let rect = Rect::new(icon.x, icon.y, icon.size, icon.size);
        prop_assert!(home.contains(rect));
        for text in texts {
            prop_assert!(!rect.overlaps(text.extent()), "{text:?} on its icon");
        }
    }
    for node in &scene.nodes {
        for text in &node.texts {
            if let Some(life) = &node.life {
                prop_assert!(!text.extent().overlaps(life.track));
                prop_assert!(life.track.contains(life.fill));
            }
        }
    }
    Ok(())
}

fn lines_keep_off(scene: &Scene) -> Result<(), TestCaseError> {
    let boxes = boxes(scene);
    let labels = labels(scene);
    let squares: Vec<Rect> = scene.lanes.iter().map(|lane| lane.square).collect();
    for edge in &scene.edges {
        for straight in straights(&edge.path) {
            let area = area(straight);
            for (what, rect) in &boxes {
                prop_assert!(
                    !area.overlaps(inside(inside(*rect))),
                    "{edge:?} crosses {what} {rect:?}"
                );
            }
            for Label { text, extent, .. } in &labels {
                prop_assert!(!area.overlaps(*extent), "{edge:?} crosses {text:?}");
            }
            for square in &squares {
                prop_assert!(!area.overlaps(*square));
            }
        }
        if let Some(head) = &edge.head {
            let bar = Rect::new(head.at.x, head.at.y, 0, 0).outset(9);
            let area = match (head.kind, head.direction) {
                (HeadKind::Stop, Direction::Up | Direction::Down) => {
                    Rect { y: head.at.y - 2, h: 4, ..bar }
                }
                (HeadKind::Stop, Direction::Left | Direction::Right) => {
                    Rect { x: head.at.x - 2, w: 4, ..bar }
                }
                (_, Direction::Down) => Rect::new(head.at.x - 5, head.at.y - 8, 10, 8),
                (_, Direction::Up) => Rect::new(head.at.x - 5, head.at.y, 10, 8),
                (_, Direction::Right) => Rect::new(head.at.x - 8, head.at.y - 5, 8, 10),
                (_, Direction::Left) => Rect::new(head.at.x, head.at.y - 5, 8, 10),
            };
            for (what, rect) in &boxes {
                prop_assert!(!area.overlaps(*rect), "head of {edge:?} on {what} {rect:?}");
            }
            for Label { text, extent, .. } in &labels {
                prop_assert!(!area.overlaps(*extent), "head of {edge:?} on {text:?}");
            }
        }
    }
    Ok(())
}

fn node_rects(scene: &Scene, node: usize) -> Vec<Rect> {
    scene.nodes.iter().filter(|other| other.node == node).map(|other| other.rect).collect()
}

fn lines_meet_their_boxes(model: &Model, scene: &Scene) -> Result<(), TestCaseError> {
    for edge in &scene.edges {
        let drawn = match edge.path.0.as_slice() {
            [Segment::Move(first), ..] => *first,
            _ => return Err(TestCaseError::fail("a path begins with a move")),
        };
        prop_assert_eq!(drawn, edge.start);
        let call = edge.call.and_then(|call| scene.rect(Item::Call(call)));
        let meets = |rects: &[Rect], point: Point| rects.iter().any(|rect| on_border(*rect, point));
        match edge.kind {
            EdgeKind::Trunk => prop_assert!(meets(&node_rects(scene, edge.node), edge.start)),
            EdgeKind::Ask => {
                let trunk = scene
                    .edges
                    .iter()
                    .find(|other| other.kind == EdgeKind::Trunk && other.node == edge.node);
                let on_trunk = |trunk: &Edge| {
                    straights(&trunk.path).into_iter().any(|part| {
                        area(part).outset(1).contains(Rect::new(edge.start.x, edge.start.y, 0, 0))
                    })
                };
                prop_assert!(
                    trunk.is_some_and(on_trunk) || meets(&node_rects(scene, edge.node), edge.start),
                    "{edge:?}"
                );
                prop_assert!(call.is_some_and(|rect| on_border(rect, edge.end)));
            }
            EdgeKind::Reach => {
                prop_assert!(call.is_some_and(|rect| on_border(rect, edge.start)));
                let Some(head) = edge.head else {
                    return Err(TestCaseError::fail("a line to a target has a head"));
                };
                prop_assert_eq!(head.at, edge.end);
                let denied = edge.verdict == Some(Verdict::Denied);
                prop_assert_eq!(denied, head.kind == HeadKind::Stop);
                let far = if denied { 12 } else { 0 };
                let tip = match head.direction {
                    Direction::Down => Point::new(edge.end.x, edge.end.y + far),
                    Direction::Up => Point::new(edge.end.x, edge.end.y - far),
                    Direction::Right => Point::new(edge.end.x + far, edge.end.y),
                    Direction::Left => Point::new(edge.end.x - far, edge.end.y),
                };
                prop_assert!(meets(&node_rects(scene, edge.node), tip), "{edge:?}");
            }
        }
    }
    // Every call has its line, every target that is drawn too.
    for (index, call) in model.calls.iter().enumerate() {
        prop_assert!(
            scene.edges.iter().any(|edge| edge.call == Some(index) && edge.kind == EdgeKind::Ask)
        );
        if let Some(target) = call.target {
            prop_assert!(scene.edges.iter().any(|edge| edge.call == Some(index)
                && edge.kind == EdgeKind::Reach
                && edge.node == target));
        }
    }
    Ok(())
}

fn crossings_are_bridged(scene: &Scene) -> Result<(), TestCaseError> {
    for (index, edge) in scene.edges.iter().enumerate() {
        for other in &scene.edges[index + 1..] {
            if edge.node == other.node
                && edge.kind != EdgeKind::Reach
                && other.kind != EdgeKind::Reach
            {
                // A trunk and what parts from it meet.
                continue;
            }
            for one in straights(&edge.path) {
                for two in straights(&other.path) {
                    prop_assert!(!area(one).overlaps(area(two)), "{edge:?} meets {other:?}");
                }
            }
        }
    }
    Ok(())
}

/// A verdict is told in words: they are never cut, and only the one-line chain may leave them to shape and icon.
fn verdicts_stand_in_words(model: &Model, scene: &Scene) -> Result<(), TestCaseError> {
    for call in scene.calls.iter().filter(|_| scene.density != Density::Strip) {
        let word = model.calls[call.call].verdict.word();
        let drawn =
            call.texts.iter().any(|text| text.role == TextRole::Verdict && text.words == *word);
        prop_assert!(drawn, "{}: {word} is cut in {:?}", call.label, scene.density);
    }
    Ok(())
}

fn everything_is_drawn_once(model: &Model, scene: &Scene) -> Result<(), TestCaseError> {
    prop_assert_eq!(scene.calls.len(), model.calls.len());
    prop_assert_eq!(scene.markers.len(), model.changes.len());
    prop_assert_eq!(scene.nodes.iter().filter(|node| !node.again).count(), model.nodes.len());
    prop_assert!(scene.calls.iter().filter(|call| call.loud).count() <= 1);
    Ok(())
}

fn keys_reach_everything(model: &Model, scene: &Scene) -> Result<(), TestCaseError> {
    let items = model.nodes.len() + model.calls.len() + model.changes.len();
    prop_assert_eq!(scene.order.len(), items);
    prop_assert_eq!(scene.neighbours.len(), items);
    let Some(first) = scene.order.first() else { return Ok(()) };
    let mut reached = vec![*first];
    let mut at = 0;
    while let Some(item) = reached.get(at).copied() {
        at += 1;
        for direction in [Direction::Left, Direction::Right, Direction::Up, Direction::Down] {
            if let Some(next) = scene.neighbour(item, direction) {
                prop_assert!(next != item);
                if !reached.contains(&next) {
                    reached.push(next);
                }
            }
        }
    }
    for item in &scene.order {
        prop_assert!(reached.contains(item), "{item:?} is out of reach");
    }
    Ok(())
}

/// Whether every element is closed, every attribute quoted, and every reference known.
fn is_well_formed(xml: &str) -> bool {
    let mut open: Vec<&str> = Vec::new();
    let mut rest = xml;
    while let Some(start) = rest.find('<') {
        let (text, tail) = rest.split_at(start);
        if !references_are_known(text) {
            return false;
        }
        let Some(end) = tail.find('>') else { return false };
        let tag = &tail[1..end];
        rest = &tail[end + 1..];
        if let Some(name) = tag.strip_prefix('/') {
            if open.pop() != Some(name) {
                return false;
            }
            continue;
        }
        let name = tag.trim_end_matches('/').split(' ').next().unwrap_or_default();
        if tag.matches('"').count() % 2 != 0 || !references_are_known(tag) {
            return false;
        }
        if !tag.ends_with('/') {
            open.push(name);
        }
    }
    open.is_empty() && rest.is_empty()
}

fn references_are_known(text: &str) -> bool {
    text.split('&')
        .skip(1)
        .all(|rest| ["amp;", "lt;", "gt;", "quot;"].iter().any(|known| rest.starts_with(known)))
}

fn check(model: &Model, scene: &Scene) -> Result<(), TestCaseError> {
    nothing_overlaps(scene)?;
    labels_have_room(scene)?;
    lines_keep_off(scene)?;
    lines_meet_their_boxes(model, scene)?;
    crossings_are_bridged(scene)?;
    everything_is_drawn_once(model, scene)?;
    verdicts_stand_in_words(model, scene)?;
    keys_reach_everything(model, scene)
}

/// What may not move when something else is edited.
fn places(scene: &Scene) -> Vec<Rect> {
    let lanes = scene.lanes.iter().map(|lane| lane.rect);
    let nodes = scene.nodes.iter().map(|node| node.rect);
    let calls = scene.calls.iter().map(|call| call.rect);
    lanes.chain(nodes).chain(calls).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nothing_overlaps_and_every_line_meets_its_boxes(model in model()) {
        for (density, width) in WIDTHS {
            check(&model, &lay_out_as(&model, width, density))?;
        }
    }

}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_same_model_gives_the_same_drawing(model in model()) {
        for (density, width) in WIDTHS {
            let scene = lay_out_as(&model, width, density);
            prop_assert_eq!(&scene, &lay_out_as(&model.clone(), width, density));
            let drawing = svg::draw(&scene, "A chain", &Theme::LIGHT);
            prop_assert!(is_well_formed(&drawing), "{}", drawing);
        }
    }

    #[test]
    fn verdicts_names_and_figures_move_nothing(model in model(), verdict in verdict(), state in state(), name in name()) {
        for (density, width) in WIDTHS {
            if density == Density::Vertical {
                continue;
            }
            let before = lay_out_as(&model, width, density);
            let mut edited = model.clone();
            for call in &mut edited.calls {
                call.verdict = verdict;
                call.figure = vec![Rc::clone(&name)];
            }
            for node in &mut edited.nodes {
                node.state = state;
                node.name = Rc::clone(&name);
                node.expiry = None;
                node.chips.clear();
            }
            for account in &mut edited.accounts {
                account.name = Rc::clone(&name);
            }
            prop_assert_eq!(places(&before), places(&lay_out_as(&edited, width, density)));
        }
    }

    #[test]
    fn verdicts_and_figures_move_nothing_on_the_spine_either(model in model(), verdict in verdict(), name in name()) {
        let mut edited = model.clone();
        for call in &mut edited.calls {
            call.verdict = verdict;
            call.figure = vec![Rc::clone(&name)];
        }
        prop_assert_eq!(places(&lay_out(&model, 390)), places(&lay_out(&edited, 390)));
    }

    #[test]
    fn the_last_call_changes_no_lane_but_its_own(model in model()) {
        let mut shorter = model.clone();
        let Some(call) = shorter.calls.pop() else { return Ok(()) };
        let mut touched = vec![model.nodes[call.caller].account];
        if let Some(target) = call.target {
            touched.push(model.nodes[target].account);
            shorter.nodes.remove(target);
        }
        // A change of the world that comes last stands in a gutter of its own.
        shorter.changes.retain(|change| change.number < call.number);
        let mut longer = model;
        longer.changes.retain(|change| change.number < call.number);
        let (before, after) = (lay_out_as(&shorter, 744, Density::Wide), lay_out_as(&longer, 744, Density::Wide));
        for (one, two) in before.lanes.iter().zip(&after.lanes) {
            prop_assert_eq!(one.account, two.account);
            if touched.contains(&one.account) {
                continue;
            }
            prop_assert_eq!(one.rect.h, two.rect.h);
            let rows = |scene: &Scene, top: i32| -> Vec<i32> {
                let nodes = scene.nodes.iter().filter(|node| longer.nodes[node.node].account == one.account);
                nodes.map(|node| node.rect.y - top).collect()
            };
            prop_assert_eq!(rows(&before, one.rect.y), rows(&after, two.rect.y));
        }
        // Lanes above the first that is touched do not move at all.
        let first = touched.iter().copied().min().unwrap_or(0);
        for lane in 0..=first {
            prop_assert_eq!(before.lanes[lane].rect.y, after.lanes[lane].rect.y);
        }
    }
}

/// The chain as a scenario gives it: accounts that are told apart, in the order of their first appearance.
fn by_appearance(mut model: Model) -> Model {
    let mut order: Vec<usize> = Vec::new();
    let mut lane = |account: usize| match order.iter().position(|known| *known == account) {
        Some(lane) => lane,
        None => {
            order.push(account);
            order.len() - 1
        }
    };
    model.nodes.iter_mut().for_each(|node| node.account = lane(node.account));
    model.changes.iter_mut().for_each(|change| change.account = lane(change.account));
    let account = |index: &usize| Account {
        id: Some(format!("{index}").repeat(12).into()),
        name: format!("Account {index}").into(),
        path: "Root".into(),
    };
    model.accounts = order.iter().map(account).collect();
    model
}

/// The lanes that an edit of that hop is about: its caller's, its target's, and of whom the target calls.
fn touched(model: &Model, call: usize) -> BTreeSet<Rc<str>> {
    let call = &model.calls[call];
    let called = model.calls.iter().filter(|next| Some(next.caller) == call.target);
    let nodes =
        [call.caller].into_iter().chain(call.target).chain(called.filter_map(|next| next.target));
    nodes.map(|node| Rc::clone(&model.accounts[model.nodes[node].account].name)).collect()
}

const IN_LANES: [(Density, i32); 3] =
    [(Density::Wide, 1400), (Density::Compact, 600), (Density::Low, 600)];

/// No lane of before changes its place among the others or rises; it goes down by what those above it have grown, and
/// only those grow that `may`.
fn lanes_keep_their_places(
    before: &Model,
    after: &Model,
    may: impl Fn(&str) -> bool,
) -> Result<(), TestCaseError> {
    for (density, width) in IN_LANES {
        let (one, two) = (lay_out_as(before, width, density), lay_out_as(after, width, density));
        let mut grown = 0;
        for (was, is) in one.lanes.iter().zip(&two.lanes) {
            let name = &before.accounts[was.account].name;
            prop_assert_eq!(is.rect.y, was.rect.y + grown, "{} in {:?}", name, density);
            prop_assert!(is.rect.h >= was.rect.h);
            grown += is.rect.h - was.rect.h;
            let now = &after.accounts[is.account].name;
            prop_assert!(is.rect.h == was.rect.h || may(now), "{name} grows in {density:?}");
            let stays = after.accounts.iter().any(|account| account.name == *name);
            prop_assert!(now == name || !stays, "{name} is elsewhere in {density:?}");
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn an_edit_of_any_hop_moves_no_other_lane(model in model(), hop in any::<prop::sample::Index>(), to in 0..8_usize) {
        let hops: Vec<usize> = (0..model.calls.len()).filter(|call| model.calls[*call].target.is_some()).collect();
        prop_assume!(!hops.is_empty());
        let hop = hops[hop.index(hops.len())];
        let mut edited = model.clone();
        let target = edited.calls[hop].target.unwrap();
        edited.nodes[target].account = to;
        let (before, edited) = (by_appearance(model), by_appearance(edited));
        let after = edited.clone().keeping(&before);
        let about: BTreeSet<Rc<str>> = touched(&before, hop).union(&touched(&edited, hop)).cloned().collect();
        lanes_keep_their_places(&before, &after, |account| about.contains(account))?;
        for (density, width) in WIDTHS {
            check(&after, &lay_out_as(&after, width, density))?;
        }
        // There and back again, and once more there, moves nothing any more.
        let back = before.keeping(&after);
        let again = edited.keeping(&back);
        lanes_keep_their_places(&back, &again, |_| false)?;
    }

    #[test]
    fn lanes_stay_in_their_order_whatever_is_edited(chains in prop::collection::vec(model(), 2..6)) {
        let mut chains = chains.into_iter().map(by_appearance);
        let mut before = chains.next().unwrap();
        for chain in chains {
            let after = chain.clone().keeping(&before);
            lanes_keep_their_places(&before, &after, |_| true)?;
            let lanes = chain.accounts.len().max(before.accounts.len());
            prop_assert!(after.accounts.len() <= lanes + chain.accounts.len());
            let last = after.accounts.len().checked_sub(1);
            prop_assert!(last.is_none_or(|last| !after.is_empty_lane(last)));
            for (density, width) in WIDTHS {
                check(&after, &lay_out_as(&after, width, density))?;
            }
            before = after;
        }
    }

    #[test]
    fn what_was_taken_away_takes_its_room_along_and_leaves_the_order(model in model(), other in model()) {
        let (less, before) = (by_appearance(model), by_appearance(other).keeping(&Model::default()));
        let after = less.clone().in_order_of(&before);
        // Nobody is lost, nobody stands elsewhere, and no lane is empty.
        let of = |model: &Model| -> Vec<_> {
            model.nodes.iter().map(|node| model.accounts[node.account].clone()).collect()
        };
        prop_assert_eq!(of(&less), of(&after));
        prop_assert!((0..after.accounts.len()).all(|lane| !after.is_empty_lane(lane)));
        let place = |name: &str| before.accounts.iter().position(|known| &*known.name == name);
        let places: Vec<_> = after.accounts.iter().map(|account| place(&account.name).unwrap_or(usize::MAX)).collect();
        prop_assert!(places.is_sorted(), "{places:?}");
        prop_assert!(after.rooms.iter().all(|kept| *kept == Default::default()));
        for (density, width) in WIDTHS {
            check(&after, &lay_out_as(&after, width, density))?;
        }
    }
}

#[test]
fn an_account_that_comes_in_takes_the_lane_that_the_edit_left_empty() {
    let before = support::three_hops_refused();
    let mut edited = before.clone();
    edited.accounts[1] =
        Account { id: Some("444444444444".into()), name: "Hub".into(), path: "".into() };
    let after = edited.keeping(&before);
    let names: Vec<&str> = after.accounts.iter().map(|account| &*account.name).collect();
    assert_eq!(names, ["Development", "Hub", "Production"]);
}

#[test]
fn a_lane_among_others_that_an_edit_left_empty_stays_and_the_last_one_goes() {
    let before = support::three_hops_refused();
    let lanes = |to: &[(usize, usize)]| {
        let mut edited = before.clone();
        to.iter().for_each(|(node, account)| edited.nodes[*node].account = *account);
        // As a scenario gives it: an account where nobody stands is no part of the chain.
        let after = by_appearance(edited).keeping(&by_appearance(before.clone()));
        let lanes = 0..after.accounts.len();
        lanes.map(|lane| !after.is_empty_lane(lane)).collect::<Vec<_>>()
    };
    assert_eq!(lanes(&[(1, 0)]), [true, false, true]);
    assert_eq!(lanes(&[(2, 1), (3, 1)]), [true, true]);
}

#[test]
fn the_random_chains_are_as_large_as_is_promised() {
    let mut runner = TestRunner::deterministic();
    let large = |model: &Model| {
        let hops = model.calls.iter().filter(|call| call.target.is_some()).count();
        let accounts: BTreeSet<usize> = model.nodes.iter().map(|node| node.account).collect();
        hops == 10 && accounts.len() == 6
    };
    let chains = (0..1000).map(|_| model().new_tree(&mut runner).unwrap().current());
    let large = chains.filter(large).count();
    assert!(large > 250, "{large} of 1,000 have ten hops over six accounts");
}

#[test]
fn hand_made_chains_obey_the_laws() {
    for (name, model) in support::all() {
        for (density, width) in WIDTHS {
            let scene = lay_out_as(&model, width, density);
            if let Err(broken) = check(&model, &scene) {
                panic!("{name}, {density:?}: {broken}");
            }
        }
    }
}

#[test]
fn the_width_chooses_the_density() {
    let model = support::three_hops_refused();
    let density = |width| lay_out(&model, width).density;
    assert_eq!(density(744), Density::Wide);
    assert_eq!(density(600), Density::Compact);
    assert_eq!(density(layout::VERTICAL_BELOW - 1), Density::Vertical);
}

#[test]
fn a_low_place_gets_low_lanes_and_a_high_one_the_usual() {
    let model = support::three_hops_refused();
    let usual = lay_out(&model, 744);
    let density = |height| layout::lay_out_in(&model, 744, height).density;
    assert_eq!(density(usual.height), usual.density);
    assert_eq!(density(usual.height * 9 / 10), usual.density);
    assert_eq!(density(usual.height * 6 / 10), Density::Low);
    // Where the width is what is missing, nothing is won by lower lanes.
    assert_eq!(layout::lay_out_in(&model, 600, usual.height).density, Density::Compact);
    assert_eq!(layout::lay_out_in(&model, 390, 100).density, Density::Vertical);
}

#[test]
fn a_name_that_fits_two_lines_is_drawn_whole_in_every_lane() {
    let mut model = support::three_hops_refused();
    for node in &mut model.nodes {
        node.name = "LogArchiveReader".into();
    }
    for (density, width) in [(Density::Wide, 744), (Density::Compact, 600), (Density::Low, 600)] {
        for node in &lay_out_as(&model, width, density).nodes {
            let lines = node.texts.iter().filter(|text| text.role == TextRole::Name);
            let name: String = lines.map(|text| text.words.as_str()).collect();
            assert_eq!(name, "LogArchiveReader", "{density:?}");
        }
    }
}

#[test]
fn an_action_that_fits_two_lines_is_drawn_whole_in_every_lane() {
    let mut model = support::three_hops_refused();
    for (call, action) in model.calls.iter_mut().zip(["s3:GetObject", "sts:GetSessionToken"]) {
        call.action = action.into();
        call.figure.clear();
    }
    for (density, width) in [(Density::Wide, 744), (Density::Compact, 600), (Density::Low, 600)] {
        let drawn = lay_out_as(&model, width, density).calls.into_iter().map(|call| {
            let lines = call.texts.into_iter().filter(|text| text.role == TextRole::Action);
            lines.map(|text| text.words).collect::<String>()
        });
        let drawn: Vec<String> = drawn.take(2).collect();
        assert_eq!(drawn, ["s3:GetObject", "GetSessionToken"], "{density:?}");
    }
}

#[test]
fn the_narrowest_column_holds_an_action_of_s3_above_its_figure() {
    let mut model = support::return_to_older_session();
    for call in &mut model.calls {
        call.action = "s3:PutObject".into();
        call.figure = vec!["no allow, bucket policy".into(), "bucket policy".into()];
    }
    for call in &lay_out_as(&model, 600, Density::Low).calls {
        assert_eq!((call.rect.w, call.texts[1].words.as_str()), (120, "s3:PutObject"));
    }
}

#[test]
fn beside_an_action_of_two_lines_the_verdict_and_the_figure_stand_in_full() {
    let mut model = support::three_hops_refused();
    for call in &mut model.calls {
        call.action = "sts:AssumeRoleWithWebIdentity".into();
    }
    let texts = |density: Density, width: i32| -> Vec<String> {
        let call = lay_out_as(&model, width, density).calls.swap_remove(0);
        call.texts.into_iter().skip(1).map(|text| text.words).collect()
    };
    let whole = ["AssumeRoleWithWeb", "Identity", "Allowed", "granted 3600 s"];
    assert_eq!(texts(Density::Wide, 744), whole);
    // Where there is no line for the figure, it stands beside the verdict; where it fits nowhere, the action is cut.
    assert_eq!(texts(Density::Low, 744), ["AssumeRoleWith", "WebIdentity", "Allowed", "3600 s"]);
    assert_eq!(texts(Density::Low, 600), ["Assume…entity", "Allowed", "granted 3600 s"]);
}

#[test]
fn what_shrinks_for_its_height_takes_the_width_that_this_leaves() {
    let model = support::three_hops_refused();
    let low = lay_out_as(&model, 744, Density::Low);
    let height = low.height * 85 / 100;
    let placed = layout::lay_out_in(&model, 744, height);
    assert_eq!((placed.density, placed.height), (Density::Low, low.height));
    let shown = layout::percent(&placed, 744, height);
    assert_eq!(shown, layout::percent(&low, 744, height), "it is no smaller than it was");
    assert!((720..=744).contains(&(placed.width * shown / 100)), "{} at {shown} %", placed.width);
    // Below what can be read it is scrolled, and then in one direction alone.
    let scrolled = layout::lay_out_in(&model, 744, low.height / 2);
    assert!(scrolled.width * layout::LEGIBLE / 100 <= 744, "{}", scrolled.width);
}

#[test]
fn columns_that_do_not_fit_make_the_canvas_wider() {
    let model = support::return_to_older_session();
    let scene = lay_out(&model, 600);
    assert_eq!(scene.density, Density::Compact);
    assert!(scene.width > 600);
}

#[test]
fn no_text_is_under_eleven_pixels() {
    for role in
        [TextRole::Chip, TextRole::Expiry, TextRole::Number, TextRole::Marker, TextRole::Sub]
    {
        assert!(role.size() >= 11);
    }
}
