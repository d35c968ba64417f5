//! Calls and changes of the world.

use diagram::{
    model::Verdict,
    scene::{CallBox, Marker},
    shapes,
};
use yew::prelude::*;

use super::words::{view_disc, view_icon, view_texts};

/// The verdict as tests and style sheets read it.
pub(super) fn verdict_word(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Allowed => "allowed",
        Verdict::Denied => "denied",
        Verdict::NotReached => "not-reached",
        Verdict::Undecided => "undecided",
    }
}

/// The parts of a call, without what makes it a button.
pub(super) fn view_call(call: &CallBox, is_selected: bool) -> Html {
    let dashes = shapes::dashes(call.verdict).filter(|_| call.verdict == Verdict::NotReached);
    html! {
        <>
            if is_selected { <path class="d-ring" d={call.ring()} /> }
            <path class="d-card" d={call.outline()} stroke-dasharray={dashes} />
            { view_disc(call.disc) }
            { view_icon(&call.icon) }
            { view_texts(&call.texts) }
        </>
    }
}

/// The class of a call.
pub(super) fn call_class(call: &CallBox, is_selected: bool) -> Classes {
    classes!(
        "d-call",
        format!("d-call-{}", call.verdict.token()),
        call.loud.then_some("d-call-loud"),
        is_selected.then_some("d-selected"),
    )
}

/// The parts of a marker, without what makes it a button.
pub(super) fn view_marker(marker: &Marker, is_selected: bool) -> Html {
    let (rect, radius) = (marker.rect, marker.rect.h / 2);
    html! {
        <>
            if is_selected { <path class="d-ring" d={shapes::rounded(rect.outset(3), radius + 3)} /> }
            <path class="d-marker-box" d={shapes::rounded(rect, radius)} />
            { view_disc(marker.disc) }
            { view_icon(&marker.icon) }
            { view_texts(&marker.texts) }
        </>
    }
}

/// The class of a marker.
pub(super) fn marker_class(marker: &Marker, is_selected: bool) -> Classes {
    let token = match marker.verdict {
        Verdict::Allowed => "change",
        other => other.token(),
    };
    classes!("d-marker", format!("d-marker-{token}"), is_selected.then_some("d-selected"))
}
