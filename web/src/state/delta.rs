//! Texts that are much alike, one after the other: each as what differs from the one before it.

use std::{cell::RefCell, rc::Rc};

/// So many bytes are compared at once.
const BLOCK: usize = 1024;

/// What a text shares with the one before it, found once for each that comes before it: large texts take their time.
#[derive(Debug, Clone, Default)]
pub(crate) struct Shared(RefCell<Option<(Rc<str>, [usize; 2])>>);

impl Shared {
    /// So many bytes of the beginning and of the end are the same.
    pub(crate) fn over(&self, base: &Rc<str>, text: &str) -> [usize; 2] {
        let mut found = self.0.borrow_mut();
        match &*found {
            Some((over, shared)) if Rc::ptr_eq(over, base) => *shared,
            _ => {
                let shared = shared(base, text);
                *found = Some((Rc::clone(base), shared));
                shared
            }
        }
    }
}

/// It says nothing of a text that the text does not say.
impl PartialEq for Shared {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for Shared {}

/// Writes texts.
#[derive(Debug, Default)]
pub(crate) struct Writer {
    written: String,
}

impl Writer {
    /// Writes a text with a few facts beside it, as what differs from another text with which it shares so much.
    pub(crate) fn put(&mut self, text: &str, [before, after]: [usize; 2], facts: &[&str]) {
        let middle = &text[before..text.len() - after];
        self.written.push_str(&format!("{before} {after} {}", middle.len()));
        for fact in facts {
            self.written.push('\t');
            self.written.extend(fact.chars().map(|c| if c.is_control() { ' ' } else { c }));
        }
        self.written.push('\n');
        self.written.push_str(middle);
    }

    /// How many bytes were written.
    pub(crate) fn len(&self) -> usize {
        self.written.len()
    }

    /// What was written.
    pub(crate) fn into_text(self) -> String {
        self.written
    }
}

/// So many bytes of the beginning and of the end are the same, in whole characters.
fn shared(base: &str, text: &str) -> [usize; 2] {
    let (one, other) = (base.as_bytes(), text.as_bytes());
    let blocks = one.chunks_exact(BLOCK).zip(other.chunks_exact(BLOCK));
    let mut before = blocks.take_while(|(one, other)| one == other).count() * BLOCK;
    let bytes = one[before..].iter().zip(&other[before..]);
    before += bytes.take_while(|(one, other)| one == other).count();
    while !(base.is_char_boundary(before) && text.is_char_boundary(before)) {
        before -= 1;
    }
    let (one, other) = (&one[before..], &other[before..]);
    let blocks = one.rchunks_exact(BLOCK).zip(other.rchunks_exact(BLOCK));
    let mut after = blocks.take_while(|(one, other)| one == other).count() * BLOCK;
    let bytes =
        one[..one.len() - after].iter().rev().zip(other[..other.len() - after].iter().rev());
    after += bytes.take_while(|(one, other)| one == other).count();
    while !(base.is_char_boundary(base.len() - after) && text.is_char_boundary(text.len() - after))
    {
        after -= 1;
    }
    [before, after]
}

/// Reads them again.
#[derive(Debug)]
pub(crate) struct Reader<'a> {
    rest: &'a str,
}

impl<'a> Reader<'a> {
    /// Reads what a [`Writer`] wrote.
    pub(crate) fn new(written: &'a str) -> Self {
        Self { rest: written }
    }

    /// The first fact of the next text.
    pub(crate) fn next_fact(&self) -> Option<&'a str> {
        self.rest.split_once('\n')?.0.split('\t').nth(1)
    }

    /// The next text with its facts; nothing at the end, or where the bytes are none that were written over that base.
    pub(crate) fn take(&mut self, base: &str) -> Option<(String, Vec<&'a str>)> {
        let (head, rest) = self.rest.split_once('\n')?;
        let mut facts = head.split('\t');
        let mut numbers = facts.next()?.split(' ').map(|number| number.parse::<usize>().ok());
        let (before, after, middle) = (numbers.next()??, numbers.next()??, numbers.next()??);
        let begin = base.get(..before)?;
        let end = base.get(before..)?;
        let end = end.get(end.len().checked_sub(after)?..)?;
        let text = [begin, rest.get(..middle)?, end].concat();
        self.rest = rest.get(middle..)?;
        Some((text, facts.collect()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_come_back_as_they_were() {
        let texts = [
            "",
            "one\ntwo\nthree",
            "one\ntwö\nthree",
            "twö",
            "ö",
            "ä",
            "Ť",
            "öö",
            "aaa",
            "aa",
            "aaaa",
        ];
        let mut writer = Writer::default();
        let mut base = "";
        for text in texts {
            writer.put(text, shared(base, text), &[text, "a\tb"]);
            base = text;
        }
        let written = writer.into_text();
        let mut reader = Reader::new(&written);
        let mut base = String::new();
        for text in texts {
            let (read, facts) = reader.take(&base).unwrap();
            assert_eq!((&*read, facts[1]), (text, "a b"));
            base = read;
        }
        assert_eq!(reader.take(&base), None);
    }

    #[test]
    fn a_small_change_of_a_large_text_is_small() {
        let text = "line\n".repeat(10_000);
        let mut writer = Writer::default();
        let changed = format!("{}changed\n{}", &text[..500], &text[500..]);
        writer.put(&changed, shared(&text, &changed), &["edit"]);
        assert!(writer.len() < 60, "{}", writer.len());
    }

    #[test]
    fn what_is_shared_ends_between_letters_wherever_blocks_end() {
        // `ö` and `ä` begin with the same byte, `ö` and `϶` end with the same.
        for length in [0, 1, BLOCK - 1, BLOCK, BLOCK + 1, 3 * BLOCK] {
            let same = "x".repeat(length);
            for (one, other) in [("ö", "ä"), ("ö", "϶"), ("öä", "ö"), ("äö", "ö"), ("", "ö")]
            {
                let (base, text) = (format!("{same}{one}{same}"), format!("{same}{other}{same}"));
                let [before, after] = shared(&base, &text);
                assert!(before + after <= base.len().min(text.len()), "{one} {other} {length}");
                assert_eq!(base[..before], text[..before]);
                assert_eq!(base[base.len() - after..], text[text.len() - after..]);
                assert!(text.len() - before - after <= "ö".len(), "{one} {other} {length}");
            }
        }
    }

    #[test]
    fn what_two_texts_share_is_found_once() {
        let (one, other): (Rc<str>, Rc<str>) = ("same one".into(), "same other".into());
        let found = Shared::default();
        assert_eq!(found.over(&one, "same two"), [5, 0]);
        // Another text would share something else: nobody looked.
        assert_eq!(found.over(&one, ""), [5, 0]);
        assert_eq!(found.over(&other, "same other"), [10, 0]);
    }

    #[test]
    fn other_bytes_are_nothing() {
        for bytes in
            ["1 2 3\n", "0 0 9\nabc", "x", "9999999999999999999999 0 0\n", "0 0\n", "1 0 0\n"]
        {
            assert_eq!(Reader::new(bytes).take("ö"), None, "{bytes}");
        }
    }
}
