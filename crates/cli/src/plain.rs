//! What reaches a terminal: a file may hold characters that move its cursor, change its title or turn its lines around.

use std::io::{self, Write};

/// A writer that shows such characters as `\u{1b}` instead of sending them. Line feeds pass.
#[derive(Debug)]
pub(crate) struct Plain<W>(pub(crate) W);

impl<W: Write> Write for Plain<W> {
    fn write(&mut self, buffer: &[u8]) -> io::Result<usize> {
        // Formatted text arrives in whole characters; anything else would come out as question marks.
        let text = String::from_utf8_lossy(buffer);
        if !text.contains(acts_on_a_terminal) {
            self.0.write_all(buffer)?;
            return Ok(buffer.len());
        }
        let mut shown = String::with_capacity(text.len());
        for letter in text.chars() {
            match acts_on_a_terminal(letter) {
                true => shown.extend(letter.escape_unicode()),
                false => shown.push(letter),
            }
        }
        self.0.write_all(shown.as_bytes())?;
        Ok(buffer.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

/// Control characters of both sets, and those that change the direction of what follows.
fn acts_on_a_terminal(letter: char) -> bool {
    let turns = matches!(letter, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    (letter.is_control() && letter != '\n') || turns
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_acts_on_a_terminal_is_shown_and_everything_else_passes() {
        let mut bytes = Vec::new();
        write!(Plain(&mut bytes), "a\u{1b}[2J\u{7}\r\u{9b}\u{202e}b “é” \u{1f600}\n").unwrap();
        let shown = "a\\u{1b}[2J\\u{7}\\u{d}\\u{9b}\\u{202e}b “é” \u{1f600}\n";
        assert_eq!(String::from_utf8(bytes).unwrap(), shown);
    }
}
