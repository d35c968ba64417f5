//! Collecting everything that is wrong with a file, each with its path and place.

use std::fmt;

use policy::{LineColumn, Span};

use super::ScenarioError;

/// Where in the file one stands.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Path<'a> {
    Root,
    Member(&'a Path<'a>, &'a str),
    Item(&'a Path<'a>, usize),
}

impl<'a> Path<'a> {
    pub(crate) fn member(&'a self, name: &'a str) -> Self {
        Self::Member(self, name)
    }

    pub(crate) fn item(&'a self, index: usize) -> Self {
        Self::Item(self, index)
    }
}

impl fmt::Display for Path<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Root => Ok(()),
            Self::Item(parent, index) => write!(f, "{parent}[{index}]"),
            Self::Member(parent, name) => {
                if name.chars().count() > LONGEST_NAME {
                    let start: String = name.chars().take(LONGEST_NAME).collect();
                    return write!(f, "{parent}[{start:?}…]");
                }
                let plain = !name.is_empty()
                    && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
                match (plain, parent) {
                    (true, Self::Root) => f.write_str(name),
                    (true, _) => write!(f, "{parent}.{name}"),
                    (false, _) => write!(f, "{parent}[{name:?}]"),
                }
            }
        }
    }
}

/// A longer member's name is cut in a path.
const LONGEST_NAME: usize = 60;

/// A longer value is cut in a message.
const LONGEST_VALUE: usize = 200;

/// A message with the values in it cut: a text of 20,000 letters hides what is said of it.
fn cut(message: String) -> String {
    if message.len() <= LONGEST_VALUE {
        return message;
    }
    let cut = |part: &str| match part.char_indices().nth(LONGEST_VALUE) {
        Some((at, _)) => format!("{}…", part.get(..at).unwrap_or_default()),
        None => part.to_owned(),
    };
    message.split('`').map(cut).collect::<Vec<_>>().join("`")
}

/// Nobody reads more; it bounds the work that a hostile file can ask for.
const MOST_ERRORS: usize = 1000;

/// How many errors come with a search for what may have been meant.
const MOST_SUGGESTIONS: usize = 20;

/// What was found so far.
#[derive(Debug)]
pub(crate) struct Report<'t> {
    text: &'t str,
    /// Where in the text the part begins that places count from.
    base: u32,
    line_starts: Vec<usize>,
    errors: Vec<ScenarioError>,
    /// Errors beyond those that are kept.
    more: usize,
    /// Where the last error stands: its byte, and its column.
    last: (usize, usize),
}

impl<'t> Report<'t> {
    pub(crate) fn new(text: &'t str) -> Self {
        let breaks = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
        let line_starts = std::iter::once(0).chain(breaks.map(|(at, _)| at + 1)).collect();
        Self { text, base: 0, line_starts, errors: Vec::new(), more: 0, last: (0, 1) }
    }

    /// The whole text.
    pub(crate) fn text(&self) -> &'t str {
        self.text
    }

    /// From here on places count from that byte of the text.
    pub(crate) fn move_to(&mut self, base: u32) {
        self.base = base;
    }

    pub(crate) fn add(
        &mut self,
        path: &Path<'_>,
        span: Span,
        message: impl Into<String>,
        help: impl Into<Option<String>>,
    ) {
        self.add_at(path.to_string(), span, message.into(), help.into());
    }

    pub(crate) fn add_at(
        &mut self,
        path: String,
        span: Span,
        message: String,
        help: Option<String>,
    ) {
        if self.errors.len() == MOST_ERRORS {
            self.more += 1;
            return;
        }
        let span = Span { start: self.base + span.start, end: self.base + span.end };
        let at = self.line_column(span);
        let (message, help) = (cut(message), help.map(cut));
        self.errors.push(ScenarioError { path, span, at, message, help });
    }

    /// Whether looking for what may have been meant is still worth the while.
    pub(super) fn suggests(&self) -> bool {
        self.errors.len() < MOST_SUGGESTIONS
    }

    /// As [`Span::line_column`], without walking the text once per error, nor a line that is the whole text.
    fn line_column(&mut self, span: Span) -> LineColumn {
        let start = span.start as usize;
        let line = self.line_starts.partition_point(|begin| *begin <= start);
        let begin = self.line_starts.get(line.saturating_sub(1)).copied().unwrap_or(0);
        let (from, column) = match self.last {
            (last, column) if begin <= last && last <= start => (last, column),
            _ => (begin, 1),
        };
        let column = column + self.text.get(from..start).unwrap_or_default().chars().count();
        self.last = (start, column);
        let narrow = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        LineColumn { line: narrow(line), column: narrow(column) }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.errors.is_empty()
    }

    /// Everything, in the order of the text.
    pub(crate) fn finish(mut self) -> Vec<ScenarioError> {
        self.take()
    }

    /// As [`finish`](Self::finish), and begins anew.
    pub(crate) fn take(&mut self) -> Vec<ScenarioError> {
        iam::order::sort_by_key(&mut self.errors, |error| error.span.start);
        if let (1.., Some(last)) = (self.more, self.errors.last()) {
            let message = format!("{} more errors are not listed.", self.more);
            let help = Some("Mend these first.".to_owned());
            let more = ScenarioError { path: String::new(), message, help, ..last.clone() };
            self.errors.push(more);
        }
        self.more = 0;
        std::mem::take(&mut self.errors)
    }
}
