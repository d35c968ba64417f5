//! A newer version of the page, which web/boot.js hears of and takes.

use gloo::{events::EventListener, utils::document};
use web_sys::Event;

/// Whether one is known to wait.
pub(crate) fn waits() -> bool {
    document().document_element().is_some_and(|root| root.has_attribute("data-newer"))
}

/// Calls back when one waits.
pub(crate) fn listen(mut heard: impl FnMut() + 'static) -> EventListener {
    EventListener::new(&document(), "newer-version", move |_| heard())
}

/// Asks for it; the page is then loaded again.
pub(crate) fn take() {
    if let Ok(event) = Event::new("newer-version-wanted") {
        // Nobody cancels it.
        let _ = document().dispatch_event(&event);
    }
}
