//! The outlines: who is who is told by the shape before any word or colour.
//!
//! Users have round ends, sessions are tickets with a tear line, federated callers have a cut corner, services pointed
//! ends, resources square corners. Every outline touches all four sides of its box, in the middle of the sides too.

use crate::model::{NodeKind, NodeState, Verdict};
use crate::scene::{Direction, Head, HeadKind, Point, Rect};

/// Corners of call cards.
pub const CARD_RADIUS: i32 = 6;
/// Corners of lanes.
pub const LANE_RADIUS: i32 = 8;
/// Corners of chips.
pub const CHIP_RADIUS: i32 = 4;
/// Height of a ticket's stub, below the tear line.
pub const STUB: i32 = 18;
/// From the right end of a small ticket to its upright tear line.
pub const SMALL_STUB: i32 = 12;

const NOTCH: i32 = 4;
const CUT: i32 = 12;

/// Writes the `d` attribute of a path. Numbers are whole, so no printing of fractions is needed.
#[derive(Debug, Clone, Default)]
pub struct Pen {
    d: String,
    after_letter: bool,
}

impl Pen {
    /// An empty path.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// A command.
    pub fn letter(&mut self, letter: char) -> &mut Self {
        self.d.push(letter);
        self.after_letter = true;
        self
    }

    /// A number after its command or another number.
    pub fn number(&mut self, number: i32) -> &mut Self {
        if !self.after_letter && number >= 0 {
            self.d.push(' ');
        }
        self.after_letter = false;
        self.d.push_str(&number.to_string());
        self
    }

    /// Two numbers.
    pub fn point(&mut self, point: Point) -> &mut Self {
        self.number(point.x).number(point.y)
    }

    /// `M x y`.
    pub fn go(&mut self, x: i32, y: i32) -> &mut Self {
        self.letter('M').number(x).number(y)
    }

    /// `L x y`.
    pub fn line(&mut self, x: i32, y: i32) -> &mut Self {
        self.letter('L').number(x).number(y)
    }

    /// A quarter circle to there; `inward` for notches.
    pub fn arc(&mut self, radius: i32, inward: bool, x: i32, y: i32) -> &mut Self {
        self.letter('A').number(radius).number(radius).number(0).number(0);
        self.number(i32::from(!inward)).number(x).number(y)
    }

    /// `Z`, and the finished text.
    #[must_use]
    pub fn close(&mut self) -> String {
        self.d.push('Z');
        self.finish()
    }

    /// The finished text.
    #[must_use]
    pub fn finish(&mut self) -> String {
        std::mem::take(&mut self.d)
    }
}

/// The outline of a node. A ticket is torn across (with a stub for its end) or, where it is small, upright.
#[must_use]
pub fn outline(kind: NodeKind, rect: Rect, torn_across: bool) -> String {
    match kind {
        NodeKind::User | NodeKind::Root | NodeKind::Anonymous => rounded(rect, rect.h / 2),
        NodeKind::Role | NodeKind::UserSession | NodeKind::FederatedUser if torn_across => {
            ticket(rect)
        }
        NodeKind::Role | NodeKind::UserSession | NodeKind::FederatedUser => small_ticket(rect),
        NodeKind::Saml | NodeKind::Oidc => cut_corner(rect),
        NodeKind::Service => pointed(rect),
        NodeKind::Resource => rounded(rect, 0),
    }
}

/// A rectangle with round corners.
#[must_use]
pub fn rounded(rect: Rect, radius: i32) -> String {
    let (left, top, right, bottom) = (rect.x, rect.y, rect.right(), rect.bottom());
    let mut d = Pen::new();
    if radius == 0 {
        return d.go(left, top).line(right, top).line(right, bottom).line(left, bottom).close();
    }
    d.go(left + radius, top).line(right - radius, top).arc(radius, false, right, top + radius);
    d.line(right, bottom - radius).arc(radius, false, right - radius, bottom);
    d.line(left + radius, bottom).arc(radius, false, left, bottom - radius);
    d.line(left, top + radius).arc(radius, false, left + radius, top).close()
}

