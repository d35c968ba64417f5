//! Texts that are much alike, one after the other: each as what differs from the one before it.

/// Writes texts.
#[derive(Debug, Default)]
pub(crate) struct Writer {
    written: String,
}

impl Writer {
    /// Writes a text with a few facts beside it, as what differs from another text.
    pub(crate) fn put(&mut self, base: &str, text: &str, facts: &[&str]) {
        let before = shared(base.bytes().zip(text.bytes()));
        let before = nearest(before, |at| base.is_char_boundary(at) && text.is_char_boundary(at));
        let (base, rest) = (&base[before..], &text[before..]);
        let after = shared(base.bytes().rev().zip(rest.bytes().rev()));
        let begins = |text: &str, after: usize| text.is_char_boundary(text.len() - after);
        let after = nearest(after, |after| begins(base, after) && begins(rest, after));
        let middle = &rest[..rest.len() - after];
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

/// So many bytes are the same. Texts are megabytes, so that their letters are not looked at.
fn shared(bytes: impl Iterator<Item = (u8, u8)>) -> usize {
    bytes.take_while(|(one, other)| one == other).count()
}

/// That many bytes, or as many fewer as it takes to part no letter.
fn nearest(most: usize, parts_none: impl Fn(usize) -> bool) -> usize {
    (0..=most).rev().find(|at| parts_none(*at)).unwrap_or_default()
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
            writer.put(base, text, &[text, "a\tb"]);
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
        writer.put(&text, &format!("{}changed\n{}", &text[..500], &text[500..]), &["edit"]);
        assert!(writer.len() < 60, "{}", writer.len());
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
