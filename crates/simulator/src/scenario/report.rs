//! Collecting everything that is wrong with a file, each with its path and place.

use std::fmt;

use policy::{LineColumn, Span};

use super::ScenarioError;

/// Where in the file one stands.
#[derive(Debug, Clone, Copy)]
pub(super) enum Path<'a> {
    Root,
    Member(&'a Path<'a>, &'a str),
    Item(&'a Path<'a>, usize),
}

impl<'a> Path<'a> {
    pub(super) fn member(&'a self, name: &'a str) -> Self {
        Self::Member(self, name)
    }

    pub(super) fn item(&'a self, index: usize) -> Self {
        Self::Item(self, index)
    }
}

impl fmt::Display for Path<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Root => Ok(()),
            Self::Item(parent, index) => write!(f, "{parent}[{index}]"),
            Self::Member(parent, name) => {
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

/// What was found so far.
#[derive(Debug)]
pub(super) struct Report<'t> {
    text: &'t str,
    line_starts: Vec<usize>,
    errors: Vec<ScenarioError>,
}

impl<'t> Report<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        let breaks = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
        let line_starts = std::iter::once(0).chain(breaks.map(|(at, _)| at + 1)).collect();
        Self { text, line_starts, errors: Vec::new() }
    }

    pub(super) fn add(
        &mut self,
        path: &Path<'_>,
        span: Span,
        message: impl Into<String>,
        help: impl Into<Option<String>>,
    ) {
        self.add_at(path.to_string(), span, message.into(), help.into());
    }

    pub(super) fn add_at(
        &mut self,
        path: String,
        span: Span,
        message: String,
        help: Option<String>,
    ) {
        let at = self.line_column(span);
        self.errors.push(ScenarioError { path, span, at, message, help });
    }

    /// As [`Span::line_column`], without walking the text once per error.
    fn line_column(&self, span: Span) -> LineColumn {
        let start = span.start as usize;
        let line = self.line_starts.partition_point(|begin| *begin <= start);
        let begin = self.line_starts.get(line.saturating_sub(1)).copied().unwrap_or(0);
        let column = self.text.get(begin..start).unwrap_or_default().chars().count() + 1;
        let narrow = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        LineColumn { line: narrow(line), column: narrow(column) }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.errors.is_empty()
    }

    /// Everything, in the order of the text.
    pub(super) fn finish(mut self) -> Vec<ScenarioError> {
        self.errors.sort_by_key(|error| error.span.start);
        self.errors
    }
}
