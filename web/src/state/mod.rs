//! What the page remembers and how it changes: plain Rust, no browser, tested natively.
//!
//! **Invariant:** the [`Model`] holds only what a person did. What the simulator makes of it is computed, never stored.

pub(crate) mod action;
mod adding;
pub(crate) mod delta;
pub(crate) mod duplicate;
pub(crate) mod embed;
pub(crate) mod entity;
pub(crate) mod facts;
mod followed;
pub(crate) mod fuzzy;
pub(crate) mod history;
pub(crate) mod lines;
pub(crate) mod model;
pub(crate) mod moves;
pub(crate) mod opening;
pub(crate) mod place;
pub(crate) mod revisions;
pub(crate) mod saved;
pub(crate) mod selectors;
pub(crate) mod settings;
mod sight;
pub(crate) mod signed;
pub(crate) mod signed_text;
pub(crate) mod signing;
pub(crate) mod source;
pub(crate) mod start_part;
pub(crate) mod step_field;
pub(crate) mod told;
pub(crate) mod tour;
pub(crate) mod update;
pub(crate) mod what_if;
pub(crate) mod world;
#[cfg(test)]
mod world_tests;

pub(crate) use action::Action;
pub(crate) use embed::Embed;
pub(crate) use entity::{EntityAddress, EntityField};
pub(crate) use history::History;
pub(crate) use model::{
    Aside, DockTab, InspectorTab, Lit, Model, Notice, Offer, Origin, PhoneTab, Played, Reveal,
    Saving, ShownAs, Subject, Theme, Ui, View, Zoom,
};
pub(crate) use opening::Opening;
pub(crate) use place::Place;
pub(crate) use sight::Sight;
pub(crate) use signed_text::SignedText;
pub(crate) use start_part::StartPart;
pub(crate) use step_field::{FieldValue, StepField};
pub(crate) use update::update;
