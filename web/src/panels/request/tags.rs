//! Tags with their transitive check boxes, and the tags that the calling session carries on.

use std::rc::Rc;

use simulator::scenario::TagEntry;
use sts::{Session, SessionTag};
use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::{Form, limits, rules};
use crate::{
    components::{
        Glyph, Icon,
        field::FIELDS_FORM,
        inspector::{breakable, with_code},
    },
    state::{FieldValue, StepField, facts},
};

pub(super) fn view(form: &Form) -> Html {
    let Some(FieldValue::Tags(tags)) = StepField::Tags.get(form.step.step()) else {
        return Html::default();
    };
    let carried: Vec<&SessionTag> = carried(form).collect();
    let add = set(form, {
        let mut more = tags.clone();
        more.push(TagEntry::default());
        more
    });
    let most = form.call().and_then(|call| limits::most(call, &StepField::Tags));
    let of = most.map_or_else(String::new, |most| format!(" of {most}"));
    let count = match carried.len() {
        0 => format!("{}{of}", tags.len()),
        number => format!("{}{of}, {number} carried", tags.len() + number),
    };
    html! {
        <fieldset class="field tags" id="field-Tags">
            <legend class="field-head"><span class="field-label">{ "Tags" }</span><span class="field-limit">{ count }</span></legend>
            { for carried.into_iter().map(|tag| view_carried(form, tag)) }
            { for (0..tags.len()).map(|at| view_tag(form, &tags, at)) }
            { view_error(form) }
            <button type="button" class="button button-quiet" onclick={add}><Icon glyph={Glyph::Add} />{ "Add tag" }</button>
        </fieldset>
    }
}

fn view_error(form: &Form) -> Html {
    match rules::service_says(form.step.result(), &StepField::Tags) {
        Some(error) => {
            html! { <p class="field-note field-note-bad"><Icon glyph={Glyph::Error} /><span>{ with_code(&error) }</span></p> }
        }
        None => Html::default(),
    }
}

/// What the calling session hands on.
fn carried(form: &Form) -> impl Iterator<Item = &SessionTag> {
    let session = form.step.calling_session().filter(|_| form.has(&StepField::TransitiveTagKeys));
    session.into_iter().flat_map(|session| session.tags.iter()).filter(|tag| tag.transitive)
}

fn view_carried(form: &Form, tag: &SessionTag) -> Html {
    let has = |session: &Session| session.tags.iter().any(|other| other.tag == tag.tag);
    let caller = form.step.result().caller.as_ref();
    let origin = caller.and_then(|caller| facts::carried_since(form.step.outcome(), caller, has));
    html! {
        <p class="locked">
            <Icon glyph={Glyph::Lock} />
            <span class="mono">{ breakable(&format!("{}={}", tag.tag.key, tag.tag.value)) }</span>
            <span class="meta">{ format!("transitive, from {}", facts::origin(origin)) }</span>
        </p>
    }
}

fn view_tag(form: &Form, tags: &[TagEntry], at: usize) -> Html {
    let tag = &tags[at];
    let number = at + 1;
    html! {
        <div class="tag-row">
            <input form={FIELDS_FORM} class="input input-mono" id={format!("field-Tags-{at}-Key")} value={tag.key.to_string()} placeholder="Key"
                aria-label={format!("Key of tag {number}")} autocomplete="off" spellcheck="false"
                oninput={edit_key(form, tags, at)} />
            <input form={FIELDS_FORM} class="input input-mono" id={format!("field-Tags-{at}-Value")} value={tag.value.to_string()} placeholder="Value"
                aria-label={format!("Value of tag {number}")} autocomplete="off" spellcheck="false"
                oninput={edit_value(form, tags, at)} />
            { view_transitive(form, &tag.key) }
            <button type="button" class="icon-button" data-edits="" aria-label={format!("Remove tag {number}")} title={format!("Remove tag {number}")} onclick={remove(form, tags, at)}>
                <Icon glyph={Glyph::Close} />
            </button>
        </div>
    }
}

