//! How the members of an object stood in the file: their order, and those that are kept without a meaning here.

use std::rc::Rc;

use policy::json::Value;

/// The order in which an object's members were read, and the members that are only kept. Two scenarios that differ only
/// in this are the same world; it counts in comparisons so that nothing is lost by an edit.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Layout {
    /// Names in the order of the file.
    pub(super) order: Vec<Rc<str>>,
    /// Members without a meaning here, by name.
    pub(super) kept: Vec<(Rc<str>, Value)>,
}

impl Eq for Layout {}
