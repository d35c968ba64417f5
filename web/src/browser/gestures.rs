//! What fingers, wheels and a mouse do with a large drawing in a small place: pinch, turn with Ctrl held, drag.

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};

use gloo::events::{EventListener, EventListenerOptions};
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, MouseEvent, PointerEvent, Touch, TouchEvent, WheelEvent};

/// How far a mouse goes before it drags rather than clicks, in pixels.
const DRAGS_FROM: i32 = 4;

/// How much larger one pixel of a wheel makes it. A notch of a wheel, 100 pixels, is a quarter.
const PER_PIXEL: f64 = 0.0022;

/// A line of a wheel that counts in lines, in pixels.
const LINE: f64 = 16.0;

/// A point of the drawing that stays under the pointer while the drawing is made larger or smaller.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Anchor {
    /// Where on the screen.
    at: (f64, f64),
    /// Where on the drawing, of its width and of its height.
    share: (f64, f64),
}

/// Listens until it is dropped.
pub(crate) struct Gestures {
    _listeners: Vec<EventListener>,
}

/// Listens to a place with an `svg` in it. `on_zoom` is told how many times as large the drawing is wanted, and around
/// which point. Where the place is calm it takes no wheel until somebody presses on it or goes there by keys; `on_woken` is
/// told that.
pub(crate) fn listen(
    place: &Element,
    calm: bool,
    on_zoom: impl Fn(f64, Anchor) + 'static,
    on_woken: impl Fn() + 'static,
) -> Gestures {
    let (on_zoom, awake) = (Rc::new(on_zoom), Rc::new(Cell::new(!calm)));
    let mut listeners = vec![on_wheel(place, &awake, &on_zoom)];
    listeners.extend(on_pinch(place, &on_zoom));
    listeners.extend(on_drag(place));
    let on_woken = Rc::new(on_woken);
    for event in ["pointerdown", "focusin"] {
        let (awake, on_woken) = (Rc::clone(&awake), Rc::clone(&on_woken));
        listeners.push(EventListener::new(place, event, move |_| {
            if !awake.replace(true) {
                on_woken();
            }
        }));
    }
    Gestures { _listeners: listeners }
}

/// Once the drawing has another size: scrolls so that the point is where it was.
pub(crate) fn keep(place: &Element, anchor: Anchor) {
    let Some(drawing) = drawing(place) else { return };
    let rect = drawing.get_bounding_client_rect();
    let now =
        (rect.left() + anchor.share.0 * rect.width(), rect.top() + anchor.share.1 * rect.height());
    place.set_scroll_left(place.scroll_left() + whole(now.0 - anchor.at.0));
    place.set_scroll_top(place.scroll_top() + whole(now.1 - anchor.at.1));
}

fn drawing(place: &Element) -> Option<Element> {
    place.query_selector("svg").ok().flatten()
}

fn anchor(place: &Element, at: (f64, f64)) -> Option<Anchor> {
    let rect = drawing(place)?.get_bounding_client_rect();
    let share = |at: f64, from: f64, side: f64| ((at - from) / side.max(1.0)).clamp(0.0, 1.0);
    Some(Anchor {
        at,
        share: (share(at.0, rect.left(), rect.width()), share(at.1, rect.top(), rect.height())),
    })
}

#[expect(clippy::cast_possible_truncation, reason = "distances on a screen are small")]
fn whole(pixels: f64) -> i32 {
    pixels.round() as i32
}

/// The wheel with Ctrl or the command key, which is also what a trackpad sends for a pinch. The wheel alone scrolls.
fn on_wheel(
    place: &Element,
    awake: &Rc<Cell<bool>>,
    on_zoom: &Rc<impl Fn(f64, Anchor) + 'static>,
) -> EventListener {
    let (owner, awake, on_zoom) = (place.clone(), Rc::clone(awake), Rc::clone(on_zoom));
    let options = EventListenerOptions::enable_prevent_default();
    EventListener::new_with_options(place, "wheel", options, move |event: &Event| {
        let Some(wheel) = event.dyn_ref::<WheelEvent>() else { return };
        if !(wheel.ctrl_key() || wheel.meta_key()) || !awake.get() {
            return;
        }
        event.prevent_default();
        let pixels = match wheel.delta_mode() {
            WheelEvent::DOM_DELTA_LINE => wheel.delta_y() * LINE,
            _ => wheel.delta_y(),
        };
        let at = (f64::from(wheel.client_x()), f64::from(wheel.client_y()));
        if let Some(anchor) = anchor(&owner, at) {
            on_zoom((-pixels * PER_PIXEL).exp(), anchor);
        }
    })
}

