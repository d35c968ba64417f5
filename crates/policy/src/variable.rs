//! Policy variables: `${key}`, `${key, 'default'}` and the literals `${*}`, `${?}`, `${$}`.
//! AWS: "IAM policy elements: Variables and tags".

use iam::{Context, ContextKey, Span};

/// A reference to a condition key inside a policy's text.
#[derive(Debug, Clone)]
pub(crate) struct Variable {
    key: ContextKey,
    default: Option<Box<str>>,
}

impl Variable {
    /// The key as it is written.
    pub(crate) fn key(&self) -> &str {
        self.key.as_str()
    }

    /// The text that stands for the variable in this request; nothing where the key is missing and there is no default.
    ///
    /// Only single-valued keys may be referenced: a key with several values counts as missing.
    pub(crate) fn resolve<'a>(&'a self, context: &'a Context) -> Option<&'a str> {
        match context.get(&self.key) {
            Some([value]) => Some(value),
            _ => self.default.as_deref(),
        }
    }
}

/// What a `${…}` at the beginning of a text is.
#[derive(Debug)]
pub(crate) enum Reference<'t> {
    /// One of `*`, `?`, `$`, meant literally.
    Literal(&'t str),
    /// A variable.
    Variable(Variable),
}

/// Reads the `${…}` with which the text begins, and says how long it is. Nothing for any other form: it is then plain
/// text, as AWS documents no meaning for it.
pub(crate) fn read(text: &str) -> Option<(Reference<'_>, usize)> {
    let inside = text.strip_prefix("${")?;
    let key_end = inside.find(['}', ','])?;
    let key = &inside[..key_end];
    if inside.as_bytes()[key_end] == b'}' {
        let reference = match key {
            "*" | "?" | "$" => Reference::Literal(key),
            _ => Reference::Variable(Variable { key: checked(key)?, default: None }),
        };
        return Some((reference, key_end + 3));
    }
    let key = checked(key)?;
    let quoted = inside[key_end + 1..].trim_start_matches(' ').strip_prefix('\'')?;
    let default_end = quoted.find('\'')?;
    let rest = quoted[default_end + 1..].strip_prefix('}')?;
    let default = Some(quoted[..default_end].into());
    Some((Reference::Variable(Variable { key, default }), text.len() - rest.len()))
}

/// A `${…}` in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VariableAt {
    /// Where it stands.
    pub span: Span,
    /// The condition key that it refers to, or the letter `*`, `?` or `$` that it stands for.
    pub name: String,
    /// What stands there where the key is missing.
    pub default: Option<String>,
}

/// The `${…}` around a byte of a text; nothing where there is none of a documented form.
#[must_use]
pub fn variable_at(text: &str, at: usize) -> Option<VariableAt> {
    // One that begins at the byte counts as well.
    let until = (at..=at.saturating_add(2)).rev().find_map(|end| text.get(..end)).unwrap_or(text);
    let start = until.rfind("${")?;
    let (found, length) = read(&text[start..])?;
    let (name, default) = match found {
        Reference::Literal(letter) => (letter.to_owned(), None),
        Reference::Variable(known) => (known.key().to_owned(), known.default.map(String::from)),
    };
    let span = Span::new(start, start + length);
    (at <= start + length).then_some(VariableAt { span, name, default })
}

fn checked(key: &str) -> Option<ContextKey> {
    let fits =
        !key.is_empty() && !key.contains(|c: char| c.is_whitespace() || "{}$*?'".contains(c));
    fits.then(|| ContextKey::new(key))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expect: Option<(&str, Option<&str>, usize)>) {
        let found = read(text).map(|(reference, length)| match reference {
            Reference::Literal(text) => (text.to_owned(), None, length),
            Reference::Variable(variable) => {
                (variable.key.as_str().to_owned(), variable.default.map(String::from), length)
            }
        });
        let expect = expect.map(|(k, d, l)| (k.to_owned(), d.map(str::to_owned), l));
        assert_eq!(found, expect, "{text}");
    }

    #[test]
    fn the_documented_forms_are_read() {
        check("${aws:username}/x", Some(("aws:username", None, 15)));
        check("${aws:PrincipalTag/t, 'a}b'}", Some(("aws:PrincipalTag/t", Some("a}b"), 28)));
        check("${aws:username,'x'}", Some(("aws:username", Some("x"), 19)));
        check("${*}", Some(("*", None, 4)));
        check("${$}", Some(("$", None, 4)));
    }

    #[test]
    fn a_place_is_in_the_variable_around_it() {
        let text = "a/${aws:username}/${*}ä${k, 'd'}";
        let name = |at| variable_at(text, at).map(|found| found.name);
        assert_eq!(name(1), None);
        for at in 2..=17 {
            assert_eq!(name(at).as_deref(), Some("aws:username"), "{at}");
        }
        assert_eq!((name(19).as_deref(), name(23)), (Some("*"), None));
        let last = variable_at(text, text.len()).unwrap();
        assert_eq!((last.span.of(text), last.default.as_deref()), ("${k, 'd'}", Some("d")));
        (0..text.len() + 3).for_each(|at| drop(variable_at(text, at)));
    }

    #[test]
    fn any_other_form_is_plain_text() {
        for text in
            ["${aws:username", "${}", "${ aws:username}", "${a b}", "${k, x}", "${k, 'x}", "$k"]
        {
            check(text, None);
        }
    }

    #[test]
    fn a_missing_key_gives_the_default_and_an_empty_one_does_not() {
        let Some((Reference::Variable(variable), _)) = read("${k, 'd'}") else { panic!() };
        let mut context = Context::new();
        assert_eq!(variable.resolve(&context), Some("d"));
        context.set_one("K", "");
        assert_eq!(variable.resolve(&context), Some(""));
        context.set("k", ["a", "b"]);
        assert_eq!(variable.resolve(&context), Some("d"));
    }
}
