//! The card with the one fact that decides a refusal.

use simulator::narrate::{self, DecidingFact};
use yew::prelude::*;

use super::{limit, statement};
use crate::{
    components::{Glyph, Icon, inspector::with_code},
    panels::step::StepView,
};

pub(super) fn view(step: &StepView) -> Html {
    match narrate::deciding_fact(step.outcome(), step.result()) {
        None => Html::default(),
        Some(DecidingFact::Limit { title, asked, role_maximum, cap, note }) => {
            card(&title, Some(&note), limit::bars(asked, role_maximum, cap))
        }
        Some(DecidingFact::Statement { title, elements, comparison, note, .. }) => {
            let evidence = statement::view(&elements, comparison.as_ref());
            card(&title, note.as_deref(), evidence)
        }
        Some(DecidingFact::Absence { title, note }) => card(&title, Some(&note), Html::default()),
    }
}

/// The card: its heading, the evidence, a note.
pub(super) fn card(title: &str, note: Option<&str>, evidence: Html) -> Html {
    html! {
        <section class="decides">
            <h3 class="decides-head">
                <Icon glyph={Glyph::Denied} />
                <span class="decides-title">{ title.to_owned() }</span>
                <span class="decides-word">{ "Decides" }</span>
            </h3>
            { evidence }
            if let Some(note) = note {
                <p class="decides-note">{ with_code(note) }</p>
            }
        </section>
    }
}
