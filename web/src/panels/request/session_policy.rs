//! Documents that the step itself carries: the session policy of a call, the document that a change saves.

use simulator::scenario::DocumentAddress;
use sts::LimitRange;
use yew::prelude::*;

use super::{Form, limits, rules};
use crate::{
    components::{Glyph, Icon, inspector::with_code},
    state::{Action, FieldValue, StepField, facts},
};

/// What a new session policy says: it takes nothing away.
pub(crate) const WIDE: &str = "{\n  \"Version\": \"2012-10-17\",\n  \"Statement\": [\n    {\n      \"Effect\": \"Allow\",\n      \"Action\": \"*\",\n      \"Resource\": \"*\"\n    }\n  ]\n}";

/// `Policy` of a call.
pub(super) fn view(form: &Form) -> Html {
    let step = form.step.step().id.clone();
    view_document(form, &StepField::Policy, "Policy", DocumentAddress::StepSession { step })
}

/// The document that a change saves, where it saves one.
pub(super) fn view_saved(form: &Form) -> Html {
    let step = form.step.step().id.clone();
    match StepField::Document.get(form.step.step()) {
        Some(FieldValue::Text(_)) => view_document(
            form,
            &StepField::Document,
            "PolicyDocument",
            DocumentAddress::Change { step },
        ),
        _ => Html::default(),
    }
}

fn view_document(
    form: &Form,
    field: &StepField,
    label: &'static str,
    address: DocumentAddress,
) -> Html {
    let Some(value) = field.get(form.step.step()) else { return Html::default() };
    let text = match &value {
        FieldValue::Text(text) => Some(text),
        _ => None,
    };
    let limit = text.map_or_else(
        || "not sent".to_owned(),
        |text| {
            let length = text.encode_utf16().count();
            match form.call().and_then(|call| limits::of(call, field)).map(|limit| limit.range) {
                Some(LimitRange::Characters { most: Some(most), .. }) => {
                    format!("{length} of {most} characters")
                }
                _ => format!("{length} characters"),
            }
        },
    );
    html! {
        <div class="field" id={format!("field-{}", field.name())}>
            <div class="field-head">
                <span class="field-label">{ label }</span>
                <span class="field-limit">{ limit }</span>
            </div>
            if let Some(error) = rules::service_says(form.step.result(), field) {
                <p class="field-note field-note-bad"><Icon glyph={Glyph::Error} /><span>{ with_code(&error) }</span></p>
            }
            <div class="request-ways">
                if text.is_some() { { view_ways(form, field, address) } } else { { view_add(form, field, address) } }
            </div>
            { view_inherited(form, field) }
        </div>
    }
}

fn view_ways(form: &Form, field: &StepField, address: DocumentAddress) -> Html {
    let open = form
        .on_action
        .reform(move |_| Action::DocumentOpened { address: address.clone(), reveal: None });
    let field = field.clone();
    let can_remove = field == StepField::Policy;
    let remove = form.on_edit.reform(move |_: MouseEvent| (field.clone(), FieldValue::Absent));
    html! {
        <>
            <button type="button" class="button" onclick={open}><Icon glyph={Glyph::Document} />{ "Open document" }</button>
            if can_remove {
                <button type="button" class="button button-quiet" onclick={remove}>{ "Leave it out" }</button>
            }
        </>
    }
}

fn view_add(form: &Form, field: &StepField, address: DocumentAddress) -> Html {
    let (on_edit, on_action, field) = (form.on_edit.clone(), form.on_action.clone(), field.clone());
    let onclick = Callback::from(move |_: MouseEvent| {
        on_edit.emit((field.clone(), FieldValue::typed(WIDE)));
        on_action.emit(Action::DocumentOpened { address: address.clone(), reveal: None });
    });
    html! {
        <button type="button" class="button button-quiet" {onclick}><Icon glyph={Glyph::Add} />{ "Add session policy" }</button>
    }
}

/// A session policy never travels on: say so where somebody might expect it.
fn view_inherited(form: &Form, field: &StepField) -> Html {
    let limited = form.step.calling_session().is_some_and(|session| session.policy.is_some());
    if *field != StepField::Policy || !limited {
        return Html::default();
    }
    let origin = form.step.result().caller.as_ref().and_then(|caller| caller.minted_by);
    html! {
        <p class="field-note">{ format!("The session policy of {} does not carry over.", facts::origin(origin)) }</p>
    }
}
