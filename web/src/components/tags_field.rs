//! Tags: keys and values, one row each.

use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::{Glyph, Icon};

/// Properties of [`TagsField`].
#[derive(PartialEq, Properties)]
pub(crate) struct Props {
    /// Unique on the page.
    pub(crate) id: AttrValue,
    /// The label.
    pub(crate) label: AttrValue,
    /// Keys and values.
    pub(crate) tags: Vec<(AttrValue, AttrValue)>,
    /// The tags were changed.
    pub(crate) on_change: Callback<Vec<(AttrValue, AttrValue)>>,
}

/// The field.
#[component]
pub(crate) fn TagsField(props: &Props) -> Html {
    let add = {
        let (tags, on_change) = (props.tags.clone(), props.on_change.clone());
        Callback::from(move |_| {
            let fresh =
                (1..).map(|n| format!("key{n}")).find(|key| !tags.iter().any(|tag| tag.0 == *key));
            let tag = (fresh.unwrap_or_default().into(), AttrValue::from("value"));
            on_change.emit(tags.iter().cloned().chain([tag]).collect());
        })
    };
    html! {
        <fieldset class="field">
            <legend class="field-label">{ props.label.clone() }</legend>
            { for (0..props.tags.len()).map(|index| view_tag(props, index)) }
            <button type="button" class="button button-quiet tags-add" onclick={add}>
                <Icon glyph={Glyph::Add} />{ "Add tag" }
            </button>
        </fieldset>
    }
}

fn view_tag(props: &Props, index: usize) -> Html {
    let (key, value) = &props.tags[index];
    let change = |with: fn(&mut (AttrValue, AttrValue), AttrValue)| {
        let (tags, on_change) = (props.tags.clone(), props.on_change.clone());
        Callback::from(move |event: InputEvent| {
            let field: HtmlInputElement = event.target_unchecked_into();
            let mut tags = tags.clone();
            with(&mut tags[index], field.value().into());
            on_change.emit(tags);
        })
    };
    let remove = {
        let (tags, on_change) = (props.tags.clone(), props.on_change.clone());
        Callback::from(move |_| {
            let mut tags = tags.clone();
            tags.remove(index);
            on_change.emit(tags);
        })
    };
    let number = index + 1;
    let label = format!("Remove tag {key}");
    html! {
        <div class="tag-row">
            <input type="text" class="input input-mono" aria-label={format!("Key of tag {number}")} value={key.clone()}
                spellcheck="false" autocomplete="off" oninput={change(|tag, text| tag.0 = text)} />
            <input type="text" class="input input-mono" aria-label={format!("Value of tag {number}")} value={value.clone()}
                spellcheck="false" autocomplete="off" oninput={change(|tag, text| tag.1 = text)} />
            <button type="button" class="icon-button" aria-label={label.clone()} title={label} onclick={remove}>
                <Icon glyph={Glyph::Close} />
            </button>
        </div>
    }
}
