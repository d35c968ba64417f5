//! The files that tests of every crate read: they stand beside the crates.

/// Every JSON file below a folder of `crates`: its path from there and its text, in the order of their paths.
///
/// # Panics
/// Where the folder or a file of it cannot be read: then there is nothing to test.
pub fn json_files(folder: &str) -> Vec<(String, String)> {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(folder);
    let mut files = Vec::new();
    gather(&root, "", &mut files);
    files.sort();
    files
}

#[expect(clippy::expect_used, reason = "a missing corpus fails the test that asked for it")]
fn gather(folder: &std::path::Path, prefix: &str, files: &mut Vec<(String, String)>) {
    for entry in std::fs::read_dir(folder).expect("the corpus stands beside this crate") {
        let path = entry.expect("a file of the corpus").path();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        if path.is_dir() {
            gather(&path, &format!("{prefix}{name}/"), files);
        } else if path.extension().is_some_and(|extension| extension == "json") {
            let text = std::fs::read_to_string(&path).expect("a file of the corpus is text");
            files.push((format!("{prefix}{name}"), text));
        }
    }
}
