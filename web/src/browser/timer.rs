//! Waiting.

use gloo::utils::window;
use wasm_bindgen::{JsCast, prelude::Closure};

pub(crate) use gloo::timers::callback::Timeout;

/// Runs something after that many milliseconds, unless the handle is dropped before.
pub(crate) fn after(milliseconds: u32, run: impl FnOnce() + 'static) -> Timeout {
    Timeout::new(milliseconds, run)
}

/// Runs something once what the browser is doing now is done.
pub(crate) fn soon(run: impl FnOnce() + 'static) {
    surely_after(0, run);
}

/// Runs something after that many milliseconds, whatever becomes of whoever wanted it.
pub(crate) fn surely_after(milliseconds: i32, run: impl FnOnce() + 'static) {
    // It frees itself when it has run. A forgotten [`Timeout`] stays for as long as the page is open.
    let run = Closure::once_into_js(run);
    let _ = window()
        .set_timeout_with_callback_and_timeout_and_arguments_0(run.unchecked_ref(), milliseconds);
}
