//! A drawing that stands alone has the page's colours: the theme is the page's tokens.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]

use diagram::Theme;

const TOKENS: &str = include_str!("../../../web/styles/tokens.css");

/// The colour of a token, in light and in dark.
fn token(name: &str) -> (&'static str, &'static str) {
    let declaration = TOKENS
        .lines()
        .find_map(|line| line.trim().strip_prefix(&format!("--{name}: light-dark(")))
        .unwrap_or_else(|| panic!("--{name} is no token"));
    declaration.strip_suffix(");").unwrap().split_once(", ").unwrap()
}

#[test]
fn every_colour_of_the_theme_is_the_token_of_its_name() {
    let of = |theme: Theme| {
        [
            ("canvas", theme.canvas),
            ("surface", theme.surface),
            ("raised", theme.raised),
            ("sunken", theme.sunken),
            ("line", theme.line),
            ("line-strong", theme.line_strong),
            ("text", theme.text),
            ("text-2", theme.text_2),
            ("text-3", theme.text_3),
            ("accent", theme.accent),
            ("allow", theme.allow),
            ("deny", theme.deny),
            ("deny-soft", theme.deny_soft),
            ("warn", theme.warn),
            ("idle", theme.idle),
            ("carry", theme.carry),
            ("carry-soft", theme.carry_soft),
            ("account-1", theme.accounts[0]),
            ("account-2", theme.accounts[1]),
            ("account-3", theme.accounts[2]),
            ("account-4", theme.accounts[3]),
            ("account-5", theme.accounts[4]),
            ("account-6", theme.accounts[5]),
        ]
    };
    for ((name, light), (_, dark)) in of(Theme::LIGHT).into_iter().zip(of(Theme::DARK)) {
        assert_eq!((light, dark), token(name), "--{name}");
    }
}
