//! Bringing things into sight.

use web_sys::{Element, ScrollBehavior, ScrollIntoViewOptions, ScrollLogicalPosition};

use super::{drawn, timer};

/// Scrolls the element with that id into the middle of its region once it is there.
pub(crate) fn into_sight(id: &str) {
    drawn::once_there(
        id,
        || true,
        |element| {
            let options = ScrollIntoViewOptions::new();
            options.set_block(ScrollLogicalPosition::Center);
            options.set_inline(ScrollLogicalPosition::Nearest);
            options.set_behavior(ScrollBehavior::Instant);
            element.scroll_into_view_with_scroll_into_view_options(&options);
        },
    );
}

/// Scrolls the line of that id into the middle of its region, and sideways only where its letters from the one to the other
/// are not in sight from the first column.
pub(crate) fn letters_into_sight(line: &str, letters: (u32, u32)) {
    into_sight(line);
    let line = line.to_owned();
    timer::soon(move || {
        let line = gloo::utils::document().get_element_by_id(&line);
        let text = line.and_then(|line| line.query_selector(".editor-text").ok()?);
        let Some(text) = text else { return };
        let Ok(Some(editor)) = text.closest(".editor") else { return };
        editor.set_scroll_left(0);
        // Every letter has the same width, and the text ends in a line break.
        let (whole, outer) = (text.get_bounding_client_rect(), editor.get_bounding_client_rect());
        let count = text.text_content().map_or(0, |text| text.encode_utf16().count());
        let Ok(count) = u32::try_from(count) else { return };
        let padding = pixels(&text, "padding-right");
        let letter = (whole.width() - padding) / f64::from(count.saturating_sub(1).max(1));
        let at = |letters: u32| whole.left() + letter * f64::from(letters);
        let right = outer.left() + f64::from(editor.client_left() + editor.client_width());
        // The line's number stays at the left of its text while that is scrolled.
        let by = sideways((at(letters.0), at(letters.1)), (whole.left(), right));
        editor.set_scroll_left(by);
    });
}

/// How far to scroll from the first column so that the inner stretch lies within the outer one, its beginning at least.
#[expect(clippy::cast_possible_truncation, reason = "distances on a screen are small")]
fn sideways(inner: (f64, f64), outer: (f64, f64)) -> i32 {
    const ROOM: f64 = 4.0;
    let (before, after) = (inner.0 - ROOM - outer.0, inner.1 + ROOM - outer.1);
    after.min(before).max(0.0).ceil() as i32
}

/// A length of an element's style; 0 where it is none in pixels.
fn pixels(element: &Element, property: &str) -> f64 {
    let style = gloo::utils::window().get_computed_style(element).ok().flatten();
    let length = style.and_then(|style| style.get_property_value(property).ok());
    length.and_then(|text| text.trim_end_matches("px").parse().ok()).unwrap_or(0.0)
}

/// Scrolls a region, and nothing around it, as little as brings the element with that id into sight: below the head that
/// stays where it is, as the region's `scroll-padding-top` says.
pub(crate) fn within(region: &str, id: &str) {
    let (region, id) = (region.to_owned(), id.to_owned());
    timer::soon(move || {
        let element = gloo::utils::document().get_element_by_id(&id);
        let Some(element) = element else { return };
        let Ok(Some(region)) = element.closest(&region) else { return };
        let (inner, outer) =
            (element.get_bounding_client_rect(), region.get_bounding_client_rect());
        let left = shift((inner.left(), inner.right()), (outer.left(), outer.right()));
        let head = pixels(&region, "scroll-padding-top");
        let top = shift((inner.top(), inner.bottom()), (outer.top() + head, outer.bottom()));
        region.set_scroll_left(region.scroll_left() + left);
        region.set_scroll_top(region.scroll_top() + top);
    });
}

/// Scrolls the page as little as brings the element with that id into sight between what is pinned at its top and at its
/// bottom.
pub(crate) fn page_between(above: &'static str, below: &'static str, id: &str) {
    let id = id.to_owned();
    timer::soon(move || {
        let (document, window) = (gloo::utils::document(), gloo::utils::window());
        let Some(element) = document.get_element_by_id(&id).filter(drawn::has_place) else {
            return;
        };
        let pinned = |selector| document.query_selector(selector).ok()?.filter(drawn::has_place);
        let height = window.inner_height().ok().and_then(|height| height.as_f64());
        let top = pinned(above).map_or(0.0, |bar| bar.get_bounding_client_rect().bottom());
        let bottom = pinned(below).map(|sheet| sheet.get_bounding_client_rect().top());
        let bottom = bottom.or(height).unwrap_or_default();
        let rect = element.get_bounding_client_rect();
        let by = shift((rect.top(), rect.bottom()), (top, bottom));
        // At once: a scroll that is still under way would go on in the part that is chosen next.
        if by != 0 {
            window.scroll_by_with_x_and_y(0.0, f64::from(by));
        }
    });
}

/// How far to scroll so that the inner stretch lies within the outer one, with a little room beside it.
#[expect(clippy::cast_possible_truncation, reason = "distances on a screen are small")]
fn shift(inner: (f64, f64), outer: (f64, f64)) -> i32 {
    const ROOM: f64 = 24.0;
    let (before, after) = (inner.0 - ROOM - outer.0, inner.1 + ROOM - outer.1);
    let by = if before < 0.0 { before } else { after.max(0.0).min(before) };
    by as i32
}

/// Scrolls whatever is scrolled around a text field back to the beginning of its lines.
pub(crate) fn to_column_one(field: &Element) {
    if let Ok(Some(editor)) = field.closest(".editor") {
        editor.set_scroll_left(0);
    }
}

/// Scrolls the page itself to its beginning.
pub(crate) fn to_top() {
    gloo::utils::window().scroll_to_with_x_and_y(0.0, 0.0);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_scrolled_sideways_only_where_it_would_not_fit() {
        assert_eq!(sideways((136.0, 380.0), (40.0, 386.0)), 0);
        assert_eq!(sideways((136.0, 453.0), (40.0, 386.0)), 71);
        assert_eq!(sideways((136.0, 900.0), (40.0, 386.0)), 92);
        assert_eq!(sideways((42.0, 900.0), (40.0, 386.0)), 0);
    }

    #[test]
    fn what_is_in_sight_does_not_move() {
        assert_eq!(shift((100.0, 200.0), (0.0, 400.0)), 0);
        assert_eq!(shift((390.0, 500.0), (0.0, 400.0)), 124);
        assert_eq!(shift((-50.0, 60.0), (0.0, 400.0)), -74);
        assert_eq!(shift((300.0, 900.0), (0.0, 400.0)), 276);
    }
}
