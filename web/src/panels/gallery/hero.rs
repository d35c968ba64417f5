//! What this is in one sentence, and a refused chain whose duration can be changed at once.

use std::rc::Rc;

use yew::prelude::*;

use crate::{
    browser::focus_keeper,
    components::{Glyph, Icon, inspector::view_sentence},
    first_screen::{self, Trial, Try},
    panels::frame::strip,
    state::{Action, Opening, View},
    store::{Store, use_store},
};

/// The head of the first screen.
#[component]
pub(super) fn Hero() -> Html {
    let store = use_store();
    let chosen = use_state(|| 0);
    let screen = first_screen::shown();
    let trial = screen.trial.as_ref().and_then(|trial| Some((trial, trial.tries.get(*chosen)?)));
    let own = store.on(|_| Action::ViewChosen(View::OwnCase));
    let tour = store.on(|_| {
        focus_keeper::mark(None);
        Action::OpeningAsked(Opening::Tour)
    });
    html! {
        <section class="hero">
            <div class="hero-words">
                <h1>{ "See why AssumeRole is allowed or denied" }</h1>
                <p class="hero-lede">
                    { "Run a chain of AWS AssumeRole calls in your browser and see which policy or limit decides each one, what the error message leaves out, and what comes of a change. Nothing you type leaves this page." }
                </p>
                <div class="hero-ways">
                    <button type="button" class="button button-primary" onclick={own}>
                        <Icon glyph={Glyph::Paste} />{ "Paste your own case" }
                    </button>
                    <button type="button" class="button" id="tour-button" onclick={tour}>{ "Take a short tour" }</button>
                </div>
            </div>
            if let Some((trial, tried)) = trial { { view_trial(trial, tried, &chosen, &open(&store, trial, tried)) } }
        </section>
    }
}

fn open(store: &Store, trial: &Trial, tried: &Try) -> Callback<MouseEvent> {
    let (id, seconds) = (Rc::clone(&trial.id), tried.seconds);
    store.on(move |_| {
        Action::OpeningAsked(Opening::Example { id: Rc::clone(&id), seconds: Some(seconds) })
    })
}

fn view_trial(
    trial: &Trial,
    tried: &Try,
    chosen: &UseStateHandle<usize>,
    open: &Callback<MouseEvent>,
) -> Html {
    let verdict = tried.verdict;
    html! {
        <section class="trial" aria-label="An example to try">
            <div class="trial-strip">{ strip::view(&tried.strip, Some(tried.number), None) }</div>
            <div class="trial-ask">
                <span>{ format!("Hop {}, ", tried.number) }<code>{ "DurationSeconds" }</code></span>
                <div class="segments" role="group" aria-label="DurationSeconds">
                    { for trial.tries.iter().enumerate().map(|(index, one)| view_try(one.seconds, index, chosen)) }
                </div>
            </div>
            <div class={format!("trial-answer trial-answer-{}", verdict.class())} role="status">
                <p class="trial-cause"><strong class={format!("verdict-{}", verdict.class())}>{ verdict.word() }{ ". " }</strong>{ view_sentence(&tried.cause) }</p>
                if let Some(message) = &tried.message { <p class="trial-message mono">{ &**message }</p> }
            </div>
            <button type="button" class="button trial-open" onclick={open.clone()}>
                { "Open this chain" }<Icon glyph={Glyph::ArrowRight} />
            </button>
        </section>
    }
}

fn view_try(seconds: u32, index: usize, chosen: &UseStateHandle<usize>) -> Html {
    let pressed = (**chosen == index).to_string();
    let onclick = {
        let chosen = chosen.clone();
        Callback::from(move |_| chosen.set(index))
    };
    html! { <button type="button" class="segment" aria-pressed={pressed} {onclick}>{ format!("{seconds} s") }</button> }
}
