//! On a middle width: the narrow strip that opens the world over the chain.

use yew::prelude::*;

use crate::{
    components::{Glyph, Icon},
    state::{Action, DockTab, Subject},
    store::Store,
};

/// The rail.
pub(super) fn view(store: &Store) -> Html {
    let ui = &store.model().ui;
    let button = |glyph: Glyph, label: &'static str, pressed: bool, action: Action| {
        html! {
            <button type="button" class="icon-button" aria-label={label} title={label} aria-pressed={pressed.to_string()}
                onclick={store.on(move |_| action.clone())}>
                <Icon {glyph} />
            </button>
        }
    };
    let source = ui.subject == Some(Subject::Source);
    let toggle_source =
        if source { Action::SubjectClosed } else { Action::SubjectChosen(Subject::Source) };
    html! {
        <nav class="rail" aria-label="Parts of the workbench">
            { button(Glyph::World, "World", ui.world_open, Action::WorldToggled) }
            { button(Glyph::Steps, "Steps", ui.subject.is_none(), Action::DockTabChosen(DockTab::Hops)) }
            { button(Glyph::Source, "Source", source, toggle_source) }
        </nav>
    }
}
