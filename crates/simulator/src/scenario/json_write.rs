//! Writing a scenario file: every object by its own layout, then with the white space that the file had, or in the
//! two-space print.

use super::{
    Scenario,
    codec::{Element, Surroundings},
};

pub(super) fn write(scenario: &Scenario) -> String {
    let value = scenario.write_value();
    let kept = scenario.layout.text().and_then(|text| policy::edit::follow(text, &value));
    kept.unwrap_or_else(|| printed(&value))
}

pub(super) fn print(scenario: &Scenario) -> String {
    printed(&scenario.write_value())
}

/// The two-space print, with a line feed at the end.
pub(super) fn printed(value: &policy::json::Value) -> String {
    let mut text = policy::json::print(value);
    text.push('\n');
    text
}

impl Scenario {
    /// The file as a JSON value without places.
    pub(crate) fn write_value(&self) -> policy::json::Value {
        Element::write(self, &Surroundings::default())
    }
}
