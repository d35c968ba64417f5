//! The head over what the centre shows below the chain: its name, which can be edited in place, what it is, and the way
//! back.

use std::rc::Rc;

use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::{
    components::{Glyph, Icon},
    state::{Action, EntityAddress, selectors},
    store::Store,
};

/// The head.
pub(crate) fn view(
    store: &Store,
    glyph: Glyph,
    name: &str,
    kind: &str,
    renames: Option<&EntityAddress>,
    tools: Html,
) -> Html {
    let close = store.on(|_| Action::SubjectClosed);
    html! {
        <header class="panel-head panel-head-line">
            <Icon {glyph} />
            { match renames {
                Some(entity) => view_name(store, entity),
                None => html! { <h2 class="subject-name" title={name.to_owned()}>{ name }</h2> },
            } }
            if !kind.is_empty() { <span class="chip subject-kind">{ kind }</span> }
            <div class="panel-head-right">
                { tools }
                <button type="button" class="icon-button" aria-label="Close, show the steps" title="Close, show the steps" onclick={close}>
                    <Icon glyph={Glyph::Close} />
                </button>
            </div>
        </header>
    }
}

/// The name as a field: Enter or leaving it renames, Escape leaves the name as it was.
fn view_name(store: &Store, entity: &EntityAddress) -> Html {
    let name = selectors::entity_title(&store.simulation.scenario, entity);
    let onchange = {
        let entity = entity.clone();
        store.on(move |event: Event| {
            let field: HtmlInputElement = event.target_unchecked_into();
            Action::EntityRenamed { entity: entity.clone(), name: Rc::from(field.value().trim()) }
        })
    };
    let onkeydown = {
        let name = name.clone();
        Callback::from(move |event: KeyboardEvent| {
            if event.key() == "Escape" {
                event.target_unchecked_into::<HtmlInputElement>().set_value(&name);
            }
        })
    };
    let size = name.chars().count().clamp(6, 40).to_string();
    let title = name.clone();
    html! {
        <>
            <h2 class="hidden-text">{ name.clone() }</h2>
            <input type="text" class="input subject-rename" id="subject-name" aria-label="Name; what refers to it follows"
                {title} data-own-undo="" {size} value={name}
                spellcheck="false" autocomplete="off" {onchange} {onkeydown} />
            // The field has a name of its own; what stands beside it leads into it too.
            <label for="subject-name" class="subject-pencil" title="Rename"><Icon glyph={Glyph::Edit} /></label>
        </>
    }
}

/// The button that removes what the centre shows.
pub(crate) fn view_remove(store: &Store, action: Action) -> Html {
    let onclick = store.on(move |_| action.clone());
    html! {
        <button type="button" class="button button-quiet" {onclick}><Icon glyph={Glyph::Trash} />{ "Remove" }</button>
    }
}