fn ticket(rect: Rect) -> String {
    let (left, top, right, bottom) = (rect.x, rect.y, rect.right(), rect.bottom());
    let (r, tear) = (CARD_RADIUS, tear_height(rect));
    let mut d = Pen::new();
    d.go(left + r, top).line(right - r, top).arc(r, false, right, top + r);
    d.line(right, tear - NOTCH).arc(NOTCH, true, right, tear + NOTCH);
    d.line(right, bottom - r).arc(r, false, right - r, bottom);
    d.line(left + r, bottom).arc(r, false, left, bottom - r);
    d.line(left, tear + NOTCH).arc(NOTCH, true, left, tear - NOTCH);
    d.line(left, top + r).arc(r, false, left + r, top).close()
}

fn small_ticket(rect: Rect) -> String {
    let (left, top, right, bottom) = (rect.x, rect.y, rect.right(), rect.bottom());
    let (r, notch, tear) = (CARD_RADIUS, 3, rect.right() - SMALL_STUB);
    let mut d = Pen::new();
    d.go(left + r, top).line(tear - notch, top).arc(notch, true, tear + notch, top);
    d.line(right - r, top).arc(r, false, right, top + r);
    d.line(right, bottom - r).arc(r, false, right - r, bottom);
    d.line(tear + notch, bottom).arc(notch, true, tear - notch, bottom);
    d.line(left + r, bottom).arc(r, false, left, bottom - r);
    d.line(left, top + r).arc(r, false, left + r, top).close()
}

fn cut_corner(rect: Rect) -> String {
    let (left, top, right, bottom) = (rect.x, rect.y, rect.right(), rect.bottom());
    let r = CHIP_RADIUS;
    let mut d = Pen::new();
    d.go(left + CUT, top).line(right - r, top).arc(r, false, right, top + r);
    d.line(right, bottom - r).arc(r, false, right - r, bottom);
    d.line(left + r, bottom).arc(r, false, left, bottom - r).line(left, top + CUT).close()
}

fn pointed(rect: Rect) -> String {
    let (left, top, right, bottom) = (rect.x, rect.y, rect.right(), rect.bottom());
    let mut d = Pen::new();
    d.go(left + CUT, top).line(right - CUT, top).line(right, rect.middle());
    d.line(right - CUT, bottom).line(left + CUT, bottom).line(left, rect.middle()).close()
}

/// How far text must keep from the sides of a shape beyond the usual; nothing for straight sides.
#[must_use]
pub fn side_inset(kind: NodeKind) -> Option<i32> {
    match kind {
        NodeKind::User | NodeKind::Root | NodeKind::Anonymous | NodeKind::Service => Some(8),
        _ => None,
    }
}

/// Where a ticket is torn across.
#[must_use]
pub fn tear_height(rect: Rect) -> i32 {
    rect.bottom() - STUB
}

/// The head of a line.
#[must_use]
pub fn head(head: &Head) -> String {
    let Point { x, y } = head.at;
    let mut d = Pen::new();
    if head.kind == HeadKind::Stop {
        return match head.direction {
            Direction::Up | Direction::Down => d.go(x - 9, y).line(x + 9, y).finish(),
            Direction::Left | Direction::Right => d.go(x, y - 9).line(x, y + 9).finish(),
        };
    }
    let (long, half) = (HEAD_LENGTH, 5);
    match head.direction {
        Direction::Down => d.go(x - half, y - long).line(x + half, y - long).line(x, y).close(),
        Direction::Up => d.go(x - half, y + long).line(x + half, y + long).line(x, y).close(),
        Direction::Right => d.go(x - long, y - half).line(x - long, y + half).line(x, y).close(),
        Direction::Left => d.go(x + long, y - half).line(x + long, y + half).line(x, y).close(),
    }
}

/// From the tip of an arrow to where its line ends.
pub const HEAD_LENGTH: i32 = 8;
/// From a target to the stop bar before it.
pub const STOP_GAP: i32 = 12;

