//! How long the session lasts and why, who still uses it, and until when each of those steps would still succeed.

use std::rc::Rc;

use simulator::{
    lifetime::{self, Holds, Lifetime},
    narrate,
    outcome::StepResult,
};
use yew::prelude::*;

use crate::{
    browser::timer,
    components::inspector::{fact, fact_list},
    panels::step::StepView,
    state::{Action, facts},
};

/// More steps than this that use one session are counted, not followed: each is run again at many moments.
const FOLLOWED: usize = 8;

/// Properties of [`Life`].
#[derive(PartialEq, Properties)]
pub(super) struct Props {
    /// The step that is looked at.
    pub(super) step: StepView,
    /// The step that minted the session; nothing for the one that the scenario begins with.
    pub(super) minted_by: Option<usize>,
    /// What a person did.
    pub(super) on_action: Callback<Action>,
}

/// The section; nothing where the session is not there.
#[component]
pub(super) fn Life(props: &Props) -> Html {
    let lives = lifetime::lifetimes(props.step.outcome());
    let life = lives.into_iter().find(|life| life.step == props.minted_by);
    life.map_or_else(Html::default, |life| view(props, &life))
}

fn view(props: &Props, life: &Lifetime) -> Html {
    let seconds = life.expires.seconds() - life.issued.seconds();
    let left = life.uses.len().saturating_sub(FOLLOWED);
    let until = |index: usize| html! { <Until step={props.step.clone()} {index} /> };
    html! {
        <section class="credentials-session" aria-label="How long it lasts">
            <h3>{ "How long it lasts" }</h3>
            <div>
                { view_bar(props, life) }
                <p class="life-ends meta">
                    <span>{ format!("issued {} UTC", clock(props, life.issued)) }</span>
                    <span>{ format!("ends {} UTC", clock(props, life.expires)) }</span>
                </p>
            </div>
            { fact_list([
                fact("Lasts", html! { { format!("{seconds} s ({})", facts::duration_in_words(seconds)) } }),
                fact("Because", html! { { because(life, seconds) } }),
            ].into_iter().chain(life.step.map(|index| fact("Call made later", html! { <span class="life-later">{ until(index) }</span> })))) }
            <h4 class="life-heading">{ "Used by" }</h4>
            if life.uses.is_empty() { <p class="secondary">{ "No step calls with it." }</p> }
            <ul class="life-uses">
                { for life.uses.iter().take(FOLLOWED).map(|used| view_use(props, used.step, used.left, until)) }
                if left > 0 { <li class="secondary">{ format!("and {left} more") }</li> }
            </ul>
        </section>
    }
}

fn clock(props: &Props, at: iam::Timestamp) -> String {
    facts::time_beside(at, props.step.scenario().start.time)
}

/// What the length came from, and what would have been possible.
fn because(life: &Lifetime, seconds: i64) -> String {
    let possible = life
        .longest
        .filter(|longest| *longest > seconds)
        .map(|longest| {
            format!(" {longest} s ({}) were possible.", facts::duration_in_words(longest))
        })
        .unwrap_or_default();
    format!("{}{possible}", narrate::bound(life.bounded_by))
}

/// Milliseconds without an edit before it is worked out until when a step would succeed: the chain is run again for it at
/// every moment at which something could change.
const PAUSE: u32 = 200;

/// Properties of [`Until`].
#[derive(PartialEq, Properties)]
struct UntilProps {
    /// The step that is looked at, with the whole chain.
    step: StepView,
    /// The step that would come later.
    index: usize,
}

/// Until when a step would still succeed, in words; worked out once nobody edits any more.
#[component]
fn Until(props: &UntilProps) -> Html {
    let found = use_state(|| None::<Holds>);
    let set = found.setter();
    use_effect_with((props.step.clone(), props.index), move |(step, index)| {
        set.set(None);
        let (step, index) = (step.clone(), *index);
        let waiting = timer::after(PAUSE, move || {
            set.set(Some(lifetime::holds(step.scenario(), step.outcome(), index)));
        });
        move || drop(waiting)
    });
    match *found {
        Some(holds) => html! { { words(&props.step, props.index, holds) } },
        None => html! { { "…" } },
    }
}

/// Until when a step would still succeed, or what it comes to as it is.
fn words(step: &StepView, index: usize, holds: Holds) -> String {
    match holds {
        Holds::NotNow => match step.outcome().steps.get(index).map(|step| &step.result) {
            Some(StepResult::Refused(refusal)) => format!("is refused: {}", refusal.error.code),
            Some(StepResult::NotReached { .. }) => "is not reached".to_owned(),
            _ => "does not succeed as it is".to_owned(),
        },
        Holds::Always => "would succeed at any later time".to_owned(),
        Holds::Until { moment, session_ends } => {
            let why = if session_ends { ", when its caller's session ends" } else { "" };
            let moment = facts::time_beside(moment, step.scenario().start.time);
            format!("would succeed before {moment} UTC{why}")
        }
        Holds::Unknown => "succeeds; until when cannot be told".to_owned(),
    }
}

fn view_use(props: &Props, index: usize, left: i64, until: impl Fn(usize) -> Html) -> Html {
    let outcome = props.step.outcome();
    let Some(step) = outcome.steps.get(index) else { return Html::default() };
    let onclick = props.on_action.reform(move |_: MouseEvent| Action::StepSelected(index));
    let action = Rc::<str>::from(step.action.as_str());
    let left = match left {
        left if left < 0 => format!("{} after its end", facts::duration_in_words(-left)),
        left => format!("{} left", facts::duration_in_words(left)),
    };
    html! {
        <li>
            <button type="button" class="link-button" {onclick}>{ facts::numbered(outcome, index) }</button>
            <span>{ " " }<code>{ action }</code>{ format!(" at {}, {left}", clock(props, step.at)) }</span>
            <span class="secondary life-until">{ until(index) }</span>
        </li>
    }
}

/// The session's life as a bar with a mark where each step uses it; the same stands in words below.
fn view_bar(props: &Props, life: &Lifetime) -> Html {
    let length = (life.expires.seconds() - life.issued.seconds()).max(1);
    let marks = life.uses.iter().filter_map(|used| {
        let elapsed = length - used.left;
        let at = (0..=length).contains(&elapsed).then(|| elapsed * 1000 / length)?;
        let is_shown = used.step == props.step.index;
        Some(html! {
            <line class={if is_shown { "life-mark life-mark-shown" } else { "life-mark" }}
                x1={at.to_string()} x2={at.to_string()} y1="0" y2="10" />
        })
    });
    html! {
        <svg class="life-bar" viewBox="-4 0 1008 10" preserveAspectRatio="none" aria-hidden="true" focusable="false">
            <rect class="life-whole" x="0" y="3" width="1000" height="4" />
            { for marks }
        </svg>
    }
}
