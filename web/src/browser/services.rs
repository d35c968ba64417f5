//! What the editor's completion knows of AWS services, fetched when the first document is opened that may name them.

use std::cell::RefCell;

use simulator::assist::Services;
use wasm_bindgen_futures::spawn_local;

use super::beside;

thread_local! {
    static KNOWN: RefCell<Option<Services>> = const { RefCell::new(None) };
}

/// What is known, where that is already there.
pub(crate) fn known() -> Option<Services> {
    KNOWN.with_borrow(Clone::clone)
}

/// Fetches it, unless it is there. Should that fail, completion does without, and the next document tries again.
pub(crate) fn fetch() {
    fetch_then(|| {});
}

/// The same, and says when it is there.
pub(crate) fn fetch_then(done: impl FnOnce() + 'static) {
    if known().is_some() {
        return done();
    }
    spawn_local(async {
        if let Some(file) = beside::ask(beside::SERVICES).text().await {
            KNOWN.set(Some(Services::new(file)));
            done();
        }
    });
}
