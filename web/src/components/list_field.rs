//! A list of names: each can be taken out, and others can be chosen from a list.

use web_sys::HtmlSelectElement;
use yew::prelude::*;

use super::{Glyph, Icon};

/// A name and what stands for it in the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Choice {
    /// What stands in the file.
    pub(crate) value: AttrValue,
    /// What a person reads.
    pub(crate) label: AttrValue,
}

/// Properties of [`ListField`].
#[derive(PartialEq, Properties)]
pub(crate) struct Props {
    /// Unique on the page.
    pub(crate) id: AttrValue,
    /// The label.
    pub(crate) label: AttrValue,
    /// One line below.
    #[prop_or_default]
    pub(crate) note: AttrValue,
    /// What is in the list.
    pub(crate) values: Vec<Choice>,
    /// What can be put in.
    pub(crate) choices: Vec<Choice>,
    /// The list was changed: the values that are now in it.
    pub(crate) on_change: Callback<Vec<AttrValue>>,
    /// A value was opened, where that leads somewhere.
    #[prop_or_default]
    pub(crate) on_open: Option<Callback<AttrValue>>,
}

/// The field.
#[component]
pub(crate) fn ListField(props: &Props) -> Html {
    let rest: Vec<&Choice> =
        props.choices.iter().filter(|choice| !props.values.contains(choice)).collect();
    let note = (!props.note.is_empty()).then(|| props.note.clone());
    html! {
        <fieldset class="field">
            <legend class="field-label">{ props.label.clone() }</legend>
            if !props.values.is_empty() {
                <ul class="list-field">{ for props.values.iter().map(|value| view_value(props, value)) }</ul>
            }
            if !rest.is_empty() { { view_add(props, &rest) } }
            if let Some(note) = note { <p class="field-note">{ note }</p> }
        </fieldset>
    }
}

fn view_value(props: &Props, choice: &Choice) -> Html {
    let values: Vec<AttrValue> = props
        .values
        .iter()
        .filter(|known| *known != choice)
        .map(|known| known.value.clone())
        .collect();
    let remove = props.on_change.reform(move |_| values.clone());
    let label = format!("Take {} out of {}", choice.label, props.label);
    let name = match &props.on_open {
        Some(on_open) => {
            let value = choice.value.clone();
            let open = on_open.reform(move |_| value.clone());
            html! { <button type="button" class="link-button" title={choice.value.clone()} onclick={open}>{ choice.label.clone() }</button> }
        }
        None => html! { <span title={choice.value.clone()}>{ choice.label.clone() }</span> },
    };
    html! {
        <li>
            { name }
            <button type="button" class="icon-button" data-edits="" aria-label={label.clone()} title={label} onclick={remove}>
                <Icon glyph={Glyph::Close} />
            </button>
        </li>
    }
}

fn view_add(props: &Props, rest: &[&Choice]) -> Html {
    let (on_change, values) = (props.on_change.clone(), props.values.clone());
    let onchange = Callback::from(move |event: Event| {
        let field: HtmlSelectElement = event.target_unchecked_into();
        let value = field.value();
        field.set_selected_index(0);
        if !value.is_empty() {
            let known = values.iter().map(|known| known.value.clone());
            on_change.emit(known.chain([value.into()]).collect());
        }
    });
    html! {
        <select class="input" data-edits="" aria-label={format!("Add to {}", props.label)} {onchange}>
            <option value="" selected=true>{ "Add…" }</option>
            { for rest.iter().map(|choice| html! { <option value={choice.value.clone()}>{ choice.label.clone() }</option> }) }
        </select>
    }
}
