//! Letters that change how their neighbours are shown without being seen themselves.

use std::borrow::Cow;

/// Whether a letter turns the direction of what follows it, so that a name reads as another one. Unicode: "Unicode
/// Bidirectional Algorithm", explicit and implicit directional formatting characters.
#[must_use]
pub fn turns_direction(letter: char) -> bool {
    matches!(letter, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// A text as it is shown: letters that turn the direction stand as `\u{202e}`, so that they are seen and do nothing.
#[must_use]
pub fn visible(text: &str) -> Cow<'_, str> {
    // All of them lie beyond ASCII, as hardly any name does.
    if text.is_ascii() || !text.contains(turns_direction) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len() + 8);
    for letter in text.chars() {
        match turns_direction(letter) {
            true => shown.extend(letter.escape_unicode()),
            false => shown.push(letter),
        }
    }
    Cow::Owned(shown)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_turns_the_direction_is_seen_and_nothing_else_changes() {
        assert_eq!(visible("Prod\u{202e}dorP"), "Prod\\u{202e}dorP");
        assert_eq!(
            visible("\u{2066}a\u{2069}\u{200f}\u{61c}"),
            "\\u{2066}a\\u{2069}\\u{200f}\\u{61c}"
        );
        for plain in ["Prod", "“é” \u{1f600}", "שלום", "a\u{301}\n"] {
            assert!(matches!(visible(plain), Cow::Borrowed(text) if text == plain), "{plain}");
        }
    }
}
