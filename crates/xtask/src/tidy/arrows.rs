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

/// What tests use besides: those of `sts` run in a browser too.
const FOR_TESTS: [(&str, &str); 2] = [("wasm", "iam"), ("wasm", "sts")];

/// Which crates of others the engine may use: none that knows a clock, chance or files, and only `wire` has a form that
/// can be serialised.
const OTHERS: [(&str, &[&str]); 7] = [
    ("iam", &[]),
    ("policy", &[]),
    ("sts", &["base16ct", "base64ct", "chacha20poly1305", "hmac", "sha1", "sha2"]),
    ("federation", &["base16ct", "base64ct", "p256", "p384", "p521", "roxmltree", "rsa", "sha2"]),
    ("simulator", &["base64ct", "miniz_oxide"]),
    ("diagram", &[]),
    ("wire", &["serde"]),
];

/// Our crates and what they use of each other.
#[derive(Debug)]
pub(super) struct Workspace {
    /// The name of each crate, with each of our crates that it names.
    pub(super) crates: Vec<(String, Vec<Arrow>)>,
    /// The name of each crate, with the crates of others that what it builds for its users needs.
    others: Vec<(String, Vec<String>)>,
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
        let packages = list(metadata, "packages");
        let others = packages
            .iter()
            .map(|package| {
                let others = list(package, "dependencies")
                    .iter()
                    .filter(|dependency| {
                        !dependency["path"].is_string() && dependency["kind"] != "dev"
                    })
                    .map(|dependency| text(&dependency["name"]))
                    .collect();
                (text(&package["name"]), others)
            })
            .collect();
        let crates = packages
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
        Self { crates, others }
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
            let as_tests = *for_tests
                && (to == "testing" || FOR_TESTS.contains(&(name.as_str(), to.as_str())));
            if !as_tests && !allowed.contains(&to.as_str()) {
                found.push(format!("{name} uses {to}, an arrow that the architecture lacks."));
            }
        }
    }
    for (name, used) in &workspace.others {
        let Some((_, allowed)) = OTHERS.iter().find(|(known, _)| known == name) else { continue };
        for other in used.iter().filter(|other| !allowed.contains(&other.as_str())) {
            found.push(format!(
                "{name} uses {other}: what the engine may use of others stands in crates/xtask/src/tidy/arrows.rs."
            ));
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
                { "name": "proptest", "kind": "dev" },
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
    fn a_crate_of_others_that_the_engine_may_not_use_is_found() {
        let found = |name: &str, other: &str, kind: Option<&str>| {
            let dependencies = [serde_json::json!({ "name": other, "kind": kind, "path": null })];
            let package = serde_json::json!({ "name": name, "dependencies": dependencies });
            findings(&Workspace::read(&serde_json::json!({ "packages": [package] }))).len()
        };
        assert_eq!(found("simulator", "miniz_oxide", None), 0);
        for other in ["serde", "rand", "getrandom", "time"] {
            assert_eq!(found("simulator", other, None), 1, "{other}");
            assert_eq!(found("simulator", other, Some("build")), 1, "{other}");
            assert_eq!(found("simulator", other, Some("dev")), 0, "{other}");
        }
        assert_eq!((found("wire", "serde", None), found("web", "gloo", None)), (0, 0));
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
