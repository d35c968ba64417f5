//! What a call that succeeded gave: the session with its end and what bounded it, or what allowed it.

use simulator::outcome::{AuthorizationOutcome, Minted};
use yew::prelude::*;

use super::Props;
use crate::{
    components::{
        Glyph, Icon,
        inspector::{breakable, fact, fact_list},
    },
    state::{Action, InspectorTab, facts},
};

pub(super) fn view(props: &Props) -> Html {
    match &props.step.result().minted {
        Some(minted) => view_minted(props, minted),
        None => Html::default(),
    }
}

fn view_minted(props: &Props, minted: &Minted) -> Html {
    let onclick = props.on_action.reform(|_| Action::InspectorTabChosen(InspectorTab::Credentials));
    html! {
        <section class="granted">
            <h3 class="granted-head">
                <Icon glyph={Glyph::Key} />
                <span>{ "Credentials granted" }</span>
            </h3>
            { fact_list(granted_facts(props, minted)) }
            <button type="button" class="link-button" {onclick}>{ "Show credentials" }</button>
        </section>
    }
}

fn granted_facts(props: &Props, minted: &Minted) -> Vec<Html> {
    let (session, result) = (&minted.session, props.step.result());
    let mut all = vec![
        fact("Session", html! { <code>{ breakable(session.principal.display_arn()) }</code> }),
        fact("Until", html! { { facts::moment(session.expires) } }),
        fact("Bounded by", html! { { facts::bound(session) } }),
    ];
    if let Some(limits) = result.limits {
        let role = limits.role_maximum.map(|seconds| {
            format!("role maximum {seconds} s ({})", facts::duration_in_words(seconds))
        });
        let chained = limits.chained.then(|| {
            format!("{} as this call chains", facts::duration_in_words(sts::CHAINING_LIMIT))
        });
        let words: Vec<String> = role.into_iter().chain(chained).collect();
        if !words.is_empty() {
            all.push(fact("Limits", html! { { words.join(", ") } }));
        }
    }
    if result.authorizations.len() > 1 {
        let actions = result
            .authorizations
            .iter()
            .map(|known: &AuthorizationOutcome| known.action.to_string());
        all.push(fact("Allowed", html! { { actions.collect::<Vec<_>>().join(", ") } }));
    }
    all
}
