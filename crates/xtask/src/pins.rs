//! The pinned versions of every tool, read from `tools.toml`, the one place where they stand.

use std::collections::BTreeMap;

use crate::failure::{Result, While, fail};

/// What `tools.toml` says.
#[derive(Debug, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Pins {
    pub(crate) rust: Rust,
    pub(crate) cargo: BTreeMap<String, String>,
    pub(crate) proof: BTreeMap<String, String>,
    pub(crate) npm: BTreeMap<String, String>,
    pub(crate) measure: BTreeMap<String, String>,
    pub(crate) debian: Debian,
}

/// The toolchain and the target that the page is built for, and the toolchain of the fuzz targets.
#[derive(Debug, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Rust {
    pub(crate) channel: String,
    pub(crate) target: String,
    pub(crate) fuzzing: String,
}

/// The packages that bring a browser with its driver.
#[derive(Debug, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Debian {
    pub(crate) packages: Vec<String>,
}

impl Pins {
    /// The pins this command was built with.
    pub(crate) fn read() -> Result<Self> {
        toml::from_str(include_str!("../tools.toml")).or_could_not("read crates/xtask/tools.toml")
    }

    /// The version of one tool that `cargo install` brings.
    pub(crate) fn cargo(&self, tool: &str) -> Result<&str> {
        match self.cargo.get(tool).or_else(|| self.proof.get(tool)) {
            Some(version) => Ok(version),
            None => fail(format!("crates/xtask/tools.toml names no version of {tool}.")),
        }
    }
}
