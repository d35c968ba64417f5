//! Text to document: always a document, and everything that is wrong with it.

use iam::PolicyType;

use crate::{Diagnostic, Policy};

/// Reads a document of that kind. The result holds whatever could be understood; every finding carries its place.
///
/// Where the service would refuse to save the document, at least one finding has a `refusal`.
#[must_use]
pub fn parse(text: &str, kind: PolicyType) -> (Policy, Vec<Diagnostic>) {
    let _ = (text, kind);
    unimplemented!()
}
