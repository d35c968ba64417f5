//! Panel: the clock. Sessions as bars against one axis, and a now that can be dragged: a question, never stored, about
//! which sessions live at that moment and what each step would answer then.

mod answers;
mod drawing;
mod head;
mod rows;
mod scale;
mod words;

use std::rc::Rc;

use iam::Timestamp;
use simulator::{
    Outcome,
    clock::{Probe, SessionAt, probe, revocations, sessions_at},
};
use yew::prelude::*;

use crate::{
    browser::{drawn, resize},
    panels::steps,
    state::{Action, PhoneTab},
    store::{Store, use_store},
};
use drawing::Drawing;
pub(crate) use head::NOW;
use scale::Scale;

/// Windows lower than this have the clock folded at first.
const ROOMY: i32 = 860;

/// What is said while no step gives a session.
const EMPTY: &str = "No steps yet, so there is nothing to time. Add the first: its session then stands here as a bar, from when it is issued to when it expires, and every step says what it would answer at another moment.";

/// The moment that is asked about: the chosen one, else that of the chain's last step.
pub(super) fn now(chosen: Option<Timestamp>, outcome: &Outcome, start: Timestamp) -> Timestamp {
    chosen.unwrap_or_else(|| outcome.steps.last().map_or(start, |step| step.at))
}

/// The now, moved by so many seconds.
fn moved(store: &Store, seconds: i64) -> Action {
    let simulation = &store.simulation;
    let now = now(store.model().ui.now, &simulation.outcome, simulation.scenario.start.time);
    Action::NowMoved(Some(now.plus_seconds(seconds)))
}

/// What a key does that moves the now by so many minutes: nothing where the now is out of sight.
pub(crate) fn answer(store: &Store, minutes: i64) -> Option<Action> {
    drawn::is_shown(NOW).then(|| moved(store, minutes * 60))
}

/// The panel's root.
#[component]
pub(crate) fn Clock() -> Html {
    let store = use_store();
    let open = use_state(|| resize::viewport().1 >= ROOMY);
    let ui = &store.model().ui;
    // A phone shows it alone.
    let is_open = *open || ui.phone_tab == PhoneTab::Clock;
    let simulation = store.simulation.clone();
    let now = now(ui.now, &simulation.outcome, simulation.scenario.start.time);
    let asked = (simulation.clone(), now, is_open, ui.now.is_some());
    let found = use_memo(asked, |(simulation, now, is_open, is_asked)| {
        is_open.then(|| {
            let (scenario, outcome) = (&simulation.scenario, &simulation.outcome);
            Found {
                sessions: sessions_at(scenario, outcome, *now),
                // What each step would answer is shown once a moment was chosen.
                probe: is_asked.then(|| probe(scenario, outcome, *now)),
                revocations: revocations(scenario, outcome),
            }
        })
    });
    let on_fold = {
        let open = open.clone();
        Callback::from(move |_: MouseEvent| open.set(!*open))
    };
    let rows = use_memo(simulation.clone(), rows::rows);
    let scale = use_memo(simulation.clone(), |simulation| {
        Scale::of(&simulation.outcome, simulation.scenario.start.time)
    });
    html! {
        <section class={classes!("clock", is_open.then_some("clock-open"))} aria-label="Clock">
            { head::view(&store, now, &scale, is_open, on_fold) }
            if simulation.outcome.steps.is_empty() {
                if is_open {
                    <p class="panel-empty">{ EMPTY }</p>
                    { steps::view_first(&store) }
                }
            } else if let Some(found) = found.as_ref() {
                <div class="clock-scroll panel-scroll">
                    <Drawing rows={Rc::clone(&rows)} scale={*scale} {now} states={rows::states(&rows, &found.sessions)}
                        taken={rows::taken(&rows, &found.revocations)}
                        on_now={store.on(|now: Timestamp| Action::NowMoved(Some(now)))} />
                </div>
                { answers::view(&store, found.probe.as_ref()) }
            }
        </section>
    }
}

/// What is the case at the moment, and what was taken back over time.
struct Found {
    sessions: Vec<SessionAt>,
    probe: Option<Probe>,
    revocations: Vec<simulator::clock::Revocation>,
}

impl PartialEq for Found {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self, other)
    }
}
