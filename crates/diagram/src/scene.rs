//! The drawing as geometry: boxes, lines, words, each with what it stands for. Whoever draws decides colours and
//! nothing else.
//!
//! **Invariant:** coordinates are whole pixels; two equal scenes are two equal drawings.

use std::rc::Rc;

use crate::model::{ChipKind, ChipOrigin, NodeKind, NodeState, Verdict};
use crate::{icons::Icon, shapes, text};

/// How densely a scene is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Density {
    /// Columns of 170 pixels and more: whole actions, figures, chips with text.
    Wide,
    /// Columns of 140 to 169 pixels: short wordings.
    Compact,
    /// Columns from 132 pixels in lanes hardly higher than their boxes and what hangs below these, for a place that is small.
    Low,
    /// One spine read downward, for less than 560 pixels in all.
    Vertical,
    /// One line of the same shapes, without lanes.
    Strip,
}

impl Density {
    /// The name for classes.
    #[must_use]
    pub fn token(self) -> &'static str {
        match self {
            Self::Wide => "wide",
            Self::Compact => "compact",
            Self::Low => "low",
            Self::Vertical => "vertical",
            Self::Strip => "strip",
        }
    }
}

/// A whole drawing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scene {
    /// How densely it is drawn.
    pub density: Density,
    /// Width of the canvas; more than was given where the columns do not fit.
    pub width: i32,
    /// Height of the canvas.
    pub height: i32,
    /// Accounts from top to bottom. In [`Density::Vertical`] an account that is visited twice has two.
    pub lanes: Vec<Lane>,
    /// Lines, to be drawn before the boxes.
    pub edges: Vec<Edge>,
    /// Principals, sessions, resources.
    pub nodes: Vec<NodeBox>,
    /// What travels.
    pub chips: Vec<ChipBox>,
    /// Calls.
    pub calls: Vec<CallBox>,
    /// Changes of the world.
    pub markers: Vec<Marker>,
    /// What can be focused, in reading order. Repeated nodes are left out.
    pub order: Vec<Item>,
    /// Where the arrow keys lead, entry by entry of `order`.
    pub neighbours: Vec<Neighbours>,
    /// The whole chain in sentences.
    pub caption: String,
}

/// Something that can be focused, by its index in the model.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Item {
    /// A node.
    Node(usize),
    /// A call.
    Call(usize),
    /// A change of the world.
    Change(usize),
}

/// Where the arrow keys lead.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Neighbours {
    /// Arrow left.
    pub left: Option<Item>,
    /// Arrow right.
    pub right: Option<Item>,
    /// Arrow up.
    pub up: Option<Item>,
    /// Arrow down.
    pub down: Option<Item>,
}

/// A direction, of arrow keys and of arrow heads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "four directions")]
pub enum Direction {
    Left,
    Right,
    Up,
    Down,
}

impl Neighbours {
    /// The item in that direction.
    #[must_use]
    pub fn get(&self, direction: Direction) -> Option<Item> {
        match direction {
            Direction::Left => self.left,
            Direction::Right => self.right,
            Direction::Up => self.up,
            Direction::Down => self.down,
        }
    }
}

impl Scene {
    /// A canvas with nothing on it.
    pub(crate) fn empty(density: Density, width: i32, height: i32) -> Self {
        Self {
            density,
            width,
            height,
            lanes: Vec::new(),
            edges: Vec::new(),
            nodes: Vec::new(),
            chips: Vec::new(),
            calls: Vec::new(),
            markers: Vec::new(),
            order: Vec::new(),
            neighbours: Vec::new(),
            caption: String::new(),
        }
    }

    /// The item that an arrow key leads to from that one.
    #[must_use]
    pub fn neighbour(&self, item: Item, direction: Direction) -> Option<Item> {
        let at = self.order.iter().position(|other| *other == item)?;
        self.neighbours.get(at)?.get(direction)
    }

    /// The box of an item.
    #[must_use]
    pub fn rect(&self, item: Item) -> Option<Rect> {
        match item {
            Item::Node(index) => self
                .nodes
                .iter()
                .find(|node| node.node == index && !node.again)
                .map(|node| node.rect),
            Item::Call(index) => {
                self.calls.iter().find(|call| call.call == index).map(|call| call.rect)
            }
            Item::Change(index) => {
                self.markers.iter().find(|marker| marker.change == index).map(|marker| marker.rect)
            }
        }
    }
}

/// A rectangle.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Rect {
    /// Left.
    pub x: i32,
    /// Top.
    pub y: i32,
    /// Width.
    pub w: i32,
    /// Height.
    pub h: i32,
}

impl Rect {
    /// The rectangle with that corner and that size.
    #[must_use]
    pub fn new(x: i32, y: i32, w: i32, h: i32) -> Self {
        Self { x, y, w, h }
    }

