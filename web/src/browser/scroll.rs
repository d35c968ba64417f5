//! Bringing things into sight.

use web_sys::{ScrollBehavior, ScrollIntoViewOptions, ScrollLogicalPosition};

/// Scrolls the element with that id into the middle of its region once the page has been drawn.
pub(crate) fn into_sight(id: &str) {
    let id = id.to_owned();
    gloo::timers::callback::Timeout::new(0, move || {
        if let Some(element) = gloo::utils::document().get_element_by_id(&id) {
            let options = ScrollIntoViewOptions::new();
            options.set_block(ScrollLogicalPosition::Center);
            options.set_inline(ScrollLogicalPosition::Nearest);
            options.set_behavior(ScrollBehavior::Instant);
            element.scroll_into_view_with_scroll_into_view_options(&options);
        }
    })
    .forget();
}
