//! Cutting an array into its elements by brackets and quotes alone, without reading them.

use policy::Span;

/// What a text holds.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Split {
    /// No array: one value.
    One(Span),
    /// The elements of an array.
    Many(Vec<Span>),
}

/// Cuts a text.
///
/// # Errors
/// When it is empty, or an array whose end or commas are not where they should be.
pub(super) fn split(text: &str) -> Result<Split, ()> {
    let bytes = text.as_bytes();
    let start = skip(bytes, 0);
    match bytes.get(start) {
        None => return Err(()),
        Some(b'[') => {}
        Some(_) => return Ok(Split::One(span(0, bytes.len()))),
    }
    let mut elements = Vec::new();
    let mut at = skip(bytes, start + 1);
    if bytes.get(at) == Some(&b']') {
        return if skip(bytes, at + 1) == bytes.len() {
            Ok(Split::Many(elements))
        } else {
            Err(())
        };
    }
    loop {
        let end = element_end(bytes, at).ok_or(())?;
        if end == at {
            return Err(());
        }
        elements.push(span(at, end));
        match bytes.get(end) {
            Some(b',') => at = skip(bytes, end + 1),
            Some(b']') if skip(bytes, end + 1) == bytes.len() => return Ok(Split::Many(elements)),
            _ => return Err(()),
        }
    }
}

/// Where the element that begins at `at` ends: at the comma or bracket behind it.
fn element_end(bytes: &[u8], at: usize) -> Option<usize> {
    let (mut depth, mut in_text, mut escaped) = (0_usize, false, false);
    for (offset, byte) in bytes[at..].iter().enumerate() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if in_text => escaped = true,
            b'"' => in_text = !in_text,
            _ if in_text => {}
            b'{' | b'[' => depth += 1,
            b',' | b']' if depth == 0 => return Some(at + offset),
            b'}' | b']' => depth = depth.checked_sub(1)?,
            _ => {}
        }
    }
    None
}

fn skip(bytes: &[u8], at: usize) -> usize {
    let rest = bytes.get(at..).unwrap_or_default();
    at + rest.iter().take_while(|byte| matches!(byte, b' ' | b'\t' | b'\n' | b'\r')).count()
}

fn span(start: usize, end: usize) -> Span {
    let narrow = |place: usize| u32::try_from(place).unwrap_or(u32::MAX);
    Span { start: narrow(start), end: narrow(end) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expect: Result<&[&str], ()>) {
        let found = split(text).map(|split| match split {
            Split::One(span) => vec![span.of(text)],
            Split::Many(spans) => spans.iter().map(|span| span.of(text)).collect(),
        });
        assert_eq!(
            found.as_deref(),
            expect.as_ref().map(|known| *known).map_err(|()| &()),
            "{text}"
        );
    }

    #[test]
    fn elements_end_at_their_own_comma() {
        check(
            r#" [ {"a": [1, 2]}, {"b": "],\"{"} ] "#,
            Ok(&[r#"{"a": [1, 2]}"#, r#"{"b": "],\"{"} "#]),
        );
        check("[]", Ok(&[]));
        check("[1,x y,{]}]", Err(()));
        check("[1,x y,{}]", Ok(&["1", "x y", "{}"]));
        check("{\"a\": 1}", Ok(&["{\"a\": 1}"]));
    }

    #[test]
    fn an_array_that_does_not_end_is_no_array() {
        for text in ["", "  ", "[", "[1", "[1,", "[1,]", "[,1]", "[1] 2", "[\"a]", "[}]"] {
            check(text, Err(()));
        }
    }
}
