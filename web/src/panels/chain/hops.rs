//! The same chain as a list, for whoever does not see the drawing.

use diagram::{Model, describe};
use yew::prelude::*;

/// Every step in words.
pub(super) fn view(model: &Model) -> Html {
    html! {
        <ol class="hidden-text" aria-label="Steps">
            { for describe::steps(model).into_iter().map(|step| html! {
                <li key={step.step.to_string()}>{ step.words }</li>
            }) }
        </ol>
    }
}
