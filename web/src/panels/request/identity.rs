//! What an identity provider signed for the caller: the claims of a token, the content of an assertion.

use std::rc::Rc;

use sts::request::{Call, Claim, Signed};
use yew::prelude::*;

use super::{
    Accepts, Form, Parameter, limits,
    values::{self, AddName, Named},
};
use crate::{
    chunks::{self, Federation},
    components::{
        Glyph, Icon,
        inspector::{breakable, fact, fact_list},
    },
    panels::wanted::Wanted,
    state::{Action, FieldValue, StepField, Subject, signed::Part},
    store::use_store,
};

/// Claims that providers put into their tokens.
const CLAIMS: [&str; 8] = ["iss", "aud", "sub", "azp", "amr", "email", "iat", "exp"];

/// Attributes that AWS reads.
const ATTRIBUTES: [&str; 5] = [
    "https://aws.amazon.com/SAML/Attributes/Role",
    "https://aws.amazon.com/SAML/Attributes/RoleSessionName",
    "https://aws.amazon.com/SAML/Attributes/SessionDuration",
    "https://aws.amazon.com/SAML/Attributes/SourceIdentity",
    "https://aws.amazon.com/SAML/Attributes/PrincipalTag:team",
];

/// The signed content, where the call has one.
pub(super) fn view(form: &Form, call: &Call) -> Html {
    match call {
        Call::AssumeRoleWithWebIdentity(_) | Call::AssumeRoleWithSaml(_) => html! {
            <>{ view_presented(form, call) }<SigningFold form={form.clone()} /></>
        },
        _ => Html::default(),
    }
}

/// The form in which the text is issued or pasted.
#[component]
fn SigningFold(props: &FoldProps) -> Html {
    let form = &props.form;
    let store = use_store();
    let used = store.model().ui.signing.of(&form.step.step().id).is_some();
    let (step, on_action) = (form.step.clone(), form.on_action.clone());
    let view = Callback::from(move |part: Federation| {
        (part.view_signing)(step.clone(), on_action.clone())
    });
    html! { <Wanted words="Issue or paste what the provider signs" {used} {view} /> }
}

/// Properties of [`SigningFold`].
#[derive(PartialEq, Properties)]
struct FoldProps {
    form: Form,
}

/// What stands in the step.
fn view_presented(form: &Form, call: &Call) -> Html {
    match call {
        Call::AssumeRoleWithWebIdentity(call) if is_text(&call.token) => {
            view_text(form, "WebIdentityToken", &call.token)
        }
        Call::AssumeRoleWithSaml(call) if is_text(&call.assertion) => {
            view_text(form, "SAMLAssertion", &call.assertion)
        }
        Call::AssumeRoleWithWebIdentity(call) => {
            let content = call.token.as_ref().and_then(Signed::content);
            let claims = content.into_iter().flat_map(|token| &token.claims);
            let nested = claims.filter_map(|(name, claim)| match claim {
                Claim::Map(entries) => Some((name, entries)),
                _ => None,
            });
            let nested: Vec<Html> =
                nested.map(|(name, entries)| view_nested(name, entries)).collect();
            html! {
                <fieldset class="field signed" id="field-WebIdentityToken">
                    { view_head(form, "WebIdentityToken", "Claims, as the provider signed them") }
                    { view_listed(form) }
                    if !nested.is_empty() { { fact_list(nested) }{ view_source(form, "Edit named values in the source") } }
                    <AddName what="claim" words="Add claim" example="sub" choices={&CLAIMS[..]} of={Named::Claim}
                        form={form.clone()} />
                </fieldset>
            }
        }
        Call::AssumeRoleWithSaml(_) => html! {
            <fieldset class="field signed" id="field-SAMLAssertion">
                { view_head(form, "SAMLAssertion", "As the provider signed it") }
                { for Part::OF_ASSERTION.into_iter().map(|part| view_part(form, part)) }
                { view_listed(form) }
                <AddName what="attribute" words="Add attribute" example="https://aws.amazon.com/SAML/Attributes/Role"
                    choices={&ATTRIBUTES[..]} of={Named::Attribute} form={form.clone()} />
            </fieldset>
        },
        _ => Html::default(),
    }
}

fn is_text<T>(given: &Option<Signed<T>>) -> bool {
    given.as_ref().is_some_and(|given| given.text().is_some())
}

