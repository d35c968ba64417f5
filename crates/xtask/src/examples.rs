//! The files beside the page: every scenario of the corpus on a line of its own, `ID<tab>JSON`, and what the first screen
//! shows of them.
//!
//! The page loads them instead of carrying the same text inside, where it would be parsed as code and kept in memory
//! twice. The second is made by the page's own code (`bin/first-screen.rs`), run on this machine, so that the first screen needs no engine.

use std::fs;
use std::path::Path;

use crate::failure::{Result, While, fail};
use crate::{build, command, repository};

/// The name under which `Trunk.toml` links the scenarios.
const EXAMPLES: &str = "examples.txt";

/// The name under which `Trunk.toml` links what the first screen shows.
const FIRST_SCREEN: &str = "first-screen.txt";

/// Puts both files into the built site, under names made from their content.
pub(crate) fn add_to(dist: &Path) -> Result<()> {
    let examples = pack(&repository::path("crates/simulator/scenarios"))?;
    let file = build::add_linked(dist, EXAMPLES, &examples)?;
    let mut page = command::cargo();
    page.args([
        "run",
        "--quiet",
        "--package",
        "xtask",
        "--bin",
        "first-screen",
        "--features",
        "page",
        "--",
    ]);
    page.arg(dist.join(file));
    let shown = command::output(&mut page)?;
    if shown.is_empty() {
        return fail("The first screen has nothing to show; see web/src/first_screen.");
    }
    build::add_linked(dist, FIRST_SCREEN, &shown)?;
    Ok(())
}

/// The scenarios of a folder in the order of their names.
fn pack(folder: &Path) -> Result<String> {
    let name = folder.display();
    let entries = fs::read_dir(folder).or_could_not(format!("read {name}"))?;
    let mut files = Vec::new();
    for entry in entries {
        let path = entry.or_could_not(format!("read {name}"))?.path();
        if path.extension().is_some_and(|extension| extension == "json") {
            files.push(path);
        }
    }
    files.sort();
    let mut all = String::new();
    for file in files {
        let text = fs::read_to_string(&file).or_could_not(format!("read {}", file.display()))?;
        all.push_str(&file.file_stem().unwrap_or_default().to_string_lossy());
        all.push('\t');
        all.push_str(&without_blanks(&text));
        all.push('\n');
    }
    Ok(all)
}

/// JSON without the blanks between its parts, so on one line: within a text, JSON writes a line's end as `\n`.
fn without_blanks(text: &str) -> String {
    let mut within_text = false;
    let mut escaped = false;
    let keep = |letter: &char| {
        if within_text {
            within_text = escaped || *letter != '"';
            escaped = !escaped && *letter == '\\';
            return true;
        }
        within_text = *letter == '"';
        !letter.is_ascii_whitespace()
    };
    text.chars().filter(keep).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blanks_are_left_out_between_parts_and_kept_within_texts() {
        let text = "{\n  \"a b\": \"say \\\"x y\\\" \\\\\",\n\t\"c\": [ 1, 2 ]\n}\n";
        assert_eq!(without_blanks(text), r#"{"a b":"say \"x y\" \\","c":[1,2]}"#);
    }

    #[test]
    fn every_scenario_of_the_corpus_is_one_line() {
        let folder = repository::path("crates/simulator/scenarios");
        let packed = pack(&folder).unwrap();
        let files = fs::read_dir(&folder).unwrap().map(|file| file.unwrap().path());
        let scenarios = files.filter(|file| file.extension().is_some_and(|end| end == "json"));
        assert_eq!(packed.lines().count(), scenarios.count());
        for line in packed.lines() {
            let (id, text) = line.split_once('\t').unwrap();
            assert!(folder.join(format!("{id}.json")).exists(), "{id}");
            assert!(text.starts_with('{') && text.ends_with('}'), "{id}");
        }
    }
}
