//! The wasm target of the toolchain, and the toolchain of the fuzz targets, by rustup.

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
            "This Rust has no {target} target and rustup is missing: install it with \
             `curl --proto '=https' -sSf https://sh.rustup.rs | sh`, then run the command again."
        ));
    }
    install::installing(&format!("the {target} target"), "some seconds", || {
        install::quietly(command::new("rustup").args(["target", "add", target]))
    })
}

/// Installs a toolchain beside the one in use unless it is there.
pub(crate) fn ensure_toolchain(toolchain: &str) -> Result<()> {
    let ask = |command: &mut std::process::Command| {
        command::output(command.args(["run", toolchain, "rustc", "--version"])).is_ok()
    };
    if ask(&mut command::new("rustup")) {
        return Ok(());
    }
    install::installing(toolchain, "about a minute", || {
        let mut add = command::new("rustup");
        install::quietly(add.args(["toolchain", "install", toolchain, "--profile", "minimal"]))
    })
}
