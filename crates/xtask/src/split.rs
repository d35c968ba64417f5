//! The page's program in parts: what the first screen needs, and what the page loads when it is wanted.
//!
//! Where to cut stands in `web/src/chunks.rs`. The program that Trunk has built is taken apart by `wasm-split`, which
//! needs the linker's relocations; then the parts are put in the place of what Trunk made of it.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::failure::{Result, While, fail};
use crate::install::BuildTools;
use crate::{build, command, repository};

/// How the program's script loads the file that starts the second part.
const LINKED_AS: &str = "from \"./__wasm_split.js\"";

/// The wasm that the first screen needs, as wasm-bindgen calls it.
const MAIN: &str = "page_bg.wasm";

/// Where the parts are made.
const WORK: &str = "target/split";

/// How wasm-split starts the second part. A host that sends wasm under another type makes it fail, so the page reads the
/// bytes first, as wasm-bindgen does for the program itself.
const STREAMED: &str = "WebAssembly.instantiateStreaming(src, imports)";
const READ_FIRST: &str = "src.then((answer) => answer.arrayBuffer()).then((bytes) => WebAssembly.instantiate(bytes, imports))";

/// What wasm-opt is told. Nothing lives in the lowest 1024 bytes, the far end of the stack, so more can be folded into
/// the offsets of loads and stores; large functions are left apart and copies of one generic function stand side by side,
/// which packs better.
pub(crate) const SHRINK: [&str; 4] = [
    "-Oz",
    "--low-memory-unused",
    "--one-caller-inline-max-function-size=30",
    "--reorder-functions-by-name",
];

/// Has Trunk build the program so that it can be taken apart.
pub(crate) fn prepare(trunk: &mut Command) -> Result<()> {
    trunk.args(["--features", "split"]).env("CARGO_ENCODED_RUSTFLAGS", flags()?);
    Ok(())
}

/// How everything for the page and the npm package is compiled, once for both: with what the linker moved, and without the
/// folders of the machine that builds it.
pub(crate) fn flags() -> Result<String> {
    let mut rustc = command::new(std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into()));
    let sysroot = command::output(rustc.args(["--print", "sysroot"]))?;
    let cargo = match std::env::var_os("CARGO_HOME") {
        Some(folder) => folder.into(),
        None => std::env::home_dir().unwrap_or_default().join(".cargo"),
    };
    let flags = [
        "-Clink-arg=--emit-relocs".to_owned(),
        format!("--remap-path-prefix={}=rust", sysroot.trim()),
        format!("--remap-path-prefix={}=cargo", cargo.display()),
    ];
    Ok(flags.join("\x1f"))
}

/// Replaces the program in the built site by its parts.
pub(crate) fn replace_in(dist: &Path, tools: &BuildTools) -> Result<()> {
    let parts = make(tools)?;
    let index = dist.join("index.html");
    let page = fs::read_to_string(&index).or_could_not("read dist/index.html")?;
    let whole = linked_program(&page)?;
    for ending in [".js", "_bg.wasm"] {
        let file = dist.join(format!("{whole}{ending}"));
        fs::remove_file(file).or_could_not("remove the undivided program")?;
    }
    fs::write(&index, page.replace(&whole, &parts.name)).or_could_not("write dist/index.html")?;
    for (name, bytes) in parts.files {
        fs::write(dist.join(name), bytes).or_could_not("write the parts of the program")?;
    }
    Ok(())
}

/// The parts with their names, which hold what they are made of.
struct Parts {
    /// What the names of the program's script and of its wasm begin with.
    name: String,
    files: Vec<(String, Vec<u8>)>,
}

