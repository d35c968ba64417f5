//! What this is in one sentence, and a refused chain whose duration can be changed at once.

use std::rc::Rc;

use simulator::{Outcome, Scenario, narrate};
use yew::prelude::*;

use crate::{
    components::{Glyph, Icon, inspector::view_sentence},
    gallery::{self, FEATURED},
    panels::frame,
    state::{Action, FieldValue, Origin, StepField, View, selectors::Verdict},
    store::use_store,
};

/// The durations that can be tried, in seconds.
const TRIES: [i64; 2] = [7200, 3600];

/// The head of the first screen.
#[component]
pub(super) fn Hero() -> Html {
    let store = use_store();
    let seconds = use_state(|| TRIES[0]);
    let trial = use_memo(*seconds, |seconds| Trial::of(*seconds));
    let own = store.on(|_| Action::ViewChosen(View::OwnCase));
    html! {
        <section class="hero">
            <div class="hero-words">
                <h1>{ "See why AssumeRole is allowed or denied" }</h1>
                <p class="hero-lede">
                    { "Run a chain of AWS AssumeRole calls in your browser and see which policy or limit decides each one, what the error message leaves out, and what comes of a change. Nothing you type leaves this page." }
                </p>
                <button type="button" class="button button-primary hero-own" onclick={own}>
                    <Icon glyph={Glyph::Paste} />{ "Paste your own case" }
                </button>
            </div>
            if let Some(trial) = trial.as_ref() { { view_trial(trial, &seconds, &open(&store, trial)) } }
        </section>
    }
}

fn open(store: &crate::store::Store, trial: &Trial) -> Callback<MouseEvent> {
    let scenario = Rc::clone(&trial.scenario);
    store.on(move |_| Action::ScenarioOpened {
        scenario: Rc::clone(&scenario),
        origin: Origin::Example(FEATURED.into()),
    })
}

fn view_trial(trial: &Trial, seconds: &UseStateHandle<i64>, open: &Callback<MouseEvent>) -> Html {
    let step = &trial.outcome.steps[trial.step];
    let cause = narrate::cause(&trial.scenario, &trial.outcome, step);
    let message = narrate::cli_message(&trial.outcome, step).map(|message| message.text);
    let model = diagram::Model::new(&trial.scenario, &trial.outcome);
    let verdict = Verdict::of(step);
    html! {
        <section class="trial" aria-label="An example to try">
            <div class="trial-strip">{ frame::view_strip(&model, u32::try_from(trial.step + 1).ok(), None) }</div>
            <div class="trial-ask">
                <span>{ format!("Hop {}, ", trial.step + 1) }<code>{ "DurationSeconds" }</code></span>
                <div class="segments" role="group" aria-label="DurationSeconds">
                    { for TRIES.into_iter().map(|try_| view_try(try_, seconds)) }
                </div>
            </div>
            <div class={format!("trial-answer trial-answer-{}", verdict.class())} role="status">
                <p class="trial-cause"><strong class={format!("verdict-{}", verdict.class())}>{ verdict.word() }{ ". " }</strong>{ view_sentence(&cause) }</p>
                if let Some(message) = message { <p class="trial-message mono">{ message }</p> }
            </div>
            <button type="button" class="button trial-open" onclick={open.clone()}>
                { "Open this chain" }<Icon glyph={Glyph::ArrowRight} />
            </button>
        </section>
    }
}

fn view_try(try_: i64, seconds: &UseStateHandle<i64>) -> Html {
    let pressed = (**seconds == try_).to_string();
    let onclick = {
        let seconds = seconds.clone();
        Callback::from(move |_| seconds.set(try_))
    };
    html! { <button type="button" class="segment" aria-pressed={pressed} {onclick}>{ format!("{try_} s") }</button> }
}

/// The example with the refused hop's duration replaced.
struct Trial {
    scenario: Rc<Scenario>,
    outcome: Outcome,
    step: usize,
}

impl Trial {
    fn of(seconds: i64) -> Option<Self> {
        let example = gallery::example(FEATURED)?;
        let outcome = simulator::simulate(&example.scenario);
        let step = outcome.steps.iter().position(|step| Verdict::of(step) == Verdict::Denied)?;
        let mut scenario = (*example.scenario).clone();
        StepField::DurationSeconds.set(scenario.steps.get_mut(step)?, &FieldValue::Number(seconds));
        let outcome = simulator::simulate(&scenario);
        Some(Self { scenario: Rc::new(scenario), outcome, step })
    }
}
