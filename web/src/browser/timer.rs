//! Waiting.

pub(crate) use gloo::timers::callback::Timeout;

/// Runs something after that many milliseconds, unless the handle is dropped before.
pub(crate) fn after(milliseconds: u32, run: impl FnOnce() + 'static) -> Timeout {
    Timeout::new(milliseconds, run)
}

/// Runs something once what the browser is doing now is done.
pub(crate) fn soon(run: impl FnOnce() + 'static) {
    Timeout::new(0, run).forget();
}
