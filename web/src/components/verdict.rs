//! A verdict by icon, word and colour, the same everywhere.

use yew::prelude::*;

use super::{Glyph, Icon};
use crate::state::selectors::Verdict;

/// The icon of a verdict.
pub(crate) fn glyph(verdict: Verdict) -> Glyph {
    match verdict {
        Verdict::Allowed => Glyph::Allowed,
        Verdict::Denied => Glyph::Denied,
        Verdict::NotReached => Glyph::NotReached,
        Verdict::Undecided => Glyph::Undecided,
        Verdict::Changed => Glyph::Edit,
    }
}

/// Properties of [`VerdictLabel`].
#[derive(PartialEq, Properties)]
pub(crate) struct Props {
    /// Which.
    pub(crate) verdict: Verdict,
    /// As a chip with a ground of its own, instead of plain text.
    #[prop_or_default]
    pub(crate) chip: bool,
}

/// Icon and word.
#[component]
pub(crate) fn VerdictLabel(props: &Props) -> Html {
    let verdict = props.verdict;
    let base = if props.chip { "chip chip" } else { "verdict verdict" };
    html! {
        <span class={format!("{base}-{}", verdict.class())}>
            <Icon glyph={glyph(verdict)} />
            { verdict.word() }
        </span>
    }
}
