//! Lists the scenarios of `crates/simulator/scenarios` and the cases of `crates/simulator/testdata/authorize` and `…/sts`,
//! so that there is no second list of files to keep.

use std::{env, error::Error, fmt::Write as _, fs, path::Path};

fn main() -> Result<(), Box<dyn Error>> {
    list("../simulator/scenarios", "examples.rs")?;
    list("../simulator/testdata/authorize", "cases.rs")?;
    list("../simulator/testdata/sts", "calls.rs")
}

/// Writes file name and text of every JSON file of a folder as a Rust expression.
fn list(folder: &str, to: &str) -> Result<(), Box<dyn Error>> {
    let folder = Path::new(&env::var("CARGO_MANIFEST_DIR")?).join(folder);
    println!("cargo::rerun-if-changed={}", folder.display());
    let mut files: Vec<_> = fs::read_dir(&folder)?.collect::<Result<_, _>>()?;
    files.sort_by_key(fs::DirEntry::file_name);
    let mut list = String::from("&[\n");
    for file in files {
        let path = file.path();
        if path.extension().is_some_and(|extension| extension == "json") {
            println!("cargo::rerun-if-changed={}", path.display());
            let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            writeln!(list, "    ({name:?}, include_str!({:?})),", path.display().to_string())?;
        }
    }
    list.push_str("]\n");
    fs::write(Path::new(&env::var("OUT_DIR")?).join(to), list)?;
    Ok(())
}
