//! What stays in this browser, behind one asynchronous interface: local storage today.
//!
//! A browser may refuse (private windows, no space, a frame without an origin); that is an answer, never a crash.

use std::rc::Rc;

use web_sys::Storage;

/// Beginning of every key, with the version of what is kept.
const PREFIX: &str = "assume-role-playground/1/";

/// Reads what is kept under a key.
pub(crate) async fn read(key: &str) -> Option<String> {
    storage()?.get_item(&format!("{PREFIX}{key}")).ok()?
}

/// Keeps a text under a key; nothing takes the key away.
///
/// # Errors
/// One sentence for the reader, where the browser refuses.
pub(crate) async fn write(key: &str, text: Option<Rc<str>>) -> Result<(), Rc<str>> {
    const REFUSED: &str = "This browser does not let the page save, so a reload would lose your work. Download it to keep it.";
    let storage = storage().ok_or(REFUSED)?;
    let key = format!("{PREFIX}{key}");
    let done = match text {
        Some(text) => storage.set_item(&key, &text),
        None => storage.remove_item(&key),
    };
    done.map_err(|_| REFUSED.into())
}

fn storage() -> Option<Storage> {
    gloo::utils::window().local_storage().ok()?
}
