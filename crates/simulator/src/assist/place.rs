//! Where a byte of a document stands: in the name of a member or in a value, and of what. The text may be broken, as a text
//! is while it is typed: what cannot be read is passed over, and a string that is never closed ends with its line.

use policy::Span;

/// A place, as far as it can be told.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Place<'a> {
    /// The names of the members around the place, from the outermost; lists have none.
    pub(super) path: Vec<&'a str>,
    /// Whether it is the name of a member, and not a value.
    pub(super) is_name: bool,
    /// What stands there, without quotes; empty between two tokens.
    pub(super) span: Span,
    /// Whether it stands in quotes.
    pub(super) quoted: bool,
    /// Whether the quotes are closed.
    pub(super) closed: bool,
    /// For a name: whether a colon follows, and so a value.
    pub(super) has_value: bool,
    /// Whether another member or element follows without a comma between.
    pub(super) needs_comma: bool,
    /// The other names of the same object, or the other texts of the same list.
    pub(super) others: Vec<&'a str>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Open(u8),
    Close,
    Colon,
    Comma,
    /// A string; whether it is closed.
    Text(bool),
    /// A number, a word, anything else.
    Bare,
}

#[derive(Clone, Copy)]
struct Token {
    kind: Kind,
    start: usize,
    end: usize,
}

impl Token {
    /// What it says, without quotes.
    fn inside(self) -> (usize, usize) {
        match self.kind {
            Kind::Text(closed) => (self.start + 1, self.end - usize::from(closed)),
            _ => (self.start, self.end),
        }
    }

    fn is_value(self) -> bool {
        matches!(self.kind, Kind::Text(_) | Kind::Bare | Kind::Open(_))
    }

    /// Whether the caret before that byte is in it, so that what is typed becomes part of it.
    fn holds(self, offset: usize) -> bool {
        let (start, end) = self.inside();
        matches!(self.kind, Kind::Text(_) | Kind::Bare) && (start..=end).contains(&offset)
    }
}

/// An object or a list that is open.
struct Frame<'a> {
    is_object: bool,
    /// The name of the member whose value comes or was last.
    name: Option<&'a str>,
    /// Whether its colon was there, and no comma since.
    in_value: bool,
    /// Names of the object, or texts of the list.
    known: Vec<&'a str>,
}

/// Finds the place of a byte.
pub(super) fn find(text: &str, offset: usize) -> Place<'_> {
    let offset = (0..=offset.min(text.len())).rev().find(|at| text.is_char_boundary(*at));
    let offset = offset.unwrap_or_default();
    let tokens = tokens(text);
    let mut frames: Vec<Frame<'_>> = Vec::new();
    let mut found: Option<(usize, Place<'_>)> = None;
    for (index, token) in tokens.iter().enumerate() {
        if found.is_none() && (token.holds(offset) || token.start >= offset) {
            let own = token.holds(offset).then_some(*token);
            let next = tokens.get(index + usize::from(own.is_some()));
            found = Some((frames.len(), here(&frames, offset, own, next)));
        }
        let content = token.inside();
        match token.kind {
            Kind::Open(bracket) => {
                let frame = Frame {
                    is_object: bracket == b'{',
                    name: None,
                    in_value: false,
                    known: Vec::new(),
                };
                frames.push(frame);
            }
            Kind::Close => {
                let Some(frame) = frames.pop() else { continue };
                if let Some((depth, place)) = &mut found
                    && *depth == frames.len() + 1
                {
                    return finished(std::mem::replace(place, nowhere()), frame.known);
                }
            }
            Kind::Colon => {
                if let Some(frame) = frames.last_mut() {
                    frame.in_value = true;
                }
            }
            Kind::Comma => {
                if let Some(frame) = frames.last_mut() {
                    frame.in_value = false;
                }
            }
            Kind::Text(_) | Kind::Bare => {
                let Some(frame) = frames.last_mut() else { continue };
                let is_name = frame.is_object && !frame.in_value;
                if is_name || !frame.is_object {
                    if !token.holds(offset) {
                        frame.known.push(&text[content.0..content.1]);
                    }
                    frame.name = is_name.then(|| &text[content.0..content.1]);
                } else {
                    // A value without a comma behind it: what follows is a name again.
                    let next = tokens.get(index + 1);
                    frame.in_value = !next.is_some_and(|next| matches!(next.kind, Kind::Text(_)));
                }
            }
        }
    }
    match found {
        Some((depth, place)) => {
            let known = frames.into_iter().nth(depth.wrapping_sub(1));
            finished(place, known.map(|frame| frame.known).unwrap_or_default())
        }
        None => {
            let place = here(&frames, offset, None, None);
            let known = frames.pop().map(|frame| frame.known);
            finished(place, known.unwrap_or_default())
        }
    }
}

fn nowhere<'a>() -> Place<'a> {
    Place {
        path: Vec::new(),
        is_name: false,
        span: Span::new(0, 0),
        quoted: false,
        closed: false,
        has_value: false,
        needs_comma: false,
        others: Vec::new(),
    }
}

fn finished<'a>(mut place: Place<'a>, known: Vec<&'a str>) -> Place<'a> {
    place.others = known;
    place
}

