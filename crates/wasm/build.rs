//! Lists the scenarios of `crates/simulator/scenarios`, the cases of `crates/simulator/testdata/authorize` and `…/sts`
//! and those of `crates/policy/testdata`, so that there is no second list of files to keep.

use std::{env, error::Error, fmt::Write as _, fs, path::Path};

fn main() -> Result<(), Box<dyn Error>> {
    list("../simulator/scenarios", "examples.rs")?;
    list("../simulator/testdata/authorize", "cases.rs")?;
    list("../simulator/testdata/sts", "calls.rs")?;
    list("../policy/testdata", "policy_cases.rs")
}

/// Writes name and text of every JSON file below a folder as a Rust expression; the name is the path from the folder
/// without its ending.
fn list(folder: &str, to: &str) -> Result<(), Box<dyn Error>> {
    let mut list = String::from("&[\n");
    gather(&Path::new(&env::var("CARGO_MANIFEST_DIR")?).join(folder), "", &mut list)?;
    list.push_str("]\n");
    fs::write(Path::new(&env::var("OUT_DIR")?).join(to), list)?;
    Ok(())
}

fn gather(folder: &Path, prefix: &str, list: &mut String) -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed={}", folder.display());
    let mut files: Vec<_> = fs::read_dir(folder)?.collect::<Result<_, _>>()?;
    files.sort_by_key(fs::DirEntry::file_name);
    for file in files {
        let path = file.path();
        let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        if path.is_dir() {
            gather(&path, &format!("{prefix}{name}/"), list)?;
        } else if path.extension().is_some_and(|extension| extension == "json") {
            println!("cargo::rerun-if-changed={}", path.display());
            let place = path.display().to_string();
            writeln!(list, "    ({:?}, include_str!({place:?})),", format!("{prefix}{name}"))?;
        }
    }
    Ok(())
}
