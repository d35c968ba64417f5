//! Generic parts of the page; they know nothing of identity and access management.

pub(crate) mod code_editor;
pub(crate) mod copy_button;
pub(crate) mod draft_field;
pub(crate) mod field;
pub(crate) mod icon;
pub(crate) mod inspector;
pub(crate) mod left;
pub(crate) mod lines_field;
pub(crate) mod list_field;
pub(crate) mod menu;
pub(crate) mod name_field;
pub(crate) mod tabs;
pub(crate) mod tags_field;
pub(crate) mod tree;
pub(crate) mod verdict;

pub(crate) use icon::{Glyph, Icon};
