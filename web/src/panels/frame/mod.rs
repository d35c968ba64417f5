//! The page's frame: what stands around the panels at every width.

mod apart;
mod embedded;
mod focus;
mod inspector;
mod newer;
mod notice;
mod peek;
mod phone_tabs;
mod rail;
mod scenario_bar;
mod share_menu;
mod shortcuts;
mod status_bar;
pub(crate) mod strip;
pub(crate) mod top_bar;
mod workbench;

pub(crate) use apart::view_apart;
pub(crate) use embedded::view_embedded;
pub(crate) use focus::BELOW;
pub(crate) use newer::NewerVersion;
pub(crate) use notice::view as view_notice;
pub(crate) use scenario_bar::{copy_report, download_scenario};
pub(crate) use share_menu::items as ways_to_share;
pub(crate) use top_bar::FILE_FIELD;
pub(crate) use workbench::view_workbench;
