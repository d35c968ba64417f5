//! The page's colours can be read, and its sizes and spaces come from one scale.
//!
//! Contrast is that of "Web Content Accessibility Guidelines 2.2", success criterion 1.4.3 (AA): 4.5 to 1 for text.

use super::Tree;

const TOKENS: &str = "web/styles/tokens.css";

/// What words stand on, and in which colours.
const READ: [(&[&str], &[&str]); 11] = [
    (&["canvas", "surface", "raised"], &["text", "text-2", "text-3", "accent", "idle"]),
    (&["canvas", "surface", "raised"], &["allow", "deny", "warn", "carry"]),
    (&["sunken", "hover", "selected", "accent-soft"], &["text", "text-2", "text-3", "accent"]),
    (&["allow-soft"], &["allow", "text", "text-2"]),
    (&["deny-soft", "deny-strong"], &["deny", "text", "text-2"]),
    (&["warn-soft"], &["warn", "text", "text-2"]),
    (&["carry-soft"], &["carry", "text", "text-2"]),
    (&["accent-fill", "accent-fill-hover"], &["on-accent"]),
    (
        &["surface", "sunken"],
        &["code-key", "code-string", "code-condition-key", "code-punctuation"],
    ),
    (&["allow-soft", "deny-soft"], &["code-key", "code-string", "code-condition-key"]),
    (&["deny-strong"], &["code-key", "code-string", "code-condition-key"]),
];

const LEAST: f64 = 4.5;

pub(super) fn findings(tree: &Tree) -> Vec<String> {
    let mut found = Vec::new();
    if let Some(tokens) = tree.text(TOKENS) {
        contrast(tokens, &mut found);
    }
    let sheets = tree.iter().filter(|(path, _)| path.ends_with(".css") && *path != TOKENS);
    for (path, text) in sheets {
        for (number, line) in (1..).zip(text.lines()) {
            if let Some(length) = raw_length(line) {
                found.push(format!(
                    "{path}:{number}: `{length}` stands beside the scale of {TOKENS}."
                ));
            }
            if let Some(colour) = raw_colour(line) {
                found.push(format!(
                    "{path}:{number}: `{colour}` stands beside the colours of {TOKENS}."
                ));
            }
        }
    }
    found
}

/// A colour that a declaration writes out.
fn raw_colour(line: &str) -> Option<&str> {
    const WRITTEN: [&str; 16] = [
        "rgb", "rgba", "hsl", "hsla", "hwb", "lab", "lch", "oklab", "oklch", "color", "white",
        "black", "red", "green", "blue", "gray",
    ];
    let (_, value) = line.split_once(": ")?;
    let words = value.split([' ', ',', ';', '(', ')']);
    let is_raw = |word: &&str| {
        let digits = word.strip_prefix('#').unwrap_or_default();
        let is_hex = digits.bytes().all(|digit| digit.is_ascii_hexdigit());
        is_hex && matches!(digits.len(), 3 | 4 | 6 | 8) || WRITTEN.contains(word)
    };
    words.into_iter().find(is_raw)
}

/// A length that a declaration of type or space writes out, other than nothing and a hairline.
fn raw_length(line: &str) -> Option<&str> {
    let (name, value) = line.trim().split_once(':')?;
    let is_space =
        name.starts_with("padding") || name.starts_with("margin") || name.ends_with("gap");
    if !(is_space || name == "font-size" || name == "font") {
        return None;
    }
    let lengths = value.split(|letter: char| !(letter.is_ascii_alphanumeric() || letter == '.'));
    let is_raw = |word: &&str| {
        let number = word.strip_suffix("px").or_else(|| word.strip_suffix("rem"));
        number.and_then(|number| number.parse::<f64>().ok()).is_some_and(|number| number > 1.0)
            || word.strip_suffix("rem").is_some_and(|number| number.parse::<f64>().is_ok())
    };
    lengths.into_iter().find(is_raw)
}

fn contrast(tokens: &str, found: &mut Vec<String>) {
    for (grounds, inks) in READ {
        for (ground, ink) in
            grounds.iter().flat_map(|ground| inks.iter().map(move |ink| (ground, ink)))
        {
            let (Some(under), Some(over)) = (token(tokens, ground), token(tokens, ink)) else {
                found
                    .push(format!("{TOKENS}: `--{ground}` or `--{ink}` is not there as a colour."));
                continue;
            };
            for (scheme, under, over) in [("light", under.0, over.0), ("dark", under.1, over.1)] {
                let ratio = ratio(under, over);
                if ratio < LEAST {
                    found.push(format!(
                        "{TOKENS}: `--{ink}` on `--{ground}` has a contrast of {ratio:.2} in {scheme}, below {LEAST}."
                    ));
                }
            }
        }
    }
}

