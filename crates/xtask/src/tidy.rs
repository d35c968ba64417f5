//! The house's own rules, each in a file of its own: what we say of the code, this holds.

mod arrows;
mod code;
mod conditions;
mod crates_named;
mod findings;
mod module_docs;
mod outside_world;
mod page_words;
mod pins_agree;
mod private_places;
mod tokens;
mod typed_words;

use crate::failure::{Result, While, fail};
use crate::{command, repository};

/// The text files of the repository, as paths from its root with their text.
#[derive(Debug, Default)]
struct Tree {
    files: Vec<(String, String)>,
}

impl Tree {
    fn read() -> Result<Self> {
        let mut files = Vec::new();
        for path in repository::files()? {
            let bytes =
                std::fs::read(repository::path(&path)).or_could_not(format!("read {path}"))?;
            // Pictures and the like have no words to look at.
            if let Ok(text) = String::from_utf8(bytes) {
                files.push((path, text));
            }
        }
        Ok(Self { files })
    }

    /// A tree of a few files, for the tests of the rules.
    #[cfg(test)]
    fn of(files: &[(&str, &str)]) -> Self {
        let owned = |&(path, text): &(&str, &str)| (path.to_owned(), text.to_owned());
        Self { files: files.iter().map(owned).collect() }
    }

    fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.files.iter().map(|(path, text)| (path.as_str(), text.as_str()))
    }

    fn text(&self, wanted: &str) -> Option<&str> {
        self.iter().find(|(path, _)| *path == wanted).map(|(_, text)| text)
    }

    /// Rust files below some folder.
    fn rust(&self) -> impl Iterator<Item = (&str, &str)> {
        self.iter().filter(|(path, _)| path.ends_with(".rs"))
    }
}

/// `cargo xtask tidy`.
pub(crate) fn command() -> Result<()> {
    run()?;
    println!("Tidy.");
    Ok(())
}

/// Holds every rule; a failure lists every finding.
pub(crate) fn run() -> Result<()> {
    let tree = Tree::read()?;
    let metadata = command::output(command::cargo().args([
        "metadata",
        "--no-deps",
        "--format-version=1",
        "--offline",
    ]))?;
    let metadata = serde_json::from_str(&metadata).or_could_not("read cargo's metadata")?;
    let crates = arrows::Workspace::read(&metadata);
    let findings: Vec<String> = [
        module_docs::findings(&tree),
        arrows::findings(&crates),
        arrows::unused(&crates),
        page_words::findings(&tree),
        outside_world::findings(&tree),
        crates_named::findings(&tree, &crates),
        private_places::findings(&tree),
        conditions::findings(&tree),
        findings::findings(&tree),
        tokens::findings(&tree),
        pins_agree::findings(&tree)?,
        typed_words::findings(&tree),
    ]
    .concat();
    if findings.is_empty() {
        return Ok(());
    }
    let what = if findings.len() == 1 { "finding" } else { "findings" };
    fail(format!("{}\n{} {what}.", findings.join("\n"), findings.len()))
}
