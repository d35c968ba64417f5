//! Names, words, numbers and texts: what has no brackets.

use std::rc::Rc;

use super::{Kind, parser::Parser};

impl<'t> Parser<'t> {
    pub(super) fn bare_name(&mut self) -> Rc<str> {
        let word = self
            .run(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.' | b'$'));
        let start = self.at - word.len();
        let help = format!("Write `\"{}\"`.", shortened(word));
        self.error(start, self.at, "Names stand in double quotes.", Some(&help));
        word.into()
    }

    fn run(&mut self, belongs: impl Fn(u8) -> bool) -> &'t str {
        let start = self.at;
        let bytes = &self.text.as_bytes()[start..];
        self.at += bytes.iter().position(|byte| !belongs(*byte)).unwrap_or(bytes.len());
        &self.text[start..self.at]
    }

    pub(super) fn word(&mut self) -> Kind {
        let word = self.run(|byte| {
            byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.' | b':' | b'*')
        });
        let (kind, help) = match word {
            "true" => return Kind::Bool(true),
            "false" => return Kind::Bool(false),
            "null" => return Kind::Null,
            "True" | "TRUE" | "yes" => (Kind::Bool(true), "Write `true`.".to_owned()),
            "False" | "FALSE" | "no" => (Kind::Bool(false), "Write `false`.".to_owned()),
            "None" | "NULL" | "nil" | "undefined" => {
                (Kind::Null, "Write `null`, or delete the member.".to_owned())
            }
            _ => (Kind::String(word.into()), format!("Write `\"{}\"`.", shortened(word))),
        };
        let message = match kind {
            Kind::String(_) => "Text stands in double quotes.",
            _ => "JSON spells this word differently.",
        };
        self.error(self.at - word.len(), self.at, message, Some(&help));
        kind
    }