/// Red, green and blue.
type Colour = [u8; 3];

/// The colour of a token in light and in dark.
fn token(tokens: &str, name: &str) -> Option<(Colour, Colour)> {
    let value = tokens.lines().find_map(|line| {
        line.trim().strip_prefix("--")?.strip_prefix(name)?.strip_prefix(':')?.strip_suffix(';')
    })?;
    let value = value.trim();
    match value.strip_prefix("light-dark(").and_then(|value| value.strip_suffix(')')) {
        Some(both) => {
            let (light, dark) = both.split_once(',')?;
            Some((colour(light)?, colour(dark)?))
        }
        None => Some((colour(value)?, colour(value)?)),
    }
}

fn colour(text: &str) -> Option<Colour> {
    let digits = text.trim().strip_prefix('#').filter(|digits| digits.len() == 6)?;
    let part = |at: usize| u8::from_str_radix(digits.get(at..at + 2)?, 16).ok();
    Some([part(0)?, part(2)?, part(4)?])
}

fn ratio(one: Colour, other: Colour) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

fn luminance(colour: Colour) -> f64 {
    let [red, green, blue] = colour.map(|part| {
        let part = f64::from(part) / 255.0;
        if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
    });
    0.2126 * red + 0.7152 * green + 0.0722 * blue
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn black_on_white_has_the_greatest_contrast() {
        assert!((ratio([0; 3], [255; 3]) - 21.0).abs() < 0.001);
        assert!((ratio([255; 3], [255; 3]) - 1.0).abs() < 0.001);
        // The lightest grey that may stand on white.
        assert!(ratio([0x76; 3], [255; 3]) > LEAST && ratio([0x77; 3], [255; 3]) < LEAST);
    }

    #[test]
    fn words_that_cannot_be_read_are_found_in_either_scheme() {
        let tokens = include_str!("../../../../web/styles/tokens.css");
        let pale = tokens.replace("--text-3: light-dark(#586271,", "--text-3: light-dark(#a0a8b4,");
        let tree = Tree::of(&[(TOKENS, &pale)]);
        let found = findings(&tree);
        assert!(
            found
                .iter()
                .any(|line| line.contains("`--text-3` on `--surface`") && line.contains("light"))
        );
        assert!(found.iter().all(|line| line.contains("--text-3")), "{found:?}");
        let dim = tokens.replace("#62cb90)", "#1c4a30)");
        assert!(findings(&Tree::of(&[(TOKENS, &dim)])).iter().all(|line| line.contains("in dark")));
    }

    #[test]
    fn a_colour_beside_the_tokens_is_found() {
        assert_eq!(raw_colour("  background: rgb(8 12 20 / 0.38);"), Some("rgb"));
        assert_eq!(raw_colour(".dot { fill: none; stroke: #fff; }"), Some("#fff"));
        assert_eq!(raw_colour("  color: light-dark(#112233, var(--text));"), Some("#112233"));
        assert_eq!(raw_colour("  border: 1px solid var(--line-strong);"), None);
        assert_eq!(raw_colour("#app { color: currentColor; }"), None);
        assert_eq!(raw_colour("  clip-path: url(#stairs);"), None);
        let tree = Tree::of(&[("web/styles/panels/world.css", "  color: black;\n")]);
        assert_eq!(findings(&tree).len(), 1);
    }

    #[test]
    fn a_length_beside_the_scale_is_found() {
        assert_eq!(raw_length("  padding: 0 10px;"), Some("10px"));
        assert_eq!(raw_length("  margin-top: -3px;"), Some("3px"));
        assert_eq!(raw_length("  font: 12.5px / 20px var(--mono);"), Some("12.5px"));
        assert_eq!(raw_length("  font-size: 0.75rem;"), Some("0.75rem"));
        assert_eq!(raw_length("  row-gap: var(--space-3);"), None);
        assert_eq!(raw_length("  padding-block: 1px 0;"), None);
        assert_eq!(raw_length("  font-size: 0.92em;"), None);
        assert_eq!(raw_length("  width: 300px;"), None);
    }
}
