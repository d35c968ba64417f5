//! Moving the keyboard's focus.

use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

/// Focuses the element with that id once the page has been drawn.
pub(crate) fn by_id(id: &str) {
    let id = id.to_owned();
    gloo::timers::callback::Timeout::new(0, move || {
        if let Some(element) = gloo::utils::document().get_element_by_id(&id) {
            if let Ok(element) = element.dyn_into::<HtmlElement>() {
                let _ = element.focus();
            }
        }
    })
    .forget();
}
