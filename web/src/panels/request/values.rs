//! Names with lists of values: the rows of one name, and the field that adds another.

use std::rc::Rc;

use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::Form;
use crate::{
    components::{Glyph, Icon, field::FIELDS_FORM, inspector::with_code},
    state::{FieldValue, StepField, signed::Part},
};

/// One field for every value.
pub(super) fn view(form: &Form, field: &StepField, values: &[Rc<str>]) -> Html {
    (0..values.len()).map(|at| view_value(form, field, values, at)).collect()
}

/// The button that adds another value.
pub(super) fn view_more(form: &Form, field: &StepField, values: &[Rc<str>]) -> Html {
    let label = format!("Another value of {}", field.name());
    html! {
        <button type="button" class="icon-button" data-edits="" aria-label={label} title="Another value" onclick={more(form, field, values)}>
            <Icon glyph={Glyph::Add} />
        </button>
    }
}

fn view_value(form: &Form, field: &StepField, values: &[Rc<str>], at: usize) -> Html {
    let (all, target) = (values.to_vec(), field.clone());
    let oninput = form.on_edit.reform(move |event: InputEvent| {
        let (input, mut all): (HtmlInputElement, _) = (event.target_unchecked_into(), all.clone());
        if let Some(value) = all.get_mut(at) {
            *value = input.value().into();
        }
        (target.clone(), FieldValue::List(all))
    });
    let mut rest = values.to_vec();
    rest.remove(at);
    let (name, target) = (format!("{} {}", field.name(), at + 1), field.clone());
    let remove =
        form.on_edit.reform(move |_: MouseEvent| (target.clone(), FieldValue::List(rest.clone())));
    html! {
        <div class="list-row">
            <input form={FIELDS_FORM} class="input input-mono" value={values[at].to_string()} aria-label={format!("Value {name}")}
                autocomplete="off" spellcheck="false" {oninput} />
            if values.len() > 1 {
                <button type="button" class="icon-button" data-edits="" aria-label={format!("Remove value {name}")} title={format!("Remove value {name}")} onclick={remove}>
                    <Icon glyph={Glyph::Close} />
                </button>
            }
        </div>
    }
}

fn more(form: &Form, field: &StepField, values: &[Rc<str>]) -> Callback<MouseEvent> {
    let (field, mut all) = (field.clone(), values.to_vec());
    all.push("".into());
    form.on_edit.reform(move |_| (field.clone(), FieldValue::List(all.clone())))
}

/// What has a name and a list of values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Named {
    /// A condition key of the request.
    Key,
    /// A condition key of the session.
    SessionKey,
    /// A claim of a token.
    Claim,
    /// An attribute of an assertion.
    Attribute,
}

impl Named {
    pub(super) fn field(self, name: Rc<str>) -> StepField {
        match self {
            Self::SessionKey => StepField::SessionKey(name),
            Self::Key => StepField::Context(name),
            Self::Claim => StepField::Signed(Part::Claim(name)),
            Self::Attribute => StepField::Signed(Part::Attribute(name)),
        }
    }
}

/// Properties of [`AddName`].
#[derive(PartialEq, Properties)]
pub(super) struct Props {
    /// What is added: `condition key`.
    pub(super) what: &'static str,
    /// The words on the button.
    pub(super) words: &'static str,
    /// An example of a name.
    pub(super) example: &'static str,
    /// Names that people add most often.
    pub(super) choices: &'static [&'static str],
    /// What is named.
    pub(super) of: Named,
    /// The step's form.
    pub(super) form: Form,
}

/// The field for a name and the button that adds it with an empty value. A name that cannot be added stays in the field,
/// with the reason.
#[component]
pub(super) fn AddName(props: &Props) -> Html {
    let wanted = use_state(String::new);
    let refused = use_state(|| None::<String>);
    let oninput = {
        let (wanted, refused) = (wanted.clone(), refused.clone());
        Callback::from(move |event: InputEvent| {
            let field: HtmlInputElement = event.target_unchecked_into();
            wanted.set(field.value());
            refused.set(None);
        })
    };
    let onsubmit = {
        let (wanted, refused, form, of) =
            (wanted.clone(), refused.clone(), props.form.clone(), props.of);
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            if wanted.trim().is_empty() {
                return;
            }
            let (field, value) =
                (of.field(wanted.trim().into()), FieldValue::List(vec!["".into()]));
            let step = &form.step;
            match field.refusal(step.scenario(), step.index, &value) {
                Some(reason) => refused.set(Some(reason)),
                None if field.get(step.step()) != Some(FieldValue::Absent) => {
                    refused.set(Some(format!("{} is there already.", field.name())));
                }
                None => {
                    form.on_edit.emit((field, value));
                    wanted.set(String::new());
                }
            }
        })
    };
    let list = format!("add-{}-choices", props.words.to_lowercase().replace(' ', "-"));
    html! {
        <>
            <form class="list-row" {onsubmit}>
                <input class="input input-mono" value={(*wanted).clone()} list={list.clone()} placeholder={props.example}
                    aria-label={format!("Name of a {} to add", props.what)} aria-invalid={refused.as_ref().map(|_| "true")}
                    autocomplete="off" spellcheck="false" {oninput} />
                <button type="submit" class="button"><Icon glyph={Glyph::Add} />{ props.words }</button>
            </form>
            <datalist id={list}>{ for props.choices.iter().map(|key| html! { <option value={*key} /> }) }</datalist>
            if let Some(reason) = &*refused {
                <p class="field-note field-note-bad" role="status"><Icon glyph={Glyph::Error} /><span>{ with_code(reason) }</span></p>
            }
        </>
    }
}
