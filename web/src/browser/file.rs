//! Reading a file that a person chose.

use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::HtmlInputElement;

/// Reads the file that was chosen in a file field, and forgets the choice so that the same can be chosen again.
pub(crate) fn read(field: &HtmlInputElement, then: impl FnOnce(String) + 'static) {
    let Some(file) = field.files().and_then(|files| files.get(0)) else { return };
    field.set_value("");
    spawn_local(async move {
        if let Ok(text) = JsFuture::from(file.text()).await {
            then(text.as_string().unwrap_or_default());
        }
    });
}
