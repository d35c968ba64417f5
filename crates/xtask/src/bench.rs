//! `cargo xtask bench`: the figures in the README, each made by one run of this command.

use crate::failure::Result;
use crate::size;

/// Prints every figure.
pub(crate) fn command() -> Result<()> {
    println!("What the page loads, in bytes:");
    size::command()
}