    pub(super) fn number(&mut self) -> Kind {
        let word = self
            .run(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.' | b'_'));
        if is_number(word) {
            return Kind::Number(word.into());
        }
        let start = self.at - word.len();
        let quoted =
            format!("If it is text, such as an account id, write `\"{}\"`.", shortened(word));
        let message = if word.len() > 1
            && word.starts_with('0')
            && word.bytes().all(|b| b.is_ascii_digit())
        {
            "A number must not begin with a zero."
        } else {
            "This is not a number."
        };
        self.error(start, self.at, message, Some(&quoted));
        Kind::String(word.into())
    }

    /// A text between quotes that are not JSON's.
    pub(super) fn foreign_string(&mut self) -> Rc<str> {
        let start = self.at;
        let close = if self.peek() == Some(b'\'') { '\'' } else { '”' };
        let message = if close == '\'' {
            "Text stands in double quotes, not in single ones."
        } else {
            "These are typographic quotes; JSON knows only `\"`."
        };
        self.error(
            start,
            self.after_character(),
            message,
            Some("Replace the quotes on both sides with `\"`."),
        );
        self.string(close)
    }

    /// Reads a text up to the closing quote; the opening one stands here.
    pub(super) fn string(&mut self, close: char) -> Rc<str> {
        let start = self.at;
        self.at = self.after_character();
        let mut plain = self.at;
        let mut out = String::new();
        let ends = |c: char| c == close || (close == '”' && matches!(c, '“' | '‘' | '’' | '"'));
        while let Some(byte) = self.peek() {
            match byte {
                b'\\' => {
                    out.push_str(&self.text[plain..self.at]);
                    self.escape(&mut out);
                    plain = self.at;
                }
                b'\n' | b'\r' => break,
                0..0x20 => {
                    let help = match byte {
                        b'\t' => "Write `\\t` for a tab.".to_owned(),
                        _ => format!("Delete it, or write `\\u{byte:04x}`."),
                    };
                    let message = "A control character stands inside a text.";
                    self.error(self.at, self.at + 1, message, Some(&help));
                    self.at += 1;
                }
                0x20..0x80 if !ends(char::from(byte)) => self.at += 1,
                0x80.. if close == '"' => self.at += 1,
                _ => {
                    let end = self.after_character();
                    if self.character().is_some_and(ends) {
                        let rest = &self.text[plain..self.at];
                        self.at = end;
                        if out.is_empty() {
                            return rest.into();
                        }
                        out.push_str(rest);
                        return out.into();
                    }
                    self.at = end;
                }
            }
        }
        out.push_str(&self.text[plain..self.at]);
        let help = "Add the closing quote; a line break inside a text is written `\\n`.";
        self.error(start, self.at, "This text is not closed on its line.", Some(help));
        out.into()
    }

    /// Reads an escape; the backslash stands here.
    fn escape(&mut self, out: &mut String) {
        let start = self.at;
        self.at += 1;
        let plain = match self.peek() {
            Some(byte @ (b'"' | b'\\' | b'/')) => char::from(byte),
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{c}',
            Some(b'n') => '\n',
            Some(b'r') => '\r',
            Some(b't') => '\t',
            Some(b'u') => {
                self.at += 1;
                out.push(self.unicode_escape(start));
                return;
            }
            _ => {
                let end = if matches!(self.peek(), Some(b'\n' | b'\r')) {
                    self.at
                } else {
                    self.after_character()
                };
                let help = "A backslash itself is written `\\\\`.";
                self.error(start, end, "JSON does not know this escape.", Some(help));
                out.push_str(&self.text[self.at..end]);
                self.at = end;
                return;
            }
        };
        self.at += 1;
        out.push(plain);
    }

    /// Reads what follows `\u`, and the second half of a pair where the first half stands here.
    fn unicode_escape(&mut self, start: usize) -> char {
        let Some(unit) = self.hex_digits() else {
            self.error(start, self.at, "`\\u` needs four hexadecimal digits.", None);
            return char::REPLACEMENT_CHARACTER;
        };
        if let Some(character) = char::from_u32(unit) {
            return character;
        }
        let before = self.at;
        if unit < 0xdc00 && self.is_at("\\u") {
            self.at += 2;
            if let Some(low @ 0xdc00..=0xdfff) = self.hex_digits() {
                let code = 0x1_0000 + ((unit - 0xd800) << 10) + (low - 0xdc00);
                return char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER);
            }
            self.at = before;
        }
        let help = "Such escapes come in pairs: `\\ud83d\\ude00`.";
        self.error(start, self.at, "Half of a surrogate pair stands alone.", Some(help));
        char::REPLACEMENT_CHARACTER
    }

    fn hex_digits(&mut self) -> Option<u32> {
        let digits = self.text.as_bytes().get(self.at..self.at + 4)?;
        let code = digits
            .iter()
            .try_fold(0, |code, byte| Some(code * 16 + char::from(*byte).to_digit(16)?))?;
        self.at += 4;
        Some(code)
    }
}

/// Whether the text has JSON's form of a number.
fn is_number(text: &str) -> bool {
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let rest = text.strip_prefix('-').unwrap_or(text);
    let whole = digits(rest);
    if whole == 0 || (whole > 1 && rest.starts_with('0')) {
        return false;
    }
    let mut rest = &rest[whole..];
    if let Some(fraction) = rest.strip_prefix('.') {
        let places = digits(fraction);
        if places == 0 {
            return false;
        }
        rest = &fraction[places..];
    }
    if let Some(exponent) = rest.strip_prefix(['e', 'E']) {
        let exponent = exponent.strip_prefix(['+', '-']).unwrap_or(exponent);
        let places = digits(exponent);
        return places > 0 && places == exponent.len();
    }
    rest.is_empty()
}

/// The beginning of a text that is quoted in a message.
pub(super) fn shortened(text: &str) -> &str {
    match text.char_indices().nth(40) {
        Some((end, _)) => &text[..end],
        None => text,
    }
}
