//! Scene to SVG: a drawing that stands alone, with every colour in it.
//!
//! The page draws the same scene with classes instead; this is for export, for documents and for looking at.

use crate::model::{ChipOrigin, NodeState, Verdict};
use crate::scene::{
    CallBox, ChipBox, Disc, Edge, HeadKind, Lane, Marker, NodeBox, PlacedIcon, Rect, Scene, Text,
    TextRole,
};
use crate::shapes;
use crate::theme::Theme;

/// The page's own typefaces, in its order: `system-ui` can be a wide one, so it comes late.
const SANS: &str = "-apple-system,BlinkMacSystemFont,'Segoe UI',Roboto,Ubuntu,Cantarell,'Noto Sans',\
    'DejaVu Sans Condensed',system-ui,sans-serif";
const MONO: &str = "ui-monospace,'SF Mono','Cascadia Mono',Menlo,Consolas,'Liberation Mono',\
    'DejaVu Sans Mono',monospace";

/// Draws a scene. `title` is what the drawing is called.
#[must_use]
pub fn draw(scene: &Scene, title: &str, theme: &Theme) -> String {
    let mut svg = Writer { out: String::with_capacity(16 * 1024), theme };
    svg.open("svg");
    svg.attribute("xmlns", "http://www.w3.org/2000/svg");
    svg.attribute("viewBox", &format!("0 0 {} {}", scene.width, scene.height));
    svg.number("width", scene.width);
    svg.number("height", scene.height);
    svg.attribute("role", "img");
    svg.attribute("font-family", SANS);
    svg.end();
    svg.element("title", title);
    svg.element("desc", &scene.caption);
    let whole = Rect::new(0, 0, scene.width, scene.height);
    svg.path(&shapes::rounded(whole, 0), &Paint::fill(theme.canvas));
    // Lines of one pixel are sharp in the middle of pixels.
    svg.open("g");
    svg.attribute("transform", "translate(.5 .5)");
    svg.attribute("stroke-linecap", "round");
    svg.attribute("stroke-linejoin", "round");
    svg.end();
    for lane in &scene.lanes {
        svg.lane(lane);
    }
    for edge in &scene.edges {
        svg.edge(edge);
    }
    for node in &scene.nodes {
        svg.node(node);
    }
    for chip in &scene.chips {
        svg.chip(chip);
    }
    for marker in &scene.markers {
        svg.marker(marker);
    }
    for call in &scene.calls {
        svg.call(call);
    }
    svg.close("g");
    svg.close("svg");
    svg.out
}

/// The text with everything replaced that has a meaning in XML; characters that XML cannot hold become spaces, and those
/// that would turn the direction of what follows are seen instead.
#[must_use]
pub fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in iam::visible(text).chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\u{fffe}' | '\u{ffff}' => escaped.push(' '),
            character if character.is_control() => escaped.push(' '),
            character => escaped.push(character),
        }
    }
    escaped
}

/// How a shape is painted.
#[derive(Clone, Copy, Default)]
struct Paint {
    fill: Option<&'static str>,
    stroke: Option<&'static str>,
    /// Tenths of a pixel; 0 means the width that the surroundings set.
    width: i32,
    dashes: Option<&'static str>,
}

impl Paint {
    fn fill(fill: &'static str) -> Self {
        Self { fill: Some(fill), ..Self::default() }
    }

    fn line(stroke: &'static str, width: i32, dashes: Option<&'static str>) -> Self {
        Self { fill: None, stroke: Some(stroke), width, dashes }
    }

    fn outlined(fill: &'static str, stroke: &'static str, width: i32) -> Self {
        Self { fill: Some(fill), stroke: Some(stroke), width, dashes: None }
    }
}

struct Writer<'a> {
    out: String,
    theme: &'a Theme,
}

