//! The gallery's file: every scenario of the corpus on a line of its own, `ID<tab>JSON`.
//!
//! The page loads it beside the wasm instead of carrying the same text inside, where it would be parsed as code and
//! kept in memory twice.

use std::fs;
use std::path::Path;

use crate::failure::{Result, While, fail};
use crate::{build, repository};

/// The name under which `Trunk.toml` links the file.
const LINKED_AS: &str = "examples.txt";

/// Puts the file into the built site, under a name made from its content.
pub(crate) fn add_to(dist: &Path) -> Result<()> {
    let packed = pack(&repository::path("crates/simulator/scenarios"))?;
    let name = format!("examples-{}.txt", build::fingerprint(&[packed.as_bytes()]));
    fs::write(dist.join(&name), packed).or_could_not("write the examples")?;
    let index = dist.join("index.html");
    let page = fs::read_to_string(&index).or_could_not("read dist/index.html")?;
    if page.matches(LINKED_AS).count() != 1 {
        return fail(format!("dist/index.html should link {LINKED_AS} once; see Trunk.toml."));
    }
    fs::write(&index, page.replace(LINKED_AS, &name)).or_could_not("write dist/index.html")
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
        assert_eq!(packed.lines().count(), fs::read_dir(&folder).unwrap().count());
        for line in packed.lines() {
            let (id, text) = line.split_once('\t').unwrap();
            assert!(folder.join(format!("{id}.json")).exists(), "{id}");
            assert!(text.starts_with('{') && text.ends_with('}'), "{id}");
        }
    }
}
