//! The elements of a statement, each taken apart once and then asked of many requests.

pub(crate) mod action;
pub(crate) mod condition;
pub(crate) mod principal;
pub(crate) mod resource;
