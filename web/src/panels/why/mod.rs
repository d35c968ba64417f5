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
mod spoken;
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
    store::{Store, use_store},
};
pub(crate) use spoken::{Spoken, spoken};

/// The panel's root.
#[component]
pub(crate) fn Why() -> Html {
    let (step, on_action) = use_step();
    let store = use_store();
    match step {
        Some(step) => {
            let played = store.model().ui.played;
            let played =
                played.filter(|played| played.step == step.index).map(|played| played.check);
            let at_caret = at_caret(&store, &step);
            let goes_there = store.model().ui.why_of_caret;
            html! { <WhyStep {step} {played} {at_caret} {goes_there} {on_action} /> }
        }
        None => {
            html! { <Empty sentence="No steps yet. Add the first one, and this says why it is allowed or denied." /> }
        }
    }
}

/// What of the step's explanation speaks of the place of the caret in the open document.
fn at_caret(store: &Store, step: &StepView) -> Option<Spoken> {
    let ui = &store.model().ui;
    let Some(Subject::Document(address)) = &ui.subject else { return None };
    let text = step.scenario().document_text(address)?;
    spoken(step.outcome(), step.result(), address, &text, ui.caret?)
}

/// What every part of the panel is given.
#[derive(Debug, Clone, PartialEq, Properties)]
pub(crate) struct Props {
    /// The step.
    pub(crate) step: StepView,
    /// The check that is played back, by its place.
    #[prop_or_default]
    pub(crate) played: Option<usize>,
    /// What speaks of the place of the caret in the open document.
    #[prop_or_default]
    pub(crate) at_caret: Option<Spoken>,
    /// Whether somebody asked to be led there.
    #[prop_or_default]
    pub(crate) goes_there: bool,
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
