//! The scenarios of the gallery, embedded as they stand in their files.

use serde::Serialize;
use simulator::Scenario;

/// File name without ending, and text.
const FILES: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/examples.rs"));

/// An example.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Example {
    name: &'static str,
    title: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    teaches: Option<String>,
    text: &'static str,
}

/// Every example, by name. A file that is no scenario is left out; a test holds that there is none.
pub(crate) fn all() -> Vec<Example> {
    FILES
        .iter()
        .filter_map(|(name, text)| {
            let scenario = Scenario::read(text).ok()?;
            Some(Example {
                name,
                title: scenario.title.to_string(),
                teaches: scenario.teaches.as_ref().map(ToString::to_string),
                text,
            })
        })
        .collect()
}
