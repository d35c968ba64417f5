//! SourceIdentity: locked with its origin where the calling session has one already.

use std::rc::Rc;

use yew::prelude::*;

use super::{Form, Parameter};
use crate::{
    components::{Glyph, Icon, inspector::breakable},
    state::{FieldValue, StepField, facts},
};

/// The field, or the value that is carried.
#[component]
pub(super) fn SourceIdentity(form: &Form) -> Html {
    let anyway = use_state(|| false);
    let Some(value) = StepField::SourceIdentity.get(form.step.step()) else {
        return Html::default();
    };
    let held = form.step.calling_session().and_then(|session| session.source_identity.clone());
    match held {
        Some(held) if value == FieldValue::Absent && !*anyway => {
            let onclick = Callback::from(move |_: MouseEvent| anyway.set(true));
            view_locked(form, &held, onclick)
        }
        held => {
            let note =
                held.map(|held| format!("The calling session has {held}; another one is refused."));
            let field = form.parameter(StepField::SourceIdentity);
            html! { <Parameter ..field.noted(note.unwrap_or_default()) /> }
        }
    }
}

fn view_locked(form: &Form, held: &Rc<str>, onclick: Callback<MouseEvent>) -> Html {
    let origin = form.step.result().caller.as_ref().and_then(|caller| {
        facts::carried_since(form.step.outcome(), caller, |session| {
            session.source_identity.as_ref() == Some(held)
        })
    });
    html! {
        <div class="field">
            <div class="field-head">
                <span class="field-label">{ "SourceIdentity" }</span>
                <button type="button" class="link-button field-limit" data-edits="" {onclick}>{ "Send one anyway" }</button>
            </div>
            <p class="locked" id="field-SourceIdentity">
                <Icon glyph={Glyph::Lock} />
                <span class="mono">{ breakable(held) }</span>
            </p>
            <p class="field-note">
                <Icon glyph={Glyph::Fingerprint} />
                { format!("Set by {}. No later hop can change it.", facts::origin(origin)) }
            </p>
        </div>
    }
}
