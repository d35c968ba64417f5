//! The verdict of one's own case as far as it is known.

use std::rc::Rc;

use simulator::{
    narrate,
    outcome::{AuthorizationOutcome, StepOutcome},
    paste::Open,
};
use yew::prelude::*;

use super::{
    Found, missing,
    pieces::{self, OnGo},
};
use crate::{
    components::{
        Glyph, Icon,
        inspector::{breakable, view_sentence, with_code},
        verdict::VerdictLabel,
    },
    panels::frame::strip::{self, Strip},
    state::{Action, Origin, selectors::Verdict},
    store::Store,
};

/// The verdict, the cause, and the way into the workbench.
pub(super) fn view(store: &Store, found: &Found, on_go: &OnGo) -> Html {
    if !found.is_read() {
        return html! {};
    }
    let answer = &found.answer;
    let steps = &answer.outcome.steps;
    let denied = steps.iter().position(|step| Verdict::of(step) != Verdict::Allowed);
    let index = denied.or(steps.len().checked_sub(1));
    let verdict = if !answer.stated.is_empty() {
        // The service said so itself.
        Verdict::Denied
    } else {
        let step = index.filter(|_| answer.open.is_empty()).map(|index| &steps[index]);
        step.map_or(Verdict::Undecided, Verdict::of)
    };
    let scenario = Rc::new(answer.scenario.clone());
    let open = store.on(move |_| Action::ScenarioOpened {
        scenario: Rc::clone(&scenario),
        origin: Origin::Own,
    });
    html! {
        <section class={format!("own-answer trial-answer-{}", verdict.class())} aria-labelledby="own-verdict">
            <h2 class="own-verdict" id="own-verdict">{ "As far as it is known " }<VerdictLabel {verdict} /></h2>
            { pieces::view_mistakes(found, on_go) }
            { for answer.stated.iter().map(|said| html! { <p class="trial-cause">{ with_code(said) }</p> }) }
            if answer.open.is_empty() {
                { for index.map(|index| view_judged(found, index)) }
            } else {
                <div role="status"><ul class="own-list">{ for answer.open.iter().map(view_open) }</ul></div>
            }
            <button type="button" class="button button-primary own-open" onclick={open}>
                { "Open in the workbench" }<Icon glyph={Glyph::ArrowRight} />
            </button>
        </section>
    }
}

/// The cause of a verdict that rests on what is known.
fn view_judged(found: &Found, index: usize) -> Html {
    let answer = &found.answer;
    let step = &answer.outcome.steps[index];
    let cause = narrate::cause(&answer.scenario, &answer.outcome, step);
    let remedy = narrate::remedy(&answer.scenario, &answer.outcome, step);
    let model = diagram::Model::new(&answer.scenario, &answer.outcome);
    let is_allowed = Verdict::of(step) == Verdict::Allowed;
    let says_no_more = answer.invents_seconds || answer.rests_on_message;
    // An allow that the message misses can be given; whatever else stands in for what it tells is nothing to mend.
    let misses = |asked: &AuthorizationOutcome| asked.decision == iam::Decision::ImplicitDeny;
    let is_stand_in = answer.rests_on_message && !step.authorizations.iter().any(misses);
    html! {
        <>
            { strip::view(&Strip::of(&model), u32::try_from(index + 1).ok(), None) }
            if is_allowed && !answer.stated.is_empty() {
                if answer.can_still_deny.is_empty() {
                    <p class="field-note"><Icon glyph={Glyph::Info} />
                        { "Your message says that the call was refused; with what is known here it is allowed. What was pasted is not what the message is about, or has changed since." }
                    </p>
                }
            } else if !says_no_more {
                <p class="trial-cause" role="status">{ view_sentence(&cause) }</p>
            }
            if let Some(other) = other_message(found, step).filter(|_| !answer.rests_on_message) {
                <p class="field-note own-conflict"><Icon glyph={Glyph::Warning} /><span>
                    { "With these pieces the command line would print another message than yours, so something differs from what was pasted: " }
                    <code>{ breakable(&other) }</code>
                </span></p>
            }
            if let Some(remedy) = remedy.filter(|_| !answer.invents_seconds && !is_stand_in) { <p class="own-remedy">{ view_sentence(&remedy) }</p> }
            if !answer.can_still_deny.is_empty() {
                <p class="field-note"><Icon glyph={Glyph::Info} />
                    { "Your message says that the call was refused; with what is known here it is allowed. What can still refuse it:" }
                </p>
                <ul class="own-list">{ for answer.can_still_deny.iter().map(missing::view_missing) }</ul>
            }
        </>
    }
}

/// The message that a refused call would get here, where the one that was pasted for the same operation is another.
fn other_message(found: &Found, step: &StepOutcome) -> Option<String> {
    let simulated = narrate::cli_message(&found.answer.outcome, step)?.text;
    let plain = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let (whole, operation) = (plain(&simulated), step.action.name());
    let messages = found.case.messages();
    let mut pasted = messages
        .filter(|message| message.operation.as_deref() == Some(operation))
        .map(|message| plain(&message.text));
    pasted.next().filter(|text| !whole.contains(text.as_str()) && !text.contains(&whole))?;
    Some(simulated)
}

/// Its command stands below, where the same is asked for by name.
fn view_open(open: &Open) -> Html {
    html! { <li><p class="trial-cause">{ with_code(&open.sentence) }</p></li> }
}
