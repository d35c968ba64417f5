//! The last row of a list: what is typed here is put in with Enter or the button, whole.

use simulator::assist::Completion;
use yew::prelude::*;

use super::{
    drafts::use_draft,
    hand::{self, Hand},
    suggesting::Suggesting,
};
use crate::components::{Glyph, Icon};

/// Properties of [`Add`].
#[derive(Clone, PartialEq, Properties)]
pub(super) struct Props {
    /// The statement's way to the text.
    pub(super) hand: Hand,
    /// What it is of the statement.
    pub(super) part: AttrValue,
    /// What a text that was begun is kept under, where the part may soon be another one.
    #[prop_or_default]
    pub(super) kept_as: Option<AttrValue>,
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
    let draft = use_draft::<String>(&props.hand, props.kept_as.as_ref().unwrap_or(&props.part));
    let id = props.hand.id(&props.part);
    let on_input = {
        let draft = draft.clone();
        Callback::from(move |text| draft.set(text))
    };
    let add = {
        let (draft, on_add, id) = (draft.clone(), props.on_add.clone(), id.clone());
        Callback::from(move |()| {
            let text = draft.value.trim();
            if !text.is_empty() {
                // Before the text is another one, in which the statement may be elsewhere.
                draft.set(String::new());
                on_add.emit(text.to_owned());
                hand::focus_after(id.clone());
            }
        })
    };
    let onclick = add.reform(|_: MouseEvent| ());
    html! {
        <div class="form-row form-row-add">
            <Suggesting {id} label={props.label.clone()} value={draft.value.clone()}
                placeholder={props.placeholder} suggest={props.suggest.clone()} {on_input} on_enter={add} />
            <button type="button" class="button" aria-label={props.label.clone()} {onclick}><Icon glyph={Glyph::Add} />{ "Add" }</button>
        </div>
    }
}
