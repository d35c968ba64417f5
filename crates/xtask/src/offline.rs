//! The page without a network: `sw.js` with the list of what it keeps, and a version made of that.

use std::fs;
use std::path::Path;

use crate::failure::{Result, While};
use crate::{build, editor, repository, single};

/// The script as it is written, and the name it has beside the page.
const SCRIPT: &str = "sw.js";

/// Writes the script into the built site, in which everything else is already there.
pub(crate) fn add_to(dist: &Path) -> Result<()> {
    let mut files = Vec::new();
    for entry in fs::read_dir(dist).or_could_not("read dist")? {
        let name = entry.or_could_not("read dist")?.file_name().to_string_lossy().into_owned();
        if is_loaded(&name) {
            let bytes = fs::read(dist.join(&name)).or_could_not(format!("read dist/{name}"))?;
            files.push((name, bytes));
        }
    }
    files.sort();
    let path = repository::path("web").join(SCRIPT);
    let script = fs::read_to_string(path).or_could_not("read web/sw.js")?;
    // GitHub Pages would otherwise leave out files by their names.
    fs::write(dist.join(".nojekyll"), "").or_could_not("write dist/.nojekyll")?;
    fs::write(dist.join(SCRIPT), filled(&script, &files)).or_could_not("write dist/sw.js")
}

/// Whether a browser loads the file; some are for the host alone, which may not even give them out, and one holds all the
/// others.
fn is_loaded(name: &str) -> bool {
    ![SCRIPT, single::FILE, editor::NOTICE].contains(&name) && !name.starts_with(['_', '.'])
}

/// The script with names and a version in the places that it leaves empty.
fn filled(script: &str, files: &[(String, Vec<u8>)]) -> String {
    let parts: Vec<&[u8]> =
        files.iter().flat_map(|(name, bytes)| [name.as_bytes(), &**bytes]).collect();
    let version = build::fingerprint(&[&[script.as_bytes()], &*parts].concat());
    // The page itself is kept under its folder's address.
    let names = files.iter().map(|(name, _)| name).filter(|name| *name != "index.html");
    let list: Vec<String> = names.map(|name| format!("{name:?}")).collect();
    script
        .replacen("const VERSION = \"\";", &format!("const VERSION = \"{version}\";"), 1)
        .replacen("const FILES = [];", &format!("const FILES = [{}];", list.join(", ")), 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn script(files: &[(&str, &str)]) -> String {
        let text = fs::read_to_string(repository::path("web/sw.js")).unwrap();
        let files: Vec<_> =
            files.iter().map(|(name, text)| (name.to_string(), text.as_bytes().to_vec())).collect();
        filled(&text, &files)
    }

    #[test]
    fn what_only_a_host_reads_is_not_kept() {
        let kept =
            ["_headers", ".nojekyll", "sw.js", "playground.html", "third-party.txt", "app-1.css"]
                .map(is_loaded);
        assert_eq!(kept, [false, false, false, false, false, true]);
    }

    #[test]
    fn every_file_is_kept_and_any_change_is_another_version() {
        let one = script(&[("index.html", "a"), ("web-1.wasm", "b")]);
        assert!(one.contains("const FILES = [\"web-1.wasm\"];"), "{one}");
        let version =
            |text: &str| text.lines().find(|line| line.contains("VERSION =")).map(str::to_owned);
        assert_ne!(version(&one), Some("const VERSION = \"\";".to_owned()));
        assert_eq!(version(&one), version(&script(&[("index.html", "a"), ("web-1.wasm", "b")])));
        for other in
            [[("index.html", "A"), ("web-1.wasm", "b")], [("index.html", "a"), ("web-2.wasm", "b")]]
        {
            assert_ne!(version(&one), version(&script(&other)));
        }
    }
}
