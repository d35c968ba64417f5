//! Everything that touches the browser: each call of `web_sys` and `gloo` stands here.

pub(crate) mod address;
pub(crate) mod beside;
pub(crate) mod clipboard;
pub(crate) mod clock;
pub(crate) mod crash;
pub(crate) mod download;
pub(crate) mod file;
pub(crate) mod focus;
pub(crate) mod focus_keeper;
pub(crate) mod gestures;
pub(crate) mod intent;
pub(crate) mod keyboard;
pub(crate) mod launched;
pub(crate) mod leaving;
pub(crate) mod motion;
pub(crate) mod newer;
pub(crate) mod parent;
pub(crate) mod pointer;
pub(crate) mod reading;
pub(crate) mod resize;
pub(crate) mod script;
pub(crate) mod scroll;
pub(crate) mod services;
pub(crate) mod storage;
pub(crate) mod theme;
pub(crate) mod timer;
