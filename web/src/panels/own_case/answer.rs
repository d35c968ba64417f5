//! The verdict of one's own case as far as it is known.

use std::rc::Rc;

use simulator::{narrate, paste::PieceKind};
use yew::prelude::*;

use super::Found;
use crate::{
    components::{Glyph, Icon, inspector::view_sentence, verdict::VerdictLabel},
    panels::frame,
    state::{Action, Origin, selectors::Verdict},
    store::Store,
};

/// The verdict, the cause, and the way into the workbench.
pub(super) fn view(store: &Store, found: &Found) -> Html {
    let denied = found.outcome.steps.iter().position(|step| Verdict::of(step) != Verdict::Allowed);
    let Some(index) = denied.or(found.outcome.steps.len().checked_sub(1)) else { return html! {} };
    let step = &found.outcome.steps[index];
    let verdict = Verdict::of(step);
    let cause = narrate::cause(&found.scenario, &found.outcome, step);
    let remedy = narrate::remedy(&found.scenario, &found.outcome, step);
    let model = diagram::Model::new(&found.scenario, &found.outcome);
    let scenario = Rc::clone(&found.scenario);
    let open = store.on(move |_| Action::ScenarioOpened {
        scenario: Rc::clone(&scenario),
        origin: Origin::Own,
    });
    html! {
        <section class={format!("own-answer trial-answer-{}", verdict.class())} aria-labelledby="own-verdict">
            <h2 class="own-verdict" id="own-verdict">{ "As far as it is known " }<VerdictLabel {verdict} /></h2>
            { frame::view_strip(&model, u32::try_from(index + 1).ok(), None) }
            <p class="trial-cause" role="status">{ view_sentence(&cause) }</p>
            if let Some(remedy) = remedy { <p class="own-remedy">{ view_sentence(&remedy) }</p> }
            if contradicts(found, verdict) {
                <p class="field-note"><Icon glyph={Glyph::Info} />
                    { "Your message says that the call was refused; with what is known here it is allowed. The reason is in something that is still missing below." }
                </p>
            }
            <button type="button" class="button button-primary own-open" onclick={open}>
                { "Open in the workbench" }<Icon glyph={Glyph::ArrowRight} />
            </button>
        </section>
    }
}

/// Whether a message of a refusal was pasted and the call is allowed here.
fn contradicts(found: &Found, verdict: Verdict) -> bool {
    let refused = |piece: &simulator::paste::Piece| matches!(piece.kind, PieceKind::Message(_));
    verdict == Verdict::Allowed && found.case.pieces().iter().any(refused)
}
