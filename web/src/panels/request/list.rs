//! Parameters that are lists of texts or of pairs: each row can be typed over and taken out.

use std::rc::Rc;

use simulator::scenario::TagEntry;
use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::{Form, limits, rules};
use crate::{
    components::{
        Glyph, Icon,
        field::{FIELDS_FORM, form_of},
        inspector::with_code,
    },
    state::{FieldValue, StepField},
};

/// How a list is called, and what to choose from.
pub(super) struct Words {
    /// One element: `audience`.
    pub(super) one: &'static str,
    /// Texts to choose from.
    pub(super) choices: Vec<AttrValue>,
}

/// A list of texts, where the call has such a parameter.
pub(super) fn view(form: &Form, field: &StepField, words: &Words) -> Html {
    let Some(FieldValue::List(texts)) = field.get(form.step.step()) else {
        return Html::default();
    };
    let mut more = texts.clone();
    more.push("".into());
    let rows = (0..texts.len()).map(|at| view_text(form, field, words, &texts, at));
    view_frame(form, field, words, rows.collect(), texts.len(), FieldValue::List(more))
}

fn view_text(form: &Form, field: &StepField, words: &Words, all: &[Rc<str>], at: usize) -> Html {
    let mut rest = all.to_vec();
    rest.remove(at);
    let (texts, target, number) = (all.to_vec(), field.clone(), at + 1);
    let oninput = form.on_edit.reform(move |event: InputEvent| {
        let (input, mut texts): (HtmlInputElement, _) =
            (event.target_unchecked_into(), texts.clone());
        texts[at] = input.value().into();
        (target.clone(), FieldValue::List(texts))
    });
    let list = choices_id(field, words);
    html! {
        <div class="list-row">
            <input form={form_of(list.is_some())} class="input input-mono" value={all[at].to_string()} {list}
                aria-label={format!("{} {number}", words.one)} autocomplete="off" spellcheck="false" {oninput} />
            { view_remove(form, field, words, number, FieldValue::List(rest)) }
        </div>
    }
}

/// `ProvidedContexts`, where the call has it.
pub(super) fn view_contexts(form: &Form) -> Html {
    let field = StepField::ProvidedContexts;
    let Some(FieldValue::Tags(contexts)) = field.get(form.step.step()) else {
        return Html::default();
    };
    let words = Words { one: "Provided context", choices: Vec::new() };
    let mut more = contexts.clone();
    more.push(TagEntry {
        key: "arn:aws:iam::aws:contextProvider/IdentityCenter".into(),
        value: "".into(),
    });
    let rows = (0..contexts.len()).map(|at| {
        let mut rest = contexts.clone();
        rest.remove(at);
        html! {
            <div class="tag-row">
                { view_member(form, &contexts, at, "ProviderArn", |entry| &mut entry.key) }
                { view_member(form, &contexts, at, "ContextAssertion", |entry| &mut entry.value) }
                { view_remove(form, &field, &words, at + 1, FieldValue::Tags(rest)) }
            </div>
        }
    });
    view_frame(form, &field, &words, rows.collect(), contexts.len(), FieldValue::Tags(more))
}

fn view_member(
    form: &Form,
    all: &[TagEntry],
    at: usize,
    name: &'static str,
    member: fn(&mut TagEntry) -> &mut Rc<str>,
) -> Html {
    let mut shown = all[at].clone();
    let value = member(&mut shown).to_string();
    let all = all.to_vec();
    let oninput = form.on_edit.reform(move |event: InputEvent| {
        let (input, mut all): (HtmlInputElement, _) = (event.target_unchecked_into(), all.clone());
        *member(&mut all[at]) = input.value().into();
        (StepField::ProvidedContexts, FieldValue::Tags(all))
    });
    html! {
        <input form={FIELDS_FORM} class="input input-mono" {value} placeholder={name} aria-label={format!("{name} {}", at + 1)}
            autocomplete="off" spellcheck="false" {oninput} />
    }
}

fn view_frame(
    form: &Form,
    field: &StepField,
    words: &Words,
    rows: Html,
    count: usize,
    more: FieldValue,
) -> Html {
    let (id, target) = (format!("field-{}", field.name()), field.clone());
    let add = form.on_edit.reform(move |_: MouseEvent| (target.clone(), more.clone()));
    let limit = form.call().and_then(|call| limits::of(call, field));
    let most = form.call().and_then(|call| limits::most(call, field));
    let required = if limit.is_some_and(|limit| limit.required) { "required, " } else { "" };
    let counted =
        most.map_or_else(|| count.to_string(), |most| format!("{required}{count} of {most}"));
    html! {
        <fieldset class="field" {id}>
            <legend class="field-head">
                <span class="field-label">{ field.name().to_owned() }</span>
                <span class="field-limit">{ counted }</span>
            </legend>
            { rows }
            if let Some(error) = rules::service_says(form.step.result(), field) {
                <p class="field-note field-note-bad"><Icon glyph={Glyph::Error} /><span>{ with_code(&error) }</span></p>
            }
            if !words.choices.is_empty() {
                <datalist id={choices_id(field, words)}>
                    { for words.choices.iter().map(|choice| html! { <option value={choice.clone()} /> }) }
                </datalist>
            }
            <button type="button" class="button button-quiet" onclick={add}>
                <Icon glyph={Glyph::Add} />{ format!("Add {}", decapitalised(words.one)) }
            </button>
        </fieldset>
    }
}

fn view_remove(
    form: &Form,
    field: &StepField,
    words: &Words,
    number: usize,
    rest: FieldValue,
) -> Html {
    let target = field.clone();
    let onclick = form.on_edit.reform(move |_: MouseEvent| (target.clone(), rest.clone()));
    let label = format!("Remove {} {number}", decapitalised(words.one));
    html! {
        <button type="button" class="icon-button" data-edits="" aria-label={label.clone()} title={label} {onclick}><Icon glyph={Glyph::Close} /></button>
    }
}

/// `Policy ARN` as it stands within a sentence.
fn decapitalised(words: &str) -> String {
    let mut words = words.to_owned();
    if let Some(first) = words.get_mut(..1) {
        first.make_ascii_lowercase();
    }
    words
}

fn choices_id(field: &StepField, words: &Words) -> Option<String> {
    (!words.choices.is_empty()).then(|| format!("field-{}-choices", field.name()))
}
