//! What reading a scenario and reading a loose case have in common: shapes, errors with their places, plain values.

use std::rc::Rc;

use iam::Assumptions;
use policy::json::Value;

use super::{
    Document,
    codec::{Element, Surroundings},
    fields::Object,
    records,
};

pub(crate) use super::{
    check::{check, opening},
    codec::{Members, items, text},
    report::{Path, Report},
};

/// The text of a document that stands as an object or as text.
pub(crate) fn document_text(value: &Value) -> Option<Rc<str>> {
    Document::read(value, &Surroundings::default()).map(|document| document.shared())
}

/// The switches of an object; the defaults where there is none.
pub(crate) fn switches(given: Option<&Value>) -> Option<Assumptions> {
    records::read_switches(given, &Surroundings::default())
}

/// The fields of `assumptions`.
pub(crate) fn assumptions() -> &'static Object {
    records::assumptions_table()
}
