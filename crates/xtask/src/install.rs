//! Tools: what a command needs beyond rustup and Node is put in place here, once, at the pinned
//! version, and said while it is done.
//!
//! Cargo's tools go into the tool cache outside the repository, each into a folder that carries its
//! version, so that two clones with different pins do not disturb each other; npm's go into
//! `web/node_modules`. The second time a command only looks whether they are there.

mod browser;
mod cargo_tool;
mod node;
mod rust_target;

use std::fs::File;
use std::path::PathBuf;

use crate::failure::{Result, While};
use crate::{command, pins::Pins, repository};

pub(crate) use browser::Browser;

/// Everything that builds the page.
#[derive(Debug)]
pub(crate) struct BuildTools {
    /// Trunk itself.
    pub(crate) trunk: PathBuf,
    /// Folders to put first on the search path: wasm-bindgen, wasm-opt and wasm-split-cli are looked up there.
    pub(crate) path: Vec<PathBuf>,
    /// The target that the page is built for.
    pub(crate) target: String,
    /// Node, which cuts data to what the page needs.
    pub(crate) node: PathBuf,
}

/// Everything that runs the wasm tests.
#[derive(Debug)]
pub(crate) struct WasmTestTools {
    /// wasm-pack itself.
    pub(crate) wasm_pack: PathBuf,
    /// Folders to put first on the search path: the test runner is looked up there.
    pub(crate) path: Vec<PathBuf>,
    /// The browser that runs the tests, with its driver.
    pub(crate) browser: Browser,
}

/// Makes sure that the page can be built.
pub(crate) fn for_build() -> Result<BuildTools> {
    let pins = Pins::read()?;
    // What needs nothing from the network is asked first: a missing prerequisite is told at once.
    let node = node::ensure()?;
    let _lock = lock()?;
    rust_target::ensure(&pins.rust.target)?;
    let packages = node::packages(&node)?;
    let bindgen = cargo_tool::ensure(&pins, "wasm-bindgen-cli")?;
    let trunk = cargo_tool::ensure(&pins, "trunk")?;
    let trunk_program = trunk.join(format!("trunk{}", std::env::consts::EXE_SUFFIX));
    let split = cargo_tool::ensure(&pins, "wasm_split_cli_support")?;
    Ok(BuildTools {
        trunk: trunk_program,
        path: vec![packages, bindgen, split],
        target: pins.rust.target,
        node,
    })
}

/// Makes sure that the wasm tests can be run in a browser.
pub(crate) fn for_wasm_tests() -> Result<WasmTestTools> {
    let pins = Pins::read()?;
    let _lock = lock()?;
    let browser = browser::ensure(&pins)?;
    rust_target::ensure(&pins.rust.target)?;
    let bindgen = cargo_tool::ensure(&pins, "wasm-bindgen-cli")?;
    let wasm_pack = cargo_tool::ensure(&pins, "wasm-pack")?;
    let program = wasm_pack.join(format!("wasm-pack{}", std::env::consts::EXE_SUFFIX));
    Ok(WasmTestTools { wasm_pack: program, path: vec![bindgen], browser })
}

/// Everything that walks through the page.
#[derive(Debug)]
pub(crate) struct WalkTools {
    pub(crate) node: PathBuf,
    pub(crate) chromium: PathBuf,
    /// What builds the book in which the page is a guest.
    pub(crate) mdbook: PathBuf,
}

/// Makes sure that the page can be walked through.
pub(crate) fn for_walks() -> Result<WalkTools> {
    let pins = Pins::read()?;
    let node = node::ensure()?;
    let _lock = lock()?;
    let chromium = browser::ensure_chromium(&pins)?;
    node::packages(&node)?;
    Ok(WalkTools { node, chromium, mdbook: program(&pins, "mdbook")? })
}

/// Makes sure that the page can be measured; gives Node and the browser.
pub(crate) fn for_lighthouse() -> Result<(PathBuf, PathBuf)> {
    let pins = Pins::read()?;
    let node = node::ensure()?;
    let _lock = lock()?;
    let chromium = browser::ensure_chromium(&pins)?;
    node::packages_of("web/lighthouse", &node)?;
    Ok((node, chromium))
}

