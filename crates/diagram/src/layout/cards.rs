//! What stands inside a box, for a box that is already placed.

use std::rc::Rc;

use crate::describe;
use crate::icons::Icon;
use crate::model::{Call, Change, Chip, ChipKind, ChipOrigin, Model, Node, NodeState, Verdict};
use crate::scene::{
    Anchor, CallBox, ChipBox, Density, Disc, LifeBar, Marker, NodeBox, Path, PlacedIcon, Point,
    Rect, Segment, Text, TextRole,
};
use crate::{shapes, text};

const DISC: i32 = 8;
/// Between chips.
const CHIP_GAP: i32 = 4;
/// Height of a marker.
pub(super) const MARKER_HEIGHT: i32 = 24;

/// How the inside of a node is arranged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum NodeStyle {
    /// 60 pixels high: name, line under it; tickets with a stub below a tear line. A name that is too long takes two
    /// lines.
    Tall,
    /// 48 pixels high: the same lines, the end of a ticket beside what its stub would hold.
    Low,
    /// 32 pixels high: the name alone.
    Small,
}

/// How high chips are, and how far below their box.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct ChipStyle {
    gap: i32,
    height: i32,
}

impl ChipStyle {
    /// That of one density: in low lanes hardly higher than its words.
    pub(super) fn of(density: Density) -> Self {
        match density {
            Density::Low => Self { gap: 2, height: 14 },
            _ => Self { gap: 4, height: 20 },
        }
    }

    /// What chips take below their box.
    pub(super) fn below(self) -> i32 {
        self.gap + self.height
    }
}

/// Text of that role; `room` bounds its width.
pub(super) fn text(
    x: i32,
    y: i32,
    anchor: Anchor,
    role: TextRole,
    full: &Rc<str>,
    room: i32,
) -> Text {
    Text { x, y, anchor, role, words: role.cut(full, room), full: Rc::clone(full) }
}

fn fitted(x: i32, y: i32, role: TextRole, wordings: &[Rc<str>], room: i32) -> Text {
    let words: Vec<&str> = wordings.iter().map(AsRef::as_ref).collect();
    let full = wordings.first().cloned().unwrap_or_else(|| Rc::from(""));
    Text { x, y, anchor: Anchor::Start, role, words: role.fit(&words, room), full }
}

/// A node in its box.
pub(super) fn node(
    model: &Model,
    index: usize,
    node: &Node,
    rect: Rect,
    style: NodeStyle,
) -> NodeBox {
    let ticket = node.kind.is_ticket();
    let round = matches!(shapes::side_inset(node.kind), Some(inset) if inset > 0);
    let torn = ticket && style == NodeStyle::Tall;
    let left = rect.x
        + match (style, round) {
            (NodeStyle::Tall, true) => 18,
            (NodeStyle::Tall, false) | (_, true) => 12,
            (_, false) => 8,
        };
    let right = rect.right()
        - match (style, ticket, round) {
            (NodeStyle::Small | NodeStyle::Low, true, _) => shapes::SMALL_STUB + 2,
            (_, _, true) => 12,
            (_, _, false) => 6,
        };
    let text_left = left + if style == NodeStyle::Tall { 24 } else { 22 };
    let room = right - text_left;
    let sub = if style == NodeStyle::Low { with_end(node) } else { Rc::clone(&node.sub) };
    let (name, more) = match style {
        NodeStyle::Small => (TextRole::Name.cut(&node.name, room), None),
        NodeStyle::Tall | NodeStyle::Low => {
            text::wrap(&node.name, TextRole::Name.size(), TextRole::Name.is_mono(), room)
        }
    };
    // What does not fit below a name of two lines stands in the stub, or is told by the label alone.
    let has_sub = !sub.is_empty() && style != NodeStyle::Small && !(torn && more.is_some());
    let lines = 1 + i32::from(more.is_some()) + i32::from(has_sub);
    let bottom = if torn { rect.bottom() - shapes::STUB - 4 } else { rect.bottom() };
    let first = first_line(rect.y, bottom, lines);
    let mut texts = Vec::with_capacity(4);
    if !node.name.is_empty() {
        texts.extend(two_lines(TextRole::Name, name, more, &node.name, (text_left, first), LINE));
    }
    if has_sub {
        let y = first + (lines - 1) * LINE;
        texts.push(fitted(text_left, y, TextRole::Sub, &shorter(&sub), room));
    }
    let icon_top = match lines {
        1 => first - 13,
        _ => first - 12,
    };
    let mut life = None;
    let mut tear = None;
    if torn {
        let y = shapes::tear_height(rect);
        tear = Some(Path(vec![
            Segment::Move(Point::new(rect.x + 8, y)),
            Segment::Line(Point::new(rect.right() - 8, y)),
        ]));
        let (words, bar) = stub(node, rect, has_sub);
        life = bar;
        texts.push(words);
    } else if ticket {
        let x = rect.right() - shapes::SMALL_STUB;
        tear = Some(Path(vec![
            Segment::Move(Point::new(x, rect.y + 6)),
            Segment::Line(Point::new(x, rect.bottom() - 6)),
        ]));
    }
    NodeBox {
        node: index,
        again: false,
        rect,
        kind: node.kind,
        state: node.state,
        torn_across: torn,
        texts,
        icon: PlacedIcon { icon: Icon::of_node(node), x: left, y: icon_top, size: 16 },
        tear,
        life,
        label: describe::node_label(model, index),
    }
}

