//! A file that the system opened with the installed page.

use js_sys::{Array, Function, Reflect};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::{JsFuture, spawn_local};

/// Calls back with the text of each file, as long as the page is there. Browsers that open no files with pages call nobody.
pub(crate) fn listen(then: impl Fn(String) + Clone + 'static) {
    let queue = Reflect::get(&gloo::utils::window(), &"launchQueue".into()).unwrap_or_default();
    let Some(set_consumer) = method(&queue, "setConsumer") else { return };
    let heard = Closure::<dyn FnMut(JsValue)>::new(move |launch: JsValue| {
        let files = Reflect::get(&launch, &"files".into()).unwrap_or_default();
        let Some(handle) = files.dyn_ref::<Array>().map(|files| files.get(0)) else { return };
        let then = then.clone();
        spawn_local(async move {
            if let Some(text) = text_of(&handle).await {
                then(text);
            }
        });
    });
    // It is refused nowhere, and stays for as long as the page does.
    let _ = set_consumer.call1(&queue, &heard.into_js_value());
}

/// The text of the file behind a handle.
async fn text_of(handle: &JsValue) -> Option<String> {
    let file = asked(handle, "getFile").await?;
    asked(&file, "text").await?.as_string()
}

async fn asked(of: &JsValue, what: &str) -> Option<JsValue> {
    let promise = method(of, what)?.call0(of).ok()?;
    JsFuture::from(js_sys::Promise::resolve(&promise)).await.ok()
}

fn method(of: &JsValue, name: &str) -> Option<Function> {
    // Of what is no object, nothing can be asked.
    Reflect::get(of, &name.into()).ok()?.dyn_into().ok()
}
