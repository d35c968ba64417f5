//! The moment at which the page is left: closed, reloaded, or put aside.

use gloo::{events::EventListener, utils::window};

/// Calls back when the page is left, until the listener is dropped.
pub(crate) fn listen(mut left: impl FnMut() + 'static) -> EventListener {
    EventListener::new(&window(), "pagehide", move |_| left())
}
