//! Text to JSON value. Strict in what it accepts, and forgiving in going on after a mistake: each mistake is reported
//! once, at its place, with the way out where there is a likely one.
//!
//! **Invariant:** every step consumes at least one byte or closes a bracket, so the work is linear in the text.

use std::rc::Rc;

use super::{DEEPEST, Error, Kind, Member, Value};
use crate::{Span, span::boundary_before};

/// Nobody reads more; it bounds the memory that a hostile text can take.
const MOST_ERRORS: usize = 100;

pub(super) struct Parser<'t> {
    text: &'t str,
    at: usize,
    depth: u32,
    open_arrays: u32,
    errors: Vec<Error>,
    ended: bool,
}

impl<'t> Parser<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Self { text, at: 0, depth: 0, open_arrays: 0, errors: Vec::new(), ended: false }
    }

    pub(super) fn document(mut self) -> (Option<Value>, Vec<Error>) {
        if self.text.starts_with('\u{feff}') {
            self.at = '\u{feff}'.len_utf8();
            let help = "Save the text as UTF-8 without a byte order mark.";
            self.error(
                0,
                self.at,
                "The text begins with an invisible byte order mark.",
                Some(help),
            );
        }
        self.blanks();
        if self.at == self.text.len() {
            self.error(0, self.at, "The text is empty.", Some("Start with `{`."));
            return (None, self.errors);
        }
        let value = self.value();
        self.blanks();
        if self.at < self.text.len() && (value.is_some() || self.errors.is_empty()) {
            let end = self.text.trim_end().len();
            let help = match self.peek() {
                Some(b'{' | b'[') => {
                    "A text holds one document; put the second one into a text of its own."
                }
                Some(b'}' | b']') => "Delete it, or add the bracket that it should close.",
                Some(b',') => {
                    "Delete the comma and what follows, or put both values into one list."
                }
                _ => "Delete it.",
            };
            self.error(
                self.at,
                end,
                "The document is already complete here; more text follows.",
                Some(help),
            );
        }
        (value, self.errors)
    }

    fn error(&mut self, start: usize, end: usize, message: impl Into<String>, help: Option<&str>) {
        if self.errors.len() < MOST_ERRORS {
            let (message, help) = (message.into(), help.map(str::to_owned));
            self.errors.push(Error { span: Span::new(start, end), message, help });
        }
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn character(&self) -> Option<char> {
        self.text.get(self.at..)?.chars().next()
    }

    /// End of the character that begins at the current place.
    fn after_character(&self) -> usize {
        self.at + self.character().map_or(0, char::len_utf8)
    }

    fn is_at(&self, text: &str) -> bool {
        self.text.as_bytes()[self.at..].starts_with(text.as_bytes())
    }

    fn blanks(&mut self) {
        while let Some(byte) = self.peek() {
            match byte {
                b' ' | b'\t' | b'\n' | b'\r' => self.at += 1,
                b'#' => self.comment("\n"),
                b'/' if self.is_at("//") => self.comment("\n"),
                b'/' if self.is_at("/*") => self.comment("*/"),
                0x0b | 0x0c | 0x80.. if self.is_foreign_blank() => {
                    let end = self.after_character();
                    let help = "Replace it with an ordinary space.";
                    self.error(
                        self.at,
                        end,
                        "JSON does not know this kind of white space.",
                        Some(help),
                    );
                    self.at = end;
                }
                _ => return,
            }
        }
    }

    fn is_foreign_blank(&self) -> bool {
        self.character().is_some_and(|c| c.is_whitespace() || matches!(c, '\u{feff}' | '\u{200b}'))
    }

    fn comment(&mut self, end: &str) {
        let start = self.at;
        let rest = &self.text[start..];
        let after = if end == "\n" { 0 } else { end.len() };
        self.at += rest.get(2..).and_then(|r| r.find(end)).map_or(rest.len(), |n| n + 2 + after);
        self.error(
            start,
            self.at,
            "JSON has no comments.",
            Some("Delete the comment; `Sid` can hold a few words."),
        );
    }

    /// Reads the value that begins here. Where there is none, it says so and consumes at most the offending character.
    fn value(&mut self) -> Option<Value> {
        let start = self.at;
        let kind = match self.peek() {
            Some(b'{') => return self.object(),
            Some(b'[') => return self.array(),
            Some(b'"') => Kind::String(self.string('"')),
            Some(b'-' | b'+' | b'.' | b'0'..=b'9') => self.number(),
            Some(b'\'') => Kind::String(self.foreign_string()),
            Some(byte) if byte.is_ascii_alphabetic() || byte == b'_' => self.word(),
            Some(_)
                if self.character().is_some_and(|c| matches!(c, '“' | '”' | '‘' | '’' | '„')) =>
            {
                Kind::String(self.foreign_string())
            }
            Some(_) => {
                self.unexpected("a value");
                return None;
            }
            None => {
                self.unclosed(start.saturating_sub(1), "The text ends where a value should stand.");
                return None;
            }
        };
        Some(Value { span: Span::new(start, self.at), kind })
    }

    /// Reports the character here and steps over it, unless it is one with which a bracket or its caller goes on.
    fn unexpected(&mut self, wanted: &str) {
        let end = self.after_character();
        let what = match self.peek() {
            Some(0) => "a NUL character".to_owned(),
            Some(byte) if byte < 0x20 => format!("the control character U+{byte:04X}"),
            _ => format!("`{}`", &self.text[self.at..end]),
        };
        let help = match self.peek() {
            Some(b';') => Some("Members and elements are divided by commas."),
            Some(b'<') => Some("Replace the placeholder with a value in double quotes."),
            Some(b'$') => Some("Put it in double quotes."),
            Some(b':') => {
                Some("Only members of an object, between `{` and `}`, have a name and a colon.")
            }
            _ => None,
        };
        self.error(self.at, end, format!("Expected {wanted}, found {what}."), help);
        if !matches!(self.peek(), Some(b',' | b'}' | b']')) {
            self.at = end;
        }
    }

    /// The text ended inside something; said once, since everything around it is open too.
    fn unclosed(&mut self, start: usize, message: &str) {
        if !self.ended {
            self.ended = true;
            let start = boundary_before(self.text, start);
            let end = start + self.text[start..].chars().next().map_or(0, char::len_utf8);
            self.error(start, end, message, Some("Add what is missing at the end of the text."));
        }
    }

    /// Whether one more bracket may be opened; where not, the whole bracket is stepped over.
    fn deepen(&mut self) -> bool {
        if self.depth < DEEPEST {
            self.depth += 1;
            return true;
        }
        let message = format!("Brackets are nested deeper than {DEEPEST}.");
        self.error(
            self.at,
            self.at + 1,
            message,
            Some("No policy is nested this deep; flatten it."),
        );
        self.skip_bracket();
        false
    }

    fn object(&mut self) -> Option<Value> {
        let start = self.at;
        if !self.deepen() {
            return None;
        }
        self.at += 1;
        let mut members: Vec<Member> = Vec::new();
        let mut comma = None;
        let mut bare_objects = false;
        loop {
            self.blanks();
            match self.peek() {
                None => {
                    self.unclosed(start, "This `{` is never closed.");
                    break;
                }
                Some(b'}') => {
                    self.trailing_comma(comma);
                    self.at += 1;
                    break;
                }
                Some(b']') => {
                    let help = "Objects end with `}`.";
                    self.error(self.at, self.at + 1, "Expected `}` before this `]`.", Some(help));
                    if self.open_arrays == 0 {
                        self.at += 1;
                    }
                    break;
                }
                Some(b',') => {
                    self.error(
                        self.at,
                        self.at + 1,
                        "A member is missing before this comma.",
                        Some("Delete the comma."),
                    );
                    self.at += 1;
                    comma = None;
                    continue;
                }
                Some(b'{') => {
                    if !bare_objects {
                        let message = "An object stands where the name of a member should stand.";
                        let help = "Several objects go into a list: `[ { … }, { … } ]`.";
                        self.error(self.at, self.at + 1, message, Some(help));
                    }
                    bare_objects = true;
                    self.skip_bracket();
                }
                Some(_) => members.extend(self.member()),
            }
            comma = self.separator(b'}', "member");
        }
        self.depth -= 1;
        Some(Value { span: Span::new(start, self.at), kind: Kind::Object(members) })
    }

    fn array(&mut self) -> Option<Value> {
        let start = self.at;
        if !self.deepen() {
            return None;
        }
        self.open_arrays += 1;
        self.at += 1;
        let mut elements = Vec::new();
        let mut comma = None;
        loop {
            self.blanks();
            match self.peek() {
                None => {
                    self.unclosed(start, "This `[` is never closed.");
                    break;
                }
                Some(b']') => {
                    self.trailing_comma(comma);
                    self.at += 1;
                    break;
                }
                Some(b'}') => {
                    let help = "Lists end with `]`.";
                    self.error(self.at, self.at + 1, "Expected `]` before this `}`.", Some(help));
                    if self.depth == self.open_arrays {
                        self.at += 1;
                    }
                    break;
                }
                Some(b',') => {
                    self.error(
                        self.at,
                        self.at + 1,
                        "An element is missing before this comma.",
                        Some("Delete the comma."),
                    );
                    self.at += 1;
                    comma = None;
                    continue;
                }
                Some(_) => match self.value() {
                    Some(element) => elements.push(element),
                    None => self.skip_to_separator(),
                },
            }
            comma = self.separator(b']', "element");
        }
        self.open_arrays -= 1;
        self.depth -= 1;
        Some(Value { span: Span::new(start, self.at), kind: Kind::Array(elements) })
    }

    fn trailing_comma(&mut self, comma: Option<usize>) {
        if let Some(at) = comma {
            self.error(
                at,
                at + 1,
                "A comma stands before a closing bracket.",
                Some("Delete the comma."),
            );
        }
    }

    /// After a member or an element: steps over the comma and gives its place. Reports what stands there instead.
    fn separator(&mut self, close: u8, what: &str) -> Option<usize> {
        self.blanks();
        match self.peek() {
            Some(b',') => {
                self.at += 1;
                return Some(self.at - 1);
            }
            None | Some(b'}' | b']') => {}
            Some(_) if self.begins_value() => {
                let message = format!("A comma is missing before this {what}.");
                self.error(
                    self.at,
                    self.after_character(),
                    message,
                    Some("Add a comma at the end of the one before."),
                );
            }
            Some(_) => {
                self.unexpected(&format!("`,` or `{}`", char::from(close)));
                self.skip_to_separator();
                if self.peek() == Some(b',') {
                    self.at += 1;
                }
            }
        }
        None
    }

    fn begins_value(&self) -> bool {
        match self.peek() {
            Some(b'"' | b'\'' | b'{' | b'[' | b'-' | b'_') => true,
            Some(byte) if byte.is_ascii_alphanumeric() => true,
            _ => self.character().is_some_and(|c| matches!(c, '“' | '”' | '‘' | '’' | '„')),
        }
    }

    /// Reads name, colon and value. Nothing where one of them is missing; that is then reported.
    fn member(&mut self) -> Option<Member> {
        let start = self.at;
        let name = match self.peek() {
            Some(b'"') => self.string('"'),
            Some(byte) if byte.is_ascii_alphabetic() || byte == b'_' => self.bare_name(),
            _ if self.begins_value() && !matches!(self.peek(), Some(b'[' | b'-' | b'0'..=b'9')) => {
                self.foreign_string()
            }
            _ => {
                self.unexpected("a name in double quotes");
                self.skip_to_separator();
                return None;
            }
        };
        let name_span = Span::new(start, self.at);
        self.blanks();
        match self.peek() {
            Some(b':') => self.at += 1,
            Some(b'=') => {
                self.error(
                    self.at,
                    self.at + 1,
                    "Expected `:`, found `=`.",
                    Some("Names and values are divided by a colon."),
                );
                self.at += 1;
                if self.peek() == Some(b'>') {
                    self.at += 1;
                }
            }
            Some(b',' | b'}' | b']') | None => {
                let message = format!("The name `{}` has no value.", shortened(&name));
                self.error(
                    start,
                    name_span.range().end,
                    message,
                    Some("Write a colon and a value after the name."),
                );
                return None;
            }
            Some(_) if self.begins_value() => {
                let message = format!("A colon is missing after the name `{}`.", shortened(&name));
                self.error(
                    self.at,
                    self.after_character(),
                    message,
                    Some("Names and values are divided by a colon."),
                );
            }
            Some(_) => {
                self.unexpected("`:`");
                self.skip_to_separator();
                return None;
            }
        }
        self.blanks();
        if matches!(self.peek(), Some(b',' | b'}' | b']')) {
            let message = format!("The value of `{}` is missing.", shortened(&name));
            self.error(self.at, self.at + 1, message, Some("Write a value after the colon."));
            return None;
        }
        match self.value() {
            Some(value) => Some(Member { name, name_span, value }),
            None => {
                self.skip_to_separator();
                None
            }
        }
    }

    fn bare_name(&mut self) -> Rc<str> {
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

    fn word(&mut self) -> Kind {
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

    fn number(&mut self) -> Kind {
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
    fn foreign_string(&mut self) -> Rc<str> {
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
    fn string(&mut self, close: char) -> Rc<str> {
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

    /// Goes to the next comma or closing bracket of this level.
    fn skip_to_separator(&mut self) {
        while let Some(byte) = self.peek() {
            match byte {
                b',' | b'}' | b']' => return,
                b'{' | b'[' => self.skip_bracket(),
                b'"' => self.skip_string(),
                _ => self.at += 1,
            }
        }
    }

    /// Steps over the bracket that opens here, whatever is in it.
    fn skip_bracket(&mut self) {
        let mut open = 0_usize;
        while let Some(byte) = self.peek() {
            match byte {
                b'"' => {
                    self.skip_string();
                    continue;
                }
                b'{' | b'[' => open += 1,
                b'}' | b']' => open -= 1,
                _ => {}
            }
            self.at += 1;
            if open == 0 {
                return;
            }
        }
    }

    fn skip_string(&mut self) {
        self.at += 1;
        while let Some(byte) = self.peek() {
            match byte {
                b'\n' | b'\r' => return,
                b'"' => {
                    self.at += 1;
                    return;
                }
                b'\\' if self.at + 1 < self.text.len() => self.at += 2,
                _ => self.at += 1,
            }
        }
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

fn shortened(text: &str) -> &str {
    match text.char_indices().nth(40) {
        Some((end, _)) => &text[..end],
        None => text,
    }
}
