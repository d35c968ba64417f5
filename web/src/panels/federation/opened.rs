//! A signed text, opened: its header, what it says, and what the service makes of it.

use federation::oidc;
use simulator::{
    narrate,
    outcome::{Judged, Presented, StepResult},
    scenario::Operation,
};
use sts::request::Call;
use yew::prelude::*;

use super::draft::{self, Draft};
use crate::{
    components::{
        Glyph, Icon,
        inspector::{breakable, fact, fact_list, with_code},
    },
    panels::step::StepView,
    state::signing::Kind,
};

pub(super) fn view(step: &StepView) -> Html {
    let Some(kind) = draft::kind_of(step) else { return Html::default() };
    let draft = Draft::opened(kind, step);
    let says = match &step.result().presented {
        Some(Presented::WebIdentity(_)) => "Claims, and the condition keys that they become",
        _ => "What it says, and the condition keys that it becomes",
    };
    html! {
        <div class="opened">
            { view_judged(step, kind) }
            if let Some(header) = header(step) {
                <h3>{ "Header" }</h3>
                { fact_list(header.into_iter().map(|(name, value)| fact(name, html! { <code>{ breakable(&value) }</code> }))) }
            }
            if !draft.rows.is_empty() {
                <h3>{ says }</h3>
                { fact_list(draft.rows.iter().map(|(name, value)| {
                    let note = draft.note_of(name, value);
                    fact(name.clone(), html! {
                        <>
                            <code>{ breakable(value) }</code>
                            if !note.is_empty() { <span class="opened-keys">{ breakable(&note) }</span> }
                        </>
                    })
                })) }
            }
        </div>
    }
}

/// The header of a token.
fn header(step: &StepView) -> Option<Vec<(String, String)>> {
    let Operation::Sts(call) = &step.step().operation else { return None };
    let Call::AssumeRoleWithWebIdentity(call) = &call.call else { return None };
    let token = oidc::read_token(call.token.as_ref()?.text()?).ok()?;
    let members = token.header.members()?;
    let text = |value: &iam::json::Value| {
        value.as_str().map_or_else(|| iam::json::print_compact(value), str::to_owned)
    };
    Some(members.iter().map(|member| (member.name.to_string(), text(&member.value))).collect())
}

/// Everything that the service asks of it: what holds, what it was refused for, what was not asked any more.
fn view_judged(step: &StepView, kind: Kind) -> Html {
    let result = step.result();
    let all: &[Judged] = match kind {
        Kind::Token => &Judged::OF_TOKEN,
        Kind::Assertion => &Judged::OF_ASSERTION,
    };
    let asked = &result.judged;
    let stopped = asked.len() < all.len() || result.caller.is_none();
    let reason = match &result.result {
        StepResult::Refused(refusal) => refusal.error.message.to_string(),
        _ => String::new(),
    };
    if asked.is_empty() {
        let words = if reason.is_empty() { "Nothing was asked of it." } else { &reason };
        return html! {
            <p class="field-note field-note-bad"><Icon glyph={Glyph::Error} /><span>{ with_code(words) }</span></p>
        };
    }
    html! {
        <ul class="judged" aria-label="What the service asks of it">
            { for all.iter().enumerate().map(|(at, what)| {
                let words = narrate::judged(*what);
                if at >= asked.len() {
                    html! { <li class="secondary"><Icon glyph={Glyph::Info} /><span>{ words }{ ": not asked any more" }</span></li> }
                } else if stopped && at + 1 == asked.len() {
                    html! { <li class="judged-refused"><Icon glyph={Glyph::Denied} /><span>{ words }{ ": no. " }{ with_code(&reason) }</span></li> }
                } else {
                    html! { <li><Icon glyph={Glyph::Check} /><span>{ words }</span></li> }
                }
            }) }
        </ul>
    }
}
