//! What has been drawn, or is about to be.

use web_sys::Element;

use super::timer;

/// Whether the element has a place on the page: what is hidden, or was taken away, has none.
pub(super) fn has_place(element: &Element) -> bool {
    element.get_client_rects().length() > 0
}

/// Whether the element of that id is there and has a place on the page.
pub(crate) fn is_shown(id: &str) -> bool {
    gloo::utils::document().get_element_by_id(id).is_some_and(|element| has_place(&element))
}

/// So often, and so many milliseconds apart, it is looked for what is still to be drawn.
const TURNS: u32 = 60;
const TURN: i32 = 16;

/// Does something with the element of that id once it is there: where there is much to draw, or the machine does other
/// work too, it takes the browser several turns. It is waited for while `stays` says so.
pub(super) fn once_there(
    id: &str,
    stays: impl Fn() -> bool + 'static,
    then: impl FnOnce(Element) + 'static,
) {
    let id = id.to_owned();
    timer::soon(move || look(id, TURNS, stays, then));
}

fn look(
    id: String,
    turns: u32,
    stays: impl Fn() -> bool + 'static,
    then: impl FnOnce(Element) + 'static,
) {
    if !stays() {
        return;
    }
    match gloo::utils::document().get_element_by_id(&id) {
        Some(element) => then(element),
        None if turns > 0 => timer::surely_after(TURN, move || look(id, turns - 1, stays, then)),
        None => {}
    }
}
