//! The chain in one line of buttons: who begins, then each call with its verdict and its target.

use std::rc::Rc;

use diagram::{Model, model::Verdict};
use yew::prelude::*;

use crate::components::{Glyph, Icon};

/// The chain in one line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Strip {
    /// Who begins.
    pub(crate) start: Rc<str>,
    /// The steps in order.
    pub(crate) parts: Vec<Part>,
}

/// A step in the strip.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Part {
    /// The step's number, from 1.
    pub(crate) number: u32,
    /// How it ended.
    pub(crate) verdict: Verdict,
    /// What was called.
    pub(crate) operation: Rc<str>,
    /// Who and on what.
    pub(crate) about: About,
}

/// Who a step is made by, and what it is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum About {
    /// A call.
    Call {
        /// Who calls, where that is not what stands before.
        caller: Option<Rc<str>>,
        /// What it led to.
        target: Option<Rc<str>>,
    },
    /// A change of the world.
    Change {
        /// What is changed.
        subject: Rc<str>,
    },
}

impl Strip {
    /// The chain of a drawing. A call that is not made by what the call before led to begins anew with its caller.
    pub(crate) fn of(model: &Model) -> Self {
        let name = |index: usize| model.nodes.get(index).map(|node| Rc::clone(&node.name));
        let mut parts = Vec::new();
        let mut at = Some(0);
        for call in &model.calls {
            let caller = (at != Some(call.caller)).then(|| name(call.caller)).flatten();
            parts.push(Part {
                number: call.number,
                verdict: call.verdict,
                operation: Rc::clone(&call.action),
                about: About::Call { caller, target: call.target.and_then(name) },
            });
            // A call about nothing in particular leaves its caller where it is.
            at = call.target.filter(|_| call.is_hop).or(Some(call.caller));
        }
        parts.extend(model.changes.iter().map(|change| Part {
            number: change.number,
            verdict: change.verdict,
            operation: Rc::clone(&change.operation),
            about: About::Change { subject: Rc::clone(&change.subject) },
        }));
        iam::order::sort_by_key(&mut parts, |part| part.number);
        Self { start: name(0).unwrap_or_default(), parts }
    }
}

/// The strip. Without `on_select` the calls are no buttons.
pub(crate) fn view(
    strip: &Strip,
    selected: Option<u32>,
    on_select: Option<&Callback<usize>>,
) -> Html {
    html! {
        <ol class="strip" aria-label="The chain in one line">
            <li class="strip-node">{ &*strip.start }</li>
            { for strip.parts.iter().map(|part| view_step(part, selected, on_select)) }
        </ol>
    }
}

fn view_step(part: &Part, selected: Option<u32>, on_select: Option<&Callback<usize>>) -> Html {
    match &part.about {
        About::Call { caller, target } => {
            let content = view_part(part, glyph(part.verdict), selected, on_select);
            html! {
                <>
                    if let Some(caller) = caller { { view_branch(caller) } }
                    <li class={format!("strip-hop strip-hop-{}", part.verdict.token())}>
                        <span class="strip-line" aria-hidden="true" />
                        { content }
                        if let Some(target) = target {
                            <span class="strip-line" aria-hidden="true" />
                            <span class="strip-node">{ &**target }</span>
                        }
                    </li>
                </>
            }
        }
        About::Change { .. } => {
            let content = view_part(part, Glyph::Edit, selected, on_select);
            html! { <li class="strip-hop strip-hop-change">{ content }</li> }
        }
    }
}

/// Who calls, where that is not what stands before.
fn view_branch(caller: &str) -> Html {
    html! {
        <li class="strip-branch">
            <Icon glyph={Glyph::Branch} /><span class="hidden-text">{ "again from " }</span>
            <span class="strip-node">{ caller }</span>
        </li>
    }
}

/// Number, icon and word of a step.
fn view_part(
    part: &Part,
    glyph: Glyph,
    selected: Option<u32>,
    on_select: Option<&Callback<usize>>,
) -> Html {
    let is_selected = selected == Some(part.number);
    let (word, token, title) = match &part.about {
        About::Call { .. } => {
            (part.verdict.word(), part.verdict.token(), part.operation.to_string())
        }
        About::Change { subject } => {
            let token =
                if part.verdict == Verdict::Allowed { "change" } else { part.verdict.token() };
            (&*part.operation, token, format!("{} on {subject}", part.operation))
        }
    };
    let content = html! {
        <>
            <span class="strip-number">{ part.number }</span>
            <Icon {glyph} />
            <span class="strip-word">{ word.to_owned() }</span>
        </>
    };
    let class = classes!(
        "strip-call",
        format!("strip-call-{token}"),
        is_selected.then_some("strip-call-selected")
    );
    let Some(on_select) = on_select else {
        return html! { <span {class}>{ content }</span> };
    };
    let index = part.number as usize - 1;
    let onclick = on_select.reform(move |_| index);
    html! {
        <button type="button" {class} id={element_id(index)} {title} aria-pressed={is_selected.to_string()} {onclick}>{ content }</button>
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
