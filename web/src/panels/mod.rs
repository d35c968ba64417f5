//! The regions of the page. Each panel's root takes what it needs from the store; everything below takes properties.

pub(crate) mod chain;
pub(crate) mod credentials;
pub(crate) mod request;
pub(crate) mod step;
pub(crate) mod why;
