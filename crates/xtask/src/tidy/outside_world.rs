//! A scenario is enough to reproduce what is seen: no clock, chance, file, environment or terminal in the
//! engine and the page. Only `cli`, `testing` and `xtask` look outside, and tests of any crate.

use super::Tree;
use super::code::{code_only, paths};

/// Crates whose business the outside world is.
const OUTSIDE: [&str; 3] = ["cli", "testing", "xtask"];

/// Calls by which a clock is read, chance comes in, or something is printed or sent, however they were imported.
const CALLS: [&str; 18] = [
    "SystemTime::now",
    "Instant::now",
    "println!",
    "print!",
    "eprintln!",
    "eprint!",
    "dbg!",
    "TcpStream::connect",
    "TcpListener::bind",
    "UdpSocket::bind",
    // Every run draws other numbers, and with them another order.
    "RandomState::new",
    "HashMap::new",
    "HashSet::new",
    "HashMap::default",
    "HashSet::default",
    "collections::HashMap",
    "collections::HashSet",
    "getrandom::fill",
];

/// Modules of the standard library that reach outside; `net` is also the home of plain addresses.
const MODULES: [&str; 4] = ["fs", "env", "io", "process"];

pub(super) fn findings(tree: &Tree) -> Vec<String> {
    let mut found = Vec::new();
    for (path, text) in tree.rust().filter(|(path, _)| looks_inside_only(path)) {
        let code = code_only(text);
        for (line, name) in paths(&code) {
            let called = CALLS.iter().find(|call| {
                name.strip_suffix(**call)
                    .is_some_and(|rest| rest.is_empty() || rest.ends_with("::"))
            });
            let module =
                MODULES.iter().find(|module| name.split("::").take(2).eq(["std", *module]));
            if let Some(what) = called.or(module) {
                found.push(format!("{path}:{line}: `{what}` looks outside of the scenario."));
            }
        }
        for module in grouped_imports(&code) {
            found.push(format!("{path}: `use std::{{{module}}}` looks outside of the scenario."));
        }
    }
    found
}

/// Source of the engine and the page; the folders `tests`, `benches` and `examples` run natively.
fn looks_inside_only(path: &str) -> bool {
    let Some((folder, rest)) = path.split_once("/src/") else {
        return false;
    };
    let name = folder.rsplit('/').next().unwrap_or(folder);
    !rest.is_empty() && !OUTSIDE.contains(&name)
}

/// Modules named inside braces: `use std::{fmt, fs};`.
fn grouped_imports(code: &str) -> Vec<&'static str> {
    let mut found = Vec::new();
    for group in code.split("use std::{").skip(1) {
        let mut depth = 0;
        let outer: String = group
            .split(';')
            .next()
            .unwrap_or("")
            .chars()
            .filter(|&c| {
                depth += i32::from(c == '{');
                depth -= i32::from(c == '}');
                depth == 0
            })
            .collect();
        let names = outer.split(',').filter_map(|name| name.trim().split("::").next());
        found.extend(names.filter_map(|name| MODULES.iter().find(|module| **module == name)));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(path: &str, text: &str) -> usize {
        findings(&Tree::of(&[(path, text)])).len()
    }

    #[test]
    fn a_clock_a_file_the_environment_and_a_terminal_are_found_in_the_engine() {
        for line in [
            "let now = std::time::SystemTime::now();",
            "let now = Instant::now();",
            "use std::fs;",
            "let mut out = std::io::stdout();",
            "let seen: Seen = HashMap::default();",
            "let home = std::env::var(\"HOME\");",
            "println!(\"hello\");",
            "let seen = std::collections::HashMap::new();",
            "use std::{fmt, collections::{BTreeMap, fs}, env};",
        ] {
            assert_eq!(found("crates/sts/src/mint.rs", line), 1, "{line}");
            assert_eq!(found("web/src/state/update.rs", line), 1, "{line}");
        }
    }

    #[test]
    fn comments_and_like_names_are_not() {
        for line in [
            "// println!",
            "env!(\"X\");",
            "let s = \"std::fs\";",
            "use std::fmt;",
            "use std::net::IpAddr;",
        ] {
            assert_eq!(found("crates/sts/src/mint.rs", line), 0, "{line}");
        }
    }

    #[test]
    fn commands_and_tests_may_look_outside() {
        for path in ["crates/cli/src/main.rs", "crates/sts/tests/cases.rs"] {
            assert_eq!(found(path, "use std::fs;"), 0, "{path}");
        }
    }
}
