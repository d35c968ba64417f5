//! Text, marks and problems to coloured lines. The colours tell keys, texts and condition keys apart; none of them means
//! a verdict.

use yew::AttrValue;

use super::{Mark, MarkKind, Problem};

/// One line of the text.
#[derive(Debug, PartialEq)]
pub(super) struct Line<'a> {
    pub(super) runs: Vec<Run<'a>>,
    pub(super) band: Option<MarkKind>,
    pub(super) problem: Option<bool>,
    pub(super) note: Option<AttrValue>,
}

/// Letters of one line that look the same.
#[derive(Debug, PartialEq)]
pub(super) struct Run<'a> {
    pub(super) text: &'a str,
    token: Token,
    problem: Option<bool>,
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Token {
    Blank,
    Key,
    ConditionKey,
    Text,
    Other,
    Punctuation,
}

impl Line<'_> {
    /// The line's classes.
    pub(super) fn class(&self) -> String {
        let mut class = String::from("editor-line");
        match self.band {
            Some(MarkKind::Allows) => class.push_str(" editor-line-allows"),
            Some(MarkKind::Decides) => class.push_str(" editor-line-decides"),
            Some(MarkKind::DecidesHere) => {
                class.push_str(" editor-line-decides editor-line-decides-here");
            }
            Some(MarkKind::Note) | None => {}
        }
        match self.problem {
            Some(true) => class.push_str(" editor-line-error"),
            Some(false) => class.push_str(" editor-line-warning"),
            None => {}
        }
        class
    }
}

impl Run<'_> {
    /// The run's class; nothing where it is plain.
    pub(super) fn class(&self) -> Option<String> {
        let token = match self.token {
            Token::Blank => "",
            Token::Key => "code-key",
            Token::ConditionKey => "code-condition-key",
            Token::Text => "code-string",
            Token::Other => "code-other",
            Token::Punctuation => "code-punctuation",
        };
        match self.problem {
            None => (!token.is_empty()).then(|| token.to_owned()),
            Some(true) => Some(format!("{token} code-error")),
            Some(false) => Some(format!("{token} code-warning")),
        }
    }
}

/// The lines of the text.
pub(super) fn lines<'a>(text: &'a str, marks: &[Mark], problems: &[Problem]) -> Vec<Line<'a>> {
    let tokens = tokens(text);
    let mut lines = Vec::new();
    let mut start = 0;
    let mut next = 0;
    for line in text.split('\n') {
        let end = start + line.len();
        while next < tokens.len() && tokens[next].end <= start {
            next += 1;
        }
        lines.push(Line {
            runs: runs(text, start, end, &tokens[next..], problems),
            band: marks
                .iter()
                .filter(|mark| mark.kind != MarkKind::Note)
                .filter(|mark| touches(mark.span.range(), start, end))
                .map(|mark| mark.kind)
                .max(),
            problem: problems
                .iter()
                .filter(|problem| (start..=end).contains(&problem.span.range().start))
                .map(|problem| problem.is_error)
                .max(),
            note: marks
                .iter()
                .filter(|mark| (start..=end).contains(&mark.span.range().start))
                .find_map(|mark| mark.note.clone()),
        });
        start = end + 1;
    }
    lines
}

fn touches(span: std::ops::Range<usize>, start: usize, end: usize) -> bool {
    span.start <= end && span.end > start
}

fn runs<'a>(
    text: &'a str,
    start: usize,
    end: usize,
    tokens: &[Placed],
    problems: &[Problem],
) -> Vec<Run<'a>> {
    let mut cuts = vec![start, end];
    let here = tokens.iter().take_while(|token| token.start < end);
    cuts.extend(here.flat_map(|token| [token.start, token.end]));
    cuts.extend(
        problems.iter().flat_map(|problem| [problem.span.range().start, problem.span.range().end]),
    );
    cuts.retain(|cut| (start..=end).contains(cut) && text.is_char_boundary(*cut));
    cuts.sort_unstable();
    cuts.dedup();
    cuts.windows(2)
        .map(|pair| Run {
            text: &text[pair[0]..pair[1]],
            token: tokens
                .iter()
                .take_while(|token| token.start <= pair[0])
                .find(|token| token.end > pair[0])
                .map_or(Token::Blank, |token| token.kind),
            problem: problems
                .iter()
                .filter(|problem| touches(problem.span.range(), pair[0], pair[1] - 1))
                .map(|problem| problem.is_error)
                .max(),
        })
        .collect()
}

