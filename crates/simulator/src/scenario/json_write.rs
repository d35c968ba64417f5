//! Writing a scenario file: every object by its own layout, then the two-space print.

use super::{
    Scenario,
    codec::{Element, Surroundings},
};

pub(super) fn write(scenario: &Scenario) -> String {
    let mut text = policy::json::print(&scenario.write_value());
    text.push('\n');
    text
}

impl Scenario {
    /// The file as a JSON value without places.
    pub(crate) fn write_value(&self) -> policy::json::Value {
        Element::write(self, &Surroundings::default())
    }
}
