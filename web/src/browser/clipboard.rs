//! The clipboard.

use wasm_bindgen_futures::{JsFuture, spawn_local};

/// Copies a text. A browser that forbids it leaves the clipboard as it was.
pub(crate) fn copy(text: &str) {
    copy_then(text, |_| {});
}

/// Copies a text, then says whether the browser let it.
pub(crate) fn copy_then(text: &str, then: impl FnOnce(bool) + 'static) {
    let navigator = gloo::utils::window().navigator();
    // Outside https and this machine, browsers have no clipboard.
    let has_one =
        js_sys::Reflect::get(&navigator, &"clipboard".into()).is_ok_and(|it| !it.is_undefined());
    if !has_one {
        return then(false);
    }
    let promise = navigator.clipboard().write_text(text);
    spawn_local(async move { then(JsFuture::from(promise).await.is_ok()) });
}