/// The pattern of a call's lines; nothing for a solid one.
#[must_use]
pub fn dashes(verdict: Verdict) -> Option<&'static str> {
    match verdict {
        Verdict::Allowed => None,
        Verdict::Denied => Some("6 4"),
        Verdict::NotReached => Some("1.5 4"),
        Verdict::Undecided => Some("8 4 1.5 4"),
    }
}

/// The pattern of a node's outline; nothing for a solid one.
#[must_use]
pub fn outline_dashes(state: NodeState) -> Option<&'static str> {
    match state {
        NodeState::Present => None,
        NodeState::NotIssued => Some("6 4"),
        NodeState::NotReached => Some("1.5 4"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BOX: Rect = Rect { x: 10, y: 20, w: 160, h: 60 };

    /// Every end point of the outline.
    fn points(d: &str) -> Vec<(i32, i32)> {
        let spaced: String = d
            .chars()
            .flat_map(|c| if c.is_ascii_alphabetic() { vec![' ', c, ' '] } else { vec![c] })
            .collect();
        let mut words = spaced.split_whitespace().peekable();
        let mut points = Vec::new();
        while let Some(letter) = words.next() {
            let mut numbers = Vec::new();
            while let Some(number) = words.peek().and_then(|word| word.parse::<i32>().ok()) {
                numbers.push(number);
                words.next();
            }
            if letter != "Z" {
                points.push((numbers[numbers.len() - 2], numbers[numbers.len() - 1]));
            }
        }
        points
    }

    #[test]
    fn every_outline_touches_all_four_sides_and_stays_inside() {
        use NodeKind::*;
        for kind in
            [User, Root, Role, UserSession, FederatedUser, Saml, Oidc, Service, Resource, Anonymous]
        {
            for torn in [true, false] {
                let points = points(&outline(kind, BOX, torn));
                let xs = points.iter().map(|point| point.0);
                let ys = points.iter().map(|point| point.1);
                assert_eq!(xs.clone().min(), Some(BOX.x), "{kind:?}");
                assert_eq!(xs.max(), Some(BOX.right()), "{kind:?}");
                assert_eq!(ys.clone().min(), Some(BOX.y), "{kind:?}");
                assert_eq!(ys.max(), Some(BOX.bottom()), "{kind:?}");
            }
        }
    }

    #[test]
    fn shapes_differ() {
        let shapes =
            [NodeKind::User, NodeKind::Role, NodeKind::Saml, NodeKind::Service, NodeKind::Resource]
                .map(|kind| outline(kind, BOX, true));
        for (index, shape) in shapes.iter().enumerate() {
            assert!(!shapes[index + 1..].contains(shape));
        }
    }

    #[test]
    fn a_ticket_is_notched_at_its_tear_line() {
        let d = outline(NodeKind::Role, BOX, true);
        assert!(d.contains("L170 58A4 4 0 0 0 170 66"), "{d}");
        assert!(d.contains("L10 66A4 4 0 0 0 10 58"), "{d}");
    }

    #[test]
    fn an_arrow_ends_in_its_tip_and_a_bar_lies_across() {
        let at = Point::new(50, 90);
        let arrow = head(&Head { kind: HeadKind::Filled, at, direction: Direction::Down });
        assert_eq!(arrow, "M45 82L55 82L50 90Z");
        let bar = head(&Head { kind: HeadKind::Stop, at, direction: Direction::Down });
        assert_eq!(bar, "M41 90L59 90");
    }

    #[test]
    fn verdicts_differ_in_their_dashes() {
        let patterns = Verdict::ALL.map(dashes);
        for (index, pattern) in patterns.iter().enumerate() {
            assert!(!patterns[index + 1..].contains(pattern));
        }
    }

    #[test]
    fn numbers_are_packed_without_ambiguity() {
        let mut pen = Pen::new();
        assert_eq!(pen.go(-4, 3).line(5, -6).finish(), "M-4 3L5-6");
    }
}
