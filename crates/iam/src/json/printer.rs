//! JSON values as text.

use super::{Kind, Value};

/// The value with two-space indentation.
pub(super) fn print(value: &Value) -> String {
    let mut out = String::new();
    write(value, Some(0), &mut out);
    out
}

/// The value in one line without a space.
pub(super) fn print_compact(value: &Value) -> String {
    let mut out = String::new();
    write(value, None, &mut out);
    out
}

/// The depth is that of the line on which the value begins; nothing where all stands in one line.
fn write(value: &Value, depth: Option<usize>, out: &mut String) {
    match &value.kind {
        Kind::Null => out.push_str("null"),
        Kind::Bool(true) => out.push_str("true"),
        Kind::Bool(false) => out.push_str("false"),
        Kind::Number(text) => out.push_str(text),
        Kind::String(text) => quote(text, out),
        Kind::Array(elements) if elements.is_empty() => out.push_str("[]"),
        Kind::Object(members) if members.is_empty() => out.push_str("{}"),
        Kind::Array(elements) => {
            let inside = depth.map(|depth| depth + 1);
            let mut before = '[';
            for element in elements {
                out.push(before);
                new_line(inside, out);
                write(element, inside, out);
                before = ',';
            }
            new_line(depth, out);
            out.push(']');
        }
        Kind::Object(members) => {
            let inside = depth.map(|depth| depth + 1);
            let mut before = '{';
            for member in members {
                out.push(before);
                new_line(inside, out);
                quote(&member.name, out);
                out.push_str(if depth.is_some() { ": " } else { ":" });
                write(&member.value, inside, out);
                before = ',';
            }
            new_line(depth, out);
            out.push('}');
        }
    }
}

fn new_line(depth: Option<usize>, out: &mut String) {
    let Some(depth) = depth else { return };
    out.push('\n');
    for _ in 0..depth {
        out.push_str("  ");
    }
}

fn quote(text: &str, out: &mut String) {
    out.push('"');
    let mut plain = 0;
    for (at, byte) in text.bytes().enumerate() {
        let escape = match byte {
            b'"' => "\\\"",
            b'\\' => "\\\\",
            b'\n' => "\\n",
            b'\r' => "\\r",
            b'\t' => "\\t",
            0x08 => "\\b",
            0x0c => "\\f",
            0..0x20 => "\\u00",
            _ => continue,
        };
        out.push_str(&text[plain..at]);
        out.push_str(escape);
        if escape == "\\u00" {
            for digit in [byte >> 4, byte & 15] {
                out.push(char::from_digit(u32::from(digit), 16).unwrap_or('0'));
            }
        }
        plain = at + 1;
    }
    out.push_str(&text[plain..]);
    out.push('"');
}
