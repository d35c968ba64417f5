//! The arrows between our crates are those of the architecture; a new one is a change of it.

/// Which of our crates a crate may use. `testing` may be a dev-dependency of any.
const ALLOWED: [(&str, &[&str]); 12] = [
    ("iam", &[]),
    ("policy", &["iam"]),
    ("sts", &["iam"]),
    ("federation", &["iam", "sts"]),
    ("simulator", &["iam", "policy", "sts"]),
    ("diagram", &["iam", "simulator"]),
    ("wire", &["iam", "policy", "sts", "simulator"]),
    ("wasm", &["wire", "diagram", "simulator", "federation"]),
    ("cli", &["iam", "policy", "federation", "wire", "diagram", "simulator"]),
    ("testing", &["iam", "policy", "sts", "simulator", "federation", "wire"]),
    ("web", &["simulator", "diagram", "iam", "policy", "sts", "federation"]),
    ("xtask", &["web"]),
];

/// Our crates and what they use of each other.
#[derive(Debug)]
pub(super) struct Workspace {
    /// The name of each crate, with each of our crates that it names.
    pub(super) crates: Vec<(String, Vec<Arrow>)>,
}

/// One of our crates named by another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Arrow {
    to: String,
    for_tests: bool,
}

impl Workspace {
    /// Reads `cargo metadata --no-deps`.
    pub(super) fn read(metadata: &serde_json::Value) -> Self {
        let list = |value: &serde_json::Value, key: &str| {
            value[key].as_array().cloned().unwrap_or_default()
        };
        let text = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
        let crates = list(metadata, "packages")
            .iter()
            .map(|package| {
                let ours = list(package, "dependencies")
                    .iter()
                    // A dependency on a folder is one of ours.
                    .filter(|dependency| dependency["path"].is_string())
                    .map(|dependency| Arrow {
                        to: text(&dependency["name"]),
                        for_tests: dependency["kind"] == "dev",
                    })
                    .collect();
                (text(&package["name"]), ours)
            })
            .collect();
        Self { crates }
    }
}

pub(super) fn findings(workspace: &Workspace) -> Vec<String> {
    let mut found = Vec::new();
    for (name, arrows) in &workspace.crates {
        let Some((_, allowed)) = ALLOWED.iter().find(|(known, _)| known == name) else {
            found.push(format!(
                "{name}: a new crate wants its arrows in crates/xtask/src/tidy/arrows.rs."
            ));
            continue;
        };
        for Arrow { to, for_tests } in arrows {
            let as_tests = *for_tests && to == "testing";
            if !as_tests && !allowed.contains(&to.as_str()) {
                found.push(format!("{name} uses {to}, an arrow that the architecture lacks."));
            }
        }
    }
    found
}

/// What the architecture allows and nobody uses: its table would tell of what is not there.
pub(super) fn unused(workspace: &Workspace) -> Vec<String> {
    let mut found = Vec::new();
    for (name, arrows) in &workspace.crates {
        let allowed = ALLOWED.iter().find(|(known, _)| known == name).map_or(&[][..], |row| row.1);
        for to in allowed.iter().filter(|to| !arrows.iter().any(|arrow| arrow.to == **to)) {
            found.push(format!("{name} does not use {to}, an arrow that the architecture has."));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(name: &str, to: &str, kind: Option<&str>) -> Vec<String> {
        let metadata = serde_json::json!({ "packages": [{
            "name": name,
            "dependencies": [
                { "name": to, "kind": kind, "path": "here" },
                { "name": "serde", "kind": null },
            ],
        }]});
        findings(&Workspace::read(&metadata))
    }

    #[test]
    fn an_arrow_against_the_architecture_is_found() {
        assert_eq!(found("policy", "iam", None), [""; 0]);
        assert_eq!(
            found("policy", "sts", None),
            ["policy uses sts, an arrow that the architecture lacks."]
        );
        assert_eq!(found("web", "wire", None).len(), 1);
        assert_eq!(found("sts", "policy", Some("dev")).len(), 1);
    }

    #[test]
    fn an_arrow_that_nobody_uses_is_found() {
        let metadata = serde_json::json!({ "packages": [{ "name": "sts", "dependencies": [] }] });
        assert_eq!(
            unused(&Workspace::read(&metadata)),
            ["sts does not use iam, an arrow that the architecture has."]
        );
    }

    #[test]
    fn testing_is_for_tests_only() {
        assert_eq!(found("policy", "testing", Some("dev")), [""; 0]);
        assert_eq!(found("policy", "testing", None).len(), 1);
    }

    #[test]
    fn a_crate_that_nobody_placed_is_found() {
        assert!(found("helpers", "iam", None)[0].contains("a new crate"));
    }
}