/// From one base line to the next.
const LINE: i32 = 15;

/// The base line of the first of so many lines that stand in the middle between two heights.
fn first_line(top: i32, bottom: i32, lines: i32) -> i32 {
    (top + bottom) / 2 + 5 - (lines - 1) * LINE / 2
}

/// A name in one line or two; the second holds the whole of it where a part is cut out.
fn two_lines(
    role: TextRole,
    first: String,
    second: Option<String>,
    full: &Rc<str>,
    (x, y): (i32, i32),
    pitch: i32,
) -> impl Iterator<Item = Text> {
    let line = |words: String, y: i32| {
        let full = match words.contains(text::ELLIPSIS) {
            true => Rc::clone(full),
            false => Rc::from(&*words),
        };
        Text { x, y, anchor: Anchor::Start, role, words, full }
    };
    [Some(line(first, y)), second.map(|words| line(words, y + pitch))].into_iter().flatten()
}

/// The line under the name with the end of the session, where no stub tells it.
fn with_end(node: &Node) -> Rc<str> {
    match (&node.expiry, &*node.sub) {
        (Some(expiry), "") => format!("to {}", expiry.text).into(),
        (Some(expiry), sub) => format!("{sub}, to {}", expiry.text).into(),
        (None, _) => Rc::clone(&node.sub),
    }
}

/// The line under a name in its wordings. The kind goes before the fact: `user session, MFA`, `session, MFA`, `MFA`; of a
/// session its name goes last: `session alice, to 11:03`, `alice, to 11:03`, `to 11:03`.
fn shorter(full: &Rc<str>) -> Vec<Rc<str>> {
    let mut wordings = vec![Rc::clone(full)];
    let mut rest = &**full;
    for _ in 0..2 {
        let Some((_, shorter)) = rest.split_once(' ') else { break };
        rest = shorter;
        wordings.push(rest.into());
    }
    wordings
}

