//! Text without measuring: how wide a text may be at most, and how a name is cut in the middle.
//!
//! **Invariant:** widths are estimates from above for the fonts of the page (0.62 em for most characters), so that the
//! same model gives the same drawing on every machine.

/// What stands for the part of a name that was cut out.
const ELLIPSIS: char = '…';

/// Hundredths of an em that a character takes at most.
fn advance(character: char, mono: bool) -> i32 {
    let code = u32::from(character);
    if is_wide(code) {
        return if mono { 124 } else { 110 };
    }
    if mono {
        return 62;
    }
    match character {
        ' ' | ',' | '.' | ':' | ';' | '\'' | 'i' | 'j' | 'l' | '!' | '|' => 34,
        't' | 'f' | 'r' | '-' | '/' | '(' | ')' | '[' | ']' | 'I' => 45,
        'm' | 'w' | 'M' | 'W' | '@' | '%' | '…' => 100,
        'A'..='Z' | '=' | '+' | '<' | '>' | '#' | '&' | '~' => 72,
        _ => 62,
    }
}

/// Whether a character takes a whole square: Chinese, Japanese, Korean, pictures, and scripts whose letters are broad.
fn is_wide(code: u32) -> bool {
    matches!(code, 0x0900..=0x0fff | 0x1100..=0x11ff | 0x2600..=0x27bf | 0x2e80..=0xd7ff | 0xf900..=0xfaff
        | 0xfe30..=0xfe6f | 0xff00..=0xff60 | 0x1f000..=0x3ffff)
}

/// How wide a text is at most, in whole pixels.
#[must_use]
pub fn width(text: &str, size: i32, mono: bool) -> i32 {
    pixels(text.chars().map(|character| advance(character, mono)).sum(), size)
}

fn pixels(hundredths: i32, size: i32) -> i32 {
    (hundredths.saturating_mul(size) + 99) / 100
}

/// The text where it fits, else its beginning and its end with `…` between; empty where not even that fits.
#[must_use]
pub fn cut(text: &str, size: i32, mono: bool, room: i32) -> String {
    if width(text, size, mono) <= room {
        return text.to_owned();
    }
    let characters: Vec<char> = text.chars().collect();
    let mut used = advance(ELLIPSIS, mono);
    if pixels(used, size) > room {
        return String::new();
    }
    let (mut head, mut tail) = (0, 0);
    while head + tail < characters.len() {
        let at_head = head <= tail;
        let index = if at_head { head } else { characters.len() - 1 - tail };
        let more = characters.get(index).map_or(0, |character| advance(*character, mono));
        if pixels(used + more, size) > room {
            break;
        }
        used += more;
        if at_head {
            head += 1;
        } else {
            tail += 1;
        }
    }
    let mut short: String = characters.iter().take(head).collect();
    short.push(ELLIPSIS);
    short.extend(characters.iter().skip(characters.len() - tail));
    short
}

/// The first of several wordings that fits, else the last one cut.
#[must_use]
pub fn fit(wordings: &[&str], size: i32, mono: bool, room: i32) -> String {
    let fitting = wordings.iter().find(|wording| width(wording, size, mono) <= room);
    match (fitting, wordings.last()) {
        (Some(wording), _) => (*wording).to_owned(),
        (None, Some(last)) => cut(last, size, mono, room),
        (None, None) => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_name_keeps_its_beginning_and_its_end() {
        let short = cut("prod-deployment-of-everything-admin", 13, false, 100);
        assert!(short.starts_with("prod") && short.ends_with("min") && short.contains('…'));
        assert!(width(&short, 13, false) <= 100);
    }

    #[test]
    fn what_fits_is_not_cut() {
        assert_eq!(cut("alice", 13, false, 60), "alice");
    }

    #[test]
    fn without_room_there_is_no_text() {
        assert_eq!(cut("alice", 13, false, 3), "");
    }

    #[test]
    fn broad_letters_are_counted_broad() {
        assert!(width("生産環境", 13, false) > width("prod", 13, false));
        let short = cut("生産環境のアカウント", 13, false, 60);
        assert!(width(&short, 13, false) <= 60);
    }

    #[test]
    fn the_first_wording_that_fits_is_taken() {
        assert_eq!(fit(&["no credentials issued", "not issued"], 11, false, 70), "not issued");
    }
}
