//! A chain in one line of at most 120 by 20 pixels, for cards of the gallery: a dot for who begins, then a line and the
//! verdict's icon for every call.

use crate::icons::Icon;
use crate::model::{Model, Verdict};
use crate::scene::{Path, PlacedIcon, Point, Segment};

/// The height of every glyph.
pub const HEIGHT: i32 = 20;
/// The width of the widest glyph.
pub const WIDTH: i32 = 120;
/// Calls that a glyph shows at most; further ones in the middle become three dots.
pub const MOST: usize = 5;

/// A glyph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Glyph {
    /// Its width.
    pub width: i32,
    /// Middle of the dot of who begins; its radius is 3.
    pub start: Point,
    /// A line and an icon for each call that is shown.
    pub calls: Vec<GlyphCall>,
    /// Middles of the three dots that stand for calls left out; their radius is 1.
    pub dots: Vec<Point>,
    /// The glyph in words: `4 calls: allowed, allowed, denied, not reached`.
    pub label: String,
}

/// A call in a glyph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GlyphCall {
    /// How it ended.
    pub verdict: Verdict,
    /// The line to it, with dashes as [`crate::shapes::dashes`] says.
    pub line: Path,
    /// Its icon.
    pub icon: PlacedIcon,
}

/// Draws the verdicts of a chain.
#[must_use]
pub fn glyph(model: &Model) -> Glyph {
    let verdicts: Vec<Verdict> = model.calls.iter().map(|call| call.verdict).collect();
    of_verdicts(&verdicts)
}

/// Draws a row of verdicts.
#[must_use]
pub fn of_verdicts(verdicts: &[Verdict]) -> Glyph {
    const LINE: i32 = 6;
    let middle = HEIGHT / 2;
    let start = Point::new(3, middle);
    let left_out = verdicts.len().saturating_sub(MOST);
    // The first calls and the last one are what tells chains apart.
    let shown: Vec<(usize, Verdict)> = verdicts
        .iter()
        .copied()
        .enumerate()
        .filter(|(index, _)| left_out == 0 || *index < MOST - 2 || index + 1 == verdicts.len())
        .collect();
    let mut calls = Vec::with_capacity(shown.len());
    let mut dots = Vec::new();
    let mut x = 6;
    let mut before = 0;
    for (index, verdict) in shown {
        if index > before {
            dots = (0..3).map(|dot| Point::new(x + 5 + 5 * dot, middle)).collect();
            x += 18;
        }
        before = index + 1;
        let from = Point::new(x + 1, middle);
        let to = Point::new(x + LINE, middle);
        let line = Path(vec![Segment::Move(from), Segment::Line(to)]);
        let icon = PlacedIcon { icon: Icon::of_verdict(verdict), x: to.x, y: middle - 8, size: 16 };
        calls.push(GlyphCall { verdict, line, icon });
        x = to.x + 16;
    }
    let words: Vec<&str> = verdicts.iter().map(|verdict| verdict.lower()).collect();
    let label = match verdicts.len() {
        0 => "No calls".to_owned(),
        1 => format!("1 call: {}", words.join(", ")),
        number => format!("{number} calls: {}", words.join(", ")),
    };
    Glyph { width: x + 1, start, calls, dots, label }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_glyph_is_never_wider_than_its_card_allows() {
        for number in 0..40 {
            let verdicts = vec![Verdict::Denied; number];
            assert!(of_verdicts(&verdicts).width <= WIDTH, "{number}");
        }
    }

    #[test]
    fn a_long_chain_keeps_its_end() {
        let mut verdicts = vec![Verdict::Allowed; 9];
        verdicts.push(Verdict::Denied);
        let glyph = of_verdicts(&verdicts);
        assert_eq!(glyph.calls.len(), 4);
        assert_eq!(glyph.dots.len(), 3);
        assert_eq!(glyph.calls.last().map(|call| call.verdict), Some(Verdict::Denied));
    }
}