/// Two fingers.
fn on_pinch(place: &Element, on_zoom: &Rc<impl Fn(f64, Anchor) + 'static>) -> [EventListener; 2] {
    let apart = Rc::new(Cell::new(None::<f64>));
    let (owner, on_zoom, last) = (place.clone(), Rc::clone(on_zoom), Rc::clone(&apart));
    let options = EventListenerOptions::enable_prevent_default();
    let moved =
        EventListener::new_with_options(place, "touchmove", options, move |event: &Event| {
            let Some((distance, middle)) = event.dyn_ref::<TouchEvent>().and_then(fingers) else {
                return;
            };
            event.prevent_default();
            if let (Some(before), Some(anchor)) =
                (last.replace(Some(distance)), anchor(&owner, middle))
            {
                on_zoom(distance / before.max(1.0), anchor);
            }
        });
    let changed = EventListener::new(place, "touchstart", move |event: &Event| {
        apart.set(event.dyn_ref::<TouchEvent>().and_then(fingers).map(|(distance, _)| distance));
    });
    [changed, moved]
}

/// How far two fingers are apart, and the point between them; nothing for another number of fingers.
fn fingers(event: &TouchEvent) -> Option<(f64, (f64, f64))> {
    let touches = event.touches();
    let (one, two) = (touches.get(0)?, touches.get(1)?);
    if touches.length() != 2 {
        return None;
    }
    let at = |touch: &Touch| (f64::from(touch.client_x()), f64::from(touch.client_y()));
    let (one, two) = (at(&one), at(&two));
    let distance = (one.0 - two.0).hypot(one.1 - two.1);
    Some((distance, (f64::midpoint(one.0, two.0), f64::midpoint(one.1, two.1))))
}

/// A mouse that is held and moved pans; fingers do so by themselves. The click at its end chooses nothing.
fn on_drag(place: &Element) -> [EventListener; 4] {
    /// Where the mouse was put down, how far the place was scrolled, and whether it drags by now.
    type Drag = Option<((i32, i32), (i32, i32), bool)>;
    let drag = Rc::new(RefCell::new(Drag::None));
    let dragged = Rc::new(Cell::new(false));
    let down = {
        let (owner, drag, dragged) = (place.clone(), Rc::clone(&drag), Rc::clone(&dragged));
        EventListener::new(place, "pointerdown", move |event: &Event| {
            dragged.set(false);
            let Some(pointer) = event.dyn_ref::<PointerEvent>() else { return };
            if pointer.pointer_type() == "mouse" && pointer.button() == 0 {
                let from = (pointer.client_x(), pointer.client_y());
                drag.replace(Some((from, (owner.scroll_left(), owner.scroll_top()), false)));
            }
        })
    };
    let moved = {
        let (owner, drag, dragged) = (place.clone(), Rc::clone(&drag), Rc::clone(&dragged));
        EventListener::new(place, "pointermove", move |event: &Event| {
            let Some(pointer) = event.dyn_ref::<PointerEvent>() else { return };
            let mut drag = drag.borrow_mut();
            // Let go of where nobody was told.
            if pointer.buttons() & 1 == 0 {
                *drag = None;
            }
            let Some((from, scrolled, drags)) = drag.as_mut() else { return };
            let by = (pointer.client_x() - from.0, pointer.client_y() - from.1);
            if !*drags && by.0.abs().max(by.1.abs()) >= DRAGS_FROM {
                *drags = true;
                dragged.set(true);
                let _ = owner.set_pointer_capture(pointer.pointer_id());
                let _ = owner.set_attribute("data-panned", "");
            }
            if *drags {
                owner.set_scroll_left(scrolled.0 - by.0);
                owner.set_scroll_top(scrolled.1 - by.1);
            }
        })
    };
    let up = {
        let owner = place.clone();
        EventListener::new(&gloo::utils::window(), "pointerup", move |_| {
            drag.replace(None);
            let _ = owner.remove_attribute("data-panned");
        })
    };
    // Before the page hears of it, which listens at its root.
    let options =
        EventListenerOptions { phase: gloo::events::EventListenerPhase::Capture, passive: false };
    let click = EventListener::new_with_options(
        &gloo::utils::window(),
        "click",
        options,
        move |event: &Event| {
            if dragged.replace(false) && event.dyn_ref::<MouseEvent>().is_some() {
                event.stop_propagation();
                event.prevent_default();
            }
        },
    );
    [down, moved, up, click]
}