    /// The right edge.
    #[must_use]
    pub fn right(self) -> i32 {
        self.x + self.w
    }

    /// The bottom edge.
    #[must_use]
    pub fn bottom(self) -> i32 {
        self.y + self.h
    }

    /// The middle between left and right.
    #[must_use]
    pub fn centre(self) -> i32 {
        self.x + self.w / 2
    }

    /// The middle between top and bottom.
    #[must_use]
    pub fn middle(self) -> i32 {
        self.y + self.h / 2
    }

    /// The rectangle that is larger by so much on every side: selection rings.
    #[must_use]
    pub fn outset(self, by: i32) -> Self {
        Self { x: self.x - by, y: self.y - by, w: self.w + 2 * by, h: self.h + 2 * by }
    }

    /// Whether the two share an area.
    #[must_use]
    pub fn overlaps(self, other: Self) -> bool {
        self.x < other.right()
            && other.x < self.right()
            && self.y < other.bottom()
            && other.y < self.bottom()
    }

    /// Whether the other lies inside.
    #[must_use]
    pub fn contains(self, other: Self) -> bool {
        self.x <= other.x
            && self.y <= other.y
            && other.right() <= self.right()
            && other.bottom() <= self.bottom()
    }
}

/// A point.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Point {
    /// From the left.
    pub x: i32,
    /// From the top.
    pub y: i32,
}

impl Point {
    /// The point there.
    #[must_use]
    pub fn new(x: i32, y: i32) -> Self {
        Self { x, y }
    }
}

/// A part of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Segment {
    /// Lift the pen and go there.
    Move(Point),
    /// A straight line to there.
    Line(Point),
    /// Round a corner to there; the first point is the corner.
    Corner(Point, Point),
    /// Step over another line in a half circle to there.
    Bridge(Point),
}

/// A line.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Path(pub Vec<Segment>);

impl Path {
    /// The line as the `d` attribute of an SVG path.
    #[must_use]
    pub fn d(&self) -> String {
        let mut d = shapes::Pen::new();
        let mut at = Point::default();
        for segment in &self.0 {
            at = match *segment {
                Segment::Move(to) => {
                    d.letter('M').point(to);
                    to
                }
                Segment::Line(to) => {
                    if to.y == at.y {
                        d.letter('H').number(to.x);
                    } else if to.x == at.x {
                        d.letter('V').number(to.y);
                    } else {
                        d.letter('L').point(to);
                    }
                    to
                }
                Segment::Corner(corner, to) => {
                    d.letter('Q').point(corner).point(to);
                    to
                }
                Segment::Bridge(to) => {
                    let radius = (to.x - at.x).abs() / 2;
                    let sweep = i32::from(to.x > at.x);
                    d.letter('A').number(radius).number(radius).number(0).number(0).number(sweep);
                    d.point(to);
                    to
                }
            };
        }
        d.finish()
    }
}

/// What a piece of text is. It decides size, weight and face; colours belong to whoever draws.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TextRole {
    /// Name of an account.
    AccountName,
    /// Number of an account.
    AccountId,
    /// Place in the organization.
    AccountPath,
    /// Name of a node.
    Name,
    /// Line under the name.
    Sub,
    /// End of a session, or that there is none.
    Expiry,
    /// Action of a call.
    Action,
    /// Verdict of a call.
    Verdict,
    /// Line under the verdict.
    Figure,
    /// Number in a disc.
    Number,
    /// Words of a chip.
    Chip,
    /// Words of a marker.
    Marker,
}

impl TextRole {
    /// The size in pixels; never less than 11.
    #[must_use]
    pub fn size(self) -> i32 {
        match self {
            Self::AccountName | Self::Name | Self::Verdict => 13,
            Self::AccountId | Self::AccountPath | Self::Sub | Self::Action | Self::Figure => 12,
            Self::Expiry | Self::Number | Self::Chip | Self::Marker => 11,
        }
    }

    /// The weight.
    #[must_use]
    pub fn weight(self) -> i32 {
        match self {
            Self::AccountName | Self::Name | Self::Verdict | Self::Number => 600,
            _ => 400,
        }
    }

    /// Whether it is set in the monospaced face: what a person could paste.
    #[must_use]
    pub fn is_mono(self) -> bool {
        matches!(self, Self::AccountId | Self::Action)
    }

