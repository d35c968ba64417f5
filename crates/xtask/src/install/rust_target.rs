//! The wasm target of the toolchain, by rustup.

use crate::failure::{Result, fail};
use crate::{command, install};

/// Adds the target to the toolchain in use unless it is there.
pub(crate) fn ensure(target: &str) -> Result<()> {
    let mut library = command::new("rustc");
    library.args(["--print", "target-libdir", "--target", target]);
    let there = command::output(&mut library)
        .is_ok_and(|folder| std::path::Path::new(folder.trim()).is_dir());
    if there {
        return Ok(());
    }
    if command::find("rustup").is_none() {
        return fail(format!(
            "This Rust has no {target} target and rustup is missing: install rustup from \
             https://rustup.rs, then run the command again."
        ));
    }
    install::installing(&format!("the {target} target"), "some seconds", || {
        install::quietly(command::new("rustup").args(["target", "add", target]))
    })
}
