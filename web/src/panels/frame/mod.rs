//! The page's frame: what stands around the panels at every width.

mod inspector;
mod notice;
mod peek;
mod phone_tabs;
mod rail;
mod status_bar;
mod strip;
mod top_bar;
mod workbench;

pub(crate) use notice::view as view_notice;
pub(crate) use strip::view as view_strip;
pub(crate) use top_bar::TopBar;
pub(crate) use workbench::view_workbench;
