//! What is wrong with a file that is no scenario.

use serde::Serialize;
use simulator::scenario::ScenarioError;

/// Something wrong with a scenario file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Problem {
    /// The path of the member: `accounts[1].Roles[0].MaxSessionDuration`.
    pub path: String,
    /// Line, from 1.
    pub line: u32,
    /// Character within the line, from 1.
    pub column: u32,
    /// One sentence: what is wrong.
    pub message: String,
    /// One sentence: the way out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub help: Option<String>,
}

/// The JSON form of what the reader found.
#[must_use]
pub fn problems(errors: &[ScenarioError]) -> Vec<Problem> {
    errors
        .iter()
        .map(|error| Problem {
            path: error.path.clone(),
            line: error.at.line,
            column: error.at.column,
            message: error.message.clone(),
            help: error.help.clone(),
        })
        .collect()
}