fn view_transitive(form: &Form, key: &Rc<str>) -> Html {
    let Some(keys) = transitive(form) else { return Html::default() };
    let checked = keys.iter().any(|other| same(other, key));
    let mut next: Vec<Rc<str>> = keys.into_iter().filter(|other| !same(other, key)).collect();
    if !checked {
        next.push(Rc::clone(key));
    }
    let onchange = form
        .on_edit
        .reform(move |_: Event| (StepField::TransitiveTagKeys, FieldValue::List(next.clone())));
    html! {
        <label class="choice"><input type="checkbox" {checked} {onchange} />{ "transitive" }</label>
    }
}

/// The keys that the call marks as transitive, where it may.
fn transitive(form: &Form) -> Option<Vec<Rc<str>>> {
    match StepField::TransitiveTagKeys.get(form.step.step()) {
        Some(FieldValue::List(keys)) => Some(keys),
        _ => None,
    }
}

/// Keys of tags compare without regard to letter case.
fn same(one: &str, two: &str) -> bool {
    one.to_lowercase() == two.to_lowercase()
}

fn set(form: &Form, tags: Vec<TagEntry>) -> Callback<MouseEvent> {
    form.on_edit.reform(move |_| (StepField::Tags, FieldValue::Tags(tags.clone())))
}

fn edit_value(form: &Form, tags: &[TagEntry], at: usize) -> Callback<InputEvent> {
    let tags = tags.to_vec();
    form.on_edit.reform(move |event: InputEvent| {
        let (field, mut tags): (HtmlInputElement, _) =
            (event.target_unchecked_into(), tags.clone());
        tags[at].value = field.value().into();
        (StepField::Tags, FieldValue::Tags(tags))
    })
}

/// A tag's new key; where the tag is transitive, it stays so.
fn edit_key(form: &Form, tags: &[TagEntry], at: usize) -> Callback<InputEvent> {
    let (tags, keys, on_edit) = (tags.to_vec(), transitive(form), form.on_edit.clone());
    Callback::from(move |event: InputEvent| {
        let (field, mut tags): (HtmlInputElement, _) =
            (event.target_unchecked_into(), tags.clone());
        let old = std::mem::replace(&mut tags[at].key, field.value().into());
        let follow = follow(keys.clone(), &old, Some(&tags[at].key));
        on_edit.emit((StepField::Tags, FieldValue::Tags(tags)));
        follow
            .into_iter()
            .for_each(|keys| on_edit.emit((StepField::TransitiveTagKeys, FieldValue::List(keys))));
    })
}

fn remove(form: &Form, tags: &[TagEntry], at: usize) -> Callback<MouseEvent> {
    let mut rest = tags.to_vec();
    let removed = rest.remove(at);
    let (follow, on_edit) = (follow(transitive(form), &removed.key, None), form.on_edit.clone());
    Callback::from(move |_| {
        on_edit.emit((StepField::Tags, FieldValue::Tags(rest.clone())));
        follow.iter().for_each(|keys| {
            on_edit.emit((StepField::TransitiveTagKeys, FieldValue::List(keys.clone())))
        });
    })
}

/// The transitive keys after a key was changed or taken away; nothing where it is not among them.
fn follow(keys: Option<Vec<Rc<str>>>, old: &str, new: Option<&Rc<str>>) -> Option<Vec<Rc<str>>> {
    let mut keys = keys?;
    let at = keys.iter().position(|key| same(key, old))?;
    match new {
        Some(new) => keys[at] = Rc::clone(new),
        None => {
            keys.remove(at);
        }
    }
    Some(keys)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_transitive_key_follows_its_tag() {
        let keys = || Some(vec!["team".into(), "cost".into()]);
        let renamed = follow(keys(), "TEAM", Some(&"squad".into()));
        assert_eq!(renamed, Some(vec!["squad".into(), "cost".into()]));
        assert_eq!(follow(keys(), "cost", None), Some(vec!["team".into()]));
        assert_eq!(follow(keys(), "other", None), None);
    }
}
