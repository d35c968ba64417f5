//! A field that offers what could be meant while it has the focus.

use simulator::assist::Completion;
use web_sys::{HtmlInputElement, KeyboardEvent};
use yew::prelude::*;

use crate::components::field::form_of;

/// Properties of [`Suggesting`].
#[derive(Clone, PartialEq, Properties)]
pub(super) struct Props {
    /// Unique on the page.
    pub(super) id: String,
    /// What it is, for those who do not see where it stands.
    pub(super) label: String,
    /// The text.
    pub(super) value: AttrValue,
    /// What it shows when it is empty.
    #[prop_or_default]
    pub(super) placeholder: &'static str,
    /// What is offered.
    pub(super) suggest: Callback<AttrValue, Vec<Completion>>,
    /// The text was changed.
    #[prop_or_default]
    pub(super) on_input: Callback<String>,
    /// The text was changed, and the field was left or Enter was pressed.
    #[prop_or_default]
    pub(super) on_change: Callback<String>,
    /// Enter was pressed.
    #[prop_or_default]
    pub(super) on_enter: Callback<()>,
}

/// The field.
#[component]
pub(super) fn Suggesting(props: &Props) -> Html {
    let focused = use_state(|| false);
    let text = |event: &Event| event.target_unchecked_into::<HtmlInputElement>().value();
    let oninput = props.on_input.reform(move |event: InputEvent| text(&event));
    let onchange = props.on_change.reform(move |event: Event| text(&event));
    let set = |to: bool| {
        let focused = focused.clone();
        Callback::from(move |_: FocusEvent| focused.set(to))
    };
    let onkeydown = {
        let on_enter = props.on_enter.clone();
        Callback::from(move |event: KeyboardEvent| {
            if event.key() == "Enter" && !event.is_composing() {
                on_enter.emit(());
            }
        })
    };
    // The list is always there, so that the field is always one with a list; only the one that is typed into fills it.
    let list = format!("{}-offers", props.id);
    let offers = if *focused { props.suggest.emit(props.value.clone()) } else { Vec::new() };
    html! {
        <>
            <input type="text" form={form_of(true)} class="input input-mono" id={props.id.clone()} aria-label={props.label.clone()}
                value={props.value.clone()} placeholder={props.placeholder} list={list.clone()}
                autocomplete="off" spellcheck="false" {oninput} {onchange} {onkeydown} onfocus={set(true)} onblur={set(false)} />
            <datalist id={list}>
                { for offers.into_iter().map(|offer| html! { <option value={offer.label}>{ offer.detail }</option> }) }
            </datalist>
        </>
    }
}
