//! Which values of a list say nothing that another one does not say.

use std::rc::Rc;

use crate::Spanned;

/// No service keeps a longer document, white space aside, and every value is held against every other one of its list.
const LONGEST: usize = 20_480;

/// Whether a document is short enough to be looked through for pairs.
pub(super) fn is_short(text: &str) -> bool {
    text.len() <= LONGEST
        || text.bytes().filter(|byte| !byte.is_ascii_whitespace()).nth(LONGEST).is_none()
}

/// Tells every value that another one covers, with that one. Of two that are the same the later is told. What
/// has a variable is left alone.
///
/// A star and a question mark of the narrower are taken as characters: what covers them covers what they stand for, since
/// only a star covers a star.
pub(super) fn each(
    values: &[Spanned<Rc<str>>],
    key: impl Fn(&str) -> String,
    mut tell: impl FnMut(&Spanned<Rc<str>>, &str),
) {
    if values.len() < 2 {
        return;
    }
    let keys: Vec<String> = values.iter().map(|value| key(&value.value)).collect();
    let covers = |wide: usize, narrow: usize| {
        let (pattern, text) = (&keys[wide], &keys[narrow]);
        if pattern == text { wide < narrow } else { matches(pattern, text) }
    };
    for narrow in 0..values.len() {
        let other = (0..values.len()).filter(|wide| *wide != narrow);
        let plain = |index: usize| !keys[index].contains("${");
        let mut wider = other.filter(|wide| plain(*wide) && plain(narrow) && covers(*wide, narrow));
        if let Some(wider) = wider.next() {
            tell(&values[narrow], &values[wider].value);
        }
    }
}

/// Whether everything that `narrow` fits is fitted by `wide`, colon by colon where both have colons.
fn matches(wide: &str, narrow: &str) -> bool {
    if wide == "*" {
        return true;
    }
    let (wide, narrow) = (wide.splitn(6, ':'), narrow.splitn(6, ':'));
    let (wide, narrow): (Vec<_>, Vec<_>) = (wide.collect(), narrow.collect());
    wide.len() == narrow.len() && wide.iter().zip(&narrow).all(|(wide, narrow)| glob(wide, narrow))
}

/// A glob whose text may have wildcards itself: a question mark covers no star.
fn glob(pattern: &str, text: &str) -> bool {
    let (pattern, text): (Vec<char>, Vec<char>) =
        (pattern.chars().collect(), text.chars().collect());
    let (mut at, mut read) = (0, 0);
    let mut star = None;
    while read < text.len() {
        match pattern.get(at) {
            Some('*') => {
                star = Some((at + 1, read));
                at += 1;
            }
            Some('?') if text[read] != '*' => {
                at += 1;
                read += 1;
            }
            Some(same) if *same == text[read] && *same != '?' => {
                at += 1;
                read += 1;
            }
            _ => match star {
                Some((behind, from)) => {
                    at = behind;
                    read = from + 1;
                    star = Some((behind, read));
                }
                None => return false,
            },
        }
    }
    pattern[at..].iter().all(|rest| *rest == '*')
}
