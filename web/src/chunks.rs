//! What the first screen does not need, as a part of its own that is loaded when it is first wanted.
//!
//! `cargo xtask build` takes the linked program apart at [`load_workbench`]: everything that can only be reached
//! through it goes into a second file. Without the feature `split` (quick builds, native tests) the same code is one
//! program and is there at once. So main code reaches the workbench through [`Workbench`] alone, never by name.

use std::cell::Cell;

use yew::Html;

use crate::{
    panels::{frame::view_workbench, own_case::view_own_case},
    state::{Action, Model, update},
};

/// The doors into the second part.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Workbench {
    /// Draws the workbench.
    pub(crate) view_workbench: fn() -> Html,
    /// Draws the view in which one's own case is pasted.
    pub(crate) view_own_case: fn() -> Html,
    /// Applies an action that changes the scenario.
    pub(crate) apply_edit: fn(&mut Model, Action),
}

thread_local! {
    static LOADED: Cell<Option<Workbench>> = const { Cell::new(None) };
}

/// The part, where it is already there.
pub(crate) fn workbench() -> Option<Workbench> {
    #[cfg(not(feature = "split"))]
    LOADED.set(Some(doors()));
    LOADED.get()
}

/// Loads the part, unless it is there.
///
/// # Errors
/// One sentence for the reader; a later call tries again.
pub(crate) async fn load_workbench() -> Result<(), &'static str> {
    if workbench().is_none() {
        let loaded = fetch().await.map_err(|NotLoaded| {
            "The rest of the page could not be loaded. Check the connection and try again; your work is kept."
        })?;
        LOADED.set(Some(loaded));
    }
    Ok(())
}

/// The file could not be fetched or started.
struct NotLoaded;

#[cfg(feature = "split")]
impl From<wasm_split_helpers::SplitLoaderError> for NotLoaded {
    fn from(_: wasm_split_helpers::SplitLoaderError) -> Self {
        Self
    }
}

#[cfg(feature = "split")]
#[wasm_split_helpers::wasm_split(workbench, fallible)]
fn fetch() -> Result<Workbench, NotLoaded> {
    Ok(doors())
}

#[cfg(not(feature = "split"))]
async fn fetch() -> Result<Workbench, NotLoaded> {
    Ok(doors())
}

fn doors() -> Workbench {
    Workbench { view_workbench, view_own_case, apply_edit: update::apply_edit }
}
