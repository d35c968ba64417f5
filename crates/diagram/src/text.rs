//! Text without measuring: how wide a text may be at most, and how a name is cut in the middle.
//!
//! **Invariant:** widths are estimates from above for the fonts of the page (0.62 em for most characters), so that the
//! same model gives the same drawing on every machine.

/// What stands for the part of a name that was cut out.
pub(crate) const ELLIPSIS: char = '…';

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

/// The text on one line where it fits, else on two that are parted where a reader parts the name: after a sign, before a
/// capital letter; what does not fit on the second is cut in its middle.
#[must_use]
pub fn wrap(text: &str, size: i32, mono: bool, room: i32) -> (String, Option<String>) {
    if width(text, size, mono) <= room {
        return (text.to_owned(), None);
    }
    // The longest head of each kind: parted well with the rest whole, rest whole, parted well, any.
    let mut heads = [None; 4];
    let mut before = None;
    for (at, character) in text.char_indices() {
        if let Some(before) = before.replace(character) {
            let (head, tail) = text.split_at(at);
            if width(head, size, mono) > room {
                break;
            }
            let (whole, well) = (width(tail, size, mono) <= room, parts(before, character));
            for (kind, holds) in [whole && well, whole, well, true].into_iter().enumerate() {
                if holds {
                    heads[kind] = Some(at);
                }
            }
        }
    }
    let Some(at) = heads.into_iter().flatten().next() else {
        return (cut(text, size, mono, room), None);
    };
    let (head, tail) = text.split_at(at);
    (head.to_owned(), Some(cut(tail, size, mono, room)))
}

/// A sentence in lines, parted at its spaces; a word that is wider than a line is parted anywhere.
#[must_use]
pub fn lines(text: &str, size: i32, mono: bool, room: i32) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    for word in text.split(' ').filter(|word| !word.is_empty()) {
        let before = line.len();
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
        if width(&line, size, mono) <= room {
            continue;
        }
        if before > 0 {
            line.truncate(before);
            lines.push(std::mem::take(&mut line));
            line.push_str(word);
        }
        while width(&line, size, mono) > room {
            let ends = line.char_indices().map(|(at, _)| at).skip(1);
            let fitting = ends.take_while(|at| width(&line[..*at], size, mono) <= room).last();
            let Some(at) = fitting else { break };
            let rest = line.split_off(at);
            lines.push(std::mem::replace(&mut line, rest));
        }
    }
    if !line.is_empty() {
        lines.push(line);
    }
    lines
}

/// Whether a name may be parted between two characters.
fn parts(before: char, after: char) -> bool {
    matches!(before, '-' | '_' | '.' | '/' | '@' | '+' | '=' | ',' | ' ' | ':')
        || (before.is_lowercase() && after.is_uppercase())
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
    fn a_long_name_is_parted_where_a_reader_parts_it() {
        let parted = |name: &str| wrap(name, 13, false, 90);
        assert_eq!(parted("LogArchiveReader"), ("LogArchive".into(), Some("Reader".into())));
        assert_eq!(parted("prod-release-logs"), ("prod-".into(), Some("release-logs".into())));
        assert_eq!(parted("alice"), ("alice".into(), None));
    }

    #[test]
    fn a_name_too_long_for_two_lines_keeps_its_end() {
        let (first, second) = wrap("prod-deployment-of-everything-admin", 13, false, 90);
        assert_eq!(first, "prod-");
        let second = second.unwrap();
        assert!(second.ends_with("in") && second.contains(ELLIPSIS), "{second}");
        let (first, second) = wrap("WWWWWWWWWWWWWWWW", 13, false, 90);
        assert!(width(&first, 13, false) <= 90 && second.is_some());
    }

    #[test]
    fn a_sentence_is_parted_at_its_spaces_and_loses_nothing() {
        let words =
            "alice calls s3:GetObject on prod-release-logs-of-everything-that-was-ever-shipped";
        let parted = lines(words, 12, false, 160);
        assert!(parted.len() > 2 && parted[0].ends_with("GetObject"), "{parted:?}");
        assert!(parted.iter().all(|line| width(line, 12, false) <= 160), "{parted:?}");
        let letters = |text: &str| text.replace(' ', "");
        assert_eq!(letters(&parted.concat()), letters(words));
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
