//! The right side: why, request, credentials of the selected hop.

use yew::prelude::*;

use crate::{
    components::tabs::{Tab, Tabs},
    panels::{credentials::Credentials, request::Request, steps, terminal::Terminal, why::Why},
    state::{Action, InspectorTab},
    store::Store,
};

const TABS: [InspectorTab; 4] =
    [InspectorTab::Why, InspectorTab::Request, InspectorTab::Credentials, InspectorTab::Terminal];

/// The inspector.
pub(super) fn view(store: &Store) -> Html {
    let chosen = store.model().ui.inspector_tab;
    let names = ["Why", "Request", "Credentials", "Terminal"];
    let tabs = names.map(Tab::new).to_vec();
    let index = TABS.iter().position(|tab| *tab == chosen);
    html! {
        <>
            <Tabs id="inspector" label="Selected step" {tabs} chosen={index}
                on_choose={store.on(|index: usize| Action::InspectorTabChosen(TABS[index]))} />
            <div class="panel-scroll inspector-panel" id="inspector-panel" role="tabpanel" tabindex="0"
                aria-labelledby={format!("inspector-tab-{}", index.unwrap_or_default())}>
                { match chosen {
                    InspectorTab::Why => html! { <Why /> },
                    InspectorTab::Request => html! { <Request /> },
                    InspectorTab::Credentials => html! { <Credentials /> },
                    InspectorTab::Terminal => html! { <Terminal /> },
                } }
                { steps::view_first(store) }
            </div>
        </>
    }
}