/// A token and its bytes.
struct Placed {
    start: usize,
    end: usize,
    kind: Token,
}

/// The tokens of JSON text, broken or not; blanks are left out.
fn tokens(text: &str) -> Vec<Placed> {
    let bytes = text.as_bytes();
    let mut tokens = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        let start = at;
        let kind = match bytes[at] {
            b'"' => {
                at = end_of_string(bytes, at);
                string_kind(text, start, at)
            }
            b'{' | b'}' | b'[' | b']' | b':' | b',' => {
                at += 1;
                Token::Punctuation
            }
            byte if byte.is_ascii_whitespace() => {
                at += 1;
                continue;
            }
            _ => {
                let stops = |byte: &u8| byte.is_ascii_whitespace() || b"\"{}[]:,".contains(byte);
                at += bytes[at..].iter().position(stops).unwrap_or(bytes.len() - at);
                Token::Other
            }
        };
        tokens.push(Placed { start, end: at, kind });
    }
    tokens
}

/// One past the closing quote; a text that is never closed ends with its line.
fn end_of_string(bytes: &[u8], start: usize) -> usize {
    let mut at = start + 1;
    while at < bytes.len() {
        match bytes[at] {
            b'\\' if bytes.get(at + 1).is_some_and(|next| *next != b'\n') => at += 2,
            b'"' => return at + 1,
            b'\n' => return at,
            _ => at += 1,
        }
    }
    bytes.len()
}

fn string_kind(text: &str, start: usize, end: usize) -> Token {
    let end = super::utf16::boundary(text, end);
    let is_key = text[end..].trim_start_matches([' ', '\t']).starts_with(':');
    match (is_key, text[start..end].contains(':')) {
        (true, true) => Token::ConditionKey,
        (true, false) => Token::Key,
        (false, _) => Token::Text,
    }
}

#[cfg(test)]
mod tests {
    use policy::Span;

    use super::*;

    fn shown(text: &str, problems: &[Problem]) -> Vec<String> {
        let run = |run: &Run<'_>| format!("{}|{}", run.text, run.class().unwrap_or_default());
        lines(text, &[], problems)[0].runs.iter().map(run).collect()
    }

    #[test]
    fn keys_texts_and_condition_keys_are_told_apart() {
        assert_eq!(
            shown(r#""aws:a": "b:c", "K": true"#, &[]),
            [
                "\"aws:a\"|code-condition-key",
                ":|code-punctuation",
                " |",
                "\"b:c\"|code-string",
                ",|code-punctuation",
                " |",
                "\"K\"|code-key",
                ":|code-punctuation",
                " |",
                "true|code-other",
            ]
        );
    }

    #[test]
    fn no_letter_is_lost_in_broken_text() {
        for text in ["\"open\n{ \"a\\", "ä\"€", "\\\"", "\"a\\\n\"b\"", ""] {
            let whole: Vec<String> = lines(text, &[], &[])
                .iter()
                .map(|line| line.runs.iter().map(|run| run.text).collect())
                .collect();
            assert_eq!(whole.join("\n"), text);
        }
    }

    #[test]
    fn a_problem_within_a_text_is_underlined_alone() {
        let problems = [Problem { span: Span::new(2, 3), is_error: true }];
        assert_eq!(
            shown("\"abc\"", &problems),
            ["\"a|code-string", "b|code-string code-error", "c\"|code-string"]
        );
    }

    #[test]
    fn a_band_covers_the_lines_of_its_place_and_the_stronger_wins() {
        let mark = |start, end, kind| Mark { span: Span::new(start, end), kind, note: None };
        let marks = [mark(2, 7, MarkKind::Decides), mark(4, 5, MarkKind::DecidesHere)];
        let bands: Vec<_> =
            lines("a\nbb\ncc\nd", &marks, &[]).iter().map(|line| line.band).collect();
        assert_eq!(bands, [None, Some(MarkKind::DecidesHere), Some(MarkKind::Decides), None]);
    }
}
