//! Tags: keys and values, one row each.

use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::{Glyph, Icon, field::FIELDS_FORM, inspector::with_code, left::use_left};

/// Keys and values.
type Tags = Vec<(AttrValue, AttrValue)>;

/// Properties of [`TagsField`].
#[derive(PartialEq, Properties)]
pub(crate) struct Props {
    /// Unique on the page.
    pub(crate) id: AttrValue,
    /// The label.
    pub(crate) label: AttrValue,
    /// Keys and values.
    pub(crate) tags: Tags,
    /// What is wrong with tags; nothing when they can be taken.
    pub(crate) check: Callback<Tags, Option<AttrValue>>,
    /// The tags were changed.
    pub(crate) on_change: Callback<Tags>,
    /// What one of them is called.
    #[prop_or("tag")]
    pub(crate) one: &'static str,
}

/// The field. Tags that cannot be taken as they stand stay in it as they were typed, with the reason.
#[component]
pub(crate) fn TagsField(props: &Props) -> Html {
    let draft = use_state(|| None::<(Tags, Tags)>);
    let left = use_left(&props.id);
    {
        let left = left.clone();
        use_effect_with(props.tags.clone(), move |_| left.nothing());
    }
    // A draft holds as long as the tags that it was typed over.
    let typed = draft.as_ref().filter(|(over, _)| *over == props.tags).map(|(_, typed)| typed);
    let tags = typed.unwrap_or(&props.tags).clone();
    let error = typed.and_then(|typed| props.check.emit(typed.clone()));
    let on_change = {
        let (draft, over) = (draft.clone(), props.tags.clone());
        let (check, on_change) = (props.check.clone(), props.on_change.clone());
        let label = props.label.clone();
        Callback::from(move |tags: Tags| match check.emit(tags.clone()) {
            Some(reason) => {
                let typed = |(key, value): &(AttrValue, AttrValue)| format!("{key}: {value}");
                let new = tags.iter().filter(|tag| !over.contains(tag)).map(typed);
                left.refused(&label, None, &new.collect::<Vec<_>>().join(", "), &reason);
                draft.set(Some((over.clone(), tags)));
            }
            None => {
                left.nothing();
                draft.set(None);
                on_change.emit(tags);
            }
        })
    };
    let taken = |key: &str| tags.iter().any(|tag| tag.0 == key);
    let fresh = (1..).map(|n| format!("key{n}")).find(|key| !taken(key)).unwrap_or_default();
    let more: Tags =
        tags.iter().cloned().chain([(fresh.into(), AttrValue::from("value"))]).collect();
    let add = on_change.reform(move |_| more.clone());
    html! {
        <fieldset class="field">
            <legend class="field-label">{ props.label.clone() }</legend>
            { for (0..tags.len()).map(|index| view_tag(&tags, &on_change, index, props.one)) }
            if let Some(error) = error {
                <p class="field-note field-note-bad"><Icon glyph={Glyph::Error} /><span>{ with_code(&error) }</span></p>
            }
            <button type="button" class="button button-quiet tags-add" onclick={add}>
                <Icon glyph={Glyph::Add} />{ format!("Add {}", props.one) }
            </button>
        </fieldset>
    }
}

fn view_tag(tags: &Tags, on_change: &Callback<Tags>, index: usize, one: &str) -> Html {
    let (key, value) = &tags[index];
    let change = |with: fn(&mut (AttrValue, AttrValue), AttrValue)| {
        let tags = tags.clone();
        on_change.reform(move |event: InputEvent| {
            let field: HtmlInputElement = event.target_unchecked_into();
            let mut tags = tags.clone();
            with(&mut tags[index], field.value().into());
            tags
        })
    };
    let mut rest = tags.clone();
    rest.remove(index);
    let remove = on_change.reform(move |_| rest.clone());
    let number = index + 1;
    let label = format!("Remove {one} {key}");
    html! {
        <div class="tag-row">
            <input type="text" form={FIELDS_FORM} class="input input-mono" aria-label={format!("Key of {one} {number}")} value={key.clone()}
                spellcheck="false" autocomplete="off" oninput={change(|tag, text| tag.0 = text)} />
            <input type="text" form={FIELDS_FORM} class="input input-mono" aria-label={format!("Value of {one} {number}")} value={value.clone()}
                spellcheck="false" autocomplete="off" oninput={change(|tag, text| tag.1 = text)} />
            <button type="button" class="icon-button" data-edits="" aria-label={label.clone()} title={label} onclick={remove}>
                <Icon glyph={Glyph::Close} />
            </button>
        </div>
    }
}