    /// The name for classes.
    #[must_use]
    pub fn token(self) -> &'static str {
        match self {
            Self::AccountName => "account-name",
            Self::AccountId => "account-id",
            Self::AccountPath => "account-path",
            Self::Name => "name",
            Self::Sub => "sub",
            Self::Expiry => "expiry",
            Self::Action => "action",
            Self::Verdict => "verdict",
            Self::Figure => "figure",
            Self::Number => "number",
            Self::Chip => "chip-text",
            Self::Marker => "marker-text",
        }
    }

    /// How wide a text in this role is at most.
    #[must_use]
    pub fn width(self, words: &str) -> i32 {
        text::width(words, self.size(), self.is_mono())
    }

    /// The text, cut in the middle where it is wider than `room`.
    #[must_use]
    pub fn cut(self, words: &str, room: i32) -> String {
        text::cut(words, self.size(), self.is_mono(), room)
    }

    /// The first wording that fits, else the last one cut.
    #[must_use]
    pub fn fit(self, wordings: &[&str], room: i32) -> String {
        text::fit(wordings, self.size(), self.is_mono(), room)
    }
}

/// Which end of a text stands at its x.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Anchor {
    /// The beginning.
    Start,
    /// The middle.
    Middle,
    /// The end.
    End,
}

impl Anchor {
    /// The value of `text-anchor`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Start => "start",
            Self::Middle => "middle",
            Self::End => "end",
        }
    }
}

/// A line of text; `y` is the base line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text {
    /// Where the anchor stands.
    pub x: i32,
    /// The base line.
    pub y: i32,
    /// Which end stands at `x`.
    pub anchor: Anchor,
    /// What it is.
    pub role: TextRole,
    /// The words as drawn, perhaps cut.
    pub words: String,
    /// The words in full.
    pub full: Rc<str>,
}

impl Text {
    /// Whether the words are cut, so that the full ones belong into a tooltip.
    #[must_use]
    pub fn is_cut(&self) -> bool {
        self.words != *self.full
    }

    /// Whether a part of the words was cut out, rather than a shorter wording taken.
    #[must_use]
    pub fn is_elided(&self) -> bool {
        self.is_cut() && self.words.contains(text::ELLIPSIS)
    }

    /// The area that the words take at most.
    #[must_use]
    pub fn extent(&self) -> Rect {
        let (w, size) = (self.role.width(&self.words), self.role.size());
        let x = match self.anchor {
            Anchor::Start => self.x,
            Anchor::Middle => self.x - w / 2,
            Anchor::End => self.x - w,
        };
        Rect::new(x, self.y - size * 4 / 5, w, size)
    }
}

/// An icon of 16 by 16 units at a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PlacedIcon {
    /// Which.
    pub icon: Icon,
    /// Left.
    pub x: i32,
    /// Top.
    pub y: i32,
    /// Edge length: 16 or 12.
    pub size: i32,
}

impl PlacedIcon {
    /// The value of `transform` that brings the icon's paths to their place.
    #[must_use]
    pub fn transform(&self) -> String {
        let mut value = format!("translate({} {})", self.x, self.y);
        if self.size == 12 {
            value.push_str(" scale(.75)");
        }
        value
    }
}

/// A disc with a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Disc {
    /// Middle.
    pub cx: i32,
    /// Middle.
    pub cy: i32,
    /// Radius.
    pub r: i32,
}

/// A lane: an account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lane {
    /// The account, by its index in the model.
    pub account: usize,
    /// The whole lane.
    pub rect: Rect,
    /// The coloured square beside the name.
    pub square: Rect,
    /// Number of the account's colour, 1 to 6; 0 for what is in no account.
    pub colour: u8,
    /// Name, number and place in the organization.
    pub texts: Vec<Text>,
    /// The lane in words.
    pub label: String,
}

/// A principal, a session or a resource.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NodeBox {
    /// The node, by its index in the model.
    pub node: usize,
    /// Whether this only takes up a node that stands further up, so that a branch can be read downward.
    pub again: bool,
    /// Its box; the outline lies inside and touches all four sides.
    pub rect: Rect,
    /// What it is.
    pub kind: NodeKind,
    /// How real it is.
    pub state: NodeState,
    /// Whether it is a ticket with a stub below, rather than a small one.
    pub torn_across: bool,
    /// Name, line under it, end.
    pub texts: Vec<Text>,
    /// Its icon.
    pub icon: PlacedIcon,
    /// The tear line of a ticket.
    pub tear: Option<Path>,
    /// The life bar of a session.
    pub life: Option<LifeBar>,
    /// The node in words.
    pub label: String,
}

impl NodeBox {
    /// The outline as the `d` attribute of an SVG path.
    #[must_use]
    pub fn outline(&self) -> String {
        shapes::outline(self.kind, self.rect, self.torn_across)
    }
}

/// A bar that shows how much of a session's life remains.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LifeBar {
    /// The whole life.
    pub track: Rect,
    /// What remains of it.
    pub fill: Rect,
}

/// A call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CallBox {
    /// The call, by its index in the model.
    pub call: usize,
    /// Its card, with corners of [`shapes::CARD_RADIUS`].
    pub rect: Rect,
    /// How it ended.
    pub verdict: Verdict,
    /// Whether it is the one loud thing: the first denial.
    pub loud: bool,
    /// The disc under its number.
    pub disc: Disc,
    /// The verdict's icon.
    pub icon: PlacedIcon,
    /// Number, action, verdict, figure.
    pub texts: Vec<Text>,
    /// The call in words.
    pub label: String,
}

