//! The statement that decides: what each element did, and the key that would change the outcome.

use simulator::narrate::{Comparison, ElementFact};
use yew::prelude::*;

use crate::components::{Glyph, Icon, inspector::breakable};

pub(super) fn view(elements: &[ElementFact], comparison: Option<&Comparison>) -> Html {
    html! {
        <>
            if !elements.is_empty() {
                <ul class="elements">{ for elements.iter().map(|element| view_element(element, comparison)) }</ul>
            }
            if let Some(comparison) = comparison {
                { view_comparison(comparison) }
            }
        </>
    }
}

fn view_element(element: &ElementFact, comparison: Option<&Comparison>) -> Html {
    // The comparison says it in more detail.
    let compared = comparison.is_some_and(|known| element.value.starts_with(&known.key));
    let (glyph, word) = match element.matched {
        true => (Glyph::Check, "matches: "),
        false => (Glyph::Close, "does not match: "),
    };
    html! {
        <li class={classes!("element", (!element.matched).then_some("element-off"))}>
            <Icon {glyph} />
            <span class="hidden-text">{ word }</span>
            <span class="element-name">{ element.name.clone() }</span>
            <span class="element-value">
                <code>{ breakable(&element.value) }</code>
                if !element.reason.is_empty() && !compared {
                    <span class="element-reason">{ element.reason.clone() }</span>
                }
            </span>
        </li>
    }
}

fn view_comparison(comparison: &Comparison) -> Html {
    let wanted = if comparison.lifts_a_deny { "Avoids the deny" } else { "Would match" };
    html! {
        <table class="comparison">
            <caption class="hidden-text">{ "The key that decides" }</caption>
            <tbody>
                <tr><th scope="row">{ "Key" }</th><td><code>{ breakable(&comparison.key) }</code></td></tr>
                <tr>
                    <th scope="row">{ "In the request" }</th>
                    <td>{ view_actual(comparison.actual.as_deref()) }</td>
                </tr>
                if let Some(value) = &comparison.wanted {
                    <tr><th scope="row">{ wanted }</th><td><code>{ breakable(value) }</code></td></tr>
                }
            </tbody>
        </table>
    }
}

fn view_actual(actual: Option<&str>) -> Html {
    match actual {
        Some(value) => html! { <code>{ breakable(value) }</code> },
        None => html! { <b class="comparison-missing">{ "missing" }</b> },
    }
}
