//! What every sentence is made of: weight, lists, durations, moments.
//!
//! While a sentence is put together it is one text in which control characters mark the weighty parts; no name that AWS
//! accepts holds one, and those of other texts are left out.

use std::fmt::{Display, Write};

use iam::Timestamp;

use super::{Part, Sentence};

const STRONG: char = '\u{2}';
const CODE: char = '\u{3}';
const END: char = '\u{4}';

/// A name or a figure that matters.
pub(super) fn strong(text: impl Display) -> String {
    marked(STRONG, &text)
}

/// Something that could be pasted.
pub(super) fn code(text: impl Display) -> String {
    marked(CODE, &text)
}

/// Whether the text begins as something that could be pasted.
pub(super) fn is_code(text: &str) -> bool {
    text.starts_with(CODE)
}

fn marked(mark: char, text: &dyn Display) -> String {
    let text = text.to_string();
    let clean: String = iam::visible(&text).chars().filter(|c| !c.is_control()).collect();
    if clean.is_empty() { String::new() } else { format!("{mark}{clean}{END}") }
}

/// The text taken apart, its first letter a capital where it is not part of a name.
pub(super) fn sentence(text: &str) -> Sentence {
    let mut parts = Vec::new();
    let mut current = String::new();
    let mut kind = None;
    for character in text.chars() {
        match character {
            STRONG | CODE | END => {
                push(&mut parts, kind, std::mem::take(&mut current));
                kind = (character != END).then_some(character);
            }
            _ => current.push(character),
        }
    }
    push(&mut parts, kind, current);
    Sentence { parts }
}

fn push(parts: &mut Vec<Part>, kind: Option<char>, text: String) {
    if text.is_empty() {
        return;
    }
    parts.push(match kind {
        Some(STRONG) => Part::Strong(text),
        Some(_) => Part::Code(text),
        None => Part::Text(text),
    });
}

/// The text without marks.
pub(super) fn plain(text: &str) -> String {
    text.chars().filter(|c| !matches!(*c, STRONG | CODE | END)).collect()
}

/// The first letter as a capital; names and code stay as they are.
pub(super) fn capital(text: &str) -> String {
    let mut text = text.to_owned();
    if let Some(first) = text.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    text
}

/// Joins sentences, each without its full stop.
pub(super) fn sentences(all: impl IntoIterator<Item = String>) -> String {
    let mut text = String::new();
    for one in all {
        add_sentence(&mut text, &one);
    }
    text
}

fn add_sentence(text: &mut String, one: &str) {
    if one.is_empty() {
        return;
    }
    if !text.is_empty() {
        text.push(' ');
    }
    text.push_str(&capital(one));
    if !one.ends_with(['.', ':', '!', '?']) {
        text.push('.');
    }
}

/// "a", "a and b", "a, b and c"; after the third, how many more.
pub(super) fn and(items: &[String]) -> String {
    joined(items, "and")
}

/// "a", "a or b", "a, b or c"; after the third, how many more.
pub(super) fn or(items: &[String]) -> String {
    joined(items, "or")
}

fn joined(items: &[String], word: &str) -> String {
    const SHOWN: usize = 3;
    match items {
        [] => String::new(),
        [only] => only.clone(),
        [first @ .., last] if items.len() <= SHOWN => {
            format!("{} {word} {last}", first.join(", "))
        }
        _ => format!("{} {word} {} more", items[..SHOWN - 1].join(", "), items.len() - SHOWN + 1),
    }
}

/// "1 tag", "2 tags".
pub(super) fn count(number: usize, one: &str) -> String {
    match number {
        1 => format!("1 {one}"),
        _ => match one.strip_suffix('y') {
            Some(stem) => format!("{number} {stem}ies"),
            None => format!("{number} {one}s"),
        },
    }
}

