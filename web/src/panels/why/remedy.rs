//! What one can do about it: a sentence, and buttons that say what will happen.

use std::rc::Rc;

use policy::Severity;
use simulator::{
    Outcome,
    narrate::{self, DecidingFact},
    outcome::{Cause, StepResult},
};
use yew::prelude::*;

use super::{Props, trial};
use crate::{
    components::{Glyph, Icon, inspector::view_sentence},
    state::{Action, FieldValue, InspectorTab, StepField, facts, selectors::short_name},
};

/// A button.
struct Way {
    glyph: Glyph,
    words: String,
    action: Action,
}

impl Way {
    fn new(glyph: Glyph, words: impl Into<String>, action: Action) -> Self {
        Self { glyph, words: words.into(), action }
    }
}

pub(super) fn view(props: &Props) -> Html {
    let (step, all) = (&props.step, ways(props));
    // What is wrong with a document stands above, each with its way out.
    let undecided = matches!(step.result().result, StepResult::Undecided { .. });
    let remedy =
        narrate::remedy(step.scenario(), step.outcome(), step.result()).filter(|_| !undecided);
    html! {
        <>
            if let Some(remedy) = remedy {
                <p class="remedy">{ view_sentence(&remedy) }</p>
            }
            if !all.is_empty() {
                <div class="remedy-ways">
                    { for all.into_iter().enumerate().map(|(at, way)| view_way(props, at == 0, way)) }
                </div>
            }
        </>
    }
}

fn view_way(props: &Props, is_first: bool, way: Way) -> Html {
    let Way { glyph, words, action } = way;
    let onclick = props.on_action.reform(move |_| action.clone());
    html! {
        <button type="button" class={classes!("button", is_first.then_some("button-primary"))} {onclick}>
            <Icon {glyph} />
            { words }
        </button>
    }
}

fn ways(props: &Props) -> Vec<Way> {
    let (outcome, result) = (props.step.outcome(), props.step.result());
    match &result.result {
        StepResult::Succeeded => Vec::new(),
        StepResult::NotReached { needs } => root_of(outcome, needs)
            .map(|index| {
                let words = format!("Why hop {} gave no session", index + 1);
                Way::new(Glyph::ArrowRight, words, Action::StepSelected(index))
            })
            .into_iter()
            .collect(),
        StepResult::Undecided { document } => show_mistake(props, *document).into_iter().collect(),
        StepResult::Refused(refusal) => {
            let mut all: Vec<Way> = mend(props, &refusal.cause).into_iter().collect();
            all.extend(trial::of(&props.step).map(|trial| {
                let (step, values) = (props.step.index, trial.values);
                Way::new(Glyph::Wand, trial.words, Action::StepTried { step, values })
            }));
            all.extend(show_statement(props));
            if all.is_empty() {
                all.push(edit_request());
            }
            all
        }
    }
}

/// The first step on the way to a missing session that was reached: what it came to is the cause of all that follows.
fn root_of(outcome: &Outcome, needs: &str) -> Option<usize> {
    let mut index = facts::index_of(outcome, needs)?;
    while let StepResult::NotReached { needs } = &outcome.steps[index].result {
        // A step needs an earlier one, so that this ends.
        index = facts::index_of(outcome, needs).filter(|earlier| *earlier < index)?;
    }
    Some(index)
}

/// The edit that lifts a plain limit or a slip.
fn mend(props: &Props, cause: &Cause) -> Option<Way> {
    let set = |field: StepField, value: FieldValue| Action::StepParameterEdited {
        step: props.step.index,
        field,
        value,
    };
    let text = |text: &Rc<str>| FieldValue::Text(Rc::clone(text));
    Some(match cause {
        Cause::Chaining { .. } | Cause::RoleMaximum { .. } => {
            let cap = cap(props)?;
            let words = format!("Set to {cap} s");
            Way::new(Glyph::Wand, words, set(StepField::DurationSeconds, FieldValue::Number(cap)))
        }
        Cause::NoSuchRole { nearest: Some(nearest), .. } => {
            let words = format!("Use {}", short_name(nearest));
            Way::new(Glyph::Wand, words, set(StepField::RoleArn, text(nearest)))
        }
        Cause::MfaCode { expected: Some(code), .. } => {
            let words = format!("Send code {code}");
            Way::new(Glyph::Wand, words, set(StepField::TokenCode, text(code)))
        }
        Cause::SourceIdentity { held, .. } => {
            let words = format!("Send {held}");
            Way::new(Glyph::Wand, words, set(StepField::SourceIdentity, text(held)))
        }
        Cause::SessionPolicy { document: Some(document) }
        | Cause::Change { document: Some(document) } => show_mistake(props, *document)?,
        _ => return None,
    })
}

fn cap(props: &Props) -> Option<i64> {
    match narrate::deciding_fact(props.step.outcome(), props.step.result())? {
        DecidingFact::Limit { cap, .. } => Some(cap),
        _ => None,
    }
}

fn show_statement(props: &Props) -> Option<Way> {
    let (outcome, result) = (props.step.outcome(), props.step.result());
    let fact = narrate::deciding_fact(outcome, result)?;
    let DecidingFact::Statement { document, authorization, node, .. } = fact else { return None };
    let explanation = &result.authorizations.get(authorization)?.explanation;
    let reveal = explanation.get(node)?.place.map(|place| place.span);
    let address = outcome.document(document)?.address.clone();
    let action = Action::DocumentOpened { address, reveal };
    Some(Way::new(Glyph::Document, "Show statement", action))
}

fn show_mistake(props: &Props, document: u32) -> Option<Way> {
    let source = props.step.outcome().document(document)?;
    let first = source.diagnostics.iter().find(|finding| finding.severity == Severity::Error);
    let (address, reveal) = (source.address.clone(), first.map(|finding| finding.span));
    Some(Way::new(Glyph::Document, "Show the mistake", Action::DocumentOpened { address, reveal }))
}

fn edit_request() -> Way {
    let action = Action::InspectorTabChosen(InspectorTab::Request);
    Way::new(Glyph::Edit, "Edit the request", action)
}
