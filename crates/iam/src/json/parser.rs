//! Text to JSON value. Strict in what it accepts, and forgiving in going on after a mistake: each mistake is reported
//! once, at its place, with the way out where there is a likely one.
//!
//! **Invariant:** every step consumes at least one byte or closes a bracket, so the work is linear in the text.

use super::{DEEPEST, Error, Kind, Member, Value, scalar::shortened};
use crate::{Span, span::boundary_before};

/// Nobody reads more; it bounds the memory that a hostile text can take.
const MOST_ERRORS: usize = 100;

pub(super) struct Parser<'t> {
    pub(super) text: &'t str,
    pub(super) at: usize,
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
            let is_member = self.peek() == Some(b':');
            let help = match self.peek() {
                Some(b':') => "Put the `{` that is missing before it.",
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
                match is_member {
                    true => "A name with its value stands here without an object around it.",
                    false => "The document is already complete here; more text follows.",
                },
                Some(help),
            );
        }
        (value, self.errors)
    }

    pub(super) fn error(
        &mut self,
        start: usize,
        end: usize,
        message: impl Into<String>,
        help: Option<&str>,
    ) {
        if self.errors.len() < MOST_ERRORS {
            let (message, help) = (message.into(), help.map(str::to_owned));
            self.errors.push(Error { span: Span::new(start, end), message, help });
        }
    }

    pub(super) fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    pub(super) fn character(&self) -> Option<char> {
        self.text.get(self.at..)?.chars().next()
    }

    /// End of the character that begins at the current place.
    pub(super) fn after_character(&self) -> usize {
        self.at + self.character().map_or(0, char::len_utf8)
    }

    pub(super) fn is_at(&self, text: &str) -> bool {
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
        let opener = if rest.starts_with('#') { 1 } else { 2 };
        let inside = rest.get(opener..).and_then(|rest| rest.find(end));
        self.at += inside.map_or(rest.len(), |inside| inside + opener + after);
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
