//! The page's program in two files: what the first screen needs, and the rest, which the page loads when it is wanted.
//!
//! Where to cut stands in `web/src/chunks.rs`. The linked program is taken apart by `wasm-split`; it needs the linker's
//! relocations, which Trunk cannot ask for, so this builds the program again and puts it in the place of Trunk's.

use std::fs;
use std::path::{Path, PathBuf};

use crate::failure::{Result, While, fail};
use crate::install::BuildTools;
use crate::{build, command, repository};

/// The name that `web/src/chunks.rs` gives to the second part.
pub(crate) const PART: &str = "workbench";

/// How the program's script loads the file that starts the second part.
const LINKED_AS: &str = "from \"./__wasm_split.js\"";

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
    let linked = link(&tools.target)?;
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
    for wasm in ["page_bg.wasm", &format!("split_{PART}.wasm")] {
        command::output(program("wasm-opt").args(SHRINK).args([wasm, "--output", wasm]))?;
    }
    let wasm = [read("page_bg.wasm")?, read(&format!("split_{PART}.wasm"))?];
    let name = format!("web-{}", build::fingerprint(&[&wasm[0], &wasm[1]]));
    let link_name = format!("{name}_link.js");
    let part_name = format!("{name}_{PART}.wasm");
    let script = text("page.js")?;
    // The wasm asks for the link file by the name it had; only where it is loaded from changes.
    let script = replace(&script, LINKED_AS, &format!("from \"./{link_name}\""))?;
    let link = text("__wasm_split.js")?;
    let link = replace(&link, "./web.js", &format!("./{name}.js"))?;
    let link = replace(&link, &format!("./split_{PART}.wasm"), &format!("./{part_name}"))?;
    let link = replace(&link, STREAMED, READ_FIRST)?;
    // The page says it in words, so for the console it is no error.
    let link = replace(&link, "console.error(e)", "console.info(e)")?;
    let [main, part] = wasm;
    let files = vec![
        (format!("{name}.js"), script.into_bytes()),
        (format!("{name}_bg.wasm"), main),
        (link_name, link.into_bytes()),
        (part_name, part),
    ];
    Ok(Parts { name, files })
}

/// Links the program with the places that wasm-split needs to know.
fn link(target: &str) -> Result<PathBuf> {
    let mut cargo = command::cargo();
    cargo.args(["rustc", "--package", "web", "--release", "--features", "split"]);
    cargo.args(["--target", target, "--", "-Clink-arg=--emit-relocs"]);
    command::run(&mut cargo)?;
    Ok(repository::path("target").join(target).join("release/web.wasm"))
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
    fn a_script_that_lacks_what_is_replaced_is_refused() {
        assert_eq!(replace("a ./b c", "./b", "./d").unwrap(), "a ./d c");
        assert!(replace("a c", "./b", "./d").is_err());
    }
}
