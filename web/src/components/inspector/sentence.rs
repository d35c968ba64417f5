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
            Part::Strong(text) => html! { <b>{ name(text) }</b> },
            Part::Code(text) => html! { <code>{ name(text) }</code> },
        })
        .collect()
}

/// A name within a sentence: a short one goes to the next line as a whole.
fn name(text: &str) -> Html {
    const SHORT: usize = 24;
    if text.chars().count() <= SHORT {
        html! { { text.to_owned() } }
    } else {
        breakable(text)
    }
}
