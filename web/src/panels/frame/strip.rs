//! The chain in one line of buttons: who begins, then each call with its verdict and its target.

use diagram::{
    Model,
    model::{Call, Verdict},
};
use yew::prelude::*;

use crate::components::{Glyph, Icon};

/// The strip. Without `on_select` the calls are no buttons.
pub(crate) fn view(
    model: &Model,
    selected: Option<u32>,
    on_select: Option<&Callback<usize>>,
) -> Html {
    let start = model.nodes.first().map(|node| node.name.to_string()).unwrap_or_default();
    html! {
        <ol class="strip" aria-label="The chain in one line">
            <li class="strip-node">{ start }</li>
            { for model.calls.iter().map(|call| view_call(model, call, selected, on_select)) }
        </ol>
    }
}

fn view_call(
    model: &Model,
    call: &Call,
    selected: Option<u32>,
    on_select: Option<&Callback<usize>>,
) -> Html {
    let token = call.verdict.token();
    let target =
        call.target.and_then(|index| model.nodes.get(index)).map(|node| node.name.to_string());
    let is_selected = selected == Some(call.number);
    let content = html! {
        <>
            <span class="strip-number">{ call.number }</span>
            <Icon glyph={glyph(call.verdict)} />
            <span class="strip-word">{ call.verdict.word() }</span>
        </>
    };
    let class = classes!(
        "strip-call",
        format!("strip-call-{token}"),
        is_selected.then_some("strip-call-selected")
    );
    let call_view = match on_select {
        Some(on_select) => {
            let index = call.number as usize - 1;
            let onclick = on_select.reform(move |_| index);
            html! {
                <button type="button" {class} title={call.action.to_string()} aria-pressed={is_selected.to_string()} {onclick}>{ content }</button>
            }
        }
        None => html! { <span {class}>{ content }</span> },
    };
    html! {
        <li class={format!("strip-hop strip-hop-{token}")}>
            <span class="strip-line" aria-hidden="true" />
            { call_view }
            if let Some(target) = target {
                <span class="strip-line" aria-hidden="true" />
                <span class="strip-node">{ target }</span>
            }
        </li>
    }
}

fn glyph(verdict: Verdict) -> Glyph {
    match verdict {
        Verdict::Allowed => Glyph::Allowed,
        Verdict::Denied => Glyph::Denied,
        Verdict::NotReached => Glyph::NotReached,
        Verdict::Undecided => Glyph::Undecided,
    }
}
