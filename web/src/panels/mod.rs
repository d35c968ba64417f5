//! The regions of the page. Each panel's root takes what it needs from the store; everything below takes properties.

pub(crate) mod chain;
pub(crate) mod credentials;
pub(crate) mod document;
pub(crate) mod entity;
pub(crate) mod events;
pub(crate) mod federation;
pub(crate) mod frame;
pub(crate) mod gallery;
pub(crate) mod history;
pub(crate) mod own_case;
pub(crate) mod problems;
pub(crate) mod question;
pub(crate) mod request;
pub(crate) mod source;
pub(crate) mod start;
pub(crate) mod step;
pub(crate) mod steps;
pub(crate) mod subject_head;
pub(crate) mod terminal;
pub(crate) mod waiting;
pub(crate) mod wanted;
pub(crate) mod why;
pub(crate) mod world;
