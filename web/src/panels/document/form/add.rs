//! The last row of a list: what is typed here is put in with Enter or the button, whole.

use simulator::assist::Completion;
use yew::prelude::*;

use super::{hand, suggesting::Suggesting};
use crate::components::{Glyph, Icon};

/// Properties of [`Add`].
#[derive(Clone, PartialEq, Properties)]
pub(super) struct Props {
    /// Unique on the page.
    pub(super) id: String,
    /// What is put in: "Add an action to statement 1".
    pub(super) label: String,
    /// What the empty field shows.
    #[prop_or_default]
    pub(super) placeholder: &'static str,
    /// What is offered.
    pub(super) suggest: Callback<AttrValue, Vec<Completion>>,
    /// It is to be put in.
    pub(super) on_add: Callback<String>,
}

/// The row.
#[component]
pub(super) fn Add(props: &Props) -> Html {
    let draft = use_state(String::new);
    let on_input = {
        let draft = draft.clone();
        Callback::from(move |text| draft.set(text))
    };
    let add = {
        let (draft, on_add, id) = (draft.clone(), props.on_add.clone(), props.id.clone());
        Callback::from(move |()| {
            let text = draft.trim();
            if !text.is_empty() {
                on_add.emit(text.to_owned());
                draft.set(String::new());
                hand::focus_after(id.clone());
            }
        })
    };
    let onclick = add.reform(|_: MouseEvent| ());
    html! {
        <div class="form-row form-row-add">
            <Suggesting id={props.id.clone()} label={props.label.clone()} value={(*draft).clone()}
                placeholder={props.placeholder} suggest={props.suggest.clone()} {on_input} on_enter={add} />
            <button type="button" class="button" aria-label={props.label.clone()} {onclick}><Icon glyph={Glyph::Add} />{ "Add" }</button>
        </div>
    }
}
