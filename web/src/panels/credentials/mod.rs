//! Panel: what the selected step minted, and what that session carries.

mod key;
mod lifetime;
mod revoke;
mod session;
mod token;

use std::rc::Rc;

use simulator::outcome::{Caller, Minted};
use sts::{Session, SessionKind};
use yew::prelude::*;

use super::{
    step::{StepView, use_step},
    wanted::Wanted,
};
use crate::{
    chunks::Federation,
    components::{Glyph, Icon, inspector::Empty},
    state::{Action, facts},
};
use lifetime::Life;
use token::Token;

/// The panel's root.
#[component]
pub(crate) fn Credentials() -> Html {
    let (step, on_action) = use_step();
    match step {
        Some(step) => html! { <CredentialsStep {step} {on_action} /> },
        None => {
            html! { <Empty sentence="No steps yet. A hop that is allowed mints credentials, and this shows them." /> }
        }
    }
}

/// What the panel is given.
#[derive(Debug, Clone, PartialEq, Properties)]
pub(crate) struct Props {
    /// The step.
    pub(crate) step: StepView,
    /// What a person did.
    pub(crate) on_action: Callback<Action>,
}

/// The credentials of a step, else those that sign its call.
#[component]
pub(crate) fn CredentialsStep(props: &Props) -> Html {
    let result = props.step.result();
    match (&result.minted, &result.caller) {
        (Some(minted), _) => view_minted(props, minted),
        (None, caller) => view_none(props, caller.as_ref()),
    }
}

fn view_minted(props: &Props, minted: &Minted) -> Html {
    let hop = facts::origin(Some(props.step.index));
    html! {
        <div class="credentials">
            <div class="credentials-head">
                <h2>{ format!("Minted by {hop}") }</h2>
                <span class="chip">{ "simulated" }</span>
            </div>
            { key::view(&minted.credentials) }
            <Life step={props.step.clone()} minted_by={Some(props.step.index)} on_action={props.on_action.clone()} />
            <Token step={props.step.clone()} token={Rc::clone(&minted.credentials.session_token)}
                packed={minted.packed_policy_size} />
            { view_signed_request(&props.step) }
            { view_sign_in(&props.step, &minted.session) }
            { revoke::view(&props.step, &minted.session, &props.on_action) }
        </div>
    }
}

/// A call that these credentials sign.
fn view_signed_request(step: &StepView) -> Html {
    let (key, step) = (step.index, step.clone());
    let view = Callback::from(move |part: Federation| (part.view_signed_request)(step.clone()));
    html! {
        <section class="credentials-session" aria-label="Signed request">
            <h3>{ "A request signed with them" }</h3>
            <Wanted {key} words="Sign a request" {view} />
        </section>
    }
}

/// The way into the console, for credentials that its federation endpoint takes.
fn view_sign_in(step: &StepView, session: &Session) -> Html {
    use SessionKind::{AssumeRole, FederationToken, Saml, WebIdentity};
    if !matches!(session.kind, AssumeRole | Saml | WebIdentity | FederationToken) {
        return Html::default();
    }
    let (key, step) = (step.index, step.clone());
    let view = Callback::from(move |part: Federation| (part.view_sign_in)(step.clone()));
    html! {
        <section class="credentials-session" aria-label="Console sign-in link">
            <h3>{ "Console sign-in link of a custom broker" }</h3>
            <Wanted {key} words="Make the link" {view} />
        </section>
    }
}

fn view_none(props: &Props, caller: Option<&Caller>) -> Html {
    let Some(caller) = caller else {
        return html! { <Empty sentence="This step made no credentials, and nobody signed it." /> };
    };
    let name = facts::caller_name(caller);
    match &caller.session {
        Some(session) => view_calling(props, caller, session),
        None => html! {
            <Empty sentence={format!("This step made no credentials. {name} signs it without a session.")} />
        },
    }
}

fn view_calling(props: &Props, caller: &Caller, session: &Session) -> Html {
    let origin = facts::origin(caller.minted_by);
    let onclick = caller
        .minted_by
        .map(|index| props.on_action.reform(move |_: MouseEvent| Action::StepSelected(index)));
    html! {
        <div class="credentials">
            <p class="field-note">
                <Icon glyph={Glyph::Info} />
                <span>
                    { "This step made no credentials. It is signed with those of " }
                    <span class="nobr">
                        if onclick.is_some() {
                            <button type="button" class="link-button" {onclick}>{ origin }</button>
                        } else {
                            { origin }
                        }
                        { "." }
                    </span>
                </span>
            </p>
            <section class="credentials-session">
                <h2>{ "What the calling session carries" }</h2>
                { session::view(&props.step, session, caller.minted_by, None) }
            </section>
            <Life step={props.step.clone()} minted_by={caller.minted_by} on_action={props.on_action.clone()} />
        </div>
    }
}
