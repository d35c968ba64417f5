//! The versions in `tools.toml` are those that the lock files and settings name.

use super::Tree;
use crate::failure::{Result, While};
use crate::pins::Pins;

pub(super) fn findings(tree: &Tree) -> Result<Vec<String>> {
    let pins = Pins::read()?;
    let toml = |path: &str| -> Result<toml::Table> {
        toml::from_str(tree.text(path).unwrap_or("")).or_could_not(format!("read {path}"))
    };
    let text = |value: Option<&toml::Value>| {
        value.and_then(toml::Value::as_str).unwrap_or("nothing").to_owned()
    };
    let mut found = Vec::new();
    let mut agree = |what: &str, pinned: &str, place: &str, there: &str| {
        if pinned != there {
            found.push(format!("{what} is {pinned} in tools.toml and {there} in {place}."));
        }
    };

    let lock = toml("Cargo.lock")?;
    let packages = lock.get("package").and_then(toml::Value::as_array);
    let bindgen = packages
        .into_iter()
        .flatten()
        .find(|package| package.get("name").and_then(toml::Value::as_str) == Some("wasm-bindgen"));
    let bindgen = text(bindgen.and_then(|package| package.get("version")));
    agree("wasm-bindgen-cli", pins.cargo("wasm-bindgen-cli")?, "Cargo.lock", &bindgen);

    for (pinned, place) in
        [(&pins.npm, "web/package-lock.json"), (&pins.measure, "web/lighthouse/package-lock.json")]
    {
        let npm = tree.text(place).unwrap_or("{}");
        let npm: serde_json::Value =
            serde_json::from_str(npm).or_could_not(format!("read {place}"))?;
        for (name, version) in pinned {
            let there = npm["packages"][format!("node_modules/{name}")]["version"].as_str();
            agree(name, version, place, there.unwrap_or("nothing"));
        }
    }

    let trunk = text(toml("Trunk.toml")?.get("trunk-version"));
    agree("trunk", pins.cargo("trunk")?, "Trunk.toml", trunk.trim_start_matches(">="));

    let toolchain = toml("rust-toolchain.toml")?;
    let channel = text(toolchain.get("toolchain").and_then(|table| table.get("channel")));
    agree("the Rust toolchain", &pins.rust.channel, "rust-toolchain.toml", &channel);
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::repository;

    const PLACES: [&str; 5] = [
        "Cargo.lock",
        "web/package-lock.json",
        "web/lighthouse/package-lock.json",
        "Trunk.toml",
        "rust-toolchain.toml",
    ];

    fn tree(change: impl Fn(&str, String) -> String) -> Tree {
        let read = |path: &str| (path.to_owned(), change(path, repository::read(path).unwrap()));
        Tree { files: PLACES.map(read).into() }
    }

    #[test]
    fn every_pinned_version_is_the_one_in_its_lock_file() {
        assert_eq!(findings(&tree(|_, text| text)).unwrap(), [""; 0]);
    }

    #[test]
    fn a_version_that_moved_in_one_place_only_is_found() {
        let pins = Pins::read().unwrap();
        let bindgen = pins.cargo("wasm-bindgen-cli").unwrap().to_owned();
        let moved = tree(|path, text| match path {
            "Cargo.lock" => text.replace(&bindgen, "9.9.9"),
            "Trunk.toml" => text.replace(">=", ">=9"),
            _ => text,
        });
        let found = findings(&moved).unwrap();
        assert_eq!(found.len(), 2, "{found:?}");
        assert!(found[0].ends_with("and 9.9.9 in Cargo.lock."), "{found:?}");
    }
}
