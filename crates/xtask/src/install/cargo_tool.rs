//! Programs from Rust packages, each in a folder of its own: `NAME-VERSION/bin` in the tool cache.

use std::path::{Path, PathBuf};

use crate::failure::{Result, While};
use crate::pins::Pins;
use crate::{command, install, repository};

/// What is left out of a tool, because nothing here uses it, and how long two cores take over it.
struct Recipe {
    program: &'static str,
    arguments: &'static [&'static str],
    about: &'static str,
    /// What makes it say its version; where nothing does, the folder that it lies in says it all the same.
    asks_version: &'static [&'static str],
}

fn recipe(tool: &str) -> Recipe {
    match tool {
        // Without its default features Trunk looks for no newer version of itself.
        "trunk" => Recipe {
            program: "trunk",
            arguments: &["--no-default-features"],
            about: "about 3 minutes",
            asks_version: &["--version"],
        },
        // Its one default feature is TLS, and it talks only to a browser on this machine.
        "wasm-bindgen-cli" => Recipe {
            program: "wasm-bindgen",
            arguments: &["--no-default-features"],
            about: "about 2 minutes",
            asks_version: &["--version"],
        },
        "wasm-pack" => Recipe {
            program: "wasm-pack",
            arguments: &[],
            about: "about 2 minutes",
            asks_version: &["--version"],
        },
        "wasm_split_cli_support" => Recipe {
            program: "wasm-split-cli",
            arguments: &["--features", "build-binary"],
            about: "about 2 minutes",
            asks_version: &[],
        },
        // It builds one book, and serves, watches and searches none.
        "mdbook" => Recipe {
            program: "mdbook",
            arguments: &["--no-default-features"],
            about: "about 2 minutes",
            asks_version: &["--version"],
        },
        "cargo-fuzz" => Recipe {
            program: "cargo-fuzz",
            arguments: &[],
            about: "about 2 minutes",
            asks_version: &["--version"],
        },
        "cargo-mutants" => Recipe {
            program: "cargo-mutants",
            arguments: &[],
            about: "about 3 minutes",
            // It answers as `cargo mutants` alone.
            asks_version: &["mutants", "--version"],
        },
        _ => Recipe {
            program: "",
            arguments: &[],
            about: "some minutes",
            asks_version: &["--version"],
        },
    }
}

/// The folder that holds the tool's program at the pinned version, after installing it if need be.
pub(crate) fn ensure(pins: &Pins, tool: &str) -> Result<PathBuf> {
    let version = pins.cargo(tool)?;
    let recipe = recipe(tool);
    let cache = repository::tool_cache()?;
    let folder = cache.join(format!("{tool}-{version}"));
    let programs = folder.join("bin");
    if answers(&programs.join(recipe.program), recipe.asks_version, version) {
        return Ok(programs);
    }
    install::installing(&format!("{tool} {version}"), recipe.about, || {
        let build = cache.join("build");
        let locked =
            install::quietly(&mut command_for(tool, version, &recipe, &folder, &build, true));
        if let Err(failure) = locked {
            // The authors' own lock file may name a version that this machine's registry lacks.
            if !failure.0.contains("failed to select a version") {
                return Err(failure);
            }
            install::quietly(&mut command_for(tool, version, &recipe, &folder, &build, false))?;
        }
        Ok(())
    })?;
    // A gigabyte that nobody needs once every tool is there.
    let all =
        pins.cargo.iter().all(|(tool, version)| cache.join(format!("{tool}-{version}")).exists());
    if all {
        std::fs::remove_dir_all(cache.join("build")).or_could_not("remove what the tools left")?;
    }
    Ok(programs)
}

/// Whether the program starts and says the pinned version, where it says one: a half-written file does neither.
fn answers(program: &Path, question: &[&str], version: &str) -> bool {
    let mut ask = command::new(program);
    match question {
        [] => command::output(ask.arg("--help")).is_ok(),
        _ => command::output(ask.args(question)).is_ok_and(|said| names(&said, version)),
    }
}

/// Whether what a program says of itself names that version, with a `v` before it or without.
fn names(said: &str, version: &str) -> bool {
    said.split_whitespace().any(|word| word.strip_prefix('v').unwrap_or(word) == version)
}

fn command_for(
    tool: &str,
    version: &str,
    recipe: &Recipe,
    folder: &Path,
    build: &Path,
    locked: bool,
) -> std::process::Command {
    let mut command = command::cargo();
    command.args(["install", tool, "--version", &format!("={version}"), "--force"]);
    command.args(recipe.arguments);
    command.args(locked.then_some("--locked"));
    command.arg("--root").arg(folder);
    // Outside the repository, so that its toolchain file and its cargo settings do not apply.
    command.current_dir(std::env::temp_dir());
    // One build folder for all tools, since they share most of their packages; and built in a
    // quarter of the time, since they run for seconds.
    command.env("CARGO_TARGET_DIR", build);
    command.env("CARGO_PROFILE_RELEASE_LTO", "off");
    command.env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16");
    // What reads a whole program of WebAssembly would take minutes over it; the others only lead.
    let reads_programs = tool.starts_with("wasm-bindgen") || tool.starts_with("wasm_split");
    command.env("CARGO_PROFILE_RELEASE_OPT_LEVEL", if reads_programs { "1" } else { "0" });
    command.env_remove("RUSTFLAGS");
    command
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_programs_say_of_their_version_is_read() {
        for said in ["trunk 0.5.4", "mdbook v0.5.4\n", "wasm-bindgen 0.5.4 (abc)"] {
            assert!(names(said, "0.5.4"), "{said}");
        }
        assert!(!names("mdbook v0.5.40", "0.5.4") && !names("", "0.5.4"));
    }
}
