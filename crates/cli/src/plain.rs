//! What reaches a terminal: a file may hold characters that move its cursor, change its title or turn its lines around.

use std::io::{self, Write};

use anstyle::{AnsiColor, Style};

/// A writer that shows such characters as `\u{1b}` instead of sending them. Line feeds pass, and so do its own colours.
#[derive(Debug)]
pub(crate) struct Plain<W> {
    inner: W,
    colours: bool,
}

impl<W: Write> Plain<W> {
    pub(crate) fn new(inner: W) -> Self {
        Self { inner, colours: false }
    }

    pub(crate) fn in_colours(inner: W, colours: bool) -> Self {
        Self { inner, colours }
    }

    pub(crate) fn into_inner(self) -> W {
        self.inner
    }

    /// Writes a text in a style, where colours are wanted.
    ///
    /// # Errors
    /// What the writer below refuses.
    pub(crate) fn styled(&mut self, style: Style, text: &str) -> io::Result<()> {
        let style = if self.colours && !text.is_empty() { style } else { Style::new() };
        write!(self.inner, "{}", style.render())?;
        self.write_all(text.as_bytes())?;
        write!(self.inner, "{}", style.render_reset())
    }
}

/// What lets pass.
pub(crate) const GOOD: Style = AnsiColor::Green.on_default().bold();

/// What stops.
pub(crate) const BAD: Style = AnsiColor::Red.on_default().bold();

/// What deserves a look.
pub(crate) const DOUBTFUL: Style = AnsiColor::Yellow.on_default().bold();

/// What is there for completeness.
pub(crate) const FAINT: Style = Style::new().dimmed();

impl<W: Write> Write for Plain<W> {
    fn write(&mut self, buffer: &[u8]) -> io::Result<usize> {
        // Formatted text arrives in whole characters; anything else would come out as question marks.
        let text = String::from_utf8_lossy(buffer);
        if !text.contains(acts_on_a_terminal) {
            self.inner.write_all(buffer)?;
            return Ok(buffer.len());
        }
        let mut shown = String::with_capacity(text.len());
        for letter in text.chars() {
            match acts_on_a_terminal(letter) {
                true => shown.extend(letter.escape_unicode()),
                false => shown.push(letter),
            }
        }
        self.inner.write_all(shown.as_bytes())?;
        Ok(buffer.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}

/// Control characters of both sets, and those that change the direction of what follows.
fn acts_on_a_terminal(letter: char) -> bool {
    (letter.is_control() && letter != '\n') || iam::turns_direction(letter)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_acts_on_a_terminal_is_shown_and_everything_else_passes() {
        let mut bytes = Vec::new();
        write!(Plain::new(&mut bytes), "a\u{1b}[2J\u{7}\r\u{9b}\u{202e}b “é” \u{1f600}\n").unwrap();
        let shown = "a\\u{1b}[2J\\u{7}\\u{d}\\u{9b}\\u{202e}b “é” \u{1f600}\n";
        assert_eq!(String::from_utf8(bytes).unwrap(), shown);
    }

    #[test]
    fn its_own_colours_pass_where_they_are_wanted_and_no_others() {
        for (colours, shown) in [(true, "\u{1b}[2ma\\u{1b}[0m\u{1b}[0m"), (false, "a\\u{1b}[0m")] {
            let mut bytes = Vec::new();
            Plain::in_colours(&mut bytes, colours).styled(FAINT, "a\u{1b}[0m").unwrap();
            assert_eq!(String::from_utf8(bytes).unwrap(), shown);
        }
    }
}
