//! Fields where the page is only to be read: they show their values and take no others.
//!
//! Panels do not know whether they are read or edited, so it is done here, for every field that ever comes into the page.

use gloo::utils::document;
use js_sys::Reflect;
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{Element, MutationObserver, MutationObserverInit};

/// Fields that change the scenario. What is copied, and what is made of credentials, changes nothing.
const FIELDS: &str = ".embed-reads-only :is(input:not([type=search]), select, textarea):not(.terminal *, .credentials-session *)";

/// Ends the watching when it is dropped.
pub(crate) struct Watch {
    observer: MutationObserver,
    _changed: Closure<dyn FnMut()>,
}

impl Drop for Watch {
    fn drop(&mut self) {
        self.observer.disconnect();
    }
}

/// Closes every field that is there and every one that comes. Nothing where the browser cannot watch; then edits are
/// refused in words.
pub(crate) fn close_fields() -> Option<Watch> {
    let changed = Closure::<dyn FnMut()>::new(close_those_there);
    let observer = MutationObserver::new(changed.as_ref().unchecked_ref()).ok()?;
    let options = MutationObserverInit::new();
    options.set_child_list(true);
    options.set_subtree(true);
    observer.observe_with_options(document().body()?.as_ref(), &options).ok()?;
    close_those_there();
    Some(Watch { observer, _changed: changed })
}

fn close_those_there() {
    let Ok(fields) = document().query_selector_all(FIELDS) else { return };
    for at in 0..fields.length() {
        let Some(field) = fields.get(at).and_then(|node| node.dyn_into::<Element>().ok()) else {
            continue;
        };
        // A field of text can still be read and copied from; what is chosen cannot.
        let is_chosen = field.matches("select, [type=checkbox], [type=radio]").unwrap_or_default();
        let property = if is_chosen { "disabled" } else { "readOnly" };
        // Every element takes every property.
        let _ = Reflect::set(&field, &property.into(), &JsValue::TRUE);
    }
}
