//! On a phone: the selected hop's verdict and its sentence, always in sight under the chain.

use simulator::{
    narrate::{self, Sentence},
    outcome::StepOutcome,
};
use yew::prelude::*;

use crate::{
    components::{inspector::view_sentence, verdict::VerdictLabel},
    state::{
        Action, InspectorTab, PhoneTab, facts,
        selectors::{self, Verdict},
    },
    store::Store,
};

fn selected(store: &Store) -> Option<(usize, &StepOutcome, Sentence)> {
    let simulation = &store.simulation;
    let index = selectors::selected_step(store.model(), Some(&simulation.outcome))?;
    let step = simulation.outcome.steps.get(index)?;
    Some((index, step, narrate::cause(&simulation.scenario, &simulation.outcome, step)))
}

/// The same in two lines, over the tab bar of every other part: what an edit does is seen where it is made.
pub(super) fn view_line(store: &Store) -> Html {
    let Some((index, step, cause)) = selected(store) else { return html! {} };
    let show = store.on(|_| Action::InspectorTabChosen(InspectorTab::Why));
    html! {
        <button type="button" class="phone-verdict" onclick={show}>
            <span class="phone-verdict-head">
                <span class="secondary">{ narrate::numbered(step, index) }</span>
                <VerdictLabel verdict={Verdict::of(step)} />
            </span>
            <span class="phone-verdict-cause">{ view_sentence(&cause) }</span>
        </button>
    }
}

/// The sheet.
pub(super) fn view(store: &Store) -> Html {
    let simulation = &store.simulation;
    let Some((index, step, cause)) = selected(store) else { return html! {} };
    html! {
        <div class="peek">
            <p class="peek-head">
                <span class="secondary">{ facts::ordinal(&simulation.outcome, index) }</span>
                <VerdictLabel verdict={Verdict::of(step)} chip=true />
            </p>
            <p class="peek-cause">{ view_sentence(&cause) }</p>
            <div class="peek-actions">
                if simulation.outcome.steps.len() > 1 {
                    <button type="button" class="button" onclick={store.on(|_| Action::StepSelectionMoved(-1))}>{ "Previous" }</button>
                    <button type="button" class="button" onclick={store.on(|_| Action::StepSelectionMoved(1))}>{ "Next" }</button>
                }
                <button type="button" class="button button-primary" onclick={store.on(|_| Action::PhoneTabChosen(PhoneTab::Why))}>{ "Show why" }</button>
            </div>
        </div>
    }
}
