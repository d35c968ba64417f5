//! `playground.html`: the whole site in one file, for a disk, a mail, or a frame without an origin on any host.

use std::path::Path;

use crate::failure::Result;
use crate::{command, install};

/// The file's name beside the page.
pub(crate) const FILE: &str = "playground.html";

/// Makes the file of a site in which everything else is already there; how, says `web/single-file.mjs`.
pub(crate) fn add_to(dist: &Path) -> Result<()> {
    let mut node = command::new(install::node()?);
    command::output(node.arg("web/single-file.mjs").arg(dist)).map(drop)
}
