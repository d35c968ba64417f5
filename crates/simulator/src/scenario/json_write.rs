//! Writing a scenario file.

use super::Scenario;

pub(super) fn write(scenario: &Scenario) -> String {
    let _ = scenario;
    unimplemented!()
}
