//! Lists the scenarios of `crates/simulator/scenarios`, so that the page holds every example without a second list of
//! files to keep. Blanks between the members are left out: the page writes its own.

use std::{env, fmt::Write as _, fs, path::Path};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder = Path::new(&env::var("CARGO_MANIFEST_DIR")?).join("../crates/simulator/scenarios");
    println!("cargo::rerun-if-changed={}", folder.display());
    let mut files: Vec<_> = fs::read_dir(&folder)?.collect::<Result<_, _>>()?;
    files.sort_by_key(fs::DirEntry::file_name);
    let mut list = String::from("&[\n");
    for file in files {
        let path = file.path();
        if path.extension().is_some_and(|extension| extension == "json") {
            println!("cargo::rerun-if-changed={}", path.display());
            let id = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            writeln!(list, "    ({id:?}, {:?}),", without_blanks(&fs::read_to_string(&path)?))?;
        }
    }
    list.push_str("]\n");
    fs::write(Path::new(&env::var("OUT_DIR")?).join("examples.rs"), list)?;
    Ok(())
}

/// JSON without the blanks between its parts.
fn without_blanks(text: &str) -> String {
    let mut within_text = false;
    let mut escaped = false;
    let keep = |letter: &char| {
        if within_text {
            within_text = escaped || *letter != '"';
            escaped = !escaped && *letter == '\\';
            return true;
        }
        within_text = *letter == '"';
        !letter.is_ascii_whitespace()
    };
    text.chars().filter(keep).collect()
}
