//! The link with which a custom identity broker signs somebody in to the console by what a step minted.

use simulator::console::broker::{self, Refused, SignIn};
use yew::prelude::*;

use crate::{
    components::{
        copy_button::CopyButton,
        field::Field,
        inspector::{breakable, fact, fact_list},
    },
    panels::step::StepView,
    state::facts,
};

/// Properties of [`SignInLink`].
#[derive(PartialEq, Properties)]
pub(super) struct Props {
    pub(super) step: StepView,
}

/// The link with what the federation endpoint is asked for; nothing for credentials that the endpoint does not take.
#[component]
pub(super) fn SignInLink(props: &Props) -> Html {
    let seconds = use_state(String::new);
    let destination = use_state(String::new);
    let typed = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    let number = typed(&seconds).map(|text| text.trim().parse::<i64>());
    let asked = SignIn {
        session_duration: number.clone().and_then(Result::ok),
        destination: typed(&destination),
        ..SignIn::default()
    };
    let made =
        broker::sign_in(props.step.scenario(), props.step.outcome(), props.step.index, &asked);
    let error = match (&made, number) {
        (Err(Refused::NoCredentials | Refused::WrongCredentials), _) => return Html::default(),
        (_, Some(Err(_))) => Some("A whole number of seconds.".into()),
        (Err(refused), _) => Some(AttrValue::from(refused.reason())),
        (Ok(_), _) => None,
    };
    let on = |state: UseStateHandle<String>| {
        Callback::from(move |text: AttrValue| state.set(text.to_string()))
    };
    let (on_seconds, on_destination) = (on(seconds.clone()), on(destination.clone()));
    html! {
        <section class="credentials-session" aria-label="Console sign-in link">
            <h3>{ "Console sign-in link of a custom broker" }</h3>
            <Field id="sign-in-seconds" label="SessionDuration" limit="900 to 43200, of role sessions that do not chain"
                value={(*seconds).clone()} placeholder="until the credentials end" {error} on_input={on_seconds} />
            <Field id="sign-in-destination" label="Destination" limit="a page of the console"
                value={(*destination).clone()} placeholder="https://console.aws.amazon.com/" on_input={on_destination} />
            if let Ok(link) = made {
                <div class="field">
                    <div class="field-head">
                        <label class="field-label" for="sign-in-link">{ "Link" }</label>
                        <CopyButton text={link.url.clone()} what="sign-in link" />
                    </div>
                    <input class="input input-mono" id="sign-in-link" readonly=true value={link.url} />
                </div>
                { fact_list([
                    fact("Works until", html! { { facts::moment(link.url_expires) } }),
                    fact("Console session ends", html! { { facts::moment(link.session_expires) } }),
                    fact("Token asked for with", html! { <code>{ breakable(&link.request) }</code> }),
                ]) }
            }
        </section>
    }
}
