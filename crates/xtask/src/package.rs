//! `cargo xtask package`: the npm package `assume-role-playground`, made of `crates/wasm` by wasm-pack, packed, and
//! tried as people use it.
//!
//! What wasm-pack writes gets the entries and the README of `crates/wasm/npm`. The declarations that wasm-bindgen writes
//! are kept there too, so that a change of what programs are given is seen in a diff.

use std::fs;
use std::path::{Path, PathBuf};

use crate::command::{self, Finished};
use crate::failure::{Result, While, fail};
use crate::install::{self, PackageTools};
use crate::{repository, split};

/// Where the package's own files are.
const SOURCE: &str = "crates/wasm/npm";

/// Where it is made.
const WORK: &str = "target/package";

/// What the glue, its declarations and the wasm are called.
const NAME: &str = "assume_role_playground";

/// The files of `SOURCE` that are shipped as they stand.
const SHIPPED: [&str; 6] =
    ["README.md", "bundler.js", "index.d.ts", "node.js", "web.d.ts", "web.js"];

/// `cargo xtask package`.
pub(crate) fn command(bless: bool) -> Result<()> {
    let tools = install::for_package()?;
    let folder = build(&tools)?;
    if bless {
        let declared = folder.join(declarations());
        let kept = repository::path(SOURCE).join(declarations());
        fs::copy(declared, kept).or_could_not("keep the declarations")?;
    }
    declarations_agree(&folder)?;
    let tarball = pack(&tools, &folder)?;
    println!("The package is {}.", tarball.display());
    Ok(())
}

/// Builds and packs it, installs the tarball into empty folders and runs the tests there.
pub(crate) fn test(names: &[String]) -> Result<Finished> {
    let tools = install::for_package()?;
    let folder = build(&tools)?;
    declarations_agree(&folder)?;
    let tarball = pack(&tools, &folder)?;
    let mut native = command::cargo();
    native.args(["build", "--quiet", "--package", "cli", "--target-dir"]);
    command::run(native.arg(repository::path("target")))?;
    let program = format!("target/debug/assume-role{}", std::env::consts::EXE_SUFFIX);
    let mut tests = command::new(&tools.node);
    tests.arg(repository::path(SOURCE).join("test/run.mjs")).args(names);
    tests.env("PATH", command::path_with(&tools.path)?);
    tests.env("PACKAGE", tarball);
    tests.env("PACKAGE_WORK", repository::path(WORK).join("tried"));
    tests.env("PACKAGE_TOOLS", repository::path("web"));
    tests.env("NATIVE", repository::path(&program));
    tests.env("CHROMIUM", &tools.chromium);
    command::tee(&mut tests)
}

fn declarations() -> String {
    format!("{NAME}.d.ts")
}

/// Makes the folder that is packed.
fn build(tools: &PackageTools) -> Result<PathBuf> {
    let folder = repository::path(WORK).join("assume-role-playground");
    if folder.exists() {
        fs::remove_dir_all(&folder).or_could_not(format!("empty {WORK}"))?;
    }
    let mut wasm_pack = command::new(&tools.wasm_pack);
    wasm_pack.args(["build", "--release", "--target", "web", "--mode", "no-install"]);
    wasm_pack.args(["--no-pack", "--no-opt", "--out-name", NAME, "--out-dir"]).arg(&folder);
    wasm_pack.arg(repository::path("crates/wasm"));
    wasm_pack.env("PATH", command::path_with(&tools.path)?);
    wasm_pack.env("CARGO_ENCODED_RUSTFLAGS", split::flags()?);
    // Where wasm-pack looks for the program that cargo has built.
    wasm_pack.env("CARGO_TARGET_DIR", repository::path("target"));
    command::run(&mut wasm_pack)?;
    let engine = folder.join(format!("{NAME}_bg.wasm"));
    let linked = fs::read(&engine).or_could_not("read the engine")?;
    let Some(plain) = without_relocations(&linked) else { return fail("The engine is no wasm.") };
    fs::write(&engine, plain).or_could_not("write the engine")?;
    let mut shrink = command::new("wasm-opt");
    shrink.env("PATH", command::path_with(&tools.path)?);
    shrink.args(split::SHRINK).arg(&engine).arg("-o").arg(&engine);
    command::run(&mut shrink)?;
    // What the glue alone calls.
    fs::remove_file(engine.with_extension("wasm.d.ts")).or_could_not("remove what nobody uses")?;
    for file in SHIPPED {
        copy(&repository::path(SOURCE).join(file), &folder.join(file))?;
    }
    for file in ["LICENSE-APACHE", "LICENSE-MIT"] {
        copy(&repository::path(file), &folder.join(file))?;
    }
    let manifest = with_version(&repository::read(&format!("{SOURCE}/package.json"))?)?;
    fs::write(folder.join("package.json"), manifest).or_could_not("write package.json")?;
    Ok(folder)
}

