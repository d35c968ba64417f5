//! One event in full: who was behind it, the record as a trail has it, and the copy that another account got.

use std::rc::Rc;

use iam::AccountId;
use policy::json::{self, Value};
use simulator::{
    Outcome,
    audit::{self, Event, Who},
};
use yew::prelude::*;

use super::{account_name, use_events};
use crate::{
    components::{
        Glyph, Icon,
        copy_button::CopyButton,
        inspector::{breakable, fact, fact_list},
    },
    panels::subject_head,
    state::{Action, Subject, facts, selectors},
    store::{Store, use_store},
};

/// Properties of [`Record`].
#[derive(PartialEq, Properties)]
pub(crate) struct Props {
    /// The step that left it.
    pub(crate) step: usize,
    /// The account whose trail it is in.
    pub(crate) account: AccountId,
}

/// The panel's root.
#[component]
pub(crate) fn Record(props: &Props) -> Html {
    let store = use_store();
    let events = use_events(&store.simulation);
    let of_step = || events.iter().filter(|event| event.step == props.step);
    let Some(event) = of_step().find(|event| event.account == props.account) else {
        return html! {
            <section class="subject" aria-label="Event">
                { subject_head::view(&store, Glyph::Event, "No event any more", "event", None, Html::default()) }
                <p class="panel-empty">{ "The step leaves no such event as it now stands." }</p>
            </section>
        };
    };
    let text = json::print(&event.record);
    let name = event.record.get("eventName").and_then(Value::as_str).unwrap_or_default().to_owned();
    let title =
        format!("{name} of {}", facts::numbered_within(&store.simulation.outcome, props.step));
    let place = format!("event of {}", account_name(&store, props.account));
    let tools = html! { <CopyButton text={text.clone()} what="record" /> };
    let others: Vec<&Event> = of_step().filter(|other| other.account != props.account).collect();
    html! {
        <section class="subject" aria-label={title.clone()}>
            { subject_head::view(&store, Glyph::Event, &title, &place, None, tools) }
            <div class="panel-scroll event-record">
                { view_origin(&store, props.step) }
                { for others.into_iter().map(|other| view_other(&store, other)) }
                <pre tabindex="0" role="region" aria-label="Record">{ text }</pre>
            </div>
        </section>
    }
}

/// Who the record says called.
pub(super) fn who(record: &Value) -> String {
    let identity = record.get("userIdentity");
    let members = ["arn", "userName", "invokedBy", "principalId", "type"];
    let said = members.iter().find_map(|name| identity?.get(name)?.as_str());
    said.unwrap_or("nobody known").to_owned()
}

/// Who began, in a name.
pub(super) fn originally(outcome: &Outcome, step: usize) -> String {
    match audit::origin(outcome, step).map(|origin| origin.who) {
        Some(Who::User(arn)) => selectors::short_name(&arn).to_owned(),
        Some(Who::Root(arn)) => {
            let account = arn.split(':').nth(4).unwrap_or_default();
            format!("root of {account}")
        }
        Some(Who::Service { name, workload }) => workload
            .map_or_else(|| name.to_string(), |known| selectors::short_name(&known).to_owned()),
        Some(Who::Federated { provider, subject }) if subject.is_empty() => {
            selectors::short_name(&provider).to_owned()
        }
        Some(Who::Federated { subject, .. }) => subject.to_string(),
        Some(Who::Given(name)) => format!("{}, as given", selectors::short_name(&name)),
        Some(Who::Anonymous) => "nobody in particular".to_owned(),
        None => "unknown".to_owned(),
    }
}

/// Who was this, originally: from the call back to the human or workload, hop by hop.
fn view_origin(store: &Store, step: usize) -> Html {
    let outcome = &store.simulation.outcome;
    let Some(origin) = audit::origin(outcome, step) else { return Html::default() };
    let who: Rc<str> = match &origin.who {
        Who::User(name) | Who::Root(name) | Who::Given(name) => Rc::clone(name),
        Who::Service { name, workload: None } => Rc::clone(name),
        Who::Service { name, workload: Some(workload) } => format!("{workload}, by {name}").into(),
        Who::Federated { provider, subject } if subject.is_empty() => Rc::clone(provider),
        Who::Federated { provider, subject } => format!("{subject} of {provider}").into(),
        Who::Anonymous => "nobody in particular".into(),
    };
    let mut facts = vec![fact("Originally", html! { <b>{ breakable(&who) }</b> })];
    if matches!(origin.who, Who::Given(_)) {
        facts.push(fact("Before", html! { { "Who is behind the session that the scenario begins with stands in another trail." } }));
    }
    for link in origin.links.iter().rev() {
        let index = link.step;
        let onclick = store.on(move |_: MouseEvent| Action::StepSelected(index));
        facts.push(fact(
            crate::state::facts::session_kind(link.kind),
            html! {
                <>
                    <button type="button" class="link-button" {onclick}>{ crate::state::facts::numbered(outcome, index) }</button>
                    { " gave " }<code>{ breakable(&link.session) }</code>
                </>
            },
        ));
    }
    if let Some(identity) = &origin.source_identity {
        facts.push(fact("Source identity", html! { <code>{ breakable(identity) }</code> }));
    }
    html! {
        <section aria-label="Who was this, originally?">
            <h3 class="event-heading"><Icon glyph={Glyph::Fingerprint} />{ "Who was this, originally?" }</h3>
            { fact_list(facts) }
        </section>
    }
}

/// The way to the same call in another account's trail.
fn view_other(store: &Store, event: &Event) -> Html {
    let (step, account) = (event.step, event.account);
    let onclick =
        store.on(move |_: MouseEvent| Action::SubjectChosen(Subject::Event { step, account }));
    html! {
        <p class="field-note"><Icon glyph={Glyph::Info} />
            <span>
                { "The same call is in the trail of " }
                <button type="button" class="link-button" {onclick}>{ account_name(store, account) }</button>
                { ", under the same sharedEventID." }
            </span>
        </p>
    }
}
