//! One line that tells what happened outside the chain: a removal with what it broke, a file that cannot be read.

use yew::prelude::*;

use super::scenario_bar;
use crate::{
    components::{Glyph, Icon, inspector::with_code},
    state::{Action, Offer},
    store::Store,
};

/// The line; nothing while there is nothing to tell.
pub(crate) fn view(store: &Store) -> Html {
    let notice = store.model().ui.notice.clone();
    let accept = |offer: Offer| {
        let store = store.clone();
        Callback::from(move |_| {
            store.dispatch(Action::NoticeDismissed);
            match offer {
                Offer::Undo => store.dispatch(Action::UndoRequested),
                Offer::Return => store.dispatch(Action::WorkReturnedTo),
                Offer::Mistake(span) => store.dispatch(Action::SourceRevealed(span)),
                Offer::File => scenario_bar::download_scenario(&store.simulation.scenario),
            }
        })
    };
    html! {
        <div class="notice-place" role="status">
            if let Some(notice) = notice {
                <div class={classes!("notice", notice.is_warning.then_some("notice-warning"))}>
                    <Icon glyph={if notice.is_warning { Glyph::Warning } else { Glyph::Info }} />
                    <p>{ with_code(&notice.text) }</p>
                    if let Some(offer) = notice.offers {
                        <button type="button" class="button" onclick={accept(offer)}>
                            { match offer {
                                Offer::Undo => "Undo",
                                Offer::Return => "Back to it",
                                Offer::Mistake(_) => "Go to the mistake",
                                Offer::File => "Download the scenario",
                            } }
                        </button>
                    }
                    <button type="button" class="icon-button" aria-label="Dismiss" title="Dismiss" onclick={store.on(|_| Action::NoticeDismissed)}>
                        <Icon glyph={Glyph::Close} />
                    </button>
                </div>
            }
        </div>
    }
}
