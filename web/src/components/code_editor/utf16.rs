//! Bytes of a Rust text to units of a JavaScript text.

/// The places of one text, both ways.
pub(super) struct Units<'a> {
    text: &'a str,
    /// In ASCII, which almost every policy is, bytes and units are the same.
    is_ascii: bool,
}

impl<'a> Units<'a> {
    /// Of that text.
    pub(super) fn of(text: &'a str) -> Self {
        Self { text, is_ascii: text.is_ascii() }
    }

    /// The unit at which a byte stands.
    pub(super) fn at(&self, byte: u32) -> u32 {
        match self.is_ascii {
            true => byte.min(u32::try_from(self.text.len()).unwrap_or(u32::MAX)),
            false => from_byte(self.text, byte),
        }
    }

    /// The byte at which a unit stands; within a letter, the letter's first.
    pub(super) fn byte(&self, unit: u32) -> usize {
        let mut left = unit as usize;
        if self.is_ascii {
            return left.min(self.text.len());
        }
        for (at, letter) in self.text.char_indices() {
            if left < letter.len_utf16() {
                return at;
            }
            left -= letter.len_utf16();
        }
        self.text.len()
    }
}

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

/// The offsets of two places from the beginning of the first one's line, both within it.
pub(super) fn within_line(text: &str, start: u32, end: u32) -> (u32, u32) {
    let (start, end) = (boundary(text, start as usize), boundary(text, end as usize));
    let from = text[..start].rfind('\n').map_or(0, |at| at + 1);
    let to = text[start..].find('\n').map_or(text.len(), |at| start + at).min(end.max(start));
    let units = |until: usize| {
        let units = text[from..until].chars().map(char::len_utf16).sum::<usize>();
        u32::try_from(units).unwrap_or(u32::MAX)
    };
    (units(start), units(to))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_counted_from_the_beginning_of_their_line() {
        let text = "a\n ä€b\nc";
        assert_eq!(within_line(text, 3, 8), (1, 3));
        assert_eq!(within_line(text, 3, 11), (1, 4));
        assert_eq!(within_line(text, 0, 1), (0, 1));
        assert_eq!(within_line(text, 99, 4), (1, 1));
    }

    #[test]
    fn letters_beyond_ascii_are_counted_as_the_browser_counts_them() {
        let text = "aä€😀z";
        let bytes = [0, 1, 3, 6, 10, 11];
        let units: Vec<u32> = bytes.iter().map(|byte| from_byte(text, *byte)).collect();
        assert_eq!(units, [0, 1, 2, 3, 5, 6]);
        assert_eq!(from_byte(text, 4), 2);
        assert_eq!(from_byte(text, 99), 6);
    }

    #[test]
    fn units_and_bytes_lead_to_each_other() {
        let text = "aä€😀z";
        let units = Units::of(text);
        for byte in [0, 1, 3, 6, 10, 11] {
            assert_eq!(units.byte(units.at(byte)), byte as usize);
        }
        assert_eq!(units.byte(4), 6, "within the letter of two units");
        assert_eq!((units.byte(99), units.at(99)), (11, 6));
        let plain = Units::of("abc");
        assert_eq!((plain.at(2), plain.byte(2), plain.at(9), plain.byte(9)), (2, 2, 3, 3));
    }
}
