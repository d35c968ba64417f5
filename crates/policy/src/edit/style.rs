//! How a document is written: what is put in is written so as well.

use crate::json::{self, Kind, Value};

/// What a text shows of how its author, or their editor, writes.
pub(super) struct Style {
    /// Whether it has several lines.
    has_lines: bool,
    /// Whether blanks stand behind colons.
    pub(super) has_blanks: bool,
    /// With what a deeper line begins.
    unit: String,
}

impl Style {
    pub(super) fn of(text: &str) -> Self {
        let indented = text.lines().map(indent).find(|blanks| !blanks.is_empty());
        Self {
            has_lines: text.contains('\n'),
            has_blanks: text.contains("\": "),
            unit: indented.unwrap_or("  ").to_owned(),
        }
    }

    /// A value as it is written at a place: in one line where those around it stand so, else as documents are printed,
    /// indented as its line is.
    pub(super) fn written(&self, text: &str, at: u32, new: &Value, is_inline: bool) -> String {
        match (self.has_lines && !is_inline, self.has_blanks) {
            (true, _) => self.in_lines(indent_at(text, at as usize), new),
            (false, true) => spaced(new),
            (false, false) => json::print_compact(new),
        }
    }

    /// The inside of an object or a list that holds one part only.
    pub(super) fn alone(
        &self,
        text: &str,
        around: &Value,
        name: &str,
        new: &Value,
        is_short: bool,
    ) -> String {
        if !self.has_lines || is_short {
            return name.to_owned() + &self.written(text, around.span.start, new, true);
        }
        let outer = indent_at(text, around.span.start as usize);
        let inner = [outer, &self.unit].concat();
        format!("\n{inner}{name}{}\n{outer}", self.in_lines(&inner, new))
    }

    fn in_lines(&self, outer: &str, new: &Value) -> String {
        let printed = json::print(new);
        let mut lines = printed.trim_end().lines();
        let mut text = lines.next().unwrap_or_default().to_owned();
        for line in lines {
            let depth = indent(line).len() / 2;
            text.push('\n');
            text.push_str(outer);
            text.push_str(&self.unit.repeat(depth));
            text.push_str(line.trim_start());
        }
        text
    }
}

/// The blanks with which a line begins.
fn indent(line: &str) -> &str {
    &line[..line.len() - line.trim_start_matches([' ', '\t']).len()]
}

/// The blanks with which the line of a place begins.
fn indent_at(text: &str, at: usize) -> &str {
    let line = text[..at].rfind('\n').map_or(0, |feed| feed + 1);
    indent(&text[line..])
}

/// In one line, with the blanks that people write.
fn spaced(value: &Value) -> String {
    match &value.kind {
        Kind::Object(members) if !members.is_empty() => {
            let part = |member: &json::Member| {
                format!("{}: {}", super::quoted(&member.name), spaced(&member.value))
            };
            format!("{{ {} }}", members.iter().map(part).collect::<Vec<_>>().join(", "))
        }
        Kind::Array(elements) => {
            format!("[{}]", elements.iter().map(spaced).collect::<Vec<_>>().join(", "))
        }
        _ => json::print_compact(value),
    }
}
