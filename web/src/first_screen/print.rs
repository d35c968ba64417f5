//! What `cargo xtask build` runs natively: it alone of the page reads a file and prints.

use super::{FirstScreen, made};
use crate::gallery;

/// Prints what the first screen shows of the examples in the file that is named.
#[allow(clippy::print_stdout, reason = "this is a command of the build")]
pub(crate) fn print() {
    let file = std::env::args().nth(1).and_then(|path| std::fs::read_to_string(path).ok());
    gallery::install(file.unwrap_or_default());
    print!("{}", made::text(&FirstScreen::made()));
}
