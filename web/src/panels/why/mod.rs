//! Panel: the selected step's verdict, its cause and the checks. The answer first, its evidence below.

mod causes;
mod checks;
mod cli;
mod fact;
mod granted;
mod head;
mod limit;
mod remedy;
mod rows;
mod statement;
mod trial;
mod undecided;

use simulator::outcome::{StepResult, Target, Undecided};
use yew::prelude::*;

use super::step::{StepView, use_step};
use crate::{
    browser::focus,
    components::inspector::Empty,
    state::{Action, Subject},
    store::use_store,
};

/// The panel's root.
#[component]
pub(crate) fn Why() -> Html {
    let (step, on_action) = use_step();
    let played = use_store().model().ui.played;
    match step {
        Some(step) => {
            let played =
                played.filter(|played| played.step == step.index).map(|played| played.check);
            html! { <WhyStep {step} {played} {on_action} /> }
        }
        None => {
            html! { <Empty sentence="No steps yet. Add the first one, and this says why it is allowed or denied." /> }
        }
    }
}

/// What every part of the panel is given.
#[derive(Debug, Clone, PartialEq, Properties)]
pub(crate) struct Props {
    /// The step.
    pub(crate) step: StepView,
    /// The check that is played back, by its place.
    #[prop_or_default]
    pub(crate) played: Option<usize>,
    /// What a person did.
    pub(crate) on_action: Callback<Action>,
}

/// A step explained, from its verdict down to every value.
#[component]
pub(crate) fn WhyStep(props: &Props) -> Html {
    let parts = props.clone();
    let key = props.step.step().id.to_string();
    let index = props.step.index;
    let onkeydown = Callback::from(move |event: KeyboardEvent| {
        if event.key() == "Escape" {
            focus::by_id(&format!("chain-step-{index}"));
        }
    });
    html! {
        <div class="why" id="why-step" tabindex="-1" {onkeydown}>
            <section class="why-answer">
                { head::view(&props.step) }
                { evidence(props) }
                { remedy::view(props) }
            </section>
            { cli::view(&props.step) }
            { causes::view(props) }
            <checks::Checks {key} ..parts />
            { view_ways_in(props) }
        </div>
    }
}

/// From a call that gives a role's session to all three of them.
fn view_ways_in(props: &Props) -> Html {
    let Target::Role(role) = &props.step.result().target else { return Html::default() };
    let role = role.parse().ok();
    let onclick =
        props.on_action.reform(move |_| Action::SubjectChosen(Subject::WaysIn(role.clone())));
    html! {
        <p class="why-ways">
            <button type="button" class="button button-quiet" {onclick}>{ "Compare the three AssumeRole calls for this role" }</button>
        </p>
    }
}

fn evidence(props: &Props) -> Html {
    match props.step.result().result {
        StepResult::Succeeded => granted::view(props),
        StepResult::Refused(_) => fact::view(&props.step),
        StepResult::Undecided(Undecided::Document(document)) => {
            undecided::view(&props.step, document)
        }
        StepResult::Undecided(Undecided::Signature) => fact::view(&props.step),
        StepResult::NotReached { .. } => Html::default(),
    }
}
