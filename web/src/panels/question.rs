//! View: whether the scenario of an address may take the place of the work in the workbench.

use yew::prelude::*;

use crate::{
    components::inspector::with_code,
    panels::{frame::top_bar, gallery::view_glyph},
    state::{Action, Place, selectors},
    store::use_store,
};

/// The view, for whoever may not name its parts: see `chunks.rs`.
pub(crate) fn view_question() -> Html {
    html! { <Question /> }
}

/// The view.
#[component]
fn Question() -> Html {
    let store = use_store();
    let Some(asked) = store.model().ui.asked.clone() else { return html! {} };
    let outcome = simulator::simulate_with(&asked.scenario, crate::chunks::verifiers());
    let glyph = diagram::glyph::glyph(&diagram::Model::new(&asked.scenario, &outcome));
    let what = match asked.place {
        Place::Link(_) => "The link holds",
        _ => "The address names",
    };
    let answer = |opens| store.on(move |_| Action::QuestionAnswered { opens });
    html! {
        <div class="gallery">
            { top_bar::view(&store, html! {}, Some(Vec::new())) }
            <main class="gallery-page question" data-region="" tabindex="-1">
                <h1 tabindex="-1">{ format!("Open “{}”?", iam::visible(&asked.scenario.title)) }</h1>
                <div class="question-chain">{ view_glyph(&glyph) }</div>
                <p>
                    { what }{ " this scenario: " }
                    { selectors::counted(asked.scenario.accounts.len(), "account") }{ ", " }
                    { selectors::counted(asked.scenario.steps.len(), "step") }{ "." }
                    if let Some(teaches) = &asked.scenario.teaches { { " " }{ with_code(teaches) } }
                </p>
                <p>
                    { "It takes the place of your work in the workbench, " }
                    <strong>{ &*store.model().scenario().title }</strong>
                    { ", which is set aside and can be gone back to." }
                </p>
                <p class="question-answers">
                    <button type="button" class="button button-primary" onclick={answer(true)}>{ "Open it" }</button>
                    <button type="button" class="button" onclick={answer(false)}>{ "Keep my work" }</button>
                </p>
            </main>
        </div>
    }
}
