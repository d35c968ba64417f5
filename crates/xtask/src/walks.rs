//! The walks through the page: `web/walks/*.walk.mjs`, run by Node in a real Chromium.

use crate::build::{self, Profile};
use crate::command::{self, Finished};
use crate::failure::{Result, While, fail};
use crate::serve::{SUBFOLDER, Server};
use crate::{install, repository, size};

/// Builds the page, serves it, and runs the walks whose file or sentence contains every name.
pub(crate) fn run(names: &[String], profile: Profile) -> Result<Finished> {
    run_with(names, profile, &[])
}

fn run_with(names: &[String], profile: Profile, variables: &[(&str, &str)]) -> Result<Finished> {
    let tools = install::for_walks()?;
    let dist = build::site(profile)?;
    if profile == Profile::Release {
        // What is not optimised is larger, and nobody loads it.
        size::keeps_its_budget(&dist)?;
    }
    let url = Server::bind(dist, 0)?.start()?;
    let mut walks = command::new(tools.node);
    walks.arg(repository::path("web/walks/run.mjs")).args(names);
    walks.env("PAGE_URL", &url);
    walks.env("PAGE_URL_BELOW", format!("{}{SUBFOLDER}", url.trim_end_matches('/')));
    walks.env("CHROMIUM", tools.chromium);
    walks.env("MDBOOK", tools.mdbook);
    walks.env("WALKS_FAILURES", repository::path("target/walks"));
    walks.envs(variables.iter().copied());
    command::tee(&mut walks)
}

/// How often `cargo xtask soak` walks the main path unless it is told.
const SOAK_ROUNDS: u32 = 200;

/// `cargo xtask soak`: the main path many times in one visit, which must leave nothing behind.
pub(crate) fn soak(rounds: Option<u32>, profile: Profile) -> Result<()> {
    let rounds = rounds.unwrap_or(SOAK_ROUNDS).to_string();
    let finished = run_with(&["soak".to_owned()], profile, &[("WALKS_ROUNDS", &rounds)])?;
    if finished.success { Ok(()) } else { fail("Something was left behind.") }
}

/// `cargo xtask screenshots`.
pub(crate) fn screenshots(names: &[String], profile: Profile) -> Result<()> {
    let folder = repository::path("target/screenshots");
    // With a name only some are taken again; without one, pictures of what is gone must not stay.
    if names.is_empty() && folder.exists() {
        std::fs::remove_dir_all(&folder).or_could_not("remove target/screenshots")?;
    }
    let finished = run_with(names, profile, &[("WALKS_PICTURES", &folder.to_string_lossy())])?;
    println!("The pictures are in {}.", folder.display());
    if finished.success { Ok(()) } else { fail("Some walks failed.") }
}
