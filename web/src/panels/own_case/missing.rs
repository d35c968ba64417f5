//! What is not known yet, each with the command that prints it, and what is assumed meanwhile.

use std::rc::Rc;

use yew::prelude::*;

use super::Found;
use crate::components::copy_button::CopyButton;

/// Properties of [`Missing`].
#[derive(PartialEq, Properties)]
pub(super) struct Props {
    /// What was recognised.
    pub(super) found: Rc<Found>,
}

/// Both lists.
#[component]
pub(super) fn Missing(props: &Props) -> Html {
    if props.found.case.pieces().is_empty() {
        return view_begin();
    }
    let missing = props.found.case.missing();
    let assumed = props.found.case.assumptions_made();
    html! {
        <>
            if !missing.is_empty() {
                <section class="own-section" aria-labelledby="own-missing">
                    <h2 id="own-missing">{ "Still missing" }</h2>
                    <ul class="own-list">{ for missing.iter().map(view_missing) }</ul>
                </section>
            }
            if !assumed.is_empty() {
                <section class="own-section" aria-labelledby="own-assumed">
                    <h2 id="own-assumed">{ "Assumed meanwhile" }</h2>
                    <ul class="own-list secondary">{ for assumed.iter().map(|words| html! { <li>{ words.clone() }</li> }) }</ul>
                </section>
            }
        </>
    }
}

/// What an empty box is told beside it.
fn view_begin() -> Html {
    html! {
        <div class="own-begin">
            <p>{ "Begin with the error message or with the command that you ran." }</p>
            <p>{ "What it takes beyond that is then asked for here by name, each with the command that prints it. The verdict stands from the first line on." }</p>
        </div>
    }
}

fn view_missing(missing: &simulator::paste::Missing) -> Html {
    html! {
        <li>
            <p>{ missing.what.clone() }</p>
            if let Some(command) = &missing.command {
                <div class="own-command">
                    <code>{ command.clone() }</code>
                    <CopyButton text={command.clone()} what="command" />
                </div>
            }
        </li>
    }
}
