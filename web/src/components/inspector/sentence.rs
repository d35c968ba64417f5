//! A sentence with the parts that deserve weight.

use simulator::narrate::{Part, Sentence};
use yew::prelude::*;

use super::{breakable, with_code};

/// The sentence as markup.
pub(crate) fn view_sentence(sentence: &Sentence) -> Html {
    sentence
        .parts
        .iter()
        .map(|part| match part {
            Part::Text(text) => with_code(text),
            Part::Strong(text) => html! { <b>{ breakable(text) }</b> },
            Part::Code(text) => html! { <code>{ breakable(text) }</code> },
        })
        .collect()
}
