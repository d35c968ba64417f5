//! The session token, opened: what it carries stands in the token itself. One that was changed, cut, or made in another
//! scenario is refused as the service refuses it.

use std::rc::Rc;

use sts::{Session, StsError, TokenError};
use web_sys::HtmlTextAreaElement;
use yew::prelude::*;

use super::session;
use crate::{
    components::{Glyph, Icon},
    panels::step::StepView,
    state::facts,
};

/// Properties of [`Token`].
#[derive(PartialEq, Properties)]
pub(super) struct Props {
    /// The step that is looked at.
    pub(super) step: StepView,
    /// The token that it minted.
    pub(super) token: Rc<str>,
    /// How much of what policies and tags may take was taken.
    pub(super) packed: Option<u32>,
}

/// The field and what is in the token.
#[component]
pub(super) fn Token(props: &Props) -> Html {
    // What was typed over which token: another step's token puts it away.
    let typed = use_state(|| None::<(Rc<str>, AttrValue)>);
    let text = match &*typed {
        Some((over, text)) if *over == props.token => text.clone(),
        _ => AttrValue::from(Rc::clone(&props.token)),
    };
    let oninput = {
        let (typed, over) = (typed.clone(), Rc::clone(&props.token));
        Callback::from(move |event: InputEvent| {
            let field: HtmlTextAreaElement = event.target_unchecked_into();
            typed.set(Some((Rc::clone(&over), field.value().into())));
        })
    };
    let is_own = *text == *props.token;
    let back = Callback::from(move |_: MouseEvent| typed.set(None));
    let seed = props.step.scenario().seed.clone().unwrap_or_default();
    let opened = sts::open(text.trim(), &seed);
    let limit = format!("{} characters", text.trim().len());
    html! {
        <section class="credentials-session" aria-label="Session token, opened">
            <div class="field">
                <div class="field-head">
                    <h3><label for="session-token">{ "Session token, opened" }</label></h3>
                    <span class="field-limit">{ limit }</span>
                </div>
                <textarea id="session-token" class="input input-mono token-field" rows="4" spellcheck="false" autocomplete="off"
                    aria-describedby="session-token-note" aria-invalid={opened.is_err().then_some("true")} value={text} {oninput} />
                <div id="session-token-note" role="status">{ view_verdict(props, &opened, is_own) }</div>
                if !is_own {
                    <button type="button" class="button token-back" onclick={back}><Icon glyph={Glyph::Undo} />{ "Back to the token of this hop" }</button>
                }
            </div>
            if let Ok(session) = &opened {
                { session::view(&props.step, session, minted_by(props, session), props.packed.filter(|_| is_own)) }
            }
        </section>
    }
}

/// The step whose session it is.
fn minted_by(props: &Props, session: &Session) -> Option<usize> {
    let minted = |index: &usize| {
        let step = props.step.outcome().steps.get(*index);
        step.and_then(|step| step.minted.as_ref()).is_some_and(|minted| *minted.session == *session)
    };
    let all = 0..props.step.outcome().steps.len();
    Some(props.step.index).filter(minted).or_else(|| all.into_iter().find(minted))
}

fn view_verdict(props: &Props, opened: &Result<Session, TokenError>, is_own: bool) -> Html {
    match opened {
        Ok(session) => {
            let whose = match minted_by(props, session) {
                Some(_) if is_own => String::new(),
                Some(index) => {
                    format!(
                        " It is that of {}.",
                        facts::numbered_within(props.step.outcome(), index)
                    )
                }
                None => " No step of this scenario makes it as it now stands.".to_owned(),
            };
            html! {
                <p class="field-note token-opens"><Icon glyph={Glyph::Check} />
                    <span>{ format!("Sealed in this scenario and unchanged.{whose} This is what it carries:") }</span></p>
            }
        }
        Err(reason) => {
            let refusal = StsError::invalid_client_token();
            html! {
                <p class="field-note field-note-bad"><Icon glyph={Glyph::Error} />
                    <span>{ format!("{} ({}): {} It is {reason}.", refusal.code, refusal.status, refusal.message) }</span></p>
            }
        }
    }
}
