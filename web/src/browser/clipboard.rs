//! The clipboard.

use wasm_bindgen_futures::{JsFuture, spawn_local};

/// Copies a text. A browser that forbids it leaves the clipboard as it was.
pub(crate) fn copy(text: &str) {
    let promise = gloo::utils::window().navigator().clipboard().write_text(text);
    spawn_local(async move {
        let _ = JsFuture::from(promise).await;
    });
}
