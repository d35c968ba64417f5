//! What every step would answer at the moment that is asked about.

use simulator::{
    clock::{Answer, Probe},
    narrate,
};
use yew::prelude::*;

use crate::{
    components::{Glyph, Icon, verdict::glyph},
    state::{Action, facts, selectors::Verdict},
    store::Store,
};

/// One line: an answer for every step, or how to ask.
pub(super) fn view(store: &Store, probe: Option<&Probe>) -> Html {
    let Some(probe) = probe else {
        let by_keys = !store.model().ui.letters_off;
        return html! {
            <p class="clock-answers meta"><span>
                { "Drag the line, or " }
                if by_keys { <span class="for-keys">{ "press [ and ]" }</span> }
                <span class={by_keys.then_some("for-fingers")}>{ "press the arrows above" }</span>
                { ": each step then says what it would answer at that moment. Nothing is stored." }
            </span></p>
        };
    };
    html! {
        <div class="clock-answers">
            <span class="meta clock-asked">{ format!("Called at {}:", facts::time_beside(probe.at, store.simulation.scenario.start.time)) }</span>
            <ol aria-label="What each step would answer" aria-live="off">
                { for probe.steps.iter().enumerate().map(|(index, step)| view_answer(store, index, &step.answer)) }
            </ol>
        </div>
    }
}

fn view_answer(store: &Store, index: usize, answer: &Answer) -> Html {
    let outcome = &store.simulation.outcome;
    let (verdict, word, fact) = match answer {
        Answer::Change { made: true } => (Verdict::Changed, "Made", "by then".to_owned()),
        Answer::Change { made: false } => {
            (Verdict::NotReached, "Not made", "it comes later".to_owned())
        }
        Answer::NoCaller { needs } => {
            let needs = format!("needs {}", facts::numbered_within(outcome, *needs));
            (Verdict::NotReached, Verdict::NotReached.word(), needs)
        }
        Answer::Given(run) => {
            let Some(step) = run.steps.last() else { return Html::default() };
            let line = narrate::step_line(&store.simulation.scenario, run, step);
            (Verdict::of(step), Verdict::of(step).word(), line.fact)
        }
    };
    let as_it_was = outcome.steps.get(index).is_some_and(|step| Verdict::of(step) == verdict);
    let named = facts::numbered(outcome, index);
    let (kind, _) = named.rsplit_once(' ').unwrap_or((&named, ""));
    let (before, after) = (format!("{kind} "), format!(", {fact}"));
    let class = classes!(
        "clock-answer",
        format!("clock-answer-{}", verdict.class()),
        (!as_it_was).then_some("clock-answer-other")
    );
    html! {
        <li>
            <button type="button" {class} title={format!("{named}: {word}, {fact}")} onclick={store.on(move |_| Action::StepSelected(index))}>
                <span class="hidden-text">{ before }</span><span>{ index + 1 }</span><Icon glyph={glyph(verdict)} />{ format!(" {word}") }
                if !fact.is_empty() { <span class="hidden-text">{ after }</span> }
                if !as_it_was {
                    <Icon glyph={Glyph::Clock} class="clock-answer-sign" /><span class="hidden-text">{ ", other than it ran" }</span>
                }
            </button>
        </li>
    }
}
