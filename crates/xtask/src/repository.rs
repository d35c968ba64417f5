//! Where things are: the repository's root, its tracked files, and the tool cache outside it.

use std::path::{Path, PathBuf};

use crate::command;
use crate::failure::{Result, While, fail};

/// The repository's root folder, two above this crate.
pub(crate) fn root() -> &'static Path {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().and_then(Path::parent).unwrap_or(here)
}

/// A path inside the repository.
pub(crate) fn path(relative: &str) -> PathBuf {
    root().join(relative)
}

/// The text of a file inside the repository.
pub(crate) fn read(relative: &str) -> Result<String> {
    std::fs::read_to_string(path(relative)).or_could_not(format!("read {relative}"))
}

/// Every file that git knows or would add, as paths from the root, in order.
pub(crate) fn files() -> Result<Vec<String>> {
    let listed = command::output(
        command::new("git")
            .args(["ls-files", "--cached", "--others", "--exclude-standard", "-z"])
            .current_dir(root()),
    )?;
    let mut files: Vec<String> =
        listed.split('\0').filter(|file| !file.is_empty()).map(str::to_owned).collect();
    // A file deleted but not yet committed is still listed.
    files.retain(|file| path(file).is_file());
    files.sort();
    files.dedup();
    Ok(files)
}

/// The folder that holds installed tools, shared by all clones: `ASSUME_ROLE_TOOLS` or a folder in
/// the user's cache.
pub(crate) fn tool_cache() -> Result<PathBuf> {
    let folder = |name: &str| std::env::var_os(name).filter(|v| !v.is_empty()).map(PathBuf::from);
    if let Some(chosen) = folder("ASSUME_ROLE_TOOLS") {
        return std::path::absolute(chosen).or_could_not("find the folder in ASSUME_ROLE_TOOLS");
    }
    let cache = folder("XDG_CACHE_HOME")
        .or_else(|| folder("HOME").map(|home| home.join(".cache")))
        .or_else(|| folder("LOCALAPPDATA"));
    match cache {
        Some(cache) => Ok(cache.join("assume-role-playground")),
        None => fail("No folder for tools: set ASSUME_ROLE_TOOLS to a folder they may go into."),
    }
}
