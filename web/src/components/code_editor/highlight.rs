//! Text, marks and problems to coloured lines. The colours tell keys, texts and condition keys apart; none of them means
//! a verdict.
//!
//! Every line that is drawn costs the browser elements, on every key. So a large text is drawn in few pieces: only lines
//! with a mark or a problem stand alone, and nothing is coloured.

use std::collections::BTreeSet;

use yew::AttrValue;

use super::{Mark, MarkKind, Problem};

/// Above this many lines a text is large.
const MANY_LINES: usize = 2_000;

/// Above this many bytes a text is large.
const MANY_BYTES: usize = 200_000;

/// Above this many bytes a line is not coloured.
const LONG_LINE: usize = 10_000;

/// So many problems are shown in the text; the list beside it knows all of them.
const MANY_PROBLEMS: usize = 200;

/// What is drawn at once.
#[derive(Debug, PartialEq)]
pub(super) enum Block<'a> {
    /// One line and its number, counted from 1.
    Line(usize, Line<'a>),
    /// Lines of a large text without marks.
    Plain {
        /// The number of the first.
        first: usize,
        /// How many.
        count: usize,
        /// Their text, without the last line feed.
        text: &'a str,
    },
}

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

/// Whether the text is drawn in few pieces.
pub(super) fn is_large(text: &str) -> bool {
    text.len() > MANY_BYTES || text.bytes().filter(|byte| *byte == b'\n').count() >= MANY_LINES
}

/// The text in the pieces that are drawn.
pub(super) fn blocks<'a>(text: &'a str, marks: &[Mark], problems: &[Problem]) -> Vec<Block<'a>> {
    let problems = &problems[..problems.len().min(MANY_PROBLEMS)];
    let starts = starts(text);
    if !is_large(text) {
        let lines = lines(text, &starts, marks, problems).into_iter().enumerate();
        return lines.map(|(index, line)| Block::Line(index + 1, line)).collect();
    }
    let mut blocks = Vec::new();
    let plain = |from: usize, to: usize, blocks: &mut Vec<Block<'a>>| {
        if from < to {
            let text = &text[starts[from]..end(text, &starts, to - 1)];
            blocks.push(Block::Plain { first: from + 1, count: to - from, text });
        }
    };
    let mut from = 0;
    for index in marked(&starts, marks, problems) {
        plain(from, index, &mut blocks);
        let (start, end) = (starts[index], end(text, &starts, index));
        let line = line(text, start, end, &[], marks, problems);
        blocks.push(Block::Line(index + 1, line));
        from = index + 1;
    }
    plain(from, starts.len(), &mut blocks);
    blocks
}

/// Where each line begins.
fn starts(text: &str) -> Vec<usize> {
    std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect()
}

/// Where a line ends, before its line feed.
fn end(text: &str, starts: &[usize], index: usize) -> usize {
    starts.get(index + 1).map_or(text.len(), |next| next - 1)
}

/// The lines with a mark or a problem, counted from 0.
fn marked(starts: &[usize], marks: &[Mark], problems: &[Problem]) -> BTreeSet<usize> {
    let line_of = |at: usize| starts.partition_point(|start| *start <= at).saturating_sub(1);
    let of_marks = marks.iter().flat_map(|mark| {
        let span = mark.span.range();
        let last = if mark.kind == MarkKind::Note { span.start } else { span.end };
        line_of(span.start)..=line_of(last.max(span.start))
    });
    let of_problems = problems.iter().map(|problem| line_of(problem.span.range().start));
    of_marks.chain(of_problems).collect()
}

/// The lines of a text that is not large.
fn lines<'a>(
    text: &'a str,
    starts: &[usize],
    marks: &[Mark],
    problems: &[Problem],
) -> Vec<Line<'a>> {
    let tokens = tokens(text);
    let mut next = 0;
    let one = |index: usize| {
        let (start, end) = (starts[index], end(text, starts, index));
        while next < tokens.len() && tokens[next].end <= start {
            next += 1;
        }
        let here = if end - start > LONG_LINE { &[] } else { &tokens[next..] };
        line(text, start, end, here, marks, problems)
    };
    (0..starts.len()).map(one).collect()
}

fn line<'a>(
    text: &'a str,
    start: usize,
    end: usize,
    tokens: &[Placed],
    marks: &[Mark],
    problems: &[Problem],
) -> Line<'a> {
    Line {
        runs: runs(text, start, end, tokens, problems),
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
    }
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
    let near: Vec<&Problem> =
        problems.iter().filter(|problem| touches(problem.span.range(), start, end)).collect();
    cuts.extend(
        near.iter().flat_map(|problem| [problem.span.range().start, problem.span.range().end]),
    );
    cuts.retain(|cut| (start..=end).contains(cut) && text.is_char_boundary(*cut));
    iam::order::sort(&mut cuts);
    cuts.dedup();
    let mut tokens = tokens.iter().peekable();
    let run = |pair: &[usize]| {
        while tokens.next_if(|token| token.end <= pair[0]).is_some() {}
        Run {
            text: &text[pair[0]..pair[1]],
            token: tokens
                .peek()
                .filter(|token| token.start <= pair[0])
                .map_or(Token::Blank, |token| token.kind),
            problem: near
                .iter()
                .filter(|problem| touches(problem.span.range(), pair[0], pair[1] - 1))
                .map(|problem| problem.is_error)
                .max(),
        }
    };
    cuts.windows(2).map(run).collect()
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

    fn lines<'a>(text: &'a str, marks: &[Mark], problems: &[Problem]) -> Vec<Line<'a>> {
        super::lines(text, &starts(text), marks, problems)
    }

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
        let problems =
            [Problem { span: Span::new(2, 3), is_error: true, message: "".into(), fix: None }];
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

    #[test]
    fn a_large_text_is_drawn_in_few_pieces_and_its_marked_lines_stand_alone() {
        let text = "x\n".repeat(6_000);
        let note = |line: usize| Mark {
            span: Span::new(line * 2, line * 2 + 9),
            kind: MarkKind::Note,
            note: Some("role".into()),
        };
        let problems =
            [Problem { span: Span::new(200, 201), is_error: true, message: "".into(), fix: None }];
        let blocks = blocks(&text, &[note(0), note(5_000)], &problems);
        let shape: Vec<(usize, usize)> = blocks
            .iter()
            .map(|block| match block {
                Block::Line(number, _) => (*number, 1),
                Block::Plain { first, count, text } => {
                    assert_eq!(text.split('\n').count(), *count);
                    (*first, *count)
                }
            })
            .collect();
        assert_eq!(shape, [(1, 1), (2, 99), (101, 1), (102, 4_899), (5_001, 1), (5_002, 1_000)]);
        let Block::Line(_, line) = &blocks[2] else { panic!("the problem's line stands alone") };
        assert_eq!(line.problem, Some(true));
    }

    #[test]
    fn many_problems_and_one_deep_line_do_not_multiply() {
        let deep = "[".repeat(9_000);
        assert_eq!(lines(&deep, &[], &[])[0].runs.len(), 9_000);
        let longer = "[".repeat(LONG_LINE + 1);
        assert_eq!(lines(&longer, &[], &[])[0].runs.len(), 1);
        let text = "x\n".repeat(20_000);
        let problems: Vec<Problem> = (0..20_000)
            .map(|line| Problem {
                span: Span::new(line * 2, line * 2 + 1),
                is_error: true,
                message: "".into(),
                fix: None,
            })
            .collect();
        assert_eq!(blocks(&text, &[], &problems).len(), MANY_PROBLEMS + 1);
    }
}
