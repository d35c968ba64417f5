//! `cargo xtask lighthouse`: the built page under Lighthouse, five runs on its desktop and on its phone profile; it fails where
//! the median of one is below its limit. `web/lighthouse/run.mjs` has the limits.

use crate::build::{self, Profile};
use crate::failure::{Result, fail};
use crate::{command, install, repository};

/// Builds the page and measures it. The figures are of this machine: run it while nothing else runs.
pub(crate) fn command() -> Result<()> {
    let (node, chromium) = install::for_lighthouse()?;
    let dist = build::site(Profile::Release)?;
    let mut measure = command::new(node);
    measure.arg(repository::path("web/lighthouse/run.mjs")).arg(dist);
    match command::tee(measure.env("CHROMIUM", chromium))?.success {
        true => Ok(()),
        false => fail("The page is below what it should reach."),
    }
}