/// The words and the life bar below the tear line; with the line under the name where that has no room elsewhere.
fn stub(node: &Node, rect: Rect, has_sub: bool) -> (Text, Option<LifeBar>) {
    const BAR: i32 = 24;
    let (left, y) = (rect.x + 12, rect.bottom() - 5);
    let room = rect.right() - 8 - left;
    let Some(expiry) = &node.expiry else {
        let wordings: &[&str] = match node.state {
            NodeState::Present => &["no end"],
            NodeState::NotIssued => &["no credentials issued", "no credentials", "not issued"],
            NodeState::NotReached => &["not reached"],
        };
        let full: Rc<str> = wordings.first().copied().unwrap_or_default().into();
        let words = TextRole::Expiry.fit(wordings, room);
        return (
            Text { x: left, y, anchor: Anchor::Start, role: TextRole::Expiry, words, full },
            None,
        );
    };
    let full: Rc<str> = format!("to {}", expiry.text).into();
    if !has_sub && !node.sub.is_empty() {
        return (fitted(left, y, TextRole::Expiry, &shorter(&with_end(node)), room), None);
    }
    if TextRole::Expiry.width(&full) > room - BAR - 8 {
        return (text(left, y, Anchor::Start, TextRole::Expiry, &full, room), None);
    }
    let track = Rect::new(left, rect.bottom() - 11, BAR, 4);
    let filled = BAR * i32::from(expiry.remaining.min(1000)) / 1000;
    let fill = Rect { w: filled, ..track };
    let words = text(left + BAR + 8, y, Anchor::Start, TextRole::Expiry, &full, room - BAR - 8);
    (words, Some(LifeBar { track, fill }))
}

fn disc(cx: i32, cy: i32, number: u32) -> (Disc, Text) {
    let full: Rc<str> = number.to_string().into();
    // Three digits still stand inside the disc.
    let text = Text {
        x: cx,
        y: cy + 4,
        anchor: Anchor::Middle,
        role: TextRole::Number,
        words: full.to_string(),
        full,
    };
    (Disc { cx, cy, r: DISC }, text)
}

/// The action, whole or without its service where the service is plain from the word.
fn action_wordings(action: &Rc<str>) -> Vec<Rc<str>> {
    let mut wordings = vec![Rc::clone(action)];
    if let Some(name) = action.strip_prefix("sts:") {
        wordings.push(name.into());
    }
    wordings
}

/// Where the lines of a card stand, from its top: the disc's middle, the action, the verdict's icon, the verdict, the figure.
#[derive(Debug, Clone, Copy)]
struct CardLines([i32; 5]);

impl CardLines {
    const TALL: Self = Self([14, 18, 24, 37, 53]);
    const LOW: Self = Self([11, 15, 19, 30, 44]);
    /// An action of two lines above a verdict and a figure.
    const TALL_OF_FOUR: Self = Self([10, 14, 30, 41, 55]);
    /// An action of two lines above a verdict.
    const TALL_OF_THREE: Self = Self([14, 18, 39, 50, 50]);
    /// An action of two lines above a verdict with the figure beside it.
    const LOW_OF_THREE: Self = Self([9, 13, 30, 41, 41]);
}

/// From one line of an action to the next.
const ACTION_LINE: i32 = 13;

/// A call as a card, 60 high, or 48 in a low lane. An action that is too long takes two lines where the verdict and the
/// figure keep their places below or beside each other.
pub(super) fn call(model: &Model, index: usize, call: &Call, rect: Rect) -> CallBox {
    // The narrowest column holds `s3:GetObject`.
    let left = rect.x + 28;
    let room = rect.right() - 2 - left;
    let word: Rc<str> = call.verdict.word().into();
    let wordings = action_wordings(&call.action);
    let is_long = !wordings.iter().any(|words| TextRole::Action.width(words) <= room);
    let below = fitted(left, 0, TextRole::Figure, &call.figure, room);
    let beside =
        beside_verdict(call, rect.right() - 8, left + TextRole::Verdict.width(&word), &below);
    let (lines, is_parted, figure) = match (rect.h < 60, is_long, beside) {
        (false, false, _) => (CardLines::TALL, false, below),
        (false, true, _) if call.figure.is_empty() => (CardLines::TALL_OF_THREE, true, below),
        (false, true, _) => (CardLines::TALL_OF_FOUR, true, below),
        (true, true, Some(beside)) => (CardLines::LOW_OF_THREE, true, beside),
        (true, _, _) => (CardLines::LOW, false, below),
    };
    let [middle, first, icon, second, third] = lines.0.map(|height| rect.y + height);
    let (disc, number) = disc(rect.x + 16, middle, call.number);
    let mut texts = vec![number];
    if let (true, Some(words)) = (is_parted, wordings.last()) {
        let (words, more) =
            text::wrap(words, TextRole::Action.size(), TextRole::Action.is_mono(), room);
        let place = (left, first);
        texts.extend(two_lines(TextRole::Action, words, more, &call.action, place, ACTION_LINE));
    } else {
        let action = fitted(left, first, TextRole::Action, &wordings, room);
        texts.push(Text { full: Rc::clone(&call.action), ..action });
    }
    texts.push(self::text(left, second, Anchor::Start, TextRole::Verdict, &word, room));
    if !figure.words.is_empty() {
        texts.push(Text { y: third, ..figure });
    }
    finish(model, index, call, rect, disc, Point::new(rect.x + 8, icon), texts)
}