fn make(tools: &BuildTools) -> Result<Parts> {
    let folder = repository::path(WORK);
    if folder.exists() {
        fs::remove_dir_all(&folder).or_could_not(format!("empty {WORK}"))?;
    }
    fs::create_dir_all(&folder).or_could_not(format!("make {WORK}"))?;
    let linked = repository::path("target").join(&tools.target).join("release/web.wasm");
    let path = command::path_with(&tools.path)?;
    let program = |name: &str| {
        let mut command = command::new(name);
        command.env("PATH", &path).current_dir(&folder);
        command
    };
    command::output(program("wasm-split-cli").arg(linked).args([".", "--out-name", "web"]))?;
    let mut bindgen = program("wasm-bindgen");
    bindgen.args([
        "--target",
        "web",
        "--no-typescript",
        "--keep-lld-exports",
        "--out-dir",
        ".",
        "--out-name",
        "page",
    ]);
    command::output(bindgen.arg("web.wasm"))?;
    let read = |name: &str| fs::read(folder.join(name)).or_could_not(format!("read {WORK}/{name}"));
    let text = |name: &str| {
        fs::read_to_string(folder.join(name)).or_could_not(format!("read {WORK}/{name}"))
    };
    let mut wasm = Vec::new();
    for file in wasm_files(&folder)? {
        command::output(program("wasm-opt").args(SHRINK).args([&file, "--output", &file]))?;
        let bytes = read(&file)?;
        wasm.push((file, bytes));
    }
    let contents: Vec<&[u8]> = wasm.iter().map(|(_, bytes)| &**bytes).collect();
    let name = format!("web-{}", build::fingerprint(&contents));
    let link_name = format!("{name}_link.js");
    let script = text("page.js")?;
    // The wasm asks for the link file by the name it had; only where it is loaded from changes.
    let script = replace(&script, LINKED_AS, &format!("from \"./{link_name}\""))?;
    let link = text("__wasm_split.js")?;
    let mut link = replace(&link, "./web.js", &format!("./{name}.js"))?;
    let mut files = Vec::new();
    for (file, bytes) in wasm {
        let called = format!("{name}{}", called(&file));
        if file != MAIN {
            link = replace(&link, &format!("./{file}"), &format!("./{called}"))?;
        }
        files.push((called, bytes));
    }
    let link = replace(&link, STREAMED, READ_FIRST)?;
    // The page says it in words, so for the console it is no error.
    let link = replace(&link, "console.error(e)", "console.info(e)")?;
    files.push((format!("{name}.js"), script.into_bytes()));
    files.push((link_name, link.into_bytes()));
    Ok(Parts { name, files })
}

/// The wasm of the program's parts, the first screen's first: a file for each cut, and one for each set of cuts that share
/// something.
fn wasm_files(folder: &Path) -> Result<Vec<String>> {
    let mut parts = Vec::new();
    for entry in fs::read_dir(folder).or_could_not(format!("read {WORK}"))? {
        let name = entry.or_could_not(format!("read {WORK}"))?.file_name();
        let name = name.to_string_lossy().into_owned();
        let is_part = name.starts_with("split_") || name.starts_with("chunk_");
        if is_part && name.ends_with(".wasm") {
            parts.push(name);
        }
    }
    if parts.is_empty() {
        return fail("The program has no second part; see web/src/chunks.rs.");
    }
    parts.sort();
    parts.insert(0, MAIN.to_owned());
    Ok(parts)
}

/// What follows the program's name in the name of one of its parts: `_bg.wasm`, `_workbench.wasm`.
fn called(file: &str) -> String {
    let part = file.strip_prefix("split_").or_else(|| file.strip_prefix("page_")).unwrap_or(file);
    format!("_{part}")
}

/// What the names of the program's files begin with in the page that Trunk wrote.
fn linked_program(page: &str) -> Result<String> {
    let name = page.split('"').find_map(|part| part.strip_prefix("./web-")?.strip_suffix(".js"));
    match name {
        Some(hash) => Ok(format!("web-{hash}")),
        None => fail("dist/index.html links no program; see Trunk.toml."),
    }
}

/// A text with one part of it replaced, wherever it stands.
fn replace(text: &str, known: &str, new: &str) -> Result<String> {
    if !text.contains(known) {
        return fail(format!("A script of the program lacks `{known}`; another wasm-split?"));
    }
    Ok(text.replace(known, new))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_program_is_found_in_the_page() {
        let page = r#"<link href="./app.css"><link rel="modulepreload" href="./web-0a1b.js">"#;
        assert_eq!(linked_program(page).unwrap(), "web-0a1b");
        assert!(linked_program("<p></p>").is_err());
    }

    #[test]
    fn every_part_has_its_name() {
        let names = [MAIN, "split_workbench.wasm", "chunk_0.wasm"].map(called);
        assert_eq!(names, ["_bg.wasm", "_workbench.wasm", "_chunk_0.wasm"]);
    }

    #[test]
    fn a_script_that_lacks_what_is_replaced_is_refused() {
        assert_eq!(replace("a ./b c", "./b", "./d").unwrap(), "a ./d c");
        assert!(replace("a c", "./b", "./d").is_err());
    }
}
