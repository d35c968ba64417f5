//! The keyboard's focus is never lost: where what has it goes away, what is drawn in its place has it next, else what stood
//! around it; and what was opened leads back to where it was opened from.

use std::cell::{Cell, RefCell};

use gloo::events::EventListener;
use wasm_bindgen::JsCast;
use web_sys::{Element, FocusOptions, HtmlElement};

use super::{drawn::has_place, focus, timer};

thread_local! {
    static LAST: RefCell<Option<Held>> = const { RefCell::new(None) };
    /// What had the focus before something was laid over the page.
    static COVERED: RefCell<Option<Element>> = const { RefCell::new(None) };
    /// Where the focus was before it went into what was opened.
    static ORIGIN: RefCell<Option<Element>> = const { RefCell::new(None) };
    /// What had the focus before the guided tour was begun.
    static MARK: RefCell<Option<Element>> = const { RefCell::new(None) };
    /// How many ways back are about to be taken.
    static RETURNS: Cell<u32> = const { Cell::new(0) };
}

/// What had the focus.
struct Held {
    element: Element,
    /// What can have it and stands around that, from the inside out.
    around: Vec<HtmlElement>,
}

/// Notices where the focus goes until the handles are dropped. `opened` is the id of the part in which things are opened.
pub(crate) fn watch(opened: &'static str) -> [EventListener; 2] {
    // What had the focus before the part came is none of its business.
    LAST.set(None);
    let document = gloo::utils::document();
    let came = EventListener::new(&document, "focusin", move |event| {
        let Some(element) = event.target().and_then(|target| target.dyn_into::<Element>().ok())
        else {
            return;
        };
        if !is_within(&element, opened) {
            ORIGIN.set(Some(element.clone()));
        }
        LAST.set(Some(Held { around: around(&element), element }));
    });
    // Whoever clicks beside everything wants no focus.
    let pressed = EventListener::new(&document, "pointerdown", |_| LAST.set(None));
    [came, pressed]
}

/// Once the page has been drawn: where nothing has the focus because what had it is gone, what is drawn in its place or
/// stood around it has it.
pub(crate) fn keep(opened: &'static str) {
    after_returns(move || {
        if !is_lost() {
            return;
        }
        let next = LAST.with_borrow(|last| {
            let held = last.as_ref().filter(|held| !has_place(&held.element))?;
            let anew = found_again(&held.element).and_then(|anew| anew.dyn_into().ok());
            anew.or_else(|| held.around.iter().find(|around| has_place(around)).cloned())
        });
        match next {
            Some(next) => drop(next.focus()),
            // A whole part of the page went away, as they do on a phone: nobody asked for the one that has the focus now.
            None if LAST.with_borrow(Option::is_some) => into(opened, true),
            None => {}
        }
    });
}

/// Moves the focus into the part of that id once the page has been drawn.
pub(crate) fn go_into(opened: &'static str) {
    timer::soon(move || into(opened, false));
}

/// As [`go_into`], where the focus was within what the selector names: whoever pressed a button there goes on where it led.
pub(crate) fn follow_from(selector: &'static str, opened: &'static str) {
    timer::soon(move || {
        let was_there = LAST.with_borrow(|last| {
            last.as_ref().is_some_and(|held| {
                let whole =
                    held.around.iter().any(|around| around.matches(selector).unwrap_or(false));
                whole || matches!(held.element.closest(selector), Ok(Some(_)))
            })
        });
        if was_there {
            into(opened, false);
        }
    });
}

/// Remembers what has the focus, before something is laid over the page.
pub(crate) fn remember() {
    COVERED.set(gloo::utils::document().active_element());
}

/// What was laid over the page is gone: what had the focus before has it again, unless it is elsewhere by now.
pub(crate) fn recall() {
    lead_back(|| {
        let before = COVERED.take().as_ref().and_then(found_again);
        if let Some(before) = before.filter(|_| is_lost()) {
            focus::on(before);
        }
    });
}

/// Remembers the element of that id; without one, what has the focus, or had it before something was laid over the page.
pub(crate) fn mark(id: Option<&str>) {
    let document = gloo::utils::document();
    let named = id.and_then(|id| document.get_element_by_id(id));
    let covered = || COVERED.with_borrow(Clone::clone);
    MARK.set(named.or_else(covered).or_else(|| document.active_element()));
}

/// What was marked has the focus again, or what is drawn in its place, unless something else got it meanwhile.
pub(crate) fn return_to_mark() {
    // After the views have come back.
    lead_back(|| {
        lead_back(|| {
            let mark = MARK.take();
            if !is_lost() {
                return;
            }
            match mark.as_ref().and_then(found_again) {
                Some(mark) => focus::on(mark),
                None => focus::view(),
            }
        });
    });
}

/// Takes a way back once the page has been drawn.
fn lead_back(take: impl FnOnce() + 'static) {
    RETURNS.set(RETURNS.get() + 1);
    timer::soon(|| {
        RETURNS.set(RETURNS.get() - 1);
        take();
    });
}

/// Looks for a place for the focus once the page has been drawn, and no earlier than every way back has been taken: they
/// know better where to go, and another drawing's turn may come before theirs.
pub(super) fn after_returns(look: impl FnOnce() + 'static) {
    timer::soon(|| if RETURNS.get() > 0 { after_returns(look) } else { look() });
}

/// Focuses that part; the browser decides whether a ring is drawn around it, unless nobody asked for it.
fn into(opened: &str, is_led: bool) {
    let part = gloo::utils::document().get_element_by_id(opened);
    if let Some(part) = part.and_then(|part| part.dyn_into::<HtmlElement>().ok()) {
        let _ = part.toggle_attribute_with_force(focus::LED, is_led);
        // A whole part is not scrolled to: it is read from where it stands.
        let options = FocusOptions::new();
        options.set_prevent_scroll(true);
        let _ = part.focus_with_options(&options);
    }
}

/// Moves the focus back to where it was before it went into what has been closed, unless it is elsewhere by now.
pub(crate) fn go_back(opened: &'static str) {
    timer::soon(move || {
        let active = gloo::utils::document().active_element();
        if !is_lost() && active.is_some_and(|active| !is_within(&active, opened)) {
            return;
        }
        let origin = ORIGIN.with_borrow(|origin| origin.as_ref().and_then(found_again));
        match origin {
            Some(origin) => focus::on(origin),
            None => into(opened, false),
        }
    });
}

/// The element, or what is drawn in its place.
fn found_again(origin: &Element) -> Option<Element> {
    let anew = || gloo::utils::document().get_element_by_id(&origin.id());
    Some(origin.clone()).filter(has_place).or_else(|| anew().filter(has_place))
}

fn is_lost() -> bool {
    let active = gloo::utils::document().active_element();
    active.is_none_or(|active| active.tag_name() == "BODY")
}

fn is_within(element: &Element, id: &str) -> bool {
    matches!(element.closest(&format!("#{id}")), Ok(Some(_)))
}

fn around(element: &Element) -> Vec<HtmlElement> {
    let mut around = Vec::new();
    let mut inner = element.parent_element();
    while let Some(outer) =
        inner.and_then(|inner| inner.closest("[tabindex]:not([role=treeitem])").ok()?)
    {
        inner = outer.parent_element();
        around.extend(outer.dyn_into::<HtmlElement>());
    }
    around
}
