//! Condition keys of this request: what replaces the playground's own, what is taken away, and everything that holds.

use std::rc::Rc;

use iam::PrincipalKind;
use web_sys::HtmlSelectElement;
use yew::prelude::*;

use super::{
    Form,
    values::{self, AddName, Named},
};
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
pub(super) fn view(form: &Form) -> Html {
    html! {
        <fieldset class="request-group" id="field-context">
            <legend>{ "Condition keys of this request" }</legend>
            { for form.step.step().context.iter().map(|(key, values)| view_key(form, Named::Key, key, values.as_deref())) }
            <AddName what="condition key" words="Add key" example="aws:SourceIp" choices={&COMMON[..]}
                of={Named::Key} form={form.clone()} />
            { view_all(form) }
        </fieldset>
    }
}

/// Keys that services put into sessions.
const OF_SERVICES: [&str; 7] = [
    "ec2:SourceInstanceArn",
    "ec2:RoleDelivery",
    "aws:Ec2InstanceSourceVpc",
    "aws:Ec2InstanceSourcePrivateIPv4",
    "lambda:SourceFunctionArn",
    "ssm:SourceInstanceArn",
    "glue:RoleAssumedBy",
];

/// The keys that a service puts into the session, where a service calls.
pub(super) fn view_session_keys(form: &Form) -> Html {
    let step = form.step.step();
    let by_service = form
        .step
        .result()
        .caller
        .as_ref()
        .is_some_and(|caller| caller.principal.kind == PrincipalKind::Service);
    let is_role = form.has(&StepField::ExternalId);
    if step.session_keys.is_empty() && !(by_service && is_role) {
        return Html::default();
    }
    html! {
        <fieldset class="request-group" id="field-sessionKeys">
            <legend>{ "Condition keys that the service puts into the session" }</legend>
            { for step.session_keys.iter().map(|(key, values)| view_key(form, Named::SessionKey, key, values.as_deref())) }
            <AddName what="session key" words="Add session key" example="lambda:SourceFunctionArn" choices={&OF_SERVICES[..]}
                of={Named::SessionKey} form={form.clone()} />
        </fieldset>
    }
}

fn view_key(form: &Form, of: Named, key: &Rc<str>, values: Option<&[Rc<str>]>) -> Html {
    let field = of.field(Rc::clone(key));
    let drop = {
        let field = field.clone();
        form.on_edit.reform(move |_: MouseEvent| (field.clone(), FieldValue::Absent))
    };
    html! {
        <div class="context-key" key={key.to_string()}>
            <div class="context-head">
                <code>{ breakable(key) }</code>
                { view_kind(form, of, key, values.is_some()) }
                if let Some(values) = values { { values::view_more(form, &field, values) } }
                <button type="button" class="icon-button" data-edits="" aria-label={format!("Leave {key} to the playground")}
                    title="Leave it to the playground" onclick={drop}><Icon glyph={Glyph::Close} /></button>
            </div>
            if let Some(values) = values {
                { values::view(form, &field, values) }
            }
        </div>
    }
}

/// Whether the key has values or is taken away.
fn view_kind(form: &Form, of: Named, key: &Rc<str>, has_values: bool) -> Html {
    let field = of.field(Rc::clone(key));
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
