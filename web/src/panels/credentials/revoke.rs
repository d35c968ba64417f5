//! The way to revoke what a role has handed out.

use simulator::outcome::StepResult;
use sts::Session;
use yew::prelude::*;

use crate::{
    components::{Glyph, Icon},
    panels::{step::StepView, steps::revocation},
    state::{Action, facts},
};

/// The button, for sessions of a role that the scenario has.
pub(super) fn view(step: &StepView, session: &Session, on_action: &Callback<Action>) -> Html {
    let role = session.principal.arn.as_ref();
    let Some((account, name)) = role.and_then(|arn| revocation::role(step.scenario(), arn)) else {
        return Html::default();
    };
    let at = step.index + 1;
    let clicked = revocation::moment(step.scenario(), step.outcome(), at);
    let until = facts::time_beside(clicked.plus_seconds(30), step.scenario().start.time);
    let scenario = step.scenario().clone();
    let outcome = step.outcome().clone();
    let words = format!("Revoke older sessions of {name}");
    let onclick = on_action.reform(move |_: MouseEvent| {
        let step = revocation::step(&scenario, &outcome, at, account, &name);
        Action::StepAdded { at, step: Box::new(step) }
    });
    if !matches!(step.result().result, StepResult::Succeeded) {
        return Html::default();
    }
    html! {
        <section class="credentials-session" aria-label="Revocation">
            <h3>{ "Revocation" }</h3>
            <p class="secondary">
                { format!("As the console's “Revoke active sessions”: the next step denies everything to every session of the role that was \
                           issued before {until} UTC, half a minute ahead. Sessions chained from it are another role's and stay.") }
            </p>
            <button type="button" class="button" data-edits="" {onclick}><Icon glyph={Glyph::Lock} />{ words }</button>
        </section>
    }
}