/// A signed text, which is changed as a whole or not at all.
fn view_text<T>(form: &Form, name: &'static str, given: &Option<Signed<T>>) -> Html {
    let text = given.as_ref().and_then(Signed::text).map_or("", |text| text);
    html! {
        <fieldset class="field signed" id={format!("field-{name}")}>
            { view_head(form, name, "As it travels, signed by the provider") }
            if let Some(part) = chunks::federation() { { (part.view_opened)(&form.step) } }
            <details class="context-all">
                <summary>{ format!("The text, {} characters", text.len()) }</summary>
                <code>{ breakable(text) }</code>
                { view_source(form, "Edit it in the source") }
            </details>
        </fieldset>
    }
}

fn view_head(form: &Form, name: &'static str, content: &'static str) -> Html {
    let limit = form.call().and_then(|call| sts::limit(call, name)).map(limits::words);
    html! {
        <>
            <legend class="field-head">
                <span class="field-label">{ name }</span>
                if let Some(limit) = limit { <span class="field-limit">{ limit }</span> }
            </legend>
            <p class="field-note">{ content }</p>
        </>
    }
}

/// A part of the assertion with one text.
fn view_part(form: &Form, part: Part) -> Html {
    let (limit, holding) = match part {
        Part::NameIdFormat => ("", "persistent"),
        Part::Issued => ("UTC", "the moment of the call"),
        Part::NotOnOrAfter => ("UTC", "no end"),
        _ => ("", "empty"),
    };
    let accepts = match part {
        Part::Issued | Part::NotOnOrAfter => Accepts::Moment,
        _ => Accepts::Text,
    };
    let field = form.parameter(StepField::Signed(part)).accepting(accepts);
    html! { <Parameter ..field.limited(limit).holding(holding) /> }
}

/// Claims or attributes, value by value.
fn view_listed(form: &Form) -> Html {
    let simulator::scenario::Operation::Sts(call) = &form.step.step().operation else {
        return Html::default();
    };
    Part::listed(&call.call).into_iter().map(|part| view_named(form, part)).collect()
}

fn view_named(form: &Form, part: Part) -> Html {
    let field = StepField::Signed(part);
    let Some(FieldValue::List(all)) = field.get(form.step.step()) else { return Html::default() };
    let name = field.name().to_owned();
    // The beginning that all of AWS's attributes share says nothing.
    let short = name.strip_prefix("https://aws.amazon.com/SAML/Attributes/").unwrap_or(&name);
    let drop = {
        let field = field.clone();
        form.on_edit.reform(move |_: MouseEvent| (field.clone(), FieldValue::Absent))
    };
    html! {
        <div class="context-key" key={name.clone()}>
            <div class="context-head">
                <code title={name.clone()}>{ breakable(short) }</code>
                { values::view_more(form, &field, &all) }
                <button type="button" class="icon-button" data-edits="" aria-label={format!("Leave out {name}")} title="Leave it out"
                    onclick={drop}><Icon glyph={Glyph::Close} /></button>
            </div>
            { values::view(form, &field, &all) }
        </div>
    }
}

/// A claim that holds named values of its own, such as session tags.
fn view_nested(name: &str, entries: &[(Rc<str>, Claim)]) -> Html {
    let all = entries.iter().map(|(name, claim)| format!("{name}: {}", words(claim)));
    let all = all.collect::<Vec<_>>().join("; ");
    fact(name.to_owned(), html! { <code>{ breakable(&all) }</code> })
}

fn view_source(form: &Form, words: &'static str) -> Html {
    let onclick = form.on_action.reform(|_: MouseEvent| Action::SubjectChosen(Subject::Source));
    html! {
        <button type="button" class="button button-quiet" {onclick}><Icon glyph={Glyph::Source} />{ words }</button>
    }
}

fn words(claim: &Claim) -> String {
    match claim {
        Claim::Text(text) | Claim::Number(text) => text.to_string(),
        Claim::Bool(value) => value.to_string(),
        Claim::List(values) => values.join(", "),
        Claim::Map(entries) => {
            let all = entries.iter().map(|(name, claim)| format!("{name}: {}", words(claim)));
            all.collect::<Vec<_>>().join("; ")
        }
    }
}
