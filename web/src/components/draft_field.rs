//! A field whose text is handed on only while it is valid; what is not yet valid stays in the field with the reason.

use std::rc::Rc;

use yew::prelude::*;

use super::{field::Field, left::use_left};

/// Properties of [`DraftField`].
#[derive(PartialEq, Properties)]
pub(crate) struct Props {
    /// Unique on the page.
    pub(crate) id: AttrValue,
    /// The label.
    pub(crate) label: AttrValue,
    /// The valid text.
    pub(crate) value: AttrValue,
    /// The limit that holds.
    #[prop_or_default]
    pub(crate) limit: AttrValue,
    /// One line below the field.
    #[prop_or_default]
    pub(crate) note: AttrValue,
    /// What the field shows when it is empty.
    #[prop_or_default]
    pub(crate) placeholder: AttrValue,
    /// Whether it is text that is pasted rather than read.
    #[prop_or(true)]
    pub(crate) mono: bool,
    /// Texts to choose from.
    #[prop_or_default]
    pub(crate) choices: Rc<[AttrValue]>,
    /// What is wrong with a text; nothing when it is valid.
    pub(crate) check: Callback<AttrValue, Option<AttrValue>>,
    /// A valid text was typed.
    pub(crate) on_input: Callback<AttrValue>,
}

/// The field.
#[component]
pub(crate) fn DraftField(props: &Props) -> Html {
    let draft = use_state(|| None::<AttrValue>);
    let left = use_left(&props.id);
    {
        let (draft, left) = (draft.clone(), left.clone());
        use_effect_with(props.value.clone(), move |_| {
            draft.set(None);
            left.nothing();
        });
    }
    let on_input = {
        let (draft, check, on_input) = (draft.clone(), props.check.clone(), props.on_input.clone());
        let (label, value) = (props.label.clone(), props.value.clone());
        Callback::from(move |text: AttrValue| {
            match check.emit(text.clone()) {
                Some(reason) => left.refused(&label, Some(&value), &text, &reason),
                None => {
                    left.nothing();
                    on_input.emit(text.clone());
                }
            }
            draft.set(Some(text));
        })
    };
    let text = (*draft).clone().unwrap_or_else(|| props.value.clone());
    let error = props.check.emit(text.clone());
    html! {
        <Field id={props.id.clone()} label={props.label.clone()} value={text} limit={props.limit.clone()}
            note={props.note.clone()} placeholder={props.placeholder.clone()} choices={props.choices.clone()}
            mono={props.mono} {error} {on_input} />
    }
}