/// The module without what only a linker, or what takes the page apart, needs to know. Nothing for what is no module.
fn without_relocations(module: &[u8]) -> Option<Vec<u8>> {
    let (head, mut rest) = module.split_at_checked(8)?;
    let mut plain = head.to_vec();
    while let [id, after @ ..] = rest {
        let (length, body) = number(after)?;
        let (body, next) = body.split_at_checked(length)?;
        let section = &rest[..rest.len() - next.len()];
        let name = (*id == 0).then(|| number(body)).flatten();
        let name = name.and_then(|(length, text)| text.get(..length)).unwrap_or_default();
        if name != b"linking" && !name.starts_with(b"reloc.") {
            plain.extend_from_slice(section);
        }
        rest = next;
    }
    Some(plain)
}

/// A number in LEB128, seven bits to a byte, and what follows it.
fn number(bytes: &[u8]) -> Option<(usize, &[u8])> {
    let length = bytes.iter().take(5).position(|byte| byte & 0x80 == 0)? + 1;
    let (digits, rest) = bytes.split_at(length);
    let value = digits.iter().rev().fold(0, |sum, digit| sum << 7 | usize::from(digit & 0x7f));
    Some((value, rest))
}

fn copy(from: &Path, to: &Path) -> Result<()> {
    fs::copy(from, to).or_could_not(format!("copy {}", from.display())).map(drop)
}

/// The package has the version of the engine in it.
fn with_version(manifest: &str) -> Result<String> {
    let placeholder = "\"version\": \"0.0.0\"";
    if !manifest.contains(placeholder) {
        return fail(format!("{SOURCE}/package.json lacks {placeholder}."));
    }
    Ok(manifest.replacen(placeholder, &format!("\"version\": {:?}", env!("CARGO_PKG_VERSION")), 1))
}

/// The declarations that were written are those that are kept.
fn declarations_agree(folder: &Path) -> Result<()> {
    let kept = repository::read(&format!("{SOURCE}/{}", declarations())).unwrap_or_default();
    let written = fs::read_to_string(folder.join(declarations())).or_could_not("read them")?;
    match first_difference(&kept, &written) {
        None => Ok(()),
        Some(line) => fail(format!(
            "The package's declarations differ from {SOURCE}/{} in line {line}. Where that is meant, \
             `cargo xtask package --bless` keeps the new ones.",
            declarations()
        )),
    }
}

fn first_difference(kept: &str, written: &str) -> Option<usize> {
    let (mut kept, mut written) = (kept.lines(), written.lines());
    (1..).find_map(|line| match (kept.next(), written.next()) {
        (None, None) => Some(None),
        (one, other) if one == other => None,
        _ => Some(Some(line)),
    })?
}

/// Packs the folder and gives the tarball.
fn pack(tools: &PackageTools, folder: &Path) -> Result<PathBuf> {
    let mut npm = command::new(&tools.npm);
    npm.args(["pack", "--silent", "--ignore-scripts", "--pack-destination", ".."]);
    npm.env("PATH", command::path_with(&tools.path)?).current_dir(folder);
    let told = command::output(&mut npm)?;
    match told.lines().rev().find(|line| line.ends_with(".tgz")) {
        Some(name) => Ok(repository::path(WORK).join(name.trim())),
        None => fail(format!("npm packed nothing: {told}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_manifest_has_the_version_of_the_engine() {
        let manifest = repository::read(&format!("{SOURCE}/package.json")).unwrap();
        let filled = with_version(&manifest).unwrap();
        assert!(filled.contains(&format!("\"version\": \"{}\"", env!("CARGO_PKG_VERSION"))));
        assert!(with_version("{}").is_err());
    }

    #[test]
    fn what_the_linker_left_is_taken_out_and_everything_else_stays() {
        let head = b"\0asm\x01\0\0\0".to_vec();
        let section = |id: u8, body: &[u8]| {
            let length = u8::try_from(body.len()).unwrap();
            // A length may be written longer than it need be.
            [&[id, length | 0x80, 0], body].concat()
        };
        let (types, linking) = (section(1, &[0]), section(0, b"\x07linking\x02"));
        let (reloc, name) = (section(0, b"\x0areloc.CODE\x03"), section(0, b"\x04name\x01"));
        let module = [&head, &types, &linking, &reloc, &name].map(|part| &part[..]).concat();
        let plain = [&head, &types, &name].map(|part| &part[..]).concat();
        assert_eq!(without_relocations(&module), Some(plain));
        assert_eq!(without_relocations(&module[..module.len() - 1]), None);
        assert_eq!(without_relocations(b"\0asm"), None);
        assert_eq!(number(&[0xe5, 0x8e, 0x26, 7]), Some((624_485, &[7][..])));
    }

    #[test]
    fn the_first_line_that_differs_is_named() {
        for (kept, written, line) in [
            ("a\nb\n", "a\nb\n", None),
            ("a\nb\n", "a\nc\n", Some(2)),
            ("a\n", "a\nb\n", Some(2)),
            ("", "a\n", Some(1)),
        ] {
            assert_eq!(first_difference(kept, written), line, "{kept:?} {written:?}");
        }
    }
}
