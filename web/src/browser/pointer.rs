//! A pointer that is put down on an element and moved.

use wasm_bindgen::JsCast;
use web_sys::{Element, PointerEvent};

/// Keeps a pointer's moves with the element that listens, wherever the pointer goes. For drawings.
pub(crate) fn hold(event: &PointerEvent) {
    if let Some(element) = listening(event) {
        let _ = element.set_pointer_capture(event.pointer_id());
    }
}

/// How far from the left edge of the drawing a pointer is, in whole pixels.
pub(crate) fn across(event: &PointerEvent) -> i32 {
    let left = listening(event).map_or(0.0, |element| element.get_bounding_client_rect().left());
    #[expect(clippy::cast_possible_truncation, reason = "places on a screen are small")]
    let left = left.round() as i32;
    event.client_x() - left
}

/// The drawing that a pointer is on.
fn listening(event: &PointerEvent) -> Option<Element> {
    let target: Element = event.target()?.dyn_into().ok()?;
    // The page listens at its root, so the event names what was touched and not what listens.
    target.closest("svg").ok().flatten()
}
