//! Calls about something: an access key id, an encoded message. What an earlier step left can be named by the step.

use std::rc::Rc;

use simulator::outcome::StepOutcome;
use yew::prelude::*;

use super::{Form, Parameter};
use crate::state::{FieldValue, StepField, facts};

/// The field, where the call has it.
pub(super) fn view(form: &Form) -> Html {
    if form.has(&StepField::AccessKeyId) {
        return view_field(form, StepField::AccessKeyId, "the access key id", |step| {
            step.minted.as_ref().map(|minted| Rc::clone(&minted.credentials.access_key_id))
        });
    }
    if form.has(&StepField::EncodedMessage) {
        return view_field(form, StepField::EncodedMessage, "the encoded message", |step| {
            step.encoded_message().map(Rc::from)
        });
    }
    Html::default()
}

fn view_field(
    form: &Form,
    field: StepField,
    what: &str,
    left: impl Fn(&StepOutcome) -> Option<Rc<str>>,
) -> Html {
    let outcome = form.step.outcome();
    let before = || outcome.steps.iter().enumerate().take(form.step.index);
    let choices: Vec<AttrValue> = before()
        .filter(|(_, step)| left(step).is_some())
        .map(|(_, step)| Rc::clone(&step.id).into())
        .collect();
    let note = match field.get(form.step.step()) {
        Some(FieldValue::Text(text)) => before()
            .find(|(_, step)| step.id == text)
            .map(|(index, step)| match left(step) {
                Some(_) => format!("{what} that {} left", facts::numbered_within(outcome, index)),
                None => format!("{} left none", facts::numbered(outcome, index)),
            })
            .unwrap_or_default(),
        _ if choices.is_empty() => String::new(),
        _ => format!("or the id of a step that left one: {}", choices.join(", ")),
    };
    html! { <Parameter ..form.parameter(field).choosing(choices).noted(note) /> }
}
