//! The size of an element, now and whenever it changes.

use gloo::events::EventListener;
use js_sys::Array;
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{Element, ResizeObserver, ResizeObserverEntry};

/// Width and height of an element's content in whole pixels.
pub(crate) type Size = (i32, i32);

/// An observation; it ends when this is dropped.
pub(crate) struct Observation {
    observer: ResizeObserver,
    _report: Closure<dyn FnMut(Array)>,
}

impl Drop for Observation {
    fn drop(&mut self) {
        self.observer.disconnect();
    }
}

/// Reports the size of an element, at first and after every change. Nothing where the browser cannot observe.
pub(crate) fn observe(element: &Element, on_size: impl Fn(Size) + 'static) -> Option<Observation> {
    let report = Closure::<dyn FnMut(Array)>::new(move |entries: Array| {
        let entry = entries.get(entries.length().saturating_sub(1));
        if let Ok(entry) = entry.dyn_into::<ResizeObserverEntry>() {
            let rect = entry.content_rect();
            on_size((whole(rect.width()), whole(rect.height())));
        }
    });
    let observer = ResizeObserver::new(report.as_ref().unchecked_ref()).ok()?;
    observer.observe(element);
    Some(Observation { observer, _report: report })
}

/// Calls back whenever the window has another size, until the handle is dropped.
pub(crate) fn of_window(changed: impl Fn(Size) + 'static) -> EventListener {
    EventListener::new(&gloo::utils::window(), "resize", move |_| changed(viewport()))
}

/// Width and height of the window.
pub(crate) fn viewport() -> Size {
    let window = gloo::utils::window();
    let side = |value: Result<wasm_bindgen::JsValue, _>| {
        value.ok().and_then(|side| side.as_f64()).map_or(0, whole)
    };
    (side(window.inner_width()), side(window.inner_height()))
}

#[expect(clippy::cast_possible_truncation, reason = "sizes of elements are small")]
fn whole(side: f64) -> i32 {
    side.floor() as i32
}