impl CallBox {
    /// The card as the `d` attribute of an SVG path.
    #[must_use]
    pub fn outline(&self) -> String {
        shapes::rounded(self.rect, shapes::CARD_RADIUS)
    }

    /// The selection ring, four pixels off, as the `d` attribute of an SVG path.
    #[must_use]
    pub fn ring(&self) -> String {
        shapes::rounded(self.rect.outset(4), shapes::CARD_RADIUS + 4)
    }
}

/// What a line stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum EdgeKind {
    /// From a caller with several calls to where they part; it has no verdict.
    Trunk,
    /// From the caller (or its trunk) to the call.
    Ask,
    /// From the call to its target.
    Reach,
}

/// A line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edge {
    /// What it stands for.
    pub kind: EdgeKind,
    /// The call, by its index in the model; nothing for trunks.
    pub call: Option<usize>,
    /// The node at the other end: the caller, or the target of a [`EdgeKind::Reach`].
    pub node: usize,
    /// Verdict of the call; nothing for trunks.
    pub verdict: Option<Verdict>,
    /// The line, without its head.
    pub path: Path,
    /// Where it begins.
    pub start: Point,
    /// Where it ends, head included.
    pub end: Point,
    /// What it ends with.
    pub head: Option<Head>,
}

impl Edge {
    /// The line from a call to its target: the begun path goes on straight to the border, and ends as the verdict says.
    pub(crate) fn reach(
        call: usize,
        verdict: Verdict,
        node: usize,
        mut begun: Vec<Segment>,
        start: Point,
        border: Point,
        direction: Direction,
    ) -> Self {
        let before = |by: i32| match direction {
            Direction::Down => Point::new(border.x, border.y - by),
            Direction::Up => Point::new(border.x, border.y + by),
            Direction::Right => Point::new(border.x - by, border.y),
            Direction::Left => Point::new(border.x + by, border.y),
        };
        let (kind, at, line_end) = match verdict {
            Verdict::Denied => {
                let bar = before(shapes::STOP_GAP);
                (HeadKind::Stop, bar, bar)
            }
            Verdict::Allowed => (HeadKind::Filled, border, before(shapes::HEAD_LENGTH)),
            Verdict::NotReached | Verdict::Undecided => {
                (HeadKind::Open, border, before(shapes::HEAD_LENGTH))
            }
        };
        begun.push(Segment::Line(line_end));
        Self {
            kind: EdgeKind::Reach,
            call: Some(call),
            node,
            verdict: Some(verdict),
            path: Path(begun),
            start,
            end: at,
            head: Some(Head { kind, at, direction }),
        }
    }

    /// The line from a caller to its call.
    pub(crate) fn ask(
        call: usize,
        verdict: Verdict,
        node: usize,
        path: Path,
        start: Point,
        end: Point,
    ) -> Self {
        let (call, verdict) = (Some(call), Some(verdict));
        Self { kind: EdgeKind::Ask, call, node, verdict, path, start, end, head: None }
    }
}

/// The end of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Head {
    /// Which.
    pub kind: HeadKind,
    /// The tip, or the middle of the bar.
    pub at: Point,
    /// Where it points.
    pub direction: Direction,
}

/// The ends of lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum HeadKind {
    /// A filled arrow that touches the target: allowed.
    Filled,
    /// An open arrow that touches the target: not reached, undecided.
    Open,
    /// A bar before the target: denied.
    Stop,
}

impl Head {
    /// The head as the `d` attribute of an SVG path.
    #[must_use]
    pub fn d(&self) -> String {
        shapes::head(self)
    }
}

/// Something that travels, under the session that has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChipBox {
    /// The node, by its index in the model.
    pub node: usize,
    /// Its box.
    pub rect: Rect,
    /// Which kind.
    pub kind: ChipKind,
    /// How it came here; of several in one chip, the most pressing.
    pub origin: ChipOrigin,
    /// What it stands for, to light up the same along the chain: keys, `SourceIdentity` for the source identity.
    pub keys: Vec<Rc<str>>,
    /// Its icon.
    pub icon: PlacedIcon,
    /// Its words.
    pub text: Text,
    /// The chip in words.
    pub label: String,
}

/// A change of the world.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Marker {
    /// The change, by its index in the model.
    pub change: usize,
    /// Its box.
    pub rect: Rect,
    /// The disc under its number.
    pub disc: Disc,
    /// A pencil, or the verdict's icon where the change did not happen.
    pub icon: PlacedIcon,
    /// Number and operation.
    pub texts: Vec<Text>,
    /// How it ended.
    pub verdict: Verdict,
    /// The change in words.
    pub label: String,
}
