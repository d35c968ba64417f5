//! The chain in one line of buttons: who begins, then each call with its verdict and its target.

use diagram::{
    Model,
    model::{Call, Node, Verdict},
};
use yew::prelude::*;

use crate::components::{Glyph, Icon};

/// The strip. Without `on_select` the calls are no buttons. A call that is not made by what the call before led to begins
/// anew with its caller.
pub(crate) fn view(
    model: &Model,
    selected: Option<u32>,
    on_select: Option<&Callback<usize>>,
) -> Html {
    let start = model.nodes.first().map(|node| node.name.to_string()).unwrap_or_default();
    let mut parts: Vec<(u32, Html)> = Vec::new();
    let mut at = Some(0);
    for call in &model.calls {
        let branch = (at != Some(call.caller)).then(|| model.nodes.get(call.caller)).flatten();
        let part = html! {
            <>
                if let Some(caller) = branch { { view_branch(caller) } }
                { view_call(model, call, selected, on_select) }
            </>
        };
        parts.push((call.number, part));
        // A call about nothing in particular leaves its caller where it is.
        at = call.target.filter(|_| call.is_hop).or(Some(call.caller));
    }
    parts.extend(model.changes.iter().map(|change| {
        let words = format!("{} on {}", change.operation, change.subject);
        let part = view_part(
            change.verdict,
            change.number,
            Glyph::Edit,
            &change.operation,
            &words,
            selected,
            on_select,
        );
        (change.number, html! { <li class="strip-hop strip-hop-change">{ part }</li> })
    }));
    parts.sort_by_key(|(number, _)| *number);
    html! {
        <ol class="strip" aria-label="The chain in one line">
            <li class="strip-node">{ start }</li>
            { for parts.into_iter().map(|(_, part)| part) }
        </ol>
    }
}

/// Who calls, where that is not what stands before.
fn view_branch(caller: &Node) -> Html {
    html! {
        <li class="strip-branch">
            <Icon glyph={Glyph::Branch} /><span class="hidden-text">{ "again from " }</span>
            <span class="strip-node">{ caller.name.to_string() }</span>
        </li>
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
    let part = view_part(
        call.verdict,
        call.number,
        glyph(call.verdict),
        call.verdict.word(),
        &call.action,
        selected,
        on_select,
    );
    html! {
        <li class={format!("strip-hop strip-hop-{token}")}>
            <span class="strip-line" aria-hidden="true" />
            { part }
            if let Some(target) = target {
                <span class="strip-line" aria-hidden="true" />
                <span class="strip-node">{ target }</span>
            }
        </li>
    }
}

/// Number, icon and word of a step.
fn view_part(
    verdict: Verdict,
    number: u32,
    glyph: Glyph,
    word: &str,
    title: &str,
    selected: Option<u32>,
    on_select: Option<&Callback<usize>>,
) -> Html {
    let is_selected = selected == Some(number);
    let content = html! {
        <>
            <span class="strip-number">{ number }</span>
            <Icon {glyph} />
            <span class="strip-word">{ word.to_owned() }</span>
        </>
    };
    let token = match (glyph, verdict) {
        (Glyph::Edit, Verdict::Allowed) => "change",
        _ => verdict.token(),
    };
    let class = classes!(
        "strip-call",
        format!("strip-call-{token}"),
        is_selected.then_some("strip-call-selected")
    );
    let Some(on_select) = on_select else {
        return html! { <span {class}>{ content }</span> };
    };
    let index = number as usize - 1;
    let onclick = on_select.reform(move |_| index);
    html! {
        <button type="button" {class} id={element_id(index)} title={title.to_owned()}
            aria-pressed={is_selected.to_string()} {onclick}>{ content }</button>
    }
}

/// The element id of a step in the strip that chooses.
pub(crate) fn element_id(step: usize) -> String {
    format!("strip-step-{step}")
}

fn glyph(verdict: Verdict) -> Glyph {
    match verdict {
        Verdict::Allowed => Glyph::Allowed,
        Verdict::Denied => Glyph::Denied,
        Verdict::NotReached => Glyph::NotReached,
        Verdict::Undecided => Glyph::Undecided,
    }
}
