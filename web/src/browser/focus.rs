//! Moving the keyboard's focus.

use std::cell::RefCell;

use js_sys::Reflect;
use wasm_bindgen::JsCast;
use web_sys::{
    Element, FocusEvent, FocusOptions, HtmlElement, HtmlInputElement, HtmlTextAreaElement, Node,
    SvgElement,
};

use super::{drawn, focus_keeper, timer};

/// Focuses the element with that id once it is there. Whoever has gone elsewhere meanwhile stays there.
pub(crate) fn by_id(id: &str) {
    let was_at = RefCell::new(None);
    // Where the focus is when it is first looked for is where it is waited from.
    let stayed = move || {
        let at = active();
        let from = was_at.borrow_mut().get_or_insert_with(|| at.clone()).clone();
        at.is_none() || at == from
    };
    drawn::once_there(id, stayed, on);
}

/// What has the focus, unless it is lost.
fn active() -> Option<Element> {
    gloo::utils::document().active_element().filter(|active| active.tag_name() != "BODY")
}

/// Focuses the element.
pub(super) fn on(element: Element) {
    // Parts of drawings take the focus too.
    let _ = match element.dyn_into::<HtmlElement>() {
        Ok(element) => element.focus(),
        Err(element) => element.dyn_into::<SvgElement>().map_or(Ok(()), |part| part.focus()),
    };
}

/// Focuses what one types into within the element of that id, once the page has been drawn.
pub(crate) fn text_in(id: &str) {
    let id = id.to_owned();
    timer::soon(move || {
        let around = gloo::utils::document().get_element_by_id(&id);
        let text = around.and_then(|around| {
            let selector = "textarea, [contenteditable=true]";
            match around.shadow_root() {
                Some(root) => root.query_selector(selector).ok()?,
                None if around.matches(selector).ok()? => Some(around),
                None => around.query_selector(selector).ok()?,
            }
        });
        text.into_iter().for_each(on);
    });
}

/// Focuses the field with that id and selects its text once the page has been drawn.
pub(crate) fn select(id: &str) {
    let id = id.to_owned();
    timer::soon(move || {
        let field = html_element(&id).and_then(|field| field.dyn_into::<HtmlInputElement>().ok());
        if let Some(field) = field {
            let _ = field.focus();
            field.select();
        }
    });
}

/// Focuses the first button within the element of that id once the page has been drawn.
pub(crate) fn first_in(id: &str) {
    let id = id.to_owned();
    timer::soon(move || {
        if let Some(button) = buttons(&id).first() {
            let _ = button.focus();
        }
    });
}

/// Focuses the first field within the element of that id once the page has been drawn.
pub(crate) fn first_field_in(id: &str) {
    let id = id.to_owned();
    timer::soon(move || {
        let around = gloo::utils::document().get_element_by_id(&id);
        let field = around.and_then(|around| {
            around.query_selector("input:not([type=hidden]), select, textarea").ok()?
        });
        if let Some(field) = field.and_then(|field| field.dyn_into::<HtmlElement>().ok()) {
            let _ = field.focus();
        }
    });
}

/// Focuses the one tab stop within the element of that id once the page has been drawn.
pub(crate) fn tab_stop_in(id: &str) {
    let id = id.to_owned();
    timer::soon(move || {
        let around = gloo::utils::document().get_element_by_id(&id);
        let stop = around.and_then(|around| around.query_selector("[tabindex='0']").ok()?);
        if let Some(stop) = stop.and_then(|stop| stop.dyn_into::<HtmlElement>().ok()) {
            let _ = stop.focus();
        }
    });
}

/// Moves the focus among the buttons within the element of that id, round and round.
pub(crate) fn move_in(id: &str, by: isize) {
    let buttons = buttons(id);
    if buttons.is_empty() {
        return;
    }
    let active = gloo::utils::document().active_element();
    let now = buttons.iter().position(|button| active.as_ref() == Some(button));
    let next = now.map_or(0, |now| (now + buttons.len()).wrapping_add_signed(by) % buttons.len());
    let _ = buttons[next].focus();
}

/// Whether the focus goes to something within the element of that id.
pub(crate) fn stays_within(event: &FocusEvent, id: &str) -> bool {
    let goes_to = event.related_target().and_then(|target| target.dyn_into::<Node>().ok());
    let around = gloo::utils::document().get_element_by_id(id);
    match (goes_to, around) {
        (Some(goes_to), Some(around)) => around.contains(Some(&goes_to)),
        _ => false,
    }
}

/// Whether the focus came so that the browser shows it: by a key, or by the page after one.
pub(crate) fn is_by_key(event: &FocusEvent) -> bool {
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    target.is_some_and(|target| target.matches(":focus-visible").unwrap_or(false))
}

/// Whether an element has the focus.
pub(crate) fn is_on(element: &Element) -> bool {
    active().as_ref() == Some(element)
}

/// Where the caret is and where the selection ends in the field of that id, in UTF-16 units, while it has the focus.
pub(crate) fn caret_in(id: &str) -> Option<(u32, u32)> {
    let active = gloo::utils::document().active_element().filter(|active| active.id() == id)?;
    let field = match active.dyn_into::<HtmlTextAreaElement>() {
        Ok(field) => field,
        // The rich editor says it of itself.
        Err(editor) => {
            let head = Reflect::get(&editor, &"caret".into()).ok()?.as_f64()?;
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "a place in a text"
            )]
            let head = head as u32;
            return Some((head, head));
        }
    };
    Some((field.selection_start().ok()??, field.selection_end().ok()??))
}

fn html_element(id: &str) -> Option<HtmlElement> {
    gloo::utils::document().get_element_by_id(id)?.dyn_into().ok()
}

fn buttons(id: &str) -> Vec<HtmlElement> {
    let around: Option<Element> = gloo::utils::document().get_element_by_id(id);
    let Some(Ok(list)) = around.map(|around| around.query_selector_all("button")) else {
        return Vec::new();
    };
    (0..list.length()).filter_map(|index| list.get(index)?.dyn_into().ok()).collect()
}

/// Clicks the element with that id, which opens a file field's dialog.
pub(crate) fn click(id: &str) {
    if let Some(element) = html_element(id) {
        element.click();
    }
}

/// Says of a whole part that the page put the focus there itself: nobody asked for it by a key, so no ring is drawn.
pub(super) const LED: &str = "data-led";

/// Focuses the heading of a view that has just come, or its main part, unless something in it has the focus already.
pub(crate) fn view() {
    focus_keeper::after_returns(|| {
        let active = gloo::utils::document().active_element();
        let lost = active.is_none_or(|active| active.tag_name() == "BODY");
        let start = in_sight("h1[tabindex='-1']")
            .or_else(|| in_sight("main[tabindex='-1'], [data-region][tabindex='-1']"));
        if let (true, Some(start)) = (lost, start) {
            let _ = start.set_attribute(LED, "");
            // It is pinned, or at the top: scrolling to it would only take away what was scrolled to.
            let options = FocusOptions::new();
            options.set_prevent_scroll(true);
            let _ = start.focus_with_options(&options);
        }
    });
}

/// The first element of that selector that is shown: what has no place takes no focus.
fn in_sight(selector: &str) -> Option<HtmlElement> {
    let list = gloo::utils::document().query_selector_all(selector).ok()?;
    let mut all = (0..list.length()).filter_map(|index| list.get(index)?.dyn_into().ok());
    all.find(|element: &HtmlElement| drawn::has_place(element))
}
