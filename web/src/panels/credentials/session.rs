//! What a session carries: who it is, from when to when, and everything that travels with it.

use sts::{Mfa, Session, SessionTag};
use yew::prelude::*;

use crate::{
    components::inspector::{breakable, fact, fact_list},
    panels::step::StepView,
    state::facts,
};

/// The session's facts; `minted_by` is the step that made it.
pub(super) fn view(
    step: &StepView,
    session: &Session,
    minted_by: Option<usize>,
    packed: Option<u32>,
) -> Html {
    let code = |text: &str| html! { <code>{ breakable(text) }</code> };
    let mut all = vec![
        fact("Principal", code(session.principal.display_arn())),
        fact("User id", code(&session.user_id)),
        fact("Made by", html! { { facts::session_kind(session.kind) } }),
        fact("Issued", html! { { facts::moment(session.issued) } }),
        fact("Expires", html! { { facts::moment(session.expires) } }),
        fact("MFA", html! { { mfa(session) } }),
        fact("Source identity", view_source_identity(step, session, minted_by)),
        fact("Tags", view_tags(step, session, minted_by)),
        fact("Session policy", view_policies(session)),
    ];
    if let Some(user) = &session.principal.federating_user {
        all.push(fact("Federating user", code(user.as_str())));
    }
    if let Some(packed) = packed {
        all.push(fact(
            "Packed size",
            html! { { format!("{packed} % of what policies and tags may take") } },
        ));
    }
    if let Some(service) = &session.delivered_by {
        all.push(fact("Handed out by", code(service)));
    }
    for (key, values) in &session.provider_keys {
        all.push(fact(key.to_string(), code(&values.join(", "))));
    }
    fact_list(all)
}

fn mfa(session: &Session) -> String {
    match session.mfa {
        Mfa::Present(at) => format!("yes, code given {}", facts::moment(at)),
        Mfa::Absent => "no: aws:MultiFactorAuthPresent is false".to_owned(),
        Mfa::Missing => "says nothing: aws:MultiFactorAuthPresent is missing".to_owned(),
    }
}

fn view_source_identity(step: &StepView, session: &Session, minted_by: Option<usize>) -> Html {
    let Some(held) = &session.source_identity else { return html! { { "none" } } };
    let since = since(step, minted_by, |session| session.source_identity.as_ref() == Some(held));
    html! {
        <><span class="carried">{ breakable(held) }</span>{ format!(", from {}", facts::origin(since)) }</>
    }
}

fn view_tags(step: &StepView, session: &Session, minted_by: Option<usize>) -> Html {
    if session.tags.is_empty() {
        return html! { { "none" } };
    }
    html! {
        <ul class="carried-list">{ for session.tags.iter().map(|tag| view_tag(step, tag, minted_by)) }</ul>
    }
}

fn view_tag(step: &StepView, tag: &SessionTag, minted_by: Option<usize>) -> Html {
    let since =
        since(step, minted_by, |session| session.tags.iter().any(|other| other.tag == tag.tag));
    let from = if tag.inherited { since } else { minted_by };
    let kind = if tag.transitive { "transitive" } else { "not transitive" };
    html! {
        <li>
            <span class="carried">{ breakable(&format!("{}={}", tag.tag.key, tag.tag.value)) }</span>
            { format!(", {kind}, from {}", facts::origin(from)) }
        </li>
    }
}

fn view_policies(session: &Session) -> Html {
    let inline = session.policy.as_ref().map(|_| html! { <li>{ "Policy of the call" }</li> });
    let managed =
        session.policy_arns.iter().map(|arn| html! { <li><code>{ breakable(arn) }</code></li> });
    let all: Vec<Html> = inline.into_iter().chain(managed).collect();
    if all.is_empty() {
        return html! { { "none" } };
    }
    html! { <ul class="carried-list">{ for all }</ul> }
}

/// The step since which sessions along the chain have it.
fn since(
    step: &StepView,
    minted_by: Option<usize>,
    has: impl Fn(&Session) -> bool,
) -> Option<usize> {
    let caller = minted_by.and_then(|index| step.outcome().steps.get(index)?.caller.as_ref());
    match caller {
        Some(caller) if caller.session.as_deref().is_some_and(&has) => {
            facts::carried_since(step.outcome(), caller, has)
        }
        _ => minted_by,
    }
}