fn here<'a>(
    frames: &[Frame<'a>],
    offset: usize,
    own: Option<Token>,
    next: Option<&Token>,
) -> Place<'a> {
    let (start, end) = own.map_or((offset, offset), Token::inside);
    let in_value = |frame: &Frame<'_>| !frame.is_object || frame.in_value;
    let is_name = frames.last().is_some_and(|frame| !in_value(frame));
    let around = frames.len() - usize::from(is_name);
    let follows = |kind: Kind| next.is_some_and(|next| next.kind == kind);
    Place {
        path: frames[..around].iter().filter_map(|frame| frame.name).collect(),
        is_name,
        span: Span::new(start, end),
        quoted: matches!(own.map(|own| own.kind), Some(Kind::Text(_))),
        closed: matches!(own.map(|own| own.kind), Some(Kind::Text(true))),
        has_value: is_name && follows(Kind::Colon),
        needs_comma: next.is_some_and(|next| next.is_value()),
        others: Vec::new(),
    }
}

fn tokens(text: &str) -> Vec<Token> {
    let bytes = text.as_bytes();
    let mut tokens = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        let start = at;
        at += 1;
        let kind = match bytes[start] {
            byte if byte.is_ascii_whitespace() => continue,
            bracket @ (b'{' | b'[') => Kind::Open(bracket),
            b'}' | b']' => Kind::Close,
            b':' => Kind::Colon,
            b',' => Kind::Comma,
            b'"' => {
                let closed = end_of_string(bytes, &mut at);
                Kind::Text(closed)
            }
            _ => {
                let stops = |byte: &u8| byte.is_ascii_whitespace() || b"\"{}[]:,".contains(byte);
                at += bytes[at..].iter().position(stops).unwrap_or(bytes.len() - at);
                Kind::Bare
            }
        };
        tokens.push(Token { kind, start, end: at });
    }
    tokens
}

/// Goes past the closing quote, or to the end of the line where there is none.
fn end_of_string(bytes: &[u8], at: &mut usize) -> bool {
    while let Some(byte) = bytes.get(*at) {
        match byte {
            b'\\' if bytes.get(*at + 1).is_some_and(|next| *next != b'\n') => *at += 2,
            b'"' => {
                *at += 1;
                return true;
            }
            b'\n' => return false,
            _ => *at += 1,
        }
    }
    *at = (*at).min(bytes.len());
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The place of the bar in a text.
    fn at(text: &str) -> (String, Place<'static>) {
        let offset = text.find('|').unwrap();
        let text: &'static str = Box::leak(text.replacen('|', "", 1).into_boxed_str());
        let place = find(text, offset);
        (place.span.of(text).to_owned(), place)
    }

    fn named(text: &str) -> String {
        let (content, place) = at(text);
        let kind = if place.is_name { "name" } else { "value" };
        format!("{} {kind} of {} beside {}", content, place.path.join("/"), place.others.join(","))
    }

    #[test]
    fn names_and_values_are_told_apart() {
        let statement = r#"{"Version":"x","Statement":[{"Effect":"Al|low","Action":"a"}]}"#;
        assert_eq!(named(statement), "Allow value of Statement/Effect beside Effect,Action");
        assert_eq!(named(r#"{"Ver|sion":"x","Id":"y"}"#), "Version name of  beside Id");
        assert_eq!(
            named(r#"{"Statement":[{"Condition":{"StringEquals":{"aws:|":"x","b":"c"}}}]}"#),
            "aws: name of Statement/Condition/StringEquals beside b"
        );
        assert_eq!(
            named(r#"{"Statement":{"Action":["a","|","c"]}}"#),
            " value of Statement/Action beside a,c"
        );
    }

    #[test]
    fn broken_text_has_places_too() {
        assert_eq!(named("{\"Statement\":[{\"Eff|"), "Eff name of Statement beside ");
        assert_eq!(
            named("{\"Statement\":[{\"Effect\":|"),
            " value of Statement/Effect beside Effect"
        );
        assert_eq!(
            named("{\"Statement\":[{\"Effect\":\"Allow\" \"Ac|"),
            "Ac name of Statement beside Effect"
        );
        assert_eq!(named("|"), " value of  beside ");
        assert_eq!(named("{ | \"a\": 1"), " name of  beside a");
        assert_eq!(named("}}]|"), " value of  beside ");
        let (_, place) = at("{\"a\": \"x|\n  \"b\": 1}");
        assert!(place.quoted && !place.closed);
    }

    #[test]
    fn what_follows_is_known() {
        assert!(at(r#"{"a|": 1}"#).1.has_value);
        assert!(!at(r#"{"a|"}"#).1.has_value);
        assert!(at("{ |\n\"b\": 1}").1.needs_comma);
        assert!(!at("{ |\n, \"b\": 1}").1.needs_comma);
        assert!(!at("{\"a\": [\"x|\"]}").1.needs_comma);
    }

    #[test]
    fn no_text_and_no_byte_is_too_much() {
        for text in ["", "{", "\"", "\"\\", "{\"ä€😀", "[[[{{{:::,,,", "\\u0000\"\\"] {
            for offset in 0..text.len() + 3 {
                let place = find(text, offset);
                assert!(text.get(place.span.range()).is_some(), "{text:?} at {offset}");
            }
        }
    }
}
