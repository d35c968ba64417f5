//! Room for what opens under a button.

use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use super::{resize, timer};

/// What is left free between the list and the window's edge, in pixels.
const MARGIN: f64 = 8.0;

/// Keeps the list with that id within the window, once the page has been drawn: below its button, or above where more of it
/// can be seen. What does not fit is scrolled to.
pub(crate) fn within_window(id: &str) {
    let id = id.to_owned();
    timer::soon(move || {
        let list = gloo::utils::document().get_element_by_id(&id);
        let Some(list) = list.and_then(|list| list.dyn_into::<HtmlElement>().ok()) else { return };
        let Some(button) = list.parent_element() else { return };
        let (shown, around) = (list.get_bounding_client_rect(), button.get_bounding_client_rect());
        let style = list.style();
        let set = |name: &str, value: &str| {
            let _ = style.set_property(name, value);
        };
        if shown.left() < MARGIN {
            set("right", "auto");
            set("left", &format!("{}px", MARGIN - around.left()));
        }
        let below = f64::from(resize::viewport().1) - shown.top() - MARGIN;
        if shown.height() > below {
            let gap = shown.top() - around.bottom();
            let above = around.top() - gap - MARGIN;
            if above > below {
                set("top", "auto");
                set("bottom", &format!("calc(100% + {gap}px)"));
            }
            set("max-height", &format!("{}px", above.max(below)));
        }
    });
}
