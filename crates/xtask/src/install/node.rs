//! Node, which must be there, and the npm packages of a folder's `package-lock.json`.

use std::path::PathBuf;

use crate::failure::{Result, While, fail};
use crate::{command, install, repository};

/// The oldest Node that playwright-core runs on.
const OLDEST: u32 = 20;

/// Finds Node and npm, or says how to get them.
pub(crate) fn ensure() -> Result<PathBuf> {
    let Some(node) = command::find("node") else { return fail(lacking("Node is missing")) };
    let version = command::output(command::new(&node).arg("--version"))?;
    match major(&version) {
        Some(major) if major >= OLDEST => {}
        _ => {
            return fail(lacking(&format!("Node {} is too old", version.trim())));
        }
    }
    npm()?;
    Ok(node)
}

/// What is wrong, and the command that mends it.
fn lacking(what: &str) -> String {
    format!(
        "{what}: install Node {OLDEST} or newer with npm (`apt-get install nodejs npm` on Debian 13, `brew install node` \
         on macOS, else https://nodejs.org), then run the command again."
    )
}

/// Finds npm, or says how to get it.
pub(crate) fn npm() -> Result<PathBuf> {
    match command::find("npm").or_else(|| command::find("npm.cmd")) {
        Some(npm) => Ok(npm),
        None => fail(lacking("npm is missing")),
    }
}

fn major(version: &str) -> Option<u32> {
    version.trim().trim_start_matches('v').split('.').next()?.parse().ok()
}

/// Installs the packages that the page needs unless they are there; gives the folder of their programs.
pub(crate) fn packages(node: &std::path::Path) -> Result<PathBuf> {
    packages_of("web", node)
}

/// Installs the packages of a folder unless they are those of its lock file; gives the folder of their programs.
pub(crate) fn packages_of(folder: &str, node: &std::path::Path) -> Result<PathBuf> {
    let modules = repository::path(folder).join("node_modules");
    let stamp = modules.join(".installed-from");
    let lock = repository::read(&format!("{folder}/package-lock.json"))?;
    if std::fs::read_to_string(&stamp).is_ok_and(|installed| installed == lock) {
        return Ok(modules.join(".bin"));
    }
    install::installing(&format!("the npm packages of {folder}"), "some seconds", || {
        let folders: Vec<PathBuf> = node.parent().map(Into::into).into_iter().collect();
        install::quietly(
            command::new(npm()?)
                .args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"])
                .env("PATH", command::path_with(&folders)?)
                .current_dir(repository::path(folder)),
        )
    })?;
    std::fs::write(&stamp, lock).or_could_not("note which npm packages are installed")?;
    Ok(modules.join(".bin"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_missing_is_one_sentence_with_the_command_that_mends_it() {
        let told = lacking("Node v18.1.0 is too old");
        assert!(told.starts_with("Node v18.1.0 is too old: install Node 20 or newer"), "{told}");
        assert!(told.contains("`apt-get install nodejs npm`"), "{told}");
        assert_eq!(told.matches(". ").count(), 0, "one sentence: {told}");
    }

    #[test]
    fn the_major_version_is_read_from_what_node_prints() {
        assert_eq!(major("v20.20.2\n"), Some(20));
        assert_eq!(major("unknown"), None);
    }
}
