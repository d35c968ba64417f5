//! Panel: what a step presents to the service, issued by a simulated provider or pasted with the real one's keys, and what
//! is in it. A part of the page of its own, together with what checks signatures.

mod draft;
mod form;
mod opened;
mod sign_in;
mod signed_request;

use yew::prelude::*;

use super::step::StepView;
use crate::state::Action;

/// The form of a step that presents a token or an assertion.
pub(crate) fn view_signing(step: StepView, on_action: Callback<Action>) -> Html {
    html! { <form::SigningForm {step} {on_action} /> }
}

/// The signed text of a step, opened.
pub(crate) fn view_opened(step: &StepView) -> Html {
    opened::view(step)
}

/// The link with which a custom identity broker signs somebody in to the console.
pub(crate) fn view_sign_in(step: StepView) -> Html {
    let key = step.step().id.to_string();
    html! { <sign_in::SignInLink {key} {step} /> }
}

/// A call that is signed with what a step minted, and what the service says to one.
pub(crate) fn view_signed_request(step: StepView) -> Html {
    let key = step.step().id.to_string();
    html! { <signed_request::SignedRequest {key} {step} /> }
}
