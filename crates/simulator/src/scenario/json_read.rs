//! Reading a scenario file.

use super::{Scenario, ScenarioError};

pub(super) fn read(text: &str) -> Result<Scenario, Vec<ScenarioError>> {
    let _ = text;
    unimplemented!()
}
