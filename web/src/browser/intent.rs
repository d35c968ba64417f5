//! The first sign that somebody is there: a pointer that moves, a finger, a wheel, a key.

use gloo::events::EventListener;

/// Calls once for each kind of sign at most; dropping it stops listening.
pub(crate) fn first_sign(call: impl Fn() + Clone + 'static) -> [EventListener; 4] {
    ["pointermove", "pointerdown", "wheel", "keydown"].map(|sign| {
        let call = call.clone();
        EventListener::once(&gloo::utils::document(), sign, move |_| call())
    })
}
