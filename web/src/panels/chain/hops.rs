//! The same chain as a list, for whoever does not see the drawing.

use diagram::{Model, describe, scene::Item};
use simulator::outcome::StepResult;
use yew::prelude::*;

use super::carried;
use crate::{panels::cause::cause, state::Lit, store::Simulation};

/// Every step in words, with the reason where it was refused; those whose session carries what is lit are marked.
pub(super) fn view(simulation: &Simulation, model: &Model, lit: Option<&Lit>) -> Html {
    let is_lit = |item: Item| {
        let Item::Call(index) = item else { return false };
        let target = model.calls.get(index).and_then(|call| model.nodes.get(call.target?));
        target.is_some_and(|node| carried::is_lit(node, lit))
    };
    let reason = |number: u32| {
        let place = (number as usize).saturating_sub(1);
        let step = simulation.outcome.steps.get(place)?;
        let is_refused = matches!(step.result, StepResult::Refused(_));
        is_refused.then(|| cause(simulation, place))?.map(|cause| format!(" {}", cause.plain()))
    };
    html! {
        <ol class="hidden-text" aria-label="Steps">
            { for describe::steps(model).into_iter().map(|step| html! {
                <li key={step.step.to_string()} aria-current={is_lit(step.item).then_some("true")}>{ step.words }{ reason(step.number) }</li>
            }) }
        </ol>
    }
}
