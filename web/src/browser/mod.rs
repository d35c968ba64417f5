//! Everything that touches the browser: each call of `web_sys` and `gloo` stands here.

pub(crate) mod clipboard;
pub(crate) mod focus;
pub(crate) mod scroll;
