//! The page's address: what stands behind the `#`, and the browser's way back and forth.

use gloo::{
    events::EventListener,
    utils::{document, window},
};
use wasm_bindgen::JsValue;

/// What stands behind the `#`.
pub(crate) fn fragment() -> String {
    let hash = window().location().hash().unwrap_or_default();
    match (hash.strip_prefix('#'), frame_name().split_once('#')) {
        (Some(fragment), _) => fragment.to_owned(),
        (None, Some((_, fragment))) => fragment.to_owned(),
        (None, None) => hash,
    }
}

/// The page's query, with its `?`.
pub(crate) fn query() -> String {
    let query = window().location().search().unwrap_or_default();
    match query.is_empty() {
        true => frame_name().split('#').next().unwrap_or_default().to_owned(),
        false => query,
    }
}

/// A page that is given to a frame as a text has no address to ask for anything by; the frame's name says it instead.
fn frame_name() -> String {
    let is_text = window().location().protocol().is_ok_and(|protocol| protocol == "about:");
    match is_text {
        true => window().name().unwrap_or_default(),
        false => String::new(),
    }
}

/// Whether the page was opened from a disk, or given to a frame as a text: nobody else can open its address.
pub(crate) fn is_file() -> bool {
    window().location().protocol().is_ok_and(|protocol| protocol == "file:" || protocol == "about:")
}

/// The page's address without what stands behind the `#`.
pub(crate) fn page() -> String {
    let address = window().location().href().unwrap_or_default();
    address.split_once('#').map(|(page, _)| page.to_owned()).unwrap_or(address)
}

/// The page's address without its query and what stands behind the `#`: the page with the window for itself.
pub(crate) fn alone() -> String {
    let page = page();
    page.split_once('?').map(|(alone, _)| alone.to_owned()).unwrap_or(page)
}

/// Shows another fragment, to which the browser's Back leads away from this one.
pub(crate) fn go_to(fragment: &str) {
    change(fragment, true);
}

/// Shows another fragment in the place of this one.
pub(crate) fn replace(fragment: &str) {
    change(fragment, false);
}

/// A frame without an address of its own refuses, and goes on without.
fn change(fragment: &str, keeps_this: bool) {
    let Ok(history) = window().history() else { return };
    let hash = if fragment.is_empty() { String::new() } else { format!("#{fragment}") };
    // An empty address would be that of the page with its fragment. What the query wanted looked at was of the other.
    let address = format!("{}{}{hash}", alone(), without_sight(&query()));
    let _ = match keeps_this {
        true => history.push_state_with_url(&JsValue::NULL, &document().title(), Some(&address)),
        false => {
            history.replace_state_with_url(&JsValue::NULL, &document().title(), Some(&address))
        }
    };
}

/// A query without what it says of the scenario's view.
fn without_sight(query: &str) -> String {
    let parts = query.trim_start_matches('?').split('&');
    let rest: Vec<&str> = parts
        .filter(|part| !part.starts_with("step=") && !part.starts_with("panel="))
        .filter(|part| !part.is_empty())
        .collect();
    if rest.is_empty() { String::new() } else { format!("?{}", rest.join("&")) }
}

/// Calls back with the fragment when the browser goes back or forth, or somebody writes another one.
pub(crate) fn listen(mut moved: impl FnMut(String) + 'static) -> EventListener {
    EventListener::new(&window(), "popstate", move |_| moved(fragment()))
}
