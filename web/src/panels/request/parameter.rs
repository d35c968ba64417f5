//! One parameter of the step. What is typed and cannot be read yet stays as it was typed, with a sentence that says why.

use std::rc::Rc;

use yew::prelude::*;

use super::{Edit, rules};
use crate::{
    components::field::Field,
    panels::step::StepView,
    state::{FieldValue, StepField},
};

/// What a field takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Accepts {
    /// Any text.
    Text,
    /// A whole number.
    Number,
    /// `service:Action`.
    Action,
    /// An ARN, or nothing.
    Arn,
    /// A date with its time, or nothing.
    Moment,
}

/// Properties of [`Parameter`].
#[derive(Clone, PartialEq, Properties)]
pub(super) struct Props {
    step: StepView,
    field: StepField,
    on_edit: Callback<Edit>,
    id: AttrValue,
    label: AttrValue,
    limit: AttrValue,
    note: AttrValue,
    placeholder: AttrValue,
    error: Option<AttrValue>,
    accepts: Accepts,
    choices: Rc<[AttrValue]>,
    mono: bool,
}

impl Props {
    /// A field of text under AWS's name.
    pub(super) fn new(step: StepView, field: StepField, on_edit: Callback<Edit>) -> Self {
        Self {
            id: format!("field-{}", field.name()).into(),
            label: field.name().to_owned().into(),
            error: rules::service_says(step.result(), &field).map(Into::into),
            step,
            field,
            on_edit,
            limit: AttrValue::default(),
            note: AttrValue::default(),
            placeholder: "not sent".into(),
            accepts: Accepts::Text,
            choices: Rc::default(),
            mono: true,
        }
    }

    /// Under another name.
    pub(super) fn labelled(self, label: &'static str) -> Self {
        Self { label: label.into(), ..self }
    }

    /// With the limit that holds.
    pub(super) fn limited(self, limit: impl Into<AttrValue>) -> Self {
        Self { limit: limit.into(), ..self }
    }

    /// With a line below it.
    pub(super) fn noted(self, note: impl Into<AttrValue>) -> Self {
        Self { note: note.into(), ..self }
    }

    /// With what holds while it is empty.
    pub(super) fn holding(self, placeholder: &'static str) -> Self {
        Self { placeholder: placeholder.into(), ..self }
    }

    /// With what it takes.
    pub(super) fn accepting(self, accepts: Accepts) -> Self {
        Self { accepts, ..self }
    }

    /// With texts to choose from.
    pub(super) fn choosing(self, choices: impl IntoIterator<Item = impl Into<AttrValue>>) -> Self {
        self.offering(choices.into_iter().map(Into::into).collect())
    }

    /// The same with texts that are shared.
    pub(super) fn offering(self, choices: Rc<[AttrValue]>) -> Self {
        Self { choices, ..self }
    }

    /// With what is wrong, in shorter words than the service's.
    pub(super) fn faulted(self, error: Option<impl Into<AttrValue>>) -> Self {
        Self { error: error.map(Into::into).or(self.error), ..self }
    }

    /// Why a text cannot be taken as it stands.
    fn complaint(&self, text: &str) -> Option<AttrValue> {
        let refusal = || {
            let value = FieldValue::typed(text);
            let refused = self.field.refusal(self.step.scenario(), self.step.index, &value)?;
            Some(format!("{refused} What stood here before still holds.").into())
        };
        rules::complaint(self.accepts, text).map(AttrValue::from).or_else(refusal)
    }

    /// In the face of running text.
    pub(super) fn plain(self) -> Self {
        Self { mono: false, ..self }
    }
}

/// The field.
#[component]
pub(super) fn Parameter(props: &Props) -> Html {
    let draft = use_state(|| None::<(AttrValue, AttrValue)>);
    let value = rules::text(props.field.get(props.step.step()));
    // A draft holds as long as the value that it was typed over.
    let typed = draft.as_ref().filter(|(over, _)| *over == value).map(|(_, typed)| typed.clone());
    let on_input = {
        let (draft, over, props) = (draft.clone(), value.clone(), props.clone());
        Callback::from(move |text: AttrValue| match props.complaint(&text) {
            Some(_) => draft.set(Some((over.clone(), text))),
            None => {
                draft.set(None);
                props.on_edit.emit((props.field.clone(), FieldValue::typed(&text)));
            }
        })
    };
    let complaint = typed.as_ref().and_then(|text| props.complaint(text));
    html! {
        <Field id={props.id.clone()} label={props.label.clone()} limit={props.limit.clone()}
            value={typed.unwrap_or(value)} note={props.note.clone()} placeholder={props.placeholder.clone()}
            error={complaint.or(props.error.clone())} choices={props.choices.clone()}
            mono={props.mono} {on_input} />
    }
}
