//! Places in documents, as JavaScript and people count them.

use policy::Span;
use serde::Serialize;
use simulator::Outcome;

/// A place in a document.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Place {
    document: u32,
    /// In units of UTF-16, as JavaScript counts.
    start: usize,
    end: usize,
    line: u32,
    column: u32,
}

/// A text with marks along it, so that a place is counted from the nearest mark and not from the beginning: a tree has
/// as many places as its documents have values.
#[derive(Debug)]
pub(crate) struct Ruler<'t> {
    text: &'t str,
    marks: Vec<Mark>,
}

/// What lies before a byte.
#[derive(Debug, Clone, Copy)]
struct Mark {
    byte: usize,
    units: usize,
    line: u32,
    column: u32,
}

/// Bytes from one mark to the next.
const STRIDE: usize = 256;

impl<'t> Ruler<'t> {
    pub(crate) fn new(text: &'t str) -> Self {
        let mut marks = vec![Mark { byte: 0, units: 0, line: 1, column: 1 }];
        let mut at = marks[0];
        for letter in text.chars() {
            if at.byte >= marks.len() * STRIDE {
                marks.push(at);
            }
            at.pass(letter);
        }
        Self { text, marks }
    }

    /// The rulers of an outcome's documents, by number.
    pub(crate) fn of_documents(outcome: &'t Outcome) -> Vec<Self> {
        outcome.documents.iter().map(|document| Self::new(&document.text)).collect()
    }

    pub(crate) fn place(&self, document: u32, span: Span) -> Place {
        let start = self.at(span.start as usize);
        let end = self.at(span.end as usize);
        let Mark { line, column, .. } = start;
        Place { document, start: start.units, end: end.units.max(start.units), line, column }
    }

    /// What lies before a byte; before the character that it is in the middle of.
    fn at(&self, byte: usize) -> Mark {
        let after = self.marks.partition_point(|mark| mark.byte <= byte);
        let mut at = self.marks[after.saturating_sub(1)];
        for letter in self.text[at.byte..].chars() {
            if at.byte + letter.len_utf8() > byte {
                break;
            }
            at.pass(letter);
        }
        at
    }
}

impl Mark {
    fn pass(&mut self, letter: char) {
        self.byte += letter.len_utf8();
        self.units += letter.len_utf16();
        if letter == '\n' {
            self.line += 1;
            self.column = 1;
        } else {
            self.column += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every place of a text is where counting from its beginning finds it.
    #[test]
    fn places_are_those_that_are_counted_from_the_beginning() {
        let text = "{\n  \"a\": \"ä𝄞\",\n\n".repeat(60) + "end";
        let ruler = Ruler::new(&text);
        assert!(ruler.marks.len() > 4);
        for (start, _) in text.char_indices().chain([(text.len(), ' ')]) {
            let end = text[start..].char_indices().nth(3).map_or(text.len(), |(at, _)| start + at);
            let narrow = |at: usize| u32::try_from(at).unwrap();
            let span = Span { start: narrow(start), end: narrow(end) };
            let place = ruler.place(3, span);
            let expected = span.line_column(&text);
            let units = |part: &str| part.encode_utf16().count();
            assert_eq!((place.line, place.column), (expected.line, expected.column), "{start}");
            assert_eq!(place.start, units(&text[..start]));
            assert_eq!(place.end, units(&text[..end]));
        }
    }

    #[test]
    fn a_place_beyond_the_end_is_the_end() {
        let place = Ruler::new("ab").place(0, Span { start: 7, end: 9 });
        assert_eq!((place.start, place.end, place.column), (2, 2, 3));
    }
}
