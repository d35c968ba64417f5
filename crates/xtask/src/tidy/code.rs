//! Rust source reduced to its code: comments and the insides of literals become spaces.
//!
//! Lines and columns stay, so that a rule can say where it found a word.

/// The source with everything that is not code blanked out.
pub(super) fn code_only(source: &str) -> String {
    let mut code = String::with_capacity(source.len());
    let mut rest = source;
    while let Some(first) = rest.chars().next() {
        let length = blank_length(&code, rest);
        let (taken, blank) = match length {
            0 => (first.len_utf8(), false),
            length => (length, true),
        };
        for character in rest[..taken].chars() {
            code.push(if blank && character != '\n' { ' ' } else { character });
        }
        rest = &rest[taken..];
    }
    code
}

/// The names in the code, with the number of their line: `a::b` is one name.
pub(super) fn paths(code: &str) -> impl Iterator<Item = (usize, String)> {
    code.lines().enumerate().flat_map(|(index, line)| {
        let spaced: String = line.chars().map(|c| if is_part(c) { c } else { ' ' }).collect();
        let words: Vec<String> = spaced.split_whitespace().map(str::to_owned).collect();
        words.into_iter().map(move |word| (index + 1, word))
    })
}

fn is_part(character: char) -> bool {
    character.is_alphanumeric() || matches!(character, '_' | ':' | '!')
}

/// How many bytes from here on are a comment or a literal; 0 when code goes on.
fn blank_length(before: &str, rest: &str) -> usize {
    if rest.starts_with("//") {
        return rest.find('\n').unwrap_or(rest.len());
    }
    if rest.starts_with("/*") {
        return block_comment_length(rest);
    }
    if rest.starts_with('"') {
        return quoted_length(rest, '"');
    }
    let in_word = before.chars().next_back().is_some_and(|c| c.is_alphanumeric() || c == '_');
    if !in_word {
        let raw = rest.strip_prefix("br").or_else(|| rest.strip_prefix("cr"));
        if let Some(raw) = raw.or_else(|| rest.strip_prefix('r')) {
            let hashes = raw.bytes().take_while(|&b| b == b'#').count();
            if raw[hashes..].starts_with('"') {
                let start = rest.len() - raw.len() + hashes + 1;
                let end = format!("\"{}", "#".repeat(hashes));
                return rest[start..].find(&end).map_or(rest.len(), |at| start + at + end.len());
            }
        }
    }
    if rest.starts_with('\'') {
        let mut characters = rest.chars().skip(1);
        let (first, second) = (characters.next(), characters.next());
        // Anything else behind a single quote is a lifetime or a label.
        if first == Some('\\') || second == Some('\'') {
            return quoted_length(rest, '\'');
        }
    }
    0
}

fn block_comment_length(rest: &str) -> usize {
    let mut depth = 0;
    let mut at = 0;
    while at < rest.len() {
        if rest[at..].starts_with("/*") {
            depth += 1;
            at += 2;
        } else if rest[at..].starts_with("*/") {
            depth -= 1;
            at += 2;
            if depth == 0 {
                return at;
            }
        } else {
            at += rest[at..].chars().next().map_or(1, char::len_utf8);
        }
    }
    rest.len()
}

fn quoted_length(rest: &str, quote: char) -> usize {
    let mut escaped = false;
    for (at, character) in rest.char_indices().skip(1) {
        match character {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            _ if character == quote => return at + 1,
            _ => {}
        }
    }
    rest.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(source: &str) -> Vec<String> {
        paths(&code_only(source)).map(|(_, word)| word).collect()
    }

    #[test]
    fn comments_and_literals_are_no_code() {
        assert_eq!(words("a // b\nc /* d /* e */ f */ g"), ["a", "c", "g"]);
        assert_eq!(words(r##"a "b \" c" d r#"e " f"# g b"h" i"##), ["a", "d", "g", "b", "i"]);
        assert_eq!(words(r"a 'b' c '\'' d '\u{1F600}' e"), ["a", "c", "d", "e"]);
    }

    #[test]
    fn lifetimes_are_code_and_swallow_nothing() {
        assert_eq!(
            words("fn f<'a>(x: &'a str) -> char { 'x' }"),
            ["fn", "f", "a", "x:", "a", "str", "char"]
        );
    }

    #[test]
    fn lines_stay_where_they_are() {
        let found: Vec<_> = paths(&code_only("/*\n*/\nstd::fs::read")).collect();
        assert_eq!(found, [(3, "std::fs::read".to_owned())]);
    }
}
