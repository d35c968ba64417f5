//! Panel: the events that the steps leave in each account's trail, and who was behind each.

mod record;

use std::rc::Rc;

use iam::AccountId;
use policy::json;
use simulator::audit::{self, Event};
use yew::prelude::*;

use crate::{
    components::{Glyph, Icon, copy_button::CopyButton, inspector::breakable},
    state::{Action, Subject, facts, selectors},
    store::{Simulation, Store, use_store},
};

pub(crate) use record::Record;

/// All events of a simulation, worked out once for it.
#[hook]
fn use_events(simulation: &Simulation) -> Rc<Vec<Event>> {
    use_memo(simulation.clone(), |simulation| {
        audit::events(&simulation.scenario, &simulation.outcome)
    })
}

/// The panel's root.
#[component]
pub(crate) fn Events() -> Html {
    let store = use_store();
    let events = use_events(&store.simulation);
    if events.is_empty() {
        return html! {
            <p class="panel-empty">{ "No step leaves an event in a trail. Calls to services do, unless they read or write data." }</p>
        };
    }
    let mut accounts: Vec<AccountId> = Vec::new();
    for event in events.iter() {
        if !accounts.contains(&event.account) {
            accounts.push(event.account);
        }
    }
    let days = events.iter().filter_map(|event| day(&store, event.step));
    let days: std::collections::BTreeSet<String> = days.collect();
    let one_day = days.first().filter(|_| days.len() == 1);
    let has_errors = events.iter().any(|event| event.record.get("errorCode").is_some());
    let steps = store.simulation.outcome.steps.len();
    let silent = (0..steps).filter(|index| !events.iter().any(|event| event.step == *index));
    let silent: Vec<String> = silent.map(|index| (index + 1).to_string()).collect();
    html! {
        <div class="panel-scroll">
            <table class="steps events">
                <caption class="hidden-text">{ "Events of the audit trail, account by account" }</caption>
                { view_head(has_errors, one_day) }
                { for accounts.iter().map(|account| view_account(&store, &events, *account, (has_errors, one_day.is_none()))) }
            </table>
            if !silent.is_empty() {
                <p class="field-note events-silent"><Icon glyph={Glyph::Info} />
                    <span>{ format!("No event of step {}: trails leave out data events, calls that were not made and callers that nobody knows, \
                             and the administrator's changes stand outside the scenario.", silent.join(", ")) }</span></p>
            }
        </div>
    }
}

/// The day on which a step happens: `2026-11-22`.
fn day(store: &Store, step: usize) -> Option<String> {
    let at = store.simulation.outcome.steps.get(step)?.at.to_string();
    at.get(..10).map(str::to_owned)
}

fn view_head(has_errors: bool, one_day: Option<&String>) -> Html {
    html! {
        <thead>
            <tr>
                <th scope="col">{ "Step" }</th>
                <th scope="col" class="events-time">
                    { "Time" }
                    if let Some(day) = one_day { <span class="meta events-day">{ day }</span> }
                </th>
                <th scope="col" class="events-name">{ "Event" }</th>
                <th scope="col">{ "Who" }</th>
                if has_errors { <th scope="col" class="events-error">{ "Error" }</th> }
                <th scope="col" class="events-origin">{ "Originally" }</th>
            </tr>
        </thead>
    }
}

/// The name of an account with its id, as far as there is one.
fn account_name(store: &Store, account: AccountId) -> String {
    let name = store.simulation.scenario.account(account).and_then(|known| known.name.clone());
    name.map_or_else(|| account.to_string(), |name| format!("{name}, {account}"))
}

fn view_account(
    store: &Store,
    events: &Rc<Vec<Event>>,
    account: AccountId,
    (has_errors, has_days): (bool, bool),
) -> Html {
    let own: Vec<Event> = events.iter().filter(|event| event.account == account).cloned().collect();
    let all = json::print(&audit::records(&own));
    let name = account_name(store, account);
    html! {
        <tbody key={account.to_string()}>
            <tr class="events-account">
                <th scope="rowgroup" colspan={if has_errors { "6" } else { "5" }}>
                    <span class="events-account-line">
                        <span>{ format!("{name}: {}", selectors::counted(own.len(), "event")) }</span>
                        <CopyButton text={all} what={format!("events of account {account}")} />
                    </span>
                </th>
            </tr>
            { for own.iter().map(|event| view_event(store, event, (has_errors, has_days))) }
        </tbody>
    }
}

fn view_event(store: &Store, event: &Event, (has_errors, has_days): (bool, bool)) -> Html {
    let outcome = &store.simulation.outcome;
    let (step, account) = (event.step, event.account);
    let Some(result) = outcome.steps.get(step) else { return Html::default() };
    let open =
        store.on(move |_: MouseEvent| Action::SubjectChosen(Subject::Event { step, account }));
    let select = store.on(move |_: MouseEvent| Action::StepSelected(step));
    let selected = selectors::selected_step(store.model(), Some(outcome)) == Some(step);
    let text = |name: &str| event.record.get(name).and_then(|value| value.as_str());
    let name = text("eventName").unwrap_or_default();
    let who = record::who(&event.record);
    let shared = text("sharedEventID").is_some();
    html! {
        <tr class={classes!("step", selected.then_some("step-selected"))} onclick={select}>
            <td>{ step + 1 }</td>
            <td class="events-time" title={facts::moment(result.at)}>
                { selectors::clock(result.at) }
                if has_days { <span class="meta events-day">{ day(store, step) }</span> }
            </td>
            <td class="events-name">
                <button type="button" class="link-button events-open" onclick={open}>
                    { breakable(name) }<span class="hidden-text">{ format!(" of {}, record", facts::numbered_within(outcome, step)) }</span>
                </button>
                if shared { <span class="meta events-shared" title="The other account has a copy with the same sharedEventID">{ "shared" }</span> }
            </td>
            <td class="steps-target" title={who.clone()}>{ breakable(selectors::short_name(&who)) }</td>
            if has_errors {
                <td class="events-error">
                    if let Some(code) = text("errorCode") {
                        <span class="verdict verdict-deny"><Icon glyph={Glyph::Denied} />{ breakable(code) }</span>
                    }
                </td>
            }
            <td class="events-origin">{ breakable(&record::originally(outcome, step)) }</td>
        </tr>
    }
}
