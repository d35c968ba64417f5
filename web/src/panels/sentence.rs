//! A sentence with its parts that deserve weight.

use simulator::narrate::{Part, Sentence};
use yew::prelude::*;

/// The sentence as inline text.
pub(crate) fn view(sentence: &Sentence) -> Html {
    let part = |part: &Part| match part {
        Part::Text(text) => html! { { text } },
        Part::Strong(text) => html! { <strong>{ text }</strong> },
        Part::Code(text) => html! { <code>{ text }</code> },
    };
    html! { { for sentence.parts.iter().map(part) } }
}

/// The sentence without weights.
pub(crate) fn plain(sentence: &Sentence) -> String {
    let part = |part: &Part| match part {
        Part::Text(text) | Part::Strong(text) | Part::Code(text) => text.clone(),
    };
    sentence.parts.iter().map(part).collect()
}