/// The figure up to `right` on the verdict's line, which ends at `verdict`, where it says there what it says `below`: of
/// what was allowed it may be shorter.
fn beside_verdict(call: &Call, right: i32, verdict: i32, below: &Text) -> Option<Text> {
    let room = right - verdict - 12;
    let figure = fitted(right, 0, TextRole::Figure, &call.figure, room);
    let says_enough = match call.verdict {
        Verdict::Allowed => {
            !figure.is_elided() && figure.words.is_empty() == below.words.is_empty()
        }
        _ => figure.words == below.words,
    };
    says_enough.then_some(Text { anchor: Anchor::End, ..figure })
}

/// A call as a card of two lines, 48 high.
pub(super) fn flat_call(model: &Model, index: usize, call: &Call, rect: Rect) -> CallBox {
    let left = rect.x + 32;
    let right = rect.right() - 10;
    let (disc, number) = disc(rect.x + 16, rect.y + 14, call.number);
    let word: Rc<str> = call.verdict.word().into();
    let verdict = text(left, rect.y + 38, Anchor::Start, TextRole::Verdict, &word, right - left);
    let mut action =
        fitted(left, rect.y + 18, TextRole::Action, &action_wordings(&call.action), right - left);
    action.full = Rc::clone(&call.action);
    let room = right - verdict.extent().right() - 12;
    let mut figure = fitted(right, rect.y + 38, TextRole::Figure, &call.figure, room);
    figure.anchor = Anchor::End;
    let mut texts = vec![number, action, verdict];
    if !figure.words.is_empty() {
        texts.push(figure);
    }
    finish(model, index, call, rect, disc, Point::new(rect.x + 8, rect.y + 25), texts)
}

/// A call as one line, 32 high; the word stands only where it fits.
pub(super) fn small_call(model: &Model, index: usize, call: &Call, rect: Rect) -> CallBox {
    let (disc, number) = disc(rect.x + 14, rect.middle(), call.number);
    let mut texts = vec![number];
    let left = rect.x + 46;
    let word: Rc<str> = call.verdict.word().into();
    if TextRole::Verdict.width(&word) <= rect.right() - 8 - left {
        texts.push(text(left, rect.middle() + 5, Anchor::Start, TextRole::Verdict, &word, 1000));
    }
    finish(model, index, call, rect, disc, Point::new(rect.x + 25, rect.middle() - 8), texts)
}

fn finish(
    model: &Model,
    index: usize,
    call: &Call,
    rect: Rect,
    disc: Disc,
    icon: Point,
    texts: Vec<Text>,
) -> CallBox {
    CallBox {
        call: index,
        rect,
        verdict: call.verdict,
        loud: model.loud() == Some(index),
        disc,
        icon: PlacedIcon { icon: Icon::of_verdict(call.verdict), x: icon.x, y: icon.y, size: 16 },
        texts,
        label: describe::call_label(model, index),
    }
}

