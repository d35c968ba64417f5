//! The same chain as a list, for whoever does not see the drawing.

use diagram::{Model, describe, scene::Item};
use yew::prelude::*;

use super::carried;
use crate::state::Lit;

/// Every step in words; those whose session carries what is lit are marked.
pub(super) fn view(model: &Model, lit: Option<&Lit>) -> Html {
    let is_lit = |item: Item| {
        let Item::Call(index) = item else { return false };
        let target = model.calls.get(index).and_then(|call| model.nodes.get(call.target?));
        target.is_some_and(|node| carried::is_lit(node, lit))
    };
    html! {
        <ol class="hidden-text" aria-label="Steps">
            { for describe::steps(model).into_iter().map(|step| html! {
                <li key={step.step.to_string()} aria-current={is_lit(step.item).then_some("true")}>{ step.words }</li>
            }) }
        </ol>
    }
}
