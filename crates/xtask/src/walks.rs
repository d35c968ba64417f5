//! The walks through the page: `web/walks/*.walk.mjs`, run by Node in a real Chromium.

use crate::build::{self, Profile};
use crate::command::{self, Finished};
use crate::failure::{Result, While, fail};
use crate::serve::{SUBFOLDER, Server};
use crate::{install, repository};

/// Builds the page, serves it, and runs the walks whose file or sentence contains every name.
pub(crate) fn run(names: &[String], profile: Profile, pictures: bool) -> Result<Finished> {
    let (node, chromium) = install::for_walks()?;
    let dist = build::site(profile)?;
    let url = Server::bind(dist, 0)?.start()?;
    let mut walks = command::new(node);
    walks.arg(repository::path("web/walks/run.mjs")).args(names);
    walks.env("PAGE_URL", &url);
    walks.env("PAGE_URL_BELOW", format!("{}{SUBFOLDER}", url.trim_end_matches('/')));
    walks.env("CHROMIUM", chromium);
    walks.env("WALKS_FAILURES", repository::path("target/walks"));
    if pictures {
        walks.env("WALKS_PICTURES", repository::path("target/screenshots"));
    }
    command::tee(&mut walks)
}

/// `cargo xtask screenshots`.
pub(crate) fn screenshots(names: &[String], profile: Profile) -> Result<()> {
    let folder = repository::path("target/screenshots");
    // With a name only some are taken again; without one, pictures of what is gone must not stay.
    if names.is_empty() && folder.exists() {
        std::fs::remove_dir_all(&folder).or_could_not("remove target/screenshots")?;
    }
    let finished = run(names, profile, true)?;
    println!("The pictures are in {}.", folder.display());
    if finished.success { Ok(()) } else { fail("Some walks failed.") }
}
