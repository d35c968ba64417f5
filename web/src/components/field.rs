//! A labelled text field with its limit, its value in words and what is wrong with it.

use std::rc::Rc;

use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::{Glyph, Icon, inspector::with_code};

/// Properties of [`Field`].
#[derive(PartialEq, Properties)]
pub(crate) struct Props {
    /// Unique on the page.
    pub(crate) id: AttrValue,
    /// AWS's name of the parameter or setting.
    pub(crate) label: AttrValue,
    /// The text.
    pub(crate) value: AttrValue,
    /// The limit that holds, at the right of the label.
    #[prop_or_default]
    pub(crate) limit: AttrValue,
    /// One line below the field.
    #[prop_or_default]
    pub(crate) note: AttrValue,
    /// What is wrong; stands in place of the note.
    #[prop_or_default]
    pub(crate) error: Option<AttrValue>,
    /// What the field shows when it is empty.
    #[prop_or_default]
    pub(crate) placeholder: AttrValue,
    /// Texts to choose from, offered while typing.
    #[prop_or_default]
    pub(crate) choices: Rc<[AttrValue]>,
    /// Whether the text is something one could paste.
    #[prop_or(true)]
    pub(crate) mono: bool,
    /// The text was changed.
    pub(crate) on_input: Callback<AttrValue>,
}

/// The form that a text field names as its own where it offers no list: see [`FieldForms`].
pub(crate) const FIELDS_FORM: &str = "fields";
/// The one where it does.
const CHOICES_FORM: &str = "fields-with-choices";

/// The form of a field, by whether it offers a list.
pub(crate) fn form_of(has_choices: bool) -> &'static str {
    if has_choices { CHOICES_FORM } else { FIELDS_FORM }
}

/// The forms of all text fields. At every key a browser reads the fields that belong together with all that they offer,
/// to fill them in. Of a field without a form it reads those of the whole page; and in a large world one list offers
/// thousands of names, which takes longer than the edit itself.
#[component]
pub(crate) fn FieldForms() -> Html {
    // They are never sent: Enter in a field closes the dialog around it, and there is none.
    let form = |id: &'static str| html! { <form {id} method="dialog" hidden=true /> };
    html! { <>{ form(FIELDS_FORM) }{ form(CHOICES_FORM) }</> }
}

/// The field.
#[component]
pub(crate) fn Field(props: &Props) -> Html {
    let id = &props.id;
    let on_input = props.on_input.clone();
    let oninput = Callback::from(move |event: InputEvent| {
        let field: HtmlInputElement = event.target_unchecked_into();
        on_input.emit(field.value().into());
    });
    let list = (!props.choices.is_empty()).then(|| format!("{id}-choices"));
    let form = form_of(list.is_some());
    html! {
        <div class="field">
            <div class="field-head">
                <label class="field-label" for={id.clone()}>{ props.label.clone() }</label>
                if !props.limit.is_empty() { <span class="field-limit">{ props.limit.clone() }</span> }
            </div>
            <input type="text" {form} id={id.clone()} class={classes!("input", props.mono.then_some("input-mono"))}
                value={props.value.clone()} placeholder={props.placeholder.clone()} list={list.clone()}
                aria-invalid={props.error.as_ref().map(|_| "true")} aria-describedby={format!("{id}-note")}
                autocomplete="off" spellcheck="false" {oninput} />
            if let Some(id) = list { <Choices {id} choices={props.choices.clone()} /> }
            { view_note(&props.id, &props.note, props.error.as_ref()) }
        </div>
    }
}

#[derive(PartialEq, Properties)]
struct ChoicesProps {
    id: AttrValue,
    choices: Rc<[AttrValue]>,
}

/// What is offered: thousands of names in a large world, drawn again only where they are others.
#[component]
fn Choices(props: &ChoicesProps) -> Html {
    html! {
        <datalist id={props.id.clone()}>
            { for props.choices.iter().map(|choice| html! { <option value={choice.clone()} /> }) }
        </datalist>
    }
}

/// The line below the field of that id: what is wrong, else the note.
pub(super) fn view_note(field: &str, note: &AttrValue, error: Option<&AttrValue>) -> Html {
    let id = format!("{field}-note");
    match error {
        Some(error) => html! {
            <p {id} class="field-note field-note-bad"><Icon glyph={Glyph::Error} /><span>{ with_code(error) }</span></p>
        },
        None if note.is_empty() => html! { <span {id} hidden=true /> },
        None => html! { <p {id} class="field-note">{ note.clone() }</p> },
    }
}
