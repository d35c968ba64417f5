//! On a phone: the selected hop's verdict and its sentence, always in sight under the chain.

use simulator::narrate;
use yew::prelude::*;

use crate::{
    components::{inspector::view_sentence, verdict::VerdictLabel},
    state::{
        Action, PhoneTab,
        selectors::{self, Verdict},
    },
    store::use_store,
};

/// The sheet.
#[component]
pub(super) fn Peek() -> Html {
    let store = use_store();
    let simulation = &store.simulation;
    let index = selectors::selected_step(store.model(), Some(&simulation.outcome));
    let Some((index, step)) =
        index.and_then(|index| Some((index, simulation.outcome.steps.get(index)?)))
    else {
        return html! {};
    };
    let cause = narrate::cause(&simulation.scenario, &simulation.outcome, step);
    html! {
        <div class="peek">
            <p class="peek-head">
                <span class="secondary">{ format!("Hop {} of {}", index + 1, simulation.outcome.steps.len()) }</span>
                <VerdictLabel verdict={Verdict::of(step)} chip=true />
            </p>
            <p class="peek-cause">{ view_sentence(&cause) }</p>
            <div class="peek-actions">
                <button type="button" class="button" onclick={store.on(|_| Action::StepSelectionMoved(-1))}>{ "Previous" }</button>
                <button type="button" class="button" onclick={store.on(|_| Action::StepSelectionMoved(1))}>{ "Next" }</button>
                <button type="button" class="button button-primary" onclick={store.on(|_| Action::PhoneTabChosen(PhoneTab::Why))}>{ "Show why" }</button>
            </div>
        </div>
    }
}
