//! Condition keys of this request: what replaces the playground's own, what is taken away, and everything that holds.

use std::rc::Rc;

use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

use super::Form;
use crate::{
    components::{Glyph, Icon, inspector::breakable},
    state::{FieldValue, StepField},
};

/// Keys that people set most often.
const COMMON: [&str; 12] = [
    "aws:SourceIp",
    "aws:RequestedRegion",
    "aws:MultiFactorAuthPresent",
    "aws:MultiFactorAuthAge",
    "aws:SourceVpc",
    "aws:SourceVpce",
    "aws:SourceAccount",
    "aws:SourceArn",
    "aws:SecureTransport",
    "aws:UserAgent",
    "aws:PrincipalOrgID",
    "aws:CurrentTime",
];

/// The keys that the step gives.
#[component]
pub(super) fn ContextKeys(form: &Form) -> Html {
    let wanted = use_state(String::new);
    let oninput = {
        let wanted = wanted.clone();
        Callback::from(move |event: InputEvent| {
            let field: HtmlInputElement = event.target_unchecked_into();
            wanted.set(field.value());
        })
    };
    let onsubmit = {
        let (wanted, on_edit) = (wanted.clone(), form.on_edit.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let key = wanted.trim();
            if !key.is_empty() {
                on_edit.emit((StepField::Context(key.into()), FieldValue::List(vec!["".into()])));
                wanted.set(String::new());
            }
        })
    };
    html! {
        <fieldset class="request-group" id="field-context">
            <legend>{ "Condition keys of this request" }</legend>
            { for form.step.step().context.iter().map(|(key, values)| view_key(form, key, values.as_deref())) }
            <form class="list-row" {onsubmit}>
                <input class="input input-mono" value={(*wanted).clone()} list="field-context-choices" placeholder="aws:SourceIp"
                    aria-label="Condition key to add" autocomplete="off" spellcheck="false" {oninput} />
                <button type="submit" class="button"><Icon glyph={Glyph::Add} />{ "Add key" }</button>
            </form>
            <datalist id="field-context-choices">{ for COMMON.iter().map(|key| html! { <option value={*key} /> }) }</datalist>
            { view_all(form) }
        </fieldset>
    }
}

fn view_key(form: &Form, key: &Rc<str>, values: Option<&[Rc<str>]>) -> Html {
    let field = StepField::Context(Rc::clone(key));
    let drop = {
        let field = field.clone();
        form.on_edit.reform(move |_: MouseEvent| (field.clone(), FieldValue::Absent))
    };
    html! {
        <div class="context-key" key={key.to_string()}>
            <div class="context-head">
                <code>{ breakable(key) }</code>
                { view_kind(form, key, values.is_some()) }
                <button type="button" class="icon-button" aria-label={format!("Leave {key} to the playground")}
                    title="Leave it to the playground" onclick={drop}><Icon glyph={Glyph::Close} /></button>
            </div>
            if let Some(values) = values {
                { for (0..values.len()).map(|at| view_value(form, &field, values, at)) }
                <button type="button" class="link-button" onclick={more(form, &field, values)}>{ "Another value" }</button>
            }
        </div>
    }
}

/// Whether the key has values or is taken away.
fn view_kind(form: &Form, key: &Rc<str>, has_values: bool) -> Html {
    let field = StepField::Context(Rc::clone(key));
    let onchange = form.on_edit.reform(move |event: Event| {
        let chosen: HtmlSelectElement = event.target_unchecked_into();
        let value = if chosen.value() == "missing" {
            FieldValue::Withheld
        } else {
            FieldValue::List(vec!["".into()])
        };
        (field.clone(), value)
    });
    html! {
        <select class="input" aria-label={format!("{key} is")} {onchange}>
            <option value="given" selected={has_values}>{ "given" }</option>
            <option value="missing" selected={!has_values}>{ "missing" }</option>
        </select>
    }
}

fn view_value(form: &Form, field: &StepField, values: &[Rc<str>], at: usize) -> Html {
    let (all, target) = (values.to_vec(), field.clone());
    let oninput = form.on_edit.reform(move |event: InputEvent| {
        let (input, mut all): (HtmlInputElement, _) = (event.target_unchecked_into(), all.clone());
        if let Some(value) = all.get_mut(at) {
            *value = input.value().into();
        }
        (target.clone(), FieldValue::List(all))
    });
    let rest: Vec<Rc<str>> = values
        .iter()
        .enumerate()
        .filter(|(other, _)| *other != at)
        .map(|(_, value)| Rc::clone(value))
        .collect();
    let (name, target) = (format!("{} {}", field.name(), at + 1), field.clone());
    let remove =
        form.on_edit.reform(move |_: MouseEvent| (target.clone(), FieldValue::List(rest.clone())));
    html! {
        <div class="list-row">
            <input class="input input-mono" value={values[at].to_string()} aria-label={format!("Value {name}")}
                autocomplete="off" spellcheck="false" {oninput} />
            if values.len() > 1 {
                <button type="button" class="icon-button" aria-label={format!("Remove value {name}")} onclick={remove}>
                    <Icon glyph={Glyph::Close} />
                </button>
            }
        </div>
    }
}

fn more(form: &Form, field: &StepField, values: &[Rc<str>]) -> Callback<MouseEvent> {
    let (field, mut all) = (field.clone(), values.to_vec());
    all.push("".into());
    form.on_edit.reform(move |_| (field.clone(), FieldValue::List(all.clone())))
}

/// Every key that the request has in the end.
fn view_all(form: &Form) -> Html {
    let Some(asked) = form.step.result().authorizations.first() else { return Html::default() };
    let count = asked.context.iter().count();
    html! {
        <details class="context-all">
            <summary>{ format!("All {count} keys of this request") }</summary>
            <dl class="facts">
                { for asked.context.iter().map(|(key, values)| html! {
                    <div class="facts-row">
                        <dt><code>{ breakable(key.as_str()) }</code></dt>
                        <dd><code>{ breakable(&values.join(", ")) }</code></dd>
                    </div>
                }) }
            </dl>
        </details>
    }
}
