//! The static site: styles put together, Trunk, the program taken apart, the gallery's file, and all of it in one file.

use std::fs;
use std::hash::{DefaultHasher, Hasher};
use std::path::{Path, PathBuf};
use std::time::Instant;

use crate::failure::{Result, While, fail};
use crate::{
    command, editor, examples, headers, install, offline, repository, single, split, styles,
};

/// How the page is built.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Profile {
    /// Quick to build, slow to run, with debug assertions.
    Dev,
    /// What people are given.
    Release,
}

/// `cargo xtask build`.
pub(crate) fn command(profile: Profile) -> Result<()> {
    let dist = site(profile)?;
    println!("The site is in {}; any static host can serve it from any folder.", dist.display());
    Ok(())
}

/// Builds the site and gives the folder it is in.
pub(crate) fn site(profile: Profile) -> Result<PathBuf> {
    let tools = install::for_build()?;
    let start = Instant::now();
    println!("Building the page …");
    styles::write()?;
    // Trunk keeps what an earlier wasm-bindgen wrote, and would ship snippets that are gone.
    let stale = repository::path("target/wasm-bindgen");
    if stale.exists() {
        std::fs::remove_dir_all(&stale).or_could_not("remove target/wasm-bindgen")?;
    }
    let mut trunk = command::new(&tools.trunk);
    trunk.args(["build", "--offline"]);
    if profile == Profile::Release {
        trunk.arg("--release");
        split::prepare(&mut trunk)?;
    }
    trunk.env("PATH", command::path_with(&tools.path)?);
    // Trunk reads this variable as an option of its own and refuses the usual value `1`.
    trunk.env_remove("NO_COLOR");
    command::run(&mut trunk)?;
    let dist = repository::path("dist");
    if profile == Profile::Release {
        split::replace_in(&dist, &tools)?;
    }
    examples::add_to(&dist)?;
    editor::add_to(&dist, &tools)?;
    single::add_to(&dist)?;
    offline::add_to(&dist)?;
    headers::judge(&dist)?;
    println!("Built the page in {:.1} s.", start.elapsed().as_secs_f64());
    Ok(dist)
}

/// Writes a file into the built site under a name made from its content, links it in the place of the name that `Trunk.toml`
/// gave, and gives the name that it has.
pub(crate) fn add_linked(dist: &Path, linked_as: &str, text: &str) -> Result<String> {
    let Some((stem, ending)) = linked_as.rsplit_once('.') else {
        return fail(format!("{linked_as} has no ending."));
    };
    let name = format!("{stem}-{}.{ending}", fingerprint(&[text.as_bytes()]));
    fs::write(dist.join(&name), text).or_could_not(format!("write {name}"))?;
    let index = dist.join("index.html");
    let page = fs::read_to_string(&index).or_could_not("read dist/index.html")?;
    let link = format!("./{linked_as}\"");
    if page.matches(&link).count() != 1 {
        return fail(format!("dist/index.html should link {linked_as} once; see Trunk.toml."));
    }
    fs::write(&index, page.replace(&link, &format!("./{name}\"")))
        .or_could_not("write dist/index.html")?;
    Ok(name)
}

/// What a file's name says of its content, so that a browser never keeps an old one: 16 hexadecimal digits.
pub(crate) fn fingerprint(parts: &[&[u8]]) -> String {
    let mut hasher = DefaultHasher::new();
    parts.iter().for_each(|part| hasher.write(part));
    format!("{:016x}", hasher.finish())
}
