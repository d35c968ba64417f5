//! Which hop, who calls what, the verdict and its cause in a sentence.

use yew::prelude::*;

use crate::{
    components::{
        Glyph, Icon,
        inspector::{breakable, view_sentence},
        verdict::VerdictLabel,
    },
    panels::step::StepView,
    state::{facts, selectors::Verdict},
};

pub(super) fn view(step: &StepView) -> Html {
    let result = step.result();
    let cause = step.cause();
    html! {
        <>
            <div class="why-kicker">
                <span>{ facts::ordinal(step.outcome(), step.index) }</span>
                { step.view_called() }
                <VerdictLabel verdict={Verdict::of(result)} chip=true />
            </div>
            { view_title(step) }
            <p class="why-cause">{ view_sentence(&cause) }</p>
            { view_before_edit(step) }
        </>
    }
}

fn view_title(step: &StepView) -> Html {
    let result = step.result();
    let caller = result.caller.as_ref().map(facts::caller_name);
    let (from, to) = match (caller, result.is_change) {
        (Some(caller), _) => (caller, facts::target_name(&result.target)),
        (None, true) => ("Administrator".to_owned(), facts::target_name(&result.target)),
        (None, false) => ("No credentials".to_owned(), facts::target_name(&result.target)),
    };
    let full_from = result.caller.as_ref().map(|caller| caller.principal.display_arn().to_owned());
    let full_to = facts::target_in_full(&result.target).map(|name| name.to_string());
    html! {
        <>
            <h2 class="why-title">
                <span title={full_from.clone()}>{ breakable(&from) }</span>
                <Icon glyph={Glyph::ArrowRight} />
                <span class="hidden-text">{ "to" }</span>
                <span title={full_to.clone()}>{ breakable(&to) }</span>
            </h2>
            if let Some(full) = full_to {
                <p class="why-full mono">{ breakable(&full) }</p>
            }
        </>
    }
}

/// While a document does not parse: what the step came to before.
fn view_before_edit(step: &StepView) -> Html {
    match step.before_edit() {
        Some((_, before)) => html! {
            <p class="why-before">
                <span>{ "Before your edit:" }</span>
                <VerdictLabel verdict={Verdict::of(before)} />
            </p>
        },
        None => Html::default(),
    }
}
