//! A labelled field of several lines with its limit and what is wrong with it.

use web_sys::HtmlTextAreaElement;
use yew::prelude::*;

use super::field::{FIELDS_FORM, view_note};

/// Properties of [`LinesField`].
#[derive(PartialEq, Properties)]
pub(crate) struct Props {
    /// Unique on the page.
    pub(crate) id: AttrValue,
    /// The label.
    pub(crate) label: AttrValue,
    /// The text.
    pub(crate) value: AttrValue,
    /// The limit that holds.
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
    /// The text was changed.
    pub(crate) on_input: Callback<AttrValue>,
}

/// The field.
#[component]
pub(crate) fn LinesField(props: &Props) -> Html {
    let on_input = props.on_input.clone();
    let oninput = Callback::from(move |event: InputEvent| {
        let field: HtmlTextAreaElement = event.target_unchecked_into();
        on_input.emit(field.value().into());
    });
    let id = &props.id;
    html! {
        <div class="field field-whole">
            <div class="field-head">
                <label class="field-label" for={id.clone()}>{ props.label.clone() }</label>
                if !props.limit.is_empty() { <span class="field-limit">{ props.limit.clone() }</span> }
            </div>
            <textarea form={FIELDS_FORM} id={id.clone()} class="input input-mono input-lines" rows="5" spellcheck="false" autocomplete="off"
                value={props.value.clone()} placeholder={props.placeholder.clone()}
                aria-invalid={props.error.as_ref().map(|_| "true")} aria-describedby={format!("{id}-note")} {oninput} />
            { view_note(id, &props.note, props.error.as_ref()) }
        </div>
    }
}