/// A change between two limits, centred on `centre` where they leave room for that; `MARKER_HEIGHT` high.
pub(super) fn marker(
    model: &Model,
    index: usize,
    change: &Change,
    centre: i32,
    y: i32,
    limits: (i32, i32),
) -> Marker {
    const BEFORE: i32 = 44;
    const AFTER: i32 = 10;
    let wordings: [Rc<str>; 2] = [
        format!("{} on {}", change.operation, change.subject).into(),
        Rc::clone(&change.operation),
    ];
    let room = limits.1 - limits.0 - BEFORE - AFTER;
    let mut words = fitted(0, y + 16, TextRole::Marker, &wordings, room);
    let w = BEFORE + TextRole::Marker.width(&words.words) + AFTER;
    let left = (centre - w / 2).min(limits.1 - w).max(limits.0);
    words.x = left + BEFORE;
    let rect = Rect::new(left, y, w, MARKER_HEIGHT);
    let (disc, number) = disc(left + 13, y + 12, change.number);
    let icon = match change.verdict {
        Verdict::Allowed => Icon::Pencil,
        other => Icon::of_verdict(other),
    };
    Marker {
        change: index,
        rect,
        disc,
        icon: PlacedIcon { icon, x: left + 26, y: y + 6, size: 12 },
        texts: vec![number, words],
        verdict: change.verdict,
        label: describe::change_label(model, index),
    }
}

/// One chip's words before it has a place.
struct Draft {
    kind: ChipKind,
    origin: ChipOrigin,
    keys: Vec<Rc<str>>,
    words: String,
    full: String,
    label: String,
}

impl Draft {
    fn one(chip: &Chip, room: i32) -> Self {
        let full = match chip.kind {
            ChipKind::SourceIdentity => chip.value.to_string(),
            ChipKind::Tag => format!("{}={}", chip.key, chip.value),
        };
        Self {
            kind: chip.kind,
            origin: chip.origin,
            keys: vec![Rc::clone(&chip.key)],
            words: TextRole::Chip.cut(&full, room),
            full,
            label: describe::chip_label(chip),
        }
    }

    fn several(chips: &[&Chip], plus: bool) -> Self {
        let count = chips.len();
        let full: Vec<String> =
            chips.iter().map(|chip| format!("{}={}", chip.key, chip.value)).collect();
        let labels: Vec<String> = chips.iter().map(|chip| describe::chip_label(chip)).collect();
        let words = match (plus, count) {
            (true, _) => format!("+{count}"),
            (false, 1) => "1 tag".to_owned(),
            (false, _) => format!("{count} tags"),
        };
        Self {
            kind: ChipKind::Tag,
            origin: pressing(chips),
            keys: chips.iter().map(|chip| Rc::clone(&chip.key)).collect(),
            words,
            full: full.join(", "),
            label: labels.join("; "),
        }
    }

    fn width(&self) -> i32 {
        LEFT + TextRole::Chip.width(&self.words) + RIGHT
    }

    /// The chip from `x`, below a box that ends at `bottom`.
    fn place(self, node: usize, x: i32, bottom: i32, style: ChipStyle) -> ChipBox {
        let rect = Rect::new(x, bottom + style.gap, self.width(), style.height);
        let middle = rect.middle();
        ChipBox {
            node,
            rect,
            kind: self.kind,
            origin: self.origin,
            keys: self.keys,
            icon: PlacedIcon {
                icon: Icon::of_chip(self.kind, self.origin),
                x: x + 4,
                y: middle - 6,
                size: 12,
            },
            text: Text {
                x: x + LEFT,
                y: middle + 4,
                anchor: Anchor::Start,
                role: TextRole::Chip,
                words: self.words,
                full: self.full.into(),
            },
            label: self.label,
        }
    }
}