/// Seconds as people say them: "1 hour", "15 minutes", "1 h 30 min", "3601 s".
pub(super) fn duration(seconds: i64) -> String {
    let unit = |number: i64, one: &str| {
        if number == 1 { format!("1 {one}") } else { format!("{number} {one}s") }
    };
    match seconds {
        _ if seconds % 3600 == 0 && seconds != 0 => unit(seconds / 3600, "hour"),
        _ if seconds % 60 != 0 => format!("{seconds} s"),
        _ if seconds < 3600 => unit(seconds / 60, "minute"),
        _ => format!("{} h {} min", seconds / 3600, seconds % 3600 / 60),
    }
}

/// The time of day, with the date where it is not that of the other moment, and with seconds where there are any.
pub(super) fn moment(at: Timestamp, beside: Timestamp) -> String {
    let text = at.to_string();
    let (date, time) = text.split_once('T').unwrap_or(("", &text));
    let time = time.trim_end_matches('Z');
    let time = time.strip_suffix(":00").unwrap_or(time);
    let mut shown = String::new();
    if !beside.to_string().starts_with(date) {
        let _ = write!(shown, "{date} ");
    }
    let _ = write!(shown, "{time} UTC");
    shown
}

/// A name in the genitive.
pub(super) fn of(name: &str) -> String {
    let ends_in_s = plain(name).ends_with('s');
    if ends_in_s { format!("{name}'") } else { format!("{name}'s") }
}

/// A long text cut in the middle, since the ends of names and ARNs say most.
pub(super) fn short(text: &str, longest: usize) -> String {
    let length = text.chars().count();
    if length <= longest {
        return text.to_owned();
    }
    let head = longest / 2;
    let tail = longest - head - 1;
    let start: String = text.chars().take(head).collect();
    let end: String = text.chars().skip(length - tail).collect();
    format!("{start}…{end}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weight_is_taken_apart_and_control_characters_are_not_names() {
        let text = format!("An SCP on {} denies {}.", strong("Non\u{3}Prod"), code("sts:*"));
        assert_eq!(
            sentence(&text).parts,
            [
                Part::Text("An SCP on ".to_owned()),
                Part::Strong("NonProd".to_owned()),
                Part::Text(" denies ".to_owned()),
                Part::Code("sts:*".to_owned()),
                Part::Text(".".to_owned()),
            ]
        );
        assert_eq!(plain(&text), "An SCP on NonProd denies sts:*.");
    }

    #[test]
    fn durations_are_said_as_people_say_them() {
        for (seconds, expect) in [
            (3600, "1 hour"),
            (43_200, "12 hours"),
            (900, "15 minutes"),
            (60, "1 minute"),
            (5400, "1 h 30 min"),
            (3601, "3601 s"),
            (0, "0 minutes"),
        ] {
            assert_eq!(duration(seconds), expect);
        }
    }

    #[test]
    fn long_lists_end_in_a_number() {
        let items = |count: usize| {
            vec!["a".to_owned(), "b".into(), "c".into(), "d".into()][..count].to_vec()
        };
        assert_eq!(or(&items(2)), "a or b");
        assert_eq!(and(&items(3)), "a, b and c");
        assert_eq!(or(&items(4)), "a, b or 2 more");
    }

    #[test]
    fn a_moment_has_its_date_where_that_is_another() {
        let at = |text: &str| text.parse::<Timestamp>().unwrap();
        let now = at("2026-11-22T17:30:00Z");
        assert_eq!(moment(at("2026-11-22T18:00:00Z"), now), "18:00 UTC");
        assert_eq!(moment(at("2026-11-23T00:00:30Z"), now), "2026-11-23 00:00:30 UTC");
    }

    #[test]
    fn sentences_begin_with_a_capital_unless_a_name_begins_them() {
        let all =
            sentences(["one".to_owned(), format!("{} calls", strong("alice")), String::new()]);
        assert_eq!(plain(&all), "One. alice calls.");
    }

    #[test]
    fn long_texts_are_cut_in_the_middle() {
        assert_eq!(short("prod-deployment-admin", 11), "prod-…admin");
    }
}
