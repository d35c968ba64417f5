//! Bytes of a Rust text to units of a JavaScript text.

/// The offset in UTF-16 units of a byte offset.
pub(super) fn from_byte(text: &str, byte: u32) -> u32 {
    let end = boundary(text, byte as usize);
    let units = text[..end].chars().map(char::len_utf16).sum::<usize>();
    u32::try_from(units).unwrap_or(u32::MAX)
}

/// The nearest offset at or before the given one that does not lie within a letter.
pub(super) fn boundary(text: &str, byte: usize) -> usize {
    (0..=byte.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_beyond_ascii_are_counted_as_the_browser_counts_them() {
        let text = "aä€😀z";
        let bytes = [0, 1, 3, 6, 10, 11];
        let units: Vec<u32> = bytes.iter().map(|byte| from_byte(text, *byte)).collect();
        assert_eq!(units, [0, 1, 2, 3, 5, 6]);
        assert_eq!(from_byte(text, 4), 2);
        assert_eq!(from_byte(text, 99), 6);
    }
}
