//! Names on the left, facts on the right.

use yew::prelude::*;

use super::breakable;

/// A list of facts.
pub(crate) fn fact_list(facts: impl IntoIterator<Item = Html>) -> Html {
    html! { <dl class="facts">{ for facts }</dl> }
}

/// A fact with its name.
pub(crate) fn fact(name: impl Into<AttrValue>, value: Html) -> Html {
    let name = name.into();
    html! {
        <div class="facts-row">
            <dt>{ breakable(&name) }</dt>
            <dd>{ value }</dd>
        </div>
    }
}