impl Writer<'_> {
    fn open(&mut self, name: &str) {
        self.out.push('<');
        self.out.push_str(name);
    }

    fn attribute(&mut self, name: &str, value: &str) {
        self.out.push(' ');
        self.out.push_str(name);
        self.out.push_str("=\"");
        self.out.push_str(&escape(value));
        self.out.push('"');
    }

    fn number(&mut self, name: &str, value: i32) {
        self.attribute(name, &value.to_string());
    }

    fn end(&mut self) {
        self.out.push('>');
    }

    fn end_empty(&mut self) {
        self.out.push_str("/>");
    }

    fn close(&mut self, name: &str) {
        self.out.push_str("</");
        self.out.push_str(name);
        self.out.push('>');
    }

    fn element(&mut self, name: &str, content: &str) {
        self.open(name);
        self.end();
        self.out.push_str(&escape(content));
        self.close(name);
    }

    fn paint(&mut self, paint: &Paint) {
        self.attribute("fill", paint.fill.unwrap_or("none"));
        if let Some(stroke) = paint.stroke {
            self.attribute("stroke", stroke);
            if paint.width > 0 {
                self.attribute("stroke-width", &tenths(paint.width));
            }
        }
        if let Some(dashes) = paint.dashes {
            self.attribute("stroke-dasharray", dashes);
        }
    }

    fn path(&mut self, d: &str, paint: &Paint) {
        self.open("path");
        self.attribute("d", d);
        self.paint(paint);
        self.end_empty();
    }

    fn group(&mut self, title: &str) {
        self.open("g");
        self.end();
        if !title.is_empty() {
            self.element("title", title);
        }
    }

    fn words(&mut self, text: &Text, colour: &str) {
        self.open("text");
        self.number("x", text.x);
        self.number("y", text.y);
        self.number("font-size", text.role.size());
        self.attribute("fill", colour);
        if text.role.weight() != 400 {
            self.number("font-weight", text.role.weight());
        }
        if text.role.is_mono() {
            self.attribute("font-family", MONO);
        }
        if text.anchor.as_str() != "start" {
            self.attribute("text-anchor", text.anchor.as_str());
        }
        self.end();
        if text.is_cut() {
            self.element("title", &text.full);
        }
        self.out.push_str(&escape(&text.words));
        self.close("text");
    }

    fn icon(&mut self, placed: &PlacedIcon, colour: &'static str) {
        self.open("g");
        self.attribute("transform", &placed.transform());
        self.attribute("fill", "none");
        self.attribute("stroke", colour);
        self.attribute("stroke-width", "1.5");
        self.end();
        for stroke in placed.icon.strokes() {
            self.open("path");
            self.attribute("d", stroke);
            self.end_empty();
        }
        self.close("g");
    }

    fn disc(&mut self, disc: Disc, colour: &'static str) {
        self.open("circle");
        self.number("cx", disc.cx);
        self.number("cy", disc.cy);
        self.number("r", disc.r);
        self.paint(&Paint::outlined(self.theme.raised, colour, 10));
        self.end_empty();
    }

    fn lane(&mut self, lane: &Lane) {
        let theme = self.theme;
        self.group(&lane.label);
        let frame = Paint::outlined(theme.surface, theme.line, 10);
        self.path(&shapes::rounded(lane.rect, shapes::LANE_RADIUS), &frame);
        let square = shapes::rounded(lane.square, 2);
        self.path(
            &square,
            &match lane.colour {
                0 => Paint::line(theme.line_strong, 10, None),
                colour => Paint::fill(theme.account(colour)),
            },
        );
        for text in &lane.texts {
            let colour = if text.role == TextRole::AccountName { theme.text } else { theme.text_3 };
            self.words(text, colour);
        }
        self.close("g");
    }

    fn edge(&mut self, edge: &Edge) {
        let colour =
            edge.verdict.map_or(self.theme.line_strong, |verdict| self.theme.verdict(verdict));
        let dashes = edge.verdict.and_then(shapes::dashes);
        self.path(&edge.path.d(), &Paint::line(colour, 16, dashes));
        let Some(head) = &edge.head else { return };
        self.path(
            &head.d(),
            &match head.kind {
                HeadKind::Filled => Paint::outlined(colour, colour, 10),
                HeadKind::Open => Paint::outlined(self.theme.surface, colour, 12),
                HeadKind::Stop => Paint::line(colour, 30, None),
            },
        );
    }

    fn node(&mut self, node: &NodeBox) {
        let theme = self.theme;
        let (name, sub) = match node.state {
            NodeState::Present => (theme.text, theme.text_2),
            NodeState::NotIssued => (theme.text_2, theme.text_3),
            NodeState::NotReached => (theme.idle, theme.idle),
        };
        let fill = if node.state == NodeState::Present { theme.raised } else { theme.surface };
        self.group(&node.label);
        let mut outline = Paint::outlined(fill, theme.line_strong, 12);
        outline.dashes = shapes::outline_dashes(node.state);
        self.path(&node.outline(), &outline);
        if let Some(tear) = &node.tear {
            self.path(&tear.d(), &Paint::line(theme.line_strong, 10, Some("1.5 4")));
        }
        if let Some(life) = &node.life {
            self.path(&shapes::rounded(life.track, 2), &Paint::fill(theme.line));
            if life.fill.w > 0 {
                let radius = (life.fill.w / 2).min(2);
                self.path(&shapes::rounded(life.fill, radius), &Paint::fill(theme.accent));
            }
        }
        self.icon(&node.icon, sub);
        for text in &node.texts {
            self.words(text, if text.role == TextRole::Name { name } else { sub });
        }
        self.close("g");
    }

    fn chip(&mut self, chip: &ChipBox) {
        let theme = self.theme;
        let (colour, paint) = match chip.origin {
            ChipOrigin::Set => (theme.carry, Paint::fill(theme.carry_soft)),
            ChipOrigin::Inherited => (theme.carry, Paint::line(theme.carry, 10, None)),
            ChipOrigin::WouldCome => (theme.idle, Paint::line(theme.idle, 10, Some("1.5 3"))),
            ChipOrigin::Conflict => (theme.deny, Paint::line(theme.deny, 10, None)),
        };
        self.group(&chip.label);
        self.path(&shapes::rounded(chip.rect, shapes::CHIP_RADIUS), &paint);
        self.icon(&chip.icon, colour);
        self.words(&chip.text, colour);
        self.close("g");
    }

    fn marker(&mut self, marker: &Marker) {
        let theme = self.theme;
        let colour = match marker.verdict {
            Verdict::Allowed => theme.text_2,
            other => theme.verdict(other),
        };
        self.group(&marker.label);
        let paint = Paint::outlined(theme.sunken, theme.line, 10);
        self.path(&shapes::rounded(marker.rect, marker.rect.h / 2), &paint);
        self.disc(marker.disc, theme.line_strong);
        self.icon(&marker.icon, colour);
        for text in &marker.texts {
            self.words(text, if text.role == TextRole::Number { theme.text } else { theme.text_2 });
        }
        self.close("g");
    }

    fn call(&mut self, call: &CallBox) {
        let theme = self.theme;
        let colour = theme.verdict(call.verdict);
        self.group(&call.label);
        let mut paint = if call.loud {
            Paint::outlined(theme.deny_soft, colour, 20)
        } else {
            Paint::outlined(theme.raised, colour, 12)
        };
        paint.dashes = match call.verdict {
            Verdict::NotReached => Some("1.5 4"),
            _ => None,
        };
        self.path(&call.outline(), &paint);
        self.disc(call.disc, theme.line_strong);
        self.icon(&call.icon, colour);
        for text in &call.texts {
            let colour = match text.role {
                TextRole::Verdict => colour,
                TextRole::Figure => theme.text_2,
                _ if call.verdict == Verdict::NotReached => theme.idle,
                _ => theme.text,
            };
            self.words(text, colour);
        }
        self.close("g");
    }
}

/// Tenths as a decimal number: `16` is `1.6`, `20` is `2`.
fn tenths(number: i32) -> String {
    match number % 10 {
        0 => (number / 10).to_string(),
        tenth => format!("{}.{tenth}", number / 10),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_xml_would_read_is_escaped() {
        assert_eq!(escape("a<b>&\"c\"\u{1}\n"), "a&lt;b&gt;&amp;&quot;c&quot;  ");
        assert_eq!(escape("Prod\u{202e}dorP"), "Prod\\u{202e}dorP");
    }

    #[test]
    fn widths_are_printed_in_tenths() {
        assert_eq!((tenths(16), tenths(20), tenths(5)), ("1.6".into(), "2".into(), "0.5".into()));
    }
}
