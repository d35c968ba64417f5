//! What stands in the page while its second part is loaded, and what is said when it cannot be.

use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::{
    chunks,
    panels::frame::top_bar,
    state::{Action, View},
    store::use_store,
};

/// Loads the second part.
#[component]
pub(crate) fn Waiting() -> Html {
    let store = use_store();
    let failed = use_state(|| None::<&'static str>);
    let load = {
        let failed = failed.clone();
        let store = store.clone();
        Callback::from(move |()| {
            let (failed, store) = (failed.clone(), store.clone());
            failed.set(None);
            spawn_local(async move {
                match chunks::load_workbench().await {
                    Ok(()) => store.dispatch(Action::RestLoaded),
                    Err(sentence) => failed.set(Some(sentence)),
                }
            });
        })
    };
    {
        let load = load.clone();
        use_effect_with((), move |()| load.emit(()));
    }
    html! {
        <div class="waiting">
            { top_bar::view(&store, html! {}, failed.map(|_| Vec::new())) }
            <main class="shell-main" data-region="" tabindex="-1">
                <p role="status">{ failed.unwrap_or("Loading the workbench…") }</p>
                if failed.is_some() {
                    <p>
                        <button type="button" class="button button-primary" onclick={load.reform(|_| ())}>{ "Try again" }</button>
                        { " " }
                        <button type="button" class="button" onclick={store.on(|_| Action::ViewChosen(View::Gallery))}>{ "Back to the scenarios" }</button>
                    </p>
                }
            </main>
        </div>
    }
}
