//! Words, icons and discs of the diagram. Sizes come with the scene, colours with the classes.

use diagram::scene::{Disc, PlacedIcon, Text};
use yew::prelude::*;

/// Lines of text.
pub(super) fn view_texts(texts: &[Text]) -> Html {
    texts.iter().map(view_text).collect()
}

/// A line of text; where it is cut, the whole is its tooltip.
pub(super) fn view_text(text: &Text) -> Html {
    view_line(text, text.is_cut())
}

/// A line of text within something whose own tooltip says more.
pub(super) fn view_untitled(text: &Text) -> Html {
    view_line(text, false)
}

fn view_line(text: &Text, is_titled: bool) -> Html {
    let role = text.role;
    html! {
        <text class={classes!("d-text", format!("d-{}", role.token()), role.is_mono().then_some("d-mono"))}
            x={text.x.to_string()} y={text.y.to_string()} text-anchor={text.anchor.as_str()}
            font-size={role.size().to_string()} font-weight={role.weight().to_string()}>
            if is_titled { <title>{ text.full.to_string() }</title> }
            { text.words.clone() }
        </text>
    }
}

/// An icon at its place.
pub(super) fn view_icon(placed: &PlacedIcon) -> Html {
    html! {
        <g class="d-icon" transform={placed.transform()}>
            { for placed.icon.strokes().iter().map(|stroke| html! { <path d={*stroke} /> }) }
        </g>
    }
}

/// The disc under a number.
pub(super) fn view_disc(disc: Disc) -> Html {
    html! { <circle class="d-disc" cx={disc.cx.to_string()} cy={disc.cy.to_string()} r={disc.r.to_string()} /> }
}