const LEFT: i32 = 18;
const RIGHT: i32 = 5;
/// The words of a chip among others that need room too.
const CHIP_WORDS: i32 = 92;
/// What chips keep from a line that comes from below, its stop bar included.
const SPLIT: i32 = 11;

fn pressing(chips: &[&Chip]) -> ChipOrigin {
    let order =
        [ChipOrigin::Conflict, ChipOrigin::WouldCome, ChipOrigin::Set, ChipOrigin::Inherited];
    order
        .into_iter()
        .find(|origin| chips.iter().any(|chip| chip.origin == *origin))
        .unwrap_or(ChipOrigin::Set)
}

/// The chips of a node on one line below its box; `split` keeps the middle free for a line that comes from below.
pub(super) fn chips(
    index: usize,
    node: &Node,
    rect: Rect,
    style: ChipStyle,
    split: bool,
) -> Vec<ChipBox> {
    let identity = node.chips.iter().find(|chip| chip.kind == ChipKind::SourceIdentity);
    let tags: Vec<&Chip> = node.chips.iter().filter(|chip| chip.kind == ChipKind::Tag).collect();
    if split {
        return split_chips(index, identity, &tags, rect, style);
    }
    let every = |room: i32| -> Vec<Draft> {
        identity
            .into_iter()
            .chain(tags.iter().copied())
            .map(|chip| Draft::one(chip, room))
            .collect()
    };
    let mut drafts = every(rect.w - LEFT - RIGHT);
    let width = |drafts: &[Draft]| {
        drafts.iter().map(|draft| draft.width() + CHIP_GAP).sum::<i32>() - CHIP_GAP
    };
    if width(&drafts) > rect.w {
        drafts = every(CHIP_WORDS);
    }
    if width(&drafts) > rect.w {
        let head = usize::from(identity.is_some());
        drafts.truncate(head);
        let mut shown = 0;
        while shown < tags.len() {
            let next = Draft::one(tags[shown], CHIP_WORDS);
            let rest = Draft::several(&tags[shown + 1..], true).width() + CHIP_GAP;
            let used = width(&drafts) + CHIP_GAP + next.width() + rest;
            if used > rect.w {
                break;
            }
            drafts.push(next);
            shown += 1;
        }
        if shown < tags.len() {
            drafts.push(Draft::several(&tags[shown..], shown > 0));
        }
        if let Some(first) = drafts.first_mut().filter(|_| identity.is_some()) {
            let others = first.width();
            let rest = width(&drafts) - others;
            let room = rect.w - rest - LEFT - RIGHT;
            if let (Some(first), Some(identity)) = (drafts.first_mut(), identity) {
                first.words = TextRole::Chip.cut(&identity.value, room.clamp(0, CHIP_WORDS));
            }
        }
    }
    let mut x = rect.x;
    let mut placed = Vec::with_capacity(drafts.len());
    for draft in drafts {
        let chip = draft.place(index, x, rect.bottom(), style);
        x = chip.rect.right() + CHIP_GAP;
        placed.push(chip);
    }
    placed
}

fn split_chips(
    index: usize,
    identity: Option<&Chip>,
    tags: &[&Chip],
    rect: Rect,
    style: ChipStyle,
) -> Vec<ChipBox> {
    let half = rect.w / 2 - SPLIT;
    let mut placed = Vec::with_capacity(2);
    if let Some(chip) = identity {
        let draft = Draft::one(chip, half - LEFT - RIGHT);
        placed.push(draft.place(index, rect.x, rect.bottom(), style));
    }
    if !tags.is_empty() {
        let mut draft = match tags {
            [only] if Draft::one(only, CHIP_WORDS).width() <= half => Draft::one(only, CHIP_WORDS),
            _ => Draft::several(tags, false),
        };
        draft.words = TextRole::Chip.cut(&draft.words, half - LEFT - RIGHT);
        placed.push(draft.place(index, rect.centre() + SPLIT, rect.bottom(), style));
    }
    placed
}