/// Everything that makes and tries the npm package.
#[derive(Debug)]
pub(crate) struct PackageTools {
    /// wasm-pack itself.
    pub(crate) wasm_pack: PathBuf,
    /// Folders to put first on the search path: wasm-bindgen, wasm-opt, tsc and vite are looked up there.
    pub(crate) path: Vec<PathBuf>,
    pub(crate) node: PathBuf,
    pub(crate) npm: PathBuf,
    pub(crate) chromium: PathBuf,
}

/// Makes sure that the npm package can be made and tried.
pub(crate) fn for_package() -> Result<PackageTools> {
    let pins = Pins::read()?;
    let node = node::ensure()?;
    let _lock = lock()?;
    rust_target::ensure(&pins.rust.target)?;
    let chromium = browser::ensure_chromium(&pins)?;
    let packages = node::packages(&node)?;
    let bindgen = cargo_tool::ensure(&pins, "wasm-bindgen-cli")?;
    let wasm_pack = program(&pins, "wasm-pack")?;
    let path = vec![packages, bindgen];
    Ok(PackageTools { wasm_pack, path, node, npm: node::npm()?, chromium })
}

/// Makes sure that code can be checked for wasm.
pub(crate) fn for_wasm_checks() -> Result<String> {
    let pins = Pins::read()?;
    let _lock = lock()?;
    rust_target::ensure(&pins.rust.target)?;
    Ok(pins.rust.target)
}

/// What runs the fuzz targets.
#[derive(Debug)]
pub(crate) struct FuzzTools {
    /// cargo-fuzz itself.
    pub(crate) program: PathBuf,
    /// The toolchain that instruments them.
    pub(crate) toolchain: String,
}

/// Makes sure that the fuzz targets can be built and run.
pub(crate) fn for_fuzzing() -> Result<FuzzTools> {
    let pins = Pins::read()?;
    let _lock = lock()?;
    rust_target::ensure_toolchain(&pins.rust.fuzzing)?;
    let program = program(&pins, "cargo-fuzz")?;
    Ok(FuzzTools { program, toolchain: pins.rust.fuzzing })
}

/// Makes sure that the code can be mutated; gives cargo-mutants.
pub(crate) fn for_mutants() -> Result<PathBuf> {
    let pins = Pins::read()?;
    let _lock = lock()?;
    program(&pins, "cargo-mutants")
}

/// The program of a tool that has its name.
fn program(pins: &Pins, tool: &str) -> Result<PathBuf> {
    let folder = cargo_tool::ensure(pins, tool)?;
    Ok(folder.join(format!("{tool}{}", std::env::consts::EXE_SUFFIX)))
}

/// Makes sure that Node is there.
pub(crate) fn node() -> Result<PathBuf> {
    node::ensure()
}

/// Keeps two commands from installing the same tool at the same time; held until dropped.
fn lock() -> Result<File> {
    let cache = repository::tool_cache()?;
    std::fs::create_dir_all(&cache).or_could_not(format!("make the folder {}", cache.display()))?;
    let file = File::create(cache.join("lock")).or_could_not("make a file in the tool cache")?;
    if file.try_lock().is_err() {
        println!("Waiting for another command that installs tools …");
        file.lock().or_could_not("wait for another command")?;
    }
    Ok(file)
}

/// Says that something is installed now, and when it was done how long it took.
fn installing<T>(what: &str, about: &str, work: impl FnOnce() -> Result<T>) -> Result<T> {
    println!("Installing {what} (once, {about}) …");
    let start = std::time::Instant::now();
    let done = work()?;
    println!("Installed {what} in {} s.", start.elapsed().as_secs());
    Ok(done)
}

/// Runs an installer: shows its output only when it fails, since it is long and nobody's concern.
fn quietly(command: &mut std::process::Command) -> Result<()> {
    command::output(command).map(drop)
}
