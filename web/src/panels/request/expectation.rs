//! What the scenario expects of the step, whether it holds, and a button that expects what happens now.

use simulator::{
    expectation::result_of,
    narrate,
    outcome::{Difference, StepOutcome},
    scenario::{Expectation, Layout},
};
use yew::prelude::*;

use super::Form;
use crate::{
    components::{Glyph, Icon},
    state::Action,
};

pub(super) fn view(form: &Form) -> Html {
    let step = form.step.index;
    let expect = |expectation: Option<Expectation>| {
        form.on_action.reform(move |_: MouseEvent| Action::StepExpectationEdited {
            step,
            expectation: expectation.clone(),
        })
    };
    let known = form.step.step().expect.is_some();
    let holds = form.step.result().differences.as_ref().is_some_and(Vec::is_empty);
    html! {
        <fieldset class="request-group" id="field-expect">
            <legend>{ "Expectation" }</legend>
            { view_state(form) }
            <div class="request-ways">
                if !holds {
                    <button type="button" class="button" data-edits="" onclick={expect(Some(present(form.step.result())))}>
                        { "Expect what happens now" }
                    </button>
                }
                if known {
                    <button type="button" class="button" data-edits="" onclick={expect(None)}>{ "Expect nothing" }</button>
                }
            </div>
        </fieldset>
    }
}

fn view_state(form: &Form) -> Html {
    let expected = form.step.step().expect.as_ref().map(words).unwrap_or_default();
    match &form.step.result().differences {
        None => html! { <p class="secondary">{ "Nothing is expected of this step." }</p> },
        Some(differences) if differences.is_empty() => html! {
            <p class="expectation expectation-holds"><Icon glyph={Glyph::Check} /><span>{ format!("Holds: {expected}") }</span></p>
        },
        Some(differences) => html! {
            <ul class="expectation-list">{ for differences.iter().map(view_difference) }</ul>
        },
    }
}

fn view_difference(difference: &Difference) -> Html {
    html! {
        <li class="expectation expectation-broken">
            <Icon glyph={Glyph::Warning} />
            <span>{ narrate::difference(difference) }</span>
        </li>
    }
}

/// An expectation in short: `refused, AccessDenied, blocked by trust`.
pub(crate) fn words(expectation: &Expectation) -> String {
    let blocked = expectation.blocked_by.as_ref().map(|kinds| {
        let names: Vec<&str> = kinds.iter().map(|kind| kind.as_str()).collect();
        format!("blocked by {}", names.join(" and "))
    });
    let parts = [
        expectation.result.map(|result| result.as_str().to_owned()),
        expectation.error.as_ref().map(ToString::to_string),
        expectation.decision.map(|decision| decision.as_str().to_owned()),
        blocked,
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

/// An expectation that what happens now meets.
pub(crate) fn present(result: &StepOutcome) -> Expectation {
    let refused = result.refused_authorization();
    Expectation {
        result: Some(result_of(result)),
        error: result.error().map(|error| error.code.into()),
        authorization: refused.map(|known| known.action.as_str().into()),
        decision: refused.map(|known| known.decision),
        blocked_by: refused.map(|known| known.blocked_by.iter().collect()),
        layout: Layout::default(),
    }
}
