//! The tab bar of a phone.

use yew::prelude::*;

use crate::{
    components::{Glyph, Icon},
    state::{Action, PhoneTab, Subject},
    store::Store,
};

/// The bar.
pub(super) fn view(store: &Store) -> Html {
    let ui = &store.model().ui;
    let (document, glyph) = match ui.subject {
        Some(Subject::Entity(_)) => ("Settings", Glyph::Edit),
        Some(Subject::History) => ("History", Glyph::History),
        Some(Subject::WaysIn(_)) => ("Calls", Glyph::Role),
        Some(Subject::Source) => ("Source", Glyph::Source),
        Some(Subject::Event { .. }) => ("Event", Glyph::Event),
        _ => ("Policy", Glyph::Document),
    };
    let tab = |tab: PhoneTab, glyph: Glyph, label: &'static str| {
        let current = (ui.phone_tab == tab).then_some("page");
        html! {
            <li>
                <button type="button" class="phone-tab" aria-current={current} onclick={store.on(move |_| Action::PhoneTabChosen(tab))}>
                    <Icon {glyph} /><span>{ label }</span>
                </button>
            </li>
        }
    };
    html! {
        <nav class="phone-tabs" aria-label="Parts of the workbench">
            <ul>
                { tab(PhoneTab::Chain, Glyph::Chain, "Chain") }
                { tab(PhoneTab::Why, Glyph::Info, "Why") }
                { tab(PhoneTab::World, Glyph::World, "World") }
                if ui.subject.is_some() { { tab(PhoneTab::Document, glyph, document) } }
                { tab(PhoneTab::Hops, Glyph::Steps, "Steps") }
                { tab(PhoneTab::Clock, Glyph::Clock, "Clock") }
            </ul>
        </nav>
    }
}
