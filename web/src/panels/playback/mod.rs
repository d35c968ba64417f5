//! Panel: the checks of the chain one after the other, as the services make them, with the statement that decides.

pub(crate) mod sign;

use simulator::{
    narrate,
    outcome::DocumentSource,
    playback::{Moment, moments},
};
use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::{
    browser::{keyboard::Command, motion, scroll, timer},
    components::{Glyph, Icon},
    state::{Action, Played},
    store::{Simulation, Store, use_store},
};

/// Milliseconds for each check.
const PACE: u32 = 450;

/// What a key of the playback asks for.
pub(crate) fn answer(store: &Store, command: Command) -> Option<Action> {
    let all = moments(&store.simulation.outcome);
    let last = all.len().checked_sub(1)?;
    let played = store.model().ui.played;
    let at = played.map(|played| played.at.min(last));
    if command == Command::Leave {
        return at.map(|_| Action::PlaybackMoved(None));
    }
    let (to, runs) = match (command, at) {
        (Command::Check(by), Some(at)) => (at.saturating_add_signed(by).min(last), false),
        (Command::Check(by), None) => (if by > 0 { 0 } else { last }, false),
        // Whoever wants less motion goes from check to check.
        (Command::Play, at) if motion::is_reduced() => {
            (at.map_or(0, |at| (at + 1).min(last)), false)
        }
        (Command::Play, Some(at)) if at == last => (0, true),
        (Command::Play, Some(at)) => (at, !played.is_some_and(|played| played.runs)),
        (Command::Play, None) => (0, true),
        _ => return None,
    };
    Some(Action::PlaybackMoved(Some(played_at(&all, to, runs)?)))
}

fn played_at(all: &[Moment], at: usize, runs: bool) -> Option<Played> {
    let moment = all.get(at)?;
    Some(Played { at, step: moment.step, check: moment.check, runs })
}

/// The first check of a step.
pub(crate) fn from_step(simulation: &Simulation, step: usize) -> Option<Played> {
    let all = moments(&simulation.outcome);
    played_at(&all, all.iter().position(|moment| moment.step == step)?, false)
}

/// What stands beside the call in the drawing: its step, and the name of the check.
pub(crate) fn sign(simulation: &Simulation, played: Played) -> Option<(usize, String)> {
    let step = simulation.outcome.steps.get(played.step)?;
    let check = step.checks.get(played.check)?;
    Some((played.step, narrate::check_line(&simulation.outcome, step, check).name))
}

/// Whether there are checks to be played.
pub(crate) fn is_possible(simulation: &Simulation) -> bool {
    !moments(&simulation.outcome).is_empty()
}

/// What the key and the buttons that play are said to do now.
fn play_words(name: &str, runs: bool) -> String {
    match (runs, motion::is_reduced()) {
        (true, _) => "Pause (Space)".to_owned(),
        (false, false) => format!("{name} (Space)"),
        (false, true) => {
            format!("{name} (Space): one at a time, as your system asks for less motion")
        }
    }
}

/// What the key does now, as those who offer it show it.
pub(crate) fn offered(store: &Store) -> (Glyph, &'static str) {
    if runs(store) { (Glyph::Pause, "Pause the checks") } else { (Glyph::Play, "Play the checks") }
}

fn runs(store: &Store) -> bool {
    store.model().ui.played.is_some_and(|played| played.runs)
}

/// The button that begins it, and stops and goes on as the key does: its focus stays there.
pub(crate) fn view_button(store: &Store) -> Html {
    let (glyph, name) = offered(store);
    let onclick = {
        let store = store.clone();
        Callback::from(move |_: MouseEvent| {
            answer(&store, Command::Play).into_iter().for_each(|action| store.dispatch(action));
        })
    };
    html! {
        <button type="button" class="icon-button" aria-label={name} title={play_words("Play the checks", runs(store))}
            {onclick}><Icon {glyph} /></button>
    }
}

