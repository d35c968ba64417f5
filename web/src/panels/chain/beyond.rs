//! Where the drawing is larger than its place: a sign at every edge beyond which there is more.

use web_sys::Element;
use yew::prelude::*;

use crate::{
    browser::resize::Size,
    components::{Glyph, Icon},
};

/// Left, right, above, below.
type Edges = [bool; 4];

/// Half a pixel of rounding is not something to scroll to.
const NOTICEABLE: i32 = 2;

/// The signs, and what has to be told when the place is scrolled.
#[hook]
pub(super) fn use_signs(place: &NodeRef, sizes: (Size, Size)) -> (Html, Callback<Event>) {
    let edges = use_state(Edges::default);
    let look = {
        let (place, edges) = (place.clone(), edges.setter());
        Callback::from(move |()| {
            if let Some(place) = place.cast::<Element>() {
                edges.set(beyond(&place));
            }
        })
    };
    let after = look.clone();
    use_effect_with(sizes, move |_| after.emit(()));
    (view(*edges), look.reform(|_: Event| ()))
}

fn beyond(place: &Element) -> Edges {
    let right = place.scroll_width() - place.client_width() - place.scroll_left();
    let below = place.scroll_height() - place.client_height() - place.scroll_top();
    [place.scroll_left(), right, place.scroll_top(), below].map(|more| more > NOTICEABLE)
}

fn view(edges: Edges) -> Html {
    const SIGNS: [(&str, Glyph); 4] = [
        ("left", Glyph::ArrowLeft),
        ("right", Glyph::ArrowRight),
        ("above", Glyph::ArrowUp),
        ("below", Glyph::ArrowDown),
    ];
    let shown = SIGNS.into_iter().zip(edges).filter(|(_, more)| *more);
    shown
        .map(|((edge, glyph), _)| html! {
            <span key={edge} class={format!("chain-more chain-more-{edge}")} aria-hidden="true"><Icon {glyph} /></span>
        })
        .collect()
}
