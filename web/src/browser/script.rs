//! The script of the editor for documents (`web/editor/`), loaded when the first document is opened.

use std::cell::RefCell;

use gloo::events::EventListener;
use wasm_bindgen::{JsCast, JsValue};

/// The id of the element in the page that names the script.
const NAMED_BY: &str = "application-editor";

/// The function in which it lies in the page itself, see `web/single-file.mjs`.
const BEGIN: &str = "beginPolicyEditor";

type Waiting = Vec<Box<dyn FnOnce()>>;

/// Where the script stands.
enum Loading {
    NotYet,
    /// On its way, with those who wait for it.
    Asked(Waiting),
    Done,
}

thread_local! {
    static LOADING: RefCell<Loading> = const { RefCell::new(Loading::NotYet) };
}

/// Whether it is there.
pub(crate) fn is_loaded() -> bool {
    LOADING.with_borrow(|loading| matches!(loading, Loading::Done))
}

/// Loads it, and runs something when it is there. Should it fail, nothing is run, and the next call tries again.
pub(crate) fn load(done: impl FnOnce() + 'static) {
    if is_loaded() {
        return done();
    }
    let is_first = LOADING.with_borrow_mut(|loading| {
        if let Loading::Asked(waiting) = loading {
            waiting.push(Box::new(done));
            return false;
        }
        *loading = Loading::Asked(vec![Box::new(done)]);
        true
    });
    if is_first && !is_in_page() && ask().is_none() {
        LOADING.set(Loading::NotYet);
    }
}

/// Where the whole page is one file, the editor lies in it, in a function that has not run yet.
fn is_in_page() -> bool {
    let begin = js_sys::Reflect::get(&gloo::utils::window(), &BEGIN.into()).ok();
    let begin = begin.and_then(|begin| begin.dyn_into::<js_sys::Function>().ok());
    let is_there = begin.is_some_and(|begin| begin.call0(&JsValue::UNDEFINED).is_ok());
    if is_there {
        finish();
    }
    is_there
}

fn finish() {
    if let Loading::Asked(waiting) = LOADING.replace(Loading::Done) {
        waiting.into_iter().for_each(|done| done());
    }
}

fn ask() -> Option<()> {
    let document = gloo::utils::document();
    let address = document.get_element_by_id(NAMED_BY)?.get_attribute("href")?;
    let script = document.create_element("script").ok()?;
    script.set_attribute("src", &address).ok()?;
    EventListener::once(&script, "load", |_| finish()).forget();
    let failed = script.clone();
    EventListener::once(&script, "error", move |_| {
        LOADING.set(Loading::NotYet);
        failed.remove();
    })
    .forget();
    document.head()?.append_child(&script).ok()?;
    Some(())
}