/// The panel's root: one line, while something is played.
#[component]
pub(crate) fn Playback() -> Html {
    let store = use_store();
    let all = use_memo(store.simulation.clone(), |simulation| moments(&simulation.outcome));
    let played = store.model().ui.played;
    let last = all.len().saturating_sub(1);
    let moment = played.and_then(|played| all.get(played.at.min(last)).copied());
    let runs = played.is_some_and(|played| played.runs);
    let at = played.map(|played| played.at.min(last));
    {
        let (store, all) = (store.clone(), std::rc::Rc::clone(&all));
        use_effect_with((at, runs), move |(at, runs)| {
            let waiting = at.filter(|_| *runs).map(|at| {
                timer::after(PACE, move || {
                    let next = (at + 1).min(last);
                    let played = played_at(&all, next, next < last);
                    store.dispatch(Action::PlaybackMoved(played));
                })
            });
            move || drop(waiting)
        });
    }
    use_effect_with(moment, |moment| {
        if let Some(moment) = moment {
            scroll::within(".inspector-panel", &format!("check-{}", moment.check));
        }
    });
    let (Some(moment), Some(at)) = (moment, at) else { return Html::default() };
    view(&store, &all, moment, at, runs)
}

fn view(store: &Store, all: &[Moment], moment: Moment, at: usize, runs: bool) -> Html {
    let outcome = &store.simulation.outcome;
    let Some(step) = outcome.steps.get(moment.step) else { return Html::default() };
    let Some(check) = step.checks.get(moment.check) else { return Html::default() };
    let line = narrate::check_line(outcome, step, check);
    let press = |glyph: Glyph, label: AttrValue, command: Command, possible: bool| {
        let store = store.clone();
        let onclick = Callback::from(move |_: MouseEvent| {
            answer(&store, command).into_iter().for_each(|action| store.dispatch(action));
        });
        let disabled = (!possible).then_some("true");
        html! { <button type="button" class="icon-button" aria-label={label.clone()} title={label} aria-disabled={disabled} {onclick}><Icon {glyph} /></button> }
    };
    let oninput = {
        let (store, all) = (store.clone(), all.to_vec());
        Callback::from(move |event: InputEvent| {
            let field: HtmlInputElement = event.target_unchecked_into();
            let to = field.value().parse().ok().and_then(|to| played_at(&all, to, false));
            to.into_iter().for_each(|to| store.dispatch(Action::PlaybackMoved(Some(to))));
        })
    };
    let name = narrate::numbered(step, moment.step);
    let words = format!("{name}, check {} of {}: {}", moment.number, moment.of, line.name);
    let close = store.on(|_: MouseEvent| Action::PlaybackMoved(None));
    html! {
        <div class="playback" role="group" aria-label="Playback of the checks">
            { press(Glyph::ArrowLeft, "The previous check (,)".into(), Command::Check(-1), at > 0) }
            { press(offered(store).0, play_words("Play", runs).into(), Command::Play, true) }
            { press(Glyph::ArrowRight, "The next check (.)".into(), Command::Check(1), at + 1 < all.len()) }
            <input class="playback-scrub" type="range" min="0" max={(all.len() - 1).to_string()} value={at.to_string()}
                aria-label="Check" aria-valuetext={words.clone()} {oninput} />
            <p class={classes!("playback-words", moment.refuses.then_some("playback-refuses"))} aria-live={if runs { "off" } else { "polite" }}>
                <Icon glyph={if moment.refuses { Glyph::Denied } else { Glyph::Check }} />
                <span><b>{ words }</b>{ " " }<span class="secondary">{ line.fact }</span></span>
            </p>
            { view_statement(store, moment) }
            <button type="button" class="icon-button" aria-label="End the playback" title="End the playback" onclick={close}><Icon glyph={Glyph::Close} /></button>
        </div>
    }
}

/// The statement that decides, as a way to it.
fn view_statement(store: &Store, moment: Moment) -> Html {
    let outcome = &store.simulation.outcome;
    let place = moment.statement.and_then(|statement| {
        let asked = outcome.steps.get(moment.step)?.authorizations.get(statement.authorization)?;
        asked.explanation.get(statement.node)?.place
    });
    let document: Option<&DocumentSource> =
        place.and_then(|place| outcome.document(place.document));
    let (Some(place), Some(document)) = (place, document) else { return Html::default() };
    let line = place.span.line_column(&document.text).line;
    let address = document.address.clone();
    let onclick = store.on(move |_: MouseEvent| Action::DocumentOpened {
        address: address.clone(),
        reveal: Some(place.span),
    });
    html! {
        <button type="button" class="link-button playback-statement" {onclick}>{ format!("{}, line {line}", document.name) }</button>
    }
}
