//! A call that is signed with what a step minted, as it travels; changed, or pasted from elsewhere, it is answered as the
//! service answers it. What is so is decided in `simulator::signed_request`.

use iam::Timestamp;
use simulator::{
    outcome::Minted,
    signed_request::{Asks, Carried, check, signed},
};
use sts::signature::HttpRequest;
use web_sys::{HtmlSelectElement, HtmlTextAreaElement};
use yew::prelude::*;

use crate::{
    components::{Glyph, Icon, copy_button::CopyButton, field::Field, inspector::with_code},
    panels::step::StepView,
    state::facts,
};

/// Properties of [`SignedRequest`].
#[derive(PartialEq, Properties)]
pub(super) struct Props {
    pub(super) step: StepView,
}

/// The request, when it arrives, and what is answered.
#[component]
pub(super) fn SignedRequest(props: &Props) -> Html {
    let link = use_state(|| false);
    let typed = use_state(|| None::<String>);
    // Until somebody says otherwise it arrives when the step is made.
    let stated = use_state(|| None::<String>);
    let arrives = (*stated).clone().unwrap_or_else(|| props.step.result().at.to_string());
    let Some(minted) = &props.step.result().minted else { return Html::default() };
    let carried = if *link { Carried::Link } else { Carried::Header };
    let own = as_text(minted, props.step.result().at, carried);
    let text = (*typed).clone().unwrap_or_else(|| own.clone());
    let at = arrives.trim().parse::<Timestamp>();
    let onchange = {
        let (link, typed) = (link.clone(), typed.clone());
        Callback::from(move |event: Event| {
            let field: HtmlSelectElement = event.target_unchecked_into();
            link.set(field.value() == "link");
            typed.set(None);
        })
    };
    let oninput = {
        let typed = typed.clone();
        Callback::from(move |event: InputEvent| {
            let field: HtmlTextAreaElement = event.target_unchecked_into();
            typed.set(Some(field.value()));
        })
    };
    let on_arrives = {
        let stated = stated.clone();
        Callback::from(move |text: AttrValue| stated.set(Some(text.to_string())))
    };
    let error = at.is_err().then_some("A moment such as 2026-11-22T10:00:00Z.");
    html! {
        <div class="signing">
            <div class="field">
                <label class="field-label" for="signed-as">{ "GetCallerIdentity, signed" }</label>
                <select class="input" id="signed-as" {onchange}>
                    <option value="header" selected={!*link}>{ "in the header Authorization" }</option>
                    <option value="link" selected={*link}>{ "in a presigned link" }</option>
                </select>
            </div>
            <Field id="signed-arrives" label="Arrives at" limit="within 15 minutes of the signature"
                value={arrives.clone()} {error} on_input={on_arrives} />
            <div class="field">
                <div class="field-head">
                    <label class="field-label" for="signed-request">{ "Request" }</label>
                    <CopyButton text={text.clone()} what="signed request" />
                </div>
                <textarea id="signed-request" class="input input-mono token-field" rows="8" spellcheck="false" autocomplete="off"
                    aria-describedby="signed-request-note" value={text.clone()} {oninput} />
                <div id="signed-request-note" role="status">
                    if let Ok(at) = at { { view_answer(&props.step, minted, &text, at) } }
                </div>
                if text != own {
                    <button type="button" class="button token-back" onclick={Callback::from(move |_: MouseEvent| typed.set(None))}>
                        <Icon glyph={Glyph::Undo} />{ "Back to what was signed" }</button>
                }
            </div>
        </div>
    }
}

fn as_text(minted: &Minted, at: Timestamp, carried: Carried) -> String {
    let request = signed(minted, at, carried);
    match carried {
        Carried::Header => request.lines(),
        Carried::Link => request.address(),
    }
}

fn view_answer(step: &StepView, minted: &Minted, text: &str, at: Timestamp) -> Html {
    let bad = |text: String| {
        html! { <p class="field-note field-note-bad"><Icon glyph={Glyph::Error} /><span>{ with_code(&text) }</span></p> }
    };
    let request = match HttpRequest::read(text) {
        Ok(request) => request,
        Err(reason) => return bad(format!("This is no request: {reason}.")),
    };
    let assumptions = &step.scenario().assumptions;
    match check(step.outcome(), assumptions, &minted.session, &request, at) {
        Ok(verified) => {
            let whose = facts::numbered_within(step.outcome(), verified.step);
            let then = match &verified.asks {
                Asks::CallerIdentity => ", and the call is accepted.".to_owned(),
                Asks::Other(action) => format!(". Whether {action} is allowed is another question: ask it as a step."),
                Asks::Nothing => ", but the request names no Action.".to_owned(),
                Asks::AnotherService => ", but its host is no endpoint of STS: this is what STS would say of the signature.".to_owned(),
            };
            html! {
                <p class="field-note token-opens"><Icon glyph={Glyph::Check} />
                    <span>{ format!("The signature is that of the session of {whose}{then}") }</span></p>
            }
        }
        Err(refusal) => bad(format!("{} ({}): {}", refusal.code, refusal.status, refusal.message)),
    }
}
